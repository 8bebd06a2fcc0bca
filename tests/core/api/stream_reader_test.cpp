// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace signalbox {
namespace {

using Json = nlohmann::json;
using Kind = StreamEvent::Kind;

StreamEvent event(std::string_view data, std::string_view name = {}, Endpoint endpoint = Endpoint::ChatCompletions)
{
    return readStreamEvent(endpoint, data, name, UsageMeaning::InputIncludesCache);
}

struct Seen {
    std::string data;
    Kind kind;
    bool hasContent = false;
    std::int64_t bytes = 0;
    std::string name = {};
};

void PrintTo(const Seen& seen, std::ostream* out)
{
    *out << seen.data.substr(0, 100);
}

class Chunk : public testing::TestWithParam<Seen> { };

TEST_P(Chunk, is_what_it_is)
{
    const Seen& seen = GetParam();
    const StreamEvent read = event(seen.data, seen.name);
    EXPECT_EQ(read.kind, seen.kind);
    EXPECT_EQ(read.hasContent, seen.hasContent);
    EXPECT_EQ(read.outputBytes, seen.bytes);
}

const std::vector<Seen> kChunks {
    { "[DONE]", Kind::Done },
    { " [DONE]\n", Kind::Done },
    { R"({"choices":[{"index":0,"delta":{"content":"tok0 "},"finish_reason":null}]})", Kind::Delta, true, 5 },
    { R"({"choices":[{"index":0,"delta":{"role":"assistant"}}]})", Kind::Delta },
    { R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})", Kind::Delta },
    { R"({"choices":[{"index":0,"delta":{"content":null,"refusal":null}}]})", Kind::Delta },
    { R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})", Kind::Delta },
    { R"({"choices":[{"index":0,"delta":null,"finish_reason":"stop"}]})", Kind::Delta },
    { R"({"choices":[{"index":1,"delta":{"content":"ab"}}]})", Kind::Delta, true, 2 },
    { R"({"choices":[{"delta":{"reasoning_content":"hm"}}]})", Kind::Delta, true, 2 },
    { R"({"choices":[{"delta":{"refusal":"no"}}]})", Kind::Delta, true, 2 },
    { R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a"}}]}}]})", Kind::Delta, true, 3 },
    { R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}}]})", Kind::Delta,
        true, 1 },
    { R"({"choices":[{"delta":{"tool_calls":[]}}]})", Kind::Delta },
    { R"({"choices":[{"delta":{"content":"half \ud83d"}}]})", Kind::Delta, true, 8 },
    { R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":20}})", Kind::Usage },
    { R"({"usage":{"prompt_tokens":10,"completion_tokens":20}})", Kind::Usage },
    { R"({"choices":[],"usage":null})", Kind::Other },
    { R"({"choices":[],"prompt_filter_results":[]})", Kind::Other },
    { R"({"choices":null})", Kind::Other },
    { R"({"type":"ping"})", Kind::Other, false, 0, "ping" },
    { "{}", Kind::Other },
    { "", Kind::Other },
    { R"({"error":{"message":"boom","type":"server_error","code":null}})", Kind::Error },
    { R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", Kind::Error, false, 0,
        "error" },
    { R"({"error":"boom"})", Kind::Error },
    { R"([{"error":{"message":"boom","status":"INTERNAL"}}])", Kind::Error },
    { R"({"object":"error","message":"boom"})", Kind::Error },
    { R"({"message":"boom"})", Kind::Error, false, 0, "error" },
    { "not json", Kind::Error, false, 0, "error" },
    { R"({"error":{"code":502},"choices":[{"delta":{"content":""},"finish_reason":"error"}]})", Kind::Error },
    { R"({"error":null,"choices":[{"delta":{"content":"x"}}]})", Kind::Delta, true, 1 },
    { "{\"id\":\"c1\",\"object\"", Kind::Unreadable },
    { "{\"choices\":[{\"delta\":{\"content\":\"\xff\xfe\"}}]}", Kind::Unreadable },
    { "not json", Kind::Unreadable },
    { "[]", Kind::Unreadable },
    { "1", Kind::Unreadable },
    { R"({"choices":{}})", Kind::Unreadable },
    { R"({"choices":[1]})", Kind::Unreadable },
    { R"({"choices":[]}{"choices":[]})", Kind::Unreadable },
    { std::string(100'000, '[') + std::string(100'000, ']'), Kind::Unreadable },
};
INSTANTIATE_TEST_SUITE_P(stream, Chunk, testing::ValuesIn(kChunks));

