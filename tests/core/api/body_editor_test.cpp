// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

const std::string kHi = R"("messages":[{"role":"user","content":"hi"}])";

std::string edit(const std::string& body, const BodyEdits& edits)
{
    return editBody(readRequest(Endpoint::ChatCompletions, body).value(), edits).text;
}

BodyEdits toModel(std::string model)
{
    BodyEdits edits;
    edits.model = std::move(model);
    return edits;
}

TEST(Edit, of_the_model_leaves_every_other_byte)
{
    EXPECT_EQ(edit("{ \"x\" : 1.0, \"model\" :\t\"auto\" ,\n" + kHi + "}\n", toModel("gpt-4o")),
        "{ \"x\" : 1.0, \"model\" :\t\"gpt-4o\" ,\n" + kHi + "}\n");
}

TEST(Edit, says_what_it_dropped_and_renamed)
{
    struct Case {
        std::string fields;
        std::vector<std::string> changes;
    };
    BodyEdits edits = toModel("m");
    edits.drop = { "seed", "absent" };
    edits.rename = { { "max_tokens", "max_completion_tokens" }, { "stop", "stop" } };
    edits.maxTokensField = "max_completion_tokens";
    edits.maxTokens = 7;
    edits.dropStreamOptions = true;
    for (const Case& c : {
             Case { R"("temperature":1,)", {} },
             { R"("seed":1,"stop":"x",)", { "dropped:seed" } },
             { R"("max_tokens":9,"seed":1,)", { "renamed:max_tokens>max_completion_tokens", "dropped:seed" } },
             // Both names were sent: one stays, and nothing was renamed.
             { R"("max_completion_tokens":9,"max_tokens":9,)", { "dropped:max_tokens" } },
             { R"("stream":true,"stream_options":{"include_usage":true},)", { "dropped:stream_options" } },
         }) {
        const auto request = readRequest(Endpoint::ChatCompletions, R"({"model":"m",)" + c.fields + kHi + "}");
        ASSERT_TRUE(request) << c.fields;
        EXPECT_EQ(editBody(*request, edits).changes, c.changes) << c.fields;
    }
}

TEST(Edit, with_the_same_values_gives_the_same_bytes)
{
    const std::string body =
        R"({"mod\u0065l":"a\u0075to","stream":true,"max_tokens":12,"stream_options":{"include_usage":true},)" + kHi
        + "}";
    BodyEdits edits = toModel("auto");
    edits.maxTokens = 12;
    edits.askUsage = true;
    edits.rename = { { "max_tokens", "max_tokens" } };
    EXPECT_EQ(edit(body, edits), body);
}

TEST(Edit, writes_the_limit_under_the_right_name)
{
    struct Case {
        std::string fields;
        std::string maxTokensField;
        std::string expected;
    };
    const std::string head = R"({"model":"m",)";
    for (const Case& c : {
             Case { head + R"("max_tokens":99,)", "max_completion_tokens", head + R"("max_tokens":7,)" },
             { head + R"("max_completion_tokens" : 99 ,)", "max_tokens", head + R"("max_completion_tokens" : 7 ,)" },
             { head + R"("max_tokens":9,"max_completion_tokens":9,)", "",
                 head + R"("max_tokens":7,"max_completion_tokens":7,)" },
             { head, "max_completion_tokens", R"({"max_completion_tokens":7,"model":"m",)" },
             { head, "", R"({"max_tokens":7,"model":"m",)" },
             { head + R"("max_tokens":null,)", "max_tokens", head + R"("max_tokens":7,)" },
             { head + R"("max_tokens":null,)", "max_completion_tokens", head + R"("max_completion_tokens":7,)" },
             { head + R"("max_tokens":null,"max_completion_tokens":null,)", "max_completion_tokens",
                 head + R"("max_tokens":null,"max_completion_tokens":7,)" },
         }) {
        BodyEdits edits = toModel("m");
        edits.maxTokens = 7;
        edits.maxTokensField = c.maxTokensField;
        EXPECT_EQ(edit(c.fields + kHi + "}", edits), c.expected + kHi + "}");
    }
}

