// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/stall_watch.h"

#include <utility>

namespace signalbox {

namespace {

constexpr std::chrono::milliseconds kStep { 25 };
/// Quiet steps before the thread sleeps until it is called: to wake it costs more than to look now and then.
constexpr int kQuietSteps = 80;

} // namespace

StallWatch::~StallWatch()
{
    stop();
}

void StallWatch::start(std::function<void()> overdue)
{
    if (!m_thread.joinable())
        m_thread = std::thread([this, call = std::move(overdue)] { run(call); });
}

void StallWatch::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void StallWatch::run(const std::function<void()>& overdue)
{
    std::unique_lock lock(m_mutex);
    int quiet = kQuietSteps;
    while (!m_stop) {
        if (!m_inside.load() && ++quiet > kQuietSteps) {
            m_asleep.store(true);
            m_changed.wait(lock, [this] { return m_stop || m_inside.load(); });
            m_asleep.store(false);
        }
        m_changed.wait_for(lock, kStep, [this] { return m_stop; });
        if (m_inside.load()) {
            quiet = 0;
            overdue();
        }
    }
}

StallWatch::Guarded::Guarded(StallWatch& watch)
    : m_watch(watch)
{
    m_watch.m_inside.store(true);
    if (!m_watch.m_asleep.load())
        return;
    {
        const std::lock_guard lock(m_watch.m_mutex);
    }
    m_watch.m_changed.notify_one();
}

StallWatch::Guarded::~Guarded()
{
    // Waits for an `overdue` that runs right now; afterwards the queues are the writer's again.
    const std::lock_guard lock(m_watch.m_mutex);
    m_watch.m_inside.store(false);
}

} // namespace signalbox
