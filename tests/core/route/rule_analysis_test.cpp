// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_analysis.h"

#include "core/route/rule_program.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <random>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;
using Standing = RuleFinding::Standing;

RuleSet setOf(const std::string& text)
{
    auto set = readRules(Json::parse(text), "/rules", { "small", "mid", "frontier" });
    EXPECT_TRUE(set) << set.error().text();
    return set ? std::move(*set) : RuleSet {};
}

/// Rules by their conditions, each to a tier of its own kind; the last is everything else.
RuleSet setOf(const std::vector<std::pair<std::string, std::string>>& rules)
{
    std::string text = "[";
    for (std::size_t i = 0; i < rules.size(); ++i)
        text += R"({"id":"r)" + std::to_string(i) + R"(","when":)" + rules[i].first
            + R"(,"route":{"strategy":"direct","tier":")" + rules[i].second + "\"}},";
    return setOf(text + R"({"id":"else","when":"always","route":{"strategy":"direct","tier":"small"}}])");
}

int winnerOf(const RuleSet& set, const Witness& witness)
{
    Facts facts = witness.facts;
    const std::string task = facts.task;
    const std::string intent = facts.intent;
    facts = set.program->withText(facts, witness.text);
    facts.task = task;
    facts.intent = intent;
    return set.program->firstMatch(facts).rule;
}

void expectWitness(const RuleSet& set, const RuleFinding& finding)
{
    ASSERT_EQ(finding.standing, Standing::Reachable) << finding.rule;
    ASSERT_TRUE(finding.witness);
    EXPECT_EQ(winnerOf(set, *finding.witness), finding.rule)
        << factsJson(finding.witness->facts) << finding.witness->text;
}

TEST(RuleAnalysis, a_rule_that_an_earlier_one_covers_is_shadowed_by_it)
{
    const RuleSet set =
        setOf({ { R"({"fact":"user_tier","is":"pro"})", "mid" }, { R"({"fact":"tokens_context","lt":1000})", "small" },
            { R"({"all":[{"fact":"tokens_context","lt":500},{"fact":"user_tier","is":"free"}]})", "mid" } });
    const auto findings = analyseRules(set.rules);
    ASSERT_EQ(findings.size(), 4U);
    expectWitness(set, findings[0]);
    expectWitness(set, findings[1]);
    EXPECT_EQ(findings[1].partlyCoveredBy, std::vector<int> { 0 });
    EXPECT_EQ(findings[2].standing, Standing::Shadowed);
    EXPECT_EQ(findings[2].shadowedBy, std::vector<int> { 1 });
    expectWitness(set, findings[3]);
}

TEST(RuleAnalysis, several_rules_together_shadow_one_that_none_of_them_does_alone)
{
    const RuleSet set =
        setOf({ { R"({"fact":"messages","lt":10})", "mid" }, { R"({"fact":"code","is":true})", "small" },
            { R"({"fact":"messages","gt":8})", "small" }, { R"({"fact":"feature","is":"x"})", "mid" } });
    const auto findings = analyseRules(set.rules);
    EXPECT_EQ(findings[3].standing, Standing::Shadowed);
    EXPECT_EQ(findings[3].shadowedBy, (std::vector<int> { 0, 2 }));
    EXPECT_EQ(findings[4].standing, Standing::Shadowed);
}

TEST(RuleAnalysis, a_contradiction_names_the_tests_that_cannot_hold_together)
{
    const RuleSet set = setOf(
        { { R"({"all":[{"fact":"tokens_last","lt":500},{"fact":"code","is":true},{"fact":"tokens_last","gt":900}]})",
            "mid" } });
    const auto findings = analyseRules(set.rules);
    EXPECT_EQ(findings[0].standing, Standing::Contradictory);
    EXPECT_EQ(findings[0].conflict, (std::vector<std::string> { "/all/0", "/all/2" }));
}

