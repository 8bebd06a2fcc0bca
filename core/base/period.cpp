// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/period.h"

#include "core/base/zone.h"

#include <absl/time/civil_time.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace signalbox {

namespace {

constexpr std::array<std::string_view, kWindows> kNames { "hour", "day", "week", "month" };
constexpr WallUs kQuarter = 15LL * 60 * 1'000'000;
constexpr WallUs kHour = 4 * kQuarter;
/// Ago, it was another day nearly everywhere: the longest days of most zones have 25 hours.
constexpr WallUs kLongDay = 25 * kHour;

std::optional<int> numberIn(std::string_view text)
{
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<absl::CivilDay> civilOf(std::string_view day)
{
    if (day.size() != 10 || day[4] != '-' || day[7] != '-')
        return std::nullopt;
    const auto year = numberIn(day.substr(0, 4));
    const auto month = numberIn(day.substr(5, 2));
    const auto date = numberIn(day.substr(8, 2));
    if (!year || !month || !date)
        return std::nullopt;
    return absl::CivilDay(*year, *month, *date);
}

} // namespace

std::string_view windowName(Window window)
{
    return kNames[static_cast<std::size_t>(window)];
}

std::optional<Window> windowNamed(std::string_view name)
{
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    return found == kNames.end() ? std::nullopt : std::optional(kAllWindows[std::size_t(found - kNames.begin())]);
}

PeriodKeys::PeriodKeys(std::string_view day, std::string_view hour)
    : m_keys { std::string(hour), std::string(day), weekOfDay(day), monthOfDay(day) }
{
}

Window windowOfPeriod(std::string_view key)
{
    if (key.find('T') != std::string_view::npos)
        return Window::Hour;
    if (key.find('W') != std::string_view::npos)
        return Window::Week;
    return key.size() <= 7 ? Window::Month : Window::Day;
}

std::string weekOfDay(std::string_view day)
{
    const auto civil = civilOf(day);
    if (!civil)
        return {};
    // ISO 8601: a week belongs to the year of its Thursday.
    const int weekday = static_cast<int>(absl::GetWeekday(*civil)); // Monday is 0
    const absl::CivilDay thursday = *civil + (3 - weekday);
    return fmt::format("{:04}-W{:02}", thursday.year(), (absl::GetYearDay(thursday) - 1) / 7 + 1);
}

std::string monthOfDay(std::string_view day)
{
    return civilOf(day) ? std::string(day.substr(0, 7)) : std::string();
}

std::string hourOf(const DayRule& rule, WallUs instant)
{
    const auto local = zoneOf(rule.zone()).At(absl::FromUnixMicros(instant));
    const int minutes = local.offset / 60;
    return fmt::format("{:04}-{:02}-{:02}T{:02}{}{:02}:{:02}", local.cs.year(), local.cs.month(), local.cs.day(),
        local.cs.hour(), local.offset < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

PeriodKeys periodsOf(const DayRule& rule, WallUs instant)
{
    return { rule.dayOf(instant), hourOf(rule, instant) };
}

std::string periodOf(const DayRule& rule, Window window, WallUs instant)
{
    switch (window) {
    case Window::Hour:
        return hourOf(rule, instant);
    case Window::Day:
        return rule.dayOf(instant);
    case Window::Week:
        return weekOfDay(rule.dayOf(instant));
    case Window::Month:
        return monthOfDay(rule.dayOf(instant));
    }
    return {};
}

WallUs nextPeriod(const DayRule& rule, Window window, WallUs instant)
{
    if (window == Window::Day)
        return rule.nextDay(instant);
    // Whole days first, by their own rule; what is left is less than a day and may hold a change of the clocks.
    const std::string now = periodOf(rule, window, instant);
    WallUs low = instant;
    if (window != Window::Hour) {
        for (WallUs next = rule.nextDay(low); periodOf(rule, window, next) == now; next = rule.nextDay(low))
            low = next;
    }
    WallUs high = low;
    while (periodOf(rule, window, high) == now)
        high += kQuarter;
    low = high - kQuarter;
    while (high - low > 1) {
        const WallUs middle = low + (high - low) / 2;
        (periodOf(rule, window, middle) == now ? low : high) = middle;
    }
    return high;
}

WallUs startOfDay(const DayRule& rule, WallUs instant)
{
    const std::string day = rule.dayOf(instant);
    WallUs before = instant - kLongDay;
    while (rule.dayOf(before) == day)
        before -= kHour;
    // More than one step where clocks go back over the reset hour: a piece of the day before comes again.
    WallUs start = rule.nextDay(before);
    while (rule.dayOf(start) != day)
        start = rule.nextDay(start);
    return start;
}

} // namespace signalbox
