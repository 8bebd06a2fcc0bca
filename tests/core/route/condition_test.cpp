// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/condition.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

Condition conditionOf(const char* text)
{
    auto read = readCondition(Json::parse(text), "/when");
    EXPECT_TRUE(read) << read.error().text();
    return read.value_or(Condition {});
}

Facts sample()
{
    Facts facts;
    facts.tokensContext = 1204;
    facts.messages = 3;
    facts.code = true;
    facts.userTier = "pro";
    facts.stakes = "normal";
    facts.requestedModel = "gpt-4o-mini";
    facts.endpoint = "chat";
    return facts;
}

struct HoldsCase {
    const char* condition;
    bool holds;
};

class ConditionHolds : public testing::TestWithParam<HoldsCase> { };

TEST_P(ConditionHolds, as_it_is_written)
{
    const Condition condition = conditionOf(GetParam().condition);
    EXPECT_EQ(condition.holds(sample()), GetParam().holds);
    EXPECT_EQ(conditionOf(conditionJson(condition).dump().c_str()), condition) << "written and read again";
    ASSERT_FALSE(explain(condition, sample()).empty());
    EXPECT_EQ(explain(condition, sample()).front().holds, GetParam().holds);
}

INSTANTIATE_TEST_SUITE_P(Tests, ConditionHolds,
    testing::Values(HoldsCase { R"("always")", true }, HoldsCase { R"({"fact":"code","is":true})", true },
        HoldsCase { R"({"fact":"code","is_not":true})", false }, HoldsCase { R"({"fact":"images","is":false})", true },
        HoldsCase { R"({"fact":"user_tier","is":"pro"})", true },
        HoldsCase { R"({"fact":"user_tier","is":"Pro"})", false },
        HoldsCase { R"({"fact":"user_tier","is_not":"free"})", true },
        HoldsCase { R"({"fact":"user_tier","in":["free","pro"]})", true },
        HoldsCase { R"({"fact":"user_tier","in":["free"]})", false },
        HoldsCase { R"({"fact":"requested_model","contains":"4o"})", true },
        HoldsCase { R"({"fact":"requested_model","contains":"5"})", false },
        HoldsCase { R"({"fact":"requested_model","starts_with":"gpt-"})", true },
        HoldsCase { R"({"fact":"requested_model","starts_with":"4o"})", false },
        HoldsCase { R"({"fact":"feature","is":""})", true }));

INSTANTIATE_TEST_SUITE_P(Numbers, ConditionHolds,
    testing::Values(HoldsCase { R"({"fact":"tokens_context","is":1204})", true },
        HoldsCase { R"({"fact":"tokens_context","is_not":1204})", false },
        HoldsCase { R"({"fact":"tokens_context","lt":1204})", false },
        HoldsCase { R"({"fact":"tokens_context","lt":1205})", true },
        HoldsCase { R"({"fact":"tokens_context","le":1204})", true },
        HoldsCase { R"({"fact":"tokens_context","gt":1204})", false },
        HoldsCase { R"({"fact":"tokens_context","gt":1203})", true },
        HoldsCase { R"({"fact":"tokens_context","ge":1204})", true },
        HoldsCase { R"({"fact":"tokens_context","between":[1204,1204]})", true },
        HoldsCase { R"({"fact":"tokens_context","between":[1205,9000]})", false },
        HoldsCase { R"({"fact":"max_tokens","is":-1})", true }));

INSTANTIATE_TEST_SUITE_P(Groups, ConditionHolds,
    testing::Values(HoldsCase { R"({"all":[{"fact":"code","is":true},{"fact":"user_tier","is":"pro"}]})", true },
        HoldsCase { R"({"all":[{"fact":"code","is":true},{"fact":"user_tier","is":"free"}]})", false },
        HoldsCase { R"({"any":[{"fact":"code","is":false},{"fact":"user_tier","is":"pro"}]})", true },
        HoldsCase { R"({"any":[{"fact":"code","is":false}]})", false },
        HoldsCase { R"({"none":[{"fact":"code","is":false},{"fact":"images","is":true}]})", true },
        HoldsCase { R"({"none":[{"fact":"code","is":true}]})", false },
        HoldsCase { R"({"all":[{"any":[{"none":[{"all":[{"fact":"code","is":false}]}]}]},{"fact":"messages","gt":2}]})",
            true }));

struct RefusedCase {
    const char* condition;
    const char* code;
    const char* pointer;
};

class ConditionRefused : public testing::TestWithParam<RefusedCase> { };

TEST_P(ConditionRefused, with_its_code_and_place)
{
    const auto read = readCondition(Json::parse(GetParam().condition), "/w");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, GetParam().code);
    EXPECT_EQ(read.error().parameter("pointer"), GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConditionRefused,
    testing::Values(RefusedCase { R"("sometimes")", "condition_shape", "/w" },
        RefusedCase { "true", "condition_shape", "/w" }, RefusedCase { "{}", "condition_shape", "/w" },
        RefusedCase { R"({"all":[]})", "condition_shape", "/w/all" },
        RefusedCase { R"({"all":{}})", "condition_shape", "/w/all" },
        RefusedCase { R"({"all":["always"]})", "condition_shape", "/w/all/0" },
        RefusedCase { R"({"all":[{"fact":"code","is":true}],"any":[]})", "condition_shape", "/w" },
        RefusedCase { R"({"not":[{"fact":"code","is":true}]})", "condition_shape", "/w" },
        RefusedCase { R"({"fact":"code"})", "condition_shape", "/w" },
        RefusedCase { R"({"fact":"code","is":true,"is_not":false})", "condition_shape", "/w" },
        RefusedCase { R"({"fact":1,"is":true})", "condition_shape", "/w/fact" },
        RefusedCase { R"({"any":[{"any":[{"any":[{"any":[{"any":[{"fact":"code","is":true}]}]}]}]}]})", "too_deep",
            "/w/any/0/any/0/any/0/any/0/any" }));

