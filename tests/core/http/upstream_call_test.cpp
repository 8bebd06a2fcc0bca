// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_upstream.h"
#include "tests/support/slack.h"
#include "tests/support/upstream_driver.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;
using Kind = UpstreamFailure::Kind;
using Clock = std::chrono::steady_clock;

Awaitable<void> pause(asio::io_context& io, std::chrono::milliseconds time)
{
    asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> timer(io.get_executor(), time);
    co_await timer.async_wait(asio::use_awaitable_t<Executor>());
}

/// Answers every request alike.
RawUpstream::Script always(std::string answer)
{
    return [answer](RawPeer& peer, int) {
        while (!peer.readRequest().empty() && peer.write(answer)) { }
    };
}

TEST(UpstreamCall, a_plain_answer_comes_whole_and_the_connection_serves_the_next_request)
{
    RawUpstream upstream(always(okAnswer("{\"a\":1}")));
    UpstreamDriver driver;
    for (int i = 0; i < 50; ++i) {
        const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
        ASSERT_TRUE(outcome.ended) << outcome.failure->detail;
        EXPECT_EQ(outcome.head->status, 200);
        EXPECT_EQ(outcome.body, "{\"a\":1}");
        EXPECT_EQ(outcome.head->reusedConnection, i > 0);
        EXPECT_EQ(outcome.head->connectUs > 0, i == 0);
    }
    EXPECT_EQ(upstream.connections(), 1);
}

TEST(UpstreamCall, the_request_has_the_given_fields_and_the_secret_and_the_framing)
{
    std::promise<std::string> seen;
    RawUpstream upstream([&](RawPeer& peer, int) {
        seen.set_value(peer.readRequest());
        peer.write(okAnswer("{}"));
    });
    UpstreamDriver driver;
    UpstreamRequest request = UpstreamDriver::post(upstream.port(), "{\"model\":\"m\"}");
    request.secretField = "Authorization";
    request.secretPrefix = "Bearer ";
    request.secret = "sk-canary";
    EXPECT_TRUE(driver.play(std::move(request)).ended);
    EXPECT_EQ(seen.get_future().get(),
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(upstream.port())
            + "\r\nContent-Type: application/json\r\nAuthorization: Bearer sk-canary\r\nAccept-Encoding: identity\r\n"
              "Content-Length: 13\r\n\r\n{\"model\":\"m\"}");
}

TEST(UpstreamCall, what_would_break_out_of_the_head_is_never_sent)
{
    RawUpstream upstream(always(okAnswer("{}")));
    UpstreamDriver driver;
    const std::function<void(UpstreamRequest&)> attacks[] = {
        [](UpstreamRequest& r) { r.fields.emplace_back("X-A", "b\r\nX-C: d"); },
        [](UpstreamRequest& r) { r.fields.emplace_back("X A", "b"); },
        [](UpstreamRequest& r) { r.target = "/v1 HTTP/1.1\r\nX: y"; },
        [](UpstreamRequest& r) { r.target = "http://other/"; },
        [](UpstreamRequest& r) { r.method = "GET /x"; },
        [](UpstreamRequest& r) {
            r.secretField = "Authorization";
            r.secret = "sk-canary\r\nX: y";
        },
    };
    for (const auto& attack : attacks) {
        UpstreamRequest request = UpstreamDriver::post(upstream.port());
        attack(request);
        const Outcome outcome = driver.play(std::move(request));
        ASSERT_TRUE(outcome.failure.has_value());
        EXPECT_EQ(kindName(outcome.failure->kind), "Send");
        EXPECT_FALSE(outcome.failure->sentWhole);
        EXPECT_EQ(outcome.failure->detail.find("canary"), std::string::npos);
    }
}

