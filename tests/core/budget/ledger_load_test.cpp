// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/budget/ledger_fixture.h"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <future>
#include <map>
#include <random>
#include <thread>

namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

/// A ledger on its real writer thread.
class Running {
public:
    explicit Running(const std::string& dir, const Clock& clock)
        : m_dir(dir)
    {
        auto opened = Ledger::open({ dir }, clock, utcDays());
        if (!opened)
            throw std::runtime_error(opened.error().text());
        m_ledger = *std::move(opened);
        m_ledger->attach(m_writer);
        m_writer.start();
    }
    ~Running() { m_writer.stop(); }
    Ledger* operator->() { return m_ledger.get(); }
    void stop() { m_writer.stop(); }

private:
    std::string m_dir;
    std::unique_ptr<Ledger> m_ledger; // before the writer, which stops first
    Writer m_writer;
};

struct Totals {
    std::int64_t granted = 0, refused = 0, unavailable = 0, clamped = 0, falseDenials = 0, settledTwice = 0;
    std::int64_t booked = 0;
};

/// N clients that each send one request after the other: reserve, settle at what it "cost", again. They live as states
/// in the callbacks and on two driver threads, so that a thousand of them need no thousand threads.
class Clients {
public:
    enum class Kinds { One, Many /* tiers, providers, keys, features and sessions */ };
    Clients(Running& ledger, Money limit, int clients, int requests, std::uint64_t seed, Kinds kinds = Kinds::One)
        : m_ledger(ledger)
        , m_limit(limit)
        , m_kinds(kinds)
        , m_left(requests)
        , m_random(seed)
    {
        for (int i = 0; i < clients; ++i)
            m_ready.push_back({});
    }

    /// Settled and held of the ceiling that refused, at the least, in thousandths of it.
    [[nodiscard]] std::int64_t leastUsedAtRefusal() const { return m_leastUsed; }

    Totals run()
    {
        std::thread other([this] { drive(); });
        drive();
        other.join();
        return m_totals;
    }

private:
    /// One thing to do next: begin a request, or end one that was granted.
    struct Step {
        std::optional<Reservation> granted;
    };

    void drive()
    {
        for (;;) {
            Step step;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return !m_ready.empty() || (m_left <= 0 && m_flying == 0); });
                if (m_ready.empty())
                    return;
                step = std::move(m_ready.front());
                m_ready.pop_front();
                if (!step.granted && m_left <= 0)
                    continue;
                if (!step.granted)
                    --m_left;
                ++m_flying;
            }
            if (step.granted)
                end(*step.granted);
            else
                begin();
        }
    }

    void begin()
    {
        ReserveRequest request;
        {
            const std::lock_guard lock(m_mutex);
            // Like a prompt bounded by its bytes and an answer by max_tokens: the hold is several times the cost.
            request = wish("a." + std::to_string(++m_number), 400 + static_cast<std::int64_t>(m_random() % 400), 10,
                static_cast<std::int64_t>(50 + m_random() % 200));
            if (m_kinds == Kinds::Many) {
                request.tier = m_random() % 2 == 0 ? "small" : "frontier";
                request.provider = m_random() % 2 == 0 ? "box" : "cloud";
                request.keyId = "vk_" + std::to_string(m_random() % 3);
                request.feature = "f" + std::to_string(m_random() % 4);
                request.session = "s" + std::to_string(m_random() % 64);
            }
        }
        request.floorOutput = 16;
        request.mayWait = 2000ms;
        const Money least = request.worst.at(request.floorOutput);
        m_ledger->reserve(std::move(request), [this, least](ReserveResult result) {
            const bool reached = !result && result.error().code == "ceiling_reached";
            const bool wrong = reached && isWrong(result.error(), least);
            finish([&] {
                m_totals.falseDenials += wrong;
                if (!result) {
                    ++(result.error().code == "ceiling_reached" ? m_totals.refused : m_totals.unavailable);
                    return Step {};
                }
                ++m_totals.granted;
                m_totals.clamped += result->clamped;
                return Step { *std::move(result) };
            });
        });
    }

    /// On the writer thread: what is published now includes all that this group granted, and nothing was freed since
    /// the refusal. The ceiling that it names had no room; and it was nearly all used.
    [[nodiscard]] bool isWrong(const Error& refusal, Money least)
    {
        if (m_kinds == Kinds::One) {
            const Money used = m_ledger->balance("global").used();
            m_leastUsed = std::min(m_leastUsed, used.nano() * 1000 / m_limit.nano());
            return used + least <= m_limit;
        }
        for (const Ledger::Standing& standing : m_ledger->standings()) {
            if (standing.ceiling.id != refusal.parameter("ceiling")
                || standing.balance.scope != refusal.parameter("scope"))
                continue;
            const std::int64_t used = standing.balance.used().nano();
            const std::int64_t limit = standing.ceiling.limit.nano();
            m_leastUsed = std::min(m_leastUsed, used * 1000 / limit);
            return used + least.nano() <= limit;
        }
        return true;
    }

    void end(const Reservation& reservation)
    {
        std::int64_t cost = 0;
        AttemptState state = AttemptState::Settled;
        {
            const std::lock_guard lock(m_mutex);
            cost = static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(reservation.held.nano() / 3 + 1));
            if (m_random() % 20 == 0) {
                state = AttemptState::Void;
                cost = 0;
            }
        }
        m_ledger->settle(reservation.sequence, ended(state, cost), [this, cost](bool accepted) {
            finish([&] {
                m_totals.settledTwice += !accepted;
                m_totals.booked += cost;
                return Step {};
            });
        });
    }

    template <class Next> void finish(Next next)
    {
        // Told under the lock: behind it the waiting threads may already be gone, and this object with them.
        const std::lock_guard lock(m_mutex);
        m_ready.push_back(next());
        --m_flying;
        m_changed.notify_all();
    }

    Running& m_ledger;
    Money m_limit;
    Kinds m_kinds;
    std::int64_t m_leastUsed = 1000; ///< writer thread: of a ceiling that refused, in thousandths
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Step> m_ready;
    int m_left;
    int m_flying = 0;
    std::int64_t m_number = 0;
    std::mt19937_64 m_random;
    Totals m_totals;
};

