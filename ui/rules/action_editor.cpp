// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/action_editor.h"

#include "ui/rules/condition_words.h"
#include "ui/rules/editor_fields.h"
#include "ui/rules/rule_language.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"

#include "core/route/validators.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostTiers = 8;
constexpr int kLimitWidth = 110;
constexpr int kLimitMargin = 28; ///< of a placeholder in its field
constexpr std::array kUsualChecks { "finish_reason", "empty", "refusal" };
constexpr const char* kLength = "min_output_bytes";
constexpr std::array kLimits { "max_tokens", "deadline_ms", "attempts", "stakes_bump" };

bool isCascade(const RuleJson& route)
{
    return route.value("strategy", RuleJson()) == "cascade";
}

// A pin is a direct route to one deployment instead of a tier.
bool isPin(const RuleJson& route)
{
    return !isCascade(route) && route.contains("pin");
}

std::string modeOf(const RuleJson& route)
{
    return isCascade(route) ? "cascade" : isPin(route) ? "pin" : "direct";
}

} // namespace

ActionEditor::ActionEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_routeLabel(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_strategy(new Choice(this))
    , m_tierColumn(new QVBoxLayout)
    , m_addTier(makeButton(ButtonKind::Plain, this))
    , m_tierProblem(makeParagraph(this, Tone::Error))
    , m_checkArea(new QWidget(this))
    , m_checkLabel(makeLabel(TextRole::Body, m_checkArea, Tone::Muted))
    , m_limitLabel(makeLabel(TextRole::Body, this, Tone::Muted))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    buildTiers(column);
    buildChecks(column);
    buildLimits(column);
    connect(m_strategy, &QComboBox::currentIndexChanged, this, &ActionEditor::strategyChosen);
    connect(m_addTier, &QPushButton::clicked, this, &ActionEditor::addTier);
    connect(&theme, &Theme::changed, this, &ActionEditor::nameLimits);
    retranslate();
}

void ActionEditor::buildTiers(QVBoxLayout* column)
{
    auto* head = new QHBoxLayout;
    head->addWidget(m_routeLabel);
    head->addWidget(m_strategy, 1);
    column->addLayout(head);
    m_tierColumn->setSpacing(6);
    column->addLayout(m_tierColumn);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_addTier);
    foot->addStretch(1);
    column->addWidget(m_tierProblem);
    column->addLayout(foot);
    m_tierProblem->setMinimumWidth(0);
    m_tierProblem->hide();
    m_routeLabel->setBuddy(m_strategy);
}

void ActionEditor::buildChecks(QVBoxLayout* column)
{
    auto* checks = new QVBoxLayout(m_checkArea);
    checks->setContentsMargins(0, 4, 0, 0);
    checks->setSpacing(4);
    checks->addWidget(m_checkLabel);
    for (const std::string& validator : validatorNames()) {
        auto* box = new QCheckBox(m_checkArea);
        checks->addWidget(box);
        m_checks.push_back({ validator, box });
        connect(box, &QCheckBox::toggled, this, &ActionEditor::checksChanged);
    }
    addLimit(checks, kLength);
    column->addWidget(m_checkArea);
}

void ActionEditor::buildLimits(QVBoxLayout* column)
{
    column->addWidget(m_limitLabel);
    for (const char* member : kLimits) {
        if (routeTakes(member))
            addLimit(column, member);
    }
}

void ActionEditor::addLimit(QVBoxLayout* column, const char* member)
{
    auto* line = new QHBoxLayout;
    Limit limit { member, makeLabel(TextRole::Body, this), new EditorLine(this), makeParagraph(this, Tone::Error) };
    limit.label->setBuddy(limit.line);
    limit.label->setWordWrap(true);
    limit.problem->setMinimumWidth(0);
    limit.problem->hide();
    line->addWidget(limit.label, 1);
    line->addWidget(limit.line);
    column->addLayout(line);
    column->addWidget(limit.problem);
    m_limits.push_back(limit);
    connect(limit.line, &QLineEdit::textEdited, this, [this, member] { limitTyped(member); });
}

