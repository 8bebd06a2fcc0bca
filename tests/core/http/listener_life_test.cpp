// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/peer.h"
#include "tests/core/http/http_test_support.h"
#include "tests/support/slack.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <ctime>

namespace signalbox::http::test {
namespace {

const ResponseHead kOk;

using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

/// A handler that holds its answer until it is released, or its client has left.
class HeldAnswers {
public:
    explicit HeldAnswers(std::string body = "late")
        : m_body(std::move(body))
    {
    }
    RequestHandler handler()
    {
        return [this](Request& request, ResponseWriter& writer) -> Awaitable<void> {
            ++started;
            const bool streams = request.head.path == "/stream";
            if (streams) {
                co_await writer.startStream(kOk);
                co_await writer.sendPiece("first");
            }
            auto executor = co_await asio::this_coro::executor;
            Timer timer(executor, SteadyClock::time_point::max());
            writer.onClientGone([&] {
                goneAt = SteadyClock::now();
                ++gone;
                timer.cancel();
            });
            if (!released) {
                m_timers.push_back(&timer);
                const auto quietly = asio::as_tuple(asio::use_awaitable_t<Executor>());
                co_await timer.async_wait(quietly);
                std::erase(m_timers, &timer);
            }
            writer.onClientGone(nullptr);
            if (streams) {
                co_await writer.sendPiece(m_body);
                co_await writer.endStream();
            } else if (!co_await writer.sendWhole(kOk, m_body)) {
                ++failedSends;
            }
            ++ended;
        };
    }
    /// On the data-plane thread.
    void release()
    {
        released = true;
        for (Timer* timer : m_timers)
            timer->cancel();
    }

    std::atomic<int> started = 0;
    std::atomic<int> ended = 0;
    std::atomic<int> gone = 0;
    std::atomic<int> failedSends = 0;
    std::atomic<bool> released = false;
    std::atomic<SteadyClock::time_point> goneAt;

private:
    std::string m_body;
    std::vector<Timer*> m_timers;
};

class Life : public testing::Test {
protected:
    TestServer& start(Limits limits = {})
    {
        m_server.emplace(Listener::Hooks { held.handler(), {}, refusalJson }, limits);
        return *m_server;
    }
    void release()
    {
        m_server->on([this](Listener&) { held.release(); });
    }
    HeldAnswers held;

private:
    std::optional<TestServer> m_server;
};

TEST_F(Life, a_client_that_closes_is_gone_at_once_also_before_the_first_byte)
{
    TestServer& server = start();
    for (const auto family : { Client::Family::V4, Client::Family::V6 }) {
        for (const char* path : { "/plain", "/stream" }) {
            const int before = held.gone;
            Client client(server.port(), family);
            client.send(get(path));
            ASSERT_TRUE(eventually([&] { return held.started == before + 1; }));
            const auto closedAt = SteadyClock::now();
            client.close();
            ASSERT_TRUE(eventually([&] { return held.gone == before + 1 && held.ended == before + 1; }));
            EXPECT_LT(held.goneAt.load() - closedAt, signalbox::test::kSlack) << path;
        }
    }
    EXPECT_TRUE(eventually([&] { return server.counters().open == 0; }));
    EXPECT_EQ(server.counters().inFlight, 0u);
}

TEST_F(Life, a_client_that_resets_is_gone_at_once)
{
    TestServer& server = start();
    Client client(server.port());
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return held.started == 1; }));
    const auto closedAt = SteadyClock::now();
    client.reset();
    ASSERT_TRUE(eventually([&] { return held.gone == 1; }));
    EXPECT_LT(held.goneAt.load() - closedAt, signalbox::test::kSlack);
    EXPECT_TRUE(eventually([&] { return held.failedSends == 1; }));
}

TEST_F(Life, a_client_process_that_is_killed_is_gone)
{
    TestServer& server = start();
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        Client client(server.port());
        client.send(get("/"));
        client.finish();
        ::pause();
        ::_exit(0);
    }
    ASSERT_TRUE(eventually([&] { return held.started == 1; }));
    EXPECT_EQ(held.gone, 0);
    ::kill(child, SIGKILL);
    EXPECT_TRUE(eventually([&] { return held.gone == 1; }, 1000));
    ::waitpid(child, nullptr, 0);
}

