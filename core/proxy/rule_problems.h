// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/route/rule_analysis.h"

#include <nlohmann/json_fwd.hpp>

#include <atomic>
#include <vector>

namespace signalbox {

/// What reasoning finds in rules that can be applied: warnings with their place in `text` (the configuration's own),
/// codes rule_shadowed (rule, by), rule_contradictory (rule, tests), rule_redundant (rule, by). Partly covered rules
/// are usual and no problem. Not part of readConfig(), because hard rule sets take seconds.
struct RuleProblems {
    std::vector<RuleFinding> findings; ///< one a rule
    std::vector<ConfigProblem> problems;
};
[[nodiscard]] RuleProblems ruleProblems(
    const Config& config, std::string_view text, const std::atomic<bool>* cancel = nullptr);

/// A finding for people and programs: standing, covering rules, the witness by the facts that rules look at.
[[nodiscard]] nlohmann::ordered_json findingJson(const RuleFinding& finding, const std::vector<Rule>& rules);

} // namespace signalbox
