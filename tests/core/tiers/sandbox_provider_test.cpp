// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/sandbox_provider.h"
#include "core/tiers/sandbox_sample.h"
#include "core/tiers/sandbox_text.h"

#include "core/route/validators.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace signalbox {
namespace {

using Json = nlohmann::json;

constexpr auto kIncludes = UsageMeaning::InputIncludesCache;

ChatRequest chat(const std::string& model, const std::string& fields = {}, const std::string& question = "How are you?")
{
    const Json messages = Json::array({ { { "role", "user" }, { "content", question } } });
    return readRequest(Endpoint::ChatCompletions,
        R"({"model":")" + model + R"(","messages":)" + messages.dump() + (fields.empty() ? "" : "," + fields) + "}")
        .value();
}

Answer read(const ChatRequest& request, const SandboxAnswer& answer)
{
    return readAnswer(request.endpoint, answer.body, kIncludes).value();
}

struct Joined {
    std::string text;
    std::string finishReason;
    std::int64_t bytes = 0;
    Usage usage;
    bool done = false;
    bool toolCall = false;
};

Joined join(const SandboxAnswer& answer)
{
    Joined joined;
    for (const std::string& event : answer.events) {
        EXPECT_EQ(event.substr(0, 6), "data: ");
        EXPECT_EQ(event.substr(event.size() - 2), "\n\n");
        const StreamEvent read =
            readStreamEvent(Endpoint::ChatCompletions, event.substr(6, event.size() - 8), {}, kIncludes);
        EXPECT_NE(read.kind, StreamEvent::Kind::Unreadable) << event;
        EXPECT_FALSE(joined.done);
        joined.text += read.text;
        joined.bytes += read.outputBytes;
        joined.toolCall |= read.toolCall;
        if (!read.finishReason.empty())
            joined.finishReason = read.finishReason;
        if (read.usage.present)
            joined.usage = read.usage;
        joined.done = read.kind == StreamEvent::Kind::Done;
    }
    return joined;
}

const std::string kSchema =
    R"("response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object",)"
    R"("additionalProperties":false,"required":["total","items"],"properties":{"total":{"type":"integer","minimum":5,)"
    R"("maximum":9},"kind":{"enum":["a","b"]},"items":{"type":"array","items":{"$ref":"#/$defs/item"}}},)"
    R"("$defs":{"item":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}}}})";

TEST(Sandbox, says_the_same_for_the_same_seed)
{
    const ChatRequest request = chat("sandbox-mid", R"("stream":true)");
    const SandboxAnswer first = sandboxAnswer(request, {}, 7, 1);
    const SandboxAnswer again = sandboxAnswer(request, {}, 7, 1);
    EXPECT_EQ(first.events, again.events);
    EXPECT_EQ(first.delaysMs, again.delaysMs);
    EXPECT_NE(first.events, sandboxAnswer(request, {}, 7, 2).events);
    EXPECT_NE(first.events, sandboxAnswer(request, {}, 8, 1).events);
}

TEST(Sandbox, marks_every_text_as_simulated)
{
    for (const char* question :
        { "How are you?", "Write a Python function", "List three ideas", "Summarize this", "Translate this",
            "Classify the sentiment", "Wie ist das Wetter und was ist der Plan?", "", "\xE2\x80\xA8 odd \x01 text" }) {
        for (const char* model : { "sandbox-small", "sandbox-mid", "sandbox-frontier" }) {
            for (std::uint64_t no = 1; no <= 20; ++no) {
                const ChatRequest request = chat(model, {}, question);
                const std::string text = read(request, sandboxAnswer(request, {}, no, 3)).text;
                EXPECT_TRUE(text.empty() || text.compare(0, 11, "[simulated]") == 0) << text;
            }
        }
    }
}

TEST(Sandbox, answers_longer_and_later_from_the_larger_models)
{
    std::vector<std::int64_t> tokens;
    std::vector<std::int64_t> firstMs;
    for (const char* model : { "sandbox-small", "sandbox-mid", "sandbox-frontier" }) {
        std::int64_t out = 0;
        std::int64_t wait = 0;
        const ChatRequest request = chat(model, R"("stream":true,"stream_options":{"include_usage":true})");
        for (std::uint64_t no = 1; no <= 50; ++no) {
            const SandboxAnswer answer = sandboxAnswer(request, {}, no, 1);
            out += join(answer).usage.out;
            wait += answer.delaysMs.front();
        }
        tokens.push_back(out);
        firstMs.push_back(wait);
    }
    EXPECT_LT(tokens[0], tokens[1]);
    EXPECT_LT(tokens[1], tokens[2]);
    EXPECT_LT(firstMs[0], firstMs[1]);
    EXPECT_LT(firstMs[1], firstMs[2]);
}

TEST(Sandbox, streams_what_it_would_have_said_at_once)
{
    for (const char* fields : { "", R"("max_tokens":9)", R"("response_format":{"type":"json_object"})" }) {
        const std::string more = fields[0] == '\0' ? "" : std::string(",") + fields;
        const ChatRequest whole = chat("sandbox-frontier", fields);
        const ChatRequest stream =
            chat("sandbox-frontier", R"("stream":true,"stream_options":{"include_usage":true})" + more);
        const SandboxAnswer streamed = sandboxAnswer(stream, {}, 3, 9);
        const Answer answer = read(whole, sandboxAnswer(whole, {}, 3, 9));
        const Joined joined = join(streamed);
        EXPECT_EQ(joined.text, answer.text);
        EXPECT_EQ(joined.finishReason, answer.finishReason);
        EXPECT_EQ(joined.usage.out, answer.usage.out);
        EXPECT_EQ(joined.bytes, answer.outputBytes);
        EXPECT_TRUE(joined.done);
        EXPECT_EQ(streamed.events.size(), streamed.delaysMs.size());
    }
}

TEST(Sandbox, sends_usage_in_a_stream_only_when_asked)
{
    EXPECT_FALSE(join(sandboxAnswer(chat("sandbox-mid", R"("stream":true)"), {}, 1, 1)).usage.present);
}

TEST(Sandbox, obeys_the_limit)
{
    for (const int limit : { 1, 5, 12 }) {
        const ChatRequest request = chat("sandbox-frontier", R"("n":3,"max_tokens":)" + std::to_string(limit));
        const Answer answer = read(request, sandboxAnswer(request, {}, 1, 1));
        EXPECT_EQ(answer.choices, 3);
        EXPECT_EQ(answer.usage.out, 3 * limit);
        EXPECT_EQ(answer.finishReason, "length");
    }
    const ChatRequest request = chat("sandbox-frontier", R"("max_tokens":4000)");
    EXPECT_EQ(read(request, sandboxAnswer(request, {}, 1, 1)).finishReason, "stop");
}

TEST(Sandbox, never_reports_more_input_than_the_bound)
{
    const ChatRequest request = chat("sandbox-mid", {}, std::string(20'000, 'x'));
    const Usage usage = read(request, sandboxAnswer(request, {}, 1, 1)).usage;
    EXPECT_LE(usage.totalIn(), inputUpperBound(request));
    EXPECT_GT(usage.cachedIn, 0);
    EXPECT_FALSE(usage.invalid);
}

TEST(Sandbox, calls_a_tool_when_one_is_offered)
{
    const std::string tools =
        R"("tools":[{"type":"function","function":{"name":"first","parameters":{"type":"object",)"
        R"("required":["city"],"properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}},)"
        R"({"type":"function","function":{"name":"second"}}])";
    for (const auto& [more, name] :
        std::vector<std::pair<std::string, std::string>> { { "", "first" }, { R"(,"tool_choice":"auto")", "first" },
            { R"(,"tool_choice":{"type":"function","function":{"name":"second"}})", "second" } }) {
        const ChatRequest request = chat("sandbox-small", tools + more);
        const SandboxAnswer answer = sandboxAnswer(request, {}, 1, 1);
        const Answer said = read(request, answer);
        EXPECT_TRUE(said.hasToolCalls);
        EXPECT_EQ(said.finishReason, "tool_calls");
        const Json call = Json::parse(answer.body)["choices"][0]["message"]["tool_calls"][0];
        EXPECT_EQ(call["function"]["name"], name);
        const Json arguments = Json::parse(call["function"]["arguments"].get<std::string>());
        EXPECT_EQ(arguments.contains("city"), name == "first");
        EXPECT_TRUE(join(sandboxAnswer(chat("sandbox-small", tools + more + R"(,"stream":true)"), {}, 1, 1)).toolCall);
    }
    const ChatRequest none = chat("sandbox-mid", tools + R"(,"tool_choice":"none")");
    EXPECT_FALSE(read(none, sandboxAnswer(none, {}, 1, 1)).hasToolCalls);
    const ChatRequest after = readRequest(Endpoint::ChatCompletions,
        R"({"model":"sandbox-mid","messages":[{"role":"user","content":"x"},{"role":"tool","content":"4"}],)" + tools
            + "}")
                                  .value();
    EXPECT_FALSE(read(after, sandboxAnswer(after, {}, 1, 1)).hasToolCalls);
}

