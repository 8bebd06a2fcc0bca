// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// One upstream call, as it is logged (features.md 4.5; OpenTelemetry GenAI names where one exists).
struct AttemptRecord {
    int attemptNo = 1;
    std::string attemptId;
    std::string tier;
    std::string provider;
    std::string model;
    std::string responseModel;
    std::string purpose;      ///< "try", "retry", "fallback", "escalation", "test"
    std::string state;        ///< ledger state: settled, settled_estimate, void, uncertain, or none where not reserved
    std::string outcome;      ///< "ok", "rejected", or an error code
    std::string rejectReason; ///< validator's reason of a cascade step
    std::string finishReason;
    int status = 0; ///< upstream status, 0 = none
    WallUs startedAt = 0;
    std::int64_t connectUs = 0;
    std::int64_t firstByteUs = -1; ///< from startedAt to the first content; -1 = none
    std::int64_t totalUs = 0;
    std::int64_t reservedNano = 0;
    std::int64_t costNano = 0;
    std::int64_t uncachedIn = 0, cachedIn = 0, cacheWrite = 0, out = 0, reasoningOut = 0;
    std::int64_t clampedTo = -1; ///< max_tokens lowered by the ceiling to this, or -1
    bool usageEstimated = false;
    std::string flags; ///< comma-separated: the ledger's, and dropped:FIELD, renamed:FIELD>NAME for the body sent
    std::string priceSource;
    std::string retryAfter;
    std::string rawUsage;
    std::optional<std::int64_t> reportedNano {};   ///< what the provider says that it cost (usage.cost)
    std::int64_t promptBytes = 0, outputBytes = 0; ///< of the texts whose tokens are counted above
    friend bool operator==(const AttemptRecord&, const AttemptRecord&) = default;
};

/// One client request, complete. No prompt text, no answer text: lengths and facts only.
struct RequestRecord {
    std::string id;
    WallUs startedAt = 0;
    std::int64_t totalUs = 0;
    std::int64_t firstByteUs = -1;
    std::int64_t decideUs = 0;  ///< parse, facts, rules
    std::int64_t reserveUs = 0; ///< waiting for the durable reservation(s)
    std::string keyId;
    std::string client; ///< virtual key's name
    std::string endpoint;
    std::string requestedModel;
    bool stream = false;
    int status = 0; ///< sent to the client; 499 = client left
    std::string errorCode;
    std::string tierPlanned;
    std::string tier; ///< that served, or the last tried, or ""
    std::string provider;
    std::string model;
    std::string ruleId;
    std::string ruleName;
    std::string cause;
    std::string reason; ///< one line code: "rule:r1", "escalated:json: not_json", "fallback:http_503", ...
    std::int64_t rulesVersion = 0;
    std::string strategy;            ///< "direct", "cascade"
    bool escalationEligible = false; ///< a cascade had a next step
    bool escalated = false;
    std::string finishReason;
    std::int64_t tokensIn = 0, tokensOut = 0;
    std::int64_t costNano = 0;     ///< all attempts
    std::int64_t baselineNano = 0; ///< the same tokens at the baseline tier's price
    bool baselineKnown = false;
    bool simulated = false;
    bool unpriced = false;
    bool estimated = false;
    std::int64_t requestBytes = 0, responseBytes = 0;
    std::string feature;
    std::string session; ///< as the client names it; "": none
    std::string facts;   ///< packed by core/route: what a replay reads; "" in older records
    std::vector<AttemptRecord> attempts;
    // Not written but made from the packed facts and the stored rule set when a record is read (RecordTraces); records
    // of version 1 have the texts themselves.
    std::string factsJson;
    std::string traceJson;    ///< decisionJson
    std::string rulesHash;    ///< of the rule set that decided
    std::string traceProblem; ///< version_unknown, facts_invalid, decision_differs; "" where the trace is the decision
    friend bool operator==(const RequestRecord&, const RequestRecord&) = default;
};

} // namespace signalbox
