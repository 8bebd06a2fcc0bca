// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_compactor.h"

#include "core/record/recorder.h"
#include "core/record/request_log.h"
#include "tests/core/record/samples.h"
#include "tests/support/fake_clock.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace signalbox {
namespace {

using namespace samples;
using namespace std::chrono_literals;
using State = LogCompaction::State;

/// Another program at the file.
class Other {
public:
    explicit Other(const std::string& dir)
    {
        EXPECT_EQ(sqlite3_open(logPath(dir).c_str(), &m_handle), SQLITE_OK);
        sqlite3_busy_timeout(m_handle, 5000);
    }
    ~Other() { sqlite3_close(m_handle); }
    Other(const Other&) = delete;
    Other& operator=(const Other&) = delete;
    void run(const char* sql)
    {
        char* why = nullptr;
        EXPECT_EQ(sqlite3_exec(m_handle, sql, nullptr, nullptr, &why), SQLITE_OK) << sql << ": " << (why ? why : "");
        sqlite3_free(why);
    }
    std::string value(const char* sql)
    {
        std::string text;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) = values[0] != nullptr ? values[0] : "";
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(m_handle, sql, keep, &text, nullptr), SQLITE_OK) << sql;
        return text;
    }

private:
    sqlite3* m_handle = nullptr;
};

class LogCompactorTest : public testing::Test {
protected:
    static constexpr int kRows = 3000;

    void open()
    {
        auto opened = Recorder::open(folder.path(), clock, utc());
        ASSERT_TRUE(opened) << opened.error().text();
        recorder = *std::move(opened);
    }
    void add(int rows)
    {
        for (int i = 0; i < rows; ++i)
            recorder->add(request(kNoon + ++added));
    }
    void flush()
    {
        clock.advance(100ms);
        while (recorder->drain()) { }
    }
    /// A log as older programs made it: without incremental vacuum, mostly free.
    void makeOld()
    {
        open();
        add(kRows);
        flush();
        recorder->finish();
        recorder.reset();
        Other other(folder.path());
        other.run("PRAGMA journal_mode=DELETE; PRAGMA auto_vacuum=NONE; VACUUM; PRAGMA journal_mode=WAL;"
                  "DELETE FROM request_block; DELETE FROM attempt; DELETE FROM detail;"
                  "DELETE FROM request WHERE n % 10 <> 0 AND n < (SELECT max(n) FROM request);");
        other.run("PRAGMA wal_checkpoint(TRUNCATE)");
        left = std::stoi(other.value("SELECT count(*) FROM request"));
        open();
    }
    /// Until it has ended, as the writer's thread would.
    LogCompaction end()
    {
        for (int tries = 0; tries < 2000 && recorder->compaction().state == State::Running; ++tries) {
            clock.advance(50ms);
            while (recorder->drain()) { }
            std::this_thread::sleep_for(5ms);
        }
        return recorder->compaction();
    }
    bool reaches(int percent)
    {
        for (int tries = 0; tries < 1000 && recorder->compaction().percent < percent; ++tries)
            std::this_thread::sleep_for(5ms);
        return recorder->compaction().percent >= percent;
    }
    std::int64_t rows()
    {
        auto log = RequestLog::open(folder.path());
        return log ? (*log)->count({}, INT64_MAX).value_or(-1) : -1;
    }
    std::int64_t bytes(const char* more = "") const
    {
        struct stat found { };
        return ::stat((logPath(folder.path()) + more).c_str(), &found) == 0 ? std::int64_t { found.st_size } : -1;
    }

    TemporaryFolder folder;
    test::FakeClock clock { kNoon };
    std::unique_ptr<Recorder> recorder;
    int added = 0;
    int left = 0;
};

