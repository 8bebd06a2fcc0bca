// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

#include <gtest/gtest.h>

#include <random>

namespace signalbox {
namespace {

constexpr auto kIncludes = UsageMeaning::InputIncludesCache;
constexpr auto kExcludes = UsageMeaning::InputExcludesCache;

const std::string kHead = R"({"id":"c1","object":"chat.completion","created":1,"model":"mock-1",)";
const std::string kChoices =
    R"("choices":[{"index":0,"message":{"role":"assistant","content":"hello world"},"finish_reason":"stop"}])";

Result<Answer> chat(const std::string& body)
{
    return readAnswer(Endpoint::ChatCompletions, body, kIncludes);
}

struct Counted {
    std::string name;
    std::string usage;
    std::vector<std::int64_t> counts; ///< uncached, cached, 5m, 1h, out, reasoning; empty: invalid
    UsageMeaning meaning = kIncludes;
    bool partial = false;
    std::string model = "mock-1";
};

void PrintTo(const Counted& counted, std::ostream* out)
{
    *out << counted.name;
}

class UsageForm : public testing::TestWithParam<Counted> { };

TEST_P(UsageForm, has_one_meaning)
{
    const Counted& expected = GetParam();
    const std::string body =
        R"({"model":")" + expected.model + "\"," + kChoices + R"(, "usage" : )" + expected.usage + " }";
    const Usage usage = readAnswer(Endpoint::ChatCompletions, body, expected.meaning).value().usage;
    EXPECT_TRUE(usage.present);
    EXPECT_EQ(usage.raw, expected.usage);
    EXPECT_EQ(usage.invalid, expected.counts.empty());
    EXPECT_GE(usage.uncachedIn, 0);
    if (expected.counts.empty())
        return;
    EXPECT_EQ(usage.partial, expected.partial);
    const std::vector<std::int64_t> counts { usage.uncachedIn, usage.cachedIn, usage.cacheWrite5m, usage.cacheWrite1h,
        usage.out, usage.reasoningOut };
    EXPECT_EQ(counts, expected.counts);
}

const std::vector<Counted> kUsages {
    { "openai", R"({"prompt_tokens":10,"completion_tokens":20,"total_tokens":30})", { 10, 0, 0, 0, 20, 0 } },
    { "zero is a count", R"({"prompt_tokens":0,"completion_tokens":0})", { 0, 0, 0, 0, 0, 0 } },
    { "cached", R"({"prompt_tokens":10,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":8}})",
        { 2, 8, 0, 0, 20, 0 } },
    { "all cached", R"({"prompt_tokens":10,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":10}})",
        { 0, 10, 0, 0, 20, 0 } },
    { "details null",
        R"({"prompt_tokens":10,"completion_tokens":20,"prompt_tokens_details":null,"cached_tokens":null})",
        { 10, 0, 0, 0, 20, 0 } },
    { "reasoning", R"({"prompt_tokens":10,"completion_tokens":20,"completion_tokens_details":{"reasoning_tokens":15}})",
        { 10, 0, 0, 0, 20, 15 } },
    { "openrouter",
        R"({"prompt_tokens":100,"completion_tokens":2,"cost":0.1,"prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":50}})",
        { 20, 30, 50, 0, 2, 0 } },
    { "deepseek",
        R"({"prompt_tokens":10,"completion_tokens":2,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6})",
        { 6, 4, 0, 0, 2, 0 } },
    { "anthropic",
        R"({"input_tokens":5,"output_tokens":7,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,)"
        R"("cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}})",
        { 5, 100, 10, 20, 7, 0 }, kExcludes },
    { "anthropic without the split", R"({"input_tokens":5,"output_tokens":7,"cache_creation_input_tokens":30})",
        { 5, 0, 30, 0, 7, 0 }, kExcludes },
    { "anthropic names through another door", R"({"input_tokens":5,"output_tokens":7,"cache_read_input_tokens":100})",
        { 5, 100, 0, 0, 7, 0 } },
    { "responses",
        R"({"input_tokens":50,"output_tokens":7,"input_tokens_details":{"cached_tokens":40},)"
        R"("output_tokens_details":{"reasoning_tokens":3}})",
        { 10, 40, 0, 0, 7, 3 } },
    { "litellm's double names",
        R"({"prompt_tokens":50,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":40},"cache_read_input_tokens":40})",
        { 10, 40, 0, 0, 7, 0 } },
    { "xai counts reasoning beside",
        R"({"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}})",
        { 32, 0, 0, 0, 103, 94 } },
    { "gemini's sum holds the thoughts", R"({"prompt_tokens":20,"completion_tokens":151,"total_tokens":553})",
        { 20, 0, 0, 0, 533, 382 }, kIncludes, false, "models/gemini-2.5-flash" },
    { "another sum does not count", R"({"prompt_tokens":10,"completion_tokens":20,"total_tokens":999})",
        { 10, 0, 0, 0, 20, 0 } },
    { "a wrong sum does not spoil", R"({"prompt_tokens":10,"completion_tokens":20,"total_tokens":"x"})",
        { 10, 0, 0, 0, 20, 0 } },
    { "input alone", R"({"prompt_tokens":10})", { 10, 0, 0, 0, 0, 0 }, kIncludes, true },
    { "output alone", R"({"completion_tokens":10,"prompt_tokens":null})", { 0, 0, 0, 0, 10, 0 }, kIncludes, true },
    { "most tokens", R"({"prompt_tokens":1099511627776,"completion_tokens":1})", { 1099511627776, 0, 0, 0, 1, 0 } },
    { "negative", R"({"prompt_tokens":-10,"completion_tokens":-20,"total_tokens":-30})", {} },
    { "strings", R"({"prompt_tokens":"10","completion_tokens":"20"})", {} },
    { "a fraction", R"({"prompt_tokens":10.5,"completion_tokens":20})", {} },
    { "an exponent", R"({"prompt_tokens":1e1,"completion_tokens":20})", {} },
    { "overflow", R"({"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807,"total_tokens":1})",
        {} },
    { "above 2^63", R"({"prompt_tokens":18446744073709551615,"completion_tokens":1})", {} },
    { "above 2^40", R"({"prompt_tokens":1099511627777,"completion_tokens":1})", {} },
    { "more cached than prompt",
        R"({"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":11}})", {} },
    { "more reasoning than output",
        R"({"prompt_tokens":10,"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":3}})", {} },
    { "negative cache", R"({"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":-5}})",
        {} },
    { "double input", R"({"prompt_tokens":10,"prompt_tokens":1,"completion_tokens":2})", {} },
    { "an object for a number", R"({"prompt_tokens":{},"completion_tokens":2})", {} },
    { "a list", "[]", {} },
    { "a number", "7", {} },
    { "a boolean", "true", {} },
};
INSTANTIATE_TEST_SUITE_P(forms, UsageForm, testing::ValuesIn(kUsages));

