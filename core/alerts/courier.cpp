// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/courier.h"

#include <pthread.h>

#include <algorithm>
#include <random>

namespace signalbox {

namespace {

/// No secret: spreads retries, so that a service that comes back is not hit by all at once.
std::function<double()> dice()
{
    return [engine = std::mt19937 { std::random_device {}() }]() mutable {
        return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
}

} // namespace

Courier::Courier(
    ChannelSettings settings, std::unique_ptr<Channel> channel, RetryRule rule, const Clock& clock, Hooks hooks)
    : m_settings(std::move(settings))
    , m_channel(std::move(channel))
    , m_clock(clock)
    , m_hooks(std::move(hooks))
    , m_queue(rule, dice())
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

Courier::~Courier() = default;

void Courier::add(Delivery delivery)
{
    std::optional<Delivery> givenUp;
    {
        const std::lock_guard lock(m_mutex);
        givenUp = m_queue.add(std::move(delivery));
    }
    m_changed.notify_one();
    if (givenUp)
        m_hooks.settled(*givenUp, DeliveryQueue::End::GivenUp, { "channel_queue_full", {} });
}

void Courier::refresh(const Alert& alert)
{
    const std::lock_guard lock(m_mutex);
    m_queue.refresh(alert);
}

std::vector<Delivery> Courier::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return { m_queue.waiting().begin(), m_queue.waiting().end() };
}

std::optional<Delivery> Courier::awaitDue(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const WallUs now = m_clock.now();
        if (const Delivery* due = m_queue.due(now))
            return *due;
        const auto isNew = [count = m_queue.waiting().size(), this] { return m_queue.waiting().size() != count; };
        if (const auto next = m_queue.nextDue())
            m_changed.wait_for(lock, stop, std::chrono::microseconds(std::min<WallUs>(*next - now, 60'000'000)), isNew);
        else
            m_changed.wait(lock, stop, isNew);
    }
    return std::nullopt;
}

void Courier::run(const std::stop_token& stop)
{
    pthread_setname_np(pthread_self(), "alert-courier");
    while (const auto delivery = awaitDue(stop)) {
        const SendOutcome outcome = m_channel->send(delivery->alert, m_hooks.words(delivery->alert), stop);
        if (stop.stop_requested() && outcome.kind != SendOutcome::Kind::Sent)
            return; // it waits on, for the next run
        DeliveryQueue::Settled settled;
        {
            const std::lock_guard lock(m_mutex);
            settled = m_queue.settle(*delivery, outcome, m_clock.now());
        }
        m_hooks.settled(settled.delivery, settled.end, outcome.error);
    }
}

} // namespace signalbox
