// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/tiers/config_edit.h"

#include <QString>

#include <vector>

namespace signalbox::ui {

/// Applies an edited configuration. Where it is sound, the page says `done` with Undo, which applies the former text
/// again. Returns the errors, in order of place; empty: applied. An edit that failed comes back as one error without a
/// place. GUI thread.
[[nodiscard]] std::vector<ConfigProblem> applyEdit(
    Engine& engine, Page& page, const EditedText& edited, const QString& done);

/// The errors that applying it would bring; empty: none.
[[nodiscard]] std::vector<ConfigProblem> problemsOf(const EditedText& edited);

/// The sentences of all problems whose JSON pointer ends with "/<member>" (or has it as its last but one part); and of
/// those that none of the members claims.
[[nodiscard]] QString problemOf(const std::vector<ConfigProblem>& problems, std::string_view member);
[[nodiscard]] QString otherProblems(
    const std::vector<ConfigProblem>& problems, const std::vector<std::string_view>& members);

} // namespace signalbox::ui
