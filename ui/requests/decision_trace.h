// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// The decision trace of a record (core's decisionJson) read back for the window. Pure.
namespace signalbox::ui {

struct TracedCondition {
    int depth = 0;
    std::string kind; ///< "test", "all", "any", "none", "always"
    std::string fact, op, wanted, actual;
    bool holds = false;
};

struct TracedRule {
    std::string id, name;
    bool on = true;
    bool matched = false;
    std::vector<TracedCondition> conditions;
};

struct TracedSkip {
    std::string tier, deployment, reason;
};

struct DecisionTrace {
    std::string cause; ///< "rule", "pin", "named_model", "bypass"
    std::string strategy;
    std::vector<std::string> tiers; ///< in the order of the plan
    std::vector<TracedRule> rules;
    std::vector<TracedSkip> skipped;
    std::vector<std::string> validators;
    std::int64_t maxTokens = -1;
    std::int64_t rulesVersion = 0;
    std::vector<std::pair<std::string, std::string>> facts; ///< name and value as text, in order
};

/// Members that are missing or of another type are left out: a record of an older program must still be readable.
/// Errors: json_invalid.
[[nodiscard]] Result<DecisionTrace> readDecisionTrace(const std::string& json);
/// The facts alone, for records of requests that were refused before a decision. Errors: json_invalid.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> readFacts(const std::string& json);

} // namespace signalbox::ui
