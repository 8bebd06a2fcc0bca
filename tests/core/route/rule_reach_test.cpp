// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_analysis.h"

#include "core/route/router.h"
#include "core/route/rule_program.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ReachAnswer::Kind;

/// Two providers: "home" serves small and a part of mid, "cloud" the rest.
class Reach : public testing::Test {
protected:
    Reach()
    {
        home->id = "home";
        cloud->id = "cloud";
        add("small", home, "s");
        add("mid", home, "m");
        add("mid", cloud, "m");
        add("frontier", cloud, "f");
    }

    void add(const std::string& tier, const std::shared_ptr<Provider>& provider, const std::string& model)
    {
        auto deployment = std::make_shared<Deployment>();
        deployment->id = provider->id + "/" + model;
        deployment->model = model;
        deployment->provider = provider;
        deployment->profile = CapabilityProfile::unknown();
        if (tiers.empty() || tiers.back().id != tier)
            tiers.push_back({ tier, "", {} });
        tiers.back().chain.push_back(deployment);
    }

    void take(const std::string& list)
    {
        RuleNames names({ "small", "mid", "frontier" });
        names.deployments = { { "home/s", "small" }, { "home/m", "mid" }, { "cloud/m", "mid" },
            { "cloud/f", "frontier" } };
        auto read =
            readRules(Json::parse("[" + list
                          + R"({"id":"else","when":"always","route":{"strategy":"direct","tier":"frontier"}}])"),
                "", names);
        ASSERT_TRUE(read) << read.error().text();
        rules = std::move(*read);
    }

    [[nodiscard]] ReachAnswer ask(const std::string& condition, bool named = false, bool downgrades = false)
    {
        ReachQuestion question;
        question.which = readCondition(Json::parse(condition), "").value();
        question.provider = "cloud";
        return canReach({ &rules.rules, &tiers, named, downgrades }, question);
    }

    std::shared_ptr<Provider> home = std::make_shared<Provider>();
    std::shared_ptr<Provider> cloud = std::make_shared<Provider>();
    std::vector<Tier> tiers;
    RuleSet rules;
};

constexpr const char* kClaims = R"({"fact":"feature","is":"claims"})";

TEST_F(Reach, a_pinned_feature_can_never_reach_another_provider)
{
    take(R"({"id":"p","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","pin":"home/m"}},)");
    EXPECT_EQ(ask(kClaims, true, true).kind, Kind::Never);
    EXPECT_EQ(ask(R"({"fact":"feature","is":"chat"})").kind, Kind::Possible);
}

TEST_F(Reach, a_tier_alone_keeps_no_client_from_naming_another)
{
    take(R"({"id":"t","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","tier":"small"}},)");
    const ReachAnswer answer = ask(kClaims);
    ASSERT_EQ(answer.kind, Kind::Possible);
    ASSERT_EQ(answer.ways.size(), 1U);
    EXPECT_EQ(answer.ways[0].kind, "client_names_tier");
    EXPECT_EQ(answer.ways[0].witness.facts.feature, "claims");
    EXPECT_EQ(ask(kClaims, true).ways.size(), 2U);
}

TEST_F(Reach, an_earlier_rule_that_takes_some_of_them_is_found_with_a_request)
{
    take(R"({"id":"h","when":{"fact":"stakes","is":"high"},"route":{"strategy":"direct","pin":"cloud/f"}},
            {"id":"p","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","pin":"home/m"}},)");
    const ReachAnswer answer = ask(kClaims);
    ASSERT_EQ(answer.kind, Kind::Possible);
    ASSERT_EQ(answer.ways.size(), 1U);
    EXPECT_EQ(answer.ways[0].kind, "rule");
    EXPECT_EQ(answer.ways[0].rule, 0);
    EXPECT_EQ(answer.ways[0].deployment, "cloud/f");
    EXPECT_EQ(rules.program->firstMatch(answer.ways[0].witness.facts).rule, 0);
    EXPECT_EQ(ask(R"({"all":[{"fact":"feature","is":"claims"},{"fact":"stakes","is_not":"high"}]})").kind, Kind::Never);
}

