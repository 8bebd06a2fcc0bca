// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/budget/fault_vfs.h"
#include "tests/core/budget/ledger_fixture.h"

#include "core/record/database.h"
#include "tests/support/slack.h"

#include <cstdlib>
#include <future>
#include <map>
#include <thread>

#include <sys/wait.h>

namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

/// What the callers were told: the only thing the file must agree with.
class Told {
public:
    explicit Told(HandDriven& desk)
        : m_desk(desk)
    {
    }
    void reserve(const std::string& id, std::int64_t amount)
    {
        m_desk.ledger->reserve(wish(id, amount), [this, id](const ReserveResult& result) {
            ++answers;
            if (result)
                pending[id] = *result;
            else
                refusals[id] = result.error().code;
        });
        ++questions;
    }
    void settle(const std::string& id, AttemptState state, std::int64_t amount)
    {
        const auto found = pending.find(id);
        if (found == pending.end())
            return;
        const std::int64_t sequence = found->second.sequence;
        const std::int64_t held = found->second.held.nano();
        pending.erase(found);
        m_desk.ledger->settle(sequence, ended(state, amount), [=, this](bool accepted) {
            ++answers;
            EXPECT_TRUE(accepted) << id;
            ends[id] = { state, state == AttemptState::Uncertain ? held : amount };
        });
        ++questions;
    }
    void resolve(const std::string& id, std::int64_t amount)
    {
        m_desk.ledger->resolve(id, ended(AttemptState::Settled, amount), [=, this](const Result<void>& result) {
            ++answers;
            if (result)
                ends[id] = { AttemptState::Settled, amount };
        });
        ++questions;
    }
    /// Every answer that was given stands in the file, and nothing else does.
    void expectFileAgrees(const std::string& where)
    {
        EXPECT_EQ(answers, questions) << where;
        for (const LedgerRow& row : m_desk.rows()) {
            if (pending.contains(row.attemptId)) {
                EXPECT_EQ(row.state, AttemptState::Pending) << where << " " << row.attemptId;
            } else if (const auto end = ends.find(row.attemptId); end != ends.end()) {
                EXPECT_EQ(row.state, end->second.first) << where << " " << row.attemptId;
                EXPECT_EQ(row.amount.nano(), end->second.second) << where << " " << row.attemptId;
            } else {
                EXPECT_EQ(row.state, AttemptState::Void) << where << " " << row.attemptId << " was never granted";
            }
        }
        m_desk.expectSound();
    }

    int questions = 0;
    int answers = 0;
    std::map<std::string, Reservation> pending;
    std::map<std::string, std::string> refusals;
    std::map<std::string, std::pair<AttemptState, std::int64_t>> ends;

private:
    HandDriven& m_desk;
};

void recoverHealth(HandDriven& desk)
{
    for (int i = 0; i < 20; ++i) {
        desk.clock.pass(450ms);
        desk.drain();
    }
}

struct Anomaly {
    const char* name;
    FaultVfs::Call call;
    int code;
    int times;
};

class LedgerAnomaly : public testing::TestWithParam<Anomaly> { };

