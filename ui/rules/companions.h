// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"

#include "core/proxy/config_import.h"

#include <memory>
#include <string>
#include <vector>

namespace signalbox::ui {

/// Providers and tiers that imported rules bring along, as the configuration writes them. Immutable; any thread.
struct Companions {
    RuleJson providers = RuleJson::array();
    RuleJson tiers = RuleJson::array();
};
using CompanionsPtr = std::shared_ptr<const Companions>; ///< nullptr: none

/// What a file brings into the draft.
struct ImportedRules {
    std::string source; ///< "rules", "signalbox", "litellm", "portkey", "claude-code-router"
    std::vector<RuleJson> rules;
    CompanionsPtr companions;
    std::vector<ImportNote> unmapped;
};

/// The configuration with them behind its own; an id that it has already is not added again. Errors: config_syntax.
[[nodiscard]] Result<std::string> withCompanions(const std::string& config, const Companions& companions);
/// The rules of an import, and of its providers and tiers those that the configuration does not have: an equal one is
/// used as it is, a different one of the same id comes under another id, which the rules follow.
[[nodiscard]] ImportedRules mergedWith(const ImportResult& import, const std::string& config);
/// Ids of the tiers and providers that the configuration does not have yet.
[[nodiscard]] std::vector<std::string> newTiers(const Companions& companions, const Config& config);
[[nodiscard]] std::vector<std::string> newProviders(const Companions& companions, const Config& config);
/// From a kept draft: whatever is no list of objects with an id is left out. nullptr where nothing is left.
[[nodiscard]] CompanionsPtr companionsFrom(const RuleJson& file);

} // namespace signalbox::ui
