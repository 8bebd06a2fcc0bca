// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_upstream.h"
#include "tests/support/slack.h"
#include "tests/support/upstream_driver.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <fstream>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Awaitable<void> pause(asio::io_context& io, std::chrono::milliseconds time)
{
    asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> timer(io.get_executor(), time);
    co_await timer.async_wait(asio::use_awaitable_t<Executor>());
}

constexpr std::string_view kStream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n";

std::string chunk(std::string_view bytes)
{
    std::string out(16, '\0');
    out.resize(static_cast<std::size_t>(std::snprintf(out.data(), out.size(), "%zx\r\n", bytes.size())));
    return out.append(bytes).append("\r\n");
}

std::string gzipped(const std::string& text)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::size_t residentBytes()
{
    std::ifstream in("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    in >> total >> resident;
    return resident * 4096;
}

// --- The request's way.
// -----------------------------------------------------------------------------------------------

TEST(UpstreamSend, a_peer_that_stops_reading_has_not_had_the_whole_request)
{
    for (const std::size_t size : { std::size_t { 2'000'000 }, std::size_t { 30'000'000 } }) {
        RawUpstream upstream([](RawPeer& peer, int) {
            peer.readSome(200);
            peer.hangUntilClosed(10s);
        });
        UpstreamDriver driver;
        const std::string body(size, 'x');
        UpstreamRequest request = UpstreamDriver::post(upstream.port(), body);
        request.timeouts.sendMs = 300;
        const Outcome outcome = driver.play(std::move(request));
        ASSERT_TRUE(outcome.failure.has_value());
        EXPECT_EQ(kindName(outcome.failure->kind), "Send") << outcome.failure->detail;
        EXPECT_FALSE(outcome.failure->sentWhole);
        EXPECT_GE(outcome.took, 250ms);
        EXPECT_LE(outcome.took, 300ms + test::kSlack);
    }
}

TEST(UpstreamSend, after_a_failed_send_the_kernel_sends_no_more)
{
    std::atomic<std::size_t> got { 0 };
    RawUpstream upstream([&](RawPeer& peer, int) {
        peer.readSome(200);
        std::this_thread::sleep_for(500ms); // long enough for the send to be given up
        for (std::string some = peer.readSome(65536); !some.empty(); some = peer.readSome(65536))
            got += some.size();
    });
    UpstreamDriver driver;
    const std::string body(2'000'000, 'x');
    UpstreamRequest request = UpstreamDriver::post(upstream.port(), body);
    request.timeouts.sendMs = 200;
    EXPECT_FALSE(driver.play(std::move(request)).failure->sentWhole);
    std::this_thread::sleep_for(500ms);
    EXPECT_LT(got, body.size());
}

TEST(UpstreamSend, a_slow_reader_that_moves_on_is_waited_for)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readHead();
        std::size_t got = 0;
        while (got < 3'000'000) {
            got += peer.readSome(100'000).size();
            std::this_thread::sleep_for(20ms);
        }
        peer.write(okAnswer("{}"));
    });
    UpstreamDriver driver;
    const std::string body(3'000'000, 'x');
    UpstreamRequest request = UpstreamDriver::post(upstream.port(), body);
    request.timeouts.sendMs = 250;
    request.timeouts.firstByteMs = 400;
    const Outcome outcome = driver.play(std::move(request));
    EXPECT_TRUE(outcome.ended) << outcome.failure->detail;
}

TEST(UpstreamSend, an_early_answer_is_read_although_the_request_is_not_whole)
{
    const std::string refusal = "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 5\r\n\r\nlarge";
    enum class Then { Keep, Close, Reset };
    for (const Then then : { Then::Keep, Then::Close, Then::Reset }) {
        RawUpstream upstream([&](RawPeer& peer, int) {
            peer.readHead();
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
            std::this_thread::sleep_for(50ms);
            peer.write(refusal);
            if (then == Then::Keep)
                peer.hangUntilClosed(5s);
            if (then == Then::Reset) {
                std::this_thread::sleep_for(50ms);
                peer.reset();
            }
        });
        UpstreamDriver driver;
        const std::string body(30'000'000, 'x');
        const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port(), body));
        ASSERT_TRUE(outcome.head.has_value()) << kindName(outcome.failure->kind) << outcome.failure->detail;
        EXPECT_EQ(outcome.head->status, 413);
        EXPECT_EQ(outcome.body, "large");
    }
}

