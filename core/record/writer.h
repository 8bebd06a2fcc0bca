// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace signalbox {

/// The one thread that writes: ledger first, then the request log. Participants queue work from any thread and call
/// wake(); the writer calls their drain() in the order of add(), again and again until all are idle.
class Writer {
public:
    class Participant {
    public:
        virtual ~Participant() = default;
        /// On the writer thread. Commits a group of what is queued; true where more is waiting.
        virtual bool drain() = 0;
        /// When drain() wants to be called even if nobody wakes (deadlines, flush intervals).
        [[nodiscard]] virtual std::optional<std::chrono::steady_clock::time_point> wakeAt() = 0;
        /// On the writer thread, once, at stop(): flush everything.
        virtual void finish() = 0;
    };

    Writer() = default;
    ~Writer();
    void add(Participant& participant); ///< before start()
    void start();
    void wake();
    void stop(); ///< drains, finishes, joins; idempotent

private:
    void run();
    bool drainAll();
    void sleep();
    std::vector<Participant*> m_participants;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::atomic<bool> m_awake { false };
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace signalbox