TEST(RuleAnalysis, a_rule_whose_work_a_later_one_does_as_well_is_redundant)
{
    const RuleSet set = setOf({ { R"({"fact":"feature","is":"a"})", "small" },
        { R"({"fact":"feature","is":"b"})", "mid" }, { R"({"fact":"feature","starts_with":"a"})", "small" },
        { R"({"fact":"stakes","is":"high"})", "frontier" } });
    const auto findings = analyseRules(set.rules);
    EXPECT_TRUE(findings[0].redundant);
    EXPECT_EQ(findings[0].takenOverBy, std::vector<int> { 2 });
    EXPECT_FALSE(findings[1].redundant);
    EXPECT_FALSE(findings[2].redundant) << "without it high stakes would go to another tier";
    EXPECT_FALSE(findings[3].redundant);
}

TEST(RuleAnalysis, texts_with_parts_are_reasoned_about_exactly)
{
    const RuleSet set = setOf({ { R"({"fact":"header:x-team","contains":"bill"})", "mid" },
        { R"({"fact":"header:x-team","is":"billing"})", "small" },
        { R"({"all":[{"fact":"header:x-team","starts_with":"bi"},{"fact":"header:x-team","is_not":"bi"}]})", "mid" },
        { R"({"fact":"text","contains":"Invoice"})", "mid" }, { R"({"fact":"text","word":"INVOICE number"})", "small" },
        { R"({"all":[{"fact":"text","word":"voice"},{"none":[{"fact":"text","contains":"oic"}]}]})", "small" },
        { R"({"all":[{"fact":"text","word":"voice"},{"none":[{"fact":"text","word":"oic"}]}]})", "mid" } });
    const auto findings = analyseRules(set.rules);
    expectWitness(set, findings[0]);
    EXPECT_EQ(findings[1].standing, Standing::Shadowed);
    expectWitness(set, findings[2]);
    expectWitness(set, findings[3]);
    EXPECT_EQ(findings[4].standing, Standing::Shadowed);
    EXPECT_EQ(findings[4].shadowedBy, std::vector<int> { 3 });
    EXPECT_EQ(findings[5].standing, Standing::Contradictory);
    expectWitness(set, findings[6]);
}

TEST(RuleAnalysis, only_regular_expressions_may_be_left_open)
{
    const RuleSet set = setOf({ { R"({"fact":"text","matches":"^[a-z]+$"})", "mid" },
        { R"({"fact":"text","matches":"refund"})", "mid" }, { R"({"fact":"text","matches":"^[a-z]+$"})", "small" } });
    const auto findings = analyseRules(set.rules);
    EXPECT_EQ(findings[0].standing, Standing::NotProved);
    EXPECT_EQ(findings[0].reason, "pattern");
    EXPECT_EQ(findings[2].standing, Standing::Shadowed) << "the same pattern again";
}

TEST(RuleAnalysis, clock_shares_budgets_breakers_and_weekdays_have_their_ends)
{
    const RuleSet set = setOf({ { R"({"fact":"time","between":["22:00","06:00"]})", "mid" },
        { R"({"fact":"time","ge":"23:00"})", "small" }, { R"({"fact":"share:canary","lt":10000})", "mid" },
        { R"({"fact":"weekday","in":["sat","sun"]})", "small" } });
    const auto findings = analyseRules(set.rules);
    expectWitness(set, findings[0]);
    EXPECT_EQ(findings[1].standing, Standing::Shadowed);
    EXPECT_EQ(findings[1].shadowedBy, std::vector<int> { 0 });
    expectWitness(set, findings[2]);
    EXPECT_EQ(findings[3].standing, Standing::Shadowed) << "every share is below 10,000";
    const RuleSet more = setOf({ { R"({"fact":"budget_left:global","le":100})", "mid" } });
    EXPECT_EQ(analyseRules(more.rules)[1].standing, Standing::Shadowed) << "no budget has more than 100 % left";
    const RuleSet canary =
        setOf({ { R"({"fact":"share:a","lt":500})", "mid" }, { R"({"fact":"share:b","ge":9900})", "mid" },
            { R"({"all":[{"fact":"share:a","ge":500},{"fact":"share:a","lt":600},{"fact":"share:b","lt":300}]})",
                "small" } });
    for (const RuleFinding& finding : analyseRules(canary.rules))
        expectWitness(canary, finding);
}

