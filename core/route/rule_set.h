// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace signalbox {

enum class StrategyKind { Direct, Cascade };

/// What a rule does. Validators by name: finish_reason, empty, refusal, json, length.
struct RouteAction {
    StrategyKind strategy = StrategyKind::Direct;
    std::vector<std::string> tiers; ///< Direct: one; Cascade: cheap first, two or more
    std::vector<std::string> validators;
    std::int64_t minOutputBytes = 0; ///< validator "length"
    std::optional<std::int64_t> maxTokens;  ///< cap sent upstream
    friend bool operator==(const RouteAction&, const RouteAction&) = default;
};

struct Rule {
    std::string id;
    std::string name;
    bool on = true;
    Condition when;
    RouteAction route;
    std::string note;
    friend bool operator==(const Rule&, const Rule&) = default;
};

/// Ordered, first match wins; the last rule is always "always" and on. Immutable.
struct RuleSet {
    std::vector<Rule> rules;
    std::string hash;      ///< SHA-256 over the canonical JSON, 16 characters
    std::int64_t version = 0;
};

/// Errors (with "pointer"): as readCondition; rules_empty, rule_id_duplicate, rule_id_missing, last_rule_not_always,
/// tier_unknown, strategy_unknown, strategy_tiers, validator_unknown.
[[nodiscard]] Result<RuleSet> readRules(const nlohmann::ordered_json& rules, const std::string& pointer,
    const std::vector<std::string>& tierIds);
[[nodiscard]] nlohmann::ordered_json rulesJson(const RuleSet& rules);

} // namespace signalbox