/// Share of answers that the free validators reject, in percent.
int rejected(const std::string& model, const std::string& fields)
{
    RouteAction action;
    action.validators = validatorNames();
    const ChatRequest request = chat(model, fields);
    int bad = 0;
    for (std::uint64_t no = 1; no <= 1000; ++no)
        bad += rejectReason(action, request, read(request, sandboxAnswer(request, {}, no, 42))).empty() ? 0 : 1;
    return bad / 10;
}

TEST(Sandbox, lets_a_cascade_show_something)
{
    for (const std::string& fields : { kSchema, std::string(R"("response_format":{"type":"json_object"})") }) {
        EXPECT_GE(rejected("sandbox-small", fields), 20);
        EXPECT_LE(rejected("sandbox-small", fields), 30);
        EXPECT_EQ(rejected("sandbox-mid", fields), 0);
        EXPECT_EQ(rejected("sandbox-frontier", fields), 0);
    }
    EXPECT_GE(rejected("sandbox-small", ""), 10);
    EXPECT_LE(rejected("sandbox-small", ""), 22);
    EXPECT_LE(rejected("sandbox-mid", ""), 6);
    EXPECT_EQ(rejected("sandbox-frontier", ""), 0);
}

TEST(Sandbox, embeds_texts_as_vectors_of_length_one)
{
    const auto request = readRequest(Endpoint::Embeddings,
        R"({"model":"sandbox-small","input":["the cat sat","the cat sits","price list"],"dimensions":96})")
                             .value();
    const SandboxAnswer answer = sandboxAnswer(request, {}, 1, 1);
    EXPECT_EQ(read(request, answer).choices, 3);
    const Json rows = Json::parse(answer.body)["data"];
    const auto cosine = [&rows](std::size_t a, std::size_t b) {
        const auto left = rows[a]["embedding"].get<std::vector<double>>();
        const auto right = rows[b]["embedding"].get<std::vector<double>>();
        double sum = 0.0;
        for (std::size_t i = 0; i < left.size(); ++i)
            sum += left[i] * right[i];
        return sum;
    };
    EXPECT_EQ(rows[0]["embedding"].size(), 96u);
    EXPECT_NEAR(cosine(0, 0), 1.0, 1e-5);
    EXPECT_GT(cosine(0, 1), cosine(0, 2));
    EXPECT_EQ(answer.body, sandboxAnswer(request, {}, 1, 1).body);
}

