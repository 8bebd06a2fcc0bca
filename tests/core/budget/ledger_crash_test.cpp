// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/budget/ledger_fixture.h"

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <map>
#include <random>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>

namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

/// What the killed process had been told, sent through a pipe from the callbacks.
struct Acknowledged {
    std::int64_t sequence;
    std::int64_t amount; ///< -1: reserved only
};
constexpr int kClients = 96;
constexpr std::int64_t kLimit = 1'000'000'000;

/// 96 clients without end, until the process is killed. Never returns.
[[noreturn]] void workUntilKilled(const std::string& dir, int pipe, std::uint64_t seed)
{
    RunningClock clock;
    auto opened = Ledger::open({ dir }, clock, utcDays());
    if (!opened)
        ::_exit(3);
    Ledger& ledger = **opened;
    ledger.setCeilings({ ceilingOf("global", kLimit) });
    Writer writer;
    ledger.attach(writer);
    writer.start();
    const auto tell = [pipe](Acknowledged what) {
        if (::write(pipe, &what, sizeof what) != sizeof what)
            ::_exit(4);
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::optional<Reservation>> ready(kClients);
    const auto next = [&](std::optional<Reservation> step) {
        {
            const std::lock_guard lock(mutex);
            ready.push_back(std::move(step));
        }
        changed.notify_one();
    };
    std::mt19937_64 random(seed);
    for (std::int64_t number = 0;; ++number) {
        std::optional<Reservation> step;
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return !ready.empty(); });
            step = std::move(ready.front());
            ready.pop_front();
        }
        if (!step) {
            ledger.reserve(
                wish(std::to_string(seed) + "." + std::to_string(number), 100, 1, 900), [&](ReserveResult result) {
                    if (result)
                        tell({ result->sequence, -1 });
                    next(result ? std::optional(*std::move(result)) : std::nullopt);
                });
            continue;
        }
        const auto amount = static_cast<std::int64_t>(random() % 1'000);
        ledger.settle(
            step->sequence, ended(AttemptState::Settled, amount), [&, amount, sequence = step->sequence](bool yes) {
                if (yes)
                    tell({ sequence, amount });
                next(std::nullopt);
            });
    }
}

/// Kills the process after a while; what it had been told until then.
std::map<std::int64_t, std::int64_t> killAfter(
    const std::string& dir, std::chrono::microseconds time, std::uint64_t seed)
{
    int pipe[2] {};
    EXPECT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        workUntilKilled(dir, pipe[1], seed);
    }
    ::close(pipe[1]);
    std::map<std::int64_t, std::int64_t> told;
    std::thread killer;
    Acknowledged what {};
    while (::read(pipe[0], &what, sizeof what) == sizeof what) {
        // The clock starts with the first answer: before it there is nothing to lose.
        if (!killer.joinable()) {
            killer = std::thread([child, time] {
                std::this_thread::sleep_for(time);
                ::kill(child, SIGKILL);
            });
        }
        told[what.sequence] = what.amount;
    }
    if (killer.joinable())
        killer.join();
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);
    return told;
}

TEST(LedgerCrash, kill_9_under_load_loses_no_answer_and_leaves_no_phantom)
{
    const char* asked = std::getenv("SIGNALBOX_KILLS");
    const int kills = asked != nullptr ? std::atoi(asked) : 10;
    const std::uint64_t seed = 4711;
    std::printf("seed %llu, %d kills\n", static_cast<unsigned long long>(seed), kills);
    std::mt19937_64 random(seed);
    TempFolder folder(Medium::Disk);
    std::map<std::int64_t, std::int64_t> told;
    std::size_t recovered = 0;
    std::chrono::microseconds slowest {};
    for (int kill = 0; kill < kills; ++kill) {
        const auto before = told.size();
        told.merge(killAfter(folder.dir(), std::chrono::microseconds(20'000 + random() % 200'000),
            static_cast<std::uint64_t>(kill) + 1));
        EXPECT_GT(told.size(), before);
        RunningClock clock;
        const auto start = std::chrono::steady_clock::now();
        auto ledger = Ledger::open({ folder.dir() }, clock, utcDays());
        slowest = std::max(
            slowest, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
        ASSERT_TRUE(ledger) << ledger.error().text();
        EXPECT_EQ((*ledger)->balance("global").pending, nano(0));
    }
    std::size_t found = 0;
    EXPECT_TRUE(Ledger::show(folder.dir(), [&](const LedgerRow& row) {
        EXPECT_NE(row.state, AttemptState::Pending) << row.sequence;
        recovered += row.state == AttemptState::Uncertain;
        const auto answer = told.find(row.sequence);
        if (answer == told.end())
            return true; // durable, but the process was killed before it could say so
        ++found;
        if (answer->second >= 0) {
            EXPECT_EQ(row.state, AttemptState::Settled) << row.sequence;
            EXPECT_EQ(row.amount, nano(answer->second)) << row.sequence;
        }
        return true;
    }));
    EXPECT_EQ(found, told.size()) << "answers without a row";
    const auto check = Ledger::verify(folder.dir());
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->sound) << (check->problems.empty() ? "" : check->problems.front().text());
    std::printf("%zu answers kept, %zu attempts found pending, slowest start %.1f ms, %lld entries\n", told.size(),
        recovered, static_cast<double>(slowest.count()) / 1000, static_cast<long long>(check->entries));
}

TEST(LedgerCrash, the_lock_of_a_killed_process_is_no_lock)
{
    TempFolder folder;
    int pipe[2] {};
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        StillClock clock;
        auto ledger = Ledger::open({ folder.dir() }, clock, utcDays());
        const char ready = ledger ? 'y' : 'n';
        if (::write(pipe[1], &ready, 1) == 1)
            ::pause();
        ::_exit(0);
    }
    char ready = 0;
    ASSERT_EQ(::read(pipe[0], &ready, 1), 1);
    ASSERT_EQ(ready, 'y');
    StillClock clock;
    const auto refused = Ledger::open({ folder.dir() }, clock, utcDays());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "already_running");
    EXPECT_EQ(refused.error().parameter("pid"), std::to_string(child));
    EXPECT_TRUE(Ledger::verify(folder.dir())) << "readers stay welcome";
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(Ledger::open({ folder.dir() }, clock, utcDays()));
    ::close(pipe[0]);
    ::close(pipe[1]);
}

} // namespace
} // namespace signalbox::test
