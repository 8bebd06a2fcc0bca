// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/forecast.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

constexpr WallUs kMinute = 60'000'000;
constexpr WallUs kHour = 60 * kMinute;
constexpr WallUs kNow = 1'795'348'800LL * 1'000'000;
constexpr std::int64_t kDollar = 1'000'000'000;
using Case = Forecast::Case;

/// Spent so far; per minute in the last 10, the 20 before and the 30 before those (milli-dollars).
struct Day {
    const char* why;
    std::int64_t spentDollars;
    std::int64_t lastTen, before, longBefore;
    WallUs active; ///< since when there is spend, before now
    std::int64_t paid;
    Case expected;
    std::int64_t perHourMilli;
    WallUs reachesIn; ///< from now, 0 = not
    std::int64_t endOfDayMilli;
};

ForecastQuestion questionOf(const Day& day)
{
    constexpr std::int64_t kMilli = kDollar / 1000;
    ForecastQuestion question;
    question.now = kNow;
    question.resetsAt = kNow + 6 * kHour;
    question.limit = Money::fromNano(20 * kDollar);
    question.balance.settled = Money::fromNano(day.spentDollars * kDollar);
    question.pace.last10Nano = 10 * day.lastTen * kMilli;
    question.pace.last30Nano = question.pace.last10Nano + 20 * day.before * kMilli;
    question.pace.last60Nano = question.pace.last30Nano + 30 * day.longBefore * kMilli;
    question.pace.since = day.active == 0 ? 0 : kNow - day.active;
    question.pace.firstPaidToday = kNow - std::max(day.active, kMinute);
    question.pace.paidToday = day.paid;
    return question;
}

class Forecasts : public testing::TestWithParam<Day> { };

TEST_P(Forecasts, say_where_the_day_ends)
{
    const Day& day = GetParam();
    const Forecast result = forecast(questionOf(day));
    EXPECT_EQ(result.kind, day.expected) << day.why;
    EXPECT_EQ(result.perHour.nano(), day.perHourMilli * kDollar / 1000) << day.why;
    EXPECT_EQ(result.reachesAt, day.reachesIn == 0 ? 0 : kNow + day.reachesIn) << day.why;
    EXPECT_EQ(result.endOfDay.nano(), day.endOfDayMilli * kDollar / 1000) << day.why;
    EXPECT_EQ(result.resetsAt, kNow + 6 * kHour);
}

INSTANTIATE_TEST_SUITE_P(days, Forecasts,
    testing::Values(Day { "steady, ends below", 4, 10, 10, 10, 2 * kHour, 100, Case::EndsBelow, 600, 0, 7'600 },
        Day { "steady, hits the ceiling", 14, 100, 100, 100, 2 * kHour, 100, Case::Reaches, 6'000, kHour, 50'000 },
        // rates 60, 20, 10 milli-dollars a minute: half of the weights lie on each side, so the middle of 60 and 20
        Day { "a burst counts half", 4, 60, 0, 0, 2 * kHour, 100, Case::EndsBelow, 2'400, 0, 18'400 },
        // rates 0, 20, 25: the middle of 0 and 20
        Day { "a pause counts half", 4, 0, 30, 30, 2 * kHour, 100, Case::EndsBelow, 600, 0, 7'600 },
        // rates 30, 10, 35: the ten minutes lie in the middle
        Day { "the middle one wins", 4, 30, 0, 60, 2 * kHour, 100, Case::EndsBelow, 1'800, 0, 14'800 },
        Day { "20 minutes of spend are not stretched to 60", 4, 30, 15, 0, 20 * kMinute, 100, Case::EndsBelow, 1'800, 0,
            14'800 },
        Day { "nothing lately", 4, 0, 0, 0, 0, 100, Case::NotEnough, 0, 0, 0 },
        Day { "nine minutes", 4, 10, 0, 0, 9 * kMinute, 100, Case::NotEnough, 0, 0, 0 },
        Day { "19 paid requests", 4, 10, 10, 10, 2 * kHour, 19, Case::NotEnough, 0, 0, 0 },
        Day { "nothing is left", 20, 10, 10, 10, 2 * kHour, 100, Case::Reached, 0, 0, 20'000 }));

TEST(Forecast, a_quiet_day_ends_where_it_stands)
{
    ForecastQuestion question = questionOf(Day { "", 4, 0, 0, 0, 0, 100, Case::EndsBelow, 0, 0, 0 });
    question.pace.firstPaidToday = kNow - 5 * kHour;
    const Forecast result = forecast(question);
    EXPECT_EQ(result.kind, Case::EndsBelow);
    EXPECT_EQ(result.perHour, Money());
    EXPECT_EQ(result.endOfDay, question.balance.settled);
}

TEST(Forecast, holds_and_uncertain_attempts_count_as_used)
{
    ForecastQuestion question = questionOf(Day { "", 10, 100, 100, 100, 2 * kHour, 100, Case::Reaches, 0, 0, 0 });
    question.balance.pending = Money::fromNano(3 * kDollar);
    question.balance.uncertain = Money::fromNano(kDollar);
    EXPECT_EQ(forecast(question).reachesAt, kNow + kHour);
    question.balance.uncertain = Money::fromNano(7 * kDollar);
    question.reachedAt = kNow - kHour;
    EXPECT_EQ(forecast(question).kind, Case::Reached);
    EXPECT_EQ(forecast(question).reachesAt, kNow - kHour);
}

TEST(Forecast, refusals_with_hardly_anything_left_are_a_reached_ceiling)
{
    ForecastQuestion question = questionOf(Day { "", 19, 100, 100, 100, 2 * kHour, 100, Case::Reaches, 0, 0, 0 });
    question.balance.settled = Money::fromNano(19'900'000'000);
    EXPECT_EQ(forecast(question).kind, Case::Reaches);
    question.balance.refused = 1;
    EXPECT_EQ(forecast(question).kind, Case::Reached);
    question.limit = Money::fromNano(40 * kDollar);
    EXPECT_EQ(forecast(question).kind, Case::Reaches) << "a raise opens it again";
}

TEST(Forecast, absurd_sums_saturate)
{
    ForecastQuestion question = questionOf(Day { "", 4, 10, 10, 10, 2 * kHour, 100, Case::Reaches, 0, 0, 0 });
    question.pace.last10Nano = question.pace.last30Nano = question.pace.last60Nano = INT64_MAX;
    const Forecast result = forecast(question);
    EXPECT_EQ(result.kind, Case::Reaches);
    EXPECT_EQ(result.endOfDay, Money::max());
    EXPECT_GE(result.reachesAt, kNow);
}

TEST(PaceOf, sums_the_tiers_for_the_global_scope)
{
    LiveSnapshot snapshot;
    snapshot.pace["small"] = { 1, 2, 3, 500, 900, 7 };
    snapshot.pace["frontier"] = { 10, 20, 30, 400, 0, 0 };
    EXPECT_EQ(paceOf(snapshot, "global"), (SpendPace { 11, 22, 33, 400, 900, 7 }));
    EXPECT_EQ(paceOf(snapshot, "tier:frontier"), (SpendPace { 10, 20, 30, 400, 0, 0 }));
    EXPECT_EQ(paceOf(snapshot, "tier:absent"), SpendPace());
    EXPECT_EQ(paceOf(snapshot, "key:vk_1"), std::nullopt);
    EXPECT_EQ(paceOf(snapshot, "sandbox"), std::nullopt);
}

} // namespace
} // namespace signalbox
