// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/alert_sources.h"

#include "core/proxy/proxy_impl.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace signalbox {

namespace {

constexpr std::chrono::seconds kForecastEvery { 10 };

/// It goes on while the machine is suspended, as the wall clock does: waking up is no jump.
std::optional<WallUs> sinceBoot()
{
#ifdef CLOCK_BOOTTIME
    timespec ran {};
    if (::clock_gettime(CLOCK_BOOTTIME, &ran) == 0)
        return static_cast<WallUs>(ran.tv_sec) * 1'000'000 + ran.tv_nsec / 1'000;
#endif
    return std::nullopt;
}

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

HouseLook::HouseLook(const House& house)
    : m_house(house)
{
}

Conditions HouseLook::look(const Config& config)
{
    Conditions conditions;
    conditions.now = m_house.clock.now();
    if (m_house.systemClock)
        conditions.sinceBoot = sinceBoot();
    conditions.localMinute = clockMinute(config.day.localTime(conditions.now)).value_or(0);
    conditions.breakers = m_house.breakers.view();
    conditions.tiers = config.tiers;
    addRefusedKeys(config, conditions);
    if (m_house.ledger != nullptr) {
        conditions.ledgerHealthy = m_house.ledger->healthy();
        if (!conditions.ledgerHealthy)
            conditions.ledgerCode = m_house.ledger->lastProblem().code;
        addCeilings(config, conditions);
    }
    return conditions;
}

void HouseLook::addRefusedKeys(const Config& config, Conditions& conditions) const
{
    for (const KeyPools::View& view : m_house.keyPools.view()) {
        if (view.state != KeyState::Refused)
            continue;
        const auto secret = m_house.secrets.find(view.key);
        const std::string lastFour = secret ? secret->lastFour() : std::string();
        for (const auto& provider : config.providers) {
            const auto& pool = provider->secretRefs;
            if (std::find(pool.begin(), pool.end(), view.key) != pool.end())
                conditions.refusedKeys.push_back(
                    { provider->id, lastFour.empty() ? view.key : view.key + " …" + lastFour, view.code });
        }
    }
}

void HouseLook::addCeilings(const Config& config, Conditions& conditions)
{
    const bool forecasts = config.alerts.forecastBefore.has_value();
    if (forecasts && (!m_snapshot || m_house.clock.steady() - m_snapshotAt >= kForecastEvery)) {
        m_snapshot = m_house.recorder.live(LiveRange::Hours2);
        m_snapshotAt = m_house.clock.steady();
    }
    for (const Ledger::Standing& standing : m_house.ledger->standings()) {
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
    surroundings.means.redacted = [this](std::string text) {
        return std::atomic_load(&config)->redaction->applied(secrets.redacted(std::move(text)));
    };
    surroundings.means.proxies = http::proxyVariables();
    surroundings.words = options.alertWords;
    const HouseLook::House parts { ledger.get(), *recorder, breakers, keyPools, secrets, clock,
        options.clock == nullptr };
    auto house = std::make_shared<HouseLook>(parts);
    surroundings.conditions = [this, house] {
        keyHealth.keep(keyPools);
        return house->look(*std::atomic_load(&config));
    };
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
