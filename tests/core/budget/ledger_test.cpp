// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/budget/ledger_fixture.h"

#include "core/base/ids.h"

#include <fstream>
#include <thread>

#include <sys/stat.h>

namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

class LedgerTest : public testing::Test, public HandDriven { };

TEST_F(LedgerTest, a_reservation_holds_its_worst_case_and_a_settlement_books_the_truth)
{
    const auto reservation = reserve(wish("a.1", 1'000, 10, 100));
    ASSERT_TRUE(reservation) << reservation.error().text();
    EXPECT_EQ(reservation->held, nano(2'000));
    EXPECT_EQ(reservation->grantedOutput, 100);
    EXPECT_FALSE(reservation->clamped);
    EXPECT_EQ(reservation->day, "2026-11-18");
    EXPECT_EQ(reservation->left, Money::max());
    EXPECT_EQ(ledger->balance("global").pending, nano(2'000));
    EXPECT_EQ(ledger->balance("tier:small").pending, nano(2'000));
    EXPECT_EQ(ledger->balance("key:vk_1").pending, nano(2'000));

    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, 700)));
    for (const char* scope : { "global", "tier:small", "key:vk_1" }) {
        EXPECT_EQ(ledger->balance(scope).settled, nano(700)) << scope;
        EXPECT_EQ(ledger->balance(scope).pending, nano(0)) << scope;
    }
    expectSound();
}

TEST_F(LedgerTest, each_way_to_end_books_what_it_says)
{
    struct Case {
        AttemptState state;
        std::int64_t amount, settled, uncertain;
    };
    const Case cases[] = { { AttemptState::Settled, 600, 600, 0 }, { AttemptState::SettledEstimate, 400, 400, 0 },
        { AttemptState::Void, 999, 0, 0 }, { AttemptState::Uncertain, 1, 0, 1'000 }, { AttemptState::Settled, 0, 0, 0 },
        { AttemptState::Settled, -5, 0, 0 }, { AttemptState::Pending, 5, 0, 1'000 } };
    std::int64_t settled = 0;
    std::int64_t uncertain = 0;
    int number = 0;
    for (const Case& c : cases) {
        const auto reservation = reserve(wish("a." + std::to_string(++number), 1'000));
        ASSERT_TRUE(reservation);
        EXPECT_TRUE(settle(reservation->sequence, ended(c.state, c.amount)));
        settled += c.settled;
        uncertain += c.uncertain;
        EXPECT_EQ(ledger->balance("global").settled, nano(settled)) << number;
        EXPECT_EQ(ledger->balance("global").uncertain, nano(uncertain)) << number;
        EXPECT_EQ(ledger->balance("global").pending, nano(0)) << number;
    }
    expectSound();
}

TEST_F(LedgerTest, a_second_end_changes_nothing)
{
    const auto reservation = reserve(wish("a.1", 1'000));
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, 300)));
    const auto before = rows().size();
    for (const AttemptState state : { AttemptState::Settled, AttemptState::Void, AttemptState::Uncertain })
        EXPECT_FALSE(settle(reservation->sequence, ended(state, 900)));
    EXPECT_FALSE(settle(4711, ended(AttemptState::Settled, 900)));
    EXPECT_EQ(ledger->balance("global").used(), nano(300));
    EXPECT_EQ(rows().size(), before);
    expectSound();
}

TEST_F(LedgerTest, of_two_ends_in_one_group_the_first_counts)
{
    const auto reservation = reserve(wish("a.1", 1'000));
    std::vector<bool> answers;
    ledger->settle(reservation->sequence, ended(AttemptState::Settled, 300), [&](bool yes) { answers.push_back(yes); });
    ledger->settle(reservation->sequence, ended(AttemptState::Void), [&](bool yes) { answers.push_back(yes); });
    drain();
    EXPECT_EQ(answers, (std::vector<bool> { true, false }));
    EXPECT_EQ(ledger->balance("global").settled, nano(300));
}

TEST_F(LedgerTest, a_refused_reservation_leaves_the_ledger_unchanged)
{
    limit({ ceilingOf("global", 1'000) });
    const auto fits = reserve(wish("a.1", 600));
    ASSERT_TRUE(fits);
    EXPECT_EQ(fits->left, nano(400));
    const auto refused = reserve(wish("a.2", 401));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "ceiling_reached");
    EXPECT_EQ(refused.error().parameter("ceiling"), "c-global");
    EXPECT_EQ(refused.error().parameter("scope"), "global");
    EXPECT_EQ(refused.error().parameter("limit"), nano(1'000).dollars());
    EXPECT_EQ(refused.error().parameter("used"), nano(600).dollars());
    EXPECT_EQ(refused.error().parameter("resets_at"), std::to_string(utcDays().nextDay(kNoon)));
    EXPECT_EQ(ledger->balance("global").used(), nano(600));
    EXPECT_EQ(ledger->balance("global").refused, 1);
    EXPECT_EQ(rows().size(), 1U);
    ASSERT_TRUE(reserve(wish("a.3", 400))); // exactly what is left
    expectSound();
}

TEST_F(LedgerTest, refusals_are_counted_across_a_restart)
{
    limit({ ceilingOf("global", 10) });
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(reserve(wish("a." + std::to_string(i), 11)));
    EXPECT_EQ(ledger->balance("global").refused, 3);
    ASSERT_TRUE(ledger->wakeAt()) << "the count waits for its flush";
    clock.pass(1s);
    drain();
    reopen();
    EXPECT_EQ(ledger->balance("global").refused, 3);
    ledger->setCeilings({ ceilingOf("global", 10) });
    EXPECT_FALSE(reserve(wish("a.9", 11)));
    ledger->finish();
    reopen();
    EXPECT_EQ(ledger->balance("global").refused, 4);
}

TEST_F(LedgerTest, every_ceiling_that_applies_must_have_room)
{
    struct Case {
        const char* scope;
        bool applies;
    };
    for (const Case& c : { Case { "global", true }, { "tier:small", true }, { "key:vk_1", true },
             { "tier:other", false }, { "key:vk_2", false }, { "sandbox", false } }) {
        limit({ ceilingOf(c.scope, 10) });
        const auto result = reserve(wish(std::string("a.") + c.scope, 11));
        EXPECT_EQ(result.has_value(), !c.applies) << c.scope;
        if (result)
            EXPECT_TRUE(settle(result->sequence, ended(AttemptState::Void)));
        else
            EXPECT_EQ(result.error().parameter("scope"), c.scope);
    }
}

TEST_F(LedgerTest, the_output_is_clamped_to_what_the_ceiling_can_pay)
{
    limit({ ceilingOf("global", 1'000) });
    const auto clamped = reserve(wish("a.1", 100, 7, 500));
    ASSERT_TRUE(clamped);
    EXPECT_TRUE(clamped->clamped);
    EXPECT_EQ(clamped->grantedOutput, 128); // 100 + 128 * 7 = 996
    EXPECT_EQ(clamped->held, nano(996));
    EXPECT_EQ(clamped->left, nano(4));
    EXPECT_EQ(ledger->balance("global").clamped, 1);
    expectSound();
}

TEST_F(LedgerTest, a_clamp_never_goes_below_the_floor)
{
    limit({ ceilingOf("global", 1'000) });
    ReserveRequest request = wish("a.1", 100, 7, 500);
    request.floorOutput = 129;
    EXPECT_FALSE(reserve(request));
    request.floorOutput = 128;
    EXPECT_TRUE(reserve(request));
}

TEST_F(LedgerTest, free_attempts_always_fit_and_are_rows_all_the_same)
{
    limit({ ceilingOf("global", 0) });
    const auto reservation = reserve(wish("a.1", 0, 0, 100));
    ASSERT_TRUE(reservation);
    EXPECT_EQ(reservation->held, nano(0));
    EXPECT_EQ(reservation->grantedOutput, 100);
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, 0)));
    EXPECT_EQ(rows().size(), 1U);
    EXPECT_FALSE(reserve(wish("a.2", 1)));
    expectSound();
}

TEST_F(LedgerTest, simulated_attempts_never_touch_money)
{
    limit({ ceilingOf("global", 1'000), ceilingOf("sandbox", 500) });
    ReserveRequest request = wish("a.1", 500);
    request.simulated = true;
    const auto simulated = reserve(request);
    ASSERT_TRUE(simulated);
    EXPECT_EQ(ledger->balance("global").used(), nano(0));
    EXPECT_EQ(ledger->balance("tier:small").used(), nano(0));
    EXPECT_EQ(ledger->balance("sandbox").used(), nano(500));
    EXPECT_EQ(ledger->balance("sandbox/tier:small").used(), nano(500));
    request.attemptId = "a.2";
    EXPECT_EQ(reserve(request).error().parameter("scope"), "sandbox");
    EXPECT_TRUE(reserve(wish("a.3", 1'000)));
    EXPECT_TRUE(settle(simulated->sequence, ended(AttemptState::Settled, 20)));
    const auto check = Ledger::verify(folder.dir());
    EXPECT_EQ(check->settled, nano(0));
    EXPECT_EQ(check->held, nano(1'000));
    EXPECT_TRUE(check->sound);
}

TEST_F(LedgerTest, booking_above_the_hold_is_the_truth_with_a_flag)
{
    limit({ ceilingOf("global", 1'000) });
    const auto reservation = reserve(wish("a.1", 900));
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, 1'300)));
    EXPECT_EQ(ledger->balance("global").settled, nano(1'300));
    EXPECT_EQ(rows().front().flags, std::vector<std::string> { "over_reservation" });
    EXPECT_FALSE(reserve(wish("a.2", 1)));
    EXPECT_TRUE(reserve(wish("a.3", 0)));
    const auto check = Ledger::verify(folder.dir());
    EXPECT_TRUE(check->sound);
    EXPECT_EQ(check->excess, nano(400));
}

TEST_F(LedgerTest, an_uncertain_attempt_is_decided_once)
{
    const auto reservation = reserve(wish("a.1", 900));
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Uncertain)));
    EXPECT_EQ(resolve("a.1", ended(AttemptState::Uncertain)).error().code, "settlement_state");
    EXPECT_EQ(resolve("a.9", ended(AttemptState::Void)).error().code, "attempt_not_uncertain");
    EXPECT_TRUE(resolve("a.1", ended(AttemptState::Settled, 250)));
    EXPECT_EQ(resolve("a.1", ended(AttemptState::Void)).error().code, "attempt_not_uncertain");
    EXPECT_EQ(ledger->balance("global").uncertain, nano(0));
    EXPECT_EQ(ledger->balance("global").settled, nano(250));
    const LedgerRow row = rows().front();
    EXPECT_EQ(row.state, AttemptState::Settled);
    EXPECT_EQ(row.amount, nano(250));
    expectSound();
}

TEST_F(LedgerTest, an_uncertain_attempt_is_decided_after_a_restart_too)
{
    const auto reservation = reserve(wish("a.1", 900));
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Uncertain)));
    clock.setWall(kNoon + 48 * kHour);
    reopen();
    EXPECT_TRUE(resolve("a.1", ended(AttemptState::Void)));
    EXPECT_EQ(ledger->balance("global").used(), nano(0));
    clock.setWall(kNoon);
    EXPECT_EQ(ledger->balance("global").used(), nano(0));
    EXPECT_EQ(ledger->balance("global").day, "2026-11-18");
    expectSound();
}

TEST_F(LedgerTest, a_crash_leaves_pending_attempts_uncertain_at_the_full_hold_once)
{
    const auto first = reserve(wish("a.1", 900));
    const auto second = reserve(wish("a.2", 50));
    EXPECT_TRUE(settle(second->sequence, ended(AttemptState::Settled, 10)));
    for (int run = 0; run < 3; ++run) {
        reopen();
        EXPECT_EQ(ledger->balance("global").uncertain, nano(900));
        EXPECT_EQ(ledger->balance("global").settled, nano(10));
        EXPECT_EQ(ledger->balance("global").pending, nano(0));
        const auto all = rows();
        ASSERT_EQ(all.size(), 2U);
        EXPECT_EQ(all[0].state, AttemptState::Uncertain);
        EXPECT_EQ(all[0].amount, nano(900));
        EXPECT_EQ(all[0].flags, std::vector<std::string> { "recovered" });
        EXPECT_EQ(all[1].state, AttemptState::Settled);
        const auto check = Ledger::verify(folder.dir());
        EXPECT_TRUE(check->sound);
        EXPECT_EQ(check->entries, 4);
    }
    EXPECT_FALSE(settle(first->sequence, ended(AttemptState::Settled, 1)));
    EXPECT_TRUE(resolve("a.1", ended(AttemptState::Settled, 5)));
}

TEST_F(LedgerTest, an_attempt_stays_on_its_day_and_a_clock_set_back_gives_no_fresh_budget)
{
    limit({ ceilingOf("global", 1'000) });
    const auto before = reserve(wish("a.1", 800));
    clock.setWall(kNoon + 24 * kHour);
    EXPECT_EQ(ledger->balance("global").day, "2026-11-19");
    EXPECT_EQ(ledger->balance("global").used(), nano(0));
    const auto after = reserve(wish("a.2", 900));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->day, "2026-11-19");
    EXPECT_TRUE(settle(before->sequence, ended(AttemptState::Settled, 700)));
    EXPECT_EQ(ledger->balance("global").used(), nano(900));

    clock.setWall(kNoon - 6 * kHour);
    EXPECT_EQ(ledger->balance("global").used(), nano(700));
    EXPECT_FALSE(reserve(wish("a.3", 301)));
    EXPECT_TRUE(reserve(wish("a.4", 300)));
    reopen();
    ledger->setCeilings({ ceilingOf("global", 1'000) });
    EXPECT_FALSE(reserve(wish("a.5", 1)));
    clock.setWall(kNoon + 25 * kHour);
    EXPECT_FALSE(reserve(wish("a.6", 101)));
    EXPECT_TRUE(reserve(wish("a.7", 100)));
    expectSound();
}

TEST_F(LedgerTest, the_day_follows_the_operators_zone_and_reset_hour)
{
    ledger->setDayRule(*DayRule::make("Asia/Kolkata", 6 * 60));
    drain();
    clock.setWall(kNoon + 12 * kHour); // 05:30 there: still yesterday's day
    EXPECT_EQ(reserve(wish("a.1", 1))->day, "2026-11-18");
    clock.setWall(kNoon + 12 * kHour + kHour / 2);
    EXPECT_EQ(reserve(wish("a.2", 1))->day, "2026-11-19");
    EXPECT_EQ(ledger->balance("global").day, "2026-11-19");
}

TEST_F(LedgerTest, lowering_a_ceiling_below_what_is_used_touches_nothing_but_new_reservations)
{
    limit({ ceilingOf("global", 1'000) });
    const auto reservation = reserve(wish("a.1", 800));
    limit({ ceilingOf("global", 100) });
    EXPECT_EQ(ledger->balance("global").pending, nano(800));
    EXPECT_FALSE(reserve(wish("a.2", 1)));
    EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, 40)));
    EXPECT_TRUE(reserve(wish("a.3", 60)));
    limit({});
    EXPECT_TRUE(reserve(wish("a.4", 1'000'000)));
    expectSound();
}

TEST_F(LedgerTest, a_request_waits_for_holds_that_are_in_its_way)
{
    limit({ ceilingOf("global", 1'000) });
    const auto holding = reserve(wish("a.1", 800));
    ReserveRequest request = wish("a.2", 500);
    request.mayWait = 2000ms;
    std::optional<ReserveResult> answer;
    ledger->reserve(request, [&](ReserveResult result) { answer = std::move(result); });
    drain();
    EXPECT_FALSE(answer);
    clock.pass(500ms);
    drain();
    EXPECT_FALSE(answer) << "the storage deadline is not the waiting time";
    EXPECT_TRUE(settle(holding->sequence, ended(AttemptState::Settled, 500)));
    ASSERT_TRUE(answer);
    ASSERT_TRUE(*answer);
    EXPECT_EQ((*answer)->held, nano(500));
}

TEST_F(LedgerTest, a_wait_ends_with_a_clamp_or_a_refusal)
{
    limit({ ceilingOf("global", 1'000) });
    const auto holding = reserve(wish("a.1", 800));
    ReserveRequest whole = wish("a.2", 10, 10, 90);
    whole.mayWait = 1000ms;
    ReserveRequest stiff = whole;
    stiff.attemptId = "a.3";
    stiff.floorOutput = 90;
    std::vector<std::string> answers;
    const auto note = [&](ReserveResult result) {
        answers.push_back(result ? std::to_string(result->grantedOutput) : result.error().code);
    };
    ledger->reserve(whole, note);
    ledger->reserve(stiff, note);
    drain();
    EXPECT_TRUE(answers.empty());
    ASSERT_TRUE(ledger->wakeAt());
    clock.pass(1000ms);
    drain();
    EXPECT_EQ(answers, (std::vector<std::string> { "19", "ceiling_reached" }));
    EXPECT_TRUE(settle(holding->sequence, ended(AttemptState::Void)));
    expectSound();
}

TEST_F(LedgerTest, waiting_in_vain_is_not_waited_for)
{
    limit({ ceilingOf("global", 1'000) });
    const auto spent = reserve(wish("a.1", 700));
    EXPECT_TRUE(settle(spent->sequence, ended(AttemptState::Settled, 700)));
    ASSERT_TRUE(reserve(wish("a.2", 100)));
    ReserveRequest tooMuch = wish("a.3", 301);
    tooMuch.mayWait = 2000ms;
    const auto refused = tryReserve(tooMuch);
    ASSERT_TRUE(refused) << "no hold in the way can make room for it";
    EXPECT_EQ(refused->error().code, "ceiling_reached");
    ReserveRequest clampable = wish("a.4", 10, 1, 1'000);
    clampable.mayWait = 2000ms;
    const auto clamped = tryReserve(clampable);
    ASSERT_TRUE(clamped);
    ASSERT_TRUE(*clamped);
    EXPECT_EQ((*clamped)->grantedOutput, 190);
}

TEST_F(LedgerTest, later_requests_pass_only_while_they_take_nothing_from_one_that_waits)
{
    limit({ ceilingOf("global", 1'000) });
    const auto holding = reserve(wish("a.1", 900));
    ReserveRequest first = wish("a.2", 950);
    first.mayWait = 2000ms;
    std::vector<std::string> order;
    const auto note = [&](const std::string& name) {
        return [&order, name](const ReserveResult& result) { order.push_back(name + (result ? "+" : "-")); };
    };
    ledger->reserve(first, note("first"));
    ReserveRequest small = wish("a.3", 50);
    small.mayWait = 2000ms;
    ReserveRequest larger = wish("a.4", 51);
    larger.mayWait = 2000ms;
    ledger->reserve(small, note("small"));
    ledger->reserve(larger, note("larger"));
    drain();
    EXPECT_EQ(order, std::vector<std::string> { "small+" });
    EXPECT_TRUE(settle(holding->sequence, ended(AttemptState::Void)));
    EXPECT_EQ(order, (std::vector<std::string> { "small+", "first+" }));
    clock.pass(2000ms);
    drain();
    EXPECT_EQ(order, (std::vector<std::string> { "small+", "first+", "larger-" }));
}

TEST_F(LedgerTest, nobody_passes_one_that_has_waited_for_half_its_time)
{
    limit({ ceilingOf("global", 1'000) });
    ASSERT_TRUE(reserve(wish("a.1", 900)));
    ReserveRequest first = wish("a.2", 500);
    first.mayWait = 2000ms;
    std::optional<ReserveResult> late;
    ledger->reserve(first, [](const ReserveResult&) {});
    drain();
    EXPECT_TRUE(reserve(wish("a.0", 10)));
    clock.pass(1100ms);
    const auto other = reserve(wish("a.9", 0)); // any group
    EXPECT_TRUE(settle(other->sequence, ended(AttemptState::Void)));
    ReserveRequest small = wish("a.3", 50);
    small.mayWait = 200ms;
    ledger->reserve(small, [&](ReserveResult result) { late = std::move(result); });
    drain();
    EXPECT_FALSE(late);
    clock.pass(200ms);
    drain();
    ASSERT_TRUE(late);
    EXPECT_TRUE(*late) << "what fits at the moment of the answer is never refused";
}

TEST_F(LedgerTest, an_alert_fires_once_per_ceiling_day_and_threshold_also_across_a_restart)
{
    std::vector<std::string> fired;
    const auto listen = [&] {
        ledger->onAlert([&](const Ledger::Alert& alert) {
            fired.push_back(
                alert.balance.day + " " + alert.ceiling.id + " " + std::to_string(alert.share).substr(0, 3));
        });
        limit({ ceilingOf("global", 1'000) });
    };
    const auto spend = [&](const std::string& id, std::int64_t amount) {
        const auto reservation = reserve(wish(id, amount));
        ASSERT_TRUE(reservation);
        EXPECT_TRUE(settle(reservation->sequence, ended(AttemptState::Settled, amount)));
    };
    listen();
    ASSERT_TRUE(settle(reserve(wish("a.0", 900))->sequence, ended(AttemptState::Void)));
    EXPECT_TRUE(fired.empty()) << "a hold is no spend";
    spend("a.1", 799);
    EXPECT_TRUE(fired.empty());
    spend("a.2", 1);
    EXPECT_EQ(fired, std::vector<std::string> { "2026-11-18 c-global 0.8" });
    spend("a.3", 100);
    reopen();
    listen();
    spend("a.4", 50);
    EXPECT_EQ(fired.size(), 1U);
    EXPECT_FALSE(reserve(wish("a.5", 51)));
    EXPECT_FALSE(reserve(wish("a.6", 51)));
    EXPECT_EQ(fired, (std::vector<std::string> { "2026-11-18 c-global 0.8", "2026-11-18 c-global 1.0" }));
    spend("a.7", 50);
    clock.setWall(kNoon + 24 * kHour);
    spend("a.8", 1'000);
    EXPECT_EQ(fired.size(), 4U);
    EXPECT_EQ(fired.back(), "2026-11-19 c-global 1.0");
    clock.setWall(kNoon);
    EXPECT_FALSE(reserve(wish("a.9", 1)));
    EXPECT_EQ(fired.size(), 4U);
}

TEST_F(LedgerTest, virtual_keys_are_kept_and_revoked_once)
{
    const auto made = makeVirtualKey("ci", std::nullopt, kNoon);
    std::vector<std::string> answers;
    const auto note = [&](const Result<void>& result) { answers.push_back(result ? "ok" : result.error().code); };
    VirtualKey sameDigest = made->key;
    sameDigest.id = "vk_other";
    ledger->addKey(made->key, note);
    ledger->addKey(made->key, note);
    ledger->addKey(sameDigest, note);
    ledger->revokeKey("vk_none", kNoon, note);
    drain();
    EXPECT_EQ(answers, (std::vector<std::string> { "ok", "key_exists", "key_exists", "key_unknown" }));
    ASSERT_EQ(ledger->keys().size(), 1U);
    EXPECT_FALSE(ledger->keys().front().revokedAt);
    ledger->revokeKey(made->key.id, kNoon + 5, note);
    ledger->revokeKey(made->key.id, kNoon + 9, note);
    drain();
    EXPECT_EQ(answers.back(), "ok");
    reopen();
    const auto stored = Ledger::storedKeys(folder.dir());
    ASSERT_TRUE(stored);
    ASSERT_EQ(stored->size(), 1U);
    const VirtualKey& key = stored->front();
    EXPECT_EQ(key.id, made->key.id);
    EXPECT_EQ(key.name, "ci");
    EXPECT_EQ(key.sha256, made->key.sha256);
    EXPECT_EQ(key.lastFour, made->key.lastFour);
    EXPECT_EQ(key.createdAt, kNoon);
    EXPECT_EQ(key.revokedAt, kNoon + 5);
    EXPECT_EQ(ledger->keys().size(), 1U);
}

TEST_F(LedgerTest, what_a_key_may_do_is_kept_and_a_revoke_can_be_taken_back)
{
    auto made = makeVirtualKey("ci", std::nullopt, kNoon);
    made->key.terms.tiers = { "small" };
    std::vector<std::string> answers;
    const auto note = [&](const Result<void>& result) { answers.push_back(result ? "ok" : result.error().code); };
    ledger->addKey(made->key, note);
    VirtualKey changed = made->key;
    changed.name = "ci 2";
    changed.terms.requestsPerMinute = 60;
    changed.terms.expiresAt = kNoon + 9;
    ledger->changeKey(changed, note);
    VirtualKey wrong = changed;
    wrong.terms.requestsPerMinute = 0;
    ledger->changeKey(wrong, note);
    wrong.id = "vk_none";
    ledger->changeKey(wrong, note);
    ledger->revokeKey(changed.id, kNoon + 5, note);
    ledger->restoreKey(changed.id, note);
    ledger->restoreKey("vk_none", note);
    drain();
    EXPECT_EQ(answers,
        (std::vector<std::string> { "ok", "ok", "key_terms_invalid", "key_unknown", "ok", "ok", "key_unknown" }));
    reopen();
    const auto stored = Ledger::storedKeys(folder.dir());
    ASSERT_TRUE(stored && stored->size() == 1U);
    EXPECT_EQ(stored->front().name, "ci 2");
    EXPECT_EQ(stored->front().terms, changed.terms);
    EXPECT_FALSE(stored->front().revokedAt);
}

TEST_F(LedgerTest, a_row_keeps_everything_an_attempt_is_asked_for_later)
{
    ReserveRequest request = wish("req_X.2", 1'000, 3, 50);
    request.requestId = "req_X";
    request.attemptNo = 2;
    const auto reservation = reserve(request);
    clock.pass(1500ms);
    Settlement settlement = ended(AttemptState::SettledEstimate, 900);
    settlement.flags = { "estimated", "client_gone" };
    settlement.usage = { true, false, true, 11, 12, 13, 14, 15, 6, R"({"prompt_tokens":11})" };
    settlement.answerId = "chatcmpl-7f.1";
    EXPECT_TRUE(settle(reservation->sequence, settlement));
    const LedgerRow row = rows().front();
    EXPECT_EQ(row.sequence, reservation->sequence);
    EXPECT_EQ(row.attemptId, "req_X.2");
    EXPECT_EQ(row.requestId, "req_X");
    EXPECT_EQ(row.attemptNo, 2);
    EXPECT_EQ(row.day, "2026-11-18");
    EXPECT_EQ(row.tier, "small");
    EXPECT_EQ(row.provider, "box");
    EXPECT_EQ(row.model, "m1");
    EXPECT_EQ(row.keyId, "vk_1");
    EXPECT_EQ(row.state, AttemptState::SettledEstimate);
    EXPECT_EQ(row.reserved, nano(1'150));
    EXPECT_EQ(row.amount, nano(900));
    EXPECT_EQ(row.flags, (std::vector<std::string> { "estimated", "client_gone" }));
    EXPECT_EQ(row.createdAt, kNoon);
    EXPECT_EQ(row.closedAt, kNoon + 1'500'000);
    EXPECT_TRUE(row.usage.present && row.usage.partial && !row.usage.invalid);
    EXPECT_EQ(row.usage.totalIn(), 50);
    EXPECT_EQ(row.usage.out, 15);
    EXPECT_EQ(row.usage.reasoningOut, 6);
    EXPECT_EQ(row.usage.raw, settlement.usage.raw);
    EXPECT_EQ(row.answerId, "chatcmpl-7f.1");
}

TEST_F(LedgerTest, a_reservation_is_readable_by_others_when_its_callback_fires)
{
    int seen = 0;
    for (int i = 0; i < 20; ++i) {
        const std::string id = "a." + std::to_string(i);
        ledger->reserve(wish(id, 10), [&, id](const ReserveResult& result) {
            ASSERT_TRUE(result);
            EXPECT_TRUE(Ledger::show(folder.dir(), [&](const LedgerRow& row) {
                seen += row.attemptId == id && row.state == AttemptState::Pending;
                return true;
            }));
        });
    }
    drain();
    EXPECT_EQ(seen, 20);
}

TEST_F(LedgerTest, sums_and_holds_never_leave_the_integers)
{
    const __int128 largest = static_cast<__int128>(1) << 120;
    ReserveRequest request = wish("a.1", 0, 0, 100);
    request.worst.fixedPico = largest;
    EXPECT_FALSE(reserve(request)) << "no ceiling is no licence to overflow";
    // 1,000 $ per million tokens, 2^31 of them, 128 answers.
    request = wish("a.2", 0, 0, 2'147'483'648);
    request.worst.picoPerOutput = static_cast<__int128>(1'000'000'000) * 128;
    const auto large = reserve(request);
    ASSERT_TRUE(large);
    EXPECT_FALSE(large->clamped);
    EXPECT_EQ(large->held, nano(2'147'483'648 * 128'000'000));
    EXPECT_TRUE(settle(large->sequence, ended(AttemptState::Settled, INT64_MAX)));
    EXPECT_GT(ledger->balance("global").settled, nano(0));
    expectSound();
}

TEST_F(LedgerTest, a_stopped_ledger_answers_everybody)
{
    limit({ ceilingOf("global", 1'000) });
    ASSERT_TRUE(reserve(wish("a.0", 600)));
    const auto ending = reserve(wish("a.1", 300));
    ReserveRequest request = wish("a.2", 500);
    request.mayWait = 60'000ms;
    std::vector<std::string> answers;
    const auto note = [&](const ReserveResult& result) { answers.push_back(result ? "ok" : result.error().code); };
    ledger->reserve(request, note);
    drain();
    ledger->settle(ending->sequence, ended(AttemptState::Settled, 300));
    ledger->finish();
    EXPECT_EQ(answers, std::vector<std::string> { "ledger_unavailable" });
    ledger->reserve(wish("a.3", 1), note);
    EXPECT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers.back(), "ledger_unavailable");
    EXPECT_FALSE(std::filesystem::exists(folder.dir() + "/ledger.db-wal"));
    reopen();
    EXPECT_EQ(ledger->balance("global").settled, nano(300));
    EXPECT_EQ(ledger->balance("global").uncertain, nano(600));
}

TEST_F(LedgerTest, the_folder_and_every_file_in_it_are_private)
{
    ASSERT_TRUE(reserve(wish("a.1", 1)));
    const auto modeOf = [](const std::string& path) {
        struct stat found { };
        return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
    };
    EXPECT_EQ(modeOf(folder.dir()), 0700U);
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder.dir())) {
        EXPECT_EQ(modeOf(file.path()), 0600U) << file.path();
        ++files;
    }
    EXPECT_GE(files, 4);
}

TEST_F(LedgerTest, a_second_opener_is_told_who_has_the_ledger)
{
    const auto second = Ledger::open({ folder.dir() }, clock, utcDays());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "already_running");
    EXPECT_EQ(second.error().parameter("pid"), std::to_string(::getpid()));
    ledger.reset();
    EXPECT_TRUE(Ledger::open({ folder.dir() }, clock, utcDays()));
}

TEST_F(LedgerTest, verify_and_show_say_what_is_missing)
{
    EXPECT_EQ(Ledger::verify(folder.dir() + "/none").error().code, "storage_io");
    EXPECT_EQ(Ledger::storedKeys(folder.dir() + "/none").error().code, "storage_io");
    int rowsSeen = 0;
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(reserve(wish("a." + std::to_string(i), 1)));
    EXPECT_TRUE(Ledger::show(folder.dir(), [&](const LedgerRow&) { return ++rowsSeen < 3; }));
    EXPECT_EQ(rowsSeen, 3);
}

TEST_F(LedgerTest, balances_of_today_name_every_scope_with_a_ceiling)
{
    limit({ ceilingOf("key:vk_9", 10) });
    auto names = [&] {
        std::vector<std::string> scopes;
        for (const Balance& balance : ledger->balances())
            scopes.push_back(balance.scope);
        std::sort(scopes.begin(), scopes.end());
        return scopes;
    };
    EXPECT_EQ(names(), (std::vector<std::string> { "global", "key:vk_9" }));
    ASSERT_TRUE(reserve(wish("a.1", 1)));
    EXPECT_EQ(names(), (std::vector<std::string> { "global", "key:vk_1", "key:vk_9", "tier:small" }));
    EXPECT_EQ(ledger->ceilings().size(), 1U);
}

TEST(Versions, applied_configurations_are_kept_whole_and_in_order)
{
    HandDriven hand;
    for (std::int64_t number = 1; number <= 2; ++number) {
        ConfigVersion version;
        version.number = number;
        version.appliedAt = kNoon + number;
        version.rulesHash = "r" + std::to_string(number);
        version.configHash = "c" + std::to_string(number);
        version.origin = number == 1 ? "start" : "rollback:1";
        version.note = "because";
        version.text = std::string("{\"schema\":1,\0}", 14) + std::string(5000, 'x');
        Result<void> outcome = fail("no_answer");
        hand.ledger->addVersion(version, [&outcome](Result<void> done) { outcome = std::move(done); });
        hand.drain();
        EXPECT_TRUE(outcome) << outcome.error().text();
    }
    const auto versions = Ledger::storedVersions(hand.folder.dir());
    ASSERT_TRUE(versions) << versions.error().text();
    ASSERT_EQ(versions->size(), 2U);
    EXPECT_EQ((*versions)[1].origin, "rollback:1");
    EXPECT_EQ((*versions)[1].text, "");
    const auto second = Ledger::storedVersion(hand.folder.dir(), 2);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->text.size(), 5014U);
    EXPECT_EQ(second->note, "because");
    EXPECT_EQ(Ledger::storedVersion(hand.folder.dir(), 3).error().code, "version_unknown");
    hand.reopen();
    EXPECT_EQ(Ledger::storedVersions(hand.folder.dir())->size(), 2U);
}

} // namespace
} // namespace signalbox::test
