// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"
#include "core/route/intents.h"

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace signalbox {

enum class StrategyKind { Direct, Cascade };

/// What a rule does. Validators by name: finish_reason, empty, refusal, json, length. A cascade that names none has
/// finish_reason, empty and refusal.
struct RouteAction {
    StrategyKind strategy = StrategyKind::Direct;
    std::vector<std::string> tiers; ///< Direct: one; Cascade: cheap first, two or more
    std::vector<std::string> validators;
    std::int64_t minOutputBytes = 0;       ///< validator "length"
    std::optional<std::int64_t> maxTokens; ///< cap sent upstream
    /// Deployment that serves and nothing else: no other of its tier, no tier the client names, no downgrade. `tiers`
    /// has the tier it stands in. "" for none; direct only.
    std::string pin;
    std::optional<std::int64_t> deadlineMs; ///< of the whole request; attempts end then
    std::optional<std::int64_t> attempts;   ///< upstream calls at most, of every kind
    int stakesBump = 0;                     ///< requests with high stakes go so many tiers higher (0..3)
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

class RuleProgram;

/// Ordered, first match wins; the last rule is always "always" and on. Immutable.
struct RuleSet {
    std::vector<Rule> rules;
    std::string hash; ///< SHA-256 over the canonical JSON, 16 characters
    std::int64_t version = 0;
    std::shared_ptr<const IntentTable> intents; ///< nullptr: none
    std::shared_ptr<const RuleProgram> program; ///< the same, ready for deciding; set by sealedRules()
};

/// The names that rules may use.
struct RuleNames {
    std::vector<std::string> tiers;
    /// Deployments ("provider/model") with the first tier each stands in. Without any, none is checked.
    std::vector<std::pair<std::string, std::string>> deployments;
    std::vector<std::string> intents;
    RuleNames(std::vector<std::string> tierIds) // NOLINT: a list of tiers is the usual case
        : tiers(std::move(tierIds))
    {
    }
    RuleNames(std::initializer_list<std::string> tierIds)
        : tiers(tierIds)
    {
    }
};

/// One rule by itself. Errors (with "pointer"): as readCondition; field_unknown, field_missing, field_type,
/// field_range, rule_id_missing, rule_id_invalid, tier_unknown, strategy_unknown, strategy_tiers, strategy_validators,
/// validator_unknown, deployment_unknown, intent_unknown.
[[nodiscard]] Result<Rule> readRule(
    const nlohmann::ordered_json& rule, const std::string& pointer, const RuleNames& names);
/// What holds between rules: at least one, ids used once, the last one "always" and on.
/// Errors: rules_empty, rule_id_duplicate, last_rule_not_always.
[[nodiscard]] Result<void> checkRules(const std::vector<Rule>& rules, const std::string& pointer);
/// Seals rules that were read and checked: fills the hash and the program.
[[nodiscard]] RuleSet sealedRules(std::vector<Rule> rules, std::shared_ptr<const IntentTable> intents = nullptr);

/// All of it: readRule for each, checkRules, sealedRules; the first error.
[[nodiscard]] Result<RuleSet> readRules(
    const nlohmann::ordered_json& rules, const std::string& pointer, const RuleNames& names);
[[nodiscard]] nlohmann::ordered_json ruleJson(const Rule& rule);
[[nodiscard]] nlohmann::ordered_json rulesJson(const RuleSet& rules);

} // namespace signalbox
