// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alert_words.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AlertWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::AlertWords)
};

QString money(Money amount, const QLocale& locale)
{
    const double dollars = double(amount.nano()) / 1e9;
    const int decimals = amount.nano() != 0 && std::abs(dollars) < 0.01 ? 6 : 2;
    if (locale.language() == QLocale::C) // which has no manner of its own
        return u'$' + locale.toString(dollars, 'f', decimals);
    return locale.toCurrencyString(dollars, u"$"_s, decimals);
}

/// What a ceiling is for, as a sentence names it; a scope of a kind that is not known as it is.
QString scopeName(const std::string& scope)
{
    const std::size_t colon = scope.find(':');
    const std::string kind = scope.substr(0, colon);
    const QString id = toQString(colon == std::string::npos ? std::string() : scope.substr(colon + 1));
    if (kind == "tier")
        //: inside of a sentence; %1 is the id of a tier
        return AlertWords::tr("tier %1").arg(id);
    if (kind == "provider")
        //: inside of a sentence; %1 is the id of a provider
        return AlertWords::tr("provider %1").arg(id);
    if (kind == "key")
        //: inside of a sentence; %1 is the id of a key
        return AlertWords::tr("key %1").arg(id);
    if (kind == "feature")
        //: inside of a sentence; %1 is what a client calls a feature
        return AlertWords::tr("feature %1").arg(id);
    if (kind == "session")
        //: inside of a sentence; %1 is what a client calls a session
        return AlertWords::tr("session %1").arg(id);
    return toQString(scope);
}

/// "daily ceiling", with its scope where that is not everything.
QString ceilingText(const AlertEvent& event)
{
    QString name = AlertWords::tr("daily ceiling");
    if (event.span == "hour")
        name = AlertWords::tr("hourly ceiling");
    else if (event.span == "week")
        name = AlertWords::tr("weekly ceiling");
    else if (event.span == "month")
        name = AlertWords::tr("monthly ceiling");
    if (event.scope.empty() || event.scope == "global")
        return name;
    //: %1 "daily ceiling", %2 what it is for ("tier frontier")
    return AlertWords::tr("%1 of %2").arg(name, scopeName(event.scope));
}

QString usedText(const AlertEvent& event, const QLocale& locale)
{
    //: %1: money used, %2: the ceiling
    return AlertWords::tr("%1 of %2 is used.").arg(money(event.used, locale), money(event.limit, locale));
}

/// What happens at the limit, and until when.
QString consequence(const AlertEvent& event)
{
    const bool blocks = event.atLimit != "downgrade";
    if (event.resetsAt == 0)
        return blocks ? AlertWords::tr("At the limit, paid requests are refused.")
                      : AlertWords::tr("At the limit, requests go to cheaper tiers.");
    const QString until = minuteText(event.resetsAt);
    if (event.kind == AlertKind::CeilingReached)
        //: %1: a time of day
        return (blocks ? AlertWords::tr("Paid requests are refused until %1.")
                       : AlertWords::tr("Requests go to cheaper tiers until %1."))
            .arg(until);
    //: %1: a time of day
    return (blocks ? AlertWords::tr("At the limit, paid requests are refused until %1.")
                   : AlertWords::tr("At the limit, requests go to cheaper tiers until %1."))
        .arg(until);
}

AlertSentences ceilingSentences(const AlertEvent& event, const QLocale& locale)
{
    const QString body = usedText(event, locale) + u' ' + consequence(event);
    const QString ceiling = ceilingText(event);
    if (event.kind == AlertKind::CeilingReached)
        //: %1: "daily ceiling"
        return { AlertWords::tr("Reached: %1").arg(ceiling), body };
    if (event.kind == AlertKind::Forecast)
        //: %1: "daily ceiling", %2: a time of day
        return { AlertWords::tr("At this pace the %1 is reached at %2").arg(ceiling, minuteText(event.reachesAt)),
            body };
    const QString share = locale.toString(double(event.sharePpm) / 1e4, 'g', 4);
    //: %1: share in percent, %2: "daily ceiling"
    return { AlertWords::tr("%1 % of the %2 is spent").arg(share, ceiling), body };
}

AlertSentences deploymentSentences(const AlertEvent& event, const QLocale& locale)
{
    const QString name = toQString(event.subject);
    if (event.kind == AlertKind::BreakerOpened)
        //: %1: a deployment ("openai/gpt-4o")
        return { AlertWords::tr("%1 fails and is left alone").arg(name),
            AlertWords::tr("Requests go to the next deployment of its tier. It is tried again by itself.") };
    if (event.kind == AlertKind::Unpriced)
        //: %1: a deployment or a tier
        return { AlertWords::tr("No price is known for %1").arg(name),
            AlertWords::tr("It can't be used under a ceiling. Set a price on the Tiers page.") };
    //: %1: a deployment
    return { AlertWords::tr("%1 cost more than was held for it").arg(name),
        //: %1, %2: amounts
        AlertWords::tr("%1 is booked, %2 was held. The ceiling may be passed by the difference.")
            .arg(money(event.used, locale), money(event.limit, locale)) };
}

