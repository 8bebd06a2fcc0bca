// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_words.h"

#include "core/proxy/config.h"
#include "ui/budgets/usage_bar.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct CeilingWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::CeilingWords)
};

QString eachOf(ScopeKind kind)
{
    switch (kind) {
    case ScopeKind::Tier:
        return CeilingWords::tr("Each tier by itself");
    case ScopeKind::Provider:
        return CeilingWords::tr("Each provider by itself");
    case ScopeKind::Key:
        return CeilingWords::tr("Each key by itself");
    case ScopeKind::Feature:
        return CeilingWords::tr("Each feature by itself");
    case ScopeKind::Session:
        return CeilingWords::tr("Each session by itself");
    case ScopeKind::Global:
        break;
    }
    return CeilingWords::tr("All traffic");
}

QString keyText(const Engine& engine, const std::string& id)
{
    for (const VirtualKey& key : engine.keys()) {
        if (key.id == id)
            return toQString(key.name);
    }
    return toQString(id);
}

QString earlyText(const Ceiling::Early& early, const Config* config)
{
    QStringList names;
    for (const std::string& id : early.tiers)
        names.append(nameOfTier(config, id));
    for (const std::string& id : early.rules) {
        const std::vector<Rule> none;
        const auto& rules = config != nullptr ? config->rules.rules : none;
        const auto rule = std::ranges::find(rules, id, &Rule::id);
        const bool named = rule != rules.end() && !rule->name.empty();
        //: the name of a rule among others
        names.append(CeilingWords::tr("“%1”").arg(toQString(named ? rule->name : id)));
    }
    const QString from = percentText(early.from, 0);
    if (names.isEmpty())
        //: %1 is a percentage of a ceiling
        return CeilingWords::tr("From %1 on, requests go to a cheaper tier.").arg(from);
    //: %1 is a percentage of a ceiling, %2 names tiers and rules
    return CeilingWords::tr("From %1 on, those of %2 go to a cheaper tier.").arg(from, names.join(u", "_s));
}

/// To the hour: for an average that is enough, and asking the zone for periods takes a millisecond.
WallUs startOf(Window window, WallUs resetsAt)
{
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(resetsAt / 1000);
    return (window == Window::Month ? end.addMonths(-1) : end.addDays(-7)).toMSecsSinceEpoch() * 1000;
}

} // namespace

QString scopeText(const Engine& engine, const Theme& theme, const std::string& scope)
{
    if (scope == "global")
        return CeilingWords::tr("All traffic");
    if (scope == "sandbox")
        return CeilingWords::tr("Sandbox (simulated)");
    const auto kind = kindOf(scope);
    if (!kind)
        return toQString(scope);
    if (isForEach(scope))
        return eachOf(*kind);
    const std::string id = scope.substr(scope.find(':') + 1);
    switch (*kind) {
    case ScopeKind::Tier:
        //: a ceiling's scope; %1 is a tier's name
        return CeilingWords::tr("Tier %1").arg(tierLook(theme, engine.config().get(), id).name);
    case ScopeKind::Provider:
        //: a ceiling's scope; %1 is a provider's id
        return CeilingWords::tr("Provider %1").arg(toQString(id));
    case ScopeKind::Key:
        //: a ceiling's scope; %1 is the name of a virtual key
        return CeilingWords::tr("Key %1").arg(keyText(engine, id));
    case ScopeKind::Feature:
        //: a ceiling's scope; %1 is what a client calls a feature
        return CeilingWords::tr("Feature %1").arg(toQString(id));
    case ScopeKind::Session:
        //: a ceiling's scope; %1 is what a client calls a session
        return CeilingWords::tr("Session %1").arg(toQString(id));
    case ScopeKind::Global:
        break;
    }
    return toQString(scope);
}

QString periodText(Window window)
{
    switch (window) {
    case Window::Hour:
        return CeilingWords::tr("this hour");
    case Window::Week:
        return CeilingWords::tr("this week");
    case Window::Month:
        return CeilingWords::tr("this month");
    case Window::Day:
        break;
    }
    return CeilingWords::tr("today");
}

QString windowText(Window window)
{
    switch (window) {
    case Window::Hour:
        return CeilingWords::tr("Hour");
    case Window::Week:
        return CeilingWords::tr("Week");
    case Window::Month:
        return CeilingWords::tr("Month");
    case Window::Day:
        break;
    }
    return CeilingWords::tr("Day");
}

QString standingSentence(const Ceiling& ceiling, const Balance& balance)
{
    const Money held = balance.pending + balance.uncertain;
    const QString period = periodText(ceiling.window);
    if (held.isZero())
        //: %1 is what was spent, %2 the ceiling, %3 "today", "this week", ...
        return CeilingWords::tr("%1 of %2 %3").arg(moneyText(balance.settled), moneyText(ceiling.limit), period);
    //: %1 is what was spent, %2 the ceiling, %3 "today", ..., %4 what is reserved for requests in flight
    return CeilingWords::tr("%1 of %2 %3, %4 reserved")
        .arg(moneyText(balance.settled), moneyText(ceiling.limit), period, moneyText(held));
}

