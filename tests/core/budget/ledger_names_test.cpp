// SPDX-License-Identifier: GPL-3.0-or-later
// Names that clients invent: features and sessions without end.
#include "core/budget/invented_names.h"
#include "tests/core/budget/ledger_fixture.h"

#include <sqlite3.h>

#include <algorithm>

namespace signalbox::test {
namespace {

constexpr int kInvented = 100'000;
constexpr auto kFeatures = static_cast<std::int64_t>(mostNames(ScopeKind::Feature));
constexpr auto kSessions = static_cast<std::int64_t>(mostNames(ScopeKind::Session));

Ceiling ceiling(std::string scope, Window window, std::int64_t limitNano)
{
    Ceiling made = ceilingOf(std::move(scope), limitNano);
    made.window = window;
    return made;
}

class InventedNames : public testing::Test {
protected:
    HandDriven desk;
    int m_number = 0;

    static ReserveRequest wishOf(int number, std::int64_t amount, std::string feature, std::string session)
    {
        ReserveRequest request = wish("n" + std::to_string(number), amount);
        request.feature = std::move(feature);
        request.session = std::move(session);
        return request;
    }

    /// Reserved and settled; "" or the scope that refused.
    std::string spend(std::int64_t amount, std::string feature, std::string session = "")
    {
        const ReserveResult result = desk.reserve(wishOf(++m_number, amount, std::move(feature), std::move(session)));
        if (!result)
            return std::string(result.error().parameter("scope"));
        EXPECT_TRUE(desk.settle(result->sequence, ended(AttemptState::Settled, amount)));
        return "";
    }

    /// As many requests, each with a feature and a session of its own, in groups as a busy proxy makes them; how many
    /// were granted.
    std::int64_t invent(int count, std::int64_t amount)
    {
        constexpr int kGroup = 400;
        std::int64_t granted = 0;
        for (int begun = 0; begun < count; begun += kGroup) {
            std::vector<std::int64_t> open;
            for (int i = begun; i < std::min(begun + kGroup, count); ++i) {
                const std::string name = std::to_string(++m_number);
                desk.ledger->reserve(
                    wishOf(m_number, amount, "f" + name, "s" + name), [&](const ReserveResult& result) {
                        if (result)
                            open.push_back(result->sequence);
                    });
            }
            desk.drain();
            for (const std::int64_t sequence : open)
                desk.ledger->settle(sequence, ended(AttemptState::Settled, amount));
            desk.drain();
            granted += static_cast<std::int64_t>(open.size());
        }
        return granted;
    }

    struct Standings {
        std::int64_t scopes = 0;
        Money used;
    };
    [[nodiscard]] Standings standingsOf(const std::string& ceilingId) const
    {
        Standings found;
        for (const Ledger::Standing& standing : desk.ledger->standings()) {
            if (standing.ceiling.id != ceilingId)
                continue;
            EXPECT_LE(standing.balance.used(), standing.ceiling.limit) << standing.balance.scope;
            ++found.scopes;
            found.used += standing.balance.used();
        }
        return found;
    }