struct Load {
    int clients;
    int requests;
};

/// `./dev prove reservations` asks for a million.
int requestsOf(const Load& load)
{
    const char* asked = std::getenv("SIGNALBOX_RESERVATIONS");
    return asked != nullptr && load.clients > 1 ? std::atoi(asked) : load.requests;
}

/// What was measured, as one table at the end.
class Figures final : public testing::Environment {
public:
    struct Row {
        const char* scopes;
        int clients, requests;
        Totals totals;
        std::int64_t overshoot; ///< nano-dollars above a ceiling, at any time that was looked at
        std::int64_t leastUsed; ///< thousandths
        double settled;         ///< per cent of the ceiling at the end; < 0: it is not one ceiling
        std::int64_t phantom;   ///< held after the last client left
        std::chrono::duration<double> took;
    };
    static void add(Row row) { rows().push_back(std::move(row)); }
    void TearDown() override
    {
        if (rows().empty())
            return;
        std::printf("\n%-8s %7s %8s %8s %8s %7s %10s %13s %8s %7s %8s %8s %7s\n", "scopes", "clients", "requests",
            "granted", "refused", "unavail", "overshoot", "used(refusal)", "settled", "denials", "phantom", "doubles",
            "s");
        for (const Row& row : rows()) {
            std::printf("%-8s %7d %8d %8lld %8lld %7lld %8lld n$ %11.1f %% %8s %7lld %5lld n$ %8lld %7.1f\n",
                row.scopes, row.clients, row.requests, number(row.totals.granted), number(row.totals.refused),
                number(row.totals.unavailable), number(row.overshoot), static_cast<double>(row.leastUsed) / 10,
                percent(row.settled).c_str(), number(row.totals.falseDenials), number(row.phantom),
                number(row.totals.settledTwice), row.took.count());
        }
        std::printf("used(refusal): settled and held of the ceiling that refused, at the least; settled: of the only "
                    "ceiling, at the end; denials: refused though it fitted; phantom: held when all have left; "
                    "doubles: settled twice\n");
    }

private:
    static long long number(std::int64_t value) { return value; }
    static std::string percent(double value)
    {
        const std::string text = std::to_string(value);
        return value < 0 ? "-" : text.substr(0, text.find('.') + 2) + " %";
    }
    static std::vector<Row>& rows()
    {
        static std::vector<Row> all;
        return all;
    }
};
[[maybe_unused]] const testing::Environment* const kFigures = testing::AddGlobalTestEnvironment(new Figures);

class LedgerUnderLoad : public testing::TestWithParam<Load> { };

