// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/rule_draft.h"

#include <functional>

namespace signalbox::ui {

/// One thing that applying the draft changes, in words.
struct DiffLine {
    enum class Kind { Added, Removed, Changed, Moved };
    Kind kind = Kind::Changed;
    std::string ruleId;
    QString rule;   ///< its title
    QString what;   ///< "new", "deleted", "condition", "route", "name", "place" ...
    QString before; ///< "" where there was nothing
    QString after;
};

using TierNames = std::function<QString(const std::string&)>;

/// Rules of the draft from top to bottom, then those that go. GUI thread.
[[nodiscard]] std::vector<DiffLine> diffOf(const RuleDraft& draft, const TierNames& tierName);
/// A tier or deployment that a former rule names: "small (no longer there)".
[[nodiscard]] QString goneWords(const std::string& name);
/// Where a rule leads, with its limits: "Small, at most 512 tokens".
[[nodiscard]] QString actionWords(const DraftRule& rule, const TierNames& tierName);

} // namespace signalbox::ui