TEST_F(Reach, a_downgrade_and_a_bump_count_as_ways)
{
    take(
        R"({"id":"b","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","tier":"small","stakes_bump":1}},)");
    const ReachAnswer bumped = ask(kClaims);
    EXPECT_EQ(bumped.ways.at(0).kind, "rule");
    EXPECT_EQ(bumped.ways.at(0).tier, "mid");
    EXPECT_EQ(bumped.ways.at(0).witness.facts.stakes, "high");
    tiers.insert(tiers.begin(), Tier { "tiny", "", { tiers.back().chain.front() } });
    const ReachAnswer lower = ask(kClaims, false, true);
    EXPECT_TRUE(std::any_of(
        lower.ways.begin(), lower.ways.end(), [](const ReachAnswer::Way& way) { return way.kind == "downgrade"; }));
}

// --- what rules do ---------------------------------------------------------------------------------------------------

TEST_F(Reach, a_pin_wins_over_the_tier_and_the_model_that_a_client_names)
{
    take(R"({"id":"p","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","pin":"home/m"}},)");
    ChatRequest request;
    request.model = "tier:frontier";
    Facts facts;
    facts.feature = "claims";
    RoutingView view { &rules, &tiers, true, nullptr };
    for (const char* pin : { "", "frontier" }) {
        const auto decision = decide(request, facts, pin, view);
        ASSERT_TRUE(decision);
        ASSERT_EQ(decision->steps.size(), 1U);
        ASSERT_EQ(decision->steps[0].deployments.size(), 1U) << "no fallback";
        EXPECT_EQ(decision->steps[0].deployments[0]->id, "home/m");
        EXPECT_EQ(decision->overrides.at(0).kind, "pinned");
    }
    view.obstacle = [](const Deployment& deployment) { return deployment.id == "home/m" ? "breaker_open" : ""; };
    EXPECT_EQ(decide(request, facts, "", view).error().code, "no_deployment_fits") << "this deployment or none";
    facts.feature = "chat";
    EXPECT_EQ(decide(request, facts, "", view).value().cause, "pin");
}

TEST_F(Reach, while_the_rules_are_bypassed_only_pins_hold)
{
    take(R"({"id":"p","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","pin":"home/m"}},
            {"id":"t","when":{"fact":"feature","is":"chat"},"route":{"strategy":"direct","tier":"frontier"}},)");
    Facts facts;
    const RoutingView view { &rules, &tiers, false, nullptr };
    facts.feature = "chat";
    EXPECT_EQ(decide({}, facts, "", view).value().ruleId, "t");
    facts.bypass = true;
    const auto bypassed = decide({}, facts, "", view);
    ASSERT_TRUE(bypassed);
    EXPECT_EQ(bypassed->ruleId, rules.rules.back().id);
    EXPECT_EQ(bypassed->cause, "bypass");
    EXPECT_EQ(bypassed->reason, "bypassed");
    ASSERT_EQ(bypassed->overrides.size(), 1U);
    EXPECT_EQ(bypassed->overrides[0].kind, "bypass");
    EXPECT_EQ(bypassed->overrides[0].from, "t");
    EXPECT_EQ(unpackFacts(packFacts(facts)).value(), facts) << "a replay decides as it was decided";
    EXPECT_EQ(factsFromJson(factsJson(facts)).value(), facts);
    facts.feature = "claims";
    EXPECT_EQ(decide({}, facts, "", view).value().ruleId, "p") << "a rule's pin holds";
    EXPECT_EQ(decide({}, facts, "", view).value().cause, "rule");
    facts.feature = "none";
    EXPECT_EQ(decide({}, facts, "mid", view).value().cause, "pin") << "so does a client's";
    const auto last = decide({}, facts, "", view);
    EXPECT_EQ(last.value().cause, "bypass") << "the trace says so also where the last rule would have decided";
    EXPECT_TRUE(last->overrides.empty());
}

