// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/router.h"

#include "core/proxy/config.h"

#include "core/base/embedded.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

class Router : public testing::Test {
protected:
    Router()
    {
        provider->id = "p";
        for (const auto& [tier, models] : std::vector<std::pair<std::string, std::vector<std::string>>> {
                 { "small", { "s1", "s2" } }, { "mid", { "m1" } }, { "frontier", { "f1", "s1" } } }) {
            Tier made { tier, tier, {} };
            for (const std::string& model : models) {
                auto deployment = std::make_shared<Deployment>();
                deployment->id = tier == "frontier" && model == "s1" ? "q/s1" : "p/" + model;
                deployment->provider = provider;
                deployment->model = model;
                deployment->profile.context = tier == "small" ? 1000 : 100'000;
                deployment->profile.images = tier != "small";
                made.chain.push_back(std::move(deployment));
            }
            tiers.push_back(std::move(made));
        }
        rules = readRules(Json::parse(R"([
            {"id":"off","name":"Off","on":false,"when":"always","route":{"strategy":"direct","tier":"mid"}},
            {"id":"code","name":"Code","when":{"fact":"code","is":true},"route":{"strategy":"direct","tier":"frontier","max_tokens":50}},
            {"id":"auto","name":"Named auto","when":{"fact":"feature","is":"cheap"},"route":{"strategy":"direct","tier":"small"}},
            {"id":"else","name":"Else","when":"always","route":{"strategy":"cascade","tiers":["small","frontier"]}}])"),
            "/rules", { "small", "mid", "frontier" })
                    .value();
        rules.version = 7;
        request.model = "auto";
        facts.tokensContext = 100;
    }

    [[nodiscard]] Result<Decision> decided(const std::string& pin = {})
    {
        facts.requestedModel = request.model;
        return decide(request, facts, pin, { &rules, &tiers, honour, obstacle });
    }

    std::shared_ptr<Provider> provider = std::make_shared<Provider>();
    std::vector<Tier> tiers;
    RuleSet rules;
    ChatRequest request;
    Facts facts;
    bool honour = false;
    std::function<std::string(const Deployment&)> obstacle;
};

std::vector<std::string> plan(const Decision& decision)
{
    std::vector<std::string> out;
    for (const Decision::Step& step : decision.steps) {
        for (const auto& deployment : step.deployments)
            out.push_back(step.tier + ":" + deployment->id);
    }
    return out;
}

using Plan = std::vector<std::string>;

TEST_F(Router, the_first_rule_that_is_on_and_holds_decides)
{
    facts.code = true;
    facts.feature = "cheap";
    const auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(decision->ruleId, "code");
    EXPECT_EQ(decision->ruleIndex, 1);
    EXPECT_EQ(decision->cause, "rule");
    EXPECT_EQ(decision->reason, "rule:code");
    EXPECT_EQ(decision->action.maxTokens, 50);
    EXPECT_EQ(decision->rulesVersion, 7);
    EXPECT_EQ(decision->rulesHash, rules.hash);
    EXPECT_EQ(plan(*decision), (Plan { "frontier:p/f1", "frontier:q/s1" }));
}

TEST_F(Router, an_unknown_model_name_is_routed_like_auto)
{
    for (const char* model : { "auto", "gpt-9", "s1", "p/m1" }) {
        request.model = model;
        const auto decision = decided();
        ASSERT_TRUE(decision) << model;
        EXPECT_EQ(decision->ruleId, "else") << model;
        EXPECT_EQ(decision->strategy, StrategyKind::Cascade);
        EXPECT_EQ(plan(*decision), (Plan { "small:p/s1", "small:p/s2", "frontier:p/f1", "frontier:q/s1" }));
    }
}

TEST_F(Router, a_pin_by_model_or_header_wins_over_every_rule)
{
    facts.code = true;
    request.model = "tier:small";
    EXPECT_EQ(plan(decided().value()), (Plan { "small:p/s1", "small:p/s2" }));
    EXPECT_EQ(plan(decided("mid").value()), (Plan { "mid:p/m1" })) << "the header wins over the model";
    const auto decision = decided("tier:mid");
    ASSERT_TRUE(decision);
    EXPECT_EQ(decision->cause, "pin");
    EXPECT_EQ(decision->reason, "pin");
    EXPECT_EQ(decision->ruleIndex, -1);
    EXPECT_EQ(decision->ruleId, "");
}