ActionEditor::Limit* ActionEditor::limit(std::string_view member)
{
    const auto found = std::ranges::find(m_limits, member, &Limit::member);
    return found == m_limits.end() ? nullptr : &*found;
}

void ActionEditor::retranslate()
{
    m_routeLabel->setText(tr("Route to"));
    {
        const QSignalBlocker quiet(m_strategy);
        m_strategy->clear();
        m_strategy->add(tr("one tier"), "direct");
        m_strategy->add(tr("a cascade, cheap first"), "cascade");
        if (pinIsTaken())
            m_strategy->add(tr("one deployment and no other"), "pin");
    }
    m_strategy->setAccessibleName(tr("How the rule routes"));
    m_addTier->setText(tr("+ Tier"));
    m_addTier->setAccessibleName(tr("Add a tier to the cascade"));
    m_checkLabel->setText(tr("The answer goes on to the next tier unless it is:"));
    m_checkLabel->setWordWrap(true);
    for (const Check& check : m_checks) {
        RouteAction one;
        one.validators = { check.validator };
        const QString words = validatorWords(one);
        check.box->setText(QLocale().toUpper(words.left(1)) % words.mid(1));
    }
    m_limitLabel->setText(tr("Limits"));
    nameLimits();
    if (!m_route.is_null())
        show(std::exchange(m_route, {}));
}

void ActionEditor::nameLimits()
{
    const auto name = [this](const char* member, const QString& label, const QString& empty) {
        Limit* found = limit(member);
        if (found == nullptr)
            return;
        found->label->setText(label);
        found->line->setAccessibleName(label);
        found->line->setPlaceholderText(empty);
        const int wanted = found->line->fontMetrics().horizontalAdvance(empty) + m_theme.scaled(kLimitMargin);
        found->line->setFixedWidth(std::max(m_theme.scaled(kLimitWidth), wanted));
    };
    name(kLength, tr("At least so many bytes"), {});
    //: placeholder of an empty limit
    name("max_tokens", tr("Most tokens of an answer"), tr("no limit"));
    name("deadline_ms", tr("Deadline in ms"), tr("no limit"));
    name("attempts", tr("Most attempts"), tr("no limit"));
    name("stakes_bump", tr("Tiers up when stakes are high"), tr("none"));
}

void ActionEditor::setConfig(std::shared_ptr<const Config> config)
{
    m_config = std::move(config);
    if (m_route.is_null())
        return;
    showTiers();
    show(std::exchange(m_route, {}));
}

std::vector<std::string> ActionEditor::tiers() const
{
    std::vector<std::string> names;
    const char* one = isPin(m_route) ? "pin" : "tier";
    const RuleJson listed = isCascade(m_route) ? m_route.value("tiers", RuleJson::array())
                                               : RuleJson::array({ m_route.value(one, RuleJson("")) });
    for (const RuleJson& name : listed)
        names.push_back(name.is_string() ? name.get<std::string>() : std::string());
    return names;
}

void ActionEditor::fillTiers(Choice& box)
{
    if (m_config == nullptr)
        return;
    for (const Tier& tier : m_config->tiers) {
        if (isPin(m_route)) {
            for (const auto& deployment : tier.chain)
                box.addItem(tierIcon(tierLook(m_theme, m_config.get(), tier.id)), toQString(deployment->id),
                    toQString(deployment->id));
            continue;
        }
        const TierLook look = tierLook(m_theme, m_config.get(), tier.id);
        box.addItem(tierIcon(look), look.name, toQString(tier.id));
    }
}