TEST(UpstreamSend, a_connection_that_is_closed_before_the_request_carries_none)
{
    RawUpstream upstream([](RawPeer& peer, int) { peer.reset(); });
    UpstreamDriver driver;
    const std::string body(30'000'000, 'x');
    const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port(), body));
    ASSERT_TRUE(outcome.failure.has_value());
    EXPECT_FALSE(outcome.failure->sentWhole) << kindName(outcome.failure->kind);
}

// --- Time.
// ------------------------------------------------------------------------------------------------------------

TEST(UpstreamTime, the_total_bounds_a_trickle)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        while (peer.write("x"))
            std::this_thread::sleep_for(20ms);
    });
    UpstreamDriver driver;
    UpstreamRequest request = UpstreamDriver::post(upstream.port());
    request.timeouts.idleMs = 200;
    request.timeouts.totalMs = 500;
    const Outcome outcome = driver.play(std::move(request));
    EXPECT_EQ(kindName(outcome.failure->kind), "TotalTimeout");
    EXPECT_GT(outcome.pieces, 5u);
    EXPECT_LE(outcome.took, 500ms + test::kSlack);
}

TEST(UpstreamTime, framing_alone_is_no_piece)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(kStream);
        peer.write("2;ext=");
        while (peer.write("x"))
            std::this_thread::sleep_for(10ms);
    });
    UpstreamDriver driver;
    UpstreamRequest request = UpstreamDriver::post(upstream.port());
    request.timeouts.idleMs = 200;
    EXPECT_EQ(kindName(driver.play(std::move(request)).failure->kind), "IdleTimeout");
}

/// Reads an event stream of which only "data" is progress.
Awaitable<void> readEvents(
    UpstreamDriver& driver, UpstreamRequest request, std::chrono::milliseconds dawdle, Outcome& outcome)
{
    UpstreamCall call = driver.client().call(std::move(request));
    call.requireProgress();
    const auto head = co_await call.start();
    EXPECT_TRUE(head.has_value());
    while (true) {
        const auto piece = co_await call.readPiece();
        if (!piece) {
            outcome.failure = piece.error();
            co_return;
        }
        if (piece->end)
            break;
        ++outcome.pieces;
        if (piece->bytes.find("data") != std::string_view::npos)
            call.noteProgress();
        co_await pause(driver.io(), dawdle);
    }
    outcome.ended = true;
}

TEST(UpstreamTime, comments_are_no_progress_before_the_first_event_nor_after_it)
{
    for (const bool eventFirst : { false, true }) {
        RawUpstream upstream([&](RawPeer& peer, int) {
            peer.readRequest();
            peer.write(kStream);
            if (eventFirst)
                peer.write(chunk("data: 1\n\n"));
            while (peer.write(chunk(": ping\n\n")))
                std::this_thread::sleep_for(20ms);
        });
        UpstreamDriver driver;
        UpstreamRequest request = UpstreamDriver::post(upstream.port());
        request.timeouts.firstByteMs = eventFirst ? 5'000 : 300;
        request.timeouts.idleMs = eventFirst ? 300 : 5'000;
        Outcome outcome;
        const auto began = Clock::now();
        driver.run([&] { return readEvents(driver, std::move(request), 0ms, outcome); });
        ASSERT_TRUE(outcome.failure.has_value());
        EXPECT_EQ(kindName(outcome.failure->kind), eventFirst ? "IdleTimeout" : "FirstByteTimeout");
        EXPECT_EQ(outcome.failure->status, 200);
        EXPECT_GT(outcome.pieces, 3u);
        EXPECT_GE(Clock::now() - began, 280ms);
        EXPECT_LE(Clock::now() - began, 300ms + test::kSlack);
    }
}

TEST(UpstreamTime, a_caller_that_is_busy_with_a_piece_spends_nobodys_time)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(kStream);
        for (int i = 0; i < 4; ++i) {
            std::this_thread::sleep_for(60ms);
            peer.write(chunk(i % 2 ? "data: 1\n\n" : ": ping\n\n"));
        }
        peer.write("0\r\n\r\n");
    });
    UpstreamDriver driver;
    UpstreamRequest request = UpstreamDriver::post(upstream.port());
    request.timeouts.firstByteMs = 250;
    request.timeouts.idleMs = 250;
    Outcome outcome;
    driver.run([&] { return readEvents(driver, std::move(request), 350ms, outcome); });
    EXPECT_TRUE(outcome.ended) << kindName(outcome.failure->kind);
}