TEST(StreamEvent, tells_text_model_and_end_of_the_first_choice)
{
    const StreamEvent read =
        event(R"({"model":"m-1","choices":[{"index":1,"delta":{"content":"two"},"finish_reason":"length"},)"
              R"({"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]})");
    EXPECT_EQ(read.model, "m-1");
    EXPECT_EQ(read.text, "one");
    EXPECT_EQ(read.finishReason, "stop");
    EXPECT_EQ(read.outputBytes, 6);
}

TEST(StreamEvent, carries_usage_wherever_it_stands)
{
    const StreamEvent alone =
        event("{\"id\":\"c1\",\"choices\":[],\n\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}");
    EXPECT_TRUE(alone.onlyUsage);
    EXPECT_EQ(alone.usage.out, 20);
    const StreamEvent onStop = event(
        R"({"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":20}})");
    EXPECT_EQ(onStop.kind, Kind::Delta);
    EXPECT_FALSE(onStop.onlyUsage);
    EXPECT_TRUE(onStop.usage.present);
    const StreamEvent none = event(R"({"choices":[{"delta":{"content":"x"}}],"usage":null})");
    EXPECT_FALSE(none.usage.present);
    const StreamEvent inChoice =
        event(R"({"choices":[{"delta":{},"usage":{"prompt_tokens":3,"completion_tokens":4}}]})");
    EXPECT_EQ(inChoice.usage.out, 4);
    const StreamEvent wrong = event(R"({"choices":[],"usage":{"prompt_tokens":-3,"completion_tokens":4}})");
    EXPECT_TRUE(wrong.usage.invalid);
}

TEST(StreamEvent, of_completions_has_a_text)
{
    const StreamEvent read = event(R"({"choices":[{"text":"abc","finish_reason":null}]})", {}, Endpoint::Completions);
    EXPECT_TRUE(read.hasContent);
    EXPECT_EQ(read.text, "abc");
}

TEST(StreamEvent, of_random_bytes_is_read_without_a_crash)
{
    std::mt19937 random(3);
    const std::string valid =
        R"({"model":"m","choices":[{"index":0,"delta":{"content":"t\u00e4","tool_calls":[{"function":)"
        R"({"name":"f"}}]},"finish_reason":null}],"usage":{"prompt_tokens":1,"completion_tokens":2}})";
    const std::string alphabet = "{}[]\",:\\u019aen-. \xff\xc3\xa4";
    int readable = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string data = valid.substr(0, random() % 4 == 0 ? random() % valid.size() : valid.size());
        if (!data.empty())
            data[random() % data.size()] = alphabet[random() % alphabet.size()];
        readable += event(data).kind == Kind::Delta ? 1 : 0;
    }
    EXPECT_GT(readable, 1000);
}

/// What a client that joins a stream sees.
struct Joined {
    std::map<std::int64_t, Json> messages;
    std::map<std::int64_t, std::string> finish;
    Json usage;
    bool done = false;
    std::size_t events = 0;
};

void joinDelta(Json& message, const Json& delta)
{
    for (const auto& [name, value] : delta.items()) {
        if (name == "tool_calls")
            message[name].push_back(value.at(0));
        else if (value.is_string() && message.contains(name))
            message[name] = message[name].get<std::string>() + value.get<std::string>();
        else
            message[name] = value;
    }
}

Joined join(const std::string& stream)
{
    Joined joined;
    std::size_t from = 0;
    while (from < stream.size()) {
        const std::size_t end = stream.find("\n\n", from);
        const std::string line = stream.substr(from, end - from);
        from = end + 2;
        EXPECT_EQ(line.substr(0, 6), "data: ");
        EXPECT_FALSE(joined.done);
        ++joined.events;
        if (line == "data: [DONE]") {
            joined.done = true;
            continue;
        }
        EXPECT_NE(event(line.substr(6)).kind, Kind::Unreadable);
        const Json chunk = Json::parse(line.substr(6));
        if (chunk.contains("usage"))
            joined.usage = chunk["usage"];
        for (const Json& choice : chunk["choices"]) {
            const auto index = choice["index"].get<std::int64_t>();
            if (choice.contains("text"))
                joinDelta(joined.messages[index], { { "text", choice["text"] } });
            else
                joinDelta(joined.messages[index], choice["delta"]);
            if (!choice["finish_reason"].is_null())
                joined.finish[index] = choice["finish_reason"];
        }
    }
    return joined;
}

