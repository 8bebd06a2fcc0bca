// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/relay.h"

#include <gtest/gtest.h>

#include <string>

namespace signalbox {
namespace {

using Verdict = StreamRelay::Verdict;

std::string delta(const std::string& text)
{
    return R"(data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":")"
        + text + "\"},\"finish_reason\":null}]}\n\n";
}

const std::string kRole = "data: "
                          "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                          "\"content\":\"\"},\"finish_reason\":null}]}\n\n";
const std::string kStop =
    "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const std::string kUsage = "data: "
                           "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_"
                           "tokens\":20,\"total_tokens\":30}}\n\n";
const std::string kDone = "data: [DONE]\n\n";

struct Played {
    std::string bytes;
    Verdict verdict = Verdict::Continue;
};

Played play(StreamRelay& relay, const std::string& input, std::size_t piece)
{
    Played played;
    for (std::size_t at = 0; at < input.size() && played.verdict == Verdict::Continue; at += piece) {
        StreamRelay::Step step = relay.feed(std::string_view(input).substr(at, piece));
        played.bytes += step.bytes;
        played.verdict = step.verdict;
    }
    if (played.verdict == Verdict::Continue) {
        StreamRelay::Step step = relay.finish();
        played.bytes += step.bytes;
        played.verdict = step.verdict;
    }
    return played;
}

class Split : public testing::TestWithParam<std::size_t> { };
INSTANTIATE_TEST_SUITE_P(pieces, Split, testing::Values(1, 2, 7, 64, 100000));

TEST_P(Split, events_pass_byte_for_byte_and_the_usage_chunk_nobody_asked_for_is_hidden)
{
    StreamRelay relay({});
    const std::string shown = kRole + delta("one ") + delta("two ") + kStop;
    const Played played = play(relay, shown + kUsage + kDone, GetParam());
    EXPECT_EQ(played.bytes, shown);
    EXPECT_EQ(played.verdict, Verdict::Done);
    EXPECT_EQ(relay.answerId(), "c1");
    EXPECT_TRUE(relay.usage().present);
    EXPECT_EQ(relay.usage().out, 20);
    EXPECT_EQ(relay.gathered().text, "one two ");
    EXPECT_EQ(relay.finishReason(), "stop");
}

TEST_P(Split, a_usage_chunk_that_was_asked_for_passes)
{
    StreamRelay relay({ .showUsage = true });
    const std::string shown = delta("one ") + kStop + kUsage;
    EXPECT_EQ(play(relay, shown + kDone, GetParam()).bytes, shown);
}

TEST(StreamRelay, a_usage_chunk_with_an_empty_choice_is_hidden_like_one_with_none)
{
    StreamRelay relay({});
    const std::string odd = "data: "
                            "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{}}],\"usage\":{"
                            "\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}}\n\n";
    const std::string shown = delta("one ") + kStop;
    EXPECT_EQ(play(relay, shown + odd + kDone, 1000).bytes, shown);
    EXPECT_EQ(relay.usage().out, 20);
}

TEST(StreamRelay, nothing_is_released_before_the_first_content)
{
    StreamRelay relay({});
    const auto step = relay.feed(": ping\n\n" + kRole);
    EXPECT_EQ(step.bytes, "");
    EXPECT_FALSE(step.progress);
    EXPECT_FALSE(relay.started());
    const auto next = relay.feed(delta("x"));
    EXPECT_EQ(next.bytes, kRole + delta("x"));
    EXPECT_TRUE(next.progress);
}

TEST(StreamRelay, an_error_event_first_leaves_the_way_free_for_a_fallback)
{
    StreamRelay relay({});
    const auto step =
        relay.feed("data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"code\":null}}\n\n");
    EXPECT_EQ(step.verdict, Verdict::Error);
    EXPECT_FALSE(relay.started());
    EXPECT_EQ(relay.error().message, "boom");
}

TEST(StreamRelay, an_end_without_a_finish_reason_is_truncation)
{
    StreamRelay relay({});
    EXPECT_EQ(play(relay, delta("one "), 1000).verdict, Verdict::Error);
    EXPECT_EQ(relay.errorCode(), "upstream_truncated");
}

TEST(StreamRelay, a_half_event_is_never_forwarded)
{
    StreamRelay relay({});
    const std::string half = delta("two ");
    const Played played = play(relay, delta("one ") + half.substr(0, half.size() - 5), 1000);
    EXPECT_EQ(played.bytes, delta("one "));
    EXPECT_EQ(played.verdict, Verdict::Error);
}

TEST(StreamRelay, an_upstream_that_ignores_the_limit_is_cut_at_the_reservation)
{
    StreamRelay relay({ .maxOutputTokens = 3 });
    std::string endless;
    for (int i = 0; i < 10; ++i)
        endless += delta("tok ");
    const Played played = play(relay, endless, 100);
    EXPECT_EQ(played.verdict, Verdict::Cut);
    EXPECT_EQ(played.bytes, delta("tok ") + delta("tok ") + delta("tok "));
}

TEST(StreamRelay, an_honest_stream_of_long_tokens_is_not_cut)
{
    StreamRelay relay({ .maxOutputTokens = 2 });
    const std::string shown = delta("internationalisation ") + delta("characteristically ") + kStop;
    EXPECT_EQ(play(relay, shown + kDone, 1000).verdict, Verdict::Done);
}

TEST(StreamRelay, an_event_over_a_mebibyte_ends_the_stream)
{
    StreamRelay relay({});
    EXPECT_EQ(relay.feed("data: " + std::string(2 * 1024 * 1024, 'a')).verdict, Verdict::Error);
    EXPECT_EQ(relay.errorCode(), "sse_event_too_large");
    EXPECT_EQ(relay.feed(delta("x")).bytes, "");
}

} // namespace
} // namespace signalbox