TEST(Usage, that_is_null_absent_or_empty_is_none)
{
    for (const char* usage : { "", R"(,"usage":null)", R"(,"usage":{})", R"(,"usage":{"prompt_tokens":null})" }) {
        const Answer answer = chat("{" + kChoices + usage + "}").value();
        EXPECT_FALSE(answer.usage.present) << usage;
        EXPECT_FALSE(answer.usage.invalid) << usage;
    }
}

TEST(Usage, that_comes_twice_is_invalid)
{
    const std::string usage = R"(,"usage":{"prompt_tokens":1,"completion_tokens":1})";
    EXPECT_TRUE(chat("{" + kChoices + usage + usage + "}").value().usage.invalid);
    EXPECT_TRUE(chat("{" + kChoices + usage + R"(,"usage":null})").value().usage.invalid);
}

TEST(Usage, keeps_no_raw_text_above_its_limit)
{
    const std::string usage = R"({"prompt_tokens":1,"completion_tokens":1,"x":")" + std::string(5000, 'x') + "\"}";
    const Answer answer = chat("{" + kChoices + ",\"usage\":" + usage + "}").value();
    EXPECT_EQ(answer.usage.out, 1);
    EXPECT_LE(answer.usage.raw.size(), 4096u);
}

TEST(Usage, of_embeddings_has_no_output)
{
    for (const char* usage : { R"({"prompt_tokens":9,"total_tokens":9})", R"({"total_tokens":9})" }) {
        const auto answer = readAnswer(Endpoint::Embeddings,
            R"({"data":[{"embedding":[0.5]},{"embedding":[1]}],"usage":)" + std::string(usage) + "}", kIncludes);
        ASSERT_TRUE(answer);
        EXPECT_FALSE(answer->usage.partial);
        EXPECT_EQ(answer->usage.totalIn(), 9);
        EXPECT_EQ(answer->usage.out, 0);
        EXPECT_EQ(answer->choices, 2);
        EXPECT_EQ(answer->outputBytes, 0);
    }
}

