// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/what_if.h"
#include "core/route/rule_analysis.h"

#include <QString>

#include <functional>
#include <utility>
#include <vector>

/// What reasoning over the rules found, in words. GUI thread (translated).
namespace signalbox::ui {

/// A finding as its short form and its sentence with the remedy; both "" where there is nothing to say. overlap: what
/// recorded requests say of a partly covered rule; nullptr where there are none.
[[nodiscard]] std::pair<QString, QString> findingTexts(
    const RuleFinding& finding, const std::vector<Rule>& rules, const RuleOverlap* overlap = nullptr);
/// A request that shows what was found, by the facts that the rules look at: "user tier = pro · code ✓".
[[nodiscard]] QString witnessText(const Witness& witness, const std::vector<Rule>& rules);
/// One way to a deployment: "by rule 4 “Code for paying users”".
[[nodiscard]] QString wayText(const ReachAnswer::Way& way, const std::vector<Rule>& rules);
/// Rules that look at who asks alone, though what is asked differs in each group.
[[nodiscard]] QString wrongAxisText(const WrongAxis& found);

} // namespace signalbox::ui
