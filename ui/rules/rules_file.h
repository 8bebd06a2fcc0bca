// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/rule_draft.h"

namespace signalbox::ui {

/// Rules as a file: {"schema": 1, "rules": [...]}. No secrets are in it, because rules hold none.
[[nodiscard]] std::string exportText(const RuleDraft& draft);
/// The rules of such a file, of a whole configuration, or of a bare list. Nothing of it is believed: at most 1 MiB, 32
/// levels deep, 10,000 rules; what a rule says is checked when it stands in the draft.
/// Errors: import_too_large, import_too_deep, import_syntax (at: byte), import_no_rules, config_newer.
[[nodiscard]] Result<std::vector<RuleJson>> importRules(const std::string& text);
/// The configuration with these rules and all else as it was. Errors: config_syntax.
[[nodiscard]] Result<std::string> withRules(const std::string& config, const RuleJson& rules);

} // namespace signalbox::ui
