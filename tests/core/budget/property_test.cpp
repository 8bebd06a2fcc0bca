// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/tier.h"
#include "tests/core/budget/ledger_fixture.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

// The properties P1 to P13 of the ledger, as far as it alone answers for them; those that need a socket stand in
// tests/e2e/properties.py. `ctest -R ^property_P` runs them all; docs/testing.md says where each is.
namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

/// A ledger under random wishes and ends, with one ceiling over all and one for each key.
class Traffic {
public:
    explicit Traffic(std::uint64_t seed, std::int64_t limit = 20'000)
        : m_random(seed)
        , m_limit(limit)
    {
        applyCeilings();
    }
    void applyCeilings() { desk.limit({ ceilingOf("global", m_limit), ceilingOf("key:*", m_limit / 2) }); }

    std::int64_t dice(std::int64_t most)
    {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(most));
    }

    void step()
    {
        if (dice(3) > 0 || m_open.empty()) {
            ReserveRequest request = wish("a." + std::to_string(++m_number), dice(400), dice(20), dice(80));
            request.keyId = "vk_" + std::to_string(dice(3));
            if (const auto held = desk.reserve(request)) {
                m_open.push_back(*held);
                m_known.push_back(held->sequence);
            }
            return;
        }
        const auto at = static_cast<std::size_t>(dice(static_cast<std::int64_t>(m_open.size())));
        const Reservation held = m_open[at];
        m_open.erase(m_open.begin() + static_cast<std::ptrdiff_t>(at));
        const AttemptState states[] = { AttemptState::Settled, AttemptState::SettledEstimate, AttemptState::Void,
            AttemptState::Uncertain };
        EXPECT_TRUE(desk.settle(held.sequence, ended(states[dice(4)], dice(held.held.nano() + 1))));
    }

    /// Sums of the rows, by scope, as the file has them.
    std::map<std::string, Balance> sumsOfRows() const
    {
        std::map<std::string, Balance> sums;
        for (const LedgerRow& row : desk.rows()) {
            for (const std::string& scope : { std::string("global"), "key:" + row.keyId }) {
                Balance& sum = sums[scope];
                if (row.state == AttemptState::Pending)
                    sum.pending += row.reserved;
                else if (row.state == AttemptState::Uncertain)
                    sum.uncertain += row.reserved;
                else
                    sum.settled += row.amount;
            }
        }
        return sums;
    }

    HandDriven desk;
    std::vector<Reservation> m_open;
    std::vector<std::int64_t> m_known; ///< sequences of all reservations

private:
    std::mt19937_64 m_random;
    std::int64_t m_limit;
    std::int64_t m_number = 0;
};

constexpr std::uint64_t kSeeds = 6;

