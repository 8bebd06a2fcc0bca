// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_codec.h"

#include "tests/core/http/h1_cases.h"
#include "tests/support/cpu_time.h"

#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

/// Everything the codec says about a byte stream, as text: requests in order, then the refusal or where it stands.
std::string verdictOf(std::string_view bytes, std::size_t piece, const Limits& limits = {})
{
    RequestCodec codec(limits);
    std::string verdict;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        std::string_view rest = bytes.substr(at, piece);
        while (true) {
            const auto step = codec.feed(rest);
            rest.remove_prefix(step.used);
            if (step.event == RequestCodec::Event::NeedMore)
                break;
            if (step.event == RequestCodec::Event::Refused)
                return verdict + "refused " + std::to_string(codec.refusal().status) + " "
                    + std::string(codec.refusal().code);
            if (step.event == RequestCodec::Event::Head) {
                verdict += codec.keepAlive() ? "kept " : "last ";
                verdict += codec.expectsContinue() ? "expecting " : "";
                continue;
            }
            const Request request = codec.take();
            verdict += request.head.method + " " + request.head.target + " " + request.head.path + "?"
                + request.head.query + "\n";
            for (const auto& [name, value] : request.head.fields)
                verdict += name + ": " + value + "\n";
            verdict += request.body + "\n";
        }
    }
    return verdict + (codec.inBody() ? "in body" : codec.started() ? "in head" : "idle");
}

std::string withHost(std::string_view rest)
{
    return "POST /v1 HTTP/1.1\r\nHost: localhost\r\n" + std::string(rest);
}

std::string chunked(std::string_view body)
{
    return withHost("Transfer-Encoding: chunked\r\n\r\n" + std::string(body));
}

/// The code of the refusal, "complete", or "more".
std::string outcome(std::string_view bytes, const Limits& limits = {})
{
    const std::string verdict = verdictOf(bytes, bytes.size() + 1, limits);
    EXPECT_EQ(verdictOf(bytes, 1, limits), verdict) << bytes.substr(0, 300);
    if (const auto at = verdict.rfind("refused "); at != std::string::npos)
        return verdict.substr(at + 12);
    return verdict.ends_with("idle") ? "complete" : "more";
}

TEST(RequestCodec, gives_the_same_verdict_on_every_case_however_it_is_split)
{
    for (const auto& c : test::loadH1Cases()) {
        const std::string whole = verdictOf(c.raw, c.raw.size() + 1);
        for (const std::size_t piece :
            { std::size_t(1), std::size_t(2), std::size_t(7), std::size_t(1000), std::size_t(4096) })
            EXPECT_EQ(verdictOf(c.raw, piece), whole) << c.id << " in pieces of " << piece;
    }
}

TEST(RequestCodec, gives_the_same_verdict_on_every_short_case_cut_in_two_anywhere)
{
    for (const auto& c : test::loadH1Cases()) {
        if (c.raw.size() > 600)
            continue;
        const std::string whole = verdictOf(c.raw, c.raw.size() + 1);
        for (std::size_t cut = 1; cut < c.raw.size(); ++cut)
            EXPECT_EQ(verdictOf(c.raw, cut), whole) << c.id << " cut at " << cut;
    }
}

TEST(RequestCodec, refuses_or_accepts_as_the_case_says)
{
    for (const auto& c : test::loadH1Cases()) {
        if (c.layer != "http" || c.halfClose || c.slow)
            continue;
        const std::string verdict = verdictOf(c.raw, c.raw.size() + 1);
        const auto refused = verdict.find("refused ");
        const bool acceptable = c.statuses.count(200) > 0;
        if (refused == std::string::npos) {
            EXPECT_TRUE(acceptable) << c.id << ": " << c.why << "\n" << verdict;
        } else if (verdict.find('\n') == std::string::npos) {
            EXPECT_TRUE(c.statuses.count(std::stoi(verdict.substr(refused + 8)))) << c.id << ": " << c.why << "\n"
                                                                                  << verdict;
        }
    }
}

TEST(RequestCodec, takes_a_request_apart)
{
    const Limits limits;
    RequestCodec codec(limits);
    const std::string bytes = "\r\n\r\nPOST http://localhost:80/v1/x?a=b?c HTTP/1.1\r\nHost: localhost\r\nX-A:  b "
                              "\t\r\nContent-Length: 2\r\n\r\nhiGET";
    auto step = codec.feed(bytes);
    ASSERT_EQ(step.event, RequestCodec::Event::Head);
    EXPECT_EQ(codec.announcedBody(), 2u);
    step = codec.feed(std::string_view(bytes).substr(step.used));
    ASSERT_EQ(step.event, RequestCodec::Event::Complete);
    EXPECT_EQ(step.used, 2u);
    EXPECT_TRUE(codec.keepAlive());
    const Request request = codec.take();
    EXPECT_EQ(request.head.method, "POST");
    EXPECT_EQ(request.head.target, "http://localhost:80/v1/x?a=b?c");
    EXPECT_EQ(request.head.path, "/v1/x");
    EXPECT_EQ(request.head.query, "a=b?c");
    EXPECT_EQ(request.head.minorVersion, 1);
    EXPECT_EQ(*request.head.find("x-a"), "b");
    EXPECT_EQ(request.body, "hi");
    EXPECT_FALSE(codec.started());
}

