// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/timer_wheel.h"

#include <algorithm>

namespace signalbox::http {

TimerWheel::TimerWheel(asio::io_context& io)
    : m_timer(io)
    , m_start(std::chrono::steady_clock::now())
{
}

void TimerWheel::Entry::cancel()
{
    if (m_wheel)
        m_wheel->unlink(*this);
}

TimerWheel::Ticks TimerWheel::now() const
{
    const auto passed = std::chrono::steady_clock::now() - m_start;
    return static_cast<Ticks>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count()) / kTickMs;
}

void TimerWheel::arm(Entry& entry, int delayMs)
{
    entry.cancel();
    const Ticks present = now();
    if (m_filled.none())
        m_done = std::max(m_done, present);
    // The present tick has begun already: one more, so that no deadline is early.
    entry.m_due = present + static_cast<Ticks>(std::max(delayMs, 0) + kTickMs - 1) / kTickMs + 1;
    link(entry, present);
}

void TimerWheel::link(Entry& entry, Ticks from)
{
    const Ticks tick = std::min<Ticks>(entry.m_due, from + kSlots - 1);
    entry.m_wheel = this;
    entry.m_slot = tick % kSlots;
    entry.m_previous = nullptr;
    entry.m_next = m_slots[entry.m_slot];
    if (entry.m_next)
        entry.m_next->m_previous = &entry;
    m_slots[entry.m_slot] = &entry;
    m_filled.set(entry.m_slot);
    if (m_wakeAt == 0 || tick < m_wakeAt)
        wakeAt(tick);
}

void TimerWheel::unlink(Entry& entry)
{
    if (entry.m_previous)
        entry.m_previous->m_next = entry.m_next;
    else
        m_slots[entry.m_slot] = entry.m_next;
    if (entry.m_next)
        entry.m_next->m_previous = entry.m_previous;
    m_filled.set(entry.m_slot, m_slots[entry.m_slot] != nullptr);
    entry.m_wheel = nullptr;
    entry.m_previous = entry.m_next = nullptr;
}

void TimerWheel::wakeAt(Ticks tick)
{
    m_wakeAt = tick;
    m_timer.expires_at(m_start + std::chrono::milliseconds(kTickMs * tick));
    m_timer.async_wait([this](const boost::system::error_code& error) {
        if (!error)
            turn();
    });
}

void TimerWheel::stop()
{
    m_wakeAt = 0;
    m_timer.cancel();
}

void TimerWheel::turn()
{
    m_wakeAt = 1; // Nothing is nearer: what is armed in between is found below.
    const Ticks present = now();
    const Ticks first = m_done + 1;
    const Ticks last = std::min(present, m_done + kSlots);
    m_done = std::max(m_done, present);
    for (Ticks tick = first; tick <= last; ++tick)
        fire(tick);
    m_wakeAt = 0;
    if (m_filled.none())
        return;
    Ticks next = m_done + 1;
    while (!m_filled.test(next % kSlots))
        ++next;
    wakeAt(next);
}

void TimerWheel::fire(Ticks tick)
{
    // An entry that is put in again lands in another slot, or is skipped below, so this ends.
    while (Entry* entry = m_slots[tick % kSlots]) {
        const bool due = entry->m_due <= m_done;
        unlink(*entry);
        if (due)
            entry->m_expired();
        else
            link(*entry, tick);
    }
}

} // namespace signalbox::http
