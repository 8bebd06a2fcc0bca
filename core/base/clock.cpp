// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include "core/base/zone.h"

#include <absl/time/civil_time.h>
#include <fmt/format.h>

namespace signalbox {

namespace {

absl::CivilDay civilDay(WallUs instant, const absl::TimeZone& zone, int startMinute)
{
    // The shift is civil, not absolute: a day that starts at 04:00 does so on the local clock in summer and in winter.
    return absl::CivilDay(zone.At(absl::FromUnixMicros(instant)).cs - static_cast<std::int64_t>(startMinute) * 60);
}

} // namespace

WallUs SystemClock::now() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

DayRule::DayRule() = default;

Result<DayRule> DayRule::make(const std::string& zone, int startMinute)
{
    absl::TimeZone loaded;
    if (zone != "system" && !absl::LoadTimeZone(zone, &loaded))
        return fail("zone_unknown", { { "zone", zone } });
    if (startMinute < 0 || startMinute > 1439)
        return fail("day_start_range", { { "minute", std::to_string(startMinute) } });
    DayRule rule;
    rule.m_zone = zone;
    rule.m_startMinute = startMinute;
    return rule;
}

std::string DayRule::dayOf(WallUs instant) const
{
    const absl::CivilDay day = civilDay(instant, zoneOf(m_zone), m_startMinute);
    return fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
}

WallUs DayRule::nextDay(WallUs instant) const
{
    // Days are compared, not computed: in some zones the local midnight does not exist or exists twice.
    const absl::TimeZone zone = zoneOf(m_zone);
    const absl::CivilDay today = civilDay(instant, zone, m_startMinute);
    constexpr WallUs kStep = 15LL * 60 * 1'000'000;
    WallUs high = instant;
    while (civilDay(high, zone, m_startMinute) == today)
        high += kStep;
    WallUs low = high - kStep;
    while (high - low > 1) {
        const WallUs middle = low + (high - low) / 2;
        (civilDay(middle, zone, m_startMinute) == today ? low : high) = middle;
    }
    return high;
}

std::string DayRule::localTime(WallUs instant) const
{
    const auto civil = zoneOf(m_zone).At(absl::FromUnixMicros(instant)).cs;
    return fmt::format("{:02}:{:02}", civil.hour(), civil.minute());
}

std::string isoUtc(WallUs instant)
{
    const auto at = absl::UTCTimeZone().At(absl::FromUnixMicros(instant));
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", at.cs.year(), at.cs.month(), at.cs.day(),
        at.cs.hour(), at.cs.minute(), at.cs.second(), absl::ToInt64Microseconds(at.subsecond));
}

std::string clockText(std::int64_t minute)
{
    if (minute < 0 || minute >= kMinutesOfDay)
        return std::to_string(minute);
    std::string text = "00:00";
    text[0] = static_cast<char>('0' + minute / 600);
    text[1] = static_cast<char>('0' + minute / 60 % 10);
    text[3] = static_cast<char>('0' + minute % 60 / 10);
    text[4] = static_cast<char>('0' + minute % 10);
    return text;
}

std::optional<std::int64_t> clockMinute(std::string_view text)
{
    const auto digit = [text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0';
    const int minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour < 24 && minute < 60 ? std::optional<std::int64_t>(hour * 60 + minute) : std::nullopt;
}

} // namespace signalbox
