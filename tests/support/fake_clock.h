// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <chrono>

namespace signalbox::test {

/// A clock that stands still until it is told to go on. Wall and monotonic time move together with advance(); the wall
/// alone jumps with setNow(), as when somebody sets the system's clock. Thread-safe.
class FakeClock final : public Clock {
public:
    /// 2026-11-22T12:00:00Z where nothing else is said.
    explicit FakeClock(WallUs start = 1'795'348'800'000'000)
        : m_now(start)
    {
    }

    [[nodiscard]] WallUs now() const override { return m_now.load(); }
    [[nodiscard]] Steady steady() const override { return Steady(std::chrono::microseconds(m_steady.load())); }

    void advance(std::chrono::microseconds time)
    {
        m_now += time.count();
        m_steady += time.count();
    }
    void setNow(WallUs now) { m_now = now; }

private:
    std::atomic<WallUs> m_now;
    std::atomic<std::int64_t> m_steady { 1'000'000'000'000 };
};

} // namespace signalbox::test
