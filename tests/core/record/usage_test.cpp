// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/record.h"
#include "core/record/redaction.h"
#include "core/record/usage.h"

#include <gtest/gtest.h>

#include <set>

namespace signalbox {
namespace {

constexpr WallUs kDay = 86'400'000'000;
constexpr WallUs kNoon = 20'000 * kDay + kDay / 2;

RequestRecord request(const std::string& feature, WallUs at)
{
    RequestRecord record;
    record.startedAt = at;
    record.status = 200;
    record.tier = "small";
    record.feature = feature;
    record.costNano = 7;
    AttemptRecord attempt;
    attempt.tier = "small";
    attempt.costNano = 7;
    attempt.uncachedIn = 10;
    attempt.out = 20;
    record.attempts.push_back(attempt);
    return record;
}

TEST(Usage, invented_features_are_counted_together_and_no_sum_loses_anything)
{
    UsageTable table;
    NameLimit features;
    constexpr int kNames = 5'000;
    for (int i = 0; i < kNames; ++i) {
        addUsage(table, request("feature " + std::to_string(i), kNoon), features);
        addUsage(table, request("feature 0", kNoon + 1), features); // one of the first keeps its name
    }
    std::set<std::string> names;
    UsageSums total;
    for (const auto& [key, sums] : table) {
        names.insert(key.feature);
        total += sums;
    }
    EXPECT_EQ(names.size(), NameLimit::kMost + 1);
    EXPECT_TRUE(names.contains(NameLimit::kOther));
    EXPECT_EQ(total.requests, 2 * kNames);
    EXPECT_EQ(total.attempts, 2 * kNames);
    EXPECT_EQ(total.costNano, 2 * kNames * 7);
    EXPECT_EQ(total.tokensIn, 2 * kNames * 10);
    EXPECT_EQ(total.tokensOut, 2 * kNames * 20);
}

TEST(NameLimit, begins_anew_each_day_and_none_is_no_name)
{
    NameLimit names(2);
    EXPECT_EQ(names.admitted("a", kNoon), "a");
    EXPECT_EQ(names.admitted("b", kNoon), "b");
    EXPECT_EQ(names.admitted("c", kNoon), "other");
    EXPECT_EQ(names.admitted("", kNoon), "");
    EXPECT_EQ(names.admitted("a", kNoon + 1), "a");
    EXPECT_EQ(names.admitted("c", kNoon + kDay), "c");
    EXPECT_EQ(names.admitted("b", kNoon), "b") << "what ends after midnight still has its day";
    EXPECT_EQ(names.admitted("d", kNoon + 2 * kDay), "d");
    EXPECT_EQ(names.admitted("e", kNoon), "other") << "a day that is long over takes nothing new";
}

TEST(Redaction, replaces_every_match_in_order_and_takes_the_replacement_as_it_stands)
{
    const auto made = Redaction::make(
        { { R"([\w.]+@[\w.]+)", "[mail]" }, { R"((?i)cust-(\d+))", R"(\1 & \0)" }, { "\\[mail\\]", "m" } });
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ((*made)->applied("a.b@c.de, CUST-12 and x@y.z"), R"(m, \1 & \0 and m)");
    EXPECT_EQ((*made)->applied(""), "");
    EXPECT_TRUE(Redaction::none()->empty());
    EXPECT_EQ(Redaction::none()->applied("a@b.c"), "a@b.c");
}

TEST(Redaction, a_pattern_that_can_not_be_or_matches_nothing_at_all_is_refused)
{
    const std::pair<const char*, const char*> wrongs[] { { "(", "pattern_invalid" }, { "a*", "pattern_fits_nothing" },
        { "", "pattern_fits_nothing" }, { "(?=x)", "pattern_invalid" }, { "[z-a]", "pattern_invalid" } };
    for (const auto& [wrong, code] : wrongs) {
        const auto made = Redaction::make({ { "fine" }, { wrong } });
        ASSERT_FALSE(made) << wrong;
        EXPECT_EQ(made.error().code, code);
        EXPECT_EQ(made.error().parameter("index"), "1");
    }
}

TEST(Redaction, takes_time_by_the_length_of_the_text_whatever_the_pattern)
{
    const auto made = Redaction::make({ { "(a+)+b" }, { "(x|xx)+y" } });
    ASSERT_TRUE(made);
    const std::string hostile(200'000, 'a');
    EXPECT_EQ((*made)->applied(hostile), hostile);
}

} // namespace
} // namespace signalbox
