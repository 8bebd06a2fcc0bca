// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/writer.h"

#include <pthread.h>

#include <algorithm>

namespace signalbox {

namespace {

/// A participant whose time has come but that has nothing to do must not turn the thread into a spinning one.
constexpr std::chrono::milliseconds kShortestSleep { 1 };

} // namespace

Writer::~Writer()
{
    stop();
}

void Writer::add(Participant& participant)
{
    m_participants.push_back(&participant);
}

void Writer::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
}

void Writer::wake()
{
    // While the writer works, all but the first caller pass here without a lock or a system call.
    if (m_awake.exchange(true))
        return;
    {
        const std::lock_guard lock(m_mutex);
    }
    m_wakeUp.notify_one();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wakeUp.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::run()
{
    pthread_setname_np(pthread_self(), "writer"); // for top and perf
    for (;;) {
        // Reset before the queues are read: work that comes later wakes again.
        m_awake.store(false);
        if (drainAll())
            continue;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop && !m_awake.load())
                break;
        }
        sleep();
    }
    for (Participant* participant : m_participants)
        participant->finish();
}

bool Writer::drainAll()
{
    bool more = false;
    for (Participant* participant : m_participants)
        more = participant->drain() || more;
    return more;
}

void Writer::sleep()
{
    std::optional<std::chrono::steady_clock::time_point> wakeAt;
    for (Participant* participant : m_participants) {
        if (const auto at = participant->wakeAt())
            wakeAt = wakeAt ? std::min(*wakeAt, *at) : *at;
    }
    std::unique_lock lock(m_mutex);
    const auto called = [this] { return m_awake.load() || m_stop; };
    if (!wakeAt)
        m_wakeUp.wait(lock, called);
    else
        m_wakeUp.wait_until(lock, std::max(*wakeAt, std::chrono::steady_clock::now() + kShortestSleep), called);
}

} // namespace signalbox
