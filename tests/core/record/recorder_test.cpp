// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recorder.h"

#include "core/record/database.h"
#include "core/record/log_store.h"
#include "core/record/request_log.h"
#include "tests/core/record/samples.h"
#include "tests/support/fake_clock.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace signalbox {
namespace {

using namespace samples;
using namespace std::chrono_literals;

class RecorderTest : public testing::Test {
protected:
    void open()
    {
        recorder.reset();
        auto opened = Recorder::open(folder.path(), clock, utc());
        ASSERT_TRUE(opened) << opened.error().text();
        recorder = *std::move(opened);
    }
    /// Lets the flush interval pass and drains until there is no more to do.
    void flush()
    {
        clock.advance(100ms);
        while (recorder->drain()) { }
    }
    std::int64_t rows()
    {
        auto log = RequestLog::open(folder.path());
        return log ? (*log)->count({}, INT64_MAX).value_or(-1) : -1;
    }

    TemporaryFolder folder;
    test::FakeClock clock { kNoon };
    std::unique_ptr<Recorder> recorder;
};

TEST_F(RecorderTest, a_request_is_in_the_file_within_100_ms)
{
    open();
    recorder->add(request(clock.now()));
    EXPECT_FALSE(recorder->drain());
    EXPECT_EQ(rows(), 0) << "a group is collected first";
    ASSERT_TRUE(recorder->wakeAt());
    EXPECT_LE(*recorder->wakeAt() - clock.steady(), 100ms);
    EXPECT_EQ(recorder->live(LiveRange::Today).requestsToday, 1) << "the figures do not wait for the file";
    flush();
    EXPECT_EQ(rows(), 1);
}

TEST_F(RecorderTest, the_writer_needs_no_further_call)
{
    SystemClock system;
    auto opened = Recorder::open(folder.path(), system, utc());
    ASSERT_TRUE(opened);
    Writer writer;
    (*opened)->attach(writer);
    writer.start();
    (*opened)->add(request(system.now()));
    for (int tries = 0; tries < 500 && rows() == 0; ++tries)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(rows(), 1);
    (*opened)->add(request(system.now()));
    writer.stop();
    EXPECT_EQ(rows(), 2) << "stopping leaves nothing behind";
}

TEST_F(RecorderTest, one_drain_writes_no_more_than_500_rows)
{
    open();
    for (int i = 0; i < 1700; ++i)
        recorder->add(request(clock.now() + i));
    clock.advance(100ms);
    int drains = 0;
    std::int64_t before = 0;
    for (bool more = true; more; ++drains) {
        more = recorder->drain();
        const std::int64_t now = rows();
        EXPECT_LE(now - before, 500);
        before = now;
    }
    EXPECT_EQ(before, 1700);
    EXPECT_GE(drains, 4);
}

TEST_F(RecorderTest, the_record_comes_back_whole)
{
    open();
    RequestRecord record = request(clock.now(), "frontier", 6'900'000);
    record.escalated = record.escalationEligible = true;
    record.attempts.insert(record.attempts.begin(), attempt(1, "small", 400'000));
    record.attempts[0].outcome = "rejected";
    record.attempts[0].rejectReason = "json: not_json";
    record.attempts[1].attemptNo = 2;
    record.attempts[1].clampedTo = 512;
    record.attempts[1].usageEstimated = true;
    recorder->add(record);
    flush();
    auto log = RequestLog::open(folder.path());
    ASSERT_TRUE(log);
    const auto found = (*log)->find(record.id);
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(*found, record);
    EXPECT_EQ((*log)->find("req_absent").error().code, "request_unknown");
}

TEST_F(RecorderTest, figures_are_the_same_after_a_restart)
{
    open();
    const auto moments = { 30 * kHourUs, 26 * kHourUs, 5 * kHourUs, 90 * kMinuteUs, 10 * kMinuteUs, kSecondUs };
    clock.setNow(kNoon - 30 * kHourUs);
    WallUs at = kNoon - 30 * kHourUs;
    for (const WallUs before : moments) {
        clock.advance(std::chrono::microseconds(kNoon - before - at));
        at = kNoon - before;
        for (int i = 0; i < 40; ++i) {
            RequestRecord record = request(at + i * 1000, i % 3 == 0 ? "frontier" : "small", 1000 * i);
            record.totalUs = 20'000 * (i + 1);
            record.simulated = i % 5 == 0;
            record.escalated = record.escalationEligible = i % 7 == 0;
            record.attempts[0].outcome = i % 7 == 0 ? "rejected" : "ok";
            record.attempts[0].rejectReason = i % 7 == 0 ? "refusal" : "";
            recorder->add(std::move(record));
        }
        flush();
        at += 100'000;
    }
    clock.advance(std::chrono::microseconds(kNoon - at));
    std::map<LiveRange, LiveSnapshot> before;
    const auto ranges = { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 };
    for (const LiveRange range : ranges)
        before[range] = recorder->live(range);
    recorder->finish();
    open();
    for (const LiveRange range : ranges) {
        const LiveSnapshot& was = before[range];
        const LiveSnapshot is = recorder->live(range);
        EXPECT_EQ(is.escalationReasons, was.escalationReasons);
        EXPECT_EQ(is.costTodayNano, was.costTodayNano);
        EXPECT_EQ(is.simulatedTodayNano, was.simulatedTodayNano);
        EXPECT_EQ(is.baselineTodayNano, was.baselineTodayNano);
        EXPECT_EQ(is.requestsToday, was.requestsToday);
        EXPECT_EQ(is.latencyToday, was.latencyToday);
        EXPECT_EQ(is.latencyYesterday, was.latencyYesterday);
        ASSERT_EQ(is.latest.size(), was.latest.size());
        EXPECT_EQ(is.latest.front().id, was.latest.front().id);
        ASSERT_EQ(is.buckets.size(), was.buckets.size());
        for (std::size_t i = 0; bucketSeconds(range) >= 60 && i < is.buckets.size(); ++i)
            EXPECT_EQ(is.buckets[i].tiers, was.buckets[i].tiers) << i;
    }
    EXPECT_EQ(recorder->today().at("small").requests, 26u * 4) << "of four groups today, less every third";
}

TEST_F(RecorderTest, a_late_request_adds_to_its_minute_in_the_file)
{
    open();
    const WallUs start = clock.now();
    recorder->add(request(start, "small", 1'000));
    flush();
    recorder->finish();
    clock.advance(20min);
    open();
    recorder->add(request(start + kSecondUs, "small", 2'000));
    flush();
    recorder->finish();
    open();
    const LiveSnapshot snapshot = recorder->live(LiveRange::Today);
    EXPECT_EQ(snapshot.costTodayNano, 3'000);
    EXPECT_EQ(snapshot.requestsToday, 2);
}

TEST_F(RecorderTest, waits_while_the_file_is_locked_and_recovers_by_itself)
{
    open();
    Database other(logPath(folder.path()), Database::Mode::WriteNormal, logMigrations());
    other.execute("BEGIN IMMEDIATE");
    for (int i = 0; i < 10; ++i)
        recorder->add(request(clock.now() + i));
    clock.advance(100ms);
    EXPECT_FALSE(recorder->drain());
    EXPECT_EQ(recorder->lastProblem().code, "storage_busy");
    EXPECT_GT(*recorder->wakeAt(), clock.steady()) << "no spinning";
    EXPECT_LE(*recorder->wakeAt() - clock.steady(), 2s);
    EXPECT_EQ(recorder->live(LiveRange::Today).requestsToday, 10);
    other.execute("COMMIT");
    clock.advance(2s);
    while (recorder->drain()) { }
    EXPECT_EQ(recorder->lastProblem().code, "");
    EXPECT_EQ(rows(), 10);
    EXPECT_EQ(recorder->dropped(), 0u);
}

/// As long as it lives no file of this process grows beyond so many bytes.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        m_former = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_limit);
        const rlimit lowered { bytes, m_limit.rlim_max };
        setrlimit(RLIMIT_FSIZE, &lowered);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_limit);
        std::signal(SIGXFSZ, m_former);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_limit {};
    sighandler_t m_former = nullptr;
};

TEST_F(RecorderTest, writes_everything_once_there_is_room_again)
{
    open();
    {
        const FileSizeLimit full(200'000);
        for (int i = 0; i < 3000; ++i)
            recorder->add(request(clock.now() + i));
        for (int i = 0; i < 20; ++i)
            flush();
        EXPECT_NE(recorder->lastProblem().code, "");
        EXPECT_LT(rows(), 3000);
    }
    for (int i = 0; i < 4; ++i) {
        clock.advance(500ms);
        flush();
    }
    EXPECT_EQ(recorder->lastProblem().code, "");
    EXPECT_EQ(rows(), 3000);
    recorder->finish();
    open();
    EXPECT_EQ(recorder->live(LiveRange::Today).requestsToday, 3000) << "nothing is counted twice either";
}

TEST_F(RecorderTest, drops_free_requests_first_and_counts_them)
{
    open();
    Database other(logPath(folder.path()), Database::Mode::WriteNormal, logMigrations());
    other.execute("BEGIN IMMEDIATE");
    for (int i = 0; i < 21'000; ++i) {
        RequestRecord record = request(clock.now() + i, "small", i % 100 == 0 ? 1'000 : 0);
        recorder->add(std::move(record));
        if (i % 500 == 0)
            static_cast<void>(recorder->drain());
    }
    static_cast<void>(recorder->drain());
    EXPECT_EQ(recorder->dropped(), 1'000u);
    EXPECT_EQ(recorder->live(LiveRange::Today).requestsToday, 21'000) << "the figures lose nothing";
    other.execute("COMMIT");
    clock.advance(1s);
    flush();
    EXPECT_EQ(rows(), 20'000);
    auto log = RequestLog::open(folder.path());
    RequestFilter paid;
    paid.minCostNano = 1;
    EXPECT_EQ((*log)->count(paid, INT64_MAX).value_or(-1), 210);
}

TEST_F(RecorderTest, old_requests_go_in_small_steps_and_figures_stay)
{
    open();
    for (int day = 40; day > 0; --day) {
        for (int i = 0; i < 10; ++i)
            recorder->add(request(kNoon - day * kDayUs + i));
        flush();
    }
    EXPECT_EQ(rows(), 400);
    for (int step = 0; step < 50; ++step) {
        clock.advance(11min);
        EXPECT_FALSE(recorder->drain());
    }
    // 50 steps of eleven minutes have passed as well, so the 30th day is gone too.
    EXPECT_EQ(rows(), 300 - 10);
    LogStore store(folder.path());
    int minutes = 0;
    store.eachMinute(0, [&](WallUs, const FigureBucket&) { ++minutes; });
    EXPECT_EQ(minutes, 40);
}

TEST_F(RecorderTest, figures_are_kept_for_400_days)
{
    open();
    for (const int day : { 401, 399, 1 })
        recorder->add(request(kNoon - day * kDayUs));
    flush();
    clock.advance(1min);
    EXPECT_FALSE(recorder->drain());
    LogStore store(folder.path());
    int minutes = 0;
    store.eachMinute(0, [&](WallUs, const FigureBucket&) { ++minutes; });
    EXPECT_EQ(minutes, 2);
}

TEST_F(RecorderTest, the_file_stays_within_its_size)
{
    open();
    constexpr std::int64_t kLimit = 3 << 20;
    recorder->setRetention({ 30, 400, kLimit });
    for (int i = 0; i < 12'000; ++i) {
        recorder->add(request(clock.now() + i));
        if (i % 100 != 99)
            continue;
        flush();
        for (int step = 0; step < 6; ++step) {
            clock.advance(60ms);
            static_cast<void>(recorder->drain());
        }
    }
    recorder->finish();
    EXPECT_LE(std::filesystem::file_size(logPath(folder.path())), kLimit * 3 / 2);
    const std::int64_t left = rows();
    EXPECT_GT(left, 1'000);
    EXPECT_LT(left, 10'000);
    auto log = RequestLog::open(folder.path());
    EXPECT_EQ((*log)->page({}, 0, 1)->rows.at(0).at, recorder->live(LiveRange::Today).latest.at(0).at)
        << "the newest are those that stay";
}

TEST_F(RecorderTest, a_damaged_file_is_put_aside)
{
    open();
    recorder->add(request(clock.now()));
    recorder->finish();
    recorder.reset();
    {
        std::fstream file(logPath(folder.path()), std::ios::in | std::ios::out | std::ios::binary);
        file << std::string(4096, 'x');
    }
    open();
    EXPECT_EQ(rows(), 0);
    EXPECT_TRUE(std::filesystem::exists(logPath(folder.path()) + ".damaged"));
    recorder->add(request(clock.now()));
    flush();
    EXPECT_EQ(rows(), 1);
}

TEST_F(RecorderTest, a_file_of_a_newer_program_is_left_alone)
{
    open();
    recorder.reset();
    Database(logPath(folder.path()), Database::Mode::WriteNormal, {}).execute("PRAGMA user_version=99");
    EXPECT_EQ(Recorder::open(folder.path(), clock, utc()).error().code, "storage_newer");
}

TEST_F(RecorderTest, only_the_owner_may_read_the_file)
{
    open();
    recorder->add(request(clock.now()));
    flush();
    for (const char* part : { "", "-wal", "-shm" }) {
        struct stat status { };
        ASSERT_EQ(stat((logPath(folder.path()) + part).c_str(), &status), 0) << part;
        EXPECT_EQ(status.st_mode & 0777, 0600u) << part;
    }
}

TEST_F(RecorderTest, equal_starts_get_rows_of_their_own)
{
    open();
    for (int i = 0; i < 300; ++i)
        recorder->add(request(clock.now()));
    flush();
    recorder->finish();
    open();
    for (int i = 0; i < 300; ++i)
        recorder->add(request(kNoon));
    flush();
    EXPECT_EQ(rows(), 600);
}

TEST_F(RecorderTest, may_be_asked_from_any_thread)
{
    SystemClock system;
    auto opened = Recorder::open(folder.path(), system, utc());
    ASSERT_TRUE(opened);
    Recorder& shared = **opened;
    Writer writer;
    shared.attach(writer);
    writer.start();
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 300; ++i)
                shared.add(request(system.now()));
        });
    }
    threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
            EXPECT_EQ(shared.live(LiveRange::Hours2).buckets.size(), 720u);
            shared.setDayRule(utc());
        }
    });
    for (std::thread& thread : threads)
        thread.join();
    writer.stop();
    EXPECT_EQ(rows(), 900);
    EXPECT_EQ(shared.live(LiveRange::Days7).requestsToday, 900);
}

/// Writes requests until it is killed; says through the pipe how many it has handed over.
[[noreturn]] void recordUntilKilled(const std::string& folder, int pipe)
{
    SystemClock system;
    auto recorder = Recorder::open(folder, system, utc());
    Writer writer;
    (*recorder)->attach(writer);
    writer.start();
    for (std::int64_t added = 1;; ++added) {
        RequestRecord record = request(system.now());
        record.tokensIn = added;
        (*recorder)->add(std::move(record));
        const std::int64_t stamp[2] = { added, system.now() };
        if (write(pipe, stamp, sizeof stamp) != sizeof stamp)
            _exit(1);
        std::this_thread::sleep_for(200us);
    }
}

TEST(RecorderKill, loses_the_last_100_ms_at_most)
{
    for (int round = 0; round < 4; ++round) {
        const TemporaryFolder folder;
        int ends[2] = {};
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0)
            recordUntilKilled(folder.path(), ends[1]);
        close(ends[1]);
        std::map<WallUs, std::int64_t> handedOver;
        std::int64_t stamp[2] = {};
        WallUs start = 0;
        while (read(ends[0], stamp, sizeof stamp) == sizeof stamp) {
            handedOver[stamp[1]] = stamp[0];
            start = start == 0 ? stamp[1] : start;
            if (stamp[1] - start > (400 + round * 37) * 1000)
                kill(child, SIGKILL);
        }
        close(ends[0]);
        waitpid(child, nullptr, 0);
        // A loaded machine may let the writer wait: half a second is generous for that, and far from losing it all.
        const WallUs safe = handedOver.rbegin()->first - 300'000;
        const std::int64_t atLeast = std::prev(handedOver.upper_bound(std::max(safe, start)))->second;

        SystemClock system;
        auto recorder = Recorder::open(folder.path(), system, utc());
        ASSERT_TRUE(recorder) << recorder.error().text();
        auto log = RequestLog::open(folder.path());
        ASSERT_TRUE(log);
        const auto page = (*log)->page({}, 0, 1'000'000);
        ASSERT_TRUE(page);
        EXPECT_GE(static_cast<std::int64_t>(page->rows.size()), atLeast);
        std::int64_t expected = static_cast<std::int64_t>(page->rows.size());
        for (const LiveRequest& row : page->rows)
            ASSERT_EQ(row.tokensIn, expected--) << "no hole before the end";
        EXPECT_EQ((*recorder)->live(LiveRange::Days7).requestsToday, static_cast<std::int64_t>(page->rows.size()));
        Database check(logPath(folder.path()), Database::Mode::ReadOnly, {});
        Statement verdict = check.prepare("PRAGMA quick_check");
        ASSERT_TRUE(verdict.step());
        EXPECT_EQ(verdict.text(0), "ok");
    }
}

TEST(RecorderSchema, a_file_of_version_1_opens_and_goes_on)
{
    const TemporaryFolder folder;
    std::filesystem::copy_file(SIGNALBOX_SOURCE_DIR "/tests/corpora/log-v1.db", logPath(folder.path()));
    test::FakeClock clock(kNoon + kMinuteUs);
    auto recorder = Recorder::open(folder.path(), clock, utc());
    ASSERT_TRUE(recorder) << recorder.error().text();
    const LiveSnapshot snapshot = (*recorder)->live(LiveRange::Today);
    EXPECT_EQ(snapshot.requestsToday, 3);
    EXPECT_EQ(snapshot.costTodayNano, 7'320'000);
    (*recorder)->add(request(clock.now()));
    (*recorder)->finish();
    auto log = RequestLog::open(folder.path());
    ASSERT_TRUE(log);
    const auto page = (*log)->page({}, 0, 10);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->rows.size(), 4u);
    EXPECT_EQ(page->rows[1].errorCode, "ceiling_reached");
    const auto oldest = (*log)->find(page->rows[3].id);
    ASSERT_TRUE(oldest);
    EXPECT_EQ(
        oldest->factsJson, R"({"tokens_last":1204,"code":true,"feature":"chat","stakes":"normal","client_key":"ci"})");
    EXPECT_EQ(
        oldest->traceJson, R"({"cause":"rule","rule":"r1","rules":[{"id":"r1","matched":true,"conditions":[]}]})");
    EXPECT_EQ(oldest->rulesHash, std::string(64, 'a'));
    EXPECT_EQ(oldest->attempts.at(0).rawUsage, request(kNoon).attempts[0].rawUsage);
}

} // namespace
} // namespace signalbox
