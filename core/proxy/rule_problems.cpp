// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/rule_problems.h"

#include "core/proxy/json_place.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;
using Standing = RuleFinding::Standing;

std::string idsOf(const std::vector<int>& places, const std::vector<Rule>& rules)
{
    std::string ids;
    for (const int place : places)
        ids.append(ids.empty() ? "" : ", ").append(rules[static_cast<std::size_t>(place)].id);
    return ids;
}

Json idList(const std::vector<int>& places, const std::vector<Rule>& rules)
{
    Json ids = Json::array();
    for (const int place : places)
        ids.push_back(rules[static_cast<std::size_t>(place)].id);
    return ids;
}

std::string testsOf(const RuleFinding& finding)
{
    std::string tests;
    for (const std::string& pointer : finding.conflict)
        tests.append(tests.empty() ? "" : ", ").append("/when" + pointer);
    return tests;
}

void collectNames(std::set<std::string>& names, const Condition& condition)
{
    for (const Condition& child : condition.children)
        collectNames(names, child);
    if (condition.kind == Condition::Kind::Test)
        names.insert(condition.fact);
}

/// The facts that the rules look at, and nothing of the rest.
Json witnessJson(const Witness& witness, const std::vector<Rule>& rules)
{
    std::set<std::string> names;
    for (const Rule& rule : rules)
        collectNames(names, rule.when);
    Json json = Json::object();
    for (const std::string& name : names) {
        if (name == "text") {
            json[name] = witness.text;
            continue;
        }
        if (name.starts_with("share:")) {
            for (const auto& [share, value] : witness.shares) {
                if (name == "share:" + share)
                    json[name] = value;
            }
            continue;
        }
        const FactValue value = factValue(witness.facts, name);
        if (name.starts_with("budget_left:") && std::get<std::int64_t>(value) < 0)
            json[name] = 100;
        else if (name == "time")
            json[name] =
                fmt::format("{:02}:{:02}", std::get<std::int64_t>(value) / 60, std::get<std::int64_t>(value) % 60);
        else
            std::visit([&json, &name](const auto& held) { json[name] = held; }, value);
    }
    return json;
}

} // namespace

RuleProblems ruleProblems(const Config& config, std::string_view text, const std::atomic<bool>* cancel)
{
    constexpr int kMaxDepth = 32;
    const std::vector<Rule>& rules = config.rules.rules;
    RuleProblems found;
    found.findings = analyseRules(rules, {}, cancel);
    const auto places = JsonPlaces::scan(text, kMaxDepth);
    const auto warn = [&](const RuleFinding& finding, const char* code, ErrorParameters more) {
        const std::string pointer = "/rules/" + std::to_string(finding.rule);
        more.insert(more.begin(), { "rule", rules[static_cast<std::size_t>(finding.rule)].id });
        ConfigProblem problem { pointer, 0, 0, Error { code, std::move(more) }, true };
        if (places) {
            const auto place = places->value(pointer);
            problem.line = place.line;
            problem.column = place.column;
        }
        found.problems.push_back(std::move(problem));
    };
    for (const RuleFinding& finding : found.findings) {
        if (finding.standing == Standing::Shadowed)
            warn(finding, "rule_shadowed", { { "by", idsOf(finding.shadowedBy, rules) } });
        else if (finding.standing == Standing::Contradictory)
            warn(finding, "rule_contradictory", { { "tests", testsOf(finding) } });
        else if (finding.redundant)
            warn(finding, "rule_redundant", { { "by", idsOf(finding.takenOverBy, rules) } });
    }
    return found;
}

Json findingJson(const RuleFinding& finding, const std::vector<Rule>& rules)
{
    const Rule& rule = rules[static_cast<std::size_t>(finding.rule)];
    Json json { { "rule", rule.id }, { "name", rule.name }, { "standing", standingName(finding.standing) } };
    if (!finding.shadowedBy.empty())
        json["shadowed_by"] = idList(finding.shadowedBy, rules);
    if (!finding.partlyCoveredBy.empty())
        json["partly_covered_by"] = idList(finding.partlyCoveredBy, rules);
    if (finding.redundant)
        json["redundant_with"] = idList(finding.takenOverBy, rules);
    if (!finding.conflict.empty())
        json["conflict"] = finding.conflict;
    if (!finding.reason.empty())
        json["reason"] = finding.reason;
    if (finding.witness)
        json["witness"] = witnessJson(*finding.witness, rules);
    return json;
}

} // namespace signalbox
