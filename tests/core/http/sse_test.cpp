// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/sse.h"

#include <gtest/gtest.h>

#include <random>

namespace signalbox::http {
namespace {

struct Cut {
    std::string raw;                                         ///< of all events, joined
    std::vector<std::pair<std::string, std::string>> parsed; ///< data and event of each
    std::vector<bool> comments;
    std::string pending;
    bool failed = false;
};

/// Feeds text in pieces of `piece` bytes.
Cut cut(std::string_view text, std::size_t piece, std::size_t maxEventBytes = 1024)
{
    SseSplitter splitter(maxEventBytes);
    Cut result;
    const auto take = [&result](const std::vector<SseEvent>& events) {
        for (const auto& event : events) {
            result.raw += event.raw;
            result.parsed.emplace_back(event.data, event.event);
            result.comments.push_back(event.comment);
        }
    };
    for (std::size_t at = 0; at < text.size() && !result.failed; at += piece) {
        const auto events = splitter.feed(text.substr(at, piece));
        result.failed = !events;
        if (events)
            take(*events);
    }
    result.pending = splitter.pending();
    return result;
}

using Parsed = std::vector<std::pair<std::string, std::string>>;

TEST(Sse, reads_what_the_standard_says)
{
    struct Case {
        std::string_view text;
        Parsed parsed;
        std::string_view pending;
    };
    const Case cases[] = { { "data: a\n\n", { { "a", "" } }, "" }, { "data: a\r\n\r\n", { { "a", "" } }, "" },
        { "data: a\r\rdata:b\r\r", { { "a", "" }, { "b", "" } }, "" },
        { "data:a\n\r\ndata:  b\r\n\n", { { "a", "" }, { " b", "" } }, "" },
        { "\xEF\xBB\xBF"
          "data: a\n\n",
            { { "a", "" } }, "" },
        { "data: a\n\n\xEF\xBB\xBF"
          "data: b\n\n",
            { { "a", "" }, { "", "" } }, "" },
        { "event: ping\ndata: {}\n\n", { { "{}", "ping" } }, "" },
        { "data: a\ndata\ndata: b\n\n", { { "a\n\nb", "" } }, "" }, { "data\ndata\n\n", { { "\n", "" } }, "" },
        { "id: 1\nretry: 5\nunknown: x\ndata:a:b\n\n", { { "a:b", "" } }, "" },
        { "data: a\n\ndata: b\n", { { "a", "" } }, "data: b\n" }, { "data: a", {}, "data: a" }, { "", {}, "" } };
    for (const auto& c : cases) {
        const auto whole = cut(c.text, c.text.size() + 1);
        EXPECT_EQ(whole.parsed, c.parsed) << c.text;
        EXPECT_EQ(whole.pending, c.pending) << c.text;
    }
}

TEST(Sse, keep_alives_are_no_progress)
{
    const auto result = cut(": ping\n\n\n\n:\r\n\r\nid: 1\n\ndata: a\n: note\n\n", 1);
    EXPECT_EQ(result.comments, (std::vector<bool> { true, true, true, true, false, false }));
}

TEST(Sse, an_event_does_not_wait_for_a_byte_that_may_never_come)
{
    SseSplitter splitter;
    const auto first = splitter.feed("data: a\r\n\r");
    ASSERT_TRUE(first);
    ASSERT_EQ(first->size(), 1u);
    EXPECT_EQ((*first)[0].raw, "data: a\r\n\r");
    const auto second = splitter.feed("\n");
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->empty());
    EXPECT_EQ(splitter.pending(), "\n");
    const auto third = splitter.feed("data: b\r\r");
    ASSERT_TRUE(third);
    ASSERT_EQ(third->size(), 1u);
    EXPECT_EQ((*third)[0].raw, "\ndata: b\r\r");
    EXPECT_EQ((*third)[0].data, "b");
    EXPECT_TRUE(splitter.feed("\n"));
    const auto last = splitter.finish();
    ASSERT_EQ(last.size(), 1u);
    EXPECT_EQ(last[0].raw, "\n");
    EXPECT_TRUE(last[0].comment);
    EXPECT_TRUE(splitter.pending().empty());
}

TEST(Sse, an_unfinished_event_is_never_returned)
{
    SseSplitter splitter;
    EXPECT_TRUE(splitter.feed("data: half\n")->empty());
    EXPECT_TRUE(splitter.finish().empty());
    EXPECT_EQ(splitter.pending(), "data: half\n");
}

TEST(Sse, any_split_gives_the_same_events_and_loses_no_byte)
{
    std::mt19937 random(7);
    const std::string_view words[] = { "data: a", "data", "data:", ":c", "event: e", "\n", "\r", "\r\n", "\n\n",
        "\r\n\r\n", "\r\r", "x", "\xEF\xBB\xBF", " " };
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (auto words_left = random() % 24; words_left > 0; --words_left)
            text += words[random() % std::size(words)];
        const auto whole = cut(text, text.size() + 1);
        EXPECT_EQ(whole.raw + whole.pending, text);
        for (std::size_t piece = 1; piece < 6; ++piece) {
            const auto split = cut(text, piece);
            EXPECT_EQ(split.raw + split.pending, text);
            EXPECT_EQ(split.parsed, whole.parsed) << testing::PrintToString(text) << " in pieces of " << piece;
            EXPECT_EQ(split.comments, whole.comments);
        }
    }
}

TEST(Sse, a_too_large_event_ends_the_stream_but_not_what_came_before)
{
    const std::string large = "data: " + std::string(2000, 'x') + "\n\n";
    for (const std::size_t piece : { std::size_t(1), std::size_t(7), std::size_t(1000) }) {
        const auto result = cut("data: a\n\n" + large + "data: b\n\n", piece);
        EXPECT_TRUE(result.failed);
        EXPECT_EQ(result.parsed, (Parsed { { "a", "" } }));
    }
    SseSplitter splitter(1024);
    const auto before = splitter.feed("data: a\n\n" + large);
    ASSERT_TRUE(before);
    EXPECT_EQ(before->size(), 1u);
    const auto after = splitter.feed("data: b\n\n");
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().code, "sse_event_too_large");
    const std::string fits = "data: " + std::string(1016, 'x') + "\n\n";
    EXPECT_FALSE(cut(fits, 3).failed);
    EXPECT_TRUE(cut("x" + fits, 3).failed);
}

} // namespace
} // namespace signalbox::http
