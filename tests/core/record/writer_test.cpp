// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/writer.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace signalbox {
namespace {

using namespace std::chrono_literals;

class Part final : public Writer::Participant {
public:
    explicit Part(std::function<bool()> drained = [] { return false; })
        : m_drained(std::move(drained))
    {
    }
    bool drain() override
    {
        ++drains;
        return m_drained();
    }
    std::optional<std::chrono::steady_clock::time_point> wakeAt() override
    {
        const std::lock_guard lock(mutex);
        return at;
    }
    void finish() override { ++finishes; }
    bool waitFor(int count) const
    {
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (drains < count && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        return drains >= count;
    }

    std::atomic<int> drains { 0 };
    std::atomic<int> finishes { 0 };
    std::mutex mutex;
    std::optional<std::chrono::steady_clock::time_point> at;

private:
    std::function<bool()> m_drained;
};

TEST(Writer, participants_are_drained_in_the_order_they_were_added)
{
    std::string order;
    Part first([&] {
        order += "1";
        return false;
    });
    Part second([&] {
        order += "2";
        return false;
    });
    Writer writer;
    writer.add(first);
    writer.add(second);
    writer.start();
    ASSERT_TRUE(second.waitFor(1));
    writer.wake();
    ASSERT_TRUE(second.waitFor(2));
    writer.stop();
    EXPECT_EQ(order.substr(0, 4), "1212");
}

TEST(Writer, work_that_is_left_is_drained_at_once_without_a_call)
{
    std::atomic<int> left { 100 };
    Part part([&] { return --left > 0; });
    Writer writer;
    writer.add(part);
    writer.start();
    EXPECT_TRUE(part.waitFor(100));
}

TEST(Writer, an_idle_writer_sleeps)
{
    Part part;
    Writer writer;
    writer.add(part);
    writer.start();
    ASSERT_TRUE(part.waitFor(1));
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(part.drains, 1);
}

TEST(Writer, a_time_in_the_past_does_not_make_it_spin)
{
    Part part;
    const auto start = std::chrono::steady_clock::now();
    part.at = start - 1h;
    Writer writer;
    writer.add(part);
    writer.start();
    std::this_thread::sleep_for(50ms);
    const int drains = part.drains;
    EXPECT_GE(drains, 2);
    EXPECT_LE(drains, (std::chrono::steady_clock::now() - start) / 1ms + 10); // one a millisecond, however slow this is
}

TEST(Writer, the_earliest_time_wakes_everybody)
{
    Part late;
    Part early;
    const auto start = std::chrono::steady_clock::now();
    late.at = start + 1h;
    early.at = start + 20ms;
    Writer writer;
    writer.add(late);
    writer.add(early);
    writer.start();
    ASSERT_TRUE(late.waitFor(2));
    EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST(Writer, no_call_is_lost_whoever_calls_and_when)
{
    std::atomic<int> queued { 0 };
    std::atomic<int> taken { 0 };
    Part part([&] {
        taken += queued.exchange(0);
        return false;
    });
    Writer writer;
    writer.add(part);
    writer.start();
    constexpr int kEach = 5000;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&] {
            for (int n = 0; n < kEach; ++n) {
                ++queued;
                writer.wake();
            }
        });
    }
    for (std::thread& caller : callers)
        caller.join();
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (taken < 4 * kEach && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
    EXPECT_EQ(taken, 4 * kEach);
}

TEST(Writer, stop_drains_finishes_once_and_may_be_called_again)
{
    std::atomic<int> queued { 0 };
    std::atomic<int> taken { 0 };
    Part part([&] {
        taken += queued.exchange(0);
        return false;
    });
    Writer writer;
    writer.add(part);
    writer.start();
    queued = 7;
    writer.wake();
    writer.stop();
    writer.stop();
    EXPECT_EQ(taken, 7);
    EXPECT_EQ(part.finishes, 1);
}

TEST(Writer, a_writer_that_was_never_started_stops)
{
    Part part;
    Writer writer;
    writer.add(part);
    writer.stop();
    EXPECT_EQ(part.finishes, 0);
}

} // namespace
} // namespace signalbox
