// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/proxy/config.h"

#include <QString>

namespace signalbox::ui {

/// The sentence for a code of core: what happened, what it means, what can be done. A code without a sentence of its
/// own comes out as the code with its parameters, so nothing is ever hidden. GUI thread; plain text, translated.
[[nodiscard]] QString errorSentence(const Error& error);
/// The same for a bare code, as records keep it: "ceiling_reached", "http_503".
[[nodiscard]] QString errorSentence(const std::string& code);
/// As errorSentence(), followed by " · code".
[[nodiscard]] QString errorText(const Error& error);
/// Whether there is a sentence for this code.
[[nodiscard]] bool hasErrorSentence(const std::string& code);
/// "Line 12, column 5: sentence" for a problem of the configuration file.
[[nodiscard]] QString problemText(const ConfigProblem& problem);

} // namespace signalbox::ui