INSTANTIATE_TEST_SUITE_P(Values, ConditionRefused,
    testing::Values(RefusedCase { R"({"fact":"colour","is":"red"})", "fact_unknown", "/w/fact" },
        RefusedCase { R"({"fact":"code","equals":true})", "operator_unknown", "/w/equals" },
        RefusedCase { R"({"fact":"feature","matches":".*"})", "operator_type", "/w/matches" },
        RefusedCase { R"({"fact":"text","is":"hello"})", "operator_type", "/w/is" },
        RefusedCase { R"({"fact":"text","matches":"a("})", "pattern_invalid", "/w/matches" },
        RefusedCase { R"({"fact":"text","matches":"(a{500}){2}"})", "pattern_too_large", "/w/matches" },
        RefusedCase { R"({"fact":"text","matches":"(?=a)b"})", "pattern_invalid", "/w/matches" },
        RefusedCase { R"({"fact":"text","word":""})", "value_type", "/w/word" },
        RefusedCase { R"({"fact":"header","is":"x"})", "fact_unknown", "/w/fact" },
        RefusedCase { R"({"fact":"header:Authorization","is":"x"})", "header_forbidden", "/w/fact" },
        RefusedCase { R"({"fact":"header:x-signalbox-feature","is":"x"})", "header_forbidden", "/w/fact" },
        RefusedCase { R"({"fact":"header:x-api-key","is":"x"})", "header_forbidden", "/w/fact" },
        RefusedCase { R"({"fact":"budget_left:moon","lt":5})", "scope_invalid", "/w/fact" },
        RefusedCase { R"({"fact":"breaker:a/b","is":"broken"})", "value_unknown", "/w/is" },
        RefusedCase { R"({"fact":"weekday","is":"monday"})", "value_unknown", "/w/is" },
        RefusedCase { R"({"fact":"task","in":["code","poetry"]})", "value_unknown", "/w/in/1" },
        RefusedCase { R"({"fact":"time","lt":600})", "value_type", "/w/lt" },
        RefusedCase { R"({"fact":"time","between":["22:00","24:00"]})", "value_type", "/w/between/1" },
        RefusedCase { R"({"fact":"code","lt":3})", "operator_type", "/w/lt" },
        RefusedCase { R"({"fact":"user_tier","gt":"a"})", "operator_type", "/w/gt" },
        RefusedCase { R"({"fact":"messages","in":["1"]})", "operator_type", "/w/in" },
        RefusedCase { R"({"fact":"messages","contains":"1"})", "operator_type", "/w/contains" },
        RefusedCase { R"({"fact":"code","is":"true"})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"code","is":1})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"messages","is":"3"})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"messages","is":3.0})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"messages","is":18446744073709551615})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"messages","between":[1]})", "value_type", "/w/between" },
        RefusedCase { R"({"fact":"messages","between":[1,"2"]})", "value_type", "/w/between/1" },
        RefusedCase { R"({"fact":"messages","between":[2,1]})", "value_order", "/w/between" },
        RefusedCase { R"({"fact":"feature","is":3})", "value_type", "/w/is" },
        RefusedCase { R"({"fact":"feature","in":[]})", "value_type", "/w/in" },
        RefusedCase { R"({"fact":"feature","in":["a",1]})", "value_type", "/w/in/1" },
        RefusedCase { R"({"fact":"feature","contains":""})", "value_type", "/w/contains" },
        RefusedCase { R"({"fact":"stakes","is":"critical"})", "value_unknown", "/w/is" },
        RefusedCase { R"({"fact":"endpoint","in":["chat","images"]})", "value_unknown", "/w/in/1" }));

TEST(Explain, every_line_says_what_it_wanted_and_what_it_saw)
{
    const auto lines = explain(
        conditionOf(
            R"({"all":[{"fact":"feature","is":"claims"},{"any":[{"fact":"tokens_context","between":[1,1000]},{"fact":"user_tier","in":["a","pro"]}]}]})"),
        sample());
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[0].kind, Condition::Kind::All);
    EXPECT_FALSE(lines[0].holds);
    EXPECT_EQ(lines[1].fact, "feature");
    EXPECT_EQ(lines[1].wanted, "claims");
    EXPECT_EQ(lines[1].actual, "");
    EXPECT_EQ(lines[2].depth, 1);
    EXPECT_TRUE(lines[2].holds);
    EXPECT_EQ(lines[3].depth, 2);
    EXPECT_EQ(lines[3].op, "between");
    EXPECT_EQ(lines[3].wanted, "1..1000");
    EXPECT_EQ(lines[3].actual, "1204");
    EXPECT_EQ(lines[4].wanted, "a, pro");
    EXPECT_TRUE(lines[4].holds);
}

TEST(Condition, one_built_by_hand_with_a_value_of_the_wrong_type_holds_never)
{
    Condition test;
    test.kind = Condition::Kind::Test;
    test.fact = "messages";
    test.value = std::string("3");
    EXPECT_FALSE(test.holds(sample()));
    test.fact = "no such fact";
    EXPECT_FALSE(test.holds(sample()));
}

} // namespace
} // namespace signalbox
