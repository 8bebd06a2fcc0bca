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

struct Decision {
    StrategyKind strategy = StrategyKind::Direct;
    std::string ruleId;       ///< "" for a pin
    std::string ruleName;
    std::string cause;        ///< "rule", "pin" (model or header tier:<id>), "named_model"
    std::string reason;       ///< short code for the x-signalbox-reason header: "rule:<id>", "pin", "named_model"
    /// What to try: one step per tier of the strategy, each with its fitting deployments in fallback order.
    struct Step {
        std::string tier;
        std::vector<std::shared_ptr<const Deployment>> deployments;
    };
    std::vector<Step> steps;
    RouteAction action;
    std::vector<RuleTrace> rules;         ///< every rule up to and with the winner
    std::vector<SkippedDeployment> skipped;
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
};

/// Pure: same input, same decision. `pinnedTier`: from the header x-signalbox-tier, or "".
/// Errors: tier_unknown (404: model "tier:x" or the header names none), no_deployment_fits (400; params tier, reason:
/// the first obstacle of the plan; reason breaker_open or key_unavailable make it a 503).
[[nodiscard]] Result<Decision> decide(const ChatRequest& request, const Facts& facts, const std::string& pinnedTier,
    const RoutingView& view);

/// The decision with its trace as JSON: `signalbox route`, the inspector, the record.
[[nodiscard]] std::string decisionJson(const Decision& decision, const Facts& facts);

} // namespace signalbox