    [[nodiscard]] std::int64_t storedSums() const
    {
        sqlite3* handle = nullptr;
        sqlite3_stmt* rows = nullptr;
        std::int64_t count = -1;
        if (sqlite3_open((desk.folder.dir() + "/ledger.db").c_str(), &handle) == SQLITE_OK
            && sqlite3_prepare_v2(handle, "SELECT count(*) FROM balance", -1, &rows, nullptr) == SQLITE_OK
            && sqlite3_step(rows) == SQLITE_ROW)
            count = sqlite3_column_int64(rows, 0);
        sqlite3_finalize(rows);
        sqlite3_close(handle);
        return count;
    }
};

TEST_F(InventedNames, a_hundred_thousand_names_keep_a_bounded_number_of_sums_and_nothing_escapes_them)
{
    const std::vector<Ceiling> ceilings { ceiling("feature:*", Window::Day, 10'000'000),
        ceiling("session:*", Window::Day, 10'000'000) };
    desk.limit(ceilings);
    EXPECT_EQ(invent(kInvented, 10), kInvented);
    for (const int again : { 0, 2'000 }) {
        EXPECT_EQ(invent(again, 10), again);
        const Money all = nano(10LL * (kInvented + again));
        const Standings features = standingsOf("c-feature:*");
        const Standings sessions = standingsOf("c-session:*");
        EXPECT_EQ(features.scopes, kFeatures + 1);
        EXPECT_EQ(sessions.scopes, kSessions + 1);
        EXPECT_EQ(features.used, all);
        EXPECT_EQ(sessions.used, all);
        EXPECT_LE(desk.ledger->balances().size(), static_cast<std::size_t>(kFeatures + kSessions + 10));
        EXPECT_LE(storedSums(), kFeatures + kSessions + 10);
        desk.reopen(); // nor does a restart make room for more
        desk.limit(ceilings);
    }
    desk.expectSound();
}

TEST_F(InventedNames, who_invents_names_without_end_gets_the_room_of_one_more_name)
{
    desk.limit({ ceiling("feature:*", Window::Day, 1'000) });
    EXPECT_EQ(invent(kInvented, 100), kFeatures + 10);
    EXPECT_EQ(standingsOf("c-feature:*").used, nano(100 * (kFeatures + 10)));
    EXPECT_EQ(spend(100, "late"), "feature:(others)");
    EXPECT_EQ(spend(900, "f1"), "") << "a name from before keeps its own room";
    EXPECT_EQ(spend(1, "f1"), "feature:f1");
    EXPECT_EQ(spend(100, ""), "") << "no feature, no ceiling for features";
    EXPECT_EQ(desk.ledger->percentLeft("feature:never-seen"), 0);
    EXPECT_EQ(desk.ledger->percentLeft("feature:f2"), 90);
    const std::vector<LedgerRow> rows = desk.rows();
    EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const LedgerRow& row) { return row.feature == kOthers; }), 10);
    desk.expectSound();
}

TEST_F(InventedNames, a_name_never_has_room_in_its_own_sum_and_in_the_shared_one)
{
    const std::vector<Ceiling> ceilings { ceiling("feature:*", Window::Hour, 1'000),
        ceiling("feature:*", Window::Day, 1'500) };
    desk.limit(ceilings);
    invent(static_cast<int>(kFeatures), 1);
    EXPECT_EQ(spend(1'000, "late"), "");
    EXPECT_EQ(spend(1, "late"), "feature:(others)");
    desk.clock.pass(std::chrono::hours(1));
    // The hour's names are few again; those of the day are not.
    EXPECT_EQ(spend(501, "late"), "feature:(others)");
    EXPECT_EQ(spend(500, "later"), "");
    EXPECT_EQ(spend(1, "late"), "feature:(others)");
    EXPECT_EQ(spend(999, "f1"), "");
    desk.clock.pass(std::chrono::hours(24));
    EXPECT_EQ(spend(1'000, "late"), "") << "a new day, a sum of its own";
    EXPECT_EQ(spend(1, "late"), "feature:late");
    desk.expectSound();
}

TEST_F(InventedNames, a_ceiling_for_one_name_counts_it_however_many_came_before)
{
    desk.limit({ ceiling("feature:*", Window::Day, 1'000) });
    invent(static_cast<int>(kFeatures) + 5, 1);
    desk.limit({ ceiling("feature:*", Window::Day, 1'000), ceiling("feature:billing", Window::Day, 50) });
    EXPECT_EQ(spend(50, "billing"), "");
    EXPECT_EQ(spend(1, "billing"), "feature:billing");
    EXPECT_EQ(standingsOf("c-feature:billing").used, nano(50));
}

TEST_F(InventedNames, a_client_that_says_the_shared_name_itself_does_not_close_the_door_to_others)
{
    desk.limit({ ceiling("feature:*", Window::Day, 1'000) });
    EXPECT_EQ(spend(1'000, std::string(kOthers)), "");
    EXPECT_EQ(spend(1, std::string(kOthers)), "feature:others");
    EXPECT_EQ(spend(1'000, "new"), "");
    EXPECT_EQ(spend(1, "new"), "feature:new");
    desk.expectSound();
}

TEST_F(InventedNames, without_a_ceiling_for_it_a_name_is_written_as_it_was_said)
{
    desk.limit({ ceiling("session:*", Window::Day, 1'000'000) });
    invent(static_cast<int>(kFeatures) + 50, 1);
    EXPECT_EQ(desk.rows().back().feature, "f" + std::to_string(m_number));
    EXPECT_EQ(spend(1, "f", std::string(200, 's')), "");
}

} // namespace
} // namespace signalbox::test