TEST_F(Router, a_pin_to_a_tier_that_does_not_exist_is_an_error)
{
    request.model = "tier:huge";
    EXPECT_EQ(decided().error().code, "tier_unknown");
    EXPECT_EQ(decided().error().parameter("tier"), "huge");
    request.model = "auto";
    EXPECT_EQ(decided("gpt").error().code, "tier_unknown");
    EXPECT_EQ(decided("tier:").error().code, "tier_unknown");
}

TEST_F(Router, named_models_are_honoured_only_where_that_is_on)
{
    honour = true;
    request.model = "m1";
    const auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(decision->cause, "named_model");
    EXPECT_EQ(plan(*decision), (Plan { "mid:p/m1" }));
    request.model = "q/s1";
    EXPECT_EQ(plan(decided().value()), (Plan { "frontier:q/s1" })) << "an id names one deployment";
    request.model = "s1";
    EXPECT_EQ(plan(decided().value()), (Plan { "small:p/s1" }));
    request.model = "nobody";
    EXPECT_EQ(decided()->ruleId, "else");
    request.model = "auto";
    EXPECT_EQ(decided()->ruleId, "else");
}

TEST_F(Router, a_named_model_that_is_full_in_one_tier_is_taken_from_the_next)
{
    honour = true;
    request.model = "s1";
    facts.tokensContext = 5000;
    const auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(plan(*decision), (Plan { "frontier:q/s1" }));
    ASSERT_EQ(decision->skipped.size(), 1U);
    EXPECT_EQ(decision->skipped[0].reason, "context");
    request.model = "s2";
    EXPECT_EQ(decided().error().code, "no_deployment_fits");
}

TEST_F(Router, what_does_not_fit_is_left_out_with_its_reason)
{
    request.images = 1;
    const auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(plan(*decision), (Plan { "frontier:p/f1", "frontier:q/s1" })) << "a step without a deployment is none";
    ASSERT_EQ(decision->skipped.size(), 2U);
    EXPECT_EQ(decision->skipped[0].tier, "small");
    EXPECT_EQ(decision->skipped[0].deployment, "p/s1");
    EXPECT_EQ(decision->skipped[0].reason, "images");
}

TEST_F(Router, an_obstacle_skips_a_deployment_too)
{
    obstacle = [](const Deployment& deployment) {
        return deployment.id == "p/s1" ? std::string("breaker_open") : std::string {};
    };
    const auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(plan(*decision), (Plan { "small:p/s2", "frontier:p/f1", "frontier:q/s1" }));
    EXPECT_EQ(decision->skipped[0].reason, "breaker_open");
}

TEST_F(Router, when_nothing_is_left_the_first_obstacle_is_named)
{
    obstacle = [](const Deployment&) { return std::string("key_unavailable"); };
    request.images = 1;
    const auto decision = decided();
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().code, "no_deployment_fits");
    EXPECT_EQ(decision.error().parameter("tier"), "small");
    EXPECT_EQ(decision.error().parameter("reason"), "images");
    EXPECT_EQ(decided("mid").error().parameter("reason"), "key_unavailable");
}

TEST_F(Router, a_cap_of_the_rule_lets_a_long_wish_fit)
{
    facts.code = true;
    request.maxTokens = 1'000'000;
    EXPECT_TRUE(decided()) << "the rule caps at 50";
    facts.code = false;
    EXPECT_EQ(decided().error().parameter("reason"), "max_output");
}

TEST_F(Router, the_same_input_gives_the_same_decision)
{
    const auto one = decided();
    const auto two = decided();
    ASSERT_TRUE(one && two);
    EXPECT_EQ(decisionJson(*one, facts, rules), decisionJson(*two, facts, rules));
}

TEST_F(Router, the_trace_shows_every_rule_up_to_the_winner_with_what_it_saw)
{
    facts.feature = "cheap \"and\" new\nlines";
    const auto decision = decided();
    ASSERT_TRUE(decision);
    const std::string line = decisionJson(*decision, facts, rules);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const Json json = Json::parse(line);
    EXPECT_EQ(json["rule"], "else");
    EXPECT_EQ(json["strategy"], "cascade");
    EXPECT_EQ(json["validators"].size(), 3U);
    EXPECT_EQ(json["steps"][0]["deployments"][0], "p/s1");
    EXPECT_EQ(json["rules_version"], 7);
    EXPECT_EQ(json["facts"]["feature"], facts.feature);
    ASSERT_EQ(json["rules"].size(), 4U);
    EXPECT_EQ(json["rules"][0]["on"], false);
    EXPECT_EQ(json["rules"][1]["matched"], false);
    EXPECT_EQ(json["rules"][2]["conditions"][0]["wanted"], "cheap");
    EXPECT_EQ(json["rules"][2]["conditions"][0]["actual"], facts.feature);
    EXPECT_EQ(json["rules"][2]["conditions"][0]["holds"], false);
    EXPECT_EQ(json["rules"][3]["matched"], true);
    EXPECT_TRUE(explainRules(decided("mid").value(), facts, rules).empty()) << "a pin asks no rule";
}