TEST_F(Life, a_half_closed_client_is_still_served)
{
    TestServer& server = start();
    for (const auto family : { Client::Family::V4, Client::Family::V6 }) {
        held.released = false;
        const int before = held.started;
        Client client(server.port(), family);
        client.send(get("/stream") + post("/plain", "x"));
        client.finish();
        ASSERT_TRUE(eventually([&] { return held.started == before + 1; }));
        // Longer than the first two checks of the kernel's view.
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        EXPECT_EQ(held.gone, 0);
        release();
        const auto answers = client.responses(2);
        ASSERT_EQ(answers.size(), 2u);
        EXPECT_EQ(answers[0].body, "firstlate");
        EXPECT_EQ(answers[1].body, "late");
        EXPECT_EQ(answers[1].field("Connection"), "close");
        EXPECT_TRUE(client.waitClosed());
    }
}

TEST_F(Life, a_half_closed_client_that_leaves_later_is_noticed)
{
    TestServer& server = start();
    Client client(server.port());
    client.send(get("/"));
    client.finish();
    ASSERT_TRUE(eventually([&] { return held.started == 1; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(held.gone, 0);
    const auto closedAt = SteadyClock::now();
    client.close();
    ASSERT_TRUE(eventually([&] { return held.gone == 1; }));
    EXPECT_LT(held.goneAt.load() - closedAt, signalbox::test::kSlack);
}

TEST_F(Life, a_client_that_has_left_before_its_request_is_read_is_not_served)
{
    TestServer& server = start();
    std::promise<void> go;
    asio::post(server.io(), [held = go.get_future().share()] { held.wait(); });
    {
        Client client(server.port());
        client.send(get("/"));
    }
    go.set_value();
    ASSERT_TRUE(eventually([&] { return server.counters().accepted == 1 && server.counters().open == 0; }));
    EXPECT_EQ(held.started, 0);
}

TEST_F(Life, read_ahead_is_bounded_and_leaving_behind_it_is_still_noticed)
{
    TestServer& server = start();
    Client client(server.port());
    std::string requests = get("/");
    while (requests.size() < 8'000'000)
        requests += post("/", std::string(1000, 'x'));
    std::thread sender([&] { client.send(requests); });
    ASSERT_TRUE(eventually([&] { return held.started == 1; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    release();
    sender.join();
    EXPECT_TRUE(eventually([&] { return held.ended >= 7000; }, 20000));
    client.close();

    held.released = false;
    const int startedBefore = held.started;
    const int goneBefore = held.gone;
    Client leaving(server.port());
    leaving.send(requests.substr(0, 200'000));
    ASSERT_TRUE(eventually([&] { return held.started > startedBefore; }));
    leaving.close();
    EXPECT_TRUE(eventually([&] { return held.gone > goneBefore; }, 1000));
}

TEST_F(Life, a_slow_reader_slows_the_handler_and_loses_nothing)
{
    std::atomic<std::size_t> taken = 0;
    const std::string piece(16 * 1024, 'p');
    constexpr int kPieces = 2000;
    const auto flood = [&](Request&, ResponseWriter& writer) -> Awaitable<void> {
        co_await writer.startStream(kOk);
        for (int i = 0; i < kPieces; ++i) {
            if (!co_await writer.sendPiece(piece))
                co_return;
            taken += piece.size();
        }
        co_await writer.endStream();
    };
    TestServer server({ flood, {}, {} });
    Client client(server.port(), Client::Family::V4, 64 * 1024);
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return taken > 0; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    // What the kernel holds unsent, what is on its way, and one piece.
    EXPECT_LT(taken.load(), 1024u * 1024);
    client.readUntil([](const std::string& bytes) { return bytes.ends_with("\r\n0\r\n\r\n"); }, 20000);
    const auto answers = parseResponses(client.received());
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].body.size(), piece.size() * kPieces);
}

TEST_F(Life, a_client_that_takes_nothing_is_reset_after_the_write_timeout)
{
    held.released = true;
    HeldAnswers large(std::string(20'000'000, 'x'));
    large.released = true;
    Limits limits;
    limits.writeTimeoutMs = 200;
    TestServer server({ large.handler(), {}, {} }, limits);
    Client client(server.port(), Client::Family::V4, 64 * 1024);
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return large.failedSends == 1; }, 3000));
    client.waitClosed();
    EXPECT_TRUE(client.wasReset());
    EXPECT_LT(client.received().size(), 20'000'000u);
}

TEST_F(Life, drain_ends_idle_connections_and_lets_requests_in_flight_end)
{
    TestServer& server = start();
    Client idle(server.port());
    Client half(server.port());
    half.send("GET / HT");
    Client busy(server.port());
    busy.send(get("/") + get("/"));
    ASSERT_TRUE(eventually([&] { return held.started == 1 && server.counters().open == 3; }));
    std::atomic<bool> drained = false;
    server.on([&](Listener& listener) { listener.drain([&] { drained = true; }); });
    EXPECT_TRUE(idle.waitClosed());
    EXPECT_TRUE(half.waitClosed());
    EXPECT_TRUE(half.received().empty());
    EXPECT_THROW(Client { server.port() }, std::runtime_error);
    EXPECT_FALSE(drained);
    release();
    EXPECT_TRUE(busy.waitClosed());
    const auto answers = parseResponses(busy.received());
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].body, "late");
    EXPECT_EQ(answers[0].field("Connection"), "close");
    EXPECT_TRUE(eventually([&] { return drained.load(); }));
}

TEST_F(Life, drain_of_a_quiet_listener_is_done_at_once)
{
    TestServer& server = start();
    std::atomic<bool> drained = false;
    server.on([&](Listener& listener) { listener.drain([&] { drained = true; }); });
    EXPECT_TRUE(eventually([&] { return drained.load(); }));
}

TEST_F(Life, close_all_cuts_requests_in_flight)
{
    TestServer& server = start();
    Client client(server.port());
    client.send(get("/stream"));
    ASSERT_TRUE(eventually([&] { return held.started == 1; }));
    server.on([](Listener& listener) { listener.closeAll(); });
    EXPECT_TRUE(client.waitClosed());
    EXPECT_EQ(held.gone, 1);
    EXPECT_TRUE(eventually([&] { return held.ended == 1; }));
}

TEST_F(Life, connections_over_the_limit_are_told_so)
{
    Limits limits;
    limits.connections = 3;
    TestServer& server = start(limits);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 3; ++i)
        clients.push_back(std::make_unique<Client>(server.port()));
    ASSERT_TRUE(eventually([&] { return server.counters().open == 3; }));
    Client over(server.port());
    over.send(get("/"));
    EXPECT_TRUE(over.waitClosed());
    EXPECT_FALSE(over.wasReset());
    const auto answers = parseResponses(over.received());
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].status, 503);
    EXPECT_NE(answers[0].body.find("too_many_connections"), std::string::npos);
    over.close();
    clients.pop_back();
    ASSERT_TRUE(eventually([&] { return server.counters().open == 2; }));
    Client again(server.port());
    again.send(get("/"));
    EXPECT_TRUE(eventually([&] { return held.started == 1; }));
}