void ActionEditor::show(const RuleJson& route)
{
    if (route == m_route)
        return;
    m_route = route;
    m_strategy->show(modeOf(route));
    const std::vector<std::string> names = tiers();
    if (m_tiers.size() != names.size() || m_tierRows == nullptr
        || m_tierRows->property("mode") != toQString(modeOf(route)))
        showTiers();
    for (std::size_t at = 0; at < names.size(); ++at)
        m_tiers[at]->show(names[at]);
    m_addTier->setVisible(isCascade(route));
    m_addTier->setEnabled(names.size() < kMostTiers && m_config != nullptr && names.size() < m_config->tiers.size());
    m_checkArea->setVisible(isCascade(route));
    const RuleJson checks = route.value("validators", RuleJson::array());
    for (const Check& check : m_checks) {
        const QSignalBlocker quiet(check.box);
        check.box->setChecked(std::ranges::find(checks, RuleJson(check.validator)) != checks.end());
    }
    const bool length = std::ranges::find(checks, RuleJson("length")) != checks.end();
    for (const Limit& limit : m_limits) {
        const auto value = route.find(limit.member);
        limit.line->show(value == route.end() ? QString() : shownValue(*value));
        const std::string_view member = limit.member;
        const bool shown = member == kLength ? length : member != "stakes_bump" || !isPin(route);
        limit.label->setVisible(shown);
        limit.line->setVisible(shown);
    }
}

