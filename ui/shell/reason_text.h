// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Short texts for the codes of decisions and attempts, for table cells and traces. GUI thread, translated.
namespace signalbox::ui {

/// The reason of a decision ("rule:r1", "escalated:json: not_json", "fallback:http_503", "pin", "named_model").
/// ruleName: shown instead of the rule's id where it is known.
[[nodiscard]] QString reasonText(const QString& reason, const QString& ruleName);
/// A validator's rejection: "json: missing_field:total" as "JSON: field “total” is missing".
[[nodiscard]] QString rejectText(const QString& reject);
/// What an escalation is counted under: the validator alone ("JSON", "Refusal").
[[nodiscard]] QString validatorText(const QString& validator);
/// A breaker's state ("closed", "open", "half_open") as a word.
[[nodiscard]] QString breakerText(const QString& state);
/// A status with its word: "✓ 200", "✕ 429 ceiling_reached", "left early" for 499.
[[nodiscard]] QString statusText(int status, const QString& errorCode);

} // namespace signalbox::ui
