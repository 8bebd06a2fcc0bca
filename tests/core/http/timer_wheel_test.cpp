// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/timer_wheel.h"
#include "tests/support/slack.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

namespace signalbox::http {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Alarm {
    explicit Alarm(std::function<void(Alarm&)> then = {})
        : entry([this, then] {
            firedAt = SteadyClock::now();
            ++fired;
            if (then)
                then(*this);
        })
    {
    }
    int fired = 0;
    SteadyClock::time_point firedAt;
    TimerWheel::Entry entry;
};

TEST(TimerWheel, no_deadline_is_early_or_much_too_late)
{
    asio::io_context io { 1 };
    TimerWheel wheel(io);
    std::mt19937 random(3);
    std::vector<std::unique_ptr<Alarm>> alarms;
    std::vector<int> delays;
    const auto start = SteadyClock::now();
    for (int i = 0; i < 200; ++i) {
        alarms.push_back(std::make_unique<Alarm>());
        delays.push_back(static_cast<int>(random() % 400));
        wheel.arm(alarms.back()->entry, delays.back());
    }
    io.run();
    for (std::size_t i = 0; i < alarms.size(); ++i) {
        EXPECT_EQ(alarms[i]->fired, 1);
        const auto late = alarms[i]->firedAt - start - std::chrono::milliseconds(delays[i]);
        EXPECT_GE(late, std::chrono::milliseconds(0)) << delays[i];
        EXPECT_LT(late, test::kSlack) << delays[i];
    }
}

TEST(TimerWheel, a_deadline_armed_while_another_fires_hides_none_before_it)
{
    asio::io_context io { 1 };
    TimerWheel wheel(io);
    Alarm first([&wheel](Alarm& self) {
        if (self.fired == 1)
            wheel.arm(self.entry, 2'500);
    });
    Alarm second;
    const auto start = SteadyClock::now();
    wheel.arm(first.entry, 20);
    wheel.arm(second.entry, 150);
    io.run();
    EXPECT_EQ(first.fired, 2);
    EXPECT_EQ(second.fired, 1);
    EXPECT_LT(second.firedAt - start, std::chrono::milliseconds(150) + test::kSlack);
}

TEST(TimerWheel, a_cancelled_or_moved_deadline_does_not_fire_at_its_old_time)
{
    asio::io_context io { 1 };
    TimerWheel wheel(io);
    Alarm cancelled;
    Alarm moved;
    Alarm canceller([&](Alarm&) {
        cancelled.entry.cancel();
        wheel.arm(moved.entry, 100);
    });
    auto destroyed = std::make_unique<Alarm>();
    const auto start = SteadyClock::now();
    wheel.arm(cancelled.entry, 60);
    wheel.arm(moved.entry, 60);
    wheel.arm(destroyed->entry, 60);
    destroyed.reset();
    wheel.arm(canceller.entry, 10);
    io.run();
    EXPECT_EQ(cancelled.fired, 0);
    EXPECT_FALSE(cancelled.entry.armed());
    EXPECT_EQ(moved.fired, 1);
    EXPECT_GE(moved.firedAt - start, std::chrono::milliseconds(110));
}

TEST(TimerWheel, a_stopped_wheel_lets_the_loop_end)
{
    asio::io_context io { 1 };
    TimerWheel wheel(io);
    Alarm alarm;
    wheel.arm(alarm.entry, 60'000);
    wheel.stop();
    const auto start = SteadyClock::now();
    io.run();
    EXPECT_EQ(alarm.fired, 0);
    EXPECT_LT(SteadyClock::now() - start, std::chrono::seconds(5));
}

} // namespace
} // namespace signalbox::http