TEST_F(Reach, high_stakes_go_higher_by_the_rule_and_no_further_than_the_last_tier)
{
    take(R"({"id":"b","when":{"fact":"code","is":true},"route":{"strategy":"direct","tier":"mid","stakes_bump":3}},
            {"id":"c","when":{"fact":"json","is":true},"route":{"strategy":"cascade","tiers":["small","mid"],"stakes_bump":1}},)");
    ChatRequest request;
    request.model = "auto";
    Facts facts;
    facts.code = true;
    const RoutingView view { &rules, &tiers, false, nullptr };
    EXPECT_EQ(decide(request, facts, "", view)->steps[0].tier, "mid");
    facts.stakes = "high";
    const auto bumped = decide(request, facts, "", view);
    EXPECT_EQ(bumped->steps[0].tier, "frontier");
    EXPECT_EQ(bumped->overrides.at(0).from, "mid");
    facts.code = false;
    facts.json = true;
    const auto cascade = decide(request, facts, "", view);
    ASSERT_EQ(cascade->steps.size(), 2U);
    EXPECT_EQ(cascade->steps[0].tier, "mid");
    EXPECT_EQ(cascade->steps[1].tier, "frontier");
}

struct RefusedAction {
    const char* route;
    const char* code;
};
class ActionRefused : public testing::TestWithParam<RefusedAction> { };
TEST_P(ActionRefused, with_its_code)
{
    RuleNames names({ "small" });
    names.deployments = { { "home/s", "small" } };
    const auto rule =
        readRule(Json::parse(std::string(R"({"id":"a","when":"always","route":)") + GetParam().route + "}"), "", names);
    ASSERT_FALSE(rule) << GetParam().route;
    EXPECT_EQ(rule.error().code, GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(Routes, ActionRefused,
    testing::Values(RefusedAction { R"({"strategy":"direct","pin":"home/x"})", "deployment_unknown" },
        RefusedAction { R"({"strategy":"direct","pin":"home/s","tier":"small"})", "strategy_tiers" },
        RefusedAction { R"({"strategy":"direct","pin":"home/s","stakes_bump":1})", "strategy_tiers" },
        RefusedAction { R"({"strategy":"direct","tier":"small","attempts":0})", "field_range" },
        RefusedAction { R"({"strategy":"direct","tier":"small","attempts":9})", "field_range" },
        RefusedAction { R"({"strategy":"direct","tier":"small","deadline_ms":"1"})", "field_type" },
        RefusedAction { R"({"strategy":"direct","tier":"small","stakes_bump":4})", "field_range" }));

// --- the wrong axis --------------------------------------------------------------------------------------------------

TEST(WrongAxis, rules_by_user_tier_alone_over_mixed_difficulty_are_pointed_out)
{
    const auto rules = readRules(
        Json::parse(R"([{"id":"p","when":{"fact":"user_tier","is":"pro"},"route":{"strategy":"direct","tier":"mid"}},
        {"id":"e","when":"always","route":{"strategy":"direct","tier":"small"}}])"),
        "", { "small", "mid" });
    ASSERT_TRUE(rules);
    std::vector<Facts> traffic;
    for (int i = 0; i < 200; ++i) {
        Facts facts;
        facts.userTier = i % 2 ? "pro" : "free";
        facts.tokensLast = i % 2 ? (i % 4 == 1 ? 10 : 4000) : 100;
        traffic.push_back(facts);
    }
    const auto axis = wrongAxis(rules->rules, traffic);
    ASSERT_TRUE(axis);
    EXPECT_EQ(axis->fact, "user_tier");
    ASSERT_EQ(axis->groups.size(), 1U);
    EXPECT_EQ(axis->groups[0].value, "pro");
    traffic.resize(60);
    EXPECT_FALSE(wrongAxis(rules->rules, traffic)) << "too little traffic to say so";
}

} // namespace
} // namespace signalbox
