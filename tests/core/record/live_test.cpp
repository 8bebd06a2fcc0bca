// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/live.h"

#include "core/record/rollup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace signalbox {
namespace {

constexpr WallUs kNoon = 1'795'348'800LL * kSecondUs; // 2026-11-22T12:00:00Z

DayRule utc()
{
    return *DayRule::make("UTC", 0);
}

RequestRecord request(WallUs at, const std::string& tier, std::int64_t costNano)
{
    RequestRecord record;
    record.id = "req_" + std::to_string(at);
    record.startedAt = at;
    record.totalUs = 250'000;
    record.firstByteUs = 80'000;
    record.status = 200;
    record.tierPlanned = record.tier = tier;
    record.costNano = costNano;
    record.baselineNano = 10'000;
    record.baselineKnown = true;
    return record;
}

AttemptRecord attempt(const std::string& tier, std::int64_t costNano, const std::string& rejectReason = {})
{
    AttemptRecord made;
    made.tier = tier;
    made.costNano = costNano;
    made.outcome = rejectReason.empty() ? "ok" : "rejected";
    made.rejectReason = rejectReason;
    return made;
}

TierCell sumOf(const std::vector<LiveBucket>& buckets)
{
    TierCell sum;
    for (const LiveBucket& bucket : buckets) {
        for (const auto& [tier, cell] : bucket.tiers)
            sum.merge(cell);
    }
    return sum;
}

struct Sample {
    const char* shape;
    std::vector<std::int64_t> us;
};

std::vector<std::int64_t> drawn(std::size_t count, double medianMs, double sigma, unsigned seed)
{
    std::mt19937 generator(seed);
    std::lognormal_distribution<double> distribution(std::log(medianMs * 1000), sigma);
    std::vector<std::int64_t> us;
    for (std::size_t i = 0; i < count; ++i)
        us.push_back(std::clamp<std::int64_t>(std::llround(distribution(generator)), 1000, 1'199'000'000));
    return us;
}

class Quantiles : public testing::TestWithParam<Sample> { };

TEST_P(Quantiles, are_within_5_percent_of_the_exact_ones)
{
    LatencyHistogram histogram;
    std::vector<std::int64_t> sorted = GetParam().us;
    for (const std::int64_t us : sorted)
        histogram.add(us);
    std::sort(sorted.begin(), sorted.end());
    for (const double q : { 0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0 }) {
        const auto rank = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(q * double(sorted.size()))));
        const auto exact = static_cast<double>(sorted[rank - 1]);
        EXPECT_NEAR(static_cast<double>(histogram.quantileUs(q)), exact, exact * 0.05) << GetParam().shape << " " << q;
    }
    EXPECT_EQ(histogram.count(), sorted.size());
    EXPECT_EQ(LatencyHistogram::fromText(histogram.text()), histogram);
}

INSTANTIATE_TEST_SUITE_P(shapes, Quantiles,
    testing::Values(Sample { "one", { 123'456 } }, Sample { "two ends", { 1000, 1'190'000'000 } },
        Sample { "quick", drawn(2000, 3, 0.4, 1) }, Sample { "ordinary", drawn(5000, 700, 0.8, 2) },
        Sample { "slow", drawn(3000, 20'000, 1.2, 3) }, Sample { "wide", drawn(4000, 300, 3, 4) }));

TEST(LatencyHistogram, is_empty_before_the_first_request)
{
    const LatencyHistogram histogram;
    EXPECT_EQ(histogram.quantileUs(0.5), -1);
    EXPECT_EQ(histogram.text(), "");
    EXPECT_EQ(LatencyHistogram::fromText(""), histogram);
}

TEST(LatencyHistogram, merging_equals_adding_together)
{
    LatencyHistogram all, a, b;
    int turn = 0;
    for (const std::int64_t us : drawn(1000, 500, 1.5, 9)) {
        all.add(us);
        (++turn % 3 == 0 ? a : b).add(us);
    }
    a.merge(b);
    EXPECT_EQ(a, all);
}

TEST(LatencyHistogram, takes_what_is_outside_the_grid_at_its_ends)
{
    LatencyHistogram histogram;
    histogram.add(-5);
    histogram.add(0);
    EXPECT_LE(histogram.quantileUs(1), 1050);
    histogram.add(INT64_MAX);
    EXPECT_GT(histogram.quantileUs(1), 1'000'000'000);
    EXPECT_EQ(histogram.count(), 3u);
}

TEST(LatencyHistogram, leaves_out_what_it_cannot_read)
{
    EXPECT_EQ(LatencyHistogram::fromText("3:2,x,9:,:4,288:1,-1:1,5:0,7:1x,4:1").text(), "3:2,4:1");
}

TEST(TierCell, spreading_keeps_every_sum)
{
    TierCell cell;
    cell.costNano = 1'000'000'007;
    cell.savedNano = -31;
    cell.requests = 13;
    cell.errors = 1;
    for (const std::int64_t us : drawn(12, 400, 1, 5))
        cell.total.add(us);
    for (const int parts : { 1, 6, 60 }) {
        TierCell sum;
        for (const TierCell& part : cell.spread(parts)) {
            sum.merge(part);
            EXPECT_LE(part.requests, 13U / static_cast<unsigned>(parts) + 1);
        }
        EXPECT_EQ(sum, cell) << parts;
    }
}

TEST(LiveFigures, buckets_are_contiguous_and_end_now)
{
    LiveFigures figures(utc(), kNoon);
    for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
        const LiveSnapshot snapshot = figures.snapshot(range, kNoon + 7 * kSecondUs);
        const WallUs width = bucketSeconds(range) * kSecondUs;
        const std::size_t expected =
            range == LiveRange::Today ? 12 * 60 + 1 : static_cast<std::size_t>(bucketCount(range));
        ASSERT_EQ(snapshot.buckets.size(), expected);
        for (std::size_t i = 1; i < snapshot.buckets.size(); ++i)
            ASSERT_EQ(snapshot.buckets[i].start - snapshot.buckets[i - 1].start, width);
        EXPECT_LE(snapshot.buckets.back().start, snapshot.now);
        EXPECT_GT(snapshot.buckets.back().start + width, snapshot.now);
    }
}

TEST(LiveFigures, money_and_simulated_traffic_never_meet)
{
    LiveFigures figures(utc(), kNoon);
    figures.fold(request(kNoon, "small", 4'000), kNoon);
    RequestRecord sandbox = request(kNoon, "small", 900'000);
    sandbox.simulated = true;
    figures.fold(sandbox, kNoon);
    RequestRecord unknownBaseline = request(kNoon, "small", 6'000);
    unknownBaseline.baselineKnown = false;
    figures.fold(unknownBaseline, kNoon);
    RequestRecord unpriced = request(kNoon, "small", 0);
    unpriced.unpriced = true;
    unpriced.baselineKnown = false;
    figures.fold(unpriced, kNoon);

    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Minutes15, kNoon);
    const TierCell& cell = snapshot.buckets.back().tiers.at("small");
    EXPECT_EQ(cell.costNano, 10'000);
    EXPECT_EQ(cell.simulatedNano, 900'000);
    EXPECT_EQ(cell.savedNano, 6'000);
    EXPECT_EQ(cell.baselineNano, 10'000);
    EXPECT_EQ(cell.requests, 4u);
    EXPECT_EQ(cell.simulated, 1u);
    EXPECT_EQ(cell.paid, 2u);
    EXPECT_EQ(cell.unpriced, 1u);
    EXPECT_EQ(snapshot.costTodayNano, 10'000);
    EXPECT_EQ(snapshot.savedTodayNano, 6'000);
    EXPECT_EQ(snapshot.baselineTodayNano, 10'000);
    EXPECT_EQ(snapshot.simulatedTodayNano, 900'000);
    EXPECT_EQ(snapshot.simulatedToday, 1);
    EXPECT_TRUE(snapshot.latest.front().unpriced);
    EXPECT_EQ(snapshot.latest.at(2).savedNano, 0) << "the sandbox saves nothing";
}

TEST(LiveFigures, a_cascade_books_each_cost_at_the_tier_that_caused_it)
{
    LiveFigures figures(utc(), kNoon);
    RequestRecord cascade = request(kNoon, "frontier", 7'000);
    cascade.tierPlanned = "small";
    cascade.escalationEligible = cascade.escalated = true;
    cascade.attempts = { attempt("small", 400, "json: not_json"), attempt("frontier", 6'500) };
    figures.fold(cascade, kNoon);
    LiveSnapshot snapshot = figures.snapshot(LiveRange::Hours2, kNoon);
    auto& tiers = snapshot.buckets.back().tiers;
    EXPECT_EQ(tiers["small"].costNano, 400);
    EXPECT_EQ(tiers["small"].requests, 0u);
    EXPECT_EQ(tiers["small"].eligible, 1u);
    EXPECT_EQ(tiers["small"].escalated, 1u);
    EXPECT_EQ(tiers["frontier"].costNano, 6'600) << "with the part no attempt explains";
    EXPECT_EQ(tiers["frontier"].requests, 1u);
    EXPECT_EQ(snapshot.costTodayNano, 7'000);
    EXPECT_EQ(snapshot.escalatedToday, 1);
    EXPECT_EQ(snapshot.escalationReasons.at("json: not_json"), 1u);
}

struct FailureCase {
    int status;
    const char* code;
    bool failed;
};

class Failures : public testing::TestWithParam<FailureCase> { };

TEST_P(Failures, are_counted_and_left_out_of_latency)
{
    LiveFigures figures(utc(), kNoon);
    RequestRecord record = request(kNoon, "small", 0);
    record.status = GetParam().status;
    record.errorCode = GetParam().code;
    figures.fold(record, kNoon);
    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Today, kNoon);
    EXPECT_EQ(snapshot.errorsToday, GetParam().failed ? 1 : 0);
    EXPECT_EQ(snapshot.latencyToday.count(), GetParam().failed ? 0u : 1u);
}

INSTANTIATE_TEST_SUITE_P(statuses, Failures,
    testing::Values(FailureCase { 200, "", false }, FailureCase { 200, "upstream_cut", true },
        FailureCase { 429, "ceiling_reached", true }, FailureCase { 503, "", true },
        FailureCase { 499, "client_gone", false }));

TEST(LiveFigures, reasons_without_end_fold_into_other)
{
    LiveFigures figures(utc(), kNoon);
    for (int i = 0; i < 500; ++i) {
        RequestRecord record = request(kNoon, "frontier", 1);
        record.escalated = true;
        record.attempts = { attempt("small", 1, "json: missing " + std::to_string(i)) };
        figures.fold(record, kNoon);
    }
    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Minutes15, kNoon);
    EXPECT_LE(snapshot.escalationReasons.size(), 32u);
    std::uint32_t sum = 0;
    for (const auto& [reason, times] : snapshot.escalationReasons)
        sum += times;
    EXPECT_EQ(sum, 500u);
}

TEST(LiveFigures, the_day_turns_without_traffic)
{
    LiveFigures figures(utc(), kNoon);
    figures.fold(request(kNoon, "small", 5'000), kNoon);
    const WallUs midnight = kNoon + 12 * kHourUs;
    EXPECT_EQ(figures.snapshot(LiveRange::Today, midnight - 1).requestsToday, 1);
    const LiveSnapshot after = figures.snapshot(LiveRange::Today, midnight);
    EXPECT_EQ(after.requestsToday, 0);
    EXPECT_EQ(after.costTodayNano, 0);
    EXPECT_EQ(after.buckets.size(), 1u);
    EXPECT_EQ(after.latencyYesterday.count(), 1u);
    EXPECT_TRUE(figures.today(midnight).empty());
    EXPECT_EQ(figures.snapshot(LiveRange::Today, midnight + kDayUs).latencyYesterday.count(), 0u);
}

TEST(LiveFigures, a_request_belongs_to_the_day_it_started_in)
{
    const WallUs midnight = kNoon + 12 * kHourUs;
    LiveFigures figures(utc(), midnight);
    figures.fold(request(midnight - kSecondUs, "small", 5'000), midnight + kSecondUs);
    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Today, midnight + kSecondUs);
    EXPECT_EQ(snapshot.requestsToday, 0);
    EXPECT_EQ(snapshot.latencyYesterday.count(), 1u);
    EXPECT_EQ(snapshot.requestsLastMinute, 1u);
}

TEST(LiveFigures, another_day_rule_sums_up_anew)
{
    LiveFigures figures(utc(), kNoon);
    figures.fold(request(kNoon - 11 * kHourUs, "small", 1'000), kNoon);
    figures.fold(request(kNoon, "small", 2'000), kNoon);
    EXPECT_EQ(figures.snapshot(LiveRange::Today, kNoon).costTodayNano, 3'000);
    figures.setDayRule(*DayRule::make("UTC", 6 * 60), kNoon);
    const LiveSnapshot shifted = figures.snapshot(LiveRange::Today, kNoon);
    EXPECT_EQ(shifted.costTodayNano, 2'000);
    EXPECT_EQ(shifted.latencyYesterday.count(), 1u);
    EXPECT_EQ(shifted.buckets.front().start, kNoon - 6 * kHourUs);
}

/// Half an hour of the day before comes again in the new day: it is not taken for yesterday.
TEST(LiveFigures, clocks_that_go_back_over_the_reset_hour_leave_yesterday_whole)
{
    const WallUs noon = 1'792'929'600LL * kSecondUs; // 2026-10-25 12:00 UTC
    LiveFigures figures(*DayRule::make("Europe/Berlin", 2 * 60 + 30), noon);
    figures.fold(request(noon - 20 * kHourUs, "small", 1'000), noon);
    const WallUs start = noon - 11 * kHourUs - 30 * kMinuteUs; // 02:30 of summer
    figures.fold(request(start + kMinuteUs, "small", 2'000), noon);
    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Today, noon);
    EXPECT_EQ(snapshot.costTodayNano, 2'000);
    EXPECT_EQ(snapshot.latencyYesterday.count(), 1u);
    EXPECT_EQ(snapshot.buckets.front().start, start);
}

TEST(LiveFigures, a_clock_that_jumps_back_brings_the_old_day_back)
{
    LiveFigures figures(utc(), kNoon);
    figures.fold(request(kNoon, "small", 1'000), kNoon);
    figures.fold(request(kNoon + kDayUs, "small", 2'000), kNoon + kDayUs);
    EXPECT_EQ(figures.snapshot(LiveRange::Today, kNoon + kDayUs).costTodayNano, 2'000);
    EXPECT_EQ(figures.snapshot(LiveRange::Today, kNoon + kMinuteUs).costTodayNano, 1'000);
}

TEST(LiveFigures, keeps_the_fifty_latest_and_counts_the_last_minute)
{
    LiveFigures figures(utc(), kNoon);
    for (int i = 0; i < 120; ++i)
        figures.fold(request(kNoon + i * kSecondUs, "small", 1), kNoon + i * kSecondUs);
    const LiveSnapshot snapshot = figures.snapshot(LiveRange::Minutes15, kNoon + 119 * kSecondUs);
    ASSERT_EQ(snapshot.latest.size(), 50u);
    EXPECT_EQ(snapshot.latest.front().at, kNoon + 119 * kSecondUs);
    EXPECT_EQ(snapshot.latest.back().at, kNoon + 70 * kSecondUs);
    EXPECT_EQ(snapshot.requestsLastMinute, 60u);
    EXPECT_EQ(snapshot.revision, 120u);
}

TEST(LiveFigures, every_range_sums_to_the_same_and_forgets_in_time)
{
    LiveFigures figures(utc(), kNoon);
    for (int i = 0; i < 300; ++i)
        figures.fold(request(kNoon + i * kSecondUs, i % 2 == 0 ? "small" : "frontier", i), kNoon + i * kSecondUs);
    const WallUs now = kNoon + 300 * kSecondUs;
    const TierCell all = sumOf(figures.snapshot(LiveRange::Days7, now).buckets);
    EXPECT_EQ(all.requests, 300u);
    for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today })
        EXPECT_EQ(sumOf(figures.snapshot(range, now).buckets), all);
    EXPECT_EQ(sumOf(figures.snapshot(LiveRange::Minutes15, now + kHourUs).buckets).requests, 0u);
    EXPECT_EQ(sumOf(figures.snapshot(LiveRange::Days7, now + 8 * kDayUs).buckets).requests, 0u);
}

TEST(LiveFigures, roll_ups_loaded_again_equal_what_was_live)
{
    LiveFigures live(utc(), kNoon);
    std::map<WallUs, FigureBucket> minutes;
    WallUs at = kNoon - 40 * kHourUs;
    for (int i = 0; at < kNoon; ++i, at += 71 * kSecondUs) {
        RequestRecord record = request(at, i % 3 == 0 ? "frontier" : "small", i);
        record.totalUs = 1000 * (i % 700 + 1);
        live.fold(record, at);
        minutes[minuteOf(at)].add(record);
    }
    LiveFigures again(utc(), kNoon);
    for (const auto& [minute, bucket] : minutes)
        again.load(minute, bucket, kNoon);
    again.setDayRule(utc(), kNoon);
    for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
        const LiveSnapshot was = live.snapshot(range, kNoon - 1);
        const LiveSnapshot is = again.snapshot(range, kNoon - 1);
        ASSERT_EQ(is.buckets.size(), was.buckets.size());
        EXPECT_EQ(sumOf(is.buckets).costNano, sumOf(was.buckets).costNano);
        EXPECT_EQ(sumOf(is.buckets).total, sumOf(was.buckets).total);
        for (std::size_t i = 0; bucketSeconds(range) >= 60 && i < is.buckets.size(); ++i)
            ASSERT_EQ(is.buckets[i].tiers, was.buckets[i].tiers);
        EXPECT_EQ(is.requestsToday, was.requestsToday);
        EXPECT_EQ(is.costTodayNano, was.costTodayNano);
        EXPECT_EQ(is.savedTodayNano, was.savedTodayNano);
        EXPECT_EQ(is.latencyToday, was.latencyToday);
        EXPECT_EQ(is.latencyYesterday, was.latencyYesterday);
    }
}

TEST(LiveFigures, the_pace_counts_money_of_ten_thirty_and_sixty_minutes)
{
    LiveFigures figures(utc(), kNoon);
    for (int minute = 0; minute < 90; ++minute) {
        const WallUs at = kNoon + minute * kMinuteUs;
        figures.fold(request(at, "small", 1'000), at);
        RequestRecord sandbox = request(at, "small", 5'000);
        sandbox.simulated = true;
        figures.fold(sandbox, at);
    }
    const auto pace = figures.snapshot(LiveRange::Today, kNoon + 89 * kMinuteUs).pace.at("small");
    EXPECT_EQ(pace, (SpendPace { 10'000, 30'000, 60'000, kNoon, kNoon, 90 }));
}

} // namespace
} // namespace signalbox