TEST(Sandbox, writes_vectors_in_base64_when_asked)
{
    EXPECT_EQ(base64Floats({ 1.0f }), "AACAPw==");
    EXPECT_EQ(base64Floats({ 1.0f, -2.0f, 0.0f }), "AACAPwAAAMAAAAAA");
    for (const char* input : { R"("text")", "[1,2,3]", "[[1,2],[3]]", R"("")" }) {
        const auto request = readRequest(Endpoint::Embeddings,
            R"({"model":"sandbox-small","encoding_format":"base64","input":)" + std::string(input) + "}")
                                 .value();
        const Json body = Json::parse(sandboxAnswer(request, {}, 1, 1).body);
        EXPECT_EQ(body["data"][0]["embedding"].get<std::string>().size(), (64u * 4 + 2) / 3 * 4);
        EXPECT_EQ(static_cast<std::int64_t>(body["data"].size()), request.inputs);
    }
}

TEST(Sandbox, completes_each_prompt)
{
    const auto request =
        readRequest(Endpoint::Completions, R"({"model":"sandbox-mid","prompt":["a","b"],"n":2,"max_tokens":6})")
            .value();
    const Answer answer = read(request, sandboxAnswer(request, {}, 1, 1));
    EXPECT_EQ(answer.choices, 4);
    EXPECT_FALSE(answer.text.empty());
}

TEST(Sandbox, knows_its_models)
{
    EXPECT_EQ(sandboxAnswer(chat("auto"), {}, 1, 1).status, 404);
    const Json models = Json::parse(sandboxModels());
    EXPECT_EQ(models["data"].size(), 3u);
    for (const Json& model : models["data"])
        EXPECT_EQ(sandboxAnswer(chat(model["id"].get<std::string>()), {}, 1, 1).status, 200);
}