TEST(Edit, asks_for_usage_and_keeps_the_other_stream_options)
{
    const std::string head = R"({"model":"m","stream":true,)" + kHi;
    const auto expectOptions = [&head](const std::string& before, const std::string& after) {
        BodyEdits edits = toModel("m");
        edits.askUsage = true;
        EXPECT_EQ(edit(head + before, edits), head + after);
    };
    expectOptions(R"(,"stream_options":null})", R"(,"stream_options":{"include_usage":true}})");
    expectOptions(R"(,"stream_options":{ }})", R"(,"stream_options":{"include_usage":true }})");
    expectOptions(R"(,"stream_options": {"a":1}})", R"(,"stream_options": {"include_usage":true,"a":1}})");
    expectOptions(
        R"(,"stream_options":{"a":1,"include_usage":false}})", R"(,"stream_options":{"a":1,"include_usage":true}})");
    expectOptions(
        R"(,"stream_options":{"include_usage":null,"a":1}})", R"(,"stream_options":{"include_usage":true,"a":1}})");
    expectOptions(R"(,"stream_options":{"include_usage":true}})", R"(,"stream_options":{"include_usage":true}})");
    BodyEdits edits = toModel("m");
    edits.askUsage = true;
    EXPECT_EQ(edit(head + "}", edits), R"({"stream_options":{"include_usage":true},)" + head.substr(1) + "}");
    EXPECT_EQ(edit(R"({"model":"m",)" + kHi + "}", edits), R"({"model":"m",)" + kHi + "}"); // not a stream
}

TEST(Edit, drops_fields_with_their_commas)
{
    const auto dropped = [](const std::string& body, std::vector<std::string> names) {
        BodyEdits edits = toModel("m");
        edits.drop = std::move(names);
        return edit(body, edits);
    };
    const std::string body = R"({ "a":1 , "b":[2,{}] ,"model":"m",)" + kHi + R"( , "c":"x" })";
    EXPECT_EQ(dropped(body, { "a" }), R"({ "b":[2,{}] ,"model":"m",)" + kHi + R"( , "c":"x" })");
    EXPECT_EQ(dropped(body, { "a", "b" }), R"({ "model":"m",)" + kHi + R"( , "c":"x" })");
    EXPECT_EQ(dropped(body, { "b" }), R"({ "a":1 ,"model":"m",)" + kHi + R"( , "c":"x" })");
    EXPECT_EQ(dropped(body, { "c" }), R"({ "a":1 , "b":[2,{}] ,"model":"m",)" + kHi + " }");
    EXPECT_EQ(dropped(body, { "messages", "c", "x" }), R"({ "a":1 , "b":[2,{}] ,"model":"m" })");
    EXPECT_EQ(dropped(body, { "a", "b", "model", "messages", "c" }), "{  }");
}

TEST(Edit, renames_a_field_in_its_place)
{
    BodyEdits edits = toModel("m");
    edits.rename = { { "max_completion_tokens", "max_tokens" } };
    edits.maxTokens = 5;
    EXPECT_EQ(edit(R"({"model":"m","max_completion_tokens" : 9,)" + kHi + "}", edits),
        R"({"model":"m","max_tokens" : 5,)" + kHi + "}");
    EXPECT_EQ(edit(R"({"model":"m","max_completion_tokens":9,"max_tokens":9,)" + kHi + "}", edits),
        R"({"model":"m","max_tokens":5,)" + kHi + "}");
}

TEST(Edit, of_a_dropped_field_does_not_bring_it_back)
{
    BodyEdits edits = toModel("m");
    edits.drop = { "max_tokens" };
    edits.maxTokens = 5;
    edits.dropStreamOptions = true;
    edits.askUsage = true;
    EXPECT_EQ(edit(R"({"model":"m","stream":true,"max_tokens":9,"stream_options":{},)" + kHi + "}", edits),
        R"({"model":"m","stream":true,)" + kHi + "}");
}

class RandomBody {
public:
    explicit RandomBody(unsigned seed)
        : m_random(seed)
    {
    }

