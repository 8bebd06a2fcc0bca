// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_decoder.h"

#include <gtest/gtest.h>

#include <string>

namespace signalbox::http {
namespace {

using State = ResponseDecoder::State;

struct Reading {
    State state = State::Head;
    int status = 0;
    std::string body;
    std::size_t surplus = 0;
    bool keepAlive = false;
    std::string fault;
};

enum class End { Open, Closed };

/// Gives the bytes as a connection would: in pieces of that size, what was not consumed again in front.
Reading readIn(std::string_view bytes, std::size_t pieceSize, End end = End::Open, ResponseLimits limits = {},
    std::string_view method = "POST")
{
    ResponseDecoder decoder(limits, method);
    Reading reading;
    std::string pending;
    for (std::size_t at = 0; at < bytes.size() && decoder.state() != State::Faulty; at += pieceSize) {
        pending.append(bytes.substr(at, pieceSize));
        if (decoder.state() == State::Head)
            pending.erase(0, decoder.head(pending));
        if (decoder.state() == State::Body) {
            const auto piece = decoder.body(pending.data(), pending.size());
            reading.body.append(pending, 0, piece.payload);
            pending.erase(0, piece.consumed);
        }
    }
    if (end == End::Closed)
        decoder.finish();
    reading.state = decoder.state();
    reading.status = decoder.status();
    reading.surplus = decoder.state() == State::Complete ? pending.size() : 0;
    reading.keepAlive = decoder.keepAlive();
    reading.fault = decoder.fault();
    return reading;
}

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\n";
constexpr std::string_view kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string with(std::string_view start, std::string_view rest)
{
    return std::string(start).append(rest);
}

struct Good {
    const char* name;
    std::string bytes;
    std::string body;
    int status = 200;
    bool keepAlive = true;
    End end = End::Open;
};

const Good kGood[] = {
    { "length", with(kOk, "Content-Length: 2\r\n\r\n{}"), "{}" },
    { "length zero", with(kOk, "Content-Length: 0\r\n\r\n"), "" },
    { "the same length twice", with(kOk, "Content-Length: 2\r\ncontent-length: 2\r\n\r\n{}"), "{}" },
    { "no reason and no space", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}", "{}" },
    { "reason beyond ASCII", "HTTP/1.1 200 \xc3\xa4\r\nContent-Length: 2\r\n\r\n{}", "{}" },
    { "unknown status", "HTTP/1.1 529 Overloaded\r\nContent-Length: 2\r\n\r\n{}", "{}", 529 },
    { "chunks", with(kChunked, "2\r\n{}\r\n3\r\nabc\r\n0\r\n\r\n"), "{}abc" },
    { "upper-case size and coding", "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
        "0123456789" },
    { "chunk extensions", with(kChunked, "2;a=b;c=\"d e\"\r\n{}\r\n0;x\r\n\r\n"), "{}" },
    { "trailers", with(kChunked, "2\r\n{}\r\n0\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n"), "{}" },
    { "leading zeros", with(kChunked, "0002\r\n{}\r\n000\r\n\r\n"), "{}" },
    { "interim answers",
        with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
            with(kOk, "Content-Length: 2\r\n\r\n{}")),
        "{}" },
    { "no content", "HTTP/1.1 204 No Content\r\n\r\n", "", 204 },
    { "not modified, with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "", 304 },
    { "close", with(kOk, "Connection: close\r\nContent-Length: 2\r\n\r\n{}"), "{}", 200, false },
    { "close in a list", with(kOk, "Connection: foo, Close\r\nContent-Length: 2\r\n\r\n{}"), "{}", 200, false },
    { "1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", "{}", 200, false },
    { "1.0 kept alive", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}", "{}" },
    { "until close", with(kOk, "\r\nabc"), "abc", 200, false, End::Closed },
    { "until close, 1.0", "HTTP/1.0 200 OK\r\n\r\nabc", "abc", 200, false, End::Closed },
    { "folded field", with(kOk, "X-Long: a\r\n b\r\nContent-Length: 2\r\n\r\n{}"), "{}" },
    { "value beyond ASCII", with(kOk, "X-Name: \xc3\xa4\r\nContent-Length: 2\r\n\r\n{}"), "{}" },
};

TEST(ResponseDecoder, good_answers_are_read_alike_wherever_the_bytes_are_split)
{
    for (const Good& good : kGood) {
        for (std::size_t piece = 1; piece <= good.bytes.size(); ++piece) {
            const Reading reading = readIn(good.bytes, piece, good.end);
            ASSERT_EQ(reading.state, State::Complete) << good.name << " in " << piece << ": " << reading.fault;
            ASSERT_EQ(reading.status, good.status) << good.name;
            ASSERT_EQ(reading.body, good.body) << good.name << " in " << piece;
            ASSERT_EQ(reading.keepAlive, good.keepAlive) << good.name;
            ASSERT_EQ(reading.surplus, 0u) << good.name << " in " << piece;
        }
    }
}

struct Bad {
    const char* name;
    std::string bytes;
    int status; ///< what the ledger must still learn
};

const Bad kBad[] = {
    { "not HTTP", "<html>hello</html>", 0 },
    { "ICY", "ICY 200 OK\r\n\r\n", 0 },
    { "two digits", "HTTP/1.1 20 OK\r\n\r\n", 0 },
    { "four digits", "HTTP/1.1 2000 OK\r\n\r\n", 0 },
    { "letters", "HTTP/1.1 abc OK\r\n\r\n", 0 },
    { "leading zero", "HTTP/1.1 099 OK\r\n\r\n", 0 },
    { "HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", 0 },
    { "short HTTP/2", "HTTP/2 200\r\n\r\n", 0 },
    { "1.2", "HTTP/1.2 200 OK\r\n\r\n", 0 },
    { "lower case", "http/1.1 200 OK\r\n\r\n", 0 },
    { "two spaces", "HTTP/1.1  200 OK\r\n\r\n", 0 },
    { "tab", "HTTP/1.1\t200 OK\r\n\r\n", 0 },
    { "empty line first", "\r\nHTTP/1.1 200 OK\r\n\r\n", 0 },
    { "101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nzzzz", 0 },
    { "101 after 100", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 x\r\n\r\n", 0 },
    { "garbage after 100", "HTTP/1.1 100 Continue\r\n\r\nzzzz", 0 },
    { "line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", 200 },
    { "line feed in the fields", with(kOk, "A: b\nContent-Length: 2\r\n\r\n{}"), 200 },
    { "control byte in the reason", "HTTP/1.1 200 O\x01K\r\nContent-Length: 2\r\n\r\n{}", 200 },
    { "no colon", with(kOk, "nonsense\r\nContent-Length: 2\r\n\r\n{}"), 200 },
    { "space before the colon", with(kOk, "Content-Length : 2\r\n\r\n{}"), 200 },
    { "empty name", with(kOk, ": x\r\nContent-Length: 2\r\n\r\n{}"), 200 },
    { "NUL in a value", with(kOk, std::string("A: b\0c\r\nContent-Length: 2\r\n\r\n{}", 32)), 200 },
    { "carriage return in a value", with(kOk, "A: b\rc\r\nContent-Length: 2\r\n\r\n{}"), 200 },
    { "two lengths", with(kOk, "Content-Length: 5\r\nContent-Length: 2\r\n\r\n{}"), 200 },
    { "list of lengths", with(kOk, "Content-Length: 2, 2\r\n\r\n{}"), 200 },
    { "signed length", with(kOk, "Content-Length: +2\r\n\r\n{}"), 200 },
    { "negative length", with(kOk, "Content-Length: -2\r\n\r\n{}"), 200 },
    { "hexadecimal length", with(kOk, "Content-Length: 0x2\r\n\r\n{}"), 200 },
    { "empty length", with(kOk, "Content-Length:\r\n\r\n{}"), 200 },
    { "length beyond 64 bits", with(kOk, "Content-Length: 18446744073709551616\r\n\r\n{}"), 200 },
    { "length, then coding", with(kOk, "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 200 },
    { "coding, then length", with(kOk, "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n"), 200 },
    { "unknown coding", with(kOk, "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 200 },
    { "identity coding", with(kOk, "Transfer-Encoding: identity\r\n\r\n{}"), 200 },
    { "list of codings", with(kOk, "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 200 },
    { "chunked twice", with(kOk, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 200 },
    { "chunked in 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200 },
    { "not a size", with(kChunked, "zz\r\n{}\r\n0\r\n\r\n"), 200 },
    { "empty size", with(kChunked, "\r\n{}\r\n0\r\n\r\n"), 200 },
    { "prefixed size", with(kChunked, "0x2\r\n{}\r\n0\r\n\r\n"), 200 },
    { "negative size", with(kChunked, "-2\r\n{}\r\n0\r\n\r\n"), 200 },
    { "size beyond 64 bits", with(kChunked, "10000000000000002\r\n{}\r\n0\r\n\r\n"), 200 },
    { "chunk longer than its size", with(kChunked, "2\r\n{}x\r\n0\r\n\r\n"), 200 },
    { "carriage return in the size line", with(kChunked, "2\r;a\r\n{}\r\n0\r\n\r\n"), 200 },
    { "faulty trailer", with(kChunked, "0\r\nnonsense\r\n\r\n"), 200 },
    { "a length as trailer", with(kChunked, "0\r\nContent-Length: 5\r\n\r\n"), 200 },
};

TEST(ResponseDecoder, faulty_answers_are_refused_and_a_status_that_was_seen_is_kept)
{
    for (const Bad& bad : kBad) {
        for (const std::size_t piece : { bad.bytes.size(), std::size_t { 1 }, std::size_t { 7 } }) {
            const Reading reading = readIn(bad.bytes, piece);
            ASSERT_EQ(reading.state, State::Faulty) << bad.name << " in " << piece;
            ASSERT_EQ(reading.status, bad.status) << bad.name << " in " << piece;
            ASSERT_FALSE(reading.fault.empty()) << bad.name;
        }
    }
}

TEST(ResponseDecoder, a_fault_is_seen_before_the_head_is_complete)
{
    EXPECT_EQ(readIn("HTTP/1.1 20 ", 1).state, State::Faulty);
    EXPECT_EQ(readIn("X", 1).state, State::Faulty);
    EXPECT_EQ(readIn("HTTP/1.1 200 OK\r\nA: b\n", 1).state, State::Faulty);
}

TEST(ResponseDecoder, an_answer_that_stops_is_not_complete)
{
    const std::string cut[] = { with(kOk, "Content-Length: 3\r\n\r\n{}"), with(kChunked, "2\r\n{}\r\n"),
        with(kChunked, "2\r\n{"), with(kChunked, "2\r\n{}\r\n0\r\n"), with(kChunked, "2\r\n{}\r\n0\r\nA: b\r\n"),
        with(kChunked, ""), std::string(kOk), "HTTP/1.1 2", "" };
    for (const std::string& bytes : cut)
        EXPECT_NE(readIn(bytes, 1, End::Closed).state, State::Complete) << bytes;
}

TEST(ResponseDecoder, the_status_is_known_as_soon_as_its_line_is)
{
    EXPECT_EQ(readIn("HTTP/1.1 20", 1).status, 0);
    EXPECT_EQ(readIn("HTTP/1.1 200\r", 1).status, 200);
    EXPECT_EQ(readIn("HTTP/1.1 100 Continue\r\n\r\n", 1).status, 0);
    EXPECT_EQ(readIn("HTTP/1.1 200 OK\r\nA: b\r\n", 1).status, 200);
}

TEST(ResponseDecoder, bytes_behind_the_answer_are_told_apart_from_it)
{
    const std::string evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL";
    for (const std::string& first : { with(kOk, "Content-Length: 2\r\n\r\n{}"), with(kChunked, "2\r\n{}\r\n0\r\n\r\n"),
             std::string("HTTP/1.1 204 No Content\r\n\r\n") }) {
        const Reading reading = readIn(first + evil, first.size() + evil.size());
        EXPECT_EQ(reading.state, State::Complete);
        EXPECT_EQ(reading.surplus, evil.size());
    }
}

TEST(ResponseDecoder, heads_are_bounded_in_bytes_fields_and_interim_answers)
{
    ResponseLimits limits;
    const auto fields = [](std::size_t count) {
        std::string out(kOk);
        for (std::size_t i = 0; i < count; ++i)
            out += "X-A: b\r\n";
        return out + "\r\n";
    };
    EXPECT_EQ(readIn(fields(limits.fields), 4096, End::Closed).state, State::Complete);
    EXPECT_EQ(readIn(fields(limits.fields + 1), 4096, End::Closed).state, State::Faulty);
    const auto sized = [](std::size_t bytes) {
        const std::string start = with(kOk, "X-Big: ");
        return start + std::string(bytes - start.size() - 4, 'a') + "\r\n\r\n";
    };
    EXPECT_EQ(readIn(sized(limits.headerBytes), 4096, End::Closed).state, State::Complete);
    EXPECT_EQ(readIn(sized(limits.headerBytes + 1), 4096, End::Closed).state, State::Faulty);
    std::string interim;
    for (int i = 0; i < limits.interim; ++i)
        interim += "HTTP/1.1 102 Processing\r\n\r\n";
    EXPECT_EQ(readIn(interim + "HTTP/1.1 204 x\r\n\r\n", 100).state, State::Complete);
    EXPECT_EQ(readIn("HTTP/1.1 102 Processing\r\n\r\n" + interim, 100).state, State::Faulty);
}

TEST(ResponseDecoder, chunk_lines_and_trailers_are_bounded)
{
    const std::string longExtension = with(kChunked, "2;a=" + std::string(64 * 1024, 'x'));
    EXPECT_EQ(readIn(longExtension, 4096).state, State::Faulty);
    EXPECT_EQ(readIn(with(kChunked, "0\r\nA: " + std::string(64 * 1024, 'x')), 4096).state, State::Faulty);
    EXPECT_EQ(readIn(with(kChunked, std::string(64 * 1024, '0')), 4096).state, State::Faulty);
}

TEST(ResponseDecoder, an_answer_to_head_has_no_body)
{
    const Reading reading = readIn(with(kOk, "Content-Length: 200\r\n\r\n"), 1, End::Open, {}, "HEAD");
    EXPECT_EQ(reading.state, State::Complete);
    EXPECT_TRUE(reading.keepAlive);
}

TEST(ResponseDecoder, fields_of_the_framing_and_the_hop_are_left_out)
{
    ResponseDecoder decoder({});
    const std::string bytes = with(kOk,
        "Content-Type: text/event-stream; charset=utf-8\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
        "Transfer-Encoding: chunked\r\nContent-Encoding: GZIP\r\nX-Request-Id: r1\r\nTrailer: X\r\n\r\n");
    EXPECT_EQ(decoder.head(bytes), bytes.size());
    const Fields expected { { "Content-Type", "text/event-stream; charset=utf-8" }, { "X-Request-Id", "r1" } };
    EXPECT_EQ(decoder.takeFields(), expected);
    EXPECT_TRUE(decoder.isEventStream());
    EXPECT_EQ(decoder.contentCoding(), "GZIP");
    EXPECT_FALSE(decoder.contentLength().has_value());
}

} // namespace
} // namespace signalbox::http
