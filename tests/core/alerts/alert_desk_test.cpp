// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_desk.h"
#include "core/alerts/alert_store.h"
#include "tests/support/certificates.h"
#include "tests/support/raw_upstream.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

namespace signalbox {
namespace {

using namespace std::chrono_literals;

template <class Condition> bool within(std::chrono::milliseconds patience, Condition condition)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

/// What a channel was given, and what it answers.
struct Outside {
    std::mutex mutex;
    std::vector<std::string> sent; ///< causes
    SendOutcome answer;
    std::atomic<bool> hangs { false };

    std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return sent.size();
    }
    void setAnswer(SendOutcome::Kind kind)
    {
        const std::lock_guard lock(mutex);
        answer = { kind, { kind == SendOutcome::Kind::Sent ? "" : "channel_status", {} }, {} };
    }
};

class FakeChannel final : public Channel {
public:
    explicit FakeChannel(Outside& outside)
        : m_outside(outside)
    {
    }
    SendOutcome send(const Alert& alert, const AlertText&, const std::stop_token& stop) override
    {
        while (m_outside.hangs && !stop.stop_requested())
            std::this_thread::sleep_for(1ms);
        const std::lock_guard lock(m_outside.mutex);
        if (stop.stop_requested())
            return { SendOutcome::Kind::Later, {}, {} };
        m_outside.sent.push_back(causeOf(alert.event));
        return m_outside.answer;
    }

private:
    Outside& m_outside;
};

AlertEvent threshold(std::int64_t ppm)
{
    AlertEvent event;
    event.kind = AlertKind::Threshold;
    event.subject = "day";
    event.window = "2026-11-22";
    event.sharePpm = ppm;
    return event;
}

AlertSettings withChannel()
{
    AlertSettings settings = AlertSettings::usual();
    ChannelSettings channel;
    channel.id = "ops";
    settings.channels.push_back(channel);
    return settings;
}

class Desk : public testing::Test {
protected:
    Desk()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "signalbox-alerts-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~Desk() override { std::filesystem::remove_all(folder); }

    std::unique_ptr<AlertDesk> open(const AlertSettings& settings = withChannel())
    {
        AlertDesk::Surroundings surroundings;
        surroundings.dir = folder;
        surroundings.makeChannel = [this](const ChannelSettings&, const ChannelMeans&) {
            return std::make_unique<FakeChannel>(outside);
        };
        surroundings.retry.first = 20ms;
        auto desk = std::make_unique<AlertDesk>(std::move(surroundings), clock);
        desk->onNews([this](const AlertNews& news) {
            const std::lock_guard lock(mutex);
            told.push_back(news);
        });
        desk->configure(settings, DayRule());
        desk->start();
        return desk;
    }
    std::size_t toldCount()
    {
        const std::lock_guard lock(mutex);
        return told.size();
    }

