// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"
#include "ui/requests/decision_trace.h"

#include <QString>

#include <functional>
#include <vector>

/// A record as the sentences of its story: why it went where it went, and what that cost. GUI thread (translated).
namespace signalbox::ui {

/// What stands before a line; the word is always in the text as well. No: did not match, which is nothing bad.
enum class TraceMark { None, Yes, No, Failed, Note };

struct TraceLine {
    QString step; ///< "facts", "rules v14"; "" on the further lines of the same step
    TraceMark mark = TraceMark::None;
    int indent = 0;     ///< levels
    QString text;       ///< plain text
    std::string ruleId; ///< of a rule that can be opened, or ""
    std::string folded; ///< lines of a rule that did not match fold away under this rule's id; "" is always shown
    friend bool operator==(const TraceLine&, const TraceLine&) = default;
};

using TierName = std::function<QString(const std::string& tierId)>;

/// "Routed to Mid (gpt-4o-mini), then escalated to Frontier"
[[nodiscard]] QString traceTitle(const RequestRecord& record, const TierName& tierName);
/// Rules that did not match beyond `openRules` fold away; the winner never does.
[[nodiscard]] std::vector<TraceLine> traceLines(
    const RequestRecord& record, const TierName& tierName, int openRules = 2);

} // namespace signalbox::ui
