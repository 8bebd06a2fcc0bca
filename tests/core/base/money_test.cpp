// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/money.h"

#include <gtest/gtest.h>

#include <set>

namespace signalbox {
namespace {

TEST(Money, reads_every_digit_and_rounds_nothing_away)
{
    EXPECT_EQ(Money::fromDollars("20.00")->nano(), 20'000'000'000);
    EXPECT_EQ(Money::fromDollars("0.000000001")->nano(), 1);
    EXPECT_EQ(Money::fromDollars("-1.5")->nano(), -1'500'000'000);
    EXPECT_EQ(Money::fromDollars("0.0000000010")->nano(), 1);
    EXPECT_EQ(Money::fromDollars("0.0000000001").error().code, "money_range");
    EXPECT_EQ(Money::fromDollars("1e3").error().code, "money_syntax");
    EXPECT_EQ(Money::fromDollars("").error().code, "money_syntax");
    EXPECT_EQ(Money::fromDollars(".").error().code, "money_syntax");
    EXPECT_EQ(Money::fromDollars("99999999999").error().code, "money_range");
}

TEST(Money, prints_what_it_reads)
{
    for (const char* text : { "20.00", "0.000042", "-1.50", "12.41", "9223372036.854775807" })
        EXPECT_EQ(Money::fromDollars(text)->dollars(), text);
}

TEST(Money, sums_saturate_instead_of_wrapping)
{
    EXPECT_EQ(Money::max() + Money::fromNano(1), Money::max());
    EXPECT_EQ(Money::fromNano(INT64_MIN) - Money::fromNano(1), Money::fromNano(INT64_MIN));
}

TEST(UnitPrice, one_dollar_per_million_tokens_is_a_million_pico_dollars)
{
    EXPECT_EQ(UnitPrice::fromDollarsPerMillion("1")->pico(), 1'000'000);
    EXPECT_EQ(UnitPrice::fromDollarsPerMillion("0.15")->pico(), 150'000);
    EXPECT_EQ(UnitPrice::fromDollarsPerMillion("-1").error().code, "price_range");
    EXPECT_EQ(UnitPrice::fromDollarsPerMillion("2.50")->dollarsPerMillion(), "2.50");
}

TEST(ExactCost, is_rounded_up_once)
{
    const auto price = *UnitPrice::fromDollarsPerMillion("0.0001"); // 100 pico
    EXPECT_EQ(ExactCost().add(1, price).add(1, price).roundedUp().nano(), 1);
    EXPECT_EQ(ExactCost().add(10, price).roundedUp().nano(), 1);
    EXPECT_EQ(ExactCost().add(11, price).roundedUp().nano(), 2);
    EXPECT_EQ(ExactCost().roundedUp().nano(), 0);
    EXPECT_EQ(ExactCost().add(10, *UnitPrice::fromDollarsPerMillion("1")).roundedUp(1'100'000).nano(), 11'000);
}

TEST(ExactCost, does_not_overflow_at_a_thousand_dollars_per_million_and_two_to_the_31_tokens)
{
    const auto price = *UnitPrice::fromDollarsPerMillion("1000");
    const Money cost = ExactCost().add(std::int64_t { 1 } << 31, price).roundedUp();
    EXPECT_EQ(cost.dollars(), "2147483.648");
    EXPECT_EQ(ExactCost().add(INT64_MAX, price).roundedUp(), Money::max());
}

struct ZoneDay {
    const char* zone;
    const char* utc; // seconds since 1970 below
    std::int64_t seconds;
    const char* day;
};

class ZoneDays : public testing::TestWithParam<ZoneDay> { };

TEST_P(ZoneDays, are_civil_dates)
{
    const auto rule = DayRule::make(GetParam().zone, 0);
    ASSERT_TRUE(rule) << rule.error().text();
    EXPECT_EQ(rule->dayOf(GetParam().seconds * 1'000'000), GetParam().day) << GetParam().utc;
}

// Days whose midnight is missing, doubled or shifted (tz database): the day is the civil date all the same.
INSTANTIATE_TEST_SUITE_P(reliability_F12, ZoneDays,
    testing::Values(ZoneDay { "Africa/Cairo", "2026-04-23T21:59:59Z", 1776981599, "2026-04-23" },
        ZoneDay { "Africa/Cairo", "2026-04-23T22:00:00Z", 1776981600, "2026-04-24" },
        ZoneDay { "America/Havana", "2025-11-02T03:59:59Z", 1762055999, "2025-11-01" },
        ZoneDay { "America/Havana", "2025-11-02T05:30:00Z", 1762061400, "2025-11-02" },
        ZoneDay { "Australia/Lord_Howe", "2026-04-04T13:00:00Z", 1775307600, "2026-04-05" },
        ZoneDay { "Asia/Kolkata", "2026-01-01T18:29:59Z", 1767292199, "2026-01-01" },
        ZoneDay { "Asia/Kolkata", "2026-01-01T18:30:00Z", 1767292200, "2026-01-02" },
        ZoneDay { "Pacific/Apia", "2011-12-30T10:00:00Z", 1325239200, "2011-12-31" }));

TEST(DayRule, a_custom_reset_hour_moves_the_day)
{
    const auto rule = DayRule::make("Europe/Berlin", 4 * 60);
    const WallUs threeAm = 1767232800LL * 1'000'000; // 2026-01-01T02:00Z = 03:00 in Berlin
    EXPECT_EQ(rule->dayOf(threeAm), "2025-12-31");
    EXPECT_EQ(rule->dayOf(threeAm + 3'600'000'000LL), "2026-01-01");
    EXPECT_EQ(rule->nextDay(threeAm), threeAm + 3'600'000'000LL);
}

TEST(DayRule, refuses_what_it_does_not_know)
{
    EXPECT_EQ(DayRule::make("Mars/Olympus", 0).error().code, "zone_unknown");
    EXPECT_EQ(DayRule::make("system", 1440).error().code, "day_start_range");
}

TEST(Ids, are_unique_and_sort_by_time)
{
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(newRequestId(1'000'000));
    EXPECT_EQ(ids.size(), 1000u);
    EXPECT_LT(newRequestId(1'000'000), newRequestId(2'000'000));
    EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

} // namespace
} // namespace signalbox