    std::string folder;
    SystemClock clock;
    Outside outside;
    std::mutex mutex;
    std::vector<AlertNews> told;
};

TEST_F(Desk, tells_once_within_a_second_by_callback_and_channel_and_lists_it)
{
    const auto desk = open();
    desk->raise(threshold(800'000));
    desk->raise(threshold(800'000));
    ASSERT_TRUE(within(1s, [&] { return toldCount() == 1 && outside.count() == 1; }));
    EXPECT_TRUE(told.front().onDesktop);
    EXPECT_FALSE(told.front().withSound);
    ASSERT_EQ(desk->alerts().size(), 1U);
    EXPECT_FALSE(within(100ms, [&] { return toldCount() + outside.count() > 2; }));
}

TEST_F(Desk, tells_nothing_again_after_a_restart_and_keeps_its_list)
{
    open()->raise(threshold(800'000));
    {
        const auto desk = open();
        ASSERT_TRUE(within(2s, [&] { return desk->alerts().size() == 1; }));
        const std::size_t before = toldCount();
        desk->raise(threshold(800'000));
        desk->raise(threshold(900'000));
        ASSERT_TRUE(within(2s, [&] { return desk->alerts().size() == 2; }));
        EXPECT_EQ(toldCount(), before + 1);
    }
    EXPECT_EQ(std::filesystem::status(folder + "/alerts.db").permissions(),
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Desk, sends_after_a_restart_what_waited)
{
    outside.hangs = true;
    {
        const auto desk = open();
        desk->raise(threshold(800'000));
        ASSERT_TRUE(within(2s, [&] { return toldCount() == 1; }));
    }
    EXPECT_EQ(outside.count(), 0U);
    outside.hangs = false;
    {
        const auto desk = open();
        ASSERT_TRUE(within(2s, [&] { return outside.count() == 1; }));
        EXPECT_TRUE(within(2s, [&] { return desk->channels().front().sentAt > 0; }));
    }
    const auto desk = open();
    EXPECT_FALSE(within(200ms, [&] { return outside.count() > 1; }));
    EXPECT_EQ(toldCount(), 1U);
}

TEST_F(Desk, tries_again_what_failed_in_passing_and_says_how_the_channel_does)
{
    outside.setAnswer(SendOutcome::Kind::Later);
    const auto desk = open();
    desk->raise(threshold(800'000));
    ASSERT_TRUE(within(2s, [&] { return outside.count() >= 2; }));
    ASSERT_TRUE(within(2s, [&] { return desk->channels().front().failedAt > 0; }));
    EXPECT_EQ(desk->channels().front().problem.code, "channel_status");
    EXPECT_EQ(desk->channels().front().waiting, 1U);
    outside.setAnswer(SendOutcome::Kind::Sent);
    ASSERT_TRUE(within(5s, [&] { return desk->channels().front().sentAt > 0; }));
    EXPECT_EQ(desk->channels().front().waiting, 0U);
    EXPECT_EQ(desk->channels().front().problem.code, "");
}

TEST_F(Desk, a_channel_that_hangs_holds_up_neither_the_callback_nor_the_end)
{
    outside.hangs = true;
    const auto begun = std::chrono::steady_clock::now();
    {
        const auto desk = open();
        for (int i = 1; i <= 20; ++i)
            desk->raise(threshold(i * 10'000));
        ASSERT_TRUE(within(3s, [&] { return toldCount() == 20; }));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
}

/// All bytes of all files below a folder.
std::string everythingIn(const std::string& folder)
{
    std::string all;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

TEST_F(Desk, channels_that_misbehave_hold_up_no_other_and_lose_nothing_over_a_restart)
{
    using test::RawPeer;
    using test::RawUpstream;
    std::atomic<bool> mended { false };
    std::atomic<int> taken { 0 };
    RawUpstream silent([&](RawPeer& peer, int) {
        peer.readRequest();
        if (!mended)
            peer.hangUntilClosed(30s);
        else if (peer.write(test::okAnswer("")))
            ++taken;
    });
    RawUpstream closes([&](RawPeer& peer, int) {
        if (mended && !peer.readRequest().empty() && peer.write(test::okAnswer("")))
            ++taken;
    });
    RawUpstream moved([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 307 Moved\r\nLocation: http://10.0.0.1/x\r\nContent-Length: 0\r\n\r\n");
    });
    const test::Authority authority;
    const test::Identity other = authority.issue("DNS:other.example");
    RawUpstream stranger([](RawPeer& peer, int) { peer.readRequest(); }, { .identity = &other });
    std::atomic<int> good { 0 };
    RawUpstream sound([&](RawPeer& peer, int) {
        peer.readRequest();
        if (peer.write(test::okAnswer("")))
            ++good;
    });
    AlertSettings settings = AlertSettings::usual();
    std::map<std::string, std::string> urls;
    const auto add = [&](const std::string& id, const RawUpstream& server, const char* scheme) {
        ChannelSettings channel;
        channel.id = id;
        channel.local = true;
        channel.caFile = authority.file();
        channel.url = "session:" + id;
        urls[channel.url] = std::string(scheme) + "://127.0.0.1:" + std::to_string(server.port()) + "/canary-4711";
        settings.channels.push_back(channel);
    };
    add("silent", silent, "http");
    add("closes", closes, "http");
    add("moved", moved, "http");
    add("stranger", stranger, "https");
    add("sound", sound, "http");
    const auto desk = [&] {
        AlertDesk::Surroundings surroundings;
        surroundings.dir = folder;
        surroundings.retry.first = 50ms;
        surroundings.means.secret = [&urls](const std::string& reference) {
            return std::make_shared<const Secret>(urls.at(reference));
        };
        auto opened = std::make_unique<AlertDesk>(std::move(surroundings), clock);
        opened->configure(settings, DayRule());
        opened->start();
        return opened;
    };
    std::string said;
    const auto begun = std::chrono::steady_clock::now();
    {
        const auto first = desk();
        for (int i = 1; i <= 3; ++i)
            first->raise(threshold(i * 10'000));
        ASSERT_TRUE(within(2s, [&] { return good == 3; })) << "the sound channel waits for nobody";
        const auto all = [&] {
            const auto channels = first->channels();
            return channels[1].problem.code == "channel_unreachable" && channels[2].problem.code == "channel_redirect"
                && channels[2].waiting == 0 && channels[3].problem.code == "channel_tls";
        };
        EXPECT_TRUE(within(5s, all));
        for (const auto& channel : first->channels())
            said += channel.problem.text();
        EXPECT_EQ(moved.connections(), 3) << "neither followed nor tried again";
        EXPECT_EQ(first->channels()[0].waiting, 3U);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 9s) << "the end waits for nobody";
    mended = true;
    {
        const auto second = desk();
        EXPECT_TRUE(within(20s, [&] { return taken == 6; })) << taken << " of six that waited";
        EXPECT_EQ(good, 3) << "what was taken is not sent again";
        EXPECT_TRUE(within(2s, [&] { return second->channels()[0].waiting == 0; }));
        for (const auto& channel : second->channels())
            said += channel.problem.text();
    }
    EXPECT_EQ((said + everythingIn(folder)).find("canary"), std::string::npos);
}

TEST_F(Desk, an_order_is_carried_out_in_a_storm_of_events)
{
    const auto desk = open();
    AlertEvent event;
    event.kind = AlertKind::Unpriced;
    event.window = "2026-11-22";
    for (int i = 0; i < 30'000; ++i) {
        event.subject = "a/m" + std::to_string(i % 5);
        desk->raise(event);
    }
    desk->snooze("ceiling/day", std::chrono::hours(1));
    EXPECT_TRUE(within(10s, [&] { return desk->snoozes().size() == 1; }));
}

TEST_F(Desk, keeps_a_snooze_across_restarts)
{
    {
        const auto desk = open();
        desk->snooze("ceiling/day", std::chrono::hours(1));
        ASSERT_TRUE(within(2s, [&] { return desk->snoozes().size() == 1; }));
    }
    const auto desk = open();
    ASSERT_TRUE(within(2s, [&] { return desk->snoozes().size() == 1; }));
    desk->raise(threshold(800'000));
    ASSERT_TRUE(within(2s, [&] { return desk->alerts().size() == 1; }));
    EXPECT_TRUE(desk->alerts().front().snoozed);
    EXPECT_EQ(toldCount() + outside.count(), 0U);
    desk->wake("ceiling/day");
    desk->raise(threshold(900'000));
    ASSERT_TRUE(within(2s, [&] { return toldCount() == 1; }));
}

TEST_F(Desk, tells_all_the_same_where_nothing_can_be_kept)
{
    folder += "/no-such-folder";
    const auto desk = open();
    desk->raise(threshold(800'000));
    ASSERT_TRUE(within(2s, [&] { return toldCount() == 1 && outside.count() == 1; }));
    EXPECT_NE(desk->storeProblem().code, "");
    folder = std::filesystem::path(folder).parent_path();
}

TEST_F(Desk, opens_no_file_of_a_newer_program)
{
    open()->raise(threshold(800'000));
    {
        Database database(folder + "/alerts.db", Database::Mode::WriteFull, AlertStore::migrations());
        database.execute("PRAGMA user_version=99");
    }
    const auto desk = open();
    ASSERT_TRUE(within(2s, [&] { return desk->storeProblem().code == "storage_newer"; }));
}

TEST_F(Desk, folds_repeats_into_what_was_told)
{
    const auto desk = open();
    AlertEvent event;
    event.kind = AlertKind::BreakerOpened;
    event.subject = "a/m";
    for (int i = 0; i < 4; ++i)
        desk->raise(event);
    ASSERT_TRUE(within(2s, [&] { return toldCount() == 4; }));
    EXPECT_EQ(told.back().what, AlertNews::What::Folded);
    EXPECT_EQ(told.back().alert.folded, 3);
    EXPECT_EQ(told.back().alert.id, told.front().alert.id);
    EXPECT_FALSE(within(100ms, [&] { return outside.count() > 1; }));
}

TEST_F(Desk, tests_a_channel_now_and_names_one_that_is_not_there)
{
    const auto desk = open();
    EXPECT_TRUE(desk->test("ops"));
    EXPECT_EQ(outside.sent, std::vector<std::string> { "test/ops" });
    EXPECT_EQ(desk->test("other").error().code, "channel_unknown");
    outside.setAnswer(SendOutcome::Kind::Never);
    EXPECT_EQ(desk->test("ops").error().code, "channel_status");
    EXPECT_TRUE(desk->alerts().empty());
}

TEST_F(Desk, reads_over_reservations_and_refused_prices_from_requests_and_nothing_from_simulated_ones)
{
    const auto desk = open();
    RequestRecord record;
    record.tierPlanned = "large";
    record.errorCode = "unpriced";
    AttemptRecord attempt;
    attempt.provider = "a";
    attempt.model = "m";
    attempt.reservedNano = 10;
    attempt.costNano = 11;
    record.attempts = { attempt };
    desk->look(record);
    ASSERT_TRUE(within(2s, [&] { return desk->alerts().size() == 2; }));
    EXPECT_EQ(causeOf(desk->alerts()[0].event), "over_reservation/a/m");
    EXPECT_EQ(causeOf(desk->alerts()[1].event), "unpriced/large");
    record.simulated = true;
    record.tierPlanned = "other";
    desk->look(record);
    EXPECT_FALSE(within(100ms, [&] { return desk->alerts().size() > 2; }));
}

TEST_F(Desk, looks_at_the_house_by_itself)
{
    AlertDesk::Surroundings surroundings;
    surroundings.conditions = [] {
        Conditions conditions;
        conditions.ledgerHealthy = false;
        conditions.ledgerCode = "storage_full";
        return conditions;
    };
    AlertDesk desk(std::move(surroundings), clock);
    desk.start();
    EXPECT_TRUE(within(2s, [&] { return desk.alerts().size() == 1; }));
}

} // namespace
} // namespace signalbox