AlertSentences keySentences(const AlertEvent& event, const QString& name)
{
    //: %1: a provider
    const QString title = AlertWords::tr("%1 refuses its key").arg(name);
    const QString remedy = event.code == "upstream_out_of_credit"
        ? AlertWords::tr("Its account is out of credit. Top it up, or store another key on the Keys page.")
        : AlertWords::tr("Store the right key on the Keys page.");
    if (event.scope.empty())
        return { title, remedy };
    //: %1: the name of a key and its last four characters, %2: a sentence that says what to do
    return { title, AlertWords::tr("It is the key %1. %2").arg(toQString(event.scope), remedy) };
}

/// How far a clock jumped: whole units, since it is told to somebody who looks at a clock.
QString jumpText(qint64 us)
{
    constexpr qint64 kMinuteUs = 60'000'000;
    constexpr int kMinutesOfHours = 2 * 60;
    constexpr int kMinutesOfDays = 48 * 60;
    const int minutes = int(std::llround(double(us) / kMinuteUs));
    if (minutes < kMinutesOfHours)
        return AlertWords::tr("%Ln minute(s)", "how far a clock jumped", minutes);
    if (minutes < kMinutesOfDays)
        return AlertWords::tr("%Ln hour(s)", "how far a clock jumped", (minutes + 30) / 60);
    return AlertWords::tr("%Ln day(s)", "how far a clock jumped", (minutes + 720) / 1440);
}

AlertSentences clockSentences(const AlertEvent& event, const QLocale& locale)
{
    const auto text = [&locale](WallUs at) {
        return locale.toString(QDateTime::fromMSecsSinceEpoch(at / 1000), QLocale::ShortFormat);
    };
    const qint64 jump = event.reachesAt - event.resetsAt;
    const QString far = jumpText(std::abs(jump));
    //: %1: "2 hours"
    return { jump < 0 ? AlertWords::tr("This computer's clock jumped back by %1").arg(far)
                      : AlertWords::tr("This computer's clock jumped forwards by %1").arg(far),
        //: %1, %2: date and time
        AlertWords::tr("It says %1, where %2 was due. Ceilings count by the day of this clock: check that it is right. "
                       "What was spent stays with its day.")
            .arg(text(event.reachesAt), text(event.resetsAt)) };
}

AlertSentences plain(const AlertEvent& event, const QLocale& locale)
{
    const QString name = toQString(event.subject);
    switch (event.kind) {
    case AlertKind::Threshold:
    case AlertKind::CeilingReached:
    case AlertKind::Forecast:
        return ceilingSentences(event, locale);
    case AlertKind::BreakerOpened:
    case AlertKind::Unpriced:
    case AlertKind::OverReservation:
        return deploymentSentences(event, locale);
    case AlertKind::TierDown:
        //: %1: a tier
        return { AlertWords::tr("No deployment of tier %1 can be called").arg(name),
            AlertWords::tr("Requests for it are refused until one of them answers again.") };
    case AlertKind::KeyRefused:
        //: %1: a provider
        return keySentences(event, name);
    case AlertKind::LedgerTrouble:
        //: %1: an error code
        return { AlertWords::tr("The ledger can't be written"),
            AlertWords::tr("Paid tiers are blocked until it can (%1).")
                .arg(event.code.empty() ? dashText() : toQString(event.code)) };
    case AlertKind::ClockJumped:
        return clockSentences(event, locale);
    case AlertKind::Test:
        break;
    }
    //: %1: a channel of alerts
    return { AlertWords::tr("A test of “%1”").arg(name), AlertWords::tr("This channel works: alerts will come here.") };
}

} // namespace

AlertSentences alertSentences(const Alert& alert, const QLocale& locale)
{
    AlertSentences sentences = plain(alert.event, locale);
    if (alert.folded > 0)
        sentences.body += u' ' + AlertWords::tr("%n more since then.", "the same alert again", int(alert.folded));
    return sentences;
}

QString alertKindText(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Threshold:
        return AlertWords::tr("Share of a ceiling spent");
    case AlertKind::CeilingReached:
        return AlertWords::tr("Ceiling reached");
    case AlertKind::Forecast:
        return AlertWords::tr("Ceiling forecast");
    case AlertKind::BreakerOpened:
        return AlertWords::tr("Deployment failing");
    case AlertKind::TierDown:
        return AlertWords::tr("Tier down");
    case AlertKind::KeyRefused:
        return AlertWords::tr("Key refused");
    case AlertKind::Unpriced:
        return AlertWords::tr("Model without a price");
    case AlertKind::OverReservation:
        return AlertWords::tr("Cost above its hold");
    case AlertKind::LedgerTrouble:
        return AlertWords::tr("Ledger trouble");
    case AlertKind::ClockJumped:
        return AlertWords::tr("Clock jumped");
    case AlertKind::Test:
        break;
    }
    return AlertWords::tr("Test");
}

QString alertLevelText(AlertLevel level)
{
    switch (level) {
    case AlertLevel::Info:
        return AlertWords::tr("Info");
    case AlertLevel::Attention:
        return AlertWords::tr("Attention");
    case AlertLevel::Urgent:
        break;
    }
    return AlertWords::tr("Urgent");
}

} // namespace signalbox::ui
