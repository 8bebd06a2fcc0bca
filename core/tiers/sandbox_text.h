// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/sandbox_dice.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What every text of the sandbox begins with.
inline constexpr std::string_view kSimulatedMark = "[simulated] ";

/// How much a simulated model has to say.
enum class SandboxSkill { Small, Mid, Frontier };

/// A text that fits the kind of question (code, list, summary, translation, label, talk), in English or German.
[[nodiscard]] std::string sandboxText(std::string_view question, SandboxSkill skill, SandboxDice& dice);
/// A refusal in the language of the question.
[[nodiscard]] std::string sandboxRefusal(std::string_view question);
/// The text in pieces that count as one token each: words with the space before them, long ones in parts of at most
/// eight bytes, never inside a character. Joined they are the text again.
[[nodiscard]] std::vector<std::string_view> sandboxTokens(std::string_view text);

} // namespace signalbox
