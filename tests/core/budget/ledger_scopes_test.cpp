// SPDX-License-Identifier: GPL-3.0-or-later
// Ceilings with scopes and windows, several at once.
#include "tests/core/budget/ledger_fixture.h"

#include <cmath>
#include <map>

namespace signalbox::test {
namespace {

Ceiling ceiling(std::string id, std::string scope, Window window, std::int64_t limitNano)
{
    Ceiling made = ceilingOf(std::move(scope), limitNano);
    made.id = std::move(id);
    made.window = window;
    return made;
}

ReserveRequest wishOf(
    const std::string& id, std::int64_t amount, const std::string& feature = "", const std::string& session = "")
{
    ReserveRequest request = wish(id, amount);
    request.feature = feature;
    request.session = session;
    return request;
}

Balance balanceOf(const Ledger& ledger, const std::string& id)
{
    for (const Ledger::Standing& standing : ledger.standings()) {
        if (standing.ceiling.id == id)
            return standing.balance;
    }
    return {};
}

class Scopes : public testing::Test {
protected:
    HandDriven desk;
    int m_number = 0;

    /// "" where it was granted and settled, else the id of the ceiling that refused.
    std::string spend(std::int64_t amount, const std::string& feature = "", const std::string& session = "")
    {
        const ReserveResult result = desk.reserve(wishOf("s." + std::to_string(++m_number), amount, feature, session));
        if (!result)
            return std::string(result.error().parameter("ceiling"));
        EXPECT_TRUE(desk.settle(result->sequence, ended(AttemptState::Settled, amount)));
        return "";
    }
};

TEST_F(Scopes, each_scope_refuses_by_itself_and_the_answer_names_the_ceiling)
{
    const std::pair<const char*, const char*> scopes[] { { "g", "global" }, { "t", "tier:small" },
        { "p", "provider:box" }, { "k", "key:vk_1" }, { "f", "feature:chat" }, { "s", "session:s1" } };
    for (const auto& [id, scope] : scopes) {
        for (const Window window : kAllWindows) {
            desk.limit({ ceiling(id, scope, window, 100'000 + m_number * 1000),
                ceiling("day", "global", Window::Day, 1'000'000'000) });
            const std::int64_t used = balanceOf(*desk.ledger, id).used().nano();
            const std::int64_t left = 100'000 + m_number * 1000 - used;
            ASSERT_GE(left, 0) << scope;
            EXPECT_EQ(spend(left + 1, "chat", "s1"), id) << scope << " " << windowName(window);
            const ReserveResult again = desk.reserve(wishOf("x" + std::to_string(++m_number), left + 1, "chat", "s1"));
            ASSERT_FALSE(again);
            EXPECT_EQ(again.error().parameter("scope"), scope);
            EXPECT_EQ(again.error().parameter("window"), windowName(window));
            EXPECT_EQ(spend(1, "chat", "s1"), "") << scope << " " << windowName(window);
        }
    }
    desk.expectSound();
}

TEST_F(Scopes, a_reservation_takes_from_all_or_from_none)
{
    const std::vector<Ceiling> five { ceiling("g", "global", Window::Day, 1'000),
        ceiling("t", "tier:small", Window::Month, 900), ceiling("k", "key:vk_1", Window::Week, 800),
        ceiling("f", "feature:chat", Window::Hour, 700), ceiling("s", "session:*", Window::Hour, 600) };
    desk.limit(five);
    EXPECT_EQ(spend(600, "chat", "a"), "");
    EXPECT_EQ(spend(1, "chat", "a"), "s");
    EXPECT_EQ(spend(100, "chat", "b"), "");
    EXPECT_EQ(spend(1, "chat", "b"), "f");
    EXPECT_EQ(spend(100, "other", "b"), "");
    EXPECT_EQ(spend(1, "other", "c"), "k");
    for (const Ledger::Standing& standing : desk.ledger->standings()) {
        EXPECT_LE(standing.balance.used(), standing.ceiling.limit);
        EXPECT_EQ(standing.balance.pending, nano(0));
    }
    EXPECT_EQ(balanceOf(*desk.ledger, "g").used(), nano(800));
    EXPECT_EQ(balanceOf(*desk.ledger, "f").used(), nano(700));
    desk.expectSound();
}

TEST_F(Scopes, a_ceiling_for_each_counts_each_for_itself)
{
    desk.limit({ ceiling("each", "feature:*", Window::Day, 100) });
    EXPECT_EQ(spend(100, "a"), "");
    EXPECT_EQ(spend(1, "a"), "each");
    EXPECT_EQ(spend(100, "b"), "");
    EXPECT_EQ(spend(100), ""); // a request without a feature is under no ceiling for features
    EXPECT_EQ(spend(1, "b"), "each");
    EXPECT_EQ(desk.ledger->standings().size(), 2U);
    EXPECT_EQ(desk.ledger->percentLeft("feature:b"), 0);
    EXPECT_EQ(desk.ledger->percentLeft("feature:c"), 100);
}

TEST_F(Scopes, a_new_ceiling_counts_what_was_spent_before_it)
{
    desk.limit({});
    EXPECT_EQ(spend(70, "chat", "s1"), "");
    const ReserveResult held = desk.reserve(wishOf("in-flight", 20, "chat", "s1"));
    ASSERT_TRUE(held);
    for (const Window window : kAllWindows) {
        for (const char* scope : { "global", "tier:small", "provider:box", "key:vk_1", "feature:chat", "session:s1" }) {
            desk.limit({ ceiling("new", scope, window, 100) });
            const Balance balance = balanceOf(*desk.ledger, "new");
            EXPECT_EQ(balance.settled, nano(70)) << scope << " " << windowName(window);
            EXPECT_EQ(balance.pending, nano(20)) << scope << " " << windowName(window);
            EXPECT_EQ(spend(11, "chat", "s1"), "new") << scope << " " << windowName(window);
        }
    }
    // And the one in flight ends in the sums that came while it flew.
    desk.limit({ ceiling("new", "session:*", Window::Week, 100) });
    EXPECT_TRUE(desk.settle(held->sequence, ended(AttemptState::Settled, 5)));
    EXPECT_EQ(balanceOf(*desk.ledger, "new").used(), nano(75));
    EXPECT_EQ(spend(25, "chat", "s1"), "");
    EXPECT_EQ(spend(1, "chat", "s1"), "new");
    desk.expectSound();
}

TEST_F(Scopes, sums_survive_a_crash_and_a_ceiling_that_goes_and_comes_back)
{
    const std::vector<Ceiling> ceilings { ceiling("f", "feature:*", Window::Hour, 100),
        ceiling("m", "global", Window::Month, 500) };
    desk.limit(ceilings);
    EXPECT_EQ(spend(60, "chat"), "");
    ASSERT_TRUE(desk.reserve(wishOf("lost", 30, "chat")));
    desk.reopen(); // found pending: uncertain at the full hold, in every sum
    desk.limit(ceilings);
    EXPECT_EQ(balanceOf(*desk.ledger, "f").uncertain, nano(30));
    EXPECT_EQ(balanceOf(*desk.ledger, "m").used(), nano(90));
    EXPECT_EQ(spend(11, "chat"), "f");
    desk.limit({ ceilings[1] });
    EXPECT_EQ(spend(50, "chat"), "");
    desk.limit(ceilings);
    EXPECT_EQ(balanceOf(*desk.ledger, "f").used(), nano(140)); // over: nothing more of it this hour
    EXPECT_EQ(spend(1, "chat"), "f");
    EXPECT_TRUE(desk.resolve("lost", ended(AttemptState::Void)));
    EXPECT_EQ(balanceOf(*desk.ledger, "f").used(), nano(110));
    desk.expectSound();
}

TEST_F(Scopes, every_window_begins_anew_with_its_own_period)
{
    desk.limit({ ceiling("h", "global", Window::Hour, 100), ceiling("d", "global", Window::Day, 250),
        ceiling("w", "global", Window::Week, 600), ceiling("m", "global", Window::Month, 900) });
    // 2026-11-18 is a Wednesday.
    EXPECT_EQ(spend(100), "");
    EXPECT_EQ(spend(1), "h");
    desk.clock.setWall(kNoon + kHour);
    EXPECT_EQ(spend(100), "");
    desk.clock.setWall(kNoon + 2 * kHour);
    EXPECT_EQ(spend(51), "d");
    EXPECT_EQ(spend(50), "");
    for (int day = 1; day <= 2; ++day) {
        for (int hour = 0; hour < 3; ++hour) {
            desk.clock.setWall(kNoon + day * 24 * kHour + hour * kHour);
            EXPECT_EQ(spend(hour < 2 ? 100 : 50), day == 2 && hour >= 1 ? "w" : "");
        }
    }
    desk.clock.setWall(kNoon + 6 * 24 * kHour); // Tuesday of the next week
    EXPECT_EQ(spend(100), "");
    desk.clock.setWall(kNoon + 6 * 24 * kHour + kHour);
    EXPECT_EQ(spend(100), "");
    desk.clock.setWall(kNoon + 7 * 24 * kHour);
    EXPECT_EQ(spend(100), "");
    desk.clock.setWall(kNoon + 7 * 24 * kHour + kHour);
    EXPECT_EQ(spend(1), "m");
    desk.clock.setWall(kNoon + 13 * 24 * kHour); // December
    EXPECT_EQ(spend(100), "");
    desk.expectSound();
}

TEST_F(Scopes, going_back_in_time_gives_no_fresh_budget)
{
    desk.limit({ ceiling("h", "global", Window::Hour, 100), ceiling("s", "session:*", Window::Day, 150) });
    EXPECT_EQ(spend(100, "", "x"), "");
    desk.clock.setWall(kNoon + 26 * kHour);
    EXPECT_EQ(spend(100, "", "x"), "");
    desk.clock.setWall(kNoon);
    EXPECT_EQ(spend(1, "", "x"), "h");
    EXPECT_EQ(balanceOf(*desk.ledger, "h").used(), nano(100));
    desk.clock.setWall(kNoon + kHour);
    EXPECT_EQ(spend(51, "", "x"), "s");
    desk.expectSound();
}

TEST_F(Scopes, a_clock_that_jumps_while_much_is_held_gives_the_money_of_no_period_twice)
{
    std::vector<Ceiling> ceilings;
    for (const Window window : kAllWindows)
        ceilings.push_back(ceiling(std::string(windowName(window)), "global", window, 1'000));
    ceilings.push_back(ceiling("s", "session:*", Window::Day, 600));
    desk.limit(ceilings);
    constexpr WallUs kDay = 24 * kHour;
    // Over the end of an hour, a day, a week and a month, back and forth, years away, and to the second before
    // midnight.
    const WallUs jumps[] { kNoon, kNoon + 12 * kHour - 1, kNoon + 12 * kHour, kNoon - kDay, kNoon + kDay, kNoon,
        kNoon + kHour, kNoon - 3'650 * kDay, kNoon + 3'650 * kDay, kNoon + 12 * kHour - 1, kNoon };
    std::vector<std::int64_t> flying;
    for (int round = 0; round < 3; ++round) {
        for (const WallUs at : jumps) {
            desk.clock.setWall(at);
            desk.drain();
            for (int i = 0; i < 4; ++i) {
                const std::string id = "j" + std::to_string(++m_number);
                if (const auto got = desk.reserve(wishOf(id, 150, "", i % 2 == 0 ? "x" : "y")))
                    flying.push_back(got->sequence);
            }
            // Every third one ends, some of them in another period than the one they began in.
            if (flying.size() >= 3) {
                EXPECT_TRUE(desk.settle(flying.front(), ended(AttemptState::Settled, 140)));
                flying.erase(flying.begin());
            }
            if (at == kNoon + kHour) {
                desk.reopen(); // what flew is uncertain then
                desk.limit(ceilings);
                flying.clear();
            }
        }
    }
    std::map<std::string, std::int64_t> used;
    for (const LedgerRow& row : desk.rows()) {
        const bool open = row.state == AttemptState::Pending || row.state == AttemptState::Uncertain;
        const std::int64_t amount = open ? row.reserved.nano() : row.amount.nano();
        for (const Window window : kAllWindows)
            used[periodOf(utcDays(), window, row.createdAt)] += amount;
        EXPECT_EQ(row.day, utcDays().dayOf(row.createdAt));
    }
    EXPECT_GE(used.size(), 12U);
    for (const auto& [period, amount] : used)
        EXPECT_LE(amount, 1'000) << period;
    EXPECT_GT(used["2026-11-18"], 800) << "and what is left is not withheld";
    desk.expectSound();
}

TEST_F(Scopes, who_waits_for_a_hold_is_answered_in_time_whatever_the_clock_does)
{
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    const ReserveResult first = desk.reserve(wish("first", 90));
    ASSERT_TRUE(first);
    for (const WallUs jump : { -365 * 24 * kHour, 24 * kHour, 365 * 24 * kHour }) {
        desk.clock.setWall(kNoon);
        ReserveRequest patient = wish("w" + std::to_string(++m_number), 50);
        patient.mayWait = std::chrono::milliseconds(2000);
        std::optional<ReserveResult> answer;
        desk.ledger->reserve(patient, [&](ReserveResult result) { answer = std::move(result); });
        desk.drain();
        EXPECT_FALSE(answer) << "it waits";
        desk.clock.setWall(kNoon + jump);
        desk.clock.pass(std::chrono::milliseconds(2001));
        desk.drain();
        ASSERT_TRUE(answer) << "the steady clock decides how long";
        if (*answer) {
            EXPECT_TRUE(desk.settle((*answer)->sequence, ended(AttemptState::Void)));
        }
    }
    desk.expectSound();
}

TEST_F(Scopes, a_ceiling_of_zero_refuses_all_that_costs_and_serves_all_that_does_not)
{
    std::vector<std::string> alerts;
    desk.ledger->onAlert([&](const Ledger::Alert& alert) { alerts.push_back(alert.ceiling.id); });
    desk.limit({ ceiling("d", "global", Window::Day, 0) });
    EXPECT_TRUE(alerts.empty()) << "nothing was spent and nothing refused";
    EXPECT_EQ(spend(1), "d");
    EXPECT_EQ(spend(0), "");
    ASSERT_EQ(desk.ledger->standings().size(), 1U);
    EXPECT_EQ(desk.ledger->percentLeft("global"), 0);
    EXPECT_EQ(desk.ledger->shareUsed(desk.ledger->standings()[0].ceiling, "global"), 1.0);
    EXPECT_EQ(alerts, std::vector<std::string> { "d" }) << "it is reached, once";
    EXPECT_EQ(spend(1), "d");
    EXPECT_EQ(alerts.size(), 1U);
    desk.reopen();
    desk.limit({ ceiling("d", "global", Window::Day, 0) });
    EXPECT_EQ(spend(1), "d");
    desk.expectSound();
}

TEST_F(Scopes, a_ceiling_below_what_is_spent_says_so_and_the_largest_one_is_still_one)
{
    std::vector<std::int64_t> shares;
    desk.ledger->onAlert([&](const Ledger::Alert& alert) { shares.push_back(std::lround(alert.share * 100)); });
    desk.limit({ ceiling("d", "global", Window::Day, 1'000) });
    EXPECT_EQ(spend(500), "");
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    EXPECT_EQ(shares, (std::vector<std::int64_t> { 80, 100 })) << "told as it is lowered";
    EXPECT_EQ(spend(1), "d");
    EXPECT_EQ(desk.ledger->percentLeft("global"), 0) << "never below nothing";
    EXPECT_EQ(balanceOf(*desk.ledger, "d").settled, nano(500)) << "what is spent stays spent";
    Ceiling largest = ceiling("d", "global", Window::Day, 0);
    largest.limit = Money::max();
    desk.limit({ largest });
    EXPECT_EQ(spend(1), "");
    EXPECT_NE(desk.reserve(wish("all", Money::max().nano())).error().code, "");
    EXPECT_EQ(spend(1), "");
    desk.expectSound();
}

TEST_F(Scopes, the_refusal_says_when_that_window_begins_anew)
{
    const std::pair<Window, WallUs> ends[] { { Window::Hour, kNoon + kHour }, { Window::Day, kNoon + 12 * kHour },
        { Window::Week, kNoon + (4 * 24 + 12) * kHour }, { Window::Month, kNoon + (12 * 24 + 12) * kHour } };
    for (const auto& [window, end] : ends) {
        desk.limit({ ceiling("c", "global", window, 10) });
        const ReserveResult refused = desk.reserve(wish("r" + std::to_string(++m_number), 11));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().parameter("resets_at"), std::to_string(end)) << windowName(window);
        ASSERT_EQ(desk.ledger->standings().size(), 1U);
        EXPECT_EQ(desk.ledger->standings()[0].resetsAt, end);
    }
}

TEST_F(Scopes, alerts_come_once_per_period_and_subject)
{
    std::vector<std::string> alerts;
    desk.ledger->onAlert([&](const Ledger::Alert& alert) {
        alerts.push_back(
            alert.balance.scope + " " + alert.balance.day + " " + std::to_string(std::lround(alert.share * 100)));
    });
    Ceiling each = ceiling("each", "feature:*", Window::Hour, 100);
    desk.limit({ each });
    EXPECT_EQ(spend(80, "a"), "");
    EXPECT_EQ(spend(85, "b"), "");
    EXPECT_EQ(spend(5, "a"), "");
    desk.clock.setWall(kNoon + kHour);
    EXPECT_EQ(spend(80, "a"), "");
    EXPECT_EQ(alerts,
        (std::vector<std::string> { "feature:a 2026-11-18T12+00:00 80", "feature:b 2026-11-18T12+00:00 80",
            "feature:a 2026-11-18T13+00:00 80" }));
}

// --- raises and the panic stop ---------------------------------------------------------------------------------------

Result<void> ordered(HandDriven& desk, const std::function<void(Ledger&, std::function<void(Result<void>)>)>& order)
{
    Result<void> answer = fail("no_answer");
    order(*desk.ledger, [&answer](Result<void> result) { answer = std::move(result); });
    desk.drain();
    return answer;
}

Raise raiseTo(std::int64_t limit, WallUs until)
{
    Raise raise;
    raise.ceiling = "d";
    raise.limit = nano(limit);
    raise.until = until;
    raise.note = "end of the quarter";
    return raise;
}

TEST_F(Scopes, a_raise_counts_at_once_until_it_ends_also_across_a_restart)
{
    const std::vector<Ceiling> ceilings { ceiling("d", "global", Window::Day, 100) };
    desk.limit(ceilings);
    EXPECT_EQ(spend(100), "");
    EXPECT_EQ(spend(1), "d");
    const auto raise = [&](Raise wanted) {
        return ordered(desk, [&](Ledger& ledger, auto done) { ledger.raise(wanted, done); });
    };
    EXPECT_TRUE(raise(raiseTo(150, kNoon + 2 * kHour)));
    EXPECT_EQ(spend(20), "");
    desk.reopen();
    desk.limit(ceilings);
    EXPECT_EQ(spend(20), "");
    ASSERT_EQ(desk.ledger->standings().size(), 1U);
    EXPECT_EQ(desk.ledger->standings()[0].ceiling.limit, nano(150));
    EXPECT_EQ(desk.ledger->standings()[0].configured, nano(100));
    ASSERT_TRUE(desk.ledger->standings()[0].raise);
    EXPECT_EQ(desk.ledger->standings()[0].raise->note, "end of the quarter");
    desk.clock.pass(std::chrono::hours(2));
    desk.drain();
    EXPECT_EQ(spend(1), "d"); // over by what the raise allowed, and closed
    EXPECT_EQ(desk.ledger->standings()[0].ceiling.limit, nano(100));
    EXPECT_TRUE(desk.ledger->raises().empty());
    desk.expectSound();
}

TEST_F(Scopes, a_raise_can_be_taken_back_and_makes_no_nonsense)
{
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    const auto codeOf = [&](Raise wanted) {
        const auto done = ordered(desk, [&](Ledger& ledger, auto answer) { ledger.raise(wanted, answer); });
        return done ? std::string() : done.error().code;
    };
    EXPECT_EQ(codeOf(raiseTo(100, kNoon + kHour)), "raise_too_low");
    EXPECT_EQ(codeOf(raiseTo(200, kNoon)), "raise_over");
    Raise other = raiseTo(200, kNoon + kHour);
    other.ceiling = "nobody";
    EXPECT_EQ(codeOf(other), "ceiling_unknown");
    EXPECT_EQ(codeOf(raiseTo(200, kNoon + kHour)), "");
    ASSERT_EQ(desk.ledger->raises().size(), 1U);
    const std::int64_t number = desk.ledger->raises()[0].number;
    const auto end = [&] { return ordered(desk, [&](Ledger& ledger, auto done) { ledger.endRaise(number, done); }); };
    EXPECT_TRUE(end());
    EXPECT_FALSE(end());
    EXPECT_EQ(spend(101), "d");
    desk.expectSound();
}

TEST_F(Scopes, a_raise_does_not_last_longer_because_the_clock_is_set_back)
{
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    EXPECT_TRUE(
        ordered(desk, [](Ledger& ledger, auto done) { ledger.raise(raiseTo(1'000, kNoon + 2 * kHour), done); }));
    desk.clock.setWall(kNoon - kHour / 60); // a correction
    EXPECT_EQ(spend(150), "");
    desk.clock.setWall(kNoon - 365 * 24 * kHour);
    desk.drain();
    EXPECT_EQ(spend(101), "d");
    EXPECT_EQ(desk.ledger->standings()[0].ceiling.limit, nano(100)) << "the page says what holds";
    desk.reopen();
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    EXPECT_EQ(spend(101), "d");
    desk.clock.setWall(kNoon + kHour);
    EXPECT_EQ(spend(150), "") << "its own time is still its own";
    desk.clock.setWall(kNoon + 2 * kHour);
    EXPECT_EQ(spend(1), "d");
    desk.clock.setWall(kNoon + 10 * 365 * 24 * kHour);
    EXPECT_EQ(spend(101), "d");
    desk.expectSound();
}

TEST_F(Scopes, after_a_panic_stop_nothing_is_reserved_until_it_is_released)
{
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    const ReserveResult flying = desk.reserve(wish("flying", 10));
    ASSERT_TRUE(flying);
    const auto stop = [&] { return ordered(desk, [](Ledger& ledger, auto done) { ledger.stop("runaway", done); }); };
    EXPECT_TRUE(stop());
    EXPECT_TRUE(stop());
    EXPECT_EQ(desk.reserve(wish("free", 0)).error().code, "panic_stop");
    EXPECT_TRUE(desk.settle(flying->sequence, ended(AttemptState::Settled, 4))); // what flies may end
    desk.reopen();
    desk.limit({ ceiling("d", "global", Window::Day, 100) });
    EXPECT_EQ(desk.reserve(wish("after", 1)).error().code, "panic_stop");
    ASSERT_TRUE(desk.ledger->stopped());
    EXPECT_EQ(desk.ledger->stopped()->note, "runaway");
    EXPECT_TRUE(ordered(desk, [](Ledger& ledger, auto done) { ledger.release(done); }));
    EXPECT_FALSE(desk.ledger->stopped());
    EXPECT_EQ(spend(1), "");
    desk.expectSound();
}

} // namespace
} // namespace signalbox::test
