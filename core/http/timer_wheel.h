// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/http/net.h"

#include <boost/asio/basic_waitable_timer.hpp>

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <functional>

namespace signalbox::http {

/// All deadlines of a listener's connections on one timer of the kernel: setting, moving and dropping one costs two
/// pointer writes. A deadline is met up to two ticks (32 ms) late, never early. Wakes up only when one is near.
/// Data-plane thread only; outlives its entries.
class TimerWheel {
public:
    class Entry {
    public:
        explicit Entry(std::function<void()> expired)
            : m_expired(std::move(expired))
        {
        }
        ~Entry() { cancel(); }
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;
        void cancel();
        [[nodiscard]] bool armed() const { return m_wheel != nullptr; }

    private:
        friend class TimerWheel;
        std::function<void()> m_expired;
        TimerWheel* m_wheel = nullptr;
        Entry* m_previous = nullptr;
        Entry* m_next = nullptr;
        std::uint64_t m_due = 0;
        std::size_t m_slot = 0;
    };

    explicit TimerWheel(asio::io_context& io);
    /// Calls the entry's function once, in delayMs from now, instead of any time set before.
    void arm(Entry& entry, int delayMs);
    /// Lets go of the kernel's timer, so that the io_context can run out of work. Entries stay; arm() starts it again.
    void stop();

private:
    static constexpr int kTickMs = 16;
    static constexpr std::size_t kSlots = 1024; ///< 16 s; what is due later is put in again when its slot comes round
    using Ticks = std::uint64_t;

    [[nodiscard]] Ticks now() const;
    void link(Entry& entry, Ticks from);
    void unlink(Entry& entry);
    void wakeAt(Ticks tick);
    void turn();
    void fire(Ticks tick);

    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>
        m_timer;
    std::chrono::steady_clock::time_point m_start;
    std::array<Entry*, kSlots> m_slots {};
    std::bitset<kSlots> m_filled;
    Ticks m_done = 0;   ///< every tick up to this one has fired
    Ticks m_wakeAt = 0; ///< what the timer is set to, 0: not set
};

} // namespace signalbox::http