TEST(RequestCodec, raw_bytes_of_a_head_are_strict)
{
    const std::string good = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    EXPECT_EQ(outcome(good + "\r\n"), "complete");
    EXPECT_EQ(outcome("\r\n\r\n" + good + "\r\n"), "complete");
    EXPECT_EQ(outcome("\r\n\r\n\r\n" + good + "\r\n"), "bad_request_line");
    EXPECT_EQ(outcome("\n" + good + "\r\n"), "bad_line_ending");
    EXPECT_EQ(outcome("\rG"), "bad_line_ending");
    EXPECT_EQ(outcome(" " + good + "\r\n"), "bad_request_line");
    EXPECT_EQ(outcome("\t" + good + "\r\n"), "bad_request_line");
    EXPECT_EQ(outcome(good + "\n"), "bad_line_ending");
    EXPECT_EQ(outcome(good + "\r\r\n"), "bad_line_ending");
    EXPECT_EQ(outcome(good + "X: a\n\r\n"), "bad_line_ending");
    EXPECT_EQ(outcome(good + "X: a\r\n b\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + "X: a\r\n\tb\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome("GET / HTTP/1.1\r\n Host: localhost\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + "X: a\x01\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + "X: a\x7f\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + std::string("X: a\0\r\n\r\n", 8)), "bad_field");
    EXPECT_EQ(outcome(good + "X : a\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + ": a\r\n\r\n"), "bad_field");
    EXPECT_EQ(outcome(good + "X\r\n\r\n"), "bad_field");
    for (const char* line : { "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET / HTTP/1.1\t", "GET\t/ HTTP/1.1",
             "GET /\tHTTP/1.1", "GET / a HTTP/1.1", "GET / HTTP/11", "GET / http/1.1", "GET / HTTP/1.10",
             "GET / XTTP/1.1", "G@T / HTTP/1.1", "GET" })
        EXPECT_NE(outcome(std::string(line) + "\r\nHost: localhost\r\n\r\n"), "complete") << line;
    EXPECT_EQ(outcome("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"), "version_not_supported");
    EXPECT_EQ(outcome("GET / HTTP/0.9\r\nHost: localhost\r\n\r\n"), "version_not_supported");
    EXPECT_EQ(outcome("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "version_not_supported");
    EXPECT_EQ(outcome("\x16\x03\x01\x02"), "bad_request_line");
}

TEST(RequestCodec, heads_are_bounded)
{
    const std::string good = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    const auto fields = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += "X-" + std::to_string(i) + ": v\r\n";
        return text;
    };
    EXPECT_EQ(outcome(good + fields(127) + "\r\n"), "complete");
    EXPECT_EQ(outcome(good + fields(128) + "\r\n"), "too_many_fields");
    const std::size_t frame = good.size() + std::string_view("X: \r\n\r\n").size();
    EXPECT_EQ(outcome(good + "X: " + std::string(65536 - frame, 'a') + "\r\n\r\n"), "complete");
    EXPECT_EQ(outcome(good + "X: " + std::string(65537 - frame, 'a') + "\r\n\r\n"), "header_too_large");
    EXPECT_EQ(outcome(good + "X: " + std::string(200000, 'a')), "header_too_large");
    EXPECT_EQ(outcome("GET /" + std::string(8191, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), "complete");
    EXPECT_EQ(outcome("GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), "target_too_long");
    EXPECT_EQ(outcome("GET /" + std::string(9000, 'a')), "target_too_long");
    EXPECT_EQ(outcome(std::string(40, 'A') + " / HTTP/1.1\r\n"), "bad_request_line");
}

TEST(RequestCodec, chunks_are_strict)
{
    struct Case {
        std::string_view body;
        std::string_view outcome;
    };
    const Case cases[] = { { "0\r\n\r\n", "complete" }, { "3\r\nabc\r\n0\r\n\r\n", "complete" },
        { "A\r\n0123456789\r\n00\r\n\r\n", "complete" }, { "0000000000000000000003\r\nabc\r\n0\r\n\r\n", "complete" },
        { "3;a=b;c=\"d e\"\r\nabc\r\n0;x\r\n\r\n", "complete" }, { "3 ;a\r\nabc\r\n0\r\n\r\n", "complete" },
        { "0\r\nX-T: a\r\nY:\r\n\r\n", "complete" }, { "3\r\nabc\r\n", "more" }, { "3\r\nabc\r\n0\r\n", "more" },
        { "\r\nabc", "bad_chunk" }, { " 3\r\n", "bad_chunk" }, { "0x3\r\n", "bad_chunk" }, { "+3\r\n", "bad_chunk" },
        { "-1\r\n", "bad_chunk" }, { "3_0\r\n", "bad_chunk" }, { ";a\r\n", "bad_chunk" }, { "3\nabc", "bad_chunk" },
        { "3;a\nb\r\nabc", "bad_chunk" }, { "3;a=\"\n\"\r\nabc", "bad_chunk" }, { "3\r\r\nabc", "bad_chunk" },
        { "3;a\rb\r\nabc", "bad_chunk" }, { "3\r\nabcd\r\n", "bad_chunk" }, { "3\r\nabc\n0\r\n\r\n", "bad_chunk" },
        { "3\r\nabcXX0\r\n\r\n", "bad_chunk" }, { "3\r\nabc0\r\n\r\n", "bad_chunk" }, { "0\n\r\n", "bad_chunk" },
        { "0\r\n\n", "bad_trailer" }, { "0\r\nX T: a\r\n\r\n", "bad_trailer" }, { "0\r\nX\r\n\r\n", "bad_trailer" },
        { "0\r\n: a\r\n\r\n", "bad_trailer" }, { "0\r\nX: a\n\r\n", "bad_trailer" },
        { "0\r\n X: a\r\n\r\n", "bad_trailer" }, { "0\r\nX: a\r\n b\r\n\r\n", "bad_trailer" },
        { "0\r\nGET / HTTP/1.1\r\n\r\n", "bad_trailer" }, { "0\r\n\rX", "bad_trailer" },
        { "10000000000000000\r\n", "body_too_large" }, { "1000000000000003c\r\n", "body_too_large" },
        { "ffffffffffffffff\r\n", "body_too_large" }, { "2000001\r\n", "body_too_large" } };
    for (const auto& c : cases)
        EXPECT_EQ(outcome(chunked(c.body)), c.outcome) << c.body;
}

TEST(RequestCodec, chunked_bodies_are_bounded_in_every_part)
{
    Limits limits;
    limits.bodyBytes = 10;
    EXPECT_EQ(outcome(chunked("6\r\nabcdef\r\n4\r\nghij\r\n0\r\n\r\n"), limits), "complete");
    EXPECT_EQ(outcome(chunked("6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n"), limits), "body_too_large");
    EXPECT_EQ(outcome(chunked("1;" + std::string(4096, 'a') + "\r\n"), {}), "chunk_extensions_too_large");
    std::string extensions;
    for (int i = 0; i < 50; ++i)
        extensions += "1;" + std::string(99, 'a') + "\r\nx\r\n";
    EXPECT_EQ(outcome(chunked(extensions)), "chunk_extensions_too_large");
    EXPECT_EQ(outcome(chunked(std::string(5000, '0'))), "chunk_extensions_too_large");
    EXPECT_EQ(outcome(chunked("0\r\nX: " + std::string(8192, 'a') + "\r\n\r\n")), "trailers_too_large");
}

TEST(RequestCodec, many_tiny_chunks_cost_linear_time)
{
    const auto microsFor = [](int chunks) {
        std::string body;
        for (int i = 0; i < chunks; ++i)
            body += "1\r\nx\r\n";
        const std::string bytes = chunked(body + "0\r\n\r\n");
        return signalbox::test::cpuMicrosPerRound(1, [&] { EXPECT_TRUE(verdictOf(bytes, 4096).ends_with("idle")); });
    };
    const double few = microsFor(25'000);
    EXPECT_LT(microsFor(200'000), few * 8 * 4) << "eight times as many; were it quadratic, 64 times the time";
}

TEST(RequestCodec, a_dropped_body_is_checked_but_not_kept)
{
    const Limits limits;
    RequestCodec codec(limits);
    const std::string bytes = chunked("3\r\nabc\r\n0\r\n\r\n");
    auto step = codec.feed(bytes);
    ASSERT_EQ(step.event, RequestCodec::Event::Head);
    EXPECT_EQ(codec.announcedBody(), std::nullopt);
    codec.discardBody();
    step = codec.feed(std::string_view(bytes).substr(step.used));
    EXPECT_EQ(step.event, RequestCodec::Event::Complete);
    EXPECT_EQ(codec.bodyBytes(), 3u);
    EXPECT_TRUE(codec.take().body.empty());
}

TEST(RequestCodec, connections_are_kept_as_the_client_asks)
{
    const auto kept = [](std::string_view line, std::string_view fields) {
        return verdictOf("GET / " + std::string(line) + "\r\nHost: localhost\r\n" + std::string(fields) + "\r\n", 10000)
            .starts_with("kept");
    };
    EXPECT_TRUE(kept("HTTP/1.1", ""));
    EXPECT_FALSE(kept("HTTP/1.1", "Connection: close\r\n"));
    EXPECT_FALSE(kept("HTTP/1.1", "Connection: keep-alive\r\nConnection: x, Close\r\n"));
    EXPECT_FALSE(kept("HTTP/1.0", ""));
    EXPECT_TRUE(kept("HTTP/1.0", "Connection: Keep-Alive\r\n"));
    EXPECT_FALSE(kept("HTTP/1.0", "Connection: keep-alive, close\r\n"));
}

} // namespace
} // namespace signalbox::http
