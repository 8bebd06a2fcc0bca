// SPDX-License-Identifier: GPL-3.0-or-later
// A real proxy with the sandbox inside, a server for desks beside it, and desks.
#include "core/alerts/alert_desk.h"
#include "core/attach/desk_server.h"
#include "core/attach/hello.h"
#include "core/attach/remote_proxy.h"
#include "core/attach/utf8_dump.h"
#include "core/proxy/proxy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include <unistd.h>

using namespace signalbox;
using namespace signalbox::attach;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kPatience { 5000 };

template <class Holds> bool until(Holds holds)
{
    for (int i = 0; i < 500; ++i) {
        if (holds())
            return true;
        std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
}

class Attach : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = std::filesystem::temp_directory_path()
            / ("sb-attach-" + std::to_string(::getpid()) + "-"
                + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(m_folder);
        Proxy::Options options;
        options.dataDir = m_folder;
        options.sandbox = true;
        options.port = std::uint16_t { 0 };
        auto proxy = Proxy::start(std::move(options));
        ASSERT_TRUE(proxy) << proxy.error().text();
        m_proxy = std::move(*proxy);
        serve();
    }
    void TearDown() override
    {
        m_server.reset();
        m_proxy.reset();
        std::filesystem::remove_all(m_folder);
    }
    void serve() { serve(DeskServer::Options(m_folder)); }
    void serve(DeskServer::Options options)
    {
        m_server.reset();
        auto server = DeskServer::open(*m_proxy, std::move(options));
        ASSERT_TRUE(server) << server.error().text();
        m_server = std::move(*server);
    }
    [[nodiscard]] std::unique_ptr<RemoteProxy> attach()
    {
        auto desk = RemoteProxy::attach(m_folder);
        EXPECT_TRUE(desk) << desk.error().text();
        return desk ? std::move(*desk) : nullptr;
    }
    /// What the server says to one request after a good hello.
    [[nodiscard]] std::string answerTo(std::string_view request) const
    {
        const auto stream = LocalStream::connect(deskSocket(m_folder));
        EXPECT_TRUE(stream);
        EXPECT_TRUE((*stream)->write(textOf(toWire(Hello())), {}, kPatience));
        EXPECT_TRUE((*stream)->read(kMostHello, kPatience));
        EXPECT_TRUE((*stream)->write(request, {}, kPatience));
        const auto answer = (*stream)->read(kMostJson, kPatience);
        return answer ? answer->json : answer.error().code;
    }

    std::string m_folder;
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<DeskServer> m_server;
};

} // namespace

TEST_F(Attach, a_desk_sees_what_the_proxy_tells)
{
    const auto desk = attach();
    EXPECT_EQ(desk->status().baseUrl, m_proxy->status().baseUrl);
    EXPECT_EQ(desk->status().dataDir, m_folder);
    EXPECT_EQ(desk->config()->text, m_proxy->config()->text);
    EXPECT_EQ(desk->config()->rules.version, m_proxy->config()->rules.version);
    EXPECT_EQ(desk->balances().size(), m_proxy->balances().size());
    EXPECT_EQ(desk->standings().size(), m_proxy->standings().size());
    EXPECT_EQ(desk->vaultName(), "memory");
    ASSERT_TRUE(desk->attachment());
    EXPECT_EQ(desk->attachment()->pid, ::getpid());
    EXPECT_TRUE(desk->attachment()->reachable);
    const std::string deployment = m_proxy->config()->tiers.front().chain.front()->id;
    EXPECT_EQ(desk->testCostUpperBound(deployment), m_proxy->testCostUpperBound(deployment));
}

