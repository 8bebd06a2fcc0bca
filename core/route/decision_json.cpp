// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/router.h"

#include "core/route/fact_field.h"
#include "core/route/json_text.h"

#include "core/api/json_text.h"

#include <algorithm>

// The trace of a decision as text, straight into the line: no tree, no copies.
namespace signalbox {

namespace {

std::string_view strategyName(StrategyKind strategy)
{
    return strategy == StrategyKind::Direct ? "direct" : "cascade";
}

void appendSteps(std::string& out, const Decision& decision)
{
    json_text::appendName(out, "steps");
    out += '[';
    for (const Decision::Step& step : decision.steps) {
        json_text::appendComma(out);
        out += '{';
        json_text::appendMember(out, "tier", std::string_view(step.tier));
        json_text::appendName(out, "deployments");
        out += '[';
        for (const auto& deployment : step.deployments) {
            json_text::appendComma(out);
            json::appendString(out, deployment->id);
        }
        out += "]}";
    }
    out += ']';
}

void appendSkipped(std::string& out, const Decision& decision)
{
    json_text::appendName(out, "skipped");
    out += '[';
    for (const SkippedDeployment& skipped : decision.skipped) {
        json_text::appendComma(out);
        out += '{';
        json_text::appendMember(out, "tier", std::string_view(skipped.tier));
        json_text::appendMember(out, "deployment", std::string_view(skipped.deployment));
        json_text::appendMember(out, "reason", std::string_view(skipped.reason));
        out += '}';
    }
    out += ']';
}

void appendTexts(std::string& out, std::string_view name, const std::vector<std::string>& texts)
{
    json_text::appendName(out, name);
    out += '[';
    for (const std::string& text : texts) {
        json_text::appendComma(out);
        json::appendString(out, text);
    }
    out += ']';
}

void appendOverrides(std::string& out, const Decision& decision)
{
    if (decision.overrides.empty())
        return;
    json_text::appendName(out, "overrides");
    out += '[';
    for (const Decision::Override& each : decision.overrides) {
        json_text::appendComma(out);
        out += '{';
        json_text::appendMember(out, "kind", std::string_view(each.kind));
        json_text::appendMember(out, "from", std::string_view(each.from));
        json_text::appendMember(out, "to", std::string_view(each.to));
        out += '}';
    }
    out += ']';
}

/// A fact as the text of a trace: always in quotes, whatever its type. Written once per test and request.
void appendActual(std::string& out, const Condition& test, const Facts& facts)
{
    json_text::appendName(out, "actual");
    const FactField* field = findFactField(test.fact);
    if (field && field->type == FactType::Text)
        json::appendString(out, facts.*field->text);
    else if (field && field->type == FactType::Bool)
        out += facts.*field->truth ? "\"true\"" : "\"false\"";
    else
        json::appendString(out, actualText(test, facts));
}

void appendWanted(std::string& out, const Condition& test)
{
    const auto* text = std::get_if<std::string>(&test.value);
    if (text && test.op != Condition::Op::In)
        json_text::appendMember(out, "wanted", std::string_view(*text));
    else
        json_text::appendMember(out, "wanted", std::string_view(wantedText(test)));
}

void appendCondition(std::string& out, const Condition& condition, const Facts& facts, int depth)
{
    json_text::appendComma(out);
    out += '{';
    json_text::appendMember(out, "depth", std::int64_t { depth });
    json_text::appendMember(out, "kind", kindName(condition.kind));
    if (condition.kind == Condition::Kind::Test) {
        json_text::appendMember(out, "fact", std::string_view(condition.fact));
        json_text::appendMember(out, "op", opName(condition.op));
        appendWanted(out, condition);
        if (!condition.values.empty())
            appendTexts(out, "values", condition.values);
        appendActual(out, condition, facts);
        const FactInfo* info = findFact(condition.fact);
        if (info)
            json_text::appendMember(out, "of", info->looksAt);
    }
    json_text::appendTruth(out, "holds", condition.holds(facts));
    out += '}';
    for (const Condition& child : condition.children)
        appendCondition(out, child, facts, depth + 1);
}

/// How many rules were asked: up to and with the winner, none for a pin.
std::size_t askedRules(const Decision& decision, const RuleSet& rules)
{
    return std::min(rules.rules.size(), static_cast<std::size_t>(decision.ruleIndex + 1));
}

void appendRules(std::string& out, const Decision& decision, const Facts& facts, const RuleSet& rules)
{
    json_text::appendName(out, "rules");
    out += '[';
    for (std::size_t i = 0; i < askedRules(decision, rules); ++i) {
        const Rule& rule = rules.rules[i];
        json_text::appendComma(out);
        out += '{';
        json_text::appendMember(out, "id", std::string_view(rule.id));
        json_text::appendMember(out, "name", std::string_view(rule.name));
        json_text::appendTruth(out, "on", rule.on);
        json_text::appendTruth(out, "matched", static_cast<int>(i) == decision.ruleIndex);
        appendTexts(out, "tiers", rule.route.tiers);
        json_text::appendName(out, "conditions");
        out += '[';
        appendCondition(out, rule.when, facts, 0);
        out += "]}";
    }
    out += ']';
}

} // namespace

std::vector<RuleTrace> explainRules(const Decision& decision, const Facts& facts, const RuleSet& rules)
{
    std::vector<RuleTrace> traces;
    const std::size_t count = askedRules(decision, rules);
    traces.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Rule& rule = rules.rules[i];
        const bool won = static_cast<int>(i) == decision.ruleIndex;
        traces.push_back({ rule.id, rule.name, rule.on, won, explain(rule.when, facts) });
    }
    return traces;
}

std::string decisionJson(const Decision& decision, const Facts& facts, const RuleSet& rules)
{
    constexpr std::size_t kUsualBytes = 4096;
    std::string out;
    out.reserve(kUsualBytes);
    out += '{';
    json_text::appendMember(out, "cause", std::string_view(decision.cause));
    json_text::appendMember(out, "reason", std::string_view(decision.reason));
    json_text::appendMember(out, "rule", std::string_view(decision.ruleId));
    json_text::appendMember(out, "rule_name", std::string_view(decision.ruleName));
    json_text::appendMember(out, "strategy", strategyName(decision.strategy));
    appendTexts(out, "validators", decision.action.validators);
    appendTexts(out, "tiers", decision.action.tiers);
    if (!decision.action.pin.empty())
        json_text::appendMember(out, "pin", std::string_view(decision.action.pin));
    if (decision.action.maxTokens)
        json_text::appendMember(out, "max_tokens", *decision.action.maxTokens);
    appendSteps(out, decision);
    appendSkipped(out, decision);
    appendOverrides(out, decision);
    json_text::appendMember(out, "rules_hash", std::string_view(decision.rulesHash));
    json_text::appendMember(out, "rules_version", decision.rulesVersion);
    json_text::appendName(out, "facts");
    appendFacts(out, facts);
    appendRules(out, decision, facts, rules);
    out += '}';
    return out;
}

} // namespace signalbox
