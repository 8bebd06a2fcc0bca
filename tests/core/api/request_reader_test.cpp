// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

#include <gtest/gtest.h>

#include <random>

namespace signalbox {
namespace {

using namespace std::string_literals;

const std::string kHi = R"("messages":[{"role":"user","content":"hi"}])";

Result<ChatRequest> chat(std::string body)
{
    return readRequest(Endpoint::ChatCompletions, std::move(body));
}

std::string withFields(const std::string& fields)
{
    return R"({"model":"auto",)" + kHi + "," + fields + "}";
}

struct Refused {
    std::string name;
    std::string body;
    std::string code;
    std::string param;
};

void PrintTo(const Refused& refused, std::ostream* out)
{
    *out << refused.name;
}

class RefusedRequest : public testing::TestWithParam<Refused> { };

TEST_P(RefusedRequest, names_its_fault)
{
    const auto request = chat(GetParam().body);
    ASSERT_FALSE(request) << GetParam().body.substr(0, 200);
    EXPECT_EQ(request.error().code, GetParam().code);
    EXPECT_EQ(request.error().parameter("param"), GetParam().param);
}

std::string nested(std::size_t levels)
{
    std::string body;
    for (std::size_t i = 0; i < levels; ++i)
        body += R"({"a":)";
    return body + "1" + std::string(levels, '}');
}

std::string utf16(const std::string& ascii)
{
    std::string text = "\xFF\xFE";
    for (const char c : ascii)
        text += { c, '\0' };
    return text;
}

const std::vector<Refused> kNotJson {
    { "nothing", "", "json_invalid", "" },
    { "spaces", " \n\t", "json_invalid", "" },
    { "a string", R"("x")", "json_not_object", "" },
    { "an array", "[]", "json_not_object", "" },
    { "a number", "1", "json_not_object", "" },
    { "null", "null", "json_not_object", "" },
    { "cut off", R"({"model":"auto")", "json_invalid", "" },
    { "cut inside a string", R"({"model":"au)", "json_invalid", "" },
    { "text behind", R"({"model":"auto",)" + kHi + "}x", "json_invalid", "" },
    { "an object behind", R"({"model":"auto",)" + kHi + "}{}", "json_invalid", "" },
    { "a comma too many", R"({"model":"auto",)" + kHi + ",}", "json_invalid", "" },
    { "single quotes", "{'model':'auto'}", "json_invalid", "" },
    { "a comment", "{/* */}", "json_invalid", "" },
    { "a bare name", R"({model:"auto"})", "json_invalid", "" },
    { "a control character", "{\"model\":\"a\nb\"}", "json_invalid", "" },
    { "a NUL", "{\"model\":\"a\0\"}"s, "json_invalid", "" },
    { "a NUL behind", R"({"model":"auto",)" + kHi + "}\0"s, "json_invalid", "" },
    { "invalid UTF-8", "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"\xff\xfe\"}]}",
        "json_invalid", "" },
    { "overlong UTF-8", "{\"model\":\"auto\",\"x\":\"\xc0\xaf\"}", "json_invalid", "" },
    { "a surrogate in UTF-8", "{\"model\":\"auto\",\"x\":\"\xed\xa0\x80\"}", "json_invalid", "" },
    { "a wrong escape", R"({"model":"auto","x":"\q"})", "json_invalid", "" },
    { "UTF-16", utf16(withFields(R"("n":1)")), "json_invalid", "" },
    { "a byte order mark", "\xEF\xBB\xBF" + withFields(R"("n":1)"), "json_invalid", "" },
    { "gzip", "\x1f\x8b\x08\x00\x00\x00"s, "json_invalid", "" },
    { "NaN", withFields(R"("max_tokens":NaN)"), "json_invalid", "" },
    { "Infinity", withFields(R"("max_tokens":Infinity)"), "json_invalid", "" },
    { "an infinite number", withFields(R"("max_tokens":1e999)"), "json_invalid", "" },
    { "a leading zero", withFields(R"("max_tokens":0100)"), "json_invalid", "" },
    { "a plus sign", withFields(R"("max_tokens":+1)"), "json_invalid", "" },
    { "hexadecimal", withFields(R"("max_tokens":0x10)"), "json_invalid", "" },
    { "a broken unread field", withFields(R"("x":[1 2])"), "json_invalid", "" },
    { "a broken literal", withFields(R"("x":tru)"), "json_invalid", "" },
    { "129 levels", nested(129), "json_too_deep", "" },
    { "60,000 levels", nested(60'000), "json_too_deep", "" },
    { "100,000 brackets", std::string(100'000, '[') + std::string(100'000, ']'), "json_too_deep", "" },
};
INSTANTIATE_TEST_SUITE_P(not_json, RefusedRequest, testing::ValuesIn(kNotJson));

const std::vector<Refused> kDoubled {
    { "model", R"({"model":"auto","model":"gpt-x",)" + kHi + "}", "json_duplicate_field", "model" },
    { "model with an escape", R"({"model":"auto","mod\u0065l":"gpt-x",)" + kHi + "}", "json_duplicate_field", "model" },
    { "model in capitals", R"({"model":"auto","Model":"gpt-x",)" + kHi + "}", "json_duplicate_field", "Model" },
    { "max_tokens in capitals", withFields(R"("MAX_TOKENS":9)"), "json_duplicate_field", "MAX_TOKENS" },
    { "max_tokens with a Kelvin sign",
        withFields("\"max_to\xE2\x84\xAA"
                   "ens\":9"),
        "json_duplicate_field",
        "max_to\xE2\x84\xAA"
        "ens" },
    { "stream with a long s", withFields("\"\xC5\xBFtream\":true"), "json_duplicate_field", "\xC5\xBFtream" },
    { "stream", withFields(R"("stream":true,"stream":false)"), "json_duplicate_field", "stream" },
    { "max_tokens", withFields(R"("max_tokens":1,"max_tokens":2)"), "json_duplicate_field", "max_tokens" },
    { "messages", withFields(kHi), "json_duplicate_field", "messages" },
    { "an unread field", withFields(R"("x":1,"x":1)"), "json_duplicate_field", "x" },
    { "a role", R"({"model":"auto","messages":[{"role":"user","role":"system","content":"x"}]})",
        "json_duplicate_field", "messages[0].role" },
    { "a content", R"({"model":"auto","messages":[{"role":"user","content":"","content":"x"}]})",
        "json_duplicate_field", "messages[0].content" },
    { "a part's text",
        R"({"model":"auto","messages":[{"role":"user","content":[{"type":"text","text":"","text":"x"}]}]})",
        "json_duplicate_field", "messages[0].content" },
    { "include_usage", withFields(R"("stream_options":{"include_usage":true,"include_usage":false})"),
        "json_duplicate_field", "stream_options.include_usage" },
    { "the format's type", withFields(R"("response_format":{"type":"text","type":"json_object"})"),
        "json_duplicate_field", "response_format.type" },
    { "a hint in two cases", withFields(R"("metadata":{"x-signalbox-tier":"a","X-Signalbox-Tier":"b"})"),
        "json_duplicate_field", "metadata.x-signalbox-tier" },
};
INSTANTIATE_TEST_SUITE_P(doubled, RefusedRequest, testing::ValuesIn(kDoubled));

const std::vector<Refused> kFields {
    { "no model", "{" + kHi + "}", "field_missing", "model" },
    { "an empty object", "{}", "field_missing", "model" },
    { "model null", R"({"model":null,)" + kHi + "}", "field_type", "model" },
    { "model number", R"({"model":4,)" + kHi + "}", "field_type", "model" },
    { "no messages", R"({"model":"auto"})", "field_missing", "messages" },
    { "messages empty", R"({"model":"auto","messages":[]})", "field_range", "messages" },
    { "messages string", R"({"model":"auto","messages":"hi"})", "field_type", "messages" },
    { "messages object", R"({"model":"auto","messages":{}})", "field_type", "messages" },
    { "messages null", R"({"model":"auto","messages":null})", "field_type", "messages" },
    { "a message string", R"({"model":"auto","messages":["hi"]})", "field_type", "messages[0]" },
    { "no role", R"({"model":"auto","messages":[{"content":"hi"}]})", "field_missing", "messages[0].role" },
    { "role number", R"({"model":"auto","messages":[{"role":1,"content":"hi"}]})", "field_type", "messages[0].role" },
    { "content number", R"({"model":"auto","messages":[{"role":"user","content":"a"},{"role":"user","content":1}]})",
        "field_type", "messages[1].content" },
    { "content object", R"({"model":"auto","messages":[{"role":"user","content":{}}]})", "field_type",
        "messages[0].content" },
    { "a part without type", R"({"model":"auto","messages":[{"role":"user","content":[{"text":"x"}]}]})", "field_type",
        "messages[0].content" },
    { "a part's text a number", R"({"model":"auto","messages":[{"role":"user","content":[{"type":"text","text":1}]}]})",
        "field_type", "messages[0].content" },
    { "a part string", R"({"model":"auto","messages":[{"role":"user","content":["x"]}]})", "field_type",
        "messages[0].content" },
    { "stream string", withFields(R"("stream":"true")"), "field_type", "stream" },
    { "stream number", withFields(R"("stream":1)"), "field_type", "stream" },
    { "stream_options list", withFields(R"("stream_options":[])"), "field_type", "stream_options" },
    { "include_usage string", withFields(R"("stream_options":{"include_usage":"yes"})"), "field_type",
        "stream_options.include_usage" },
    { "max_tokens negative", withFields(R"("max_tokens":-1)"), "field_range", "max_tokens" },
    { "max_tokens zero", withFields(R"("max_tokens":0)"), "field_range", "max_tokens" },
    { "max_tokens near 2^63", withFields(R"("max_tokens":9223372036854775807)"), "field_range", "max_tokens" },
    { "max_tokens above 2^63", withFields(R"("max_tokens":9223372036854775808)"), "field_range", "max_tokens" },
    { "max_tokens too large", withFields(R"("max_tokens":10000001)"), "field_range", "max_tokens" },
    { "max_tokens string", withFields(R"("max_tokens":"100")"), "field_type", "max_tokens" },
    { "max_tokens fraction", withFields(R"("max_tokens":10.5)"), "field_type", "max_tokens" },
    { "max_tokens with an exponent", withFields(R"("max_tokens":1e2)"), "field_type", "max_tokens" },
    { "max_tokens list", withFields(R"("max_tokens":[1])"), "field_type", "max_tokens" },
    { "max_tokens boolean", withFields(R"("max_tokens":true)"), "field_type", "max_tokens" },
    { "max_completion_tokens negative", withFields(R"("max_completion_tokens":-5)"), "field_range",
        "max_completion_tokens" },
    { "two limits that differ", withFields(R"("max_tokens":5,"max_completion_tokens":6)"), "field_range",
        "max_completion_tokens" },
    { "n zero", withFields(R"("n":0)"), "field_range", "n" },
    { "n 129", withFields(R"("n":129)"), "field_range", "n" },
    { "n string", withFields(R"("n":"2")"), "field_type", "n" },
    { "best_of 1000", withFields(R"("best_of":1000)"), "field_range", "best_of" },
    { "tools object", withFields(R"("tools":{})"), "field_type", "tools" },
    { "response_format string", withFields(R"("response_format":"json")"), "field_type", "response_format" },
    { "json_schema string", withFields(R"("response_format":{"type":"json_schema","json_schema":"x"})"), "field_type",
        "response_format.json_schema" },
    { "metadata list", withFields(R"("metadata":[])"), "field_type", "metadata" },
    { "a hint number", withFields(R"("metadata":{"x-signalbox-tier":1})"), "field_type", "metadata.x-signalbox-tier" },
    { "a hint with a line end", withFields(R"("metadata":{"x-signalbox-tier":"a\r\nb"})"), "field_range", "metadata" },
    { "a long hint", withFields(R"("metadata":{"x-signalbox-tier":")" + std::string(257, 'a') + "\"}"), "field_range",
        "metadata" },
    { "service_tier number", withFields(R"("service_tier":1)"), "field_type", "service_tier" },
    { "api_base", withFields(R"("api_base":"http://127.0.0.1:9/")"), "destination_refused", "api_base" },
    { "base_url", withFields(R"("base_url":"http://evil.example")"), "destination_refused", "base_url" },
    { "api_key", withFields(R"("api_key":"x")"), "destination_refused", "api_key" },
    { "apiBase", withFields(R"("apiBase":null)"), "destination_refused", "apiBase" },
};
INSTANTIATE_TEST_SUITE_P(fields, RefusedRequest, testing::ValuesIn(kFields));

TEST(ModelName, of_anything_but_the_allowed_characters_is_refused)
{
    for (const std::string& name : { ""s, "a b"s, "../../etc/passwd"s, "a/../b"s, "/etc/passwd"s, ".hidden"s,
             "a\\u0000"s, "auto\\r\\nX-Injected: 1"s, "m\\u00e4x"s, "a?b"s, "a#b"s, "a%2e"s, "a\\\\b"s, "a\\\"b"s,
             std::string(257, 'a'), std::string(5000, 'a'), "\xC3\xA4"s }) {
        const auto request = chat(R"({"model":")" + name + "\"," + kHi + "}");
        ASSERT_FALSE(request) << name;
        EXPECT_EQ(request.error().code, "model_name_invalid") << name;
    }
    for (const std::string& name : { "auto"s, "tier:small"s, "meta-llama/Llama-3.1-8B:free"s, "a.b_c@2024+x"s,
             "@cf/meta/llama"s, std::string(256, 'a') })
        EXPECT_EQ(chat(R"({"model":")" + name + "\"," + kHi + "}").value().model, name);
}

TEST(Request, of_128_levels_is_read)
{
    const std::string inner = std::string(126, '[') + "1" + std::string(126, ']');
    EXPECT_TRUE(chat(withFields("\"x\":" + inner)));
    EXPECT_TRUE(chat(withFields("\"x\":[" + inner + "]")));
    const auto deeper = chat(withFields("\"x\":[[" + inner + "]]"));
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().code, "json_too_deep");
}

TEST(Request, keeps_its_body_byte_for_byte)
{
    const std::string body = "\n { \"model\" : \"auto\" ,\t" + kHi + " , \"x\" : 1.50e0 }\r\n";
    EXPECT_EQ(chat(body).value().body, body);
}

TEST(Request, gives_what_routing_needs)
{
    const std::string body =
        R"({"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},)"
        R"("max_completion_tokens":64,"n":3,"logprobs":true,"service_tier":"flex","messages":[)"
        R"({"role":"system","content":"Be brief."},)"
        R"({"role":"user","content":"first"},)"
        R"({"role":"assistant","content":null,"tool_calls":[{"id":"c"}]},)"
        R"({"role":"tool","tool_call_id":"c","content":"42"},)"
        R"({"role":"user","content":[{"type":"text","text":"one"},)"
        R"({"type":"image_url","image_url":{"url":"data:x"}},{"type":"text","text":"tw\u00f6"}]}],)"
        R"("tools":[{"type":"function"},{"type":"function"}],"metadata":{"X-Signalbox-Feature":"mail",)"
        R"("x-signalbox-tier":"small","other":"x"},)"
        R"("response_format":{"json_schema":{"schema": {"a":1} },"type":"json_schema"}})";
    const ChatRequest request = chat(body).value();
    EXPECT_EQ(request.model, "gpt-4o");
    EXPECT_TRUE(request.stream);
    EXPECT_TRUE(request.includeUsage);
    EXPECT_EQ(request.maxTokens, 64);
    EXPECT_EQ(request.maxTokensField, "max_completion_tokens");
    EXPECT_EQ(request.n, 3);
    EXPECT_TRUE(request.logprobs);
    EXPECT_EQ(request.serviceTier, "flex");
    EXPECT_EQ(request.messages, 5);
    EXPECT_EQ(request.tools, 2);
    EXPECT_EQ(request.images, 1);
    EXPECT_TRUE(request.hasToolMessages);
    EXPECT_EQ(request.lastUserText, "one\ntw\xC3\xB6");
    EXPECT_EQ(request.lastUserBytes, 8);
    EXPECT_EQ(request.jsonAsked, JsonAsked::Schema);
    EXPECT_EQ(request.jsonSchema, R"({"a":1})");
    EXPECT_EQ(request.hints.size(), 2u);
    EXPECT_EQ(request.hints.at("x-signalbox-feature"), "mail");
    EXPECT_EQ(request.topLevelFields.front(), "model");
    EXPECT_EQ(request.topLevelFields.size(), 11u);
    EXPECT_EQ(request.members.size(), 11u);
}

TEST(Request, may_leave_optional_fields_null)
{
    const ChatRequest request = chat(withFields(R"("stream":null,"max_tokens":null,"n":null,"tools":null,)"
                                                R"("response_format":null,"metadata":null,"stream_options":null,)"
                                                R"("service_tier":null)"))
                                    .value();
    EXPECT_FALSE(request.stream);
    EXPECT_FALSE(request.maxTokens);
    EXPECT_EQ(request.maxTokensField, "");
    EXPECT_EQ(request.n, 1);
}

TEST(Request, with_a_lone_surrogate_is_read_and_passes_unchanged)
{
    const std::string body =
        R"({"model":"auto","messages":[{"role":"user","content":"a\ud800b \ud83d\ude00 \udc00"}]})";
    const ChatRequest request = chat(body).value();
    EXPECT_EQ(request.body, body);
    EXPECT_EQ(request.lastUserText,
        "a\xEF\xBF\xBD"
        "b \xF0\x9F\x98\x80 \xEF\xBF\xBD");
}

TEST(Completions, count_prompts_and_tokens)
{
    struct Case {
        std::string prompt;
        std::int64_t inputs;
        std::int64_t bytes;
        std::string text;
    };
    for (const Case& c : { Case { R"("abc")", 1, 3, "abc" }, { R"(["abc","de"])", 2, 5, "abc\nde" },
             { "[1,2,3]", 1, 3, "" }, { "[[1,2],[3]]", 2, 3, "" } }) {
        const auto request =
            readRequest(Endpoint::Completions, R"({"model":"m","best_of":4,"n":2,"prompt":)" + c.prompt + "}");
        ASSERT_TRUE(request) << c.prompt;
        EXPECT_EQ(request->inputs, c.inputs) << c.prompt;
        EXPECT_EQ(request->promptBytes, c.bytes) << c.prompt;
        EXPECT_EQ(request->lastUserText, c.text) << c.prompt;
        EXPECT_EQ(request->n, 4);
    }
    for (const char* prompt : { "null", "{}", "[1,\"a\"]", "[1.5]", "1", "[{}]", "[-1]", "[]" })
        EXPECT_FALSE(readRequest(Endpoint::Completions, R"({"model":"m","prompt":)" + std::string(prompt) + "}"))
            << prompt;
}

TEST(Embeddings, need_an_input)
{
    EXPECT_EQ(readRequest(Endpoint::Embeddings, R"({"model":"m"})").error().parameter("param"), "input");
    EXPECT_EQ(readRequest(Endpoint::Embeddings, R"({"model":"m","input":["a","b","c"]})").value().inputs, 3);
}

TEST(PromptBytes, are_never_fewer_than_the_bytes_of_the_texts)
{
    const std::string text(1000, 'x');
    const std::vector<std::string> places {
        R"({"model":"m","messages":[{"role":"user","content":"$"}]})",
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"$"}]}]})",
        R"({"model":"m","messages":[{"role":"user","content":"","name":"$"}]})",
        R"({"model":"m","messages":[{"role":"$","content":""}]})",
        R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"$"}}]}]})",
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","content":"$"}]}]})",
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"function":{"description":"$"}}]})",
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"functions":[{"description":"$"}]})",
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"prediction":{"content":"$"}})",
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"documents":[{"text":"$"}]})",
        R"({"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema",)"
        R"("json_schema":{"schema":{"description":"$"}}}})",
    };
    for (std::string body : places) {
        body.replace(body.find('$'), 1, text);
        const auto request = chat(body);
        ASSERT_TRUE(request) << body.substr(0, 80);
        EXPECT_GE(request->promptBytes, 1000) << body.substr(0, 80);
        EXPECT_GE(inputUpperBound(*request), 1000);
    }
}

TEST(Request, of_random_bytes_is_answered_without_a_crash)
{
    std::mt19937 random(7);
    const std::string valid =
        withFields(R"("stream":true,"stream_options":{"include_usage":false},"max_tokens":7,)"
                   R"("tools":[{"a":[1,2.5,-3e4,null,true]}],"metadata":{"x-signalbox-a":"b\u00e4"})");
    const std::string alphabet = "{}[]\",:\\u0019aetfn-+.eE \n\xff\xc3\xa4\xED\xA0";
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string body = valid;
        const auto edits = 1 + random() % 3;
        for (unsigned i = 0; i < edits; ++i) {
            const auto at = random() % body.size();
            if (random() % 3 == 0)
                body.erase(at, 1 + random() % 5);
            else
                body[at] = alphabet[random() % alphabet.size()];
        }
        const auto request = chat(body);
        if (request) {
            ++accepted;
            EXPECT_EQ(request->body, body);
        } else {
            EXPECT_FALSE(request.error().code.empty());
        }
    }
    EXPECT_GT(accepted, 100);
}

} // namespace
} // namespace signalbox
