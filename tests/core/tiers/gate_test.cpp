// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/gate.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>

namespace signalbox {
namespace {

using namespace std::chrono_literals;
using State = Gate::Pass::State;

class Door : public testing::Test {
protected:
    State enter(std::int64_t tokens = 0, std::chrono::milliseconds patience = 2s)
    {
        passes.emplace_back();
        passes.back().tokens = tokens;
        return gate.enter(passes.back(), now, now + patience);
    }
    void limit(std::optional<std::int64_t> requests, std::optional<std::int64_t> tokens,
        std::optional<std::int64_t> concurrent, int queue = 64)
    {
        DeploymentLimits limits;
        limits.requestsPerMinute = requests;
        limits.tokensPerMinute = tokens;
        limits.concurrent = concurrent;
        limits.queue = queue;
        gate.setLimits(limits);
    }

    Gate gate;
    Steady now { 1'000'000s };
    std::deque<Gate::Pass> passes;
};

TEST_F(Door, lets_in_as_many_at_a_time_as_allowed_and_the_next_when_one_leaves)
{
    limit({}, {}, 2);
    EXPECT_EQ(enter(), State::Inside);
    EXPECT_EQ(enter(), State::Inside);
    EXPECT_EQ(enter(), State::Waiting);
    EXPECT_EQ(gate.shortOf(0, now), "concurrent");
    gate.leave(passes[0], now, {});
    EXPECT_EQ(passes[2].state, State::Inside);
    EXPECT_EQ(gate.inside(), 2);
}

TEST_F(Door, is_fair_first_come_first_served_and_nobody_overtakes)
{
    limit({}, {}, 1);
    std::vector<int> order;
    EXPECT_EQ(enter(), State::Inside);
    for (int i = 1; i <= 5; ++i) {
        EXPECT_EQ(enter(), State::Waiting);
        passes.back().wake = [&order, i] { order.push_back(i); };
    }
    for (int i = 0; i < 6; ++i)
        gate.leave(passes[static_cast<std::size_t>(i)], now, {});
    EXPECT_EQ(order, (std::vector<int> { 1, 2, 3, 4, 5 }));
    EXPECT_EQ(gate.inside(), 0);
}

TEST_F(Door, a_full_queue_turns_away_at_once)
{
    limit({}, {}, 1, 2);
    EXPECT_EQ(enter(), State::Inside);
    EXPECT_EQ(enter(), State::Waiting);
    EXPECT_EQ(enter(), State::Waiting);
    EXPECT_EQ(enter(), State::Outside);
    EXPECT_EQ(gate.waiting(), 2u);
}

TEST_F(Door, who_gives_up_makes_room_for_those_behind)
{
    limit({}, 100, 10);
    EXPECT_EQ(enter(60), State::Inside);
    now += 58s + 500ms;
    EXPECT_EQ(enter(90), State::Waiting);
    EXPECT_EQ(enter(30), State::Waiting);
    gate.giveUp(passes[1], now);
    EXPECT_EQ(passes[1].state, State::Outside);
    EXPECT_EQ(passes[2].state, State::Inside);
}

TEST_F(Door, what_can_not_be_had_in_time_is_refused_without_waiting)
{
    limit(1, {}, {});
    EXPECT_EQ(enter(), State::Inside);
    now += 10s;
    EXPECT_EQ(enter(), State::Outside);
    EXPECT_EQ(gate.shortOf(0, now), "requests_per_minute");
    EXPECT_GE(gate.freeAt(0, now), now + 50s);
    EXPECT_LE(gate.freeAt(0, now), now + 50s + 200ms);
    now += 48s + 500ms;
    EXPECT_EQ(enter(), State::Waiting);
    now = gate.nextChance(now);
    gate.admit(now);
    EXPECT_EQ(passes.back().state, State::Inside);
}

TEST_F(Door, in_any_sixty_seconds_no_more_are_let_in_than_allowed)
{
    std::mt19937 random(7);
    limit(50, {}, {});
    std::deque<Steady> letIn;
    for (int i = 0; i < 20'000; ++i) {
        now += std::chrono::milliseconds(random() % 200);
        if (enter(0, 0ms) == State::Inside)
            letIn.push_back(now);
        passes.clear();
        while (!letIn.empty() && letIn.front() + 60s <= now)
            letIn.pop_front();
        ASSERT_LE(letIn.size(), 50u) << i;
    }
    EXPECT_GE(letIn.size(), 49u);
}

TEST_F(Door, tokens_are_booked_as_they_were_really_used)
{
    limit({}, 1000, {});
    EXPECT_EQ(enter(900), State::Inside);
    EXPECT_EQ(enter(200), State::Outside);
    EXPECT_EQ(gate.shortOf(200, now), "tokens_per_minute");
    gate.leave(passes[0], now, 300);
    EXPECT_EQ(enter(200), State::Inside);
    gate.leave(passes[2], now, 700);
    EXPECT_EQ(enter(1, 0ms), State::Outside);
}

TEST_F(Door, a_request_larger_than_the_minute_goes_when_nothing_else_did)
{
    limit({}, 100, {});
    EXPECT_EQ(enter(5'000), State::Inside);
    EXPECT_EQ(enter(1), State::Outside);
    now += 61s;
    EXPECT_EQ(enter(5'000), State::Inside);
}

TEST_F(Door, a_correction_that_comes_after_its_minute_changes_nothing)
{
    limit({}, 100, {});
    EXPECT_EQ(enter(50), State::Inside);
    now += 90s;
    gate.leave(passes[0], now, 100'000);
    EXPECT_EQ(enter(100), State::Inside);
}

TEST_F(Door, one_that_ends_with_the_house_is_forgotten_wherever_it_stands)
{
    limit({}, {}, 1);
    EXPECT_EQ(enter(), State::Inside);
    EXPECT_EQ(enter(), State::Waiting);
    EXPECT_EQ(enter(), State::Waiting);
    gate.forget(passes[1]);
    gate.forget(passes[0]);
    EXPECT_EQ(gate.waiting(), 1u);
    EXPECT_EQ(gate.inside(), 0);
    EXPECT_EQ(passes[2].state, State::Waiting);
}

TEST_F(Door, limits_that_were_lifted_hold_nobody_back)
{
    limit(1, {}, 1);
    EXPECT_EQ(enter(), State::Inside);
    EXPECT_EQ(enter(0, 0ms), State::Outside);
    limit({}, {}, {});
    EXPECT_EQ(enter(), State::Inside);
}

} // namespace
} // namespace signalbox