TEST(RuleAnalysis, what_a_fact_says_of_another_counts)
{
    const RuleSet set = setOf({ { R"({"all":[{"fact":"tools","is":false},{"fact":"tool_count","gt":0}]})", "mid" },
        { R"({"all":[{"fact":"tokens_last","gt":900},{"fact":"tokens_context","lt":500}]})", "mid" } });
    const auto findings = analyseRules(set.rules);
    EXPECT_EQ(findings[0].standing, Standing::Contradictory);
    EXPECT_EQ(findings[1].standing, Standing::Contradictory);
}

TEST(RuleAnalysis, a_rule_that_is_off_neither_shadows_nor_counts)
{
    RuleSet set = setOf({ { R"({"fact":"messages","ge":0})", "mid" }, { R"({"fact":"code","is":true})", "small" } });
    std::vector<Rule> rules = set.rules;
    rules[0].on = false;
    const auto findings = analyseRules(rules);
    EXPECT_EQ(findings[0].standing, Standing::Off);
    EXPECT_EQ(findings[1].standing, Standing::Reachable);
}

// --- against brute force ---------------------------------------------------------------------------------------------

/// Small random rule sets over facts with small ranges, and every request that these can tell apart.
class Little {
public:
    explicit Little(std::uint32_t seed)
        : m_random(seed)
    {
    }

    RuleSet set()
    {
        std::vector<std::pair<std::string, std::string>> rules;
        const char* tiers[] { "small", "mid", "frontier" };
        for (int i = 0, count = 3 + below(5); i < count; ++i)
            rules.emplace_back(condition(0).dump(), tiers[below(3)]);
        return setOf(rules);
    }

    static std::vector<Facts> requests()
    {
        std::vector<Facts> all;
        for (std::int64_t messages = 0; messages < 6; ++messages) {
            for (std::int64_t questions = 0; questions < 4; ++questions) {
                for (const char* tier : { "", "a", "ab", "b", "~", "~a", "~b", "~ab", "~a~b", "a~", "a~b", "a~ab",
                         "ab~", "b~", "b~a", "b~ab" }) {
                    for (const char* stakes : { "low", "normal", "high" }) {
                        for (const bool code : { false, true }) {
                            Facts facts;
                            facts.messages = messages;
                            facts.questions = questions;
                            facts.userTier = tier;
                            facts.stakes = stakes;
                            facts.code = code;
                            all.push_back(facts);
                        }
                    }
                }
            }
        }
        return all;
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<std::uint32_t>(limit)); }

    Json condition(int depth)
    {
        const int kind = below(depth < 2 ? 6 : 12);
        if (depth < 3 && kind < 3) {
            const char* groups[] { "all", "any", "none" };
            Json children = Json::array();
            for (int i = 0, count = 1 + below(3); i < count; ++i)
                children.push_back(condition(depth + 1));
            return { { groups[kind], children } };
        }
        switch (below(5)) {
        case 0:
            return number("messages", 5);
        case 1:
            return number("questions", 3);
        case 2: {
            const char* texts[] { "a", "ab", "b", "" };
            const char* ops[] { "is", "is_not", "contains", "starts_with" };
            const int op = below(4);
            return { { "fact", "user_tier" }, { ops[op], texts[below(op < 2 ? 4 : 3)] } };
        }
        case 3: {
            const char* stakes[] { "low", "normal", "high" };
            if (below(2))
                return { { "fact", "stakes" }, { "in", { stakes[below(3)], stakes[below(3)] } } };
            return { { "fact", "stakes" }, { below(2) ? "is" : "is_not", stakes[below(3)] } };
        }
        default:
            return { { "fact", "code" }, { below(2) ? "is" : "is_not", below(2) == 1 } };
        }
    }

    Json number(const char* fact, int most)
    {
        const char* ops[] { "is", "is_not", "lt", "le", "gt", "ge" };
        if (const int op = below(7); op < 6)
            return { { "fact", fact }, { ops[op], below(most) } };
        const int low = below(most);
        return { { "fact", fact }, { "between", { low, std::min(low + below(3), most - 1) } } };
    }

    std::mt19937 m_random;
};