void ActionEditor::showTiers()
{
    if (m_tierRows != nullptr)
        retire(m_tierRows);
    m_tiers.clear();
    m_tierRows = new QWidget(this);
    m_tierRows->setProperty("mode", toQString(modeOf(m_route)));
    auto* rows = new QVBoxLayout(m_tierRows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    const int count = int(tiers().size());
    for (int at = 0; at < count; ++at) {
        auto* line = new QHBoxLayout;
        auto* box = new Choice(m_tierRows);
        //: %1 is a number: first, second ... step of a cascade
        box->setAccessibleName(isCascade(m_route) ? tr("Tier %1 of the cascade").arg(at + 1)
                : isPin(m_route)                  ? tr("Deployment")
                                                  : tr("Tier"));
        line->addWidget(box, 1);
        fillTiers(*box);
        m_tiers.push_back(box);
        connect(box, &QComboBox::currentIndexChanged, this, &ActionEditor::tierChosen);
        if (isCascade(m_route) && count > 2) {
            QToolButton* remove = makeIconButton(m_theme, u"minus"_s, m_tierRows);
            nameButton(*remove, tr("Remove tier %1 from the cascade").arg(at + 1));
            line->addWidget(remove);
            connect(remove, &QToolButton::clicked, this, [this, at] { removeTier(at); });
        }
        rows->addLayout(line);
    }
    m_tierColumn->addWidget(m_tierRows);
    m_tierRows->show();
    Q_EMIT rebuilt();
}

void ActionEditor::showProblems(const std::vector<Error>& problems)
{
    const auto wordsAt = [&problems](const std::string& place) {
        for (const Error& problem : problems) {
            const std::string_view at = problem.parameter("pointer");
            if (at == place || at.starts_with(place + "/"))
                return ruleProblemText(problem);
        }
        return QString();
    };
    QString tiers = wordsAt(isPin(m_route) ? "/route/pin" : "/route/tier");
    for (std::size_t at = 0; at < m_tiers.size(); ++at) {
        const QString here = isCascade(m_route) ? wordsAt("/route/tiers/" + std::to_string(at)) : tiers;
        markField(*m_tiers[at], nullptr, here);
        tiers = tiers.isEmpty() ? here : tiers;
    }
    for (const Limit& limit : m_limits)
        markField(*limit.line, limit.problem, wordsAt(std::string("/route/") + limit.member));
    for (const Error& problem : problems) {
        if (tiers.isEmpty() && problem.parameter("pointer") == "/route")
            tiers = problem.parameter("reason") == "length" ? tr("Say how long an answer has to be at least.")
                                                            : ruleProblemText(problem);
    }
    if (tiers.isEmpty())
        tiers = wordsAt("/route/validators");
    m_tierProblem->setText(tiers);
    m_tierProblem->setVisible(!tiers.isEmpty());
}

void ActionEditor::say(const RuleJson& route, const std::string& field)
{
    if (route == m_route)
        return;
    show(route);
    Q_EMIT edited(route, field);
}

// The tier a route begins with, whatever its form.
std::string ActionEditor::firstTier() const
{
    std::string first = tiers().empty() ? std::string() : tiers().front();
    if (m_config == nullptr || !isPin(m_route))
        return first;
    for (const Tier& tier : m_config->tiers) {
        if (std::ranges::any_of(tier.chain, [&first](const auto& each) { return each->id == first; }))
            return tier.id;
    }
    return m_config->tiers.empty() ? std::string() : m_config->tiers.front().id;
}

void ActionEditor::strategyChosen()
{
    const std::string mode = m_strategy->value();
    if (mode.empty() || mode == modeOf(m_route) || m_config == nullptr)
        return;
    const std::string first = firstTier();
    const auto place = std::ranges::find(m_config->tiers, first, &Tier::id);
    RuleJson route = m_route;
    for (const char* member : { "tier", "tiers", "pin", "validators", kLength })
        route.erase(member);
    route["strategy"] = mode == "cascade" ? "cascade" : "direct";
    if (mode == "cascade") {
        const bool hasNext = place != m_config->tiers.end() && std::next(place) != m_config->tiers.end();
        route["tiers"] = RuleJson::array({ first, hasNext ? std::next(place)->id : m_config->tiers.front().id });
        route["validators"] = kUsualChecks;
    } else if (mode == "pin") {
        const bool served = place != m_config->tiers.end() && !place->chain.empty();
        route["pin"] = served ? place->chain.front()->id : std::string();
        route.erase("stakes_bump");
    } else {
        route["tier"] = first;
    }
    say(route, "route#strategy");
}

void ActionEditor::tierChosen()
{
    RuleJson route = m_route;
    if (!isCascade(route)) {
        route[isPin(route) ? "pin" : "tier"] = m_tiers.front()->value();
        return say(route, "route#tier");
    }
    RuleJson names = RuleJson::array();
    for (const Choice* box : m_tiers)
        names.push_back(box->value());
    route["tiers"] = std::move(names);
    say(route, "route#tier");
}

void ActionEditor::addTier()
{
    RuleJson route = m_route;
    const std::vector<std::string> former = tiers();
    for (const Tier& tier : m_config->tiers) {
        if (std::ranges::find(former, tier.id) != former.end())
            continue;
        route["tiers"].push_back(tier.id);
        break;
    }
    say(route, {});
    m_tiers.back()->setFocus(Qt::TabFocusReason);
}

void ActionEditor::removeTier(int place)
{
    RuleJson route = m_route;
    route["tiers"].erase(route["tiers"].begin() + place);
    say(route, {});
    m_addTier->setFocus(Qt::TabFocusReason);
}

void ActionEditor::checksChanged()
{
    RuleJson route = m_route;
    RuleJson names = RuleJson::array();
    bool length = false;
    for (const Check& check : m_checks) {
        if (!check.box->isChecked())
            continue;
        names.push_back(check.validator);
        length = length || check.validator == "length";
    }
    route["validators"] = std::move(names);
    if (length && !route.contains(kLength))
        route[kLength] = 1;
    else if (!length)
        route.erase(kLength);
    say(route, "route#checks");
}

void ActionEditor::limitTyped(const char* member)
{
    RuleJson route = m_route;
    const QString typed = limit(member)->line->text();
    if (typed.trimmed().isEmpty())
        route.erase(member);
    else
        route[member] = typedValue({ ValueKind::Number, {}, {} }, typed);
    if (route == m_route)
        return;
    m_route = route;
    Q_EMIT edited(route, std::string("route#") + member);
}

} // namespace signalbox::ui