TEST_F(Attach, an_order_of_the_desk_is_done_where_the_traffic_is)
{
    const auto desk = attach();
    const auto added = desk->addKey("ci", std::nullopt, {});
    ASSERT_TRUE(added) << added.error().text();
    ASSERT_EQ(m_proxy->keys().size(), 1U);
    EXPECT_EQ(desk->keys().size(), 1U) << "and it is seen at once";
    EXPECT_EQ(desk->revokeKey("vk_none").error().code, "key_unknown") << "errors keep their codes";
    std::string text = m_proxy->config()->text;
    const auto name = text.find("Everything else");
    ASSERT_NE(name, std::string::npos);
    text.replace(name, 15, "All else");
    const ConfigRead read = desk->apply(text, { "apply", "why" });
    ASSERT_NE(read.config, nullptr);
    EXPECT_EQ(m_proxy->config()->text, read.config->text);
    EXPECT_EQ(desk->config()->rules.version, m_proxy->config()->rules.version);
    const auto history = desk->history();
    ASSERT_TRUE(history);
    EXPECT_EQ(history->back().note, "why");
    EXPECT_EQ(desk->apply("{", {}).config, nullptr);
    const ConfigRead back = desk->rollBack(1, "no");
    EXPECT_NE(back.config, nullptr);
}

TEST_F(Attach, what_nobody_waits_for_is_done_all_the_same)
{
    const auto desk = attach();
    desk->setRouting(Routing::Stopped);
    EXPECT_TRUE(desk->status().paused()) << "foretold";
    EXPECT_TRUE(until([&] { return m_proxy->status().paused(); }));
    desk->alerts().snooze("", std::chrono::minutes(60));
    EXPECT_TRUE(until([&] { return !m_proxy->alerts().snoozes().empty() && !desk->alerts().snoozes().empty(); }));
}

TEST_F(Attach, a_secret_reaches_the_store_and_its_view_comes_back)
{
    const auto desk = attach();
    ASSERT_TRUE(desk->setSecret("session:openai", "sk-canary-0123456789"));
    EXPECT_EQ(m_proxy->secrets().find("session:openai")->text(), "sk-canary-0123456789");
    ASSERT_EQ(desk->secretViews().size(), 1U);
    EXPECT_EQ(desk->secretViews().front().lastFour, "6789");
    EXPECT_EQ(desk->redacted("a sk-canary-0123456789 b"), "a [secret] b");
    EXPECT_EQ(desk->setSecret("session:openai", "with space").error().code, "secret_invalid");
}

TEST_F(Attach, a_raised_ceiling_and_a_panic_stop_are_seen_by_a_second_desk)
{
    const auto first = attach();
    const auto second = attach();
    ASSERT_TRUE(first->stopAll("enough"));
    ASSERT_TRUE(m_proxy->stopped());
    EXPECT_TRUE(until([&] {
        (void)second->refresh(LiveRange::Hours2);
        return second->stopped() && second->stopped()->note == "enough";
    }));
    ASSERT_TRUE(first->releaseAll());
    EXPECT_FALSE(m_proxy->stopped());
}

TEST_F(Attach, an_alert_is_news_at_every_desk_once)
{
    const auto desk = attach();
    std::atomic<int> news = 0;
    desk->alerts().onNews([&](const AlertNews& each) { news += each.alert.event.code == "storage_full" ? 1 : 100; });
    AlertEvent event;
    event.kind = AlertKind::LedgerTrouble;
    event.code = "storage_full";
    m_proxy->alerts().raise(event);
    EXPECT_TRUE(until([&] {
        (void)desk->refresh(LiveRange::Hours2);
        return news == 1;
    }));
    EXPECT_EQ(desk->alerts().alerts().size(), 1U);
    const auto late = attach();
    EXPECT_EQ(late->alerts().alerts().size(), 1U) << "listed, and no news any more";
}

TEST_F(Attach, a_test_of_a_deployment_is_made_by_the_proxy)
{
    const auto desk = attach();
    const std::string deployment = m_proxy->config()->tiers.front().chain.front()->id;
    const auto report = desk->testDeployment(deployment, {});
    EXPECT_TRUE(report.ok) << report.error.text();
    EXPECT_EQ(desk->testDeployment("none", {}).error.code, "deployment_unknown");
}

