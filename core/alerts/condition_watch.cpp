// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/condition_watch.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr WallUs kOneMinute = 60'000'000;
constexpr WallUs kJump = 5 * kOneMinute; ///< less is a clock that is put right

bool isOpen(const std::vector<Breakers::View>& breakers, const std::string& deployment)
{
    return std::any_of(breakers.begin(), breakers.end(),
        [&](const Breakers::View& view) { return view.deployment == deployment && view.state == BreakerState::Open; });
}

/// A request that would cost more than the whole ceiling is refused on an empty one: that is not "reached".
bool isAlmostAll(const AlertEvent& ceiling)
{
    constexpr std::int64_t kTenth = 10;
    return ceiling.used.nano() >= ceiling.limit.nano() - ceiling.limit.nano() / kTenth;
}

} // namespace

bool ConditionWatch::begins(const std::string& condition)
{
    return m_present.insert(condition).second && !m_before.contains(condition);
}

std::vector<AlertEvent> ConditionWatch::look(const Conditions& conditions, const AlertSettings& settings)
{
    std::vector<AlertEvent> events;
    m_before.swap(m_present);
    m_present.clear();
    if (!conditions.ledgerHealthy && begins("ledger")) {
        AlertEvent event;
        event.kind = AlertKind::LedgerTrouble;
        event.code = conditions.ledgerCode;
        events.push_back(std::move(event));
    }
    lookAtClock(conditions, events);
    lookAtBreakers(conditions, events);
    lookAtKeys(conditions, events);
    lookAtTiers(conditions, events);
    lookAtOutlooks(conditions, settings, events);
    return events;
}

/// From look to look, so that a jump is told once, and a clock that goes wrong by and by is none.
void ConditionWatch::lookAtClock(const Conditions& conditions, std::vector<AlertEvent>& events)
{
    if (!conditions.sinceBoot)
        return;
    const WallUs booted = conditions.now - *conditions.sinceBoot;
    const WallUs jump = booted - m_booted.value_or(booted);
    m_booted = booted;
    if (jump <= kJump && jump >= -kJump)
        return;
    AlertEvent event;
    event.kind = AlertKind::ClockJumped;
    event.subject = jump > 0 ? "forwards" : "back";
    event.reachesAt = conditions.now;
    event.resetsAt = conditions.now - jump;
    events.push_back(std::move(event));
}

void ConditionWatch::lookAtBreakers(const Conditions& conditions, std::vector<AlertEvent>& events)
{
    for (const Breakers::View& view : conditions.breakers) {
        // Half-open is the same trouble going on.
        // One that the operator tripped is no news to anybody.
        if (view.state != BreakerState::Closed && !view.byHand && begins("breaker/" + view.deployment)) {
            AlertEvent event;
            event.kind = AlertKind::BreakerOpened;
            event.subject = view.deployment;
            event.code = view.lastCode;
            events.push_back(std::move(event));
        }
    }
}

void ConditionWatch::lookAtKeys(const Conditions& conditions, std::vector<AlertEvent>& events)
{
    for (const Conditions::RefusedKey& refused : conditions.refusedKeys) {
        if (!begins("key/" + refused.provider + "/" + refused.key))
            continue;
        AlertEvent event;
        event.kind = AlertKind::KeyRefused;
        event.subject = refused.provider;
        event.scope = refused.key;
        event.code = refused.code;
        events.push_back(std::move(event));
    }
}

void ConditionWatch::lookAtTiers(const Conditions& conditions, std::vector<AlertEvent>& events)
{
    for (const Tier& tier : conditions.tiers) {
        const bool down = !tier.chain.empty()
            && std::all_of(tier.chain.begin(), tier.chain.end(),
                [&](const auto& deployment) { return isOpen(conditions.breakers, deployment->id); });
        if (!down || !begins("tier/" + tier.id))
            continue;
        AlertEvent event;
        event.kind = AlertKind::TierDown;
        event.subject = tier.id;
        events.push_back(std::move(event));
    }
}

bool isReachedBefore(const Forecast& forecast, std::int64_t minuteOfDay, const Conditions& conditions)
{
    if (forecast.kind != Forecast::Case::Reaches)
        return false;
    const std::int64_t minutes = (minuteOfDay - conditions.localMinute + kMinutesOfDay) % kMinutesOfDay;
    const WallUs hour = conditions.now + minutes * kOneMinute;
    // Past the hour, the next one belongs to the next window.
    return hour <= forecast.resetsAt && forecast.reachesAt < hour;
}

void ConditionWatch::lookAtOutlooks(
    const Conditions& conditions, const AlertSettings& settings, std::vector<AlertEvent>& events)
{
    for (const Conditions::Outlook& outlook : conditions.outlooks) {
        // Told once a window by their mark; it may be said again and again until then.
        if (outlook.refused > 0 && isAlmostAll(outlook.ceiling)) {
            events.push_back(outlook.ceiling);
            events.back().kind = AlertKind::CeilingReached;
        }
        if (!settings.forecastBefore || !isReachedBefore(outlook.forecast, *settings.forecastBefore, conditions))
            continue;
        AlertEvent event = outlook.ceiling;
        event.kind = AlertKind::Forecast;
        event.reachesAt = outlook.forecast.reachesAt;
        events.push_back(std::move(event));
    }
}

} // namespace signalbox
