// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/companions.h"
#include "ui/rules/rule_draft.h"

namespace signalbox::ui {

/// Rules as a file: {"schema": 1, "rules": [...]}. No secrets are in it, because rules hold none.
[[nodiscard]] std::string exportText(const RuleDraft& draft);
/// Rules of such a file or of a bare list as they stand; a whole configuration, ours or another gateway's, with what it
/// brings along and with what of it can't be mapped. Nothing of it is believed: at most 1 MiB, 32 levels deep, 10,000
/// rules; what a rule says is checked when it stands in the draft.
/// Errors: import_no_rules, config_newer, and importConfig()'s; those of readConfig() where the whole can't be one.
[[nodiscard]] Result<ImportedRules> importRules(const std::string& text, const Config& now);
/// The configuration with these rules and what they bring along, and all else as it was. Errors: config_syntax.
[[nodiscard]] Result<std::string> withRules(
    const std::string& config, const RuleJson& rules, const CompanionsPtr& companions);

} // namespace signalbox::ui