/// What enumeration says of each rule.
struct Truth {
    std::vector<bool> possible, won;
    std::vector<std::vector<bool>> covered; ///< [rule][earlier]: a request of rule's that the earlier one takes
    std::vector<bool> redundant;
};

Truth truthOf(const RuleSet& set, const std::vector<Facts>& requests)
{
    const std::size_t rules = set.rules.size();
    Truth truth { std::vector<bool>(rules), std::vector<bool>(rules), {}, std::vector<bool>(rules, true) };
    truth.covered.assign(rules, std::vector<bool>(rules));
    for (const Facts& facts : requests) {
        std::vector<bool> holds(rules);
        for (std::size_t i = 0; i < rules; ++i)
            holds[i] = set.rules[i].when.holds(facts);
        std::size_t winner = 0;
        while (!holds[winner])
            ++winner;
        EXPECT_EQ(set.program->firstMatch(facts).rule, static_cast<int>(winner));
        truth.won[winner] = true;
        for (std::size_t i = 0; i < rules; ++i) {
            truth.possible[i] = truth.possible[i] || holds[i];
            if (i > winner && holds[i])
                truth.covered[i][winner] = true;
        }
        std::size_t heir = winner + 1;
        while (heir < rules && !holds[heir])
            ++heir;
        if (heir >= rules || !(set.rules[heir].route == set.rules[winner].route))
            truth.redundant[winner] = false;
    }
    return truth;
}

int disagreements(const RuleSet& set, const std::vector<Facts>& requests, int& shadowed, int& open)
{
    const Truth truth = truthOf(set, requests);
    const auto findings = analyseRules(set.rules);
    int wrong = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const RuleFinding& found = findings[i];
        open += found.standing == Standing::NotProved ? 1 : 0;
        shadowed += found.standing == Standing::Shadowed ? 1 : 0;
        const Standing right = truth.won[i] ? Standing::Reachable
            : truth.possible[i]             ? Standing::Shadowed
                                            : Standing::Contradictory;
        wrong += found.standing != right ? 1 : 0;
        if (found.standing != Standing::Reachable)
            continue;
        wrong += !found.witness || winnerOf(set, *found.witness) != static_cast<int>(i) ? 1 : 0;
        wrong += found.redundant != truth.redundant[i] ? 1 : 0;
        for (std::size_t j = 0; j < i; ++j) {
            const auto& covers = found.partlyCoveredBy;
            const bool said = std::find(covers.begin(), covers.end(), static_cast<int>(j)) != covers.end();
            wrong += said != truth.covered[i][j] ? 1 : 0;
        }
    }
    return wrong;
}

/// SIGNALBOX_RULE_SETS sets how many; the full run takes 100,000.
TEST(RuleAnalysis, agrees_with_brute_force_on_random_rule_sets)
{
    const char* asked = std::getenv("SIGNALBOX_RULE_SETS");
    const int sets = asked ? std::atoi(asked) : 2000;
    const std::vector<Facts> requests = Little::requests();
    int shadowed = 0;
    int rules = 0;
    int open = 0;
    for (int i = 0; i < sets; ++i) {
        Little little(static_cast<std::uint32_t>(i) + 1);
        const RuleSet set = little.set();
        rules += static_cast<int>(set.rules.size());
        ASSERT_EQ(disagreements(set, requests, shadowed, open), 0) << "seed " << i + 1 << ": " << rulesJson(set).dump();
    }
    EXPECT_EQ(open, 0);
    EXPECT_GE(shadowed * 5, rules) << "at least a fifth of the rules should be shadowed for the comparison to count";
    RecordProperty("rules", rules);
    RecordProperty("shadowed", shadowed);
    std::printf("%d rule sets, %d rules, %d shadowed, %d not proved, 0 disagreements\n", sets, rules, shadowed, open);
}

} // namespace
} // namespace signalbox