TEST_P(LedgerUnderLoad, never_overshoots_never_denies_what_fits_and_spends_the_ceiling)
{
    const int clients = GetParam().clients;
    const int requests = requestsOf(GetParam());
    const std::uint64_t seed = 20261122;
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    // A request costs about 270 on average: twice as many are sent as the ceiling can pay.
    const Money limit = nano(static_cast<std::int64_t>(requests) * 140);
    TempFolder folder(Medium::Disk);
    RunningClock clock;
    Totals totals;
    std::atomic<std::int64_t> over { 0 };
    std::int64_t leastUsed = 0;
    Balance end;
    const auto began = std::chrono::steady_clock::now();
    {
        Running ledger(folder.dir(), clock);
        ledger->setCeilings({ ceilingOf("global", limit.nano()) });
        std::atomic<bool> stop { false };
        std::thread observer([&] {
            while (!stop) {
                over = std::max(over.load(), (ledger->balance("global").used() - limit).nano());
                std::this_thread::sleep_for(1ms);
            }
        });
        Clients crowd(ledger, limit, clients, requests, seed);
        totals = crowd.run();
        leastUsed = crowd.leastUsedAtRefusal();
        stop = true;
        observer.join();
        end = ledger->balance("global");
        EXPECT_EQ(end.pending, nano(0)) << "no phantom holds";
        EXPECT_EQ(end.settled, nano(totals.booked));
        EXPECT_EQ(end.uncertain, nano(0));
    }
    const double share = 100.0 * static_cast<double>(totals.booked) / static_cast<double>(limit.nano());
    Figures::add({ "one", clients, requests, totals, over, leastUsed, share, end.pending.nano(),
        std::chrono::steady_clock::now() - began });
    EXPECT_EQ(over, 0);
    if (requests >= 10'000) {
        EXPECT_GE(leastUsed, 950);
    }
    EXPECT_EQ(totals.falseDenials, 0);
    EXPECT_EQ(totals.settledTwice, 0);
    EXPECT_EQ(totals.granted + totals.refused + totals.unavailable, requests);
    EXPECT_GE(totals.booked * 100, limit.nano() * (requests >= 10'000 ? 95 : 80));
    const auto check = Ledger::verify(folder.dir());
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->sound) << (check->problems.empty() ? "" : check->problems.front().text());
    // On a slow machine a reservation may become durable too late: the client was told so, and its row is void.
    EXPECT_GE(check->attempts, totals.granted);
    EXPECT_LE(check->attempts, totals.granted + totals.unavailable);
    EXPECT_EQ(check->settled, nano(totals.booked));
    EXPECT_EQ(check->excess, nano(0));
}

/// Twenty-three budgets at once; the tightest are those of tier, feature and session.
std::vector<Ceiling> fiveScopes(Money limit)
{
    struct Part {
        const char* scope;
        Window window;
        int percent;
    };
    std::vector<Ceiling> ceilings;
    for (const Part& part :
        { Part { "global", Window::Day, 100 }, { "tier:*", Window::Hour, 52 }, { "provider:cloud", Window::Week, 55 },
            { "key:*", Window::Month, 36 }, { "feature:*", Window::Day, 27 }, { "session:*", Window::Hour, 2 } }) {
        Ceiling& ceiling = ceilings.emplace_back(ceilingOf(part.scope, limit.nano() * part.percent / 100));
        ceiling.window = part.window;
    }
    return ceilings;
}

TEST_P(LedgerUnderLoad, holds_every_ceiling_of_five_scopes_at_once)
{
    const int clients = GetParam().clients;
    const int requests = requestsOf(GetParam());
    const Money limit = nano(static_cast<std::int64_t>(requests) * 140);
    TempFolder folder(Medium::Disk);
    RunningClock clock;
    Totals totals;
    std::int64_t leastUsed = 0;
    std::int64_t over = 0;
    Money phantom;
    const auto began = std::chrono::steady_clock::now();
    {
        Running ledger(folder.dir(), clock);
        ledger->setCeilings(fiveScopes(limit));
        Clients crowd(ledger, limit, clients, requests, 20261122, Clients::Kinds::Many);
        totals = crowd.run();
        leastUsed = crowd.leastUsedAtRefusal();
        const auto standings = ledger->standings();
        EXPECT_GT(standings.size(), 50U);
        for (const Ledger::Standing& standing : standings) {
            EXPECT_LE(standing.balance.used(), standing.ceiling.limit) << standing.balance.scope;
            EXPECT_EQ(standing.balance.pending, nano(0)) << standing.balance.scope;
            over = std::max(over, (standing.balance.used() - standing.ceiling.limit).nano());
            phantom += standing.balance.pending;
        }
    }
    Figures::add({ "five", clients, requests, totals, over, leastUsed, -1, phantom.nano(),
        std::chrono::steady_clock::now() - began });
    EXPECT_EQ(totals.falseDenials, 0);
    EXPECT_EQ(totals.settledTwice, 0);
    const auto check = Ledger::verify(folder.dir()); // judges every reservation again, under every ceiling
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->sound) << (check->problems.empty() ? "" : check->problems.front().text());
    EXPECT_EQ(check->excess, nano(0));
    if (requests >= 10'000) {
        EXPECT_GE(leastUsed, 950);
    }
}

