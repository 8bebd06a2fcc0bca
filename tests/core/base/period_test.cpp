// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/period.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace signalbox {
namespace {

constexpr WallUs kMinute = 60'000'000;
constexpr WallUs kHour = 60 * kMinute;

/// One of the zone days: where a naive midnight is missing, comes twice, or a day has not 24 hours.
struct ZoneDay {
    const char* name;
    const char* zone;
    const char* day;
    WallUs noonUtc;       ///< of that date, in UTC
    WallUs lengthMinutes; ///< 0: the day does not exist
    const char* startsAt;
};

void PrintTo(const ZoneDay& day, std::ostream* out)
{
    *out << day.name;
}

constexpr WallUs noonOf(std::int64_t daysSince1970)
{
    return (daysSince1970 * 24 + 12) * kHour;
}

const ZoneDay kZoneDays[] {
    { "Cairo_has_no_midnight", "Africa/Cairo", "2026-04-24", noonOf(20567), 23 * 60, "01:00" },
    { "Santiago_has_no_midnight", "America/Santiago", "2026-09-06", noonOf(20702), 23 * 60, "01:00" },
    { "Beirut_has_no_midnight", "Asia/Beirut", "2026-03-29", noonOf(20541), 23 * 60, "01:00" },
    { "Havana_has_no_midnight", "America/Havana", "2026-03-08", noonOf(20520), 23 * 60, "01:00" },
    { "Sao_Paulo_has_no_midnight", "America/Sao_Paulo", "2018-11-04", noonOf(17839), 23 * 60, "01:00" },
    { "Berlin_in_spring", "Europe/Berlin", "2026-03-29", noonOf(20541), 23 * 60, "00:00" },
    { "Berlin_in_autumn", "Europe/Berlin", "2026-10-25", noonOf(20751), 25 * 60, "00:00" },
    { "New_York_in_spring", "America/New_York", "2026-03-08", noonOf(20520), 23 * 60, "00:00" },
    { "New_York_in_autumn", "America/New_York", "2026-11-01", noonOf(20758), 25 * 60, "00:00" },
    { "Lord_Howe_in_autumn", "Australia/Lord_Howe", "2026-04-05", noonOf(20548), 24 * 60 + 30, "00:00" },
    { "Lord_Howe_in_spring", "Australia/Lord_Howe", "2026-10-04", noonOf(20730), 23 * 60 + 30, "00:00" },
    { "Havana_has_two_midnights", "America/Havana", "2025-11-02", noonOf(20394), 25 * 60, "00:00" },
    { "Apia_left_this_day_out", "Pacific/Apia", "2011-12-30", noonOf(15338), 0, "" },
    { "Kolkata_is_half_an_hour_off", "Asia/Kolkata", "2026-11-22", noonOf(20779), 24 * 60, "00:00" },
};

class PeriodsOfZones : public testing::TestWithParam<ZoneDay> {
protected:
    static constexpr WallUs kStep = 5 * kMinute;
    [[nodiscard]] WallUs from() const { return GetParam().noonUtc - 48 * kHour; }
    [[nodiscard]] WallUs to() const { return GetParam().noonUtc + 48 * kHour; }
    DayRule rule = *DayRule::make(GetParam().zone, 0);
};

TEST_P(PeriodsOfZones, begin_once_end_once_and_are_as_long_as_they_are)
{
    std::map<std::string, WallUs> begins;
    std::map<std::string, WallUs> minutes;
    std::string last;
    for (WallUs at = from(); at < to(); at += kStep) {
        const std::string day = rule.dayOf(at);
        minutes[day] += kStep / kMinute;
        if (day == last)
            continue;
        EXPECT_TRUE(begins.emplace(day, at).second) << day << " began a second time";
        EXPECT_GT(day, last);
        last = day;
    }
    EXPECT_EQ(minutes[GetParam().day], GetParam().lengthMinutes);
    if (GetParam().lengthMinutes > 0) {
        EXPECT_EQ(rule.localTime(begins[GetParam().day]), GetParam().startsAt);
    }
}

TEST_P(PeriodsOfZones, the_next_period_is_the_first_instant_with_another_key)
{
    for (const Window window : kAllWindows) {
        for (WallUs at = GetParam().noonUtc - 30 * kHour; at < GetParam().noonUtc + 30 * kHour; at += 85 * kMinute) {
            const WallUs next = nextPeriod(rule, window, at);
            const std::string now = periodOf(rule, window, at);
            EXPECT_EQ(periodOf(rule, window, next - 1), now) << windowName(window);
            EXPECT_NE(periodOf(rule, window, next), now) << windowName(window);
            if (window == Window::Hour) {
                EXPECT_LE(next - at, kHour);
            }
        }
    }
}

TEST_P(PeriodsOfZones, a_day_starts_at_the_first_instant_with_its_key)
{
    std::map<std::string, WallUs> begins;
    for (WallUs at = from() - 48 * kHour; at < to(); at += kStep) {
        const std::string day = rule.dayOf(at);
        begins.emplace(day, at);
        if (at < from())
            continue;
        const WallUs start = startOfDay(rule, at);
        EXPECT_EQ(rule.dayOf(start), day);
        EXPECT_NE(rule.dayOf(start - 1), day);
        EXPECT_EQ(start, begins[day]) << day; // changes of the clocks fall on whole steps
    }
}

TEST_P(PeriodsOfZones, no_hour_is_longer_than_an_hour_or_comes_back)
{
    std::map<std::string, WallUs> lengths;
    std::string last;
    for (WallUs at = from(); at < to(); at += kStep) {
        const std::string hour = hourOf(rule, at);
        if (hour != last) {
            EXPECT_FALSE(lengths.contains(hour)) << hour << " came back";
        }
        lengths[hour] += kStep;
        last = hour;
    }
    for (const auto& [hour, length] : lengths)
        EXPECT_LE(length, kHour) << hour;
}

/// What a ceiling does with these days: as many budgets as there are days, never one more.
TEST_P(PeriodsOfZones, weeks_and_months_are_made_of_whole_days)
{
    for (WallUs at = from(); at < to(); at += kStep) {
        const PeriodKeys keys = periodsOf(rule, at);
        EXPECT_EQ(keys.of(Window::Month), rule.dayOf(at).substr(0, 7));
        EXPECT_EQ(keys.of(Window::Week), weekOfDay(rule.dayOf(at)));
        EXPECT_EQ(keys.of(Window::Hour).substr(0, 10), rule.dayOf(at)); // the day begins at 00:00 here
        for (const Window window : kAllWindows)
            EXPECT_EQ(windowOfPeriod(keys.of(window)), window);
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, PeriodsOfZones, testing::ValuesIn(kZoneDays), [](const auto& given) { return std::string(given.param.name); });

TEST(Periods, weeks_are_those_of_iso_8601)
{
    const std::pair<const char*, const char*> known[] { { "2026-01-01", "2026-W01" }, { "2025-12-29", "2026-W01" },
        { "2026-11-22", "2026-W47" }, { "2026-11-23", "2026-W48" }, { "2026-12-31", "2026-W53" },
        { "2027-01-03", "2026-W53" }, { "2027-01-04", "2027-W01" }, { "2024-12-30", "2025-W01" },
        { "2021-01-03", "2020-W53" }, { "not a day!", "" }, { "", "" } };
    for (const auto& [day, week] : known)
        EXPECT_EQ(weekOfDay(day), week) << day;
}

TEST(Periods, a_week_and_a_month_begin_at_the_days_reset_hour)
{
    const DayRule rule = *DayRule::make("Europe/Berlin", 4 * 60);
    const WallUs monday = noonOf(20780);                                               // 2026-11-23
    EXPECT_EQ(periodOf(rule, Window::Week, monday - 9 * kHour - kMinute), "2026-W47"); // 03:59
    EXPECT_EQ(periodOf(rule, Window::Week, monday - 9 * kHour), "2026-W48");           // 04:00
    EXPECT_EQ(nextPeriod(rule, Window::Week, monday - 10 * kHour), monday - 9 * kHour);
    const WallUs december = noonOf(20788); // 2026-12-01
    EXPECT_EQ(periodOf(rule, Window::Month, december - 9 * kHour - kMinute), "2026-11");
    EXPECT_EQ(periodOf(rule, Window::Month, december - 9 * kHour), "2026-12");
    EXPECT_EQ(nextPeriod(rule, Window::Month, monday), december - 9 * kHour);
}

TEST(Periods, a_day_starts_at_its_zones_reset_hour)
{
    const DayRule rule = *DayRule::make("Asia/Kolkata", 4 * 60 + 30); // 23:00 of UTC
    const WallUs noon = noonOf(20779);
    const WallUs start = noon - 13 * kHour;
    EXPECT_EQ(startOfDay(rule, noon), start);
    EXPECT_EQ(startOfDay(rule, start), start);
    EXPECT_EQ(startOfDay(rule, start + 24 * kHour - 1), start);
    EXPECT_EQ(startOfDay(rule, start - 1), start - 24 * kHour);
}

/// At 03:00 it is 02:00 again: half an hour of the new day, half an hour of the old one, then the rest of the new one.
TEST(Periods, a_day_starts_once_where_the_clocks_go_back_over_the_reset_hour)
{
    const DayRule rule = *DayRule::make("Europe/Berlin", 2 * 60 + 30);
    const WallUs noon = noonOf(20751);                     // 2026-10-25
    const WallUs start = noon - 11 * kHour - 30 * kMinute; // 02:30 of summer
    EXPECT_EQ(rule.dayOf(start + 29 * kMinute), "2026-10-25");
    EXPECT_EQ(rule.dayOf(start + 31 * kMinute), "2026-10-24");
    for (const WallUs at : { start, start + 29 * kMinute, start + 61 * kMinute, noon, noon + 13 * kHour })
        EXPECT_EQ(startOfDay(rule, at), start);
    for (const WallUs at : { start - 1, start + 31 * kMinute })
        EXPECT_EQ(startOfDay(rule, at), start - 24 * kHour);
}

TEST(Periods, windows_have_names)
{
    for (const Window window : kAllWindows)
        EXPECT_EQ(windowNamed(windowName(window)), window);
    EXPECT_FALSE(windowNamed("year"));
}

} // namespace
} // namespace signalbox
