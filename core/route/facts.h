// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/keys/name_list.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signalbox {

template <class Value> struct Named {
    std::string name;
    Value value {};
    friend bool operator==(const Named&, const Named&) = default;
};

/// What the tests on a text said, without the text: the ids of those that held, and which set of tests was asked.
struct TextAnswers {
    std::uint32_t asked = 0;         ///< TextTests::fingerprint(), 0: nobody asked
    std::vector<std::uint32_t> held; ///< textTestId() of each, ascending
    friend bool operator==(const TextAnswers&, const TextAnswers&) = default;
};

/// Everything rules may look at. Immutable; computed once per request; stored with it, so that a replay needs no
/// prompt. What a fact looked at stands in the catalogue: the last user message (without blocks that a client puts in
/// by itself) or the whole request. System prompts and the mere presence of tools say nothing about difficulty.
struct Facts {
    std::int64_t tokensLast = 0;    ///< estimate, last user message
    std::int64_t tokensContext = 0; ///< estimate, everything that is sent
    std::int64_t messages = 0;
    std::int64_t toolCount = 0;
    std::int64_t imageCount = 0;
    std::int64_t maxTokens = -1; ///< asked by the client, or -1
    bool code = false;           ///< the last user message contains source code
    bool tools = false;
    bool images = false;
    bool json = false; ///< JSON object or schema asked for
    bool stream = false;
    std::string language; ///< "en", "de", "fr", "es", "zh", "ja", "ru", ... or "unknown"
    std::string feature;
    std::string userTier;
    std::string stakes; ///< "low", "normal", "high"; "normal" where not said
    std::string session;
    std::string clientKey; ///< virtual key's name
    std::string requestedModel;
    std::string endpoint;       ///< "chat", "completions", "embeddings"
    std::int64_t questions = 0; ///< asked in the last user message
    std::string task;           ///< taskName(), or "" where no rule asks for it
    std::string intent;         ///< id of an intent of the operator's, or ""
    std::int64_t time = -1;     ///< minutes past midnight in the operator's zone, -1: not known
    std::string weekday;        ///< "mon" ... "sun", or "" where it is not known

    // Facts with an argument.
    std::vector<Named<std::string>> headers;     ///< lower-case names in order; those that routableHeader() lets pass
    std::vector<Named<std::int64_t>> budgetLeft; ///< percent by scope ("global", "tier:x", "key"); what was asked for
    std::vector<Named<std::string>> breakers;    ///< deployments whose breaker is not closed, with its state
    std::uint64_t shareSeed = 0;                 ///< of the session, else of the request: where shares come from
    TextAnswers text;

    // Not for conditions: what a decision looks at beside them.
    std::string pin;       ///< tier the client's header named, or ""
    std::string jsonAsked; ///< "object", "schema", or ""
    bool logprobs = false;
    bool toolMessages = false;
    bool bypass = false;                       ///< the operator bypassed the rules then
    std::vector<std::string> keyTiers;         ///< that the client's key may use; empty: all
    std::vector<Named<std::string>> obstacles; ///< deployments that could not be called then, with the reason
    friend bool operator==(const Facts&, const Facts&) = default;

    [[nodiscard]] bool allowsTier(std::string_view tier) const { return allowsName(keyTiers, tier); }
};

using FactValue = std::variant<bool, std::int64_t, std::string>;
enum class FactType { Bool, Integer, Text };

/// The closed list of facts: name in the configuration, type, and the values a closed text may have.
struct FactInfo {
    std::string_view name;
    FactType type = FactType::Text;
    std::string_view unit {}; ///< "tokens", "clock" (minutes, written "HH:MM"), "percent", "per_10000", or ""
    std::vector<std::string_view> values {}; ///< empty: any text
    /// Families are used as "name:ARGUMENT": "header" (its name), "budget_left" (scope: global, tier:ID, key),
    /// "breaker" (deployment), "share" (any name: shares of different names are independent). "" for all others.
    std::string_view argument {};
    std::string_view looksAt {}; ///< "last_user_message", "request", "headers", "circumstances"
    std::int64_t least = 0;      ///< smallest and largest value of an integer
    std::int64_t most = INT64_MAX;
};
/// Facts that have one value; then factFamilies(): those with an argument, and "text".
[[nodiscard]] const std::vector<FactInfo>& factCatalogue();
[[nodiscard]] const std::vector<FactInfo>& factFamilies();
/// By a name as conditions use it: "code", "header:x-team", "text".
[[nodiscard]] const FactInfo* findFact(std::string_view name);
/// The part behind the colon of a family's name, or "".
[[nodiscard]] std::string_view factArgument(std::string_view name);
[[nodiscard]] FactValue factValue(const Facts& facts, std::string_view name);
[[nodiscard]] std::string factText(const FactValue& value); ///< "true", "1204", "pro"

/// hints: x-signalbox-* names without the prefix ("feature", "user-tier", "stakes", "session") from the headers; those
/// of the body's metadata count where the header says nothing. Values are trimmed and cut to 128 bytes, control
/// characters dropped; stakes other than low and high are "normal".
[[nodiscard]] Facts gatherFacts(const ChatRequest& request,
    const std::map<std::string, std::string, std::less<>>& hints, std::string_view clientName);
/// One line of JSON with every fact by its name, for the record; and back (errors: facts_invalid).
[[nodiscard]] std::string factsJson(const Facts& facts);
[[nodiscard]] Result<Facts> factsFromJson(std::string_view json);

/// The same in few bytes, for the log: a tag and a value for each fact that is not its default.
[[nodiscard]] std::string packFacts(const Facts& facts);
[[nodiscard]] Result<Facts> unpackFacts(std::string_view packed); ///< Errors: facts_invalid

/// A header that rules may look at: no credentials, no cookies, no framing, no hint of our own (those are facts by
/// themselves). `name` in lower case.
[[nodiscard]] bool routableHeader(std::string_view name);
/// The value as rules see it: trimmed, without control characters, at most 128 bytes.
[[nodiscard]] std::string headerFact(std::string_view raw);

/// Stable: the same seed for the same session (the request's id where there is none), on every machine and version.
[[nodiscard]] std::uint64_t shareSeed(std::string_view session, std::string_view requestId);
/// 0..9999: where this seed stands in the share of that name.
[[nodiscard]] std::int64_t shareOf(std::uint64_t seed, std::string_view name);

/// Local time as the facts have it.
struct LocalMoment {
    std::int64_t minute = 0;
    std::string_view weekday;
};
/// zone: "system" or an IANA name. instant: microseconds since 1970 UTC.
[[nodiscard]] LocalMoment localMoment(std::int64_t instant, const std::string& zone);

/// The last user message without what clients put into it by themselves: <system-reminder> blocks. The text is copied
/// only where there is one.
class SpokenText {
public:
    explicit SpokenText(std::string_view text);
    [[nodiscard]] std::string_view view() const { return m_changed ? std::string_view(m_kept) : m_text; }
    [[nodiscard]] bool changed() const { return m_changed; }

private:
    std::string_view m_text;
    std::string m_kept;
    bool m_changed = false;
};

/// Sentences that end with a question mark, each once; reads at most the first 8 KiB.
[[nodiscard]] std::int64_t countQuestions(std::string_view text);

/// Whether a text contains source code: fences, statements, declarations. A question about code has none. Reads at most
/// the first 12 KiB and the last 4.
[[nodiscard]] bool looksLikeCode(std::string_view text);
/// By script, then by stop words; "unknown" where neither says enough. Reads at most the first KiB.
[[nodiscard]] std::string detectLanguage(std::string_view text);

} // namespace signalbox
