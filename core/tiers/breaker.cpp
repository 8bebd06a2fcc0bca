// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/breaker.h"

#include <algorithm>

namespace signalbox {

namespace {

/// A provider that asks for more than this is asked again all the same.
constexpr std::chrono::hours kLongestCoolDown { 24 };

} // namespace

std::string_view breakerStateName(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return "closed";
    case BreakerState::Open:
        return "open";
    case BreakerState::HalfOpen:
        return "half_open";
    }
    return {};
}

Breakers::Breakers(const Clock& clock, BreakerSettings settings)
    : m_clock(clock)
    , m_settings(settings)
{
}

/// Brings an entry up to date with the clock: old failures leave the window, an open breaker becomes half-open, and a
/// probe whose caller never reported is given up.
void Breakers::settle(Entry& entry) const
{
    const Steady now = m_clock.steady();
    const Steady oldest = now - std::chrono::milliseconds(m_settings.windowMs);
    std::erase_if(entry.failures, [oldest](Steady at) { return at <= oldest; });
    if (entry.state == BreakerState::Open && now >= entry.openUntil) {
        entry.state = BreakerState::HalfOpen;
        entry.probing = false;
    }
    if (entry.probing && now - entry.probeSince >= std::chrono::milliseconds(m_settings.probeMs))
        entry.probing = false;
}

void Breakers::open(Entry& entry, Steady until)
{
    entry.state = BreakerState::Open;
    entry.openUntil = until;
    entry.probing = false;
    entry.failures.clear();
}

bool Breakers::allow(const std::string& deployment)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(deployment);
    if (found == m_entries.end())
        return true;
    Entry& entry = found->second;
    settle(entry);
    if (entry.state != BreakerState::HalfOpen)
        return entry.state == BreakerState::Closed;
    if (entry.probing)
        return false;
    entry.probing = true;
    entry.probeSince = m_clock.steady();
    return true;
}

BreakerState Breakers::state(const std::string& deployment) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(deployment);
    if (found == m_entries.end())
        return BreakerState::Closed;
    settle(found->second);
    return found->second.state;
}

void Breakers::success(const std::string& deployment)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(deployment);
    if (found == m_entries.end())
        return;
    Entry& entry = found->second;
    settle(entry);
    // A success that arrives while the breaker is open began before the failures: it proves nothing.
    if (entry.state == BreakerState::HalfOpen)
        entry = Entry {};
}

void Breakers::failure(const std::string& deployment, const std::string& code)
{
    const std::scoped_lock lock(m_mutex);
    Entry& entry = m_entries[deployment];
    settle(entry);
    if (entry.byHand)
        return;
    entry.lastCode = code;
    const Steady now = m_clock.steady();
    const Steady until = now + std::chrono::milliseconds(m_settings.openMs);
    if (entry.state == BreakerState::HalfOpen) {
        open(entry, until);
    } else if (entry.state == BreakerState::Closed) {
        entry.failures.push_back(now);
        if (static_cast<int>(entry.failures.size()) >= m_settings.failures)
            open(entry, until);
    }
}

void Breakers::neutral(const std::string& deployment)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_entries.find(deployment); found != m_entries.end())
        found->second.probing = false;
}

void Breakers::coolDown(const std::string& deployment, std::chrono::milliseconds time, const std::string& code)
{
    if (time <= std::chrono::milliseconds::zero())
        return;
    const std::scoped_lock lock(m_mutex);
    Entry& entry = m_entries[deployment];
    settle(entry);
    if (entry.byHand)
        return;
    const Steady until = m_clock.steady() + std::min<std::chrono::milliseconds>(time, kLongestCoolDown);
    entry.lastCode = code;
    open(entry, entry.state == BreakerState::Open ? std::max(entry.openUntil, until) : until);
}

void Breakers::trip(const std::string& deployment)
{
    const std::scoped_lock lock(m_mutex);
    Entry& entry = m_entries[deployment];
    open(entry, Steady::max());
    entry.byHand = true;
    entry.lastCode.clear();
}

void Breakers::reset(const std::string& deployment)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.erase(deployment);
}

std::vector<std::pair<std::string, BreakerState>> Breakers::notClosed() const
{
    std::vector<std::pair<std::string, BreakerState>> found;
    const std::scoped_lock lock(m_mutex);
    for (auto& [deployment, entry] : m_entries) {
        if (entry.state == BreakerState::Closed)
            continue;
        settle(entry);
        if (entry.state != BreakerState::Closed)
            found.emplace_back(deployment, entry.state);
    }
    return found;
}

std::vector<Breakers::View> Breakers::view() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<View> views;
    views.reserve(m_entries.size());
    for (auto& [deployment, entry] : m_entries) {
        settle(entry);
        View view { deployment, entry.state, static_cast<int>(entry.failures.size()), entry.lastCode, 0, entry.byHand };
        if (entry.state == BreakerState::Open && !entry.byHand) {
            const auto left = entry.openUntil - m_clock.steady();
            view.opensAgainInMs = std::chrono::ceil<std::chrono::milliseconds>(left).count();
        }
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace signalbox
