// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/attention.h"

#include "core/alerts/alert_feed.h"
#include "ui/alerts/alert_words.h"
#include "ui/budgets/ceiling_words.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <set>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AttentionWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::Attention)
};

/// The highest alert share that is reached, or 0.
double alertReached(const Ceiling& ceiling, double share)
{
    double reached = 0;
    for (const double alert : ceiling.alertAt)
        reached = share + 1e-9 >= alert ? std::max(reached, alert) : reached;
    return share >= 0.999 ? 1.0 : reached;
}

constexpr quint16 kPortsToTry = 20;

} // namespace

QString ceilingName(const Config* config, const std::string& scope, Window window)
{
    if (scope == "global") {
        switch (window) {
        case Window::Hour:
            return AttentionWords::tr("this hour's ceiling");
        case Window::Week:
            return AttentionWords::tr("this week's ceiling");
        case Window::Month:
            return AttentionWords::tr("this month's ceiling");
        case Window::Day:
            break;
        }
        return AttentionWords::tr("today's ceiling");
    }
    if (scope == "sandbox")
        return AttentionWords::tr("the sandbox's ceiling");
    const std::string name = scope.substr(scope.find(':') + 1);
    //: %1 is the name of a tier or a key
    return AttentionWords::tr("the ceiling of %1")
        .arg(scope.starts_with("tier:") ? nameOfTier(config, name) : toQString(name));
}

Attention::Attention(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
}

std::vector<BannerText> Attention::banners()
{
    std::vector<BannerText> banners;
    if (m_engine.isStale()) {
        addGone(banners); // what else was told is past
        return banners;
    }
    addListening(banners);
    addRouting(banners);
    addLedger(banners);
    addStop(banners);
    addCeilings(banners);
    addAlert(banners);
    addConfiguration(banners);
    addKeychain(banners);
    addPeers(banners);
    return banners;
}

void Attention::retry()
{
    const Result<void> listening = m_engine.retryListen(std::nullopt);
    if (!listening)
        Q_EMIT said(errorText(listening.error()));
}

void Attention::useNextPort()
{
    const std::shared_ptr<const Config> config = m_engine.config();
    const quint16 taken = config != nullptr ? config->port : quint16(8787);
    Result<void> listening;
    for (quint16 step = 1; step <= kPortsToTry; ++step) {
        listening = m_engine.retryListen(quint16(taken + step));
        if (listening)
            break;
    }
    sayMoved(listening);
}

void Attention::usePort(quint16 port)
{
    sayMoved(m_engine.retryListen(port));
}

void Attention::sayMoved(const Result<void>& listening)
{
    if (!listening)
        Q_EMIT said(errorText(listening.error()));
    else
        //: %1 is a URL
        Q_EMIT said(
            tr("The address is now %1. Applications have to use it.").arg(toQString(m_engine.status().baseUrl)));
}

void Attention::addGone(std::vector<BannerText>& banners)
{
    const Error& why = m_engine.attachment()->problem;
    const bool ended = why.code != "attach_version" && why.code != "attach_silent";
    BannerText text { .id = u"attached"_s,
        .tone = Tone::Error,
        .title = ended ? tr("The running service has ended. Nothing is routed.")
                       : tr("The running service can't be reached."),
        .body = ended ? tr("What you see is what it told last. This window comes back by itself when the service does.")
                      : errorText(why),
        .remedies = {},
        .dismissible = false };
    if (ended)
        text.remedies.push_back({ tr("Start here"), [this] { Q_EMIT startHereWanted(); } });
    else if (why.code == "attach_version")
        text.remedies.push_back({ tr("Restart the window"), [this] { Q_EMIT startHereWanted(); } });
    text.remedies.push_back({ tr("Reconnect"), [this] { m_engine.pull(); } });
    banners.push_back(std::move(text));
}

void Attention::addListening(std::vector<BannerText>& banners)
{
    const RunningProxy::Status& status = m_engine.status();
    if (!status.listening && status.listenError) {
        BannerText text { .id = u"listen"_s,
            .tone = Tone::Error,
            .title = tr("Routing is off."),
            .body = errorText(*status.listenError),
            .remedies = {},
            .dismissible = false };
        const QString free = toQString(std::string(status.listenError->parameter("free")));
        if (free.isEmpty())
            text.remedies.push_back({ tr("Use next free port"), [this] { useNextPort(); } });
        else
            //: %1 is the number of a port
            text.remedies.push_back({ tr("Use %1").arg(free), [this, free] { usePort(free.toUShort()); } });
        text.remedies.push_back({ tr("Retry"), [this] { retry(); } });
        banners.push_back(std::move(text));
    }
    if (status.listening && status.outerError) {
        BannerText text { .id = u"outer"_s,
            .tone = Tone::Warning,
            .title = tr("Containers are not served."),
            .body = errorText(*status.outerError) % u' '
                % tr("This is tried again by itself; applications on this computer are served as before."),
            .remedies = {},
            .dismissible = true };
        text.remedies.push_back({ tr("Retry"), [this] { retry(); } });
        text.remedies.push_back({ tr("Show settings"), [this] { Q_EMIT pageWanted(u"settings"_s); } });
        banners.push_back(std::move(text));
    }
}