TEST(Answer, gives_what_was_said)
{
    const Answer answer = chat(kHead + kChoices + "}").value();
    EXPECT_EQ(answer.id, "c1");
    EXPECT_EQ(answer.model, "mock-1");
    EXPECT_EQ(answer.text, "hello world");
    EXPECT_EQ(answer.finishReason, "stop");
    EXPECT_EQ(answer.outputBytes, 11);
    EXPECT_EQ(answer.choices, 1);
    EXPECT_FALSE(answer.error);
}

TEST(Answer, counts_all_that_is_billed_as_output)
{
    struct Case {
        std::string message;
        std::int64_t bytes;
        bool tools;
    };
    for (const Case& c : {
             Case { R"("content":"abc")", 3, false },
             { R"("content":"\u00e4\ud83d\ude00")", 6, false },
             { R"("content":[{"type":"text","text":"abc"},{"type":"text","text":"d"}])", 4, false },
             { R"("content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"d"}])",
                 3, false },
             { R"("content":null,"refusal":"I can't")", 7, false },
             { R"("content":"a","reasoning_content":"why")", 4, false },
             { R"("content":"a","reasoning":"why","reasoning_details":[{"type":"reasoning.text","text":"why"}])", 4,
                 false },
             { R"("content":null,"tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{}"}}])",
                 3, true },
             { R"("content":null,"function_call":{"name":"f","arguments":"{}"})", 3, true },
             { R"("content":"","tool_calls":[])", 0, false },
             { R"("content":null,"audio":{"id":"a","transcript":"yes","data":")" + std::string(256, 'A') + "\"}", 5,
                 false },
         }) {
        const auto answer = chat(R"({"choices":[{"message":{"role":"assistant",)" + c.message + "}}]}");
        ASSERT_TRUE(answer) << c.message;
        EXPECT_EQ(answer->outputBytes, c.bytes) << c.message;
        EXPECT_EQ(answer->hasToolCalls, c.tools) << c.message;
    }
}

TEST(Answer, shows_the_first_choice_and_counts_all)
{
    const Answer answer = chat(R"({"choices":[{"index":1,"message":{"content":"two"},"finish_reason":"length"},)"
                               R"({"index":0,"message":{"content":"one"},"finish_reason":"stop"}]})")
                              .value();
    EXPECT_EQ(answer.text, "one");
    EXPECT_EQ(answer.finishReason, "stop");
    EXPECT_EQ(answer.choices, 2);
    EXPECT_EQ(answer.outputBytes, 6);
}

TEST(Answer, of_completions_has_a_text)
{
    const auto answer = readAnswer(Endpoint::Completions,
        R"({"choices":[{"text":"abc","finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})",
        kIncludes);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->text, "abc");
    EXPECT_EQ(answer->finishReason, "length");
}

TEST(Answer, that_is_an_error_says_so)
{
    struct Case {
        std::string body;
        std::string message;
        std::string type;
        std::string code;
    };
    for (const Case& c : {
             Case { R"({"error":{"message":"boom","type":"server_error","code":null}})", "boom", "server_error", "" },
             { R"({"error":{"message":"slow down","code":429}})", "slow down", "", "429" },
             { R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", "Overloaded",
                 "overloaded_error", "" },
             { R"({"error":"model not found"})", "model not found", "", "" },
             { R"({"object":"error","message":"bad","type":"BadRequestError","code":400})", "bad", "BadRequestError",
                 "400" },
             { R"([{"error":{"code":400,"message":"bad","status":"INVALID_ARGUMENT"}}])", "bad", "INVALID_ARGUMENT",
                 "400" },
             { R"({"detail":"Not Found"})", "Not Found", "", "" },
             { R"({"choices":[{"error":{"code":502,"message":"upstream"},"message":{"content":""}}]})", "upstream", "",
                 "502" },
             { R"({"error":{},"choices":[]})", "", "", "" },
         }) {
        const auto answer = chat(c.body);
        ASSERT_TRUE(answer && answer->error) << c.body;
        EXPECT_EQ(answer->error->message, c.message);
        EXPECT_EQ(answer->error->type, c.type);
        EXPECT_EQ(answer->error->code, c.code);
    }
    for (const char* nothing : { "null", "false" })
        EXPECT_FALSE(chat("{\"error\":" + std::string(nothing) + "," + kChoices + "}").value().error);
}

