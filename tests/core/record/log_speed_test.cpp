// SPDX-License-Identifier: GPL-3.0-or-later
// Figures rather than rules: a million requests. Runs with SIGNALBOX_BIG=1 only; the goals are generous to a loaded
// machine.
#include "core/record/log_store.h"
#include "core/record/recorder.h"
#include "core/record/request_log.h"
#include "tests/core/record/samples.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <random>
#include <thread>

namespace signalbox {
namespace {

using namespace samples;

double nowMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double threadCpuMs()
{
    rusage usage {};
    getrusage(RUSAGE_THREAD, &usage);
    const auto ms = [](const timeval& t) { return double(t.tv_sec) * 1000 + double(t.tv_usec) / 1000; };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Traffic of five tiers, eight models, thirty rules, forty clients; 2 % errors, 6 % escalations.
RequestRecord varied(WallUs at, std::mt19937& random)
{
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    RequestRecord record = request(at, fmt::format("tier{}", below(5)), 1'000 * below(30'000));
    record.model = fmt::format("provider-model-{}", below(8));
    const int rule = below(30);
    record.ruleId = fmt::format("r{}", rule);
    record.ruleName = fmt::format("Rule number {}", rule);
    record.client = fmt::format("client-{}", below(40));
    record.totalUs = 1000 * (50 + below(4000));
    record.escalated = below(100) < 6;
    record.simulated = below(100) < 1;
    if (below(100) < 2) {
        record.status = 503;
        record.errorCode = fmt::format("http_{}", 500 + below(5));
    }
    record.feature = below(2) == 0 ? "chat" : "claims-triage";
    record.facts.resize(200 + static_cast<std::size_t>(below(60)));
    std::generate(record.facts.begin(), record.facts.end(), [&] { return static_cast<char>(below(256)); });
    return record;
}

class LogSpeed : public testing::Test {
protected:
    void SetUp() override
    {
        if (std::getenv("SIGNALBOX_BIG") == nullptr)
            GTEST_SKIP() << "set SIGNALBOX_BIG=1";
    }
    TemporaryFolder folder;
};

TEST_F(LogSpeed, a_million_requests_are_paged_and_filtered_quickly)
{
    constexpr int kRows = 1'000'000;
    {
        LogStore store(folder.path());
        std::mt19937 random(1);
        double inserting = 0;
        for (int i = 0; i < kRows; i += 500) {
            std::vector<RequestRecord> group;
            for (int k = 0; k < 500; ++k)
                group.push_back(varied(kNoon - 7 * kDayUs + (i + k) * 600'000LL, random));
            const double start = nowMs();
            store.begin();
            for (const RequestRecord& record : group)
                store.insert(record);
            store.commit();
            if (store.walFrames() > 8000)
                store.checkpoint(false);
            inserting += nowMs() - start;
        }
        double start = nowMs();
        int blocks = 0;
        while (store.buildBlock(kNoon))
            ++blocks;
        fmt::print("{} blocks of {:.2f} ms\n", blocks, (nowMs() - start) / blocks);
        store.checkpoint(true);
        fmt::print("insert: {:.0f} rows/s, {:.1f} us a row, {:.0f} bytes a row\n", kRows / inserting * 1000,
            inserting * 1000 / kRows, double(store.usedBytes()) / kRows);
    }
    const auto log = *RequestLog::open(folder.path());
    const auto clocked = [&](const char* text, double goalMs) {
        const RequestFilter filter = *parseFilter(text, kNoon);
        const double start = nowMs();
        const auto page = log->page(filter, 0, 100);
        const double paged = nowMs() - start;
        const auto count = log->count(filter, 1000);
        fmt::print("{:44} {:8.2f} ms page ({} rows), {:8.2f} ms count\n", text, paged, page->rows.size(),
            nowMs() - start - paged);
        EXPECT_LT(paged, goalMs) << text;
        return page->nextBefore;
    };
    const std::int64_t next = clocked("", 50);
    for (const char* text : { "tier:tier3", "model:provider-model-5", "rule:r17", "client:client-7", "error",
             "code:http_503", "escalated", "since:2h", "until:2026-11-16", "tier:tier1 error", "rule:r3 since:1d",
             "client:client-7 escalated", "tier:absent" })
        clocked(text, 100);
    for (const char* text : { "cost>0.0299", "latency>4s", "sandbox", "endpoint:embeddings", "claims", "nowhere" })
        clocked(text, 100);
    double start = nowMs();
    EXPECT_EQ(log->page({}, next, 100)->rows.size(), 100u);
    fmt::print("second page {:.2f} ms\n", nowMs() - start);
    const std::string id = log->page({}, next, 1)->rows[0].id;
    start = nowMs();
    EXPECT_TRUE(log->find(id));
    fmt::print("find {:.2f} ms\n", nowMs() - start);
    start = nowMs();
    EXPECT_EQ(log->ruleHits(kNoon - kDayUs)->size(), 30u);
    fmt::print("rule hits of a day {:.2f} ms\n", nowMs() - start);
}

TEST_F(LogSpeed, adding_costs_the_caller_next_to_nothing)
{
    SystemClock clock;
    auto recorder = *Recorder::open(folder.path(), clock, utc());
    std::mt19937 random(2);
    std::vector<RequestRecord> records;
    for (int i = 0; i < 20'000; ++i)
        records.push_back(varied(clock.now(), random));
    const double start = threadCpuMs();
    for (RequestRecord& record : records)
        recorder->add(std::move(record));
    fmt::print("add: {:.2f} us CPU\n", (threadCpuMs() - start) * 1000 / 20'000);
    const double cpu = threadCpuMs();
    const double draining = nowMs();
    double longest = 0;
    for (bool more = true; more;) {
        const double one = threadCpuMs();
        more = recorder->drain();
        longest = std::max(longest, threadCpuMs() - one);
    }
    fmt::print("drain of 20,000: {:.1f} us a row ({:.1f} us CPU), longest drain {:.1f} ms CPU\n",
        (nowMs() - draining) * 1000 / 20'000, (threadCpuMs() - cpu) * 1000 / 20'000, longest);
    for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
        const double copying = nowMs();
        const LiveSnapshot snapshot = recorder->live(range);
        fmt::print("live: {} buckets in {:.2f} ms\n", snapshot.buckets.size(), nowMs() - copying);
    }
    recorder->finish();
}

TEST_F(LogSpeed, five_hundred_requests_a_second_cost_the_writer_little)
{
    SystemClock clock;
    auto recorder = *Recorder::open(folder.path(), clock, utc());
    std::mt19937 random(3);
    const auto begin = std::chrono::steady_clock::now();
    constexpr int kRequests = 2'500;
    double adding = 0;
    double draining = 0;
    for (int i = 0; i < kRequests; ++i) {
        RequestRecord record = varied(clock.now(), random);
        const double start = threadCpuMs();
        recorder->add(std::move(record));
        adding += threadCpuMs() - start;
        if (i % 4 == 0) {
            const double drain = threadCpuMs();
            while (recorder->drain()) { }
            draining += threadCpuMs() - drain;
        }
        std::this_thread::sleep_until(begin + std::chrono::milliseconds(2 * i));
    }
    fmt::print("500 requests/s: {:.1f} us CPU a row for the writer, {:.1f} for the caller\n",
        draining * 1000 / kRequests, adding * 1000 / kRequests);
    recorder->finish();
    EXPECT_LT(draining * 1000 / kRequests, 500);
}

TEST_F(LogSpeed, two_full_hours_are_copied_in_a_millisecond)
{
    LiveFigures figures(utc(), kNoon - 2 * kHourUs);
    std::mt19937 random(4);
    std::vector<RequestRecord> records;
    for (WallUs at = kNoon - 2 * kHourUs; at < kNoon; at += 80'000)
        records.push_back(varied(at, random));
    const double start = threadCpuMs();
    for (const RequestRecord& record : records)
        figures.fold(record, record.startedAt);
    const double folding = threadCpuMs() - start;
    double best = 1e9;
    for (int i = 0; i < 20; ++i) {
        const double one = nowMs();
        const LiveSnapshot snapshot = figures.snapshot(LiveRange::Hours2, kNoon - 1);
        best = std::min(best, nowMs() - one);
        EXPECT_EQ(snapshot.buckets.size(), 720u);
    }
    fmt::print("fold: {:.1f} us CPU; copy of 720 buckets x 5 tiers: {:.2f} ms\n",
        folding * 1000 / double(records.size()), best);
}

} // namespace
} // namespace signalbox
