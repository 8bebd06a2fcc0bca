// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/router.h"

#include <algorithm>
#include <optional>

namespace signalbox {

namespace {

constexpr std::string_view kTierPrefix = "tier:";

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
    for (const auto& deployment : tier.chain)
        offer(decision, step, deployment, question);
    if (!step.deployments.empty())
        decision.steps.push_back(std::move(step));
}

Result<Decision> finished(Decision decision)
{
    if (!decision.steps.empty())
        return decision;
    if (decision.skipped.empty())
        return fail("no_deployment_fits", { { "reason", "no_deployment" } });
    const SkippedDeployment& first = decision.skipped.front();
    return fail("no_deployment_fits",
        { { "tier", first.tier }, { "deployment", first.deployment }, { "reason", first.reason } });
}

Result<Decision> pinned(Decision decision, std::string_view tierId, const Question& question)
{
    const Tier* tier = findTier(*question.view.tiers, tierId);
    if (!tier)
        return fail("tier_unknown", { { "tier", std::string(tierId.substr(0, 64)) } });
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
                offer(decision, step, deployment, question);
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

Result<Decision> byRules(Decision decision, const Question& question)
{
    const std::vector<Rule>& rules = question.view.rules->rules;
    const auto winner = std::find_if(rules.begin(), rules.end(),
        [&question](const Rule& rule) { return rule.on && rule.when.holds(question.facts); });
    if (winner == rules.end())
        return fail("no_deployment_fits", { { "reason", "no_rule" } });
    decision.ruleIndex = static_cast<int>(winner - rules.begin());
    decision.ruleId = winner->id;
    decision.ruleName = winner->name;
    decision.cause = "rule";
    decision.reason = "rule:" + winner->id;
    decision.strategy = winner->route.strategy;
    decision.action = winner->route;
    for (const std::string& id : decision.action.tiers) {
        if (const Tier* tier = findTier(*question.view.tiers, id))
            addStep(decision, *tier, question);
    }
    return finished(std::move(decision));
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
    if (wish.starts_with(kTierPrefix))
        return pinned(std::move(decision), wish.substr(kTierPrefix.size()), question);
    if (!pinnedTier.empty())
        return pinned(std::move(decision), wish, question);
    if (view.honourNamedModels && request.model != "auto") {
        if (auto named = namedModel(decision, question))
            return finished(std::move(*named));
    }
    return byRules(std::move(decision), question);
}

} // namespace signalbox
