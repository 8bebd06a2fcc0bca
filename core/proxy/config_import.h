// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// One thing of an imported file: where it stood and what became of it.
struct ImportNote {
    std::string place; ///< "model_list/0/litellm_params/rpm"
    /// Mapped: "tier", "fallback", "rule", "provider", "provider_assumed" (guessed from a name that its user gave); not
    /// mapped: "no_such_field", "secret_not_taken", "destination_change", "provider_unknown", "condition_unknown",
    /// "target_unknown", "model_missing", "wildcard", "shared_load", "fallback_widened", "nested_choice", ...
    std::string code;
    std::string detail;
};

/// A configuration of another gateway as one of ours, as far as its meaning goes. Never applied by itself: it lands in
/// the draft, and every rule says in its note that nobody has looked at it yet.
struct ImportResult {
    std::string source; ///< "litellm", "portkey", "claude-code-router", "signalbox"
    std::string text;   ///< configuration, schema 1; read with readConfig() without an error
    std::vector<ImportNote> mapped;
    std::vector<ImportNote> unmapped;
};

/// Reads LiteLLM YAML (model list with fallbacks), Portkey configs (conditional, fallback, load balance),
/// configurations of claude-code-router, and our own. Keys are never taken over: "env:NAME" is kept only for the
/// provider's own address; everything else becomes a keychain reference that the operator fills. A provider that would
/// send a key which `now` uses to another destination is refused that key (destination_change). Errors:
/// import_too_large (max), import_too_deep (max), import_syntax (line, column, reason), import_unknown_format,
/// import_empty (nothing in it can be mapped; source, reasons), import_unusable (problem).
[[nodiscard]] Result<ImportResult> importConfig(std::string_view text, const Config* now = nullptr);

} // namespace signalbox