TEST_F(Attach, nonsense_is_answered_or_cut_and_the_next_desk_is_served)
{
    EXPECT_NE(answerTo(R"(["config.sell",[]])").find("attach_verb_unknown"), std::string::npos);
    EXPECT_NE(answerTo(R"(["keys.revoke",[1]])").find("attach_syntax"), std::string::npos);
    EXPECT_NE(answerTo(R"(["keys.revoke",[]])").find("attach_syntax"), std::string::npos);
    EXPECT_NE(answerTo("{").find("attach_syntax"), std::string::npos);
    EXPECT_NE(answerTo(R"(["pull",9])").find("attach_syntax"), std::string::npos);
    const auto rude = LocalStream::connect(deskSocket(m_folder));
    ASSERT_TRUE(rude);
    EXPECT_TRUE((*rude)->write(R"(["keys.add",["x",null,"{}"]])", {}, kPatience)) << "no hello";
    EXPECT_TRUE((*rude)->read(kMostHello, kPatience)) << "which is said";
    EXPECT_EQ((*rude)->read(kMostHello, kPatience).error().code, "attach_gone") << "and it is cut";
    EXPECT_TRUE(m_proxy->keys().empty());
    EXPECT_NE(attach(), nullptr);
}

TEST_F(Attach, another_version_is_told_on_both_sides_and_never_guessed)
{
    const auto other = RemoteProxy::attach(m_folder, "0.0.0");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, "attach_version");
    EXPECT_EQ(other.error().parameter("theirs"), SIGNALBOX_VERSION);
    EXPECT_EQ(other.error().parameter("ours"), "0.0.0");
}

TEST_F(Attach, another_user_is_cut_before_a_word)
{
    DeskServer::Options options(m_folder);
    options.user = ::geteuid() + 1;
    serve(options);
    EXPECT_EQ(RemoteProxy::attach(m_folder).error().code, "attach_gone");
    EXPECT_EQ(m_server->connections(), 0U);
}

TEST_F(Attach, more_desks_than_it_takes_are_cut)
{
    DeskServer::Options options(m_folder);
    options.mostConnections = 1;
    serve(options);
    const auto desk = attach();
    EXPECT_FALSE(RemoteProxy::attach(m_folder));
    EXPECT_TRUE(desk->attachment()->reachable);
}

TEST_F(Attach, a_service_that_goes_is_noticed_and_found_again)
{
    const auto desk = attach();
    std::atomic<int> heard = 0;
    desk->onRefreshed([&] { ++heard; });
    m_server.reset();
    EXPECT_TRUE(until([&] { return !desk->attachment()->reachable; }));
    EXPECT_EQ(desk->attachment()->problem.code, "attach_gone");
    EXPECT_GT(heard.load(), 0) << "without being asked";
    EXPECT_NE(desk->config(), nullptr) << "what it told last stays";
    EXPECT_EQ(desk->addKey("x", std::nullopt, {}).error().code, "attach_gone");
    serve();
    EXPECT_TRUE(until([&] { return desk->attachment()->reachable; }));
    EXPECT_TRUE(desk->addKey("x", std::nullopt, {}));
}

TEST_F(Attach, a_service_of_another_version_that_comes_back_is_not_taken)
{
    const auto desk = attach();
    DeskServer::Options options(m_folder);
    options.version = "99.0";
    serve(options);
    EXPECT_TRUE(until([&] { return desk->attachment()->problem.code == "attach_version"; }));
    EXPECT_FALSE(desk->attachment()->reachable);
    EXPECT_EQ(desk->attachment()->problem.parameter("theirs"), "99.0");
}

TEST_F(Attach, a_desk_that_dies_in_the_middle_of_a_word_is_nothing_to_the_others)
{
    const auto desk = attach();
    for (int i = 0; i < 20; ++i) {
        const auto dying = LocalStream::connect(deskSocket(m_folder));
        ASSERT_TRUE(dying);
        EXPECT_TRUE((*dying)->write(textOf(toWire(Hello())), {}, kPatience));
        if (i % 2 == 0) {
            EXPECT_TRUE((*dying)->write(R"(["pull",1])", {}, kPatience));
        }
    }
    EXPECT_TRUE(desk->addKey("x", std::nullopt, {}));
    EXPECT_TRUE(until([&] { return m_server->connections() == 1; }));
}
