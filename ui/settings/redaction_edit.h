// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"

#include <string>
#include <vector>

/// The list "redact" in the configuration's text. Pure; errors as in config_edit.h.
namespace signalbox::ui {

/// One pattern as the editor shows it.
struct RedactionEntry {
    std::string name; ///< for people; "": none
    std::string pattern;
    std::string with = "[redacted]";
    friend bool operator==(const RedactionEntry&, const RedactionEntry&) = default;
};

/// In their order; empty where there is none.
[[nodiscard]] std::vector<RedactionEntry> readRedactions(const std::string& text);
/// At the end.
[[nodiscard]] EditedText addRedaction(const std::string& text, const RedactionEntry& entry);
/// Patterns have no ids: the one meant is the first that is `former` in all its parts.
[[nodiscard]] EditedText editRedaction(
    const std::string& text, const RedactionEntry& former, const RedactionEntry& entry);
[[nodiscard]] EditedText removeRedaction(const std::string& text, const RedactionEntry& former);
/// Whether nothing would be left of any text (where the pattern can be used at all).
[[nodiscard]] bool takesEverything(const RedactionEntry& entry);

} // namespace signalbox::ui