TEST_F(LogCompactorTest, an_old_log_becomes_as_small_as_what_is_in_it_and_gives_pages_back_from_then_on)
{
    makeOld();
    const std::int64_t before = bytes();
    ASSERT_EQ(Other(folder.path()).value("PRAGMA auto_vacuum"), "0");
    ASSERT_TRUE(recorder->compact());
    EXPECT_EQ(recorder->compaction().state, State::Running);
    EXPECT_EQ(recorder->compact().error().code, "compaction_runs");
    const LogCompaction done = end();
    ASSERT_EQ(done.state, State::Done) << done.problem.text();
    EXPECT_EQ(done.before, before);
    EXPECT_EQ(done.after, bytes());
    EXPECT_LT(done.after, before / 2);
    EXPECT_LT(bytes("-wal"), done.after / 8) << "what was won is not left in the write-ahead log";
    EXPECT_EQ(bytes(".compact"), -1);
    Other other(folder.path());
    EXPECT_EQ(other.value("PRAGMA auto_vacuum"), "2");
    EXPECT_EQ(other.value("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(rows(), left);
    add(10);
    flush();
    EXPECT_EQ(rows(), left + 10);
}

TEST_F(LogCompactorTest, what_is_recorded_while_it_compacts_is_all_there)
{
    makeOld();
    SystemClock system;
    recorder.reset();
    auto opened = Recorder::open(folder.path(), system, utc());
    ASSERT_TRUE(opened);
    Writer writer;
    (*opened)->attach(writer);
    writer.start();
    ASSERT_TRUE((*opened)->compact());
    int meanwhile = 0;
    int after = 0;
    while ((*opened)->compaction().state == State::Running && meanwhile < 9000) {
        (*opened)->add(request(system.now()));
        ++meanwhile;
        std::this_thread::sleep_for(100us);
    }
    for (; after < 100; ++after)
        (*opened)->add(request(system.now()));
    for (int tries = 0; tries < 2000 && (*opened)->compaction().state == State::Running; ++tries)
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ((*opened)->compaction().state, State::Done) << (*opened)->compaction().problem.text();
    writer.stop();
    EXPECT_GT(meanwhile, 0);
    EXPECT_EQ((*opened)->dropped(), 0u);
    EXPECT_EQ(rows(), left + meanwhile + after);
    EXPECT_EQ(Other(folder.path()).value("PRAGMA integrity_check"), "ok");
}

TEST_F(LogCompactorTest, a_stop_in_the_middle_loses_nothing)
{
    makeOld();
    ASSERT_TRUE(recorder->compact());
    (void)recorder->drain();
    add(700);
    (void)recorder->drain();
    recorder->finish();
    EXPECT_EQ(recorder->dropped(), 0u);
    EXPECT_NE(recorder->compaction().state, State::Running);
    EXPECT_EQ(rows(), left + 700);
    EXPECT_EQ(bytes(".compact"), -1);
}

TEST_F(LogCompactorTest, it_gives_way_before_rows_would_be_dropped)
{
    makeOld();
    Other other(folder.path());
    other.run("BEGIN IMMEDIATE"); // so it can't end
    ASSERT_TRUE(recorder->compact());
    (void)recorder->drain();
    add(10'500);
    while (recorder->drain()) { }
    const LogCompaction ended = end();
    EXPECT_EQ(ended.state, State::Failed);
    EXPECT_EQ(ended.problem.code, "compaction_gave_way");
    other.run("COMMIT");
    clock.advance(1s);
    while (recorder->drain()) { }
    flush();
    EXPECT_EQ(recorder->dropped(), 0u);
    EXPECT_EQ(rows(), left + 10'500);
}

TEST_F(LogCompactorTest, a_cancelled_one_leaves_the_log_as_it_was)
{
    makeOld();
    const std::int64_t before = bytes();
    Other other(folder.path());
    other.run("BEGIN IMMEDIATE");
    ASSERT_TRUE(recorder->compact());
    (void)recorder->drain();
    ASSERT_TRUE(reaches(50));
    recorder->cancelCompaction();
    EXPECT_EQ(end().problem.code, "compaction_cancelled");
    other.run("COMMIT");
    EXPECT_EQ(bytes(), before);
    EXPECT_EQ(rows(), left);
    EXPECT_EQ(bytes(".compact"), -1);
    ASSERT_TRUE(recorder->compact()) << "again";
    EXPECT_EQ(end().state, State::Done);
}

TEST_F(LogCompactorTest, what_another_program_writes_meanwhile_wins)
{
    makeOld();
    Other other(folder.path());
    other.run("BEGIN IMMEDIATE");
    ASSERT_TRUE(recorder->compact());
    (void)recorder->drain();
    ASSERT_TRUE(reaches(50)) << "the copy is made";
    other.run("DELETE FROM request WHERE n = (SELECT min(n) FROM request); COMMIT");
    const LogCompaction ended = end();
    EXPECT_EQ(ended.state, State::Failed);
    EXPECT_EQ(ended.problem.code, "storage_busy");
    EXPECT_EQ(rows(), left - 1);
}

TEST_F(LogCompactorTest, a_disk_without_room_is_refused_with_both_figures)
{
    const auto refused = enoughRoom({ 100 << 20, 80 << 20, 176 << 20, 100 << 20 });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "compaction_no_room");
    EXPECT_EQ(refused.error().parameter("needed"), "176");
    EXPECT_EQ(refused.error().parameter("free"), "100");
    EXPECT_TRUE(enoughRoom({ 0, 0, 5, 5 }));
    makeOld();
    const auto room = logRoom(folder.path());
    ASSERT_TRUE(room);
    EXPECT_EQ(room->file, bytes());
    EXPECT_GT(room->used, 0);
    EXPECT_LT(room->used, room->file / 2);
    EXPECT_GE(room->needed, 2 * room->used);
    EXPECT_GT(room->free, 0);
}

TEST_F(LogCompactorTest, what_a_crash_left_of_the_copy_is_swept)
{
    makeOld();
    recorder.reset();
    std::ofstream(logPath(folder.path()) + ".compact") << "half a copy";
    open();
    EXPECT_EQ(bytes(".compact"), -1);
    EXPECT_EQ(rows(), left);
}

} // namespace
} // namespace signalbox