QString termsText(const Ceiling& ceiling, const Config* config)
{
    QStringList terms;
    QStringList alerts;
    for (const double at : ceiling.alertAt)
        alerts.append(percentText(at, 0));
    if (!alerts.isEmpty())
        //: %1 is a list of percentages of a ceiling
        terms.append(CeilingWords::tr("Alerts at %1.").arg(alerts.join(u", "_s)));
    if (ceiling.early)
        terms.append(earlyText(*ceiling.early, config));
    switch (ceiling.atLimit) {
    case AtLimit::Block:
        terms.append(CeilingWords::tr("At the limit, paid requests are refused until the reset."));
        break;
    case AtLimit::Downgrade:
        terms.append(CeilingWords::tr("At the limit, requests go to cheaper tiers."));
        break;
    case AtLimit::Free:
        terms.append(CeilingWords::tr("At the limit, requests go to a tier that costs nothing."));
        break;
    }
    terms.append(ceiling.inFlight == InFlight::Cut ? CeilingWords::tr("Answers in flight are cut then.")
            : ceiling.inFlight == InFlight::Extend
            ? CeilingWords::tr("Answers in flight go on while more can be reserved.")
            : CeilingWords::tr("Answers in flight finish."));
    if (ceiling.scope == "sandbox")
        terms.append(CeilingWords::tr("Simulated traffic only: never counted as money."));
    return terms.join(u' ');
}

QString outlookSentence(const Forecast& forecast, const Ceiling& ceiling, WallUs now)
{
    const bool blocks = ceiling.atLimit == AtLimit::Block;
    const QString reset = endText(forecast.resetsAt, now);
    switch (forecast.kind) {
    case Forecast::Case::NotEnough:
        return CeilingWords::tr("Not enough traffic for a forecast");
    case Forecast::Case::EndsBelow: {
        const QString amount = moneyText(forecast.endOfDay);
        switch (ceiling.window) {
        case Window::Hour:
            //: %1 is an amount of money
            return CeilingWords::tr("At this pace the hour ends at about %1").arg(amount);
        case Window::Week:
            //: %1 is an amount of money
            return CeilingWords::tr("At this pace the week ends at about %1").arg(amount);
        case Window::Month:
            //: %1 is an amount of money
            return CeilingWords::tr("At this pace the month ends at about %1").arg(amount);
        case Window::Day:
            break;
        }
        //: %1 is an amount of money
        return CeilingWords::tr("At this pace you end the day at about %1").arg(amount);
    }
    case Forecast::Case::Reached:
        //: %1 is a time of day or a date
        return (blocks ? CeilingWords::tr("Ceiling reached. Paid tiers are blocked until %1")
                       //: %1 is a time of day or a date
                       : CeilingWords::tr("Ceiling reached. Requests go to cheaper tiers until %1"))
            .arg(reset);
    case Forecast::Case::Reaches:
        break;
    }
    const QString at = endText(forecast.reachesAt, now);
    //: %1 is a time of day or a date
    return (blocks ? CeilingWords::tr("At this pace you hit the ceiling at %1, then paid requests are blocked")
                   //: %1 is a time of day or a date
                   : CeilingWords::tr("At this pace you hit the ceiling at %1, then requests go to cheaper tiers"))
        .arg(at);
}

QString endText(WallUs at, WallUs now)
{
    constexpr WallUs kDayUs = 86'400'000'000;
    if (at < now + kDayUs)
        return minuteText(at);
    const QDate date = QDateTime::fromMSecsSinceEpoch(at / 1000).date();
    return QLocale().toString(date, QLocale::ShortFormat) % u' ' % minuteText(at);
}

Tone outlookTone(const Forecast& forecast)
{
    if (forecast.kind == Forecast::Case::Reached)
        return Tone::Error;
    return forecast.kind == Forecast::Case::Reaches ? Tone::Warning : Tone::Muted;
}

std::vector<Ledger::Standing> standingsOf(const Engine& engine)
{
    std::vector<Ledger::Standing> standings = engine.standings();
    const auto config = engine.config();
    if (config == nullptr)
        return standings;
    for (const Ceiling& ceiling : config->ceilings) {
        const auto same = [&](const Ledger::Standing& each) { return each.ceiling.id == ceiling.id; };
        if (std::ranges::any_of(standings, same))
            continue;
        Ledger::Standing nothing;
        nothing.ceiling = ceiling;
        nothing.configured = ceiling.limit;
        nothing.balance.scope = ceiling.scope;
        nothing.resetsAt = nextPeriod(config->day, ceiling.window, wallNow());
        const auto found = std::ranges::find(engine.balances(), ceiling.scope, &Balance::scope);
        if (found != engine.balances().end() && ceiling.window == Window::Day)
            nothing.balance = *found;
        standings.push_back(std::move(nothing));
    }
    return standings;
}

std::optional<Forecast> outlookOf(const Engine& engine, const Ledger::Standing& standing)
{
    const LiveSnapshot& live = engine.live();
    ForecastQuestion question;
    question.now = live.now;
    question.resetsAt = standing.resetsAt;
    question.balance = standing.balance;
    question.limit = standing.ceiling.limit;
    const Window window = standing.ceiling.window;
    if (window == Window::Week || window == Window::Month)
        return forecastByAverage(question, startOf(window, standing.resetsAt));
    const auto pace = paceOf(live, standing.ceiling.scope);
    if (!pace)
        return std::nullopt;
    question.pace = *pace;
    return forecast(question);
}

std::optional<Ledger::Standing> tightest(const Engine& engine)
{
    std::vector<Ledger::Standing> standings = standingsOf(engine);
    const Ledger::Standing* best = nullptr;
    const auto rank = [](const Ledger::Standing& standing) {
        // Money before simulated traffic; then the greatest share; then the widest scope.
        return std::tuple(standing.ceiling.scope != "sandbox", shareOf(standing.balance.used(), standing.ceiling.limit),
            standing.ceiling.scope == "global");
    };
    for (const Ledger::Standing& standing : standings) {
        if (best == nullptr || rank(standing) > rank(*best))
            best = &standing;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

} // namespace signalbox::ui