TEST(Answer, that_is_no_answer_is_refused)
{
    const auto codeOf = [](const std::string& body) {
        const auto answer = chat(body);
        return answer ? std::string("fine") : answer.error().code;
    };
    for (const std::string& body : { std::string(), std::string("{\"id\":"), std::string("<html>portal</html>"),
             kHead + kChoices, kHead + kChoices + "}}", kHead + kChoices + "}x", std::string("OK"),
             std::string(100'000, '[') + std::string(100'000, ']'), std::string(100'000, '['),
             std::string("{\"choices\":\"\xff\"}"), std::string("\xFF\xFE{\0}\0", 6), std::string("\x1f\x8b\x08", 3) })
        EXPECT_EQ(codeOf(body), "answer_not_json") << body.substr(0, 60);
    for (const char* body : { "{}", "[]", "1", "null", R"({"choices":[]})", R"({"choices":null})", R"({"choices":{}})",
             R"({"choices":[1]})", R"({"choices":[{}]})", R"({"choices":[{"message":null}]})", R"({"data":[]})" })
        EXPECT_EQ(codeOf(body), "answer_shape") << body;
    EXPECT_EQ(codeOf("{" + kChoices + "," + kChoices + "}"), "answer_shape");
    EXPECT_EQ(readAnswer(Endpoint::Embeddings, R"({"choices":[]})", kIncludes).error().code, "answer_shape");
}

TEST(Answer, may_start_with_a_byte_order_mark)
{
    EXPECT_EQ(chat("\xEF\xBB\xBF" + kHead + kChoices + R"(,"usage":{"prompt_tokens":1}})").value().usage.raw,
        R"({"prompt_tokens":1})");
}

TEST(Answer, with_half_an_emoji_is_read)
{
    EXPECT_EQ(chat(R"({"choices":[{"message":{"content":"a\ud83d"}}]})").value().text, "a\xEF\xBF\xBD");
}

TEST(Answer, keeps_a_mebibyte_of_text_and_counts_the_rest)
{
    std::string text;
    for (int i = 0; i < 700'000; ++i)
        text += "\xC3\xA4";
    const Answer answer = chat(R"({"choices":[{"message":{"content":"x)" + text + "\"}}]}").value();
    EXPECT_LE(answer.text.size(), std::size_t { 1 } << 20);
    EXPECT_GE(answer.text.size(), (std::size_t { 1 } << 20) - 3);
    EXPECT_EQ(answer.outputBytes, 1'400'001);
}

TEST(Answer, of_random_bytes_is_read_without_a_crash)
{
    std::mt19937 random(5);
    const std::string valid = kHead + kChoices
        + R"(,"error":null,"usage":{"prompt_tokens":10,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":8}}})";
    const std::string alphabet = "{}[]\",:\\u019aen-. \xff\xc3\xa4";
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string body = valid;
        for (unsigned i = 0; i < 1 + random() % 2; ++i)
            body[random() % body.size()] = alphabet[random() % alphabet.size()];
        const auto answer = chat(body);
        if (!answer)
            continue;
        ++accepted;
        if (answer->usage.present && !answer->usage.invalid) {
            EXPECT_GE(answer->usage.uncachedIn, 0) << body;
            EXPECT_LE(answer->usage.reasoningOut, answer->usage.out) << body;
        }
    }
    EXPECT_GT(accepted, 1000);
}

} // namespace
} // namespace signalbox