void Attention::addRouting(std::vector<BannerText>& banners)
{
    const RunningProxy::Status& status = m_engine.status();
    if (status.listening && status.routing == Routing::Bypass) {
        BannerText text { .id = u"bypass"_s,
            .tone = Tone::Warning,
            .title = tr("Rules are bypassed."),
            .body = tr("Pins hold; every other request goes where the last rule leads. Keys and ceilings stay in "
                       "force."),
            .remedies = {},
            .dismissible = false };
        text.remedies.push_back({ tr("Resume"), [this] { m_engine.setRouting(Routing::Rules); } });
        banners.push_back(std::move(text));
    }
    if (status.listening && status.paused()) {
        BannerText text { .id = u"paused"_s,
            .tone = Tone::Warning,
            .title = tr("Routing is paused."),
            .body = tr("New requests are refused with 503 until you resume. Those in flight finish."),
            .remedies = {},
            .dismissible = false };
        text.remedies.push_back({ tr("Resume"), [this] { m_engine.setRouting(Routing::Rules); } });
        banners.push_back(std::move(text));
    }
}

void Attention::addLedger(std::vector<BannerText>& banners)
{
    const RunningProxy::Status& status = m_engine.status();
    if (status.ledgerHealthy)
        return;
    BannerText text { .id = u"ledger"_s,
        .tone = Tone::Error,
        .title = tr("Paid tiers are blocked: the ledger cannot be written."),
        .body = errorText(status.ledgerProblem),
        .remedies = {},
        .dismissible = false };
    text.remedies.push_back({ tr("Open data folder"),
        [folder = toQString(status.dataDir)] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); } });
    banners.push_back(std::move(text));
}

void Attention::addStop(std::vector<BannerText>& banners)
{
    const auto& stop = m_engine.stopped();
    if (!stop)
        return;
    BannerText text { .id = u"stop"_s,
        .tone = Tone::Error,
        .title = tr("Everything is stopped."),
        .body = tr("No request is sent and nothing is spent until you release it.") % u' ' % toQString(stop->note),
        .remedies = {},
        .dismissible = false };
    text.remedies.push_back({ tr("Show budgets"), [this] { Q_EMIT pageWanted(u"budgets"_s); } });
    banners.push_back(std::move(text));
}

/// One banner a ceiling; of one that counts each of a kind for itself, for the one that has used most.
void Attention::addCeilings(std::vector<BannerText>& banners)
{
    const std::shared_ptr<const Config> config = m_engine.config();
    std::vector<Ledger::Standing> standings = standingsOf(m_engine);
    std::ranges::stable_sort(
        standings, [](const auto& a, const auto& b) { return a.balance.used() > b.balance.used(); });
    std::set<std::string> told;
    for (const Ledger::Standing& standing : standings) {
        const Ceiling& ceiling = standing.ceiling;
        if (ceiling.limit.nano() <= 0 || ceiling.scope == "sandbox" || !told.insert(ceiling.id).second)
            continue;
        const double share = double(standing.balance.used().nano()) / double(ceiling.limit.nano());
        const double alert = alertReached(ceiling, share);
        if (alert > 0)
            banners.push_back(ceilingBanner(ceiling, standing.balance, alert));
    }
}

BannerText Attention::ceilingBanner(const Ceiling& ceiling, const Balance& balance, double alert)
{
    const bool reached = alert >= 1;
    BannerText text { .id = u"ceiling:"_s % toQString(ceiling.id),
        .tone = reached ? Tone::Error : Tone::Warning,
        .title = {},
        .body = {},
        .remedies = {},
        .dismissible = true };
    const std::string& scope = balance.scope.empty() ? ceiling.scope : balance.scope;
    const QString name = ceilingName(m_engine.config().get(), scope, ceiling.window);
    // The share that was crossed, not the present one: the banner stays as it is while spending goes on.
    if (reached)
        //: %1 is an amount, %2 names a ceiling ("today's ceiling")
        text.title = tr("Ceiling of %1 reached: %2.").arg(moneyText(ceiling.limit), name);
    else
        //: %1 is a percentage, %2 an amount, %3 names a ceiling ("today's ceiling")
        text.title = tr("More than %1 of %2 is spent: %3.").arg(percentText(alert, 0), moneyText(ceiling.limit), name);
    text.body = ceiling.atLimit == AtLimit::Block ? tr("At the limit, paid requests are refused until the reset.")
                                                  : tr("At the limit, requests go to cheaper tiers.");
    text.remedies.push_back({ tr("Show budgets"), [this] { Q_EMIT pageWanted(u"budgets"_s); } });
    return text;
}