TEST(SandboxScript, plays_its_faults)
{
    const auto play = [](const std::string& fault, std::uint64_t no, const std::string& fields = {}) {
        const auto script = SandboxScript::parse(
            R"({"steps":[{"model":"sandbox-mid","every":5,"fault":")" + fault + R"(","retry_after":2}]})");
        return sandboxAnswer(chat("sandbox-mid", fields), script.value(), no, 1);
    };
    using Fault = SandboxAnswer::Fault;
    EXPECT_EQ(play("http_503", 4).status, 200);
    for (const auto& [fault, status] :
        std::vector<std::pair<std::string, int>> { { "http_500", 500 }, { "http_503", 503 }, { "http_429", 429 } }) {
        const SandboxAnswer answer = play(fault, 5);
        EXPECT_EQ(answer.status, status);
        EXPECT_TRUE(readAnswer(Endpoint::ChatCompletions, answer.body, kIncludes).value().error);
        ASSERT_EQ(answer.fields.size(), 1u);
        EXPECT_EQ(answer.fields[0].second, "2");
    }
    EXPECT_EQ(play("hang", 10).fault, Fault::HangBeforeStatus);
    EXPECT_EQ(play("close", 10).fault, Fault::CloseBeforeStatus);
    EXPECT_EQ(play("reset", 10).fault, Fault::ResetMidway);
    EXPECT_FALSE(play("reset", 10).body.empty());
    EXPECT_FALSE(readAnswer(Endpoint::ChatCompletions, play("truncated_json", 5).body, kIncludes));
    EXPECT_EQ(play("truncated_json", 5, R"("stream":true)").events.back().find("[DONE]"), std::string::npos);
    EXPECT_FALSE(readAnswer(Endpoint::ChatCompletions, play("no_usage", 5).body, kIncludes).value().usage.present);
}

TEST(SandboxScript, scales_latencies)
{
    const ChatRequest request = chat("sandbox-mid", R"("stream":true)");
    const auto none = SandboxScript::parse(R"({"latency":{"scale":0}})").value();
    for (const int delay : sandboxAnswer(request, none, 1, 1).delaysMs)
        EXPECT_EQ(delay, 0);
    EXPECT_GT(sandboxAnswer(request, {}, 1, 1).delaysMs.front(), 100);
}

TEST(SandboxScript, of_the_wrong_form_names_the_place)
{
    for (const auto& [script, pointer] : std::vector<std::pair<std::string, std::string>> { { "", "" }, { "[]", "" },
             { R"({"x":1})", "/x" }, { R"({"steps":{}})", "/steps" }, { R"({"steps":[1]})", "/steps/0" },
             { R"({"steps":[{}]})", "/steps/0/fault" }, { R"({"steps":[{"fault":"fire"}]})", "/steps/0/fault" },
             { R"({"steps":[{"fault":"hang","every":0}]})", "/steps/0/every" },
             { R"({"steps":[{"fault":"hang","every":1.5}]})", "/steps/0/every" },
             { R"({"steps":[{"fault":"hang","retry_after":18446744073709551615}]})", "/steps/0/retry_after" },
             { R"({"latency":{"scale":-1}})", "/latency/scale" }, { R"({"latency":1})", "/latency/scale" } }) {
        const auto parsed = SandboxScript::parse(script);
        ASSERT_FALSE(parsed) << script;
        EXPECT_EQ(parsed.error().code, "sandbox_script_invalid");
        EXPECT_EQ(parsed.error().parameter("pointer"), pointer) << script;
    }
}

TEST(SandboxTokens, joined_are_the_text)
{
    for (const std::string& text : { std::string(), std::string(" a  b "), std::string("donaudampfschiff ahoi"),
             std::string(
                 "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80 \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4x\xC3\xA4") }) {
        std::string joined;
        for (const std::string_view token : sandboxTokens(text)) {
            EXPECT_NE(static_cast<unsigned char>(token.front()) & 0xC0, 0x80);
            EXPECT_LE(token.size(), 8u);
            joined += token;
        }
        EXPECT_EQ(joined, text);
    }
}

TEST(SandboxSample, of_a_schema_that_holds_itself_ends)
{
    const auto schema = nlohmann::ordered_json::parse(
        R"({"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"},"c":{"type":"array","items":{"$ref":"#"}},)"
        R"("d":{"type":"number","minimum":1e300},"e":{"enum":[]},"f":{"type":["null","string"]},"g":true}})");
    SandboxDice dice(1);
    EXPECT_LT(sandboxSample(schema, dice).dump().size(), 50'000u);
}

} // namespace
} // namespace signalbox
