// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/delivery.h"

#include <algorithm>

namespace signalbox {

namespace {

WallUs microseconds(std::chrono::microseconds time)
{
    return time.count();
}

} // namespace

DeliveryQueue::DeliveryQueue(RetryRule rule, std::function<double()> dice)
    : m_rule(rule)
    , m_dice(std::move(dice))
{
}

std::optional<Delivery> DeliveryQueue::add(Delivery delivery)
{
    m_waiting.push_back(std::move(delivery));
    if (m_waiting.size() <= kLimit)
        return std::nullopt;
    Delivery oldest = std::move(m_waiting.front());
    m_waiting.pop_front();
    return oldest;
}

std::optional<WallUs> DeliveryQueue::nextDue() const
{
    if (m_waiting.empty())
        return std::nullopt;
    WallUs due = m_waiting.front().dueAt;
    if (m_sent.size() >= m_rule.burst)
        due = std::max(due, m_sent.front() + microseconds(m_rule.burstSpan));
    return due;
}

const Delivery* DeliveryQueue::due(WallUs now)
{
    // A clock that was set back must hold nothing up for years.
    while (!m_sent.empty() && (now - m_sent.front() >= microseconds(m_rule.burstSpan) || m_sent.front() > now))
        m_sent.pop_front();
    if (!m_waiting.empty() && m_waiting.front().dueAt - now > microseconds(m_rule.longest) * 2)
        m_waiting.front().dueAt = now;
    const auto at = nextDue();
    return at && *at <= now ? &m_waiting.front() : nullptr;
}

void DeliveryQueue::refresh(const Alert& alert)
{
    for (Delivery& delivery : m_waiting) {
        if (delivery.alert.id == alert.id)
            delivery.alert = alert;
    }
}

std::chrono::milliseconds DeliveryQueue::waitAfter(int tries, std::chrono::seconds notBefore)
{
    std::chrono::milliseconds wait = m_rule.first;
    for (int i = 1; i < tries && wait < m_rule.longest; ++i)
        wait *= 2;
    wait = std::min(wait, m_rule.longest);
    const double factor = 1.0 + m_rule.jitter * (2.0 * m_dice() - 1.0);
    wait = std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * factor));
    return std::max(wait, std::min(std::chrono::milliseconds(notBefore), m_rule.longest));
}

DeliveryQueue::Settled DeliveryQueue::settle(const Delivery& tried, const SendOutcome& outcome, WallUs now)
{
    Settled settled { End::Sent, tried };
    const bool isThere = !m_waiting.empty() && m_waiting.front().alert.id == tried.alert.id;
    if (isThere) {
        settled.delivery = std::move(m_waiting.front());
        m_waiting.pop_front();
    }
    if (outcome.kind == SendOutcome::Kind::Sent) {
        m_sent.push_back(now);
        return settled;
    }
    Delivery& delivery = settled.delivery;
    ++delivery.tries;
    const bool old = now - delivery.createdAt >= microseconds(m_rule.lifetime);
    settled.end = End::GivenUp;
    if (!isThere || outcome.kind == SendOutcome::Kind::Never || delivery.tries >= m_rule.tries || old)
        return settled;
    settled.end = End::WillRetry;
    delivery.dueAt = now + microseconds(waitAfter(delivery.tries, outcome.notBefore));
    // In order: what came first is tried first, so that "reached" does not overtake "80 %".
    m_waiting.push_front(delivery);
    return settled;
}

} // namespace signalbox
