// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/route/rule_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// Names of the free validators, in the order in which they run.
[[nodiscard]] const std::vector<std::string>& validatorNames();

/// "" where every named validator accepts the answer, else "<validator>: <code>", e.g. "json: not_json",
/// "json: missing_field:total", "finish_reason: length", "refusal: phrase", "empty: no_text", "length: too_short".
[[nodiscard]] std::string rejectReason(const RouteAction& action, const ChatRequest& request, const Answer& answer);

} // namespace signalbox
