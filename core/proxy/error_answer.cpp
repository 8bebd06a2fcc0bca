// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/error_answer.h"

#include "core/base/error_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox {

namespace {

struct Row {
    std::string_view code;
    int status;
    std::string_view type;
    std::string_view message; ///< {name} is replaced by the error's parameter
};

constexpr std::string_view kInvalid = "invalid_request_error";
constexpr std::string_view kServer = "server_error";

constexpr std::array kRows {
    Row { "json_invalid", 400, kInvalid, "The request body is not valid JSON." },
    Row { "json_not_object", 400, kInvalid, "The request body must be one JSON object." },
    Row { "json_duplicate_field", 400, kInvalid, "The field '{param}' stands twice in the request body." },
    Row { "json_too_deep", 400, kInvalid, "The request body is nested too deeply." },
    Row { "field_missing", 400, kInvalid, "The field '{param}' is missing." },
    Row { "field_type", 400, kInvalid, "The field '{param}' has the wrong type." },
    Row { "field_range", 400, kInvalid, "The value of '{param}' is out of range." },
    Row { "model_name_invalid", 400, kInvalid,
        "The model name is not valid. Use 'auto', 'tier:<id>' or a plain model name." },
    Row { "destination_refused", 400, kInvalid,
        "'{param}' in the body is refused: destinations and keys come from Signalbox's own configuration." },
    Row { "header_duplicate", 400, kInvalid, "The header '{param}' stands twice." },
    Row { "key_missing", 401, "authentication_error",
        "No API key. Send 'Authorization: Bearer <virtual key>' (create one on Signalbox's Keys page)." },
    Row { "key_unknown", 401, "authentication_error", "This API key is not known to Signalbox." },
    Row { "key_revoked", 401, "authentication_error", "This API key was revoked in Signalbox." },
    Row { "key_expired", 401, "authentication_error", "This API key is past its expiry date." },
    Row { "tier_not_allowed", 403, "permission_error", "This API key may not use tier '{tier}'." },
    Row { "feature_not_allowed", 403, "permission_error",
        "This API key may not be used for the feature '{feature}'. Name one of its own in x-signalbox-feature." },
    Row { "key_rate_limited", 429, "rate_limit_error",
        "This API key may begin {limit} requests in a minute. Try again in {retry_after} s." },
    Row { "key_busy", 429, "rate_limit_error", "This API key may have {limit} requests in flight at once." },
    Row { "path_unknown", 404, kInvalid, "There is nothing at this path. The base URL ends in /v1." },
    Row { "method_not_allowed", 405, kInvalid, "This path does not take that method." },
    Row { "media_type", 415, kInvalid, "The body must be sent as application/json." },
    Row { "content_encoding", 415, kInvalid, "Compressed request bodies are not taken." },
    Row { "tier_unknown", 404, kInvalid, "There is no tier '{tier}'." },
    Row { "no_deployment_fits", 400, kInvalid, "No deployment of tier '{tier}' can carry this request ({reason})." },
    Row { "breaker_open", 503, kServer, "All deployments of tier '{tier}' are failing; the next try is in seconds." },
    Row { "key_unavailable", 503, kServer,
        "The provider key of tier '{tier}' is not available. Unlock the keychain or store the key in Signalbox." },
    Row { "unpriced", 400, kInvalid,
        "The model of tier '{tier}' has no price, so it cannot be used under a ceiling. Set a price in Signalbox." },
    Row { "ceiling_reached", 429, "insufficient_quota",
        "The ceiling '{ceiling}' of {scope} is reached. It is reset at {resets}." },
    Row { "deployment_limited", 429, "rate_limit_error",
        "The limits that Signalbox sets for this model are used up, and nothing else could take the request. Try again "
        "shortly." },
    Row { "ceiling_cut", 429, "insufficient_quota", "A ceiling was reached, and with it this answer was cut." },
    Row { "panic_stop", 503, kServer, "The operator has stopped everything: nothing is sent until it is released." },
    Row { "ledger_unavailable", 503, kServer,
        "The ledger cannot record this request now, so priced tiers are closed. Nothing was sent." },
    Row { "paused", 503, kServer, "Routing is paused in Signalbox." },
    Row { "stopping", 503, kServer, "Signalbox is stopping." },
    Row { "host_not_allowed", 421, kInvalid, "This Host is not served here. Use 127.0.0.1 or localhost." },
    Row { "origin_not_allowed", 403, kInvalid, "Web pages may not call Signalbox unless the operator listed them." },
    Row { "other_user", 403, "permission_error", "Only programs of the same user may call Signalbox." },
    Row { "peer_unknown", 403, "permission_error",
        "It cannot be told which user this program belongs to, and the operator requires that." },
    Row { "body_too_large", 413, kInvalid, "The request body is larger than 32 MiB." },
    Row { "too_many_connections", 503, kServer, "Too many connections." },
    Row { "upstream_connect", 502, kServer, "The provider could not be reached." },
    Row { "upstream_dns", 502, kServer, "The provider's name could not be resolved." },
    Row { "upstream_connect_timeout", 504, kServer, "The provider did not accept the connection in time." },
    Row { "upstream_tls", 502, kServer, "The provider's TLS certificate or handshake was refused." },
    Row { "upstream_address_refused", 502, kServer, "The provider's address is not allowed." },
    Row { "upstream_send", 502, kServer, "The provider stopped taking the request." },
    Row { "upstream_no_answer", 502, kServer, "The provider closed the connection without an answer." },
    Row { "upstream_timeout", 504, kServer, "The provider did not answer in time." },
    Row { "upstream_not_http", 502, kServer, "The provider's answer is no valid HTTP." },
    Row { "upstream_truncated", 502, kServer, "The provider's answer ended too early." },
    Row { "upstream_bad_body", 502, kServer, "The provider's answer could not be decoded." },
    Row { "upstream_bad_event", 502, kServer, "The provider's stream has an unreadable event." },
    Row { "sse_event_too_large", 502, kServer, "The provider's stream has an event that is too large." },
    Row { "upstream_no_content", 502, kServer, "The provider's stream began without content." },
    Row { "upstream_empty_answer", 502, kServer, "The provider's answer is empty." },
    Row { "answer_not_json", 502, kServer, "The provider's answer is not valid JSON." },
    Row { "answer_shape", 502, kServer, "The provider's answer has no choices." },
    Row { "upstream_redirect", 502, kServer, "The provider answered with a redirect, which is not followed." },
    Row { "upstream_bad_status", 502, kServer, "The provider answered with an unexpected status." },
    Row { "upstream_auth", 502, kServer, "The provider refused Signalbox's key for it." },
    Row { "upstream_out_of_credit", 502, kServer, "The account at the provider is out of credit." },
    Row { "upstream_model_unknown", 502, kServer, "The provider does not know the configured model." },
    Row { "upstream_rate_limited", 429, "rate_limit_error", "The provider limits the rate." },
    Row { "upstream_overloaded", 503, kServer, "The provider is overloaded." },
    Row { "upstream_error", 502, kServer, "The provider failed." },
    Row { "upstream_context_too_long", 400, kInvalid, "The request is longer than the model's context." },
    Row { "upstream_content_filter", 400, kInvalid, "The provider's content filter refused the request." },
    Row { "upstream_refused_request", 400, kInvalid, "The provider refused the request." },
    Row { "upstream_request_too_large", 413, kInvalid, "The provider refused the request as too large." },
    Row { "upstream_conflict", 409, kInvalid, "The provider reports a conflict." },
};

const Row* findRow(std::string_view code)
{
    const auto* row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& each) { return each.code == code; });
    return row == kRows.end() ? nullptr : row;
}

