// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/rule_set.h"
#include "core/tiers/breaker.h"
#include "core/tiers/tier.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// Why a request went where it went, in order. Serialised into the record and printed by `signalbox route`.
struct RuleTrace {
    std::string ruleId;
    std::string name;
    bool on = true;
    bool matched = false;
    std::vector<ConditionTrace> conditions;
};

/// A deployment that was left out, and why ("context", "breaker_open", "unpriced", "key_unavailable", ...).
struct SkippedDeployment {
    std::string tier;
    std::string deployment;
    std::string reason;
};

/// A decision keeps what the request needs. Its trace over the rules is built from the facts when somebody asks for it
/// (explainRules, decisionJson), so that the hot path does not pay for it.
struct Decision {
    StrategyKind strategy = StrategyKind::Direct;
    int ruleIndex = -1; ///< the winner's place in the rule set; -1 for a pin or a named model
    std::string ruleId; ///< "" for a pin
    std::string ruleName;
    std::string cause;  ///< "rule", "pin" (model or header tier:<id>), "named_model",
                        ///< "bypass" (the operator bypassed the rules: the last one, whatever held)
    std::string reason; ///< short code for the x-signalbox-reason header: "rule:<id>", "pin", "named_model", "bypassed"
    /// What to try: one step per tier of the strategy, each with its fitting deployments in fallback order. A tier of
    /// which nothing fits has no step, so a cascade may have one step only: its answer is final.
    struct Step {
        std::string tier;
        std::vector<std::shared_ptr<const Deployment>> deployments;
    };
    std::vector<Step> steps;
    RouteAction action;
    std::vector<SkippedDeployment> skipped;
    /// What changed the rule's plan or overruled the client, in order: "pinned" (a tier or model the client named is
    /// not followed, from: that name), "stakes_bump" (from: the rule's tier, to: the one it became),
    /// "key_scope" (from: a tier that the client's key may not use, to: the one in its place, "": none), "bypass"
    /// (from: the rule that would have decided, to: the last one).
    struct Override {
        std::string kind;
        std::string from;
        std::string to;
    };
    std::vector<Override> overrides;
    std::string rulesHash;
    std::int64_t rulesVersion = 0;
};

/// Everything a decision may look at beside the facts.
struct RoutingView {
    const RuleSet* rules = nullptr;
    const std::vector<Tier>* tiers = nullptr;
    bool honourNamedModels = false;
    /// May this deployment be called now? "" or the reason why not (breaker, key, price under a ceiling).
    std::function<std::string(const Deployment&)> obstacle;
    const AskedTests* asked = nullptr; ///< replay: which text tests were asked when
};

/// Pure: same input, same decision. `pinnedTier`: from the header x-signalbox-tier, or "".
/// "tier:<id>" or "<id>" in it, and the model "tier:<id>", name the tier; the header wins over the model. A rule that
/// pins a deployment and holds wins over both.
/// Errors: facts_missing (replay: rule; nobody can say whether it held), tier_unknown (404: model "tier:x" or the
/// header names none), tier_not_allowed (403: the key may use none of the tiers that are asked for; tier),
/// no_deployment_fits (400; params tier, deployment, reason: the first obstacle of the plan; reason
/// breaker_open or key_unavailable make it a 503).
[[nodiscard]] Result<Decision> decide(
    const ChatRequest& request, const Facts& facts, const std::string& pinnedTier, const RoutingView& view);

/// Every rule up to and with the winner, each condition with what it saw; empty where a pin decided, for then no rule
/// was asked. `rules` must be the set the decision was made with.
[[nodiscard]] std::vector<RuleTrace> explainRules(const Decision& decision, const Facts& facts, const RuleSet& rules);

/// The decision with its trace as one line of JSON: `signalbox route`, the inspector, exports.
[[nodiscard]] std::string decisionJson(const Decision& decision, const Facts& facts, const RuleSet& rules);

} // namespace signalbox