TEST(AnswerAsStream, says_what_the_answer_says)
{
    const std::string body =
        R"({"id":"c1","object":"chat.completion","created":7,"model":"m","system_fingerprint":"fp","choices":[)"
        R"({"index":0,"message":{"role":"assistant","content":"h\u00e4\n\"","refusal":null,"reasoning_content":"why"},)"
        R"("logprobs":{"content":[]},"finish_reason":"stop"},)"
        R"({"index":1,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":)"
        R"({"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},)"
        R"("finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":20}})";
    const std::string stream = answerAsStream(Endpoint::ChatCompletions, body, true);
    const Joined joined = join(stream);
    EXPECT_TRUE(joined.done);
    EXPECT_EQ(joined.messages.at(0).at("content"), "h\xC3\xA4\n\"");
    EXPECT_EQ(joined.messages.at(0).at("reasoning_content"), "why");
    EXPECT_EQ(joined.finish.at(0), "stop");
    EXPECT_EQ(joined.messages.at(1).at("tool_calls").at(1).at("index"), 1);
    EXPECT_EQ(joined.messages.at(1).at("tool_calls").at(1).at("function").at("name"), "g");
    EXPECT_EQ(joined.finish.at(1), "tool_calls");
    EXPECT_EQ(joined.usage.at("completion_tokens"), 20);
    const Json first = Json::parse(stream.substr(6, stream.find("\n\n") - 6));
    EXPECT_EQ(first.at("object"), "chat.completion.chunk");
    EXPECT_EQ(first.at("id"), "c1");
    EXPECT_EQ(first.at("created"), 7);
    EXPECT_EQ(first.at("choices").at(0).at("delta").at("role"), "assistant");
    EXPECT_TRUE(join(answerAsStream(Endpoint::ChatCompletions, body, false)).usage.is_null());
}

TEST(AnswerAsStream, cuts_long_texts_between_characters)
{
    std::string text;
    for (int i = 0; i < 30'000; ++i)
        text += "a\xF0\x9F\x98\x80";
    const Json body { { "choices", { { { "message", { { "content", text } } } } } } };
    const Joined joined = join(answerAsStream(Endpoint::ChatCompletions, body.dump(), true));
    EXPECT_GT(joined.events, 8u);
    EXPECT_EQ(joined.messages.at(0).at("content"), text);
    EXPECT_EQ(joined.finish.at(0), "stop");
}

TEST(AnswerAsStream, of_completions_has_texts)
{
    const Joined joined = join(answerAsStream(
        Endpoint::Completions, R"({"id":"x","choices":[{"index":0,"text":"abc","finish_reason":"length"}]})", true));
    EXPECT_EQ(joined.messages.at(0).at("text"), "abc");
    EXPECT_EQ(joined.finish.at(0), "length");
    EXPECT_TRUE(joined.done);
}

TEST(AnswerAsStream, of_anything_else_is_empty)
{
    for (const char* body : { "", "{", "[]", "{}", R"({"choices":1})", "<html>" })
        EXPECT_EQ(answerAsStream(Endpoint::ChatCompletions, body, true), "") << body;
    EXPECT_EQ(answerAsStream(Endpoint::Embeddings, R"({"choices":[]})", true), "");
}

TEST(Estimate, is_high_and_ordered)
{
    EXPECT_EQ(estimateTokens(0), 0);
    EXPECT_EQ(estimateTokens(-3), 0);
    EXPECT_EQ(estimateTokens(1), 1);
    EXPECT_EQ(estimateTokens(7), 2);
    EXPECT_EQ(estimateTokens(8), 3);
    ChatRequest request;
    request.promptBytes = 70;
    request.messages = 2;
    request.images = 1;
    EXPECT_EQ(estimateInput(request), 20 + 8 + 3 + 800);
    EXPECT_EQ(inputUpperBound(request), 70 + 32 + 32 + 5000);
    EXPECT_EQ(inputUpperBound(request, 48'169), 70 + 32 + 32 + 48'169);
    request.tools = 2;
    EXPECT_EQ(inputUpperBound(request, 0), 70 + 32 + 32 + 512 + 32);
}

} // namespace
} // namespace signalbox