TEST(RouterSandbox, each_of_its_rules_has_a_request_that_reaches_it)
{
    const auto config = readConfig(embedded::sandbox_config, PriceBook::builtIn()).config;
    ASSERT_TRUE(config);
    const std::pair<const char*, void (*)(Facts&)> cases[] {
        { "high-stakes", [](Facts& facts) { facts.stakes = "high"; } },
        { "autocomplete", [](Facts& facts) { facts.feature = "autocomplete"; } },
        { "code-pro", [](Facts& facts) { facts.code = true, facts.userTier = "pro"; } },
        { "tools", [](Facts& facts) { facts.tools = true; } },
        { "long", [](Facts& facts) { facts.tokensContext = 40'000; } },
        { "json", [](Facts& facts) { facts.json = true; } },
        { "else", [](Facts&) {} },
    };
    ASSERT_EQ(std::size(cases), config->rules.rules.size());
    for (const auto& [rule, change] : cases) {
        Facts facts;
        facts.stakes = "normal";
        change(facts);
        const auto decision = decide(ChatRequest {}, facts, "", { &config->rules, &config->tiers, false, nullptr });
        ASSERT_TRUE(decision) << rule << ": " << decision.error().text();
        EXPECT_EQ(decision->ruleId, rule);
    }
}

TEST_F(Router, a_key_for_some_tiers_is_served_by_these_alone_and_the_trace_says_so)
{
    facts.keyTiers = { "small" };
    auto decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(plan(*decision), (Plan { "small:p/s1", "small:p/s2" })) << "the dearer leg of the cascade is left out";
    ASSERT_EQ(decision->overrides.size(), 1U);
    EXPECT_EQ(decision->overrides[0].kind, "key_scope");
    EXPECT_EQ(decision->overrides[0].from, "frontier");
    EXPECT_EQ(decision->overrides[0].to, "");
    facts.code = true; // a rule for another tier: the nearest cheaper one that the key may use
    decision = decided();
    ASSERT_TRUE(decision);
    EXPECT_EQ(decision->ruleId, "code");
    EXPECT_EQ(plan(*decision), (Plan { "small:p/s1", "small:p/s2" }));
    EXPECT_EQ(decision->overrides[0].to, "small");
    EXPECT_NE(decisionJson(*decision, facts, rules).find("key_scope"), std::string::npos);
    facts.keyTiers = { "frontier" }; // else the nearest dearer one
    facts.code = false;
    facts.feature = "cheap";
    EXPECT_EQ(plan(decided().value()), (Plan { "frontier:p/f1", "frontier:q/s1" }));
}

TEST_F(Router, a_key_for_some_tiers_names_no_other_one)
{
    facts.keyTiers = { "small", "mid" };
    EXPECT_EQ(plan(decided("mid").value()), (Plan { "mid:p/m1" }));
    for (const char* pin : { "frontier", "tier:frontier" })
        EXPECT_EQ(decided(pin).error().code, "tier_not_allowed") << pin;
    request.model = "tier:frontier";
    EXPECT_EQ(decided().error().code, "tier_not_allowed");
    honour = true;
    for (const char* model : { "f1", "q/s1" }) {
        request.model = model;
        EXPECT_EQ(decided().error().code, "tier_not_allowed") << model;
    }
    request.model = "s1"; // stands in two tiers: from the one that it may use
    EXPECT_EQ(plan(decided().value()), (Plan { "small:p/s1" }));
    facts.keyTiers = { "gone" };
    request.model = "auto";
    EXPECT_EQ(decided().error().code, "tier_not_allowed") << "a scope of which nothing is left allows nothing";
}

TEST_F(Router, the_scope_of_a_key_is_a_fact_that_a_replay_reads)
{
    facts.keyTiers = { "mid", "small" };
    EXPECT_EQ(unpackFacts(packFacts(facts)).value().keyTiers, facts.keyTiers);
    EXPECT_EQ(factsFromJson(factsJson(facts)).value().keyTiers, facts.keyTiers);
}

} // namespace
} // namespace signalbox
