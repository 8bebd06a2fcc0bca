// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox {

/// How long a ceiling counts before it begins anew.
enum class Window { Hour, Day, Week, Month };
inline constexpr std::size_t kWindows = 4;
inline constexpr std::array<Window, kWindows> kAllWindows { Window::Hour, Window::Day, Window::Week, Window::Month };
[[nodiscard]] std::string_view windowName(Window window); ///< "hour", "day", "week", "month"
[[nodiscard]] std::optional<Window> windowNamed(std::string_view name);

/// The period of each window that an instant belongs to, as keys that differ between windows. Weeks (ISO, from Monday)
/// and months are made of days, so they begin at the day's reset hour too. An hour is one of the wall clock and carries
/// its offset from UTC: where clocks go back the same hour comes twice, as two periods.
///   hour "2026-11-22T14+01:00", day "2026-11-22", week "2026-W47", month "2026-11"
class PeriodKeys {
public:
    PeriodKeys() = default;
    PeriodKeys(std::string_view day, std::string_view hour);
    [[nodiscard]] const std::string& of(Window window) const { return m_keys[static_cast<std::size_t>(window)]; }
    friend bool operator==(const PeriodKeys&, const PeriodKeys&) = default;

private:
    std::array<std::string, kWindows> m_keys;
};

/// Of which window this is a period's key.
[[nodiscard]] Window windowOfPeriod(std::string_view key);

/// The week or month of a day key; "" where it is no day. A malformed day is in no period.
[[nodiscard]] std::string weekOfDay(std::string_view day);
[[nodiscard]] std::string monthOfDay(std::string_view day);

[[nodiscard]] std::string hourOf(const DayRule& rule, WallUs instant);
[[nodiscard]] PeriodKeys periodsOf(const DayRule& rule, WallUs instant);
[[nodiscard]] std::string periodOf(const DayRule& rule, Window window, WallUs instant);
/// The first instant after `instant` that belongs to another period. Microseconds to find for hours and days, about a
/// millisecond for months.
[[nodiscard]] WallUs nextPeriod(const DayRule& rule, Window window, WallUs instant);
/// The first instant of the day that holds `instant`.
[[nodiscard]] WallUs startOfDay(const DayRule& rule, WallUs instant);

} // namespace signalbox