INSTANTIATE_TEST_SUITE_P(Clients, LedgerUnderLoad,
    testing::Values(Load { 1, 500 }, Load { 16, 10'000 }, Load { 256, 20'000 }, Load { 1000, 20'000 }),
    [](const auto& given) { return std::to_string(given.param.clients); });

TEST(LedgerThreads, sixty_four_threads_that_wait_for_their_answers_end_exactly_once)
{
    constexpr int kThreads = 64;
    constexpr int kEach = 40;
    TempFolder folder(Medium::Disk);
    RunningClock clock;
    std::atomic<int> accepted { 0 };
    std::atomic<int> refusedSecond { 0 };
    {
        Running ledger(folder.dir(), clock);
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i) {
                    std::promise<ReserveResult> reserved;
                    ledger->reserve(wish(std::to_string(t) + "." + std::to_string(i), 100),
                        [&](ReserveResult result) { reserved.set_value(std::move(result)); });
                    const ReserveResult result = reserved.get_future().get();
                    if (!result)
                        continue;
                    // A race of two ends: the answer that came, and the client that left.
                    std::promise<bool> first;
                    std::promise<bool> second;
                    ledger->settle(
                        result->sequence, ended(AttemptState::Settled, 60), [&](bool yes) { first.set_value(yes); });
                    ledger->settle(
                        result->sequence, ended(AttemptState::Void), [&](bool yes) { second.set_value(yes); });
                    accepted += first.get_future().get();
                    refusedSecond += !second.get_future().get();
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        EXPECT_EQ(ledger->balance("global").settled, nano(accepted * 60));
        EXPECT_EQ(ledger->balance("global").pending, nano(0));
    }
    EXPECT_EQ(accepted, refusedSecond);
    EXPECT_GT(accepted, kThreads * kEach / 2);
    EXPECT_TRUE(Ledger::verify(folder.dir())->sound);
}

TEST(LedgerThreads, midnight_under_load_moves_nothing_between_days)
{
    TempFolder folder(Medium::Disk);
    RunningClock clock;
    std::map<std::string, std::int64_t> booked;
    {
        Running ledger(folder.dir(), clock);
        ledger->setCeilings({ ceilingOf("global", 400'000) });
        std::mutex mutex;
        std::vector<std::thread> threads;
        for (int t = 0; t < 32; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 30; ++i) {
                    std::promise<ReserveResult> reserved;
                    ReserveRequest request = wish(std::to_string(t) + "." + std::to_string(i), 1'000);
                    request.mayWait = 500ms;
                    ledger->reserve(std::move(request), [&](ReserveResult r) { reserved.set_value(std::move(r)); });
                    const ReserveResult result = reserved.get_future().get();
                    if (t == 0 && i == 10)
                        clock.shiftWall(12 * kHour);
                    if (!result)
                        continue;
                    std::promise<bool> settled;
                    ledger->settle(result->sequence, ended(AttemptState::Settled, 500 + t),
                        [&](bool yes) { settled.set_value(yes); });
                    if (settled.get_future().get()) {
                        const std::lock_guard lock(mutex);
                        booked[result->day] += 500 + t;
                    }
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    }
    EXPECT_EQ(booked.size(), 2U);
    std::map<std::string, std::int64_t> stored;
    EXPECT_TRUE(Ledger::show(folder.dir(), [&](const LedgerRow& row) {
        stored[row.day] += row.amount.nano();
        return true;
    }));
    EXPECT_EQ(stored, booked);
    for (const auto& [day, sum] : booked)
        EXPECT_LE(sum, 400'000) << day;
    EXPECT_TRUE(Ledger::verify(folder.dir())->sound);
}

} // namespace
} // namespace signalbox::test
