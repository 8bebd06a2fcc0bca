// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox {

/// The fields of a request that a filter compares with a text.
enum class RequestField { Tier, Model, Rule, Client, Code, Endpoint, Feature, Session };

/// What the Requests page asks for. Empty members do not filter.
struct RequestFilter {
    WallUs from = 0;
    WallUs to = 0; ///< 0: open
    std::string tier, model, ruleId, client, errorCode, endpoint, feature, session;
    std::vector<std::pair<RequestField, std::string>> without; ///< no request that has one of these
    std::string text; ///< words, quoted where they hold spaces: each in one of model, rule, feature, client; or, from
                      ///< req_ on, the beginning of an id
    std::optional<bool> errors, escalated, simulated, stream;
    bool sessions = false; ///< only requests that belong to one
    std::int64_t minCostNano = -1;
    std::int64_t minTotalUs = -1;
    friend bool operator==(const RequestFilter&, const RequestFilter&) = default;
};

/// A line as a filter: fields tier: model: rule: client: code: endpoint: feature: session: since: until: with a value
/// (in quotes where it has spaces; with a minus before the field: not that value), cost> cost>= (dollars) and latency>
/// latency>= (2s, 500ms, 1m), flags error simulated escalated stream (-stream, stream:no for the opposite), and words.
/// since: and until: take 30m, 2h, 7d before now, or 2026-11-22 and 2026-11-22T10:30 in UTC. All must hold; each word
/// must stand in one of the texts. A field name with no such meaning is an error; in quotes it is a word.
/// now: 0 = the system's clock. Errors: filter_syntax (at: byte from 0, token, problem: field_unknown, value_missing,
/// value_invalid, twice, quote_open; like: the field that was meant, perhaps).
[[nodiscard]] Result<RequestFilter> parseFilter(std::string_view text, WallUs now = 0);

/// The words of RequestFilter::text, without quotes.
[[nodiscard]] std::vector<std::string> wordsOf(const std::string& text);
/// "tier", "model", ...
[[nodiscard]] std::string_view fieldName(RequestField field);
/// The names of all fields and flags of the language, as they are completed: "tier:", "cost>", "error".
[[nodiscard]] const std::vector<std::string_view>& filterNames();

} // namespace signalbox
