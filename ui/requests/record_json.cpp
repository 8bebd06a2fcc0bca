// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/record_json.h"

#include "ui/shell/format.h"

#include <nlohmann/json.hpp>

namespace signalbox::ui {

namespace {

using Json = nlohmann::ordered_json;

// JSON kept as text by the record, nested; anything else stays a text.
Json nested(const std::string& text)
{
    if (text.empty())
        return nullptr;
    Json parsed = Json::parse(text, nullptr, false);
    return parsed.is_discarded() ? Json(text) : parsed;
}

Json tokens(const AttemptRecord& attempt)
{
    return Json { { "uncached_in", attempt.uncachedIn }, { "cached_in", attempt.cachedIn },
        { "cache_write", attempt.cacheWrite }, { "out", attempt.out }, { "reasoning_out", attempt.reasoningOut } };
}

Json attemptJson(const AttemptRecord& attempt)
{
    Json json { { "attempt_no", attempt.attemptNo }, { "attempt_id", attempt.attemptId },
        { "purpose", attempt.purpose }, { "tier", attempt.tier }, { "provider", attempt.provider },
        { "model", attempt.model }, { "response_model", attempt.responseModel }, { "state", attempt.state },
        { "outcome", attempt.outcome }, { "reject_reason", attempt.rejectReason }, { "status", attempt.status },
        { "finish_reason", attempt.finishReason } };
    json["started_at"] = isoUtc(attempt.startedAt);
    json["connect_us"] = attempt.connectUs;
    json["first_byte_us"] = attempt.firstByteUs;
    json["total_us"] = attempt.totalUs;
    json["reserved_nano"] = attempt.reservedNano;
    json["cost_nano"] = attempt.costNano;
    json["tokens"] = tokens(attempt);
    json["usage_estimated"] = attempt.usageEstimated;
    json["clamped_to"] = attempt.clampedTo;
    json["flags"] = attempt.flags;
    json["price_source"] = attempt.priceSource;
    json["retry_after"] = attempt.retryAfter;
    json["raw_usage"] = nested(attempt.rawUsage);
    return json;
}

Json requestJson(const RequestRecord& record)
{
    Json json { { "request_id", record.id }, { "started_at", isoUtc(record.startedAt) },
        { "endpoint", record.endpoint }, { "client", record.client }, { "key_id", record.keyId },
        { "feature", record.feature }, { "session", record.session }, { "requested_model", record.requestedModel },
        { "stream", record.stream }, { "status", record.status }, { "error_code", record.errorCode },
        { "finish_reason", record.finishReason } };
    json["tier_planned"] = record.tierPlanned;
    json["tier"] = record.tier;
    json["provider"] = record.provider;
    json["model"] = record.model;
    json["strategy"] = record.strategy;
    json["cause"] = record.cause;
    json["reason"] = record.reason;
    json["rule_id"] = record.ruleId;
    json["rule_name"] = record.ruleName;
    json["rules_version"] = record.rulesVersion;
    json["rules_hash"] = record.rulesHash;
    json["escalation_eligible"] = record.escalationEligible;
    json["escalated"] = record.escalated;
    return json;
}

} // namespace

QString recordJson(const RequestRecord& record)
{
    Json json = requestJson(record);
    json["total_us"] = record.totalUs;
    json["first_byte_us"] = record.firstByteUs;
    json["decide_us"] = record.decideUs;
    json["reserve_us"] = record.reserveUs;
    json["tokens_in"] = record.tokensIn;
    json["tokens_out"] = record.tokensOut;
    json["cost_nano"] = record.costNano;
    json["baseline_nano"] = record.baselineKnown ? Json(record.baselineNano) : Json(nullptr);
    json["simulated"] = record.simulated;
    json["unpriced"] = record.unpriced;
    json["estimated"] = record.estimated;
    json["request_bytes"] = record.requestBytes;
    json["response_bytes"] = record.responseBytes;
    json["facts"] = nested(record.factsJson);
    json["decision"] = nested(record.traceJson);
    json["attempts"] = Json::array();
    for (const AttemptRecord& attempt : record.attempts)
        json["attempts"].push_back(attemptJson(attempt));
    // Upstream texts may hold broken UTF-8: replaced, so that the rest is still shown.
    return toQString(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

} // namespace signalbox::ui
