// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace signalbox {

/// Answers in the writer's place while the writer stands in a call to a disk that doesn't return: a reservation has
/// 250 ms, whatever fsync does. A thread of its own; asleep unless such a call is under way, and it wakes at most
/// forty times a second then.
class StallWatch {
public:
    /// overdue: called with the lock of Guarded held, only while the writer is inside a guarded call.
    void start(std::function<void()> overdue);
    void stop(); ///< joins; idempotent
    ~StallWatch();

    /// Around one call that may block. What `overdue` touches must be left alone inside.
    class Guarded {
    public:
        explicit Guarded(StallWatch& watch);
        ~Guarded();
        Guarded(const Guarded&) = delete;
        Guarded& operator=(const Guarded&) = delete;

    private:
        StallWatch& m_watch;
    };

private:
    void run(const std::function<void()>& overdue);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic<bool> m_inside { false };
    std::atomic<bool> m_asleep { false };
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace signalbox
