// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/worker.h"

namespace signalbox::ui {

Worker::Worker()
    : m_thread([this] { run(); })
{
}

Worker::~Worker()
{
    stop();
}

void Worker::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop)
            return;
        m_jobs.push_back(std::move(job));
    }
    m_wakeUp.notify_one();
}

void Worker::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_jobs.clear();
    }
    m_wakeUp.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Worker::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wakeUp.wait(lock, [this] { return m_stop || !m_jobs.empty(); });
        if (m_stop)
            return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

} // namespace signalbox::ui
