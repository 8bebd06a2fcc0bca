// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_set.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

const std::vector<std::string> kTiers { "small", "mid", "frontier" };

Result<RuleSet> read(const std::string& text)
{
    return readRules(Json::parse(text), "/rules", kTiers);
}

const std::string kElse = R"({"id":"else","when":"always","route":{"strategy":"direct","tier":"small"}})";

std::string withRoute(const std::string& route)
{
    return R"([{"id":"r","when":"always","route":)" + route + "}]";
}

TEST(Rules, all_fields_are_read_and_written_back)
{
    const std::string text = R"([
        {"id":"r1","name":"Code","on":false,"when":{"fact":"code","is":true},
         "route":{"strategy":"direct","tier":"mid","max_tokens":100},"note":"why"},
        {"id":"r2","name":"Short","on":true,"when":{"fact":"messages","lt":3},
         "route":{"strategy":"cascade","tiers":["small","frontier"],"validators":["json","length"],"min_output_bytes":20}},
        {"id":"else","name":"","on":true,"when":"always","route":{"strategy":"direct","tier":"small"}}])";
    const auto rules = read(text);
    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_EQ(rulesJson(*rules), Json::parse(text));
    const auto again = readRules(rulesJson(*rules), "/rules", kTiers);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->rules, rules->rules);
    EXPECT_EQ(rules->rules[0].route.maxTokens, 100);
    EXPECT_FALSE(rules->rules[0].on);
    EXPECT_EQ(rules->rules[1].route.minOutputBytes, 20);
    EXPECT_EQ(rules->hash.size(), 16U);
}

TEST(Rules, the_hash_follows_the_meaning_and_not_the_spelling)
{
    const auto plain = read("[" + kElse + "]");
    const auto spelled =
        read(R"([{"route":{"tier":"small","strategy":"direct"},"when":"always","on":true,"name":"","id":"else"}])");
    const auto other = read(R"([{"id":"else","when":"always","route":{"strategy":"direct","tier":"mid"}}])");
    ASSERT_TRUE(plain && spelled && other);
    EXPECT_EQ(plain->hash, spelled->hash);
    EXPECT_NE(plain->hash, other->hash);
}

TEST(Rules, a_cascade_without_validators_has_the_three_that_always_make_sense)
{
    const auto rules = read(withRoute(R"({"strategy":"cascade","tiers":["small","mid"]})"));
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->rules[0].route.validators, (std::vector<std::string> { "finish_reason", "empty", "refusal" }));
}

struct RefusedCase {
    std::string rules;
    const char* code;
    const char* pointer;
};

class RulesRefused : public testing::TestWithParam<RefusedCase> { };

TEST_P(RulesRefused, with_their_code_and_place)
{
    const auto rules = read(GetParam().rules);
    ASSERT_FALSE(rules) << GetParam().rules;
    EXPECT_EQ(rules.error().code, GetParam().code) << GetParam().rules;
    EXPECT_EQ(rules.error().parameter("pointer"), GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(Sets, RulesRefused,
    testing::Values(RefusedCase { "{}", "field_type", "/rules" }, RefusedCase { "[]", "rules_empty", "/rules" },
        RefusedCase { "[1]", "field_type", "/rules/0" },
        RefusedCase { "[" + kElse + "," + kElse + "]", "rule_id_duplicate", "/rules/1/id" },
        RefusedCase { R"([{"id":"r","on":false,"when":"always","route":{"strategy":"direct","tier":"mid"}}])",
            "last_rule_not_always", "/rules/0" },
        RefusedCase { R"([{"id":"r","when":{"fact":"code","is":true},"route":{"strategy":"direct","tier":"mid"}}])",
            "last_rule_not_always", "/rules/0" },
        RefusedCase {
            R"([{"when":"always","route":{"strategy":"direct","tier":"mid"}}])", "rule_id_missing", "/rules/0" },
        RefusedCase { R"([{"id":"a b","when":"always","route":{"strategy":"direct","tier":"mid"}}])", "rule_id_invalid",
            "/rules/0/id" },
        RefusedCase { R"([{"id":"r","route":{"strategy":"direct","tier":"mid"}}])", "field_missing", "/rules/0" },
        RefusedCase { R"([{"id":"r","when":"always"}])", "field_missing", "/rules/0" },
        RefusedCase { R"([{"id":"r","wehn":"always","when":"always","route":{}}])", "field_unknown", "/rules/0/wehn" },
        RefusedCase { R"([{"id":"r","on":"yes","when":"always","route":{"strategy":"direct","tier":"mid"}}])",
            "field_type", "/rules/0/on" },
        RefusedCase { R"([{"id":"r","when":{"fact":"kode","is":true},"route":{"strategy":"direct","tier":"mid"}}])",
            "fact_unknown", "/rules/0/when/fact" }));

INSTANTIATE_TEST_SUITE_P(Routes, RulesRefused,
    testing::Values(RefusedCase { withRoute("{}"), "field_missing", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"race","tiers":["small","mid"]})"), "strategy_unknown",
            "/rules/0/route/strategy" },
        RefusedCase { withRoute(R"({"strategy":"direct"})"), "strategy_tiers", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"direct","tiers":["small"]})"), "strategy_tiers", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"direct","tier":"huge"})"), "tier_unknown", "/rules/0/route/tier" },
        RefusedCase { withRoute(R"({"strategy":"direct","tier":"mid","validators":["json"]})"), "strategy_validators",
            "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"direct","tier":"mid","max_tokens":0})"), "field_range",
            "/rules/0/route/max_tokens" },
        RefusedCase { withRoute(R"({"strategy":"direct","tier":"mid","max_tokens":"9"})"), "field_type",
            "/rules/0/route/max_tokens" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tier":"mid"})"), "strategy_tiers", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small"]})"), "strategy_tiers", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small","small"]})"), "strategy_tiers",
            "/rules/0/route/tiers/1" },
        RefusedCase {
            withRoute(R"({"strategy":"cascade","tiers":["small","big"]})"), "tier_unknown", "/rules/0/route/tiers/1" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small","mid"],"validators":[]})"),
            "strategy_validators", "/rules/0/route/validators" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small","mid"],"validators":["taste"]})"),
            "validator_unknown", "/rules/0/route/validators/0" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small","mid"],"validators":["length"]})"),
            "strategy_validators", "/rules/0/route" },
        RefusedCase { withRoute(R"({"strategy":"cascade","tiers":["small","mid"],"min_output_bytes":5})"),
            "strategy_validators", "/rules/0/route" }));

} // namespace
} // namespace signalbox
