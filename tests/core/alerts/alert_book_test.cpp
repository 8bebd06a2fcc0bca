// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_book.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using Outcome = AlertBook::Outcome;
constexpr WallUs kMinute = 60'000'000;
constexpr WallUs kNoon = 1'795'348'800'000'000;

AlertEvent threshold(std::int64_t ppm, const std::string& window = "2026-11-22", const std::string& ceiling = "day")
{
    AlertEvent event;
    event.kind = AlertKind::Threshold;
    event.subject = ceiling;
    event.window = window;
    event.sharePpm = ppm;
    event.used = Money::fromNano(ppm * 1000);
    event.limit = Money::fromNano(1'000'000'000);
    return event;
}

AlertEvent breaker(const std::string& deployment)
{
    AlertEvent event;
    event.kind = AlertKind::BreakerOpened;
    event.subject = deployment;
    return event;
}

class Book : public testing::Test {
protected:
    Outcome take(const AlertEvent& event, WallUs at) { return book.take(event, at, settings).outcome; }

    AlertBook book;
    AlertSettings settings = AlertSettings::usual();
};

TEST_F(Book, tells_a_threshold_once_in_its_window_and_again_in_the_next)
{
    EXPECT_EQ(take(threshold(800'000), kNoon), Outcome::Raised);
    EXPECT_EQ(take(threshold(800'000), kNoon + kMinute), Outcome::Dropped);
    EXPECT_EQ(take(threshold(800'000), kNoon + 600 * kMinute), Outcome::Dropped);
    EXPECT_EQ(take(threshold(800'000, "2026-11-23"), kNoon + 700 * kMinute), Outcome::Raised);
    EXPECT_EQ(book.alerts().size(), 2U);
}

TEST_F(Book, tells_each_threshold_and_each_ceiling_by_itself)
{
    EXPECT_EQ(take(threshold(500'000), kNoon), Outcome::Raised);
    EXPECT_EQ(take(threshold(800'000), kNoon + 1), Outcome::Raised);
    EXPECT_EQ(take(threshold(800'000, "2026-11-22", "team"), kNoon + 2), Outcome::Raised);
}

TEST_F(Book, remembers_what_was_told_before_a_restart)
{
    const auto verdict = book.take(threshold(800'000), kNoon, settings);
    AlertBook::Kept kept;
    kept.alerts.assign(book.alerts().begin(), book.alerts().end());
    kept.marks[verdict.mark] = kNoon;
    AlertBook next;
    next.restore(kept);
    EXPECT_EQ(next.take(threshold(800'000), kNoon + kMinute, settings).outcome, Outcome::Dropped);
    const auto other = next.take(threshold(900'000), kNoon + kMinute, settings);
    EXPECT_EQ(other.outcome, Outcome::Raised);
    EXPECT_GT(other.alert.id, verdict.alert.id);
}

TEST_F(Book, folds_the_same_cause_for_ten_minutes_from_its_first_and_then_tells_it_again)
{
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Raised);
    for (int i = 1; i <= 3; ++i)
        EXPECT_EQ(take(breaker("a/m"), kNoon + i * 3 * kMinute), Outcome::Folded);
    ASSERT_EQ(book.alerts().size(), 1U);
    EXPECT_EQ(book.alerts().front().folded, 3);
    EXPECT_EQ(book.alerts().front().at, kNoon);
    EXPECT_EQ(book.alerts().front().lastAt, kNoon + 9 * kMinute);
    EXPECT_EQ(take(breaker("a/m"), kNoon + 10 * kMinute), Outcome::Raised);
}

TEST_F(Book, folds_no_other_cause)
{
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Raised);
    EXPECT_EQ(take(breaker("b/m"), kNoon + 1), Outcome::Raised);
}

TEST_F(Book, folds_nothing_where_the_operator_wants_no_folding_or_the_clock_was_set_back)
{
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Raised);
    EXPECT_EQ(take(breaker("a/m"), kNoon - 60 * kMinute), Outcome::Raised);
    settings.fold = std::chrono::minutes(0);
    EXPECT_EQ(take(breaker("a/m"), kNoon - 60 * kMinute), Outcome::Raised);
}

TEST_F(Book, lists_what_is_snoozed_and_tells_nobody_until_the_time_is_over)
{
    book.snooze(snoozeKeyOf(breaker("a/m")), kNoon + 60 * kMinute);
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Hushed);
    EXPECT_EQ(take(breaker("a/m"), kNoon + kMinute), Outcome::Hushed);
    EXPECT_EQ(take(breaker("b/m"), kNoon), Outcome::Raised);
    ASSERT_EQ(book.alerts().size(), 2U);
    EXPECT_TRUE(book.alerts().back().snoozed);
    EXPECT_EQ(book.alerts().back().folded, 1);
    EXPECT_EQ(take(breaker("a/m"), kNoon + 60 * kMinute), Outcome::Raised);
}

TEST_F(Book, a_snoozed_ceiling_holds_back_its_thresholds_and_forecasts_but_not_that_it_is_reached)
{
    book.snooze(snoozeKeyOf(threshold(500'000)), kNoon + 60 * kMinute);
    EXPECT_EQ(take(threshold(800'000), kNoon), Outcome::Hushed);
    AlertEvent event = threshold(0);
    event.kind = AlertKind::Forecast;
    EXPECT_EQ(take(event, kNoon), Outcome::Hushed);
    event.kind = AlertKind::CeilingReached;
    EXPECT_EQ(take(event, kNoon), Outcome::Raised);
}

TEST_F(Book, a_snooze_of_everything_hushes_everything_until_it_is_woken)
{
    book.snooze("", kNoon + 60 * kMinute);
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Hushed);
    book.wake("");
    EXPECT_EQ(take(breaker("b/m"), kNoon), Outcome::Raised);
}

TEST_F(Book, no_snooze_lasts_for_years_because_the_clock_was_set_back)
{
    book.snooze("", kNoon + 60 * kMinute);
    EXPECT_EQ(take(breaker("a/m"), kNoon - 60 * kMinute), Outcome::Hushed);
    EXPECT_EQ(take(breaker("b/m"), kNoon - 365 * 24 * 60 * kMinute), Outcome::Raised);
}

TEST_F(Book, drops_what_is_switched_off_and_forgets_no_mark_for_it)
{
    settings.levels[AlertKind::Threshold] = std::nullopt;
    EXPECT_EQ(take(threshold(800'000), kNoon), Outcome::Dropped);
    EXPECT_TRUE(book.alerts().empty());
    settings = AlertSettings::usual();
    EXPECT_EQ(take(threshold(800'000), kNoon), Outcome::Raised);
}

TEST_F(Book, gives_each_kind_the_level_of_the_settings)
{
    settings.levels[AlertKind::BreakerOpened] = AlertLevel::Urgent;
    EXPECT_EQ(book.take(breaker("a/m"), kNoon, settings).alert.level, AlertLevel::Urgent);
    EXPECT_EQ(book.take(threshold(800'000), kNoon, settings).alert.level, AlertLevel::Attention);
}

TEST_F(Book, keeps_the_newest_five_hundred)
{
    settings.fold = std::chrono::minutes(0);
    for (int i = 0; i < 600; ++i)
        EXPECT_EQ(take(breaker("d" + std::to_string(i)), kNoon + i), Outcome::Raised);
    EXPECT_EQ(book.alerts().size(), AlertBook::kKept);
    EXPECT_EQ(book.alerts().front().event.subject, "d599");
}

TEST_F(Book, marks_all_as_seen_until_something_new_comes)
{
    EXPECT_EQ(take(breaker("a/m"), kNoon), Outcome::Raised);
    book.markSeen();
    EXPECT_TRUE(book.alerts().front().seen);
    EXPECT_EQ(take(breaker("b/m"), kNoon), Outcome::Raised);
    EXPECT_FALSE(book.alerts().front().seen);
}

TEST(AlertSettings, without_the_section_only_ceilings_are_notified)
{
    const AlertSettings untold = AlertSettings::untold();
    for (const AlertKind kind : kAlertKinds) {
        const bool ofCeiling = kind == AlertKind::Threshold || kind == AlertKind::CeilingReached;
        EXPECT_EQ(untold.levelOf(kind) != AlertLevel::Info, ofCeiling) << alertKindName(kind);
    }
    EXPECT_TRUE(untold.channels.empty());
    EXPECT_FALSE(untold.sound);
}

TEST(AlertSettings, a_channel_gets_its_levels_and_its_events_and_nothing_while_it_is_off)
{
    ChannelSettings channel;
    channel.from = AlertLevel::Urgent;
    EXPECT_FALSE(channel.wants(breaker("a/m"), AlertLevel::Attention));
    EXPECT_TRUE(channel.wants(breaker("a/m"), AlertLevel::Urgent));
    channel.events = { AlertKind::Threshold };
    EXPECT_FALSE(channel.wants(breaker("a/m"), AlertLevel::Urgent));
    EXPECT_TRUE(channel.wants(threshold(1), AlertLevel::Urgent));
    channel.on = false;
    EXPECT_FALSE(channel.wants(threshold(1), AlertLevel::Urgent));
}

TEST(AlertNames, are_read_as_they_are_written)
{
    for (const AlertKind kind : kAlertKinds)
        EXPECT_EQ(alertKindOf(alertKindName(kind)), kind);
    for (const AlertLevel level : { AlertLevel::Info, AlertLevel::Attention, AlertLevel::Urgent })
        EXPECT_EQ(alertLevelOf(alertLevelName(level)), level);
    EXPECT_FALSE(alertKindOf("no_such"));
}

} // namespace
} // namespace signalbox