TEST(UpstreamTime, a_slow_but_living_stream_is_not_cut)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(kStream);
        for (int i = 0; i < 6; ++i) {
            peer.write(chunk("data: 1\n\n"));
            std::this_thread::sleep_for(100ms);
        }
        peer.write("0\r\n\r\n");
    });
    UpstreamDriver driver;
    UpstreamRequest request = UpstreamDriver::post(upstream.port());
    request.timeouts.firstByteMs = 300;
    request.timeouts.idleMs = 200;
    Outcome outcome;
    driver.run([&] { return readEvents(driver, std::move(request), 0ms, outcome); });
    EXPECT_TRUE(outcome.ended) << kindName(outcome.failure->kind);
}

// --- Sizes.
// -----------------------------------------------------------------------------------------------------------

TEST(UpstreamSize, an_answer_above_the_limit_is_refused_by_its_length_or_on_the_way)
{
    UpstreamLimits limits;
    limits.decodedBytes = 1'000'000;
    const auto answers = [](std::size_t size) {
        const std::string body(size, 'x');
        return std::vector<std::string> { okAnswer(body),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(body) + "0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body };
    };
    for (const std::size_t size : { limits.decodedBytes, limits.decodedBytes + 1 }) {
        for (const std::string& answer : answers(size)) {
            RawUpstream upstream([&](RawPeer& peer, int) {
                peer.readRequest();
                peer.write(answer);
            });
            UpstreamDriver driver(limits);
            const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
            EXPECT_EQ(outcome.ended, size == limits.decodedBytes);
            if (outcome.failure) {
                EXPECT_EQ(kindName(outcome.failure->kind), "BadBody");
            }
        }
    }
}

TEST(UpstreamSize, an_event_stream_has_no_total_and_its_pieces_are_small)
{
    const std::string event = "data: " + std::string(10'000, 'x') + "\n\n";
    RawUpstream upstream([&](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(kStream);
        for (int i = 0; i < 500; ++i)
            peer.write(chunk(event));
        peer.write("0\r\n\r\n");
    });
    UpstreamLimits limits;
    limits.decodedBytes = 1'000'000;
    UpstreamDriver driver(limits);
    std::size_t total = 0;
    std::size_t largest = 0;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
        co_await call.start();
        while (true) {
            const auto piece = co_await call.readPiece();
            if (!piece || piece->end)
                break;
            total += piece->bytes.size();
            largest = std::max(largest, piece->bytes.size());
        }
    });
    EXPECT_EQ(total, 500 * event.size());
    EXPECT_LE(largest, 64u * 1024);
}

TEST(UpstreamSize, a_gzip_bomb_costs_no_memory)
{
    // 1 GiB of zeros as 64 times the same member of 16 MiB.
    const std::string member = gzipped(std::string(16 * 1024 * 1024, '\0'));
    RawUpstream upstream([&](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n");
        for (int i = 0; i < 64 && peer.write(member); ++i) { }
    });
    UpstreamDriver driver;
    const std::size_t before = residentBytes();
    Outcome outcome;
    std::size_t received = 0;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
        co_await call.start();
        while (true) {
            const auto piece = co_await call.readPiece();
            if (!piece)
                outcome.failure = piece.error();
            if (!piece || piece->end)
                break;
            received += piece->bytes.size();
        }
    });
    ASSERT_TRUE(outcome.failure.has_value());
    EXPECT_EQ(kindName(outcome.failure->kind), "BadBody");
    EXPECT_LT(received, 2u * 1024 * 1024);
    EXPECT_LT(residentBytes(), before + 8u * 1024 * 1024);
}

TEST(UpstreamSize, nothing_is_read_while_nobody_asks)
{
    std::atomic<std::size_t> written { 0 };
    RawUpstream upstream([&](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(kStream);
        const std::string piece = chunk(std::string(65'000, 'x'));
        while (written < 64'000'000 && peer.write(piece))
            written += piece.size();
    });
    UpstreamDriver driver;
    driver.run([&]() -> Awaitable<void> {
        UpstreamCall call = driver.client().call(UpstreamDriver::post(upstream.port()));
        co_await call.start();
        EXPECT_TRUE((co_await call.readPiece()).has_value());
        co_await pause(driver.io(), 300ms);
    });
    EXPECT_LT(written, 16'000'000u) << "the kernel's buffers, not ours";
}

} // namespace
} // namespace signalbox::http
