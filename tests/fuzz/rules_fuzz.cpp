// SPDX-License-Identifier: GPL-3.0-or-later
// Rules: reading, writing back, deciding and explaining agree with each other. Input: rules, a NUL byte, facts.
#include "core/route/router.h"

#include "tests/fuzz/fuzz_input.h"

#include <nlohmann/json.hpp>

#include <string>

using namespace signalbox;
using Json = nlohmann::ordered_json;

namespace {

const std::vector<std::string> kTiers { "small", "mid", "frontier" };

std::vector<Tier> tiers()
{
    std::vector<Tier> result;
    for (const auto& id : kTiers) {
        auto deployment = std::make_shared<Deployment>();
        deployment->id = "box/" + id;
        deployment->model = id;
        deployment->profile = CapabilityProfile::unknown();
        Tier tier;
        tier.id = id;
        tier.chain.push_back(std::move(deployment));
        result.push_back(std::move(tier));
    }
    return result;
}

void checkDecision(const RuleSet& rules, const Facts& facts)
{
    static const std::vector<Tier> kAll = tiers();
    ChatRequest request;
    request.model = "auto";
    RoutingView view;
    view.rules = &rules;
    view.tiers = &kAll;
    view.obstacle = [](const Deployment&) { return std::string(); };
    const auto decision = decide(request, facts, "", view);
    if (!decision)
        return;
    const auto trace = explainRules(*decision, facts, rules);
    fuzz::require(!trace.empty() && trace.back().matched, "the explanation ends with the winner");
    fuzz::require(trace.back().ruleId == decision->ruleId, "the explanation names the winner");
    for (std::size_t at = 0; at + 1 < trace.size(); ++at)
        fuzz::require(!trace[at].matched, "nothing before the winner matched");
    fuzz::require(Json::accept(decisionJson(*decision, facts, rules)), "a decision is written as JSON");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = fuzz::textOf(data, size);
    const auto border = input.find('\0');
    const Json json = Json::parse(input.substr(0, border), nullptr, false);
    if (json.is_discarded())
        return 0;
    const auto facts = factsFromJson(border == std::string_view::npos ? "{}" : input.substr(border + 1));
    const Facts seen = facts ? *facts : Facts {};
    if (const auto condition = readCondition(json, "")) {
        fuzz::require(readCondition(conditionJson(*condition), "") == condition, "a condition survives writing");
        const auto lines = explain(*condition, seen);
        fuzz::require(
            !lines.empty() && lines.front().holds == condition->holds(seen), "the explanation says what was decided");
    }
    const auto rules = readRules(json, "/rules", kTiers);
    if (!rules)
        return 0;
    const auto again = readRules(rulesJson(*rules), "/rules", kTiers);
    fuzz::require(again.has_value(), "written rules are read again");
    fuzz::require(again->rules == rules->rules, "rules survive writing");
    fuzz::require(again->hash == rules->hash, "the hash of rules survives writing");
    checkDecision(*rules, seen);
    return 0;
}
