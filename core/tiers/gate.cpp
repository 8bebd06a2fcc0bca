// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/gate.h"

#include <algorithm>
#include <limits>

namespace signalbox {

// --- the last minute -------------------------------------------------------------------------------------------------

std::int64_t MinuteWindow::slotOf(Steady at)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count() / kSlotMs;
}

void MinuteWindow::moveTo(std::int64_t slot)
{
    constexpr auto kAll = static_cast<std::int64_t>(kSlots);
    if (slot - m_newest >= kAll) {
        m_amounts.fill(0);
        m_sum = 0;
        m_newest = slot;
    }
    while (m_newest < slot) {
        ++m_newest;
        std::int64_t& oldest = m_amounts[static_cast<std::size_t>(m_newest % kAll)];
        m_sum -= oldest;
        oldest = 0;
    }
}

void MinuteWindow::add(std::int64_t amount, Steady now)
{
    moveTo(slotOf(now));
    m_amounts[static_cast<std::size_t>(m_newest) % kSlots] += amount;
    m_sum += amount;
}

void MinuteWindow::correct(std::int64_t by, Steady at, Steady now)
{
    moveTo(slotOf(now));
    const std::int64_t slot = slotOf(at);
    if (slot > m_newest || m_newest - slot >= static_cast<std::int64_t>(kSlots))
        return;
    m_amounts[static_cast<std::size_t>(slot) % kSlots] += by;
    m_sum += by;
}

std::int64_t MinuteWindow::sum(Steady now)
{
    moveTo(slotOf(now));
    return m_sum;
}

Steady MinuteWindow::whenAtMost(std::int64_t amount, Steady now)
{
    std::int64_t left = sum(now);
    constexpr auto kAll = static_cast<std::int64_t>(kSlots);
    for (std::int64_t slot = m_newest - kAll + 1; slot <= m_newest; ++slot) {
        if (left <= amount)
            return slot == m_newest - kAll + 1 ? now : Steady(std::chrono::milliseconds((slot - 1 + kAll) * kSlotMs));
        if (slot >= 0)
            left -= m_amounts[static_cast<std::size_t>(slot) % kSlots];
    }
    return Steady(std::chrono::milliseconds((m_newest + kAll) * kSlotMs));
}

// --- the gate --------------------------------------------------------------------------------------------------------

/// A request that is larger than the whole limit may go when nothing else did: the provider has the last word.
std::int64_t Gate::counted(std::int64_t tokens) const
{
    return std::min(tokens, m_limits.tokensPerMinute.value_or(std::numeric_limits<std::int64_t>::max()));
}

Steady Gate::minuteFree(std::int64_t tokens, Steady now)
{
    Steady free = now;
    if (m_limits.requestsPerMinute)
        free = std::max(free, m_requests.whenAtMost(*m_limits.requestsPerMinute - 1, now));
    if (m_limits.tokensPerMinute)
        free = std::max(free, m_tokens.whenAtMost(*m_limits.tokensPerMinute - counted(tokens), now));
    return free;
}

bool Gate::mayPass(const Pass& pass, Steady now)
{
    return (!m_limits.concurrent || m_inside < *m_limits.concurrent) && minuteFree(pass.tokens, now) <= now;
}

void Gate::let(Pass& pass, Steady now)
{
    pass.state = Pass::State::Inside;
    pass.enteredAt = now;
    ++m_inside;
    m_requests.add(1, now);
    m_tokens.add(pass.tokens, now);
}

Gate::Pass::State Gate::enter(Pass& pass, Steady now, Steady until)
{
    admit(now);
    if (m_queue.empty() && mayPass(pass, now)) {
        let(pass, now);
        return pass.state;
    }
    const bool inVain = minuteFree(pass.tokens, now) >= until || (!m_queue.empty() && nextChance(now) >= until);
    if (inVain || m_queue.size() >= static_cast<std::size_t>(m_limits.queue))
        return pass.state;
    pass.state = Pass::State::Waiting;
    m_queue.push_back(&pass);
    return pass.state;
}

void Gate::giveUp(Pass& pass, Steady now)
{
    if (pass.state != Pass::State::Waiting)
        return;
    m_queue.erase(std::find(m_queue.begin(), m_queue.end(), &pass));
    pass.state = Pass::State::Outside;
    admit(now); // a smaller one may have stood behind it
}

void Gate::forget(Pass& pass)
{
    if (pass.state == Pass::State::Waiting)
        m_queue.erase(std::find(m_queue.begin(), m_queue.end(), &pass));
    else if (pass.state == Pass::State::Inside)
        --m_inside;
    pass.state = Pass::State::Outside;
}

void Gate::leave(Pass& pass, Steady now, std::optional<std::int64_t> used)
{
    if (pass.state != Pass::State::Inside)
        return;
    pass.state = Pass::State::Outside;
    --m_inside;
    if (used)
        m_tokens.correct(*used - pass.tokens, pass.enteredAt, now);
    admit(now);
}

void Gate::admit(Steady now)
{
    while (!m_queue.empty() && mayPass(*m_queue.front(), now)) {
        Pass& first = *m_queue.front();
        m_queue.pop_front();
        let(first, now);
        if (first.wake)
            first.wake();
    }
}

Steady Gate::nextChance(Steady now)
{
    return m_queue.empty() ? now : minuteFree(m_queue.front()->tokens, now);
}

std::string_view Gate::shortOf(std::int64_t tokens, Steady now)
{
    if (m_limits.requestsPerMinute && m_requests.sum(now) >= *m_limits.requestsPerMinute)
        return "requests_per_minute";
    if (m_limits.tokensPerMinute && m_tokens.sum(now) > *m_limits.tokensPerMinute - counted(tokens))
        return "tokens_per_minute";
    if (m_limits.concurrent && m_inside >= *m_limits.concurrent)
        return "concurrent";
    return {};
}

Gate& Gates::of(const Deployment& deployment)
{
    auto found = m_gates.find(deployment.id);
    if (found == m_gates.end())
        found = m_gates.emplace(deployment.id, std::make_unique<Gate>()).first;
    found->second->setLimits(deployment.limits);
    return *found->second;
}

} // namespace signalbox