TEST(property_P01, settled_held_and_uncertain_never_pass_a_ceiling)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Traffic traffic(seed);
        for (int i = 0; i < 300; ++i) {
            traffic.step();
            EXPECT_LE(traffic.desk.ledger->balance("global").used(), nano(20'000)) << "seed " << seed;
            for (const char* key : { "key:vk_0", "key:vk_1", "key:vk_2" })
                EXPECT_LE(traffic.desk.ledger->balance(key).used(), nano(10'000)) << "seed " << seed << " " << key;
        }
        EXPECT_FALSE(traffic.desk.reserve(wish("too much", 20'001)));
    }
}

TEST(property_P02, an_attempt_ends_exactly_once_whatever_is_tried_after)
{
    Traffic traffic(2);
    for (int i = 0; i < 200; ++i)
        traffic.step();
    const auto before = traffic.desk.ledger->balance("global");
    std::set<std::int64_t> open;
    for (const Reservation& each : traffic.m_open)
        open.insert(each.sequence);
    int refused = 0;
    for (const std::int64_t sequence : traffic.m_known) {
        if (open.contains(sequence))
            continue;
        for (const AttemptState state : { AttemptState::Settled, AttemptState::Void, AttemptState::Uncertain })
            refused += !traffic.desk.settle(sequence, ended(state, 1));
        ++refused;
    }
    EXPECT_GT(refused, 100);
    EXPECT_EQ(refused % 4, 0);
    const auto after = traffic.desk.ledger->balance("global");
    EXPECT_EQ(after.settled, before.settled);
    EXPECT_EQ(after.used(), before.used());
    EXPECT_FALSE(traffic.desk.settle(1'000'000, ended(AttemptState::Settled, 1)));
    traffic.desk.expectSound();
}

TEST(property_P03, every_attempt_has_one_row_and_every_row_one_attempt)
{
    Traffic traffic(3);
    for (int i = 0; i < 250; ++i)
        traffic.step();
    std::set<std::string> ids;
    std::set<std::int64_t> sequences;
    for (const LedgerRow& row : traffic.desk.rows()) {
        EXPECT_TRUE(ids.insert(row.attemptId).second) << row.attemptId;
        sequences.insert(row.sequence);
    }
    EXPECT_EQ(sequences, std::set<std::int64_t>(traffic.m_known.begin(), traffic.m_known.end()));
}

TEST(property_P04, counters_are_the_sums_of_rows_while_it_runs_and_after_every_start)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Traffic traffic(seed);
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 100; ++i)
                traffic.step();
            for (const auto& [scope, sum] : traffic.sumsOfRows()) {
                const Balance counted = traffic.desk.ledger->balance(scope);
                EXPECT_EQ(counted.settled, sum.settled) << seed << " " << scope;
                EXPECT_EQ(counted.pending, sum.pending) << seed << " " << scope;
                EXPECT_EQ(counted.uncertain, sum.uncertain) << seed << " " << scope;
            }
            traffic.desk.reopen();
            traffic.m_open.clear(); // uncertain now
            traffic.applyCeilings();
        }
        traffic.desk.expectSound();
    }
}

TEST(property_P05, amounts_are_exact_round_up_by_less_than_a_nano_dollar_and_never_overflow)
{
    std::mt19937_64 random(5);
    const auto dice = [&random](std::uint64_t most) { return static_cast<std::int64_t>(random() % most); };
    for (int i = 0; i < 20'000; ++i) {
        Price price;
        // Up to 1,000 dollars per million tokens, in pico-dollars per token.
        price.input = UnitPrice::fromPico(dice(1'000'000'001));
        price.output = UnitPrice::fromPico(dice(1'000'000'001));
        Usage usage;
        usage.present = true;
        usage.uncachedIn = dice((1ULL << 31) + 1);
        usage.out = dice((1ULL << 31) + 1);
        const __int128 exact = static_cast<__int128>(usage.uncachedIn) * price.input.pico()
            + static_cast<__int128>(usage.out) * price.output.pico();
        const __int128 booked = static_cast<__int128>(price.cost(usage, 1'000'000).nano()) * 1000;
        ASSERT_GE(booked, exact);
        ASSERT_LT(booked - exact, 1000);
        const WorstCase worst = worstCase(price, 1'000'000, usage.uncachedIn, 1);
        ASSERT_GE(worst.at(usage.out).nano(), price.cost(usage, 1'000'000).nano());
    }
}

TEST(property_P06, after_quiet_nothing_is_held_and_what_fits_is_never_denied)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Traffic traffic(seed);
        for (int i = 0; i < 300; ++i)
            traffic.step();
        for (const Reservation& held : std::exchange(traffic.m_open, {}))
            EXPECT_TRUE(traffic.desk.settle(held.sequence, ended(AttemptState::Void)));
        const Balance quiet = traffic.desk.ledger->balance("global");
        EXPECT_TRUE(quiet.pending.isZero()) << "seed " << seed;
        const std::int64_t room = std::min((nano(20'000) - quiet.used()).nano(),
            (nano(10'000) - traffic.desk.ledger->balance("key:vk_0").used()).nano());
        ReserveRequest last = wish("last", room);
        last.keyId = "vk_0";
        EXPECT_TRUE(traffic.desk.reserve(last)) << "seed " << seed << ": to the last nano-dollar";
        ReserveRequest more = wish("more", 1);
        more.keyId = "vk_0";
        EXPECT_FALSE(traffic.desk.reserve(more)) << "seed " << seed;
    }
}

TEST(property_P07, what_is_settled_of_a_day_never_falls)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Traffic traffic(seed);
        Money settled;
        for (int i = 0; i < 300; ++i) {
            traffic.step();
            if (i % 60 == 59) {
                traffic.desk.reopen();
                traffic.m_open.clear();
                traffic.applyCeilings();
            }
            const Money now = traffic.desk.ledger->balance("global").settled;
            EXPECT_GE(now, settled) << "seed " << seed << " step " << i;
            settled = now;
        }
    }
}

TEST(property_P08, recovering_twice_is_recovering_once_and_never_beside_traffic)
{
    Traffic traffic(8);
    for (int i = 0; i < 200; ++i)
        traffic.step();
    EXPECT_FALSE(Ledger::open({ traffic.desk.folder.dir() }, traffic.desk.clock, utcDays())) << "the lock is held";
    traffic.desk.reopen();
    const auto once = traffic.sumsOfRows();
    const std::size_t rows = traffic.desk.rows().size();
    traffic.desk.reopen();
    const auto twice = traffic.sumsOfRows();
    EXPECT_EQ(traffic.desk.rows().size(), rows);
    ASSERT_EQ(once.size(), twice.size());
    for (const auto& [scope, sum] : once) {
        EXPECT_EQ(twice.at(scope).settled, sum.settled) << scope;
        EXPECT_EQ(twice.at(scope).uncertain, sum.uncertain) << scope;
        EXPECT_TRUE(sum.pending.isZero()) << scope;
    }
    traffic.desk.expectSound();
}

TEST(property_P09, an_attempt_stays_on_its_day_and_a_clock_that_goes_back_gives_no_fresh_budget)
{
    Traffic traffic(9, 4'000);
    std::mt19937_64 random(9);
    std::map<std::string, Money> used;
    for (int i = 0; i < 400; ++i) {
        traffic.step();
        if (i % 20 == 19)
            traffic.desk.clock.setWall(kNoon + static_cast<WallUs>(random() % 3) * 24 * kHour);
    }
    for (const LedgerRow& row : traffic.desk.rows()) {
        const bool open = row.state == AttemptState::Pending || row.state == AttemptState::Uncertain;
        used[row.day] += open ? row.reserved : row.amount;
        EXPECT_EQ(row.day, utcDays().dayOf(row.createdAt));
    }
    EXPECT_GE(used.size(), 2U);
    for (const auto& [day, sum] : used)
        EXPECT_LE(sum, nano(4'000)) << day;
}

TEST(property_P11,
    a_threshold_is_told_once_a_day_also_across_restarts_and_the_limit_acts_on_the_request_that_does_not_fit)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Traffic traffic(seed);
        std::map<std::string, int> told;
        const auto listen = [&] {
            traffic.desk.ledger->onAlert([&](const Ledger::Alert& alert) {
                ++told[alert.balance.scope + alert.balance.day + std::to_string(alert.share)];
            });
        };
        listen();
        for (int i = 0; i < 300; ++i) {
            if (i % 50 == 49) {
                traffic.desk.reopen();
                traffic.m_open.clear();
                listen();
                traffic.applyCeilings();
            }
            traffic.step();
            const std::int64_t room = (nano(20'000) - traffic.desk.ledger->balance("global").used()).nano();
            ReserveRequest over = wish("over." + std::to_string(i), room + 1);
            over.keyId = "";
            const auto answer = traffic.desk.reserve(over);
            ASSERT_FALSE(answer);
            EXPECT_EQ(answer.error().code, "ceiling_reached");
        }
        EXPECT_FALSE(told.empty());
        for (const auto& [what, times] : told)
            EXPECT_EQ(times, 1) << "seed " << seed << " " << what;
    }
}

} // namespace
} // namespace signalbox::test
