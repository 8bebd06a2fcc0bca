// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signalbox {

/// Everything rules may look at. Immutable; computed once per request; stored with it, so that a replay needs no prompt.
/// Texts say what they were taken from: "last" is the last user message, "context" the whole request.
struct Facts {
    std::int64_t tokensLast = 0;     ///< estimate, last user message
    std::int64_t tokensContext = 0;  ///< estimate, everything that is sent
    std::int64_t messages = 0;
    std::int64_t toolCount = 0;
    std::int64_t imageCount = 0;
    std::int64_t maxTokens = -1;     ///< asked by the client, or -1
    bool code = false;               ///< the last user message contains source code
    bool tools = false;
    bool images = false;
    bool json = false;               ///< JSON object or schema asked for
    bool stream = false;
    std::string language;            ///< "en", "de", "fr", "es", "zh", "ja", "ru", ... or "unknown"
    std::string feature;
    std::string userTier;
    std::string stakes;              ///< "low", "normal", "high"; "normal" where not said
    std::string session;
    std::string clientKey;           ///< virtual key's name
    std::string requestedModel;
    std::string endpoint;            ///< "chat", "completions", "embeddings"
};

using FactValue = std::variant<bool, std::int64_t, std::string>;
enum class FactType { Bool, Integer, Text };

/// The closed list of facts: name in the configuration, type, and the values a closed text may have.
struct FactInfo {
    std::string_view name;
    FactType type = FactType::Text;
    std::string_view unit {}; ///< "tokens", or ""
    std::vector<std::string_view> values {}; ///< empty: any text
};
[[nodiscard]] const std::vector<FactInfo>& factCatalogue();
[[nodiscard]] const FactInfo* findFact(std::string_view name);
[[nodiscard]] FactValue factValue(const Facts& facts, std::string_view name);
[[nodiscard]] std::string factText(const FactValue& value); ///< "true", "1204", "pro"

/// hints: x-signalbox-* names without the prefix ("feature", "user-tier", "stakes", "session") from the headers; those of
/// the body's metadata count where the header says nothing. Values are trimmed and cut to 128 bytes, control characters
/// dropped; stakes other than low and high are "normal".
[[nodiscard]] Facts gatherFacts(const ChatRequest& request, const std::map<std::string, std::string, std::less<>>& hints,
    std::string_view clientName);
/// One line of JSON with every fact by its name, for the record; and back (errors: facts_invalid).
[[nodiscard]] std::string factsJson(const Facts& facts);
[[nodiscard]] Result<Facts> factsFromJson(std::string_view json);

/// Whether a text contains source code: fences, statements, declarations. A question about code has none. Reads at most
/// the first 12 KiB and the last 4.
[[nodiscard]] bool looksLikeCode(std::string_view text);
/// By script, then by stop words; "unknown" where neither says enough. Reads at most the first KiB.
[[nodiscard]] std::string detectLanguage(std::string_view text);

} // namespace signalbox