    std::string make()
    {
        std::vector<std::string> members { member("model", "\"auto\""),
            member(
                "messages", space() + "[" + space() + R"({"role":"user","content":"h\"i \u00e4}"})" + space() + "]") };
        if (chance(2))
            members.push_back(member(chance(2) ? "max_tokens" : "max_completion_tokens", chance(5) ? "null" : "77"));
        if (chance(2))
            members.push_back(member("stream", chance(3) ? "false" : "true"));
        if (chance(2))
            members.push_back(member("stream_options", options()));
        for (const char* name : { "temperature", "x-\\u00e4\\\"", "user", "" }) {
            if (chance(2))
                members.push_back(member(name, value(0)));
        }
        std::shuffle(members.begin(), members.end(), m_random);
        std::string body = space() + "{";
        for (std::size_t i = 0; i < members.size(); ++i)
            body += (i == 0 ? "" : ",") + members[i];
        return body + "}" + space();
    }

    bool chance(unsigned of) { return m_random() % of == 0; }

private:
    std::string space()
    {
        std::string text;
        while (chance(3))
            text += " \t\r\n"[m_random() % 4];
        return text;
    }

    std::string member(const std::string& name, const std::string& value)
    {
        return space() + "\"" + name + "\"" + space() + ":" + space() + value + space();
    }

    std::string options()
    {
        switch (m_random() % 4) {
        case 0:
            return "null";
        case 1:
            return "{" + space() + "}";
        case 2:
            return "{" + member("include_usage", chance(2) ? "true" : "false") + "}";
        default:
            return "{" + member("a", "[1]") + "," + member("include_usage", "false") + "," + member("b", "{}") + "}";
        }
    }

    std::string value(int depth)
    {
        switch (m_random() % (depth > 3 ? 4 : 6)) {
        case 0:
            return "-1.250e+3";
        case 1:
            return R"("t\\\"}],{[ \u2028")";
        case 2:
            return "null";
        case 3:
            return "[" + space() + "]";
        case 4:
            return "[" + value(depth + 1) + space() + "," + space() + value(depth + 1) + "]";
        default:
            return "{" + member("k", value(depth + 1)) + "}";
        }
    }

    std::mt19937 m_random;
};

/// The same edit on the value tree: what any other reader must see.
Json edited(Json tree, const BodyEdits& edits)
{
    if (edits.askUsage && tree.value("stream", false)) {
        if (!tree.contains("stream_options") || tree["stream_options"].is_null())
            tree["stream_options"] = Json::object();
        tree["stream_options"]["include_usage"] = true;
    }
    bool limited = false;
    for (const char* name : { "max_tokens", "max_completion_tokens" }) {
        if (tree.contains(name)) {
            const bool none = tree[name].is_null();
            if (none)
                tree.erase(name);
            tree[none ? edits.maxTokensField : name] = *edits.maxTokens;
            limited = true;
        }
    }
    if (!limited)
        tree[edits.maxTokensField] = *edits.maxTokens;
    tree["model"] = edits.model;
    for (const std::string& name : edits.drop)
        tree.erase(name);
    for (const auto& [from, to] : edits.rename) {
        if (tree.contains(from)) {
            tree[to] = tree[from];
            tree.erase(from);
        }
    }
    return tree;
}

TEST(Edit, of_random_bodies_is_what_another_reader_sees)
{
    RandomBody bodies(11);
    for (int round = 0; round < 5'000; ++round) {
        const std::string body = bodies.make();
        const auto request = readRequest(Endpoint::ChatCompletions, body);
        ASSERT_TRUE(request) << body << request.error().text();
        BodyEdits same = toModel("auto");
        same.maxTokens = request->maxTokens;
        EXPECT_EQ(editBody(*request, same).text, body);

        BodyEdits edits = toModel("provider/m\"odel");
        edits.maxTokens = 5;
        edits.maxTokensField = bodies.chance(2) ? "max_tokens" : "max_completion_tokens";
        edits.askUsage = bodies.chance(2);
        if (bodies.chance(3))
            edits.drop = { "temperature", "user" };
        if (bodies.chance(3))
            edits.rename = { { "", "z" } };
        const std::string out = editBody(*request, edits).text;
        const auto sorted = [](const Json& tree) { return nlohmann::json::parse(tree.dump()); };
        ASSERT_TRUE(nlohmann::json::accept(out)) << body << "\n" << out;
        EXPECT_EQ(sorted(Json::parse(out)), sorted(edited(Json::parse(body), edits))) << body << "\n" << out;
    }
}

} // namespace
} // namespace signalbox