TEST(UpstreamCall, an_answer_that_ends_its_connection_is_not_followed_by_a_reuse)
{
    const std::string ends[] = { okAnswer("{}", "Connection: close\r\n"), okAnswer("{}") + "x",
        okAnswer("{}") + okAnswer("EVIL"), "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\n\r\nEVIL",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n0\r\n\r\n" };
    for (const std::string& answer : ends) {
        RawUpstream upstream([&](RawPeer& peer, int) {
            if (!peer.readRequest().empty() && peer.write(answer))
                peer.waitUntilClosed(2s);
        });
        UpstreamDriver driver;
        for (int i = 1; i <= 2; ++i) {
            const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
            ASSERT_TRUE(outcome.ended) << answer;
            EXPECT_EQ(outcome.body.find("EVIL"), std::string::npos);
            EXPECT_EQ(upstream.connections(), i) << answer;
        }
    }
}

TEST(UpstreamCall, an_idle_connection_that_was_closed_or_spoke_is_not_used_again)
{
    for (const bool closes : { true, false }) {
        RawUpstream upstream([&](RawPeer& peer, int) {
            peer.readRequest();
            peer.write(okAnswer("{}"));
            std::this_thread::sleep_for(20ms);
            if (!closes && peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL"))
                peer.waitUntilClosed(2s);
        });
        UpstreamDriver driver;
        EXPECT_EQ(driver.play(UpstreamDriver::post(upstream.port())).body, "{}");
        driver.idle(60ms);
        const Outcome second = driver.play(UpstreamDriver::post(upstream.port()));
        EXPECT_EQ(second.body, "{}");
        EXPECT_FALSE(second.head->reusedConnection);
        EXPECT_EQ(upstream.connections(), 2);
    }
}

TEST(UpstreamCall, a_reused_connection_that_dies_unanswered_is_replaced_once)
{
    std::atomic<int> requests { 0 };
    RawUpstream upstream([&](RawPeer& peer, int number) {
        while (!peer.readRequest().empty()) {
            if (++requests == 2)
                return number == 1 ? peer.reset() : peer.close();
            peer.write(okAnswer("{}"));
        }
    });
    UpstreamDriver driver;
    EXPECT_TRUE(driver.play(UpstreamDriver::post(upstream.port())).ended);
    const Outcome second = driver.play(UpstreamDriver::post(upstream.port()));
    EXPECT_TRUE(second.ended);
    EXPECT_FALSE(second.head->reusedConnection);
    EXPECT_EQ(requests, 3);
    EXPECT_EQ(upstream.connections(), 2);
}

TEST(UpstreamCall, a_second_death_a_slow_answer_or_a_first_byte_end_the_call)
{
    enum class End { Close, Hang, Byte };
    for (const End end : { End::Close, End::Hang, End::Byte }) {
        std::atomic<int> requests { 0 };
        RawUpstream upstream([&](RawPeer& peer, int) {
            while (!peer.readRequest().empty()) {
                if (++requests == 1) {
                    peer.write(okAnswer("{}"));
                    continue;
                }
                if (end == End::Hang)
                    peer.waitUntilClosed(2s);
                if (end == End::Byte)
                    peer.write("H");
                return;
            }
        });
        UpstreamDriver driver;
        EXPECT_TRUE(driver.play(UpstreamDriver::post(upstream.port())).ended);
        UpstreamRequest request = UpstreamDriver::post(upstream.port());
        request.timeouts.firstByteMs = 200;
        const Outcome second = driver.play(std::move(request));
        ASSERT_TRUE(second.failure.has_value());
        EXPECT_EQ(kindName(second.failure->kind), end == End::Hang ? "FirstByteTimeout" : "NoStatus");
        EXPECT_TRUE(second.failure->sentWhole);
        EXPECT_EQ(requests, end == End::Close ? 3 : 2);
    }
}

TEST(UpstreamCall, a_fresh_connection_that_dies_gets_no_second_request)
{
    std::atomic<int> requests { 0 };
    RawUpstream upstream([&](RawPeer& peer, int) { requests += peer.readRequest().empty() ? 0 : 1; });
    UpstreamDriver driver;
    const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
    EXPECT_EQ(kindName(outcome.failure->kind), "NoStatus");
    driver.idle(50ms);
    EXPECT_EQ(requests, 1);
    EXPECT_EQ(upstream.connections(), 1);
}

TEST(UpstreamCall, idle_connections_are_bounded_in_number_and_time)
{
    constexpr int kCalls = 8;
    std::atomic<int> asked { 0 };
    std::atomic<int> closed { 0 };
    RawUpstream upstream([&](RawPeer& peer, int) {
        peer.readRequest();
        ++asked;
        for (int i = 0; i < 500 && asked < kCalls; ++i) // so that all calls are open at once
            std::this_thread::sleep_for(10ms);
        peer.write(okAnswer("{}"));
        closed += peer.waitUntilClosed(5s) ? 1 : 0;
    });
    UpstreamLimits limits;
    limits.pooledPerOrigin = 3;
    limits.pooledIdleMs = 150;
    UpstreamDriver driver(limits);
    int ended = 0;
    for (int i = 0; i < kCalls; ++i) {
        asio::co_spawn(
            driver.io(),
            [&]() -> Awaitable<void> {
                UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
                const auto head = co_await call.start();
                EXPECT_TRUE(head.has_value());
                while (head && !(co_await call.readPiece())->end) { }
                ++ended;
            },
            asio::detached);
    }
    for (int i = 0; i < 200 && ended < kCalls; ++i)
        driver.idle(50ms);
    EXPECT_EQ(ended, kCalls);
    EXPECT_EQ(upstream.connections(), kCalls);
    for (int i = 0; i < 300 && closed < kCalls; ++i) {
        driver.idle(20ms);                 // the pool lets go,
        std::this_thread::sleep_for(10ms); // and the upstream's threads notice
    }
    EXPECT_EQ(closed, kCalls);
}

TEST(UpstreamCall, redirects_are_answers_like_any_other)
{
    RawUpstream trap(always(okAnswer("EVIL")));
    RawUpstream upstream(always("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + std::to_string(trap.port())
        + "/\r\nContent-Length: 0\r\n\r\n"));
    UpstreamDriver driver;
    const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
    EXPECT_EQ(outcome.head->status, 302);
    EXPECT_TRUE(outcome.ended);
    driver.idle(50ms);
    EXPECT_EQ(trap.connections(), 0);
}

// --- Leaving early.
// ---------------------------------------------------------------------------------------------------

/// Runs a call up to a point, ends it there in some way, and tells how long the upstream had to wait for its end.
struct Leaving {
    std::promise<Clock::time_point> upstreamSawEnd;
    RawUpstream upstream;

    explicit Leaving(std::string answer)
        : upstream([this, answer](RawPeer& peer, int) {
            peer.readRequest();
            peer.write(answer);
            if (peer.waitUntilClosed(5s))
                upstreamSawEnd.set_value(Clock::now());
        })
    {
    }
    [[nodiscard]] std::chrono::milliseconds delaySince(Clock::time_point began)
    {
        auto end = upstreamSawEnd.get_future();
        if (end.wait_for(5s) != std::future_status::ready)
            return 1h;
        return std::chrono::duration_cast<std::chrono::milliseconds>(end.get() - began);
    }
};

TEST(UpstreamCall, cancelling_before_the_first_byte_ends_the_wait_and_the_connection_at_once)
{
    Leaving leaving("");
    UpstreamDriver driver;
    Clock::time_point cancelled;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(leaving.upstream.port()));
        asio::co_spawn(
            driver.io(),
            [&]() -> Awaitable<void> {
                co_await pause(driver.io(), 100ms);
                cancelled = Clock::now();
                call.cancel();
            },
            asio::detached);
        const auto head = co_await call.start();
        EXPECT_FALSE(head.has_value());
        EXPECT_EQ(kindName(head.error().kind), "Cancelled");
        EXPECT_TRUE(head.error().sentWhole);
        EXPECT_LT(Clock::now() - cancelled, kSlack);
    });
    EXPECT_LT(leaving.delaySince(cancelled), kSlack);
}

