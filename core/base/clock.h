// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox {

/// Wall time as microseconds since 1970-01-01 UTC: what is stored and shown.
using WallUs = std::int64_t;
/// Monotonic time: what deadlines and latencies are measured with.
using Steady = std::chrono::steady_clock::time_point;

/// Time is a dependency, so that days, ceilings and forecasts can be tested. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallUs now() const = 0;
    [[nodiscard]] virtual Steady steady() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallUs now() const override;
    [[nodiscard]] Steady steady() const override { return std::chrono::steady_clock::now(); }
};

/// Which local day an instant belongs to: the zone's civil date, where the day starts at startMinute past midnight.
/// A day is a key ("2026-11-22"), never an interval, so zones in which a midnight is missing or comes twice are right.
class DayRule {
public:
    /// zone: "system" or an IANA name; startMinute: 0..1439. Errors: zone_unknown, day_start_range.
    [[nodiscard]] static Result<DayRule> make(const std::string& zone, int startMinute);
    DayRule();

    [[nodiscard]] std::string dayOf(WallUs instant) const;
    /// The first instant after `instant` that belongs to another day.
    [[nodiscard]] WallUs nextDay(WallUs instant) const;
    /// Local "HH:MM" of an instant.
    [[nodiscard]] std::string localTime(WallUs instant) const;
    [[nodiscard]] const std::string& zone() const { return m_zone; }
    [[nodiscard]] int startMinute() const { return m_startMinute; }

private:
    std::string m_zone = "system";
    int m_startMinute = 0;
};

/// "2026-11-22T15:42:07.123456Z"
[[nodiscard]] std::string isoUtc(WallUs instant);

inline constexpr std::int64_t kMinutesOfDay = 1440;
/// "HH:MM" of minutes past midnight, and back (nullopt: not such a text).
[[nodiscard]] std::string clockText(std::int64_t minute);
[[nodiscard]] std::optional<std::int64_t> clockMinute(std::string_view text);

} // namespace signalbox
