// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/delivery.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using End = DeliveryQueue::End;
using Kind = SendOutcome::Kind;
constexpr WallUs kSecond = 1'000'000;
constexpr WallUs kNoon = 1'795'348'800'000'000;

Delivery delivery(std::int64_t id)
{
    Delivery made;
    made.channel = "ops";
    made.alert.id = id;
    made.createdAt = made.dueAt = kNoon;
    return made;
}

SendOutcome failed(Kind kind, std::chrono::seconds notBefore = {})
{
    return { kind, { "channel_status", {} }, notBefore };
}

DeliveryQueue queueOf(RetryRule rule = {}, double dice = 0.5)
{
    return DeliveryQueue(rule, [dice] { return dice; });
}

TEST(DeliveryQueue, gives_each_once_and_in_order)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    queue.add(delivery(2));
    ASSERT_NE(queue.due(kNoon), nullptr);
    EXPECT_EQ(queue.due(kNoon)->alert.id, 1);
    EXPECT_EQ(queue.settle(delivery(1), {}, kNoon).end, End::Sent);
    EXPECT_EQ(queue.due(kNoon)->alert.id, 2);
    EXPECT_EQ(queue.settle(delivery(2), {}, kNoon).end, End::Sent);
    EXPECT_EQ(queue.due(kNoon), nullptr);
    EXPECT_EQ(queue.nextDue(), std::nullopt);
}

TEST(DeliveryQueue, waits_twice_as_long_after_each_failure_up_to_a_limit)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    WallUs now = kNoon;
    std::vector<WallUs> waits;
    for (int i = 0; i < 11; ++i) {
        ASSERT_NE(queue.due(now), nullptr) << i;
        ASSERT_EQ(queue.settle(*queue.due(now), failed(Kind::Later), now).end, End::WillRetry) << i;
        waits.push_back(*queue.nextDue() - now);
        now = *queue.nextDue();
    }
    EXPECT_EQ(waits[0], 2 * kSecond);
    EXPECT_EQ(waits[1], 4 * kSecond);
    EXPECT_EQ(waits[7], 256 * kSecond);
    EXPECT_EQ(waits[9], 900 * kSecond);
    EXPECT_EQ(waits[10], 900 * kSecond);
    EXPECT_EQ(queue.settle(*queue.due(now), failed(Kind::Later), now).end, End::GivenUp); // the twelfth
    EXPECT_TRUE(queue.waiting().empty());
}

TEST(DeliveryQueue, spreads_the_waits_by_a_quarter_to_both_sides)
{
    for (const auto& [dice, wait] :
        { std::pair(0.0, 1'500'000), std::pair(0.5, 2'000'000), std::pair(1.0, 2'500'000) }) {
        DeliveryQueue queue = queueOf({}, dice);
        queue.add(delivery(1));
        EXPECT_EQ(queue.settle(delivery(1), failed(Kind::Later), kNoon).delivery.dueAt, kNoon + wait);
    }
}

TEST(DeliveryQueue, gives_up_at_once_what_would_be_refused_again)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    EXPECT_EQ(queue.settle(delivery(1), failed(Kind::Never), kNoon).end, End::GivenUp);
    EXPECT_TRUE(queue.waiting().empty());
}

TEST(DeliveryQueue, gives_up_what_is_six_hours_old)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    EXPECT_EQ(queue.settle(delivery(1), failed(Kind::Later), kNoon + 6 * 3600 * kSecond).end, End::GivenUp);
}

TEST(DeliveryQueue, waits_as_long_as_the_other_side_asks_within_reason)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    const auto minute = queue.settle(delivery(1), failed(Kind::Later, std::chrono::seconds(60)), kNoon);
    EXPECT_EQ(minute.delivery.dueAt, kNoon + 60 * kSecond);
    const auto year = queue.settle(minute.delivery, failed(Kind::Later, std::chrono::hours(9000)), kNoon);
    EXPECT_EQ(year.delivery.dueAt, kNoon + 900 * kSecond);
}

TEST(DeliveryQueue, sends_twenty_in_ten_minutes_and_no_more)
{
    DeliveryQueue queue = queueOf();
    for (int i = 1; i <= 21; ++i)
        queue.add(delivery(i));
    for (int i = 1; i <= 20; ++i)
        EXPECT_EQ(queue.settle(*queue.due(kNoon), {}, kNoon).end, End::Sent);
    EXPECT_EQ(queue.due(kNoon), nullptr);
    EXPECT_EQ(queue.nextDue(), kNoon + 600 * kSecond);
    ASSERT_NE(queue.due(kNoon + 600 * kSecond), nullptr);
}

TEST(DeliveryQueue, holds_two_hundred_and_the_oldest_gives_way)
{
    DeliveryQueue queue = queueOf();
    for (int i = 1; i <= 200; ++i)
        EXPECT_EQ(queue.add(delivery(i)), std::nullopt);
    const auto givenUp = queue.add(delivery(201));
    ASSERT_TRUE(givenUp);
    EXPECT_EQ(givenUp->alert.id, 1);
    EXPECT_EQ(queue.settle(*givenUp, failed(Kind::Later), kNoon).end, End::GivenUp); // it was on its way
    EXPECT_EQ(queue.waiting().size(), 200U);
}

TEST(DeliveryQueue, is_not_held_up_for_years_by_a_clock_that_was_set_back)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    EXPECT_NE(queue.due(kNoon - 366LL * 24 * 3600 * kSecond), nullptr);
}

TEST(DeliveryQueue, tells_an_alert_as_it_stands_when_it_is_sent)
{
    DeliveryQueue queue = queueOf();
    queue.add(delivery(1));
    Alert folded = delivery(1).alert;
    folded.folded = 3;
    queue.refresh(folded);
    EXPECT_EQ(queue.due(kNoon)->alert.folded, 3);
}

} // namespace
} // namespace signalbox