/// Fails the n-th call for n = 1, 2, 3, ... until a run passes without meeting the fault.
TEST_P(LedgerAnomaly, whatever_call_fails_every_answer_stays_true)
{
    const Anomaly anomaly = GetParam();
    int runs = 0;
    // SIGNALBOX_ANOMALIES=1 tries each single call; otherwise the first ten, then some.
    const bool all = std::getenv("SIGNALBOX_ANOMALIES") != nullptr;
    for (int nth = 1;; nth += all || nth < 10 ? 1 : 4, ++runs) {
        ASSERT_LT(nth, 400);
        const std::string where = std::string(anomaly.name) + " " + std::to_string(nth);
        FaultVfs vfs;
        HandDriven desk;
        Told told(desk);
        desk.limit({ ceilingOf("global", 10'000) });
        vfs.arm(anomaly.call, nth, anomaly.code, anomaly.times);
        for (int round = 0; round < 5; ++round) {
            const std::string id = std::to_string(round);
            told.reserve(id + ".a", 100);
            told.reserve(id + ".b", 200);
            told.reserve(id + ".c", 300);
            told.reserve(id + ".much", 20'000);
            desk.drain();
            told.settle(id + ".a", AttemptState::Settled, 40);
            told.settle(id + ".b", AttemptState::Uncertain, 0);
            desk.drain();
            told.resolve(id + ".b", 70);
            desk.drain();
            desk.clock.pass(6s);
        }
        const bool met = vfs.failed() > 0;
        EXPECT_TRUE(!met || anomaly.times < 1000 || !desk.ledger->healthy()) << where;
        vfs.disarm();
        recoverHealth(desk);
        EXPECT_TRUE(desk.ledger->healthy()) << where << " " << desk.ledger->lastProblem().text();
        told.expectFileAgrees(where);
        EXPECT_TRUE(desk.reserve(wish("after", 1))) << where;
        for (const auto& [id, code] : told.refusals)
            EXPECT_TRUE(id.find(".much") != std::string::npos || code == "ledger_unavailable") << where << " " << id;

        desk.reopen();
        desk.expectSound();
        EXPECT_EQ(desk.ledger->balance("global").pending, nano(0));
        if (testing::Test::HasFailure() || !met)
            break;
    }
    std::printf("%s: %d failing calls tried\n", anomaly.name, runs);
    EXPECT_GT(runs, 5);
}

INSTANTIATE_TEST_SUITE_P(Calls, LedgerAnomaly,
    testing::Values(Anomaly { "write_once", FaultVfs::Call::Write, SQLITE_IOERR_WRITE, 1 },
        Anomaly { "write_for_good", FaultVfs::Call::Write, SQLITE_IOERR_WRITE, 1'000'000 },
        Anomaly { "full_once", FaultVfs::Call::Write, SQLITE_FULL, 1 },
        Anomaly { "full_for_good", FaultVfs::Call::Write, SQLITE_FULL, 1'000'000 },
        Anomaly { "sync_once", FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC, 1 },
        Anomaly { "sync_twice", FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC, 2 },
        Anomaly { "sync_for_good", FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC, 1'000'000 }),
    [](const auto& given) { return std::string(given.param.name); });

TEST(LedgerFault, a_full_disk_refuses_at_once_and_resumes_by_itself)
{
    FaultVfs vfs;
    HandDriven desk;
    const auto held = desk.reserve(wish("a.0", 100));
    vfs.arm(FaultVfs::Call::Write, 1, SQLITE_FULL, 1'000'000);
    std::optional<bool> settled;
    desk.ledger->settle(held->sequence, ended(AttemptState::Settled, 60), [&](bool yes) { settled = yes; });
    const auto refused = desk.tryReserve(wish("a.1", 100));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->error().code, "ledger_unavailable");
    EXPECT_FALSE(desk.ledger->healthy());
    EXPECT_EQ(desk.ledger->lastProblem().code, "storage_full");
    for (int i = 0; i < 5; ++i) {
        desk.clock.pass(500ms);
        desk.drain();
    }
    EXPECT_FALSE(settled) << "a settlement is never lost, and never said to be durable before it is";
    EXPECT_EQ(desk.ledger->balance("global").pending, nano(100));
    vfs.disarm();
    ASSERT_TRUE(desk.ledger->wakeAt()) << "nobody needs to ask for it";
    desk.clock.pass(500ms);
    desk.drain();
    EXPECT_TRUE(desk.ledger->healthy());
    EXPECT_EQ(settled, true);
    EXPECT_EQ(desk.ledger->balance("global").settled, nano(60));
    EXPECT_EQ(desk.ledger->balance("global").pending, nano(0));
    desk.expectSound();
}

TEST(LedgerFault, a_sync_that_hangs_is_answered_in_time_and_holds_nothing_afterwards)
{
    FaultVfs vfs;
    TempFolder folder;
    RunningClock clock;
    auto ledger = *Ledger::open({ folder.dir() }, clock, utcDays());
    Writer writer;
    ledger->attach(writer);
    writer.start();
    vfs.delaySyncs(2'500ms);
    const auto start = std::chrono::steady_clock::now();
    std::promise<ReserveResult> first;
    std::promise<ReserveResult> second;
    ledger->reserve(wish("a.1", 100), [&](ReserveResult result) { first.set_value(std::move(result)); });
    std::this_thread::sleep_for(50ms);
    ledger->reserve(wish("a.2", 100), [&](ReserveResult result) { second.set_value(std::move(result)); });
    for (auto* answer : { &first, &second }) {
        const ReserveResult result = answer->get_future().get();
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, "ledger_unavailable");
        EXPECT_LT(std::chrono::steady_clock::now() - start, 350ms + kSlack);
        EXPECT_GE(std::chrono::steady_clock::now() - start, 250ms);
    }
    vfs.delaySyncs(0ms);
    std::promise<ReserveResult> third;
    std::this_thread::sleep_for(2'800ms);
    ledger->reserve(wish("a.3", 100), [&](ReserveResult result) { third.set_value(std::move(result)); });
    EXPECT_TRUE(third.get_future().get());
    EXPECT_EQ(ledger->balance("global").pending, nano(100)) << "what committed late was voided";
    writer.stop();
    EXPECT_TRUE(Ledger::verify(folder.dir())->sound);
}

/// Another program with a lock on the file: a process of its own, because SQLite's locks are the process's.
class Locker {
public:
    explicit Locker(const std::string& path)
    {
        if (::pipe(m_order) != 0 || ::pipe(m_report) != 0)
            throw std::runtime_error("pipe");
        m_child = ::fork();
        if (m_child == 0)
            work(path);
    }
    ~Locker()
    {
        ::close(m_order[1]);
        ::waitpid(m_child, nullptr, 0);
    }
    void lock() { order('l'); }
    void unlock() { order('u'); }

private:
    void order(char what)
    {
        char answer = 0;
        ASSERT_EQ(::write(m_order[1], &what, 1), 1);
        ASSERT_EQ(::read(m_report[0], &answer, 1), 1);
        EXPECT_EQ(answer, what);
    }
    [[noreturn]] void work(const std::string& path)
    {
        ::close(m_order[1]);
        sqlite3* database = nullptr;
        char what = 0;
        while (::read(m_order[0], &what, 1) == 1) {
            if (database == nullptr)
                sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
            const char* sql = what == 'l' ? "BEGIN EXCLUSIVE" : "ROLLBACK";
            const char answer = sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? what : '!';
            if (::write(m_report[1], &answer, 1) != 1)
                break;
        }
        ::_exit(0);
    }

    int m_order[2] {};
    int m_report[2] {};
    pid_t m_child = 0;
};

TEST(LedgerFault, a_database_locked_by_another_program_fails_closed_in_300_ms_and_recovers)
{
    TempFolder folder;
    Locker locker(folder.dir() + "/ledger.db");
    RunningClock clock;
    auto ledger = *Ledger::open({ folder.dir() }, clock, utcDays());
    Writer writer;
    ledger->attach(writer);
    writer.start();
    const auto ask = [&](const std::string& id) {
        auto answer = std::make_shared<std::promise<ReserveResult>>();
        ledger->reserve(wish(id, 100), [answer](ReserveResult result) { answer->set_value(std::move(result)); });
        return answer->get_future().get();
    };
    const auto held = ask("a.0");
    ASSERT_TRUE(held);
    locker.lock();
    std::promise<bool> settled;
    ledger->settle(held->sequence, ended(AttemptState::Settled, 60), [&](bool yes) { settled.set_value(yes); });
    for (int i = 1; i <= 3; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto refused = ask("a." + std::to_string(i));
        const auto took = std::chrono::steady_clock::now() - start;
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "ledger_unavailable");
        EXPECT_GE(took, 250ms);
        EXPECT_LT(took, 300ms + kSlack);
    }
    EXPECT_FALSE(ledger->healthy());
    locker.unlock();
    EXPECT_TRUE(settled.get_future().get());
    EXPECT_TRUE(ask("a.9"));
    EXPECT_TRUE(ledger->healthy());
    EXPECT_EQ(ledger->balance("global").settled, nano(60));
    EXPECT_EQ(ledger->balance("global").pending, nano(100));
    writer.stop();
    EXPECT_TRUE(Ledger::verify(folder.dir())->sound);
}

/// Storage that fails for a while under a client that asks again and again: refused in time, nothing lost, and served
/// within two seconds after it is well again.
struct Outage {
    const char* name;
    FaultVfs::Call call;
    int code; ///< 0: locked by another program
    std::chrono::milliseconds lasts;
};

class LedgerOutage : public testing::TestWithParam<Outage> { };

TEST_P(LedgerOutage, fails_closed_and_resumes_within_two_seconds_with_nothing_lost)
{
    FaultVfs vfs;
    TempFolder folder;
    Locker locker(folder.dir() + "/ledger.db");
    RunningClock clock;
    auto ledger = *Ledger::open({ folder.dir() }, clock, utcDays());
    Writer writer;
    ledger->attach(writer);
    writer.start();
    int number = 0;
    const auto ask = [&] {
        auto answer = std::make_shared<std::promise<ReserveResult>>();
        ledger->reserve(wish("a." + std::to_string(++number), 100),
            [answer](ReserveResult result) { answer->set_value(std::move(result)); });
        return answer->get_future().get();
    };
    const auto held = ask();
    ASSERT_TRUE(held);
    const bool locks = GetParam().code == 0;
    if (locks)
        locker.lock();
    else
        vfs.arm(GetParam().call, 1, GetParam().code, 1'000'000);
    std::promise<bool> settled;
    ledger->settle(held->sequence, ended(AttemptState::Settled, 60), [&](bool yes) { settled.set_value(yes); });
    const auto from = std::chrono::steady_clock::now();
    int refused = 0;
    while (std::chrono::steady_clock::now() - from < GetParam().lasts) {
        const auto start = std::chrono::steady_clock::now();
        const ReserveResult result = ask();
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, "ledger_unavailable");
        EXPECT_LT(std::chrono::steady_clock::now() - start, 300ms + kSlack);
        ++refused;
        std::this_thread::sleep_for(50ms);
    }
    if (locks)
        locker.unlock();
    else
        vfs.disarm();
    const auto well = std::chrono::steady_clock::now();
    ReserveResult result = ask();
    while (!result && std::chrono::steady_clock::now() - well < 5s)
        result = ask();
    const auto took = std::chrono::steady_clock::now() - well;
    ASSERT_TRUE(result);
    EXPECT_LT(took, 2s);
    EXPECT_TRUE(settled.get_future().get()) << "a settlement waits as long as it takes";
    EXPECT_EQ(ledger->balance("global").settled, nano(60));
    EXPECT_EQ(ledger->balance("global").pending, nano(100));
    std::printf("%s: %d refused, resumed after %lld ms\n", GetParam().name, refused,
        static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    writer.stop();
    EXPECT_TRUE(Ledger::verify(folder.dir())->sound);
}

INSTANTIATE_TEST_SUITE_P(Of, LedgerOutage,
    testing::Values(Outage { "full_disk", FaultVfs::Call::Write, SQLITE_FULL, 1500ms },
        Outage { "failing_sync", FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC, 1500ms },
        Outage { "failing_write", FaultVfs::Call::Write, SQLITE_IOERR_WRITE, 1500ms },
        Outage { "lock_of_ten_seconds", FaultVfs::Call::Write, 0, 10s }),
    [](const auto& given) { return std::string(given.param.name); });

TEST(LedgerFault, a_lock_of_a_moment_is_waited_for)
{
    TempFolder folder;
    Locker locker(folder.dir() + "/ledger.db");
    RunningClock clock;
    auto ledger = *Ledger::open({ folder.dir() }, clock, utcDays());
    Writer writer;
    ledger->attach(writer);
    writer.start();
    locker.lock();
    std::promise<ReserveResult> answer;
    ledger->reserve(wish("a.1", 100), [&](ReserveResult result) { answer.set_value(std::move(result)); });
    std::this_thread::sleep_for(80ms);
    locker.unlock();
    EXPECT_TRUE(answer.get_future().get());
    writer.stop();
}

} // namespace
} // namespace signalbox::test
