// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/alert_sources.h"

#include "core/proxy/proxy_impl.h"

#include <cmath>

namespace signalbox {

namespace {

constexpr std::chrono::seconds kForecastEvery { 10 };

AlertEvent ceilingEvent(const Ceiling& ceiling, const Balance& balance, WallUs resetsAt)
{
    AlertEvent event;
    event.subject = ceiling.id;
    event.scope = ceiling.scope;
    event.span = windowName(ceiling.window);
    event.window = balance.day;
    event.used = balance.settled + balance.uncertain;
    event.limit = ceiling.limit;
    event.resetsAt = resetsAt;
    event.atLimit = ceiling.atLimit == AtLimit::Block ? "block" : "downgrade";
    return event;
}

} // namespace

AlertEvent alertEventOf(const Ledger::Alert& crossed, WallUs resetsAt)
{
    AlertEvent event = ceilingEvent(crossed.ceiling, crossed.balance, resetsAt);
    event.sharePpm = std::llround(crossed.share * 1e6);
    event.kind = event.sharePpm == 1'000'000 ? AlertKind::CeilingReached : AlertKind::Threshold;
    return event;
}

HouseLook::HouseLook(const Ledger* ledger, const Recorder& recorder, const Breakers& breakers, const Clock& clock)
    : m_ledger(ledger)
    , m_recorder(recorder)
    , m_breakers(breakers)
    , m_clock(clock)
{
}

Conditions HouseLook::look(const Config& config)
{
    Conditions conditions;
    conditions.now = m_clock.now();
    conditions.localMinute = clockMinute(config.day.localTime(conditions.now)).value_or(0);
    conditions.breakers = m_breakers.view();
    conditions.tiers = config.tiers;
    if (m_ledger != nullptr) {
        conditions.ledgerHealthy = m_ledger->healthy();
        if (!conditions.ledgerHealthy)
            conditions.ledgerCode = m_ledger->lastProblem().code;
        addCeilings(config, conditions);
    }
    return conditions;
}

void HouseLook::addCeilings(const Config& config, Conditions& conditions)
{
    const bool forecasts = config.alerts.forecastBefore.has_value();
    if (forecasts && (!m_snapshot || m_clock.steady() - m_snapshotAt >= kForecastEvery)) {
        m_snapshot = m_recorder.live(LiveRange::Hours2);
        m_snapshotAt = m_clock.steady();
    }
    for (const Ledger::Standing& standing : m_ledger->standings()) {
        const Ceiling& ceiling = standing.ceiling;
        if (ceiling.scope == "sandbox" || ceiling.limit.isZero())
            continue; // simulated spend alarms nobody
        const Balance& balance = standing.balance;
        Conditions::Outlook outlook;
        outlook.ceiling = ceilingEvent(ceiling, balance, standing.resetsAt);
        outlook.refused = balance.refused;
        const bool isDays = forecasts && ceiling.window == Window::Day; // what the pace is about
        if (const auto pace = isDays ? paceOf(*m_snapshot, ceiling.scope) : std::nullopt)
            outlook.forecast = forecast({ conditions.now, standing.resetsAt, *pace, balance, ceiling.limit, 0 });
        conditions.outlooks.push_back(std::move(outlook));
    }
}

void Proxy::Impl::hireAlertDesk()
{
    AlertDesk::Surroundings surroundings;
    surroundings.dir = options.dataDir;
    surroundings.means.secret = [this](const std::string& reference) { return secrets.find(reference); };
    surroundings.means.redacted = [this](std::string text) { return secrets.redacted(std::move(text)); };
    surroundings.means.proxies = http::proxyVariables();
    surroundings.words = options.alertWords;
    auto house = std::make_shared<HouseLook>(ledger.get(), *recorder, breakers, clock);
    surroundings.conditions = [this, house] { return house->look(*std::atomic_load(&config)); };
    alerts = std::make_unique<AlertDesk>(std::move(surroundings), clock);
    alerts->configure(config->alerts, config->day);
    alerts->start();
    if (ledger) {
        ledger->onAlert([this](const Ledger::Alert& crossed) {
            cutReached(crossed);
            const auto now = std::atomic_load(&config);
            if (crossed.ceiling.scope != "sandbox")
                alerts->raise(alertEventOf(crossed, nextPeriod(now->day, crossed.ceiling.window, clock.now())));
        });
    }
}

} // namespace signalbox
