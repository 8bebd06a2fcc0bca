// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/router.h"

#include "core/route/rule_program.h"

#include <algorithm>
#include <optional>

namespace signalbox {

namespace {

constexpr std::string_view kTierPrefix = "tier:";
constexpr std::string_view kOutOfScope = "key_scope";

const Tier* findTier(const std::vector<Tier>& tiers, std::string_view id)
{
    const auto found = std::find_if(tiers.begin(), tiers.end(), [id](const Tier& tier) { return tier.id == id; });
    return found == tiers.end() ? nullptr : &*found;
}

/// What one decision looks at, so that the steps below need no long lists of arguments.
struct Question {
    const ChatRequest& request;
    const Facts& facts;
    const RoutingView& view;
};

std::string obstacleOf(const Deployment& deployment, const RouteAction& action, const Question& question)
{
    const std::string_view unfit =
        unfitReason(deployment.profile, question.request, question.facts.tokensContext, action.maxTokens);
    if (!unfit.empty())
        return std::string(unfit);
    return question.view.obstacle ? question.view.obstacle(deployment) : std::string {};
}

void offer(Decision& decision, Decision::Step& step, const std::shared_ptr<const Deployment>& deployment,
    const Question& question)
{
    std::string reason = obstacleOf(*deployment, decision.action, question);
    if (reason.empty())
        step.deployments.push_back(deployment);
    else
        decision.skipped.push_back({ step.tier, deployment->id, std::move(reason) });
}

void addStep(Decision& decision, const Tier& tier, const Question& question)
{
    Decision::Step step { tier.id, {} };
    for (const auto& deployment : tier.chain) {
        if (decision.action.pin.empty() || deployment->id == decision.action.pin)
            offer(decision, step, deployment, question);
    }
    if (!step.deployments.empty())
        decision.steps.push_back(std::move(step));
}

tl::unexpected<Error> notAllowed(const std::string& tier)
{
    return fail("tier_not_allowed", { { "tier", tier } });
}

Result<Decision> finished(Decision decision)
{
    if (!decision.steps.empty())
        return decision;
    if (decision.skipped.empty())
        return fail("no_deployment_fits", { { "reason", "no_deployment" } });
    const bool barred = std::all_of(decision.skipped.begin(), decision.skipped.end(),
        [](const SkippedDeployment& each) { return each.reason == kOutOfScope; });
    if (barred)
        return notAllowed(decision.skipped.front().tier);
    const SkippedDeployment& first = decision.skipped.front();
    return fail("no_deployment_fits",
        { { "tier", first.tier }, { "deployment", first.deployment }, { "reason", first.reason } });
}

Result<Decision> pinned(Decision decision, std::string_view tierId, const Question& question)
{
    const Tier* tier = findTier(*question.view.tiers, tierId);
    if (!tier)
        return fail("tier_unknown", { { "tier", std::string(tierId.substr(0, 64)) } });
    if (!question.facts.allowsTier(tier->id))
        return notAllowed(tier->id);
    decision.cause = "pin";
    decision.reason = "pin";
    decision.action.tiers = { tier->id };
    addStep(decision, *tier, question);
    return finished(std::move(decision));
}

/// The deployments that carry the asked name, a deployment's id before a model's name; each in the first tier it is in.
std::optional<Decision> namedModel(const Decision& blank, const Question& question)
{
    const std::string& name = question.request.model;
    Decision decision = blank;
    decision.cause = "named_model";
    decision.reason = "named_model";
    bool known = false;
    for (const bool byId : { true, false }) {
        for (const Tier& tier : *question.view.tiers) {
            Decision::Step step { tier.id, {} };
            for (const auto& deployment : tier.chain) {
                if ((byId ? deployment->id : deployment->model) != name)
                    continue;
                known = true;
                if (question.facts.allowsTier(tier.id))
                    offer(decision, step, deployment, question);
                else
                    decision.skipped.push_back({ tier.id, deployment->id, std::string(kOutOfScope) });
            }
            if (!step.deployments.empty()) {
                decision.action.tiers = { tier.id };
                decision.steps.push_back(std::move(step));
                return decision;
            }
        }
    }
    return known ? std::optional(std::move(decision)) : std::nullopt;
}

/// For high stakes each tier gives way to the one so many places higher, and the highest stays.
void bumpTiers(Decision& decision, const Question& question)
{
    const std::vector<Tier>& tiers = *question.view.tiers;
    std::vector<std::string> bumped;
    for (const std::string& id : decision.action.tiers) {
        const Tier* tier = findTier(tiers, id);
        if (!tier)
            continue;
        const std::ptrdiff_t place = tier - tiers.data();
        const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(tiers.size()) - 1;
        const std::string& higher =
            tiers[static_cast<std::size_t>(std::min(last, place + decision.action.stakesBump))].id;
        if (higher != id)
            decision.overrides.push_back({ "stakes_bump", id, higher });
        if (std::find(bumped.begin(), bumped.end(), higher) == bumped.end())
            bumped.push_back(higher);
    }
    decision.action.tiers = std::move(bumped);
}

/// The nearest cheaper tier that the key may use, else the nearest dearer one; nullptr: there is none.
const Tier* inScope(const std::string& planned, const Question& question)
{
    const std::vector<Tier>& tiers = *question.view.tiers;
    const auto at = std::find_if(tiers.begin(), tiers.end(), [&](const Tier& each) { return each.id == planned; });
    for (auto below = at; below != tiers.begin();) {
        if (question.facts.allowsTier((--below)->id))
            return &*below;
    }
    const auto above =
        std::find_if(at, tiers.end(), [&](const Tier& each) { return question.facts.allowsTier(each.id); });
    return above == tiers.end() ? nullptr : &*above;
}

/// A key that is limited to tiers keeps those of the plan that it may use; where there is none, one in their place. A
/// rule that keeps to one deployment has no other place.
void keepToScope(Decision& decision, const Question& question)
{
    if (question.facts.keyTiers.empty())
        return;
    std::vector<std::string> kept;
    for (const std::string& id : decision.action.tiers) {
        if (question.facts.allowsTier(id))
            kept.push_back(id);
        else
            decision.overrides.push_back({ "key_scope", id, "" });
    }
    if (kept.empty() && !decision.action.tiers.empty() && decision.action.pin.empty()) {
        if (const Tier* other = inScope(decision.action.tiers.front(), question)) {
            kept.push_back(other->id);
            decision.overrides.back().to = other->id;
        }
    }
    decision.action.tiers = std::move(kept);
}

Result<Decision> byRules(Decision decision, int index, const Question& question)
{
    const Rule& winner = question.view.rules->rules[static_cast<std::size_t>(index)];
    decision.ruleIndex = index;
    decision.ruleId = winner.id;
    decision.ruleName = winner.name;
    decision.cause = "rule";
    decision.reason = "rule:" + winner.id;
    decision.strategy = winner.route.strategy;
    decision.action = winner.route;
    if (decision.action.stakesBump > 0 && question.facts.stakes == "high")
        bumpTiers(decision, question);
    keepToScope(decision, question);
    if (decision.action.tiers.empty() && !decision.overrides.empty() && decision.overrides.back().kind == "key_scope")
        return notAllowed(decision.overrides.back().from);
    for (const std::string& id : decision.action.tiers) {
        if (const Tier* tier = findTier(*question.view.tiers, id))
            addStep(decision, *tier, question);
    }
    return finished(std::move(decision));
}

/// While the operator bypasses the rules, only pins hold; all else goes where the last rule leads.
Result<Decision> byWinner(Decision decision, int winner, const Question& question)
{
    const std::vector<Rule>& rules = question.view.rules->rules;
    const Rule& rule = rules[static_cast<std::size_t>(winner)];
    if (!question.facts.bypass || !rule.route.pin.empty())
        return byRules(std::move(decision), winner, question);
    const int last = static_cast<int>(rules.size()) - 1;
    if (winner != last)
        decision.overrides.push_back({ "bypass", rule.id, rules.back().id });
    auto bypassed = byRules(std::move(decision), last, question);
    if (bypassed) {
        bypassed->cause = "bypass";
        bypassed->reason = "bypassed";
    }
    return bypassed;
}

/// The first rule that holds; an error where an earlier one may have, had its facts been recorded.
Result<int> winnerOf(const Question& question)
{
    const RuleSet& rules = *question.view.rules;
    if (!rules.program) // not sealed: nothing was made ready for deciding
        return fail("no_deployment_fits", { { "reason", "no_rule" } });
    const RuleProgram::Match match = rules.program->firstMatch(question.facts, question.view.asked);
    if (match.unknown >= 0 && question.view.asked)
        return fail("facts_missing", { { "rule", rules.rules[static_cast<std::size_t>(match.unknown)].id } });
    if (match.rule < 0)
        return fail("no_deployment_fits", { { "reason", "no_rule" } });
    return match.rule;
}

bool anyPins(const RuleSet& rules)
{
    return std::any_of(
        rules.rules.begin(), rules.rules.end(), [](const Rule& rule) { return rule.on && !rule.route.pin.empty(); });
}

/// The rule that keeps this request to one deployment whatever the client names, or -1.
Result<int> keeperOf(const Question& question)
{
    if (!anyPins(*question.view.rules))
        return -1;
    auto winner = winnerOf(question);
    if (!winner)
        return winner;
    const Rule& rule = question.view.rules->rules[static_cast<std::size_t>(*winner)];
    return rule.route.pin.empty() ? -1 : *winner;
}

} // namespace

Result<Decision> decide(
    const ChatRequest& request, const Facts& facts, const std::string& pinnedTier, const RoutingView& view)
{
    const Question question { request, facts, view };
    Decision decision;
    decision.rulesHash = view.rules->hash;
    decision.rulesVersion = view.rules->version;
    const std::string_view wish = pinnedTier.empty() ? std::string_view(request.model) : std::string_view(pinnedTier);
    const bool namesTier = !pinnedTier.empty() || wish.starts_with(kTierPrefix);
    const bool namesModel = view.honourNamedModels && request.model != "auto";
    if (namesTier || namesModel) {
        const auto keeper = keeperOf(question);
        if (!keeper)
            return tl::unexpected(keeper.error());
        if (*keeper >= 0) {
            decision.overrides.push_back({ "pinned", std::string(wish.substr(0, 64)), "" });
            return byRules(std::move(decision), *keeper, question);
        }
    }
    if (namesTier) {
        const std::string_view tier = wish.starts_with(kTierPrefix) ? wish.substr(kTierPrefix.size()) : wish;
        return pinned(std::move(decision), tier, question);
    }
    if (namesModel) {
        if (auto named = namedModel(decision, question))
            return finished(std::move(*named));
    }
    const auto winner = winnerOf(question);
    return winner ? byWinner(std::move(decision), *winner, question) : tl::unexpected(winner.error());
}

} // namespace signalbox