/// What no state of the window tells already, until somebody looks at the page of alerts.
void Attention::addAlert(std::vector<BannerText>& banners)
{
    AlertFeed& desk = m_engine.alerts();
    if (desk.revision() != m_revision) {
        m_revision = desk.revision();
        const std::vector<Alert> alerts = desk.alerts();
        const auto newest = std::find_if(alerts.begin(), alerts.end(), [](const Alert& alert) {
            const AlertKind kind = alert.event.kind;
            const bool told =
                kind == AlertKind::Threshold || kind == AlertKind::CeilingReached || kind == AlertKind::LedgerTrouble;
            return !told && !alert.seen && !alert.snoozed && alert.level != AlertLevel::Info;
        });
        m_alert = newest == alerts.end() ? std::nullopt : std::optional(*newest);
    }
    if (!m_alert)
        return;
    const AlertSentences words = alertSentences(*m_alert, QLocale());
    BannerText text { .id = u"alert"_s,
        .tone = m_alert->level == AlertLevel::Urgent ? Tone::Error : Tone::Warning,
        .title = words.title % u'.',
        .body = words.body,
        .remedies = {},
        .dismissible = true };
    text.remedies.push_back({ tr("Show alerts"), [this] { Q_EMIT pageWanted(u"alerts"_s); } });
    text.remedies.push_back({ tr("Snooze 1 h"), [&desk, key = snoozeKeyOf(m_alert->event)] {
                                 desk.snooze(key, std::chrono::hours(1));
                                 desk.markSeen();
                             } });
    banners.push_back(std::move(text));
}

void Attention::addConfiguration(std::vector<BannerText>& banners)
{
    const RunningProxy::Status& status = m_engine.status();
    const ConfigProblem* first = firstError(status.configProblems);
    if (first == nullptr)
        return;
    if (first->error.code == "config_newer") {
        BannerText text { .id = u"config"_s,
            .tone = Tone::Warning,
            .title = tr("The configuration is read-only: a newer Signalbox wrote it."),
            .body = errorText(first->error),
            .remedies = {},
            .dismissible = false };
        text.remedies.push_back({ tr("Show settings"), [this] { Q_EMIT pageWanted(u"settings"_s); } });
        return banners.push_back(std::move(text));
    }
    const QString title = status.configFromLastGood
        ? tr("The configuration file has an error; the last good one is in force.")
        : tr("The configuration file has an error; the built-in one is in force.");
    banners.push_back({ .id = u"config"_s,
        .tone = Tone::Error,
        .title = title,
        .body = problemText(*first),
        .remedies = {},
        .dismissible = true });
}

void Attention::addKeychain(std::vector<BannerText>& banners)
{
    for (const SecretStore::View& secret : m_engine.secrets()) {
        if (secret.problem.empty())
            continue;
        const bool locked = secret.problem == "keychain_locked";
        const bool absent = secret.problem == "keychain_unavailable";
        BannerText text { .id = u"keychain"_s,
            .tone = Tone::Warning,
            .title = locked ? tr("Your keychain is locked, so paid tiers are paused.")
                : absent    ? tr("No keychain is there, so keys stay in memory until you quit.")
                            : tr("A provider key is not available, so its deployments are passed over."),
            .body = secret.problem == "secret_missing" && !secret.reference.starts_with("keychain:")
                //: %1 is the reference of a key: session:openai, env:OPENAI_API_KEY
                ? tr("There is no key under %1 yet. Add it on the Keys page. · secret_missing")
                      .arg(toQString(secret.reference))
                : errorText(Error { secret.problem, { { "name", secret.reference } } }),
            .remedies = {},
            .dismissible = true };
        text.remedies.push_back({ tr("Show keys"), [this] { Q_EMIT pageWanted(u"keys"_s); } });
        banners.push_back(std::move(text));
        return;
    }
}

/// Only where it matters: a program of another user would be let in that was meant to be refused.
void Attention::addPeers(std::vector<BannerText>& banners)
{
    const auto& status = m_engine.status();
    const auto config = m_engine.config();
    if (config == nullptr || !status.listening || status.peersKnown || !config->sameUserOnly || config->sameUserProven)
        return;
    BannerText text { .id = u"peers"_s,
        .tone = Tone::Warning,
        .title = tr("This system does not say whose a request is."),
        .body = tr("Programs of other users of this computer are served, too, where they have a key. · peer_unknown"),
        .remedies = {},
        .dismissible = true };
    text.remedies.push_back({ tr("Who may ask…"), [this] { Q_EMIT pageWanted(u"settings"_s); } });
    banners.push_back(std::move(text));
}

} // namespace signalbox::ui