TEST_F(Life, slow_heads_and_bodies_get_408)
{
    Limits limits;
    limits.headerTimeoutMs = 150;
    limits.bodyTimeoutMs = 300;
    limits.keepAliveTimeoutMs = 200;
    held.released = true;
    TestServer& server = start(limits);
    Client silent(server.port());
    Client head(server.port());
    head.send("GET / HTTP/1.1\r\nHo");
    Client body(server.port());
    body.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab");
    Client kept(server.port());
    kept.send(get("/"));
    EXPECT_EQ(kept.responses(1).size(), 1u);
    Client late(server.port());
    late.send(get("/"));
    EXPECT_EQ(late.responses(1).size(), 1u);
    late.send("G");
    EXPECT_TRUE(silent.waitClosed());
    EXPECT_EQ(silent.received(), "");
    EXPECT_TRUE(head.waitClosed());
    EXPECT_EQ(parseResponses(head.received()).at(0).status, 408);
    EXPECT_NE(head.received().find("head_timeout"), std::string::npos);
    EXPECT_TRUE(body.waitClosed());
    EXPECT_NE(body.received().find("body_timeout"), std::string::npos);
    EXPECT_TRUE(kept.waitClosed());
    EXPECT_EQ(parseResponses(kept.received()).size(), 1u);
    EXPECT_TRUE(late.waitClosed());
    EXPECT_EQ(parseResponses(late.received()).at(1).status, 408);
}

