// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/rule_problems.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

constexpr const char* kConfig = R"({"schema":1,
 "providers":[{"id":"box","preset":"ollama"}],
 "tiers":[{"id":"small","chain":[{"provider":"box","model":"s","price":"free"}]},
          {"id":"mid","chain":[{"provider":"box","model":"m","price":"free"}]}],
 "ceilings":[{"id":"day","scope":"global","limit":"1.00"}],
 "rules":[
  {"id":"wide","when":{"fact":"tokens_context","lt":1000},"route":{"strategy":"direct","tier":"small"}},
  {"id":"dead","when":{"fact":"tokens_context","lt":500},"route":{"strategy":"direct","tier":"mid"}},
  {"id":"never","when":{"all":[{"fact":"messages","lt":2},{"fact":"messages","gt":4}]},"route":{"strategy":"direct","tier":"mid"}},
  {"id":"same","when":{"fact":"feature","is":"chat"},"route":{"strategy":"direct","tier":"small"}},
  {"id":"alive","when":{"all":[{"fact":"stakes","is":"high"},{"fact":"tokens_context","gt":100}]},"route":{"strategy":"direct","tier":"small"}},
  {"id":"else","when":"always","route":{"strategy":"direct","tier":"small"}}]})";

TEST(RuleProblems, dead_contradictory_and_redundant_rules_are_found_at_their_place)
{
    const ConfigRead read = readConfig(kConfig, PriceBook::builtIn());
    ASSERT_NE(read.config, nullptr) << read.problems.front().text();
    const RuleProblems found = ruleProblems(*read.config, kConfig);
    std::vector<std::pair<std::string, std::string>> codes;
    for (const ConfigProblem& problem : found.problems) {
        codes.emplace_back(std::string(problem.error.parameter("rule")), problem.error.code);
        EXPECT_TRUE(problem.warning);
        EXPECT_GT(problem.line, 6);
        EXPECT_EQ(problem.text().find('{'), std::string::npos) << problem.text();
    }
    const std::vector<std::pair<std::string, std::string>> wanted { { "dead", "rule_shadowed" },
        { "never", "rule_contradictory" }, { "same", "rule_redundant" }, { "alive", "rule_redundant" } };
    EXPECT_EQ(codes, wanted);
    const auto alive = findingJson(found.findings[4], read.config->rules.rules);
    EXPECT_EQ(alive.at("standing"), "reachable");
    EXPECT_EQ(alive.at("witness").at("stakes"), "high");
    EXPECT_GE(alive.at("witness").at("tokens_context").get<int>(), 1000);
    EXPECT_FALSE(alive.at("witness").contains("code")) << "no rule looks at it";
    EXPECT_EQ(findingJson(found.findings[1], read.config->rules.rules).at("shadowed_by"),
        nlohmann::ordered_json::array({ "wide" }));
}

} // namespace
} // namespace signalbox