TEST(UpstreamCall, cancelling_inside_the_body_ends_the_wait_and_the_connection_at_once)
{
    Leaving leaving("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
    UpstreamDriver driver;
    Clock::time_point cancelled;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(leaving.upstream.port()));
        EXPECT_TRUE((co_await call.start()).has_value());
        const auto first = co_await call.readPiece();
        EXPECT_EQ(first->bytes, "{}");
        asio::co_spawn(
            driver.io(),
            [&]() -> Awaitable<void> {
                co_await pause(driver.io(), 50ms);
                cancelled = Clock::now();
                call.cancel();
            },
            asio::detached);
        const auto second = co_await call.readPiece();
        EXPECT_EQ(kindName(second.error().kind), "Cancelled");
        EXPECT_EQ(second.error().status, 200);
        const auto third = co_await call.readPiece();
        EXPECT_EQ(kindName(third.error().kind), "Cancelled");
    });
    EXPECT_LT(leaving.delaySince(cancelled), kSlack);
}

TEST(UpstreamCall, dropping_an_unfinished_call_closes_its_connection)
{
    Leaving leaving("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
    UpstreamDriver driver;
    Clock::time_point dropped;
    driver.run([&]() -> Awaitable<void> {
        {
            UpstreamCall call = driver.client().call(UpstreamDriver::post(leaving.upstream.port()));
            EXPECT_TRUE((co_await call.start()).has_value());
            co_await call.readPiece();
            dropped = Clock::now();
        }
        co_return;
    });
    EXPECT_LT(leaving.delaySince(dropped), kSlack);
}

TEST(UpstreamCall, a_call_cancelled_while_it_connects_or_before_it_starts_sends_nothing)
{
    RawUpstream::Setup setup;
    setup.mode = RawUpstream::Mode::NeverAccept;
    RawUpstream upstream([](RawPeer&, int) {}, setup);
    UpstreamDriver driver;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
        asio::co_spawn(
            driver.io(),
            [&]() -> Awaitable<void> {
                co_await pause(driver.io(), 30ms);
                call.cancel();
            },
            asio::detached);
        const auto head = co_await call.start();
        EXPECT_EQ(kindName(head.error().kind), "Cancelled");
        EXPECT_FALSE(head.error().sentWhole);
        UpstreamCall second = driver.client().call(UpstreamDriver::post(upstream.port()));
        second.cancel();
        EXPECT_EQ(kindName((co_await second.start()).error().kind), "Cancelled");
    });
}

TEST(UpstreamCall, calls_may_outlive_their_client_and_the_loop)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
        peer.waitUntilClosed(5s);
    });
    for (const bool clientFirst : { true, false }) {
        UpstreamDriver driver;
        for (int i = 0; i < 4; ++i) {
            asio::co_spawn(
                driver.io(),
                [&]() -> Awaitable<void> {
                    UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
                    co_await call.start();
                    while (co_await call.readPiece()) { }
                },
                asio::detached);
        }
        driver.idle(50ms);
        if (clientFirst)
            driver.dropClient();
    }
    SUCCEED(); // what could go wrong is seen by the sanitizers
}

} // namespace
} // namespace signalbox::http