TEST_F(Life, dripping_bytes_does_not_lengthen_the_time_for_a_head)
{
    Limits limits;
    limits.headerTimeoutMs = 200;
    TestServer& server = start(limits);
    Client client(server.port());
    const auto start = SteadyClock::now();
    const std::string head = get("/", "X-A: " + std::string(1000, 'a') + "\r\n");
    for (const char byte : head) {
        if (client.readUntil([](const std::string& bytes) { return !bytes.empty(); }, 5).size() > 0
            || !client.send({ &byte, 1 }))
            break;
    }
    EXPECT_LT(SteadyClock::now() - start, std::chrono::milliseconds(200) + signalbox::test::kSlack);
    client.waitClosed();
    EXPECT_EQ(parseResponses(client.received()).at(0).status, 408);
}

TEST_F(Life, running_out_of_descriptors_pauses_accepting_without_spinning)
{
    held.released = true;
    TestServer& server = start();
    rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    // The clients' own sockets come first, connected by the kernel's backlog.
    Client first(server.port());
    Client second(server.port());
    ASSERT_TRUE(eventually([&] { return server.counters().open == 2; }));
    const int lowest = ::dup(0);
    ::close(lowest);
    std::promise<void> go;
    asio::post(server.io(), [paused = go.get_future().share()] { paused.wait(); });
    Client third(server.port());
    third.send(get("/"));
    const rlimit tight { static_cast<rlim_t>(third.fd() + 1), before.rlim_max };
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    go.set_value();
    timespec cpuBefore {};
    timespec cpuAfter {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpuBefore);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpuAfter);
    EXPECT_EQ(server.counters().open, 2u);
    const auto cpuNs = (cpuAfter.tv_sec - cpuBefore.tv_sec) * 1'000'000'000L + (cpuAfter.tv_nsec - cpuBefore.tv_nsec);
    EXPECT_LT(cpuNs, 100'000'000L);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_EQ(third.responses(1).size(), 1u);
}

TEST_F(Life, a_peer_of_another_user_is_refused)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "needs root to become another user";
    held.released = true;
    TestServer& server = start();
    int outcome[2];
    ASSERT_EQ(::pipe(outcome), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (::setuid(65534) != 0)
            ::_exit(1);
        Client client(server.port());
        client.send(get("/"));
        client.waitClosed(3000);
        const auto& text = client.received();
        ::_exit(::write(outcome[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    char text[1024] {};
    EXPECT_GT(::read(outcome[0], text, sizeof text - 1), 0);
    EXPECT_TRUE(std::string_view(text).starts_with("HTTP/1.1 403")) << text;
    EXPECT_NE(std::string_view(text).find("other_user"), std::string_view::npos);
    EXPECT_EQ(server.counters().otherUser, 1u);
    EXPECT_EQ(held.started, 0);
    ::close(outcome[0]);
    ::close(outcome[1]);
}

TEST(PeerLookup, without_proof_nothing_is_claimed)
{
    PeerLookup lookup;
    EXPECT_FALSE(lookup.available());
    EXPECT_EQ(lookup.of(0).state, Peer::State::Unknown);
    const int notListening = ::socket(AF_INET, SOCK_STREAM, 0);
    lookup.open(notListening);
    EXPECT_FALSE(lookup.available());
    ::close(notListening);
}

TEST(PeerLookup, nobody_owns_a_free_port)
{
    EXPECT_EQ(ownerOfPort(1).pid, 0);
}

} // namespace
} // namespace signalbox::http::test
