// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/validators.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

const std::string kSchema =
    R"({"type":"object","additionalProperties":false,"required":["total","items"],"properties":{)"
    R"("total":{"type":"number"},"kind":{"enum":["a","b"]},"note":{"anyOf":[{"type":"string"},)"
    R"({"type":"null"}]},"items":{"type":"array","items":{"$ref":"#/$defs/item"}}},)"
    R"("$defs":{"item":{"type":"object","required":["price"],"properties":{)"
    R"("price":{"type":"integer"},"parts":{"type":"array","items":{"$ref":"#/$defs/item"}}}}}})";

RouteAction all()
{
    RouteAction action;
    action.validators = { "length", "json", "refusal", "empty", "finish_reason" };
    return action;
}

Answer said(std::string text)
{
    Answer answer;
    answer.text = std::move(text);
    answer.finishReason = "stop";
    return answer;
}

std::string jsonReason(const std::string& text, JsonAsked asked, const std::string& schema = {})
{
    ChatRequest request;
    request.jsonAsked = asked;
    request.jsonSchema = schema;
    return rejectReason(all(), request, said(text));
}

TEST(Validators, accept_a_plain_answer)
{
    EXPECT_EQ(rejectReason(all(), {}, said("Berlin.")), "");
    EXPECT_EQ(validatorNames().size(), 5u);
}

TEST(Validators, reject_an_answer_that_did_not_end)
{
    for (const auto& [finish, reason] :
        std::vector<std::pair<std::string, std::string>> { { "length", "finish_reason: length" },
            { "content_filter", "finish_reason: content_filter" }, { "", "finish_reason: missing" },
            { "error", "finish_reason: error" }, { "stop", "" }, { "tool_calls", "" }, { "end_turn", "" } }) {
        Answer answer = said("text");
        answer.finishReason = finish;
        EXPECT_EQ(rejectReason(all(), {}, answer), reason);
    }
}

TEST(Validators, run_only_where_they_are_asked_for)
{
    RouteAction action;
    Answer answer = said("");
    answer.finishReason = "length";
    EXPECT_EQ(rejectReason(action, {}, answer), "");
    action.validators = { "empty" };
    EXPECT_EQ(rejectReason(action, {}, answer), "empty: no_text");
    ChatRequest embeddings;
    embeddings.endpoint = Endpoint::Embeddings;
    EXPECT_EQ(rejectReason(all(), embeddings, Answer()), "");
}

TEST(Validators, take_a_tool_call_for_an_answer)
{
    Answer answer = said("");
    answer.hasToolCalls = true;
    ChatRequest request;
    request.jsonAsked = JsonAsked::Object;
    RouteAction action = all();
    action.minOutputBytes = 100;
    EXPECT_EQ(rejectReason(action, request, answer), "");
}

TEST(Validators, know_refusals_in_english_and_german)
{
    for (const char* text : { "I'm sorry, but I can't help with that.",
             "I\xE2\x80\x99m sorry, but I can\xE2\x80\x99t assist.", "  **I cannot assist with this request.**",
             "As an AI language model, I have no opinion.", "I'm unable to do so.",
             "Es tut mir leid, aber ich kann dabei nicht helfen.", "Leider kann ich Ihnen damit nicht weiterhelfen.",
             "[simulated] I can't help with that.", "\"Sorry, I can't do this.\"" })
        EXPECT_EQ(rejectReason(all(), {}, said(text)), "refusal: phrase") << text;
    for (const char* text : { "I'm sorry for your loss.", "You can't help it.", "Leider regnet es.",
             "The report says: I can't help.", "Sorry is the hardest word.",
             ""
             " Ich kann das gern erkl\xC3\xA4ren." })
        EXPECT_EQ(rejectReason(all(), {}, said(text)), "") << text;
    EXPECT_EQ(rejectReason(all(), {}, said("I'm sorry, but I can't find it. " + std::string(1000, 'x'))), "");
    Answer answer = said("");
    answer.refusal = "no";
    EXPECT_EQ(rejectReason(all(), {}, answer), "refusal: field");
}

TEST(Validators, want_json_where_json_was_asked_for)
{
    EXPECT_EQ(jsonReason("text", JsonAsked::No), "");
    EXPECT_EQ(jsonReason("text", JsonAsked::Object), "json: not_json");
    EXPECT_EQ(jsonReason("{\"a\":1", JsonAsked::Object), "json: not_json");
    EXPECT_EQ(jsonReason("{\"a\":1} done", JsonAsked::Object), "json: not_json");
    EXPECT_EQ(jsonReason("```json\n{\"a\":1}\n```", JsonAsked::Object), "json: fenced");
    EXPECT_EQ(jsonReason("[1]", JsonAsked::Object), "json: not_object");
    EXPECT_EQ(jsonReason(" {\"a\":1}\n", JsonAsked::Object), "");
    EXPECT_EQ(jsonReason(std::string(100'000, '['), JsonAsked::Object), "json: not_json");
}

TEST(Validators, check_the_schema)
{
    const std::vector<std::pair<std::string, std::string>> cases {
        { R"({"total":1.5,"items":[]})", "" },
        { R"({"total":1,"items":[{"price":2,"parts":[{"price":3.0}]}],"kind":"a","note":null})", "" },
        { R"({"items":[]})", "json: missing_field:total" },
        { R"({"total":"1","items":[]})", "json: wrong_type:total" },
        { R"({"total":1,"items":{}})", "json: wrong_type:items" },
        { R"({"total":1,"items":[{"price":1},{}]})", "json: missing_field:items.1.price" },
        { R"({"total":1,"items":[{"price":1.5}]})", "json: wrong_type:items.0.price" },
        { R"({"total":1,"items":[{"price":1,"parts":[{"price":"x"}]}]})", "json: wrong_type:items.0.parts.0.price" },
        { R"({"total":1,"items":[],"kind":"c"})", "json: not_in_enum:kind" },
        { R"({"total":1,"items":[],"note":1})", "json: wrong_type:note" },
        { R"({"total":1,"items":[],"secret\nname":1})", "json: extra_field" },
        { "[]", "json: wrong_type" },
    };
    for (const auto& [text, reason] : cases)
        EXPECT_EQ(jsonReason(text, JsonAsked::Schema, kSchema), reason) << text;
}

TEST(Validators, survive_odd_schemas)
{
    for (const char* schema : { "", "[]", "true", R"({"$ref":"#"})", R"({"$ref":"#/a/b"})", R"({"$ref":"http://x/"})",
             R"({"type":7})", R"({"type":["object",1]})", R"({"required":"x","properties":[],"items":1,"enum":2})",
             R"({"anyOf":[{"$ref":"#"}]})", R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})", R"({"anyOf":[]})" })
        EXPECT_EQ(jsonReason(R"({"a":{"a":1}})", JsonAsked::Schema, schema).find("not_json"), std::string::npos)
            << schema;
    EXPECT_EQ(
        jsonReason(R"({"a":1})", JsonAsked::Schema, R"({"required":["\r\nX: 1"]})"), "json: missing_field:??X??1");
}

TEST(Validators, want_a_minimum_length)
{
    RouteAction action = all();
    action.minOutputBytes = 8;
    EXPECT_EQ(rejectReason(action, {}, said("seven..")), "length: too_short");
    EXPECT_EQ(rejectReason(action, {}, said("eight...")), "");
}

} // namespace
} // namespace signalbox
