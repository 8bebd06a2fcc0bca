// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/breaker.h"

#include "tests/support/fake_clock.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using namespace std::chrono_literals;

class BreakersTest : public testing::Test {
protected:
    void failTimes(int times)
    {
        for (int i = 0; i < times; ++i)
            breakers.failure("d", "http_503");
    }

    test::FakeClock clock;
    Breakers breakers { clock };
};

TEST_F(BreakersTest, an_unknown_deployment_is_closed_and_allowed)
{
    EXPECT_EQ(breakers.state("d"), BreakerState::Closed);
    EXPECT_TRUE(breakers.allow("d"));
    EXPECT_TRUE(breakers.view().empty());
}

TEST_F(BreakersTest, five_failures_within_the_window_open_it)
{
    failTimes(4);
    EXPECT_TRUE(breakers.allow("d"));
    failTimes(1);
    EXPECT_EQ(breakers.state("d"), BreakerState::Open);
    EXPECT_FALSE(breakers.allow("d"));
    EXPECT_TRUE(breakers.allow("another"));
}

TEST_F(BreakersTest, failures_older_than_the_window_do_not_count)
{
    failTimes(4);
    clock.advance(30s);
    failTimes(4);
    EXPECT_EQ(breakers.state("d"), BreakerState::Closed);
}

TEST_F(BreakersTest, a_success_in_between_does_not_forgive_the_failures_of_the_window)
{
    failTimes(4);
    breakers.success("d");
    failTimes(1);
    EXPECT_EQ(breakers.state("d"), BreakerState::Open);
}

TEST_F(BreakersTest, after_its_time_it_lets_one_probe_through)
{
    failTimes(5);
    clock.advance(14'999ms);
    EXPECT_FALSE(breakers.allow("d"));
    clock.advance(1ms);
    EXPECT_EQ(breakers.state("d"), BreakerState::HalfOpen);
    EXPECT_TRUE(breakers.allow("d"));
    EXPECT_FALSE(breakers.allow("d"));
}

TEST_F(BreakersTest, looking_at_the_state_takes_no_probe)
{
    failTimes(5);
    clock.advance(15s);
    EXPECT_EQ(breakers.state("d"), BreakerState::HalfOpen);
    EXPECT_EQ(breakers.state("d"), BreakerState::HalfOpen);
    EXPECT_TRUE(breakers.allow("d"));
}

TEST_F(BreakersTest, the_probe_closes_it_or_opens_it_again)
{
    failTimes(5);
    clock.advance(15s);
    ASSERT_TRUE(breakers.allow("d"));
    breakers.failure("d", "timeout");
    EXPECT_EQ(breakers.state("d"), BreakerState::Open);
    clock.advance(15s);
    ASSERT_TRUE(breakers.allow("d"));
    breakers.success("d");
    EXPECT_EQ(breakers.state("d"), BreakerState::Closed);
    failTimes(4);
    EXPECT_EQ(breakers.state("d"), BreakerState::Closed) << "the old failures are forgotten";
}

TEST_F(BreakersTest, a_probe_without_a_verdict_is_given_back)
{
    failTimes(5);
    clock.advance(15s);
    ASSERT_TRUE(breakers.allow("d"));
    breakers.neutral("d");
    EXPECT_TRUE(breakers.allow("d"));
}

TEST_F(BreakersTest, a_probe_whose_caller_vanished_is_given_up)
{
    failTimes(5);
    clock.advance(15s);
    ASSERT_TRUE(breakers.allow("d"));
    clock.advance(59'999ms);
    EXPECT_FALSE(breakers.allow("d"));
    clock.advance(1ms);
    EXPECT_TRUE(breakers.allow("d"));
}

TEST_F(BreakersTest, a_late_success_does_not_close_an_open_breaker)
{
    failTimes(5);
    breakers.success("d");
    EXPECT_EQ(breakers.state("d"), BreakerState::Open);
}

TEST_F(BreakersTest, a_cool_down_opens_at_once_and_for_its_time)
{
    breakers.coolDown("d", 40s, "rate_limited");
    EXPECT_FALSE(breakers.allow("d"));
    clock.advance(39s);
    EXPECT_FALSE(breakers.allow("d"));
    ASSERT_EQ(breakers.view().size(), 1U);
    EXPECT_EQ(breakers.view().front().opensAgainInMs, 1000);
    EXPECT_EQ(breakers.view().front().lastCode, "rate_limited");
    clock.advance(1s);
    EXPECT_TRUE(breakers.allow("d"));
}

TEST_F(BreakersTest, a_shorter_cool_down_never_shortens_a_longer_one)
{
    breakers.coolDown("d", 60s, "rate_limited");
    breakers.coolDown("d", 1s, "rate_limited");
    clock.advance(59s);
    EXPECT_FALSE(breakers.allow("d"));
}

TEST_F(BreakersTest, an_absurd_cool_down_ends_within_a_day_and_an_empty_one_does_nothing)
{
    breakers.coolDown("d", 24h * 365, "rate_limited");
    clock.advance(24h);
    EXPECT_EQ(breakers.state("d"), BreakerState::HalfOpen);
    breakers.coolDown("e", 0ms, "rate_limited");
    EXPECT_EQ(breakers.state("e"), BreakerState::Closed);
}

TEST_F(BreakersTest, a_reset_forgets_everything)
{
    failTimes(5);
    breakers.reset("d");
    EXPECT_TRUE(breakers.allow("d"));
    EXPECT_TRUE(breakers.view().empty());
}

TEST_F(BreakersTest, a_jump_of_the_wall_clock_changes_nothing)
{
    failTimes(5);
    clock.setNow(clock.now() + 3'600'000'000);
    EXPECT_EQ(breakers.state("d"), BreakerState::Open);
}

TEST(BreakerState, names_are_stable)
{
    EXPECT_EQ(breakerStateName(BreakerState::Closed), "closed");
    EXPECT_EQ(breakerStateName(BreakerState::Open), "open");
    EXPECT_EQ(breakerStateName(BreakerState::HalfOpen), "half_open");
}

} // namespace
} // namespace signalbox