std::int64_t integerParameter(const Error& error, std::string_view name)
{
    const std::string_view text = error.parameter(name);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// A refused plan has its own code per reason, so that a client can tell "later" from "never".
std::string_view codeOfPlan(const Error& error)
{
    if (error.code != "no_deployment_fits")
        return error.code;
    const std::string_view reason = error.parameter("reason");
    if (reason == "breaker_open" || reason == "key_unavailable" || reason == "unpriced")
        return reason;
    return error.code;
}

} // namespace

http::ResponseHead ErrorAnswer::head() const
{
    http::ResponseHead head { status, { { "Content-Type", "application/json" } } };
    head.fields.insert(head.fields.end(), fields.begin(), fields.end());
    return head;
}

std::string ErrorAnswer::body() const
{
    return errorBody(message, type, code, param);
}

std::string ErrorAnswer::event() const
{
    return errorEvent(message, type, code);
}

ErrorAnswer errorAnswer(const Error& error, WallUs now)
{
    ErrorAnswer answer;
    answer.code = codeOfPlan(error);
    Error shown = error;
    if (error.code == "ceiling_reached") {
        const WallUs resets = integerParameter(error, "resets_at");
        shown.parameters.emplace_back("resets", isoUtc(resets).substr(0, 19) + "Z");
        const std::int64_t seconds = std::max<std::int64_t>(1, (resets - now + 999'999) / 1'000'000);
        answer.fields = { { "Retry-After", std::to_string(seconds) }, { "x-should-retry", "false" } };
    }
    if (const std::string_view wait = error.parameter("retry_after"); !wait.empty())
        answer.fields = { { "Retry-After", std::string(wait) } };
    if (error.code == "panic_stop")
        answer.fields = { { "x-should-retry", "false" } };
    if (answer.code == "breaker_open")
        answer.fields = { { "Retry-After", "5" } };
    if (const Row* row = findRow(answer.code)) {
        answer.status = row->status;
        answer.type = row->type;
        answer.message = filled(row->message, shown);
    } else {
        answer.status = 500;
        answer.type = kServer;
        answer.message = "Signalbox could not serve this request.";
    }
    answer.param = error.parameter("param");
    return answer;
}

ErrorAnswer errorAnswer(const Failure& failure)
{
    ErrorAnswer answer;
    answer.code = failure.code;
    answer.status = failure.clientStatus;
    const Row* row = findRow(failure.code);
    answer.type = row ? row->type : kServer;
    answer.message = row ? std::string(row->message) : std::string("The provider failed.");
    // The upstream's own words help the client only where the request itself was at fault.
    if (failure.clientStatus < 500 && !failure.message.empty()) {
        answer.message = failure.message.substr(0, 2000);
        if (!failure.type.empty())
            answer.type = failure.type;
    }
    if (failure.retryAfterTime)
        answer.fields.emplace_back("Retry-After", std::to_string(failure.retryAfterTime->count()));
    return answer;
}

std::string refusalBody(int status, std::string_view code)
{
    const Row* row = findRow(code);
    if (row)
        return errorBody(row->message, row->type, code);
    return errorBody(
        fmt::format("The request is not acceptable HTTP ({}).", code), status >= 500 ? kServer : kInvalid, code);
}

} // namespace signalbox
