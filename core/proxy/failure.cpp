// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/failure.h"

#include <absl/time/time.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox {

namespace {

constexpr std::chrono::seconds kDay { 86'400 };

struct StatusRow {
    int status;
    std::string_view code;
    int clientStatus;
    bool fallback;
    BreakerEffect breaker;
};

// What is the operator's trouble (a bad key, no credit, an unknown model) is no fault of the client: 502.
// What is the client's trouble (400, 413, 422) is passed on and tells nothing about the deployment's health.
constexpr std::array kStatusRows {
    StatusRow { 400, "upstream_refused_request", 400, false, BreakerEffect::None },
    StatusRow { 401, "upstream_auth", 502, true, BreakerEffect::Failure },
    StatusRow { 402, "upstream_out_of_credit", 502, true, BreakerEffect::Failure },
    StatusRow { 403, "upstream_auth", 502, true, BreakerEffect::Failure },
    StatusRow { 404, "upstream_model_unknown", 502, true, BreakerEffect::Failure },
    StatusRow { 408, "upstream_timeout", 504, true, BreakerEffect::Failure },
    StatusRow { 409, "upstream_conflict", 409, true, BreakerEffect::None },
    StatusRow { 413, "upstream_request_too_large", 413, true, BreakerEffect::None },
    StatusRow { 415, "upstream_refused_request", 400, false, BreakerEffect::None },
    StatusRow { 422, "upstream_refused_request", 422, false, BreakerEffect::None },
    StatusRow { 429, "upstream_rate_limited", 429, true, BreakerEffect::CoolDown },
    StatusRow { 503, "upstream_overloaded", 503, true, BreakerEffect::Failure },
    StatusRow { 504, "upstream_timeout", 504, true, BreakerEffect::Failure },
    StatusRow { 529, "upstream_overloaded", 503, true, BreakerEffect::Failure },
};

StatusRow rowOf(int status)
{
    for (const StatusRow& row : kStatusRows) {
        if (row.status == status)
            return row;
    }
    if (status >= 500)
        return { status, "upstream_error", 502, true, BreakerEffect::Failure };
    if (status >= 400)
        return { status, "upstream_refused_request", status <= 499 ? status : 400, false, BreakerEffect::None };
    if (status >= 300)
        return { status, "upstream_redirect", 502, true, BreakerEffect::Failure };
    return { status, "upstream_bad_status", 502, true, BreakerEffect::Failure };
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Providers hide conditions that another deployment can cure behind 400 and 403.
void refineByCode(Failure& failure)
{
    const std::string_view code = failure.upstreamCode;
    const std::string_view type = failure.type;
    if (isOneOf(code, { "context_length_exceeded", "string_above_max_length" })
        || failure.message.find("maximum context length") != std::string::npos
        || failure.message.find("prompt is too long") != std::string::npos) {
        failure.code = "upstream_context_too_long";
        failure.fallback = true;
        failure.breaker = BreakerEffect::None;
    } else if (isOneOf(code, { "insufficient_quota", "billing_hard_limit_reached", "billing_not_active" })
        || isOneOf(type, { "insufficient_quota", "billing_error" })
        || failure.message.find("credit balance is too low") != std::string::npos) {
        failure.code = "upstream_out_of_credit";
        failure.clientStatus = 502;
        failure.fallback = true;
        failure.breaker = BreakerEffect::Failure;
    } else if (isOneOf(code, { "content_filter", "content_policy_violation" })) {
        failure.code = "upstream_content_filter";
        failure.fallback = false;
    }
}

std::string transportCode(Transport kind)
{
    switch (kind) {
    case Transport::AddressRefused:
        return "upstream_address_refused";
    case Transport::Dns:
        return "upstream_dns";
    case Transport::Connect:
        return "upstream_connect";
    case Transport::ConnectTimeout:
        return "upstream_connect_timeout";
    case Transport::Tls:
        return "upstream_tls";
    case Transport::Send:
        return "upstream_send";
    case Transport::NoStatus:
        return "upstream_no_answer";
    case Transport::FirstByteTimeout:
    case Transport::IdleTimeout:
    case Transport::TotalTimeout:
        return "upstream_timeout";
    case Transport::BadHead:
        return "upstream_not_http";
    case Transport::Truncated:
        return "upstream_truncated";
    case Transport::BadBody:
        return "upstream_bad_body";
    case Transport::Cancelled:
        return "client_gone";
    }
    return "upstream_error";
}

} // namespace

std::optional<std::chrono::seconds> readRetryAfter(std::string_view value, WallUs now)
{
    if (value.empty())
        return std::nullopt;
    if (std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        std::int64_t seconds = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
        return read.ec == std::errc() ? std::min(std::chrono::seconds(seconds), kDay) : kDay;
    }
    absl::Time at;
    std::string problem;
    if (!absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", absl::string_view(value.data(), value.size()), &at, &problem))
        return std::nullopt;
    const std::int64_t seconds = absl::ToUnixSeconds(at) - now / 1'000'000;
    return std::clamp(std::chrono::seconds(seconds), std::chrono::seconds(0), kDay);
}

Failure failureOfStatus(int status, const std::optional<AnswerError>& error, std::string_view retryAfter, WallUs now)
{
    const StatusRow row = rowOf(status);
    Failure failure;
    failure.code = row.code;
    failure.clientStatus = row.clientStatus;
    failure.fallback = row.fallback;
    failure.breaker = row.breaker;
    failure.bill = AttemptState::Void;
    failure.detail = "status " + std::to_string(status);
    failure.retryAfter = std::string(retryAfter.substr(0, 64));
    failure.retryAfterTime = readRetryAfter(retryAfter, now);
    if (error) {
        failure.message = error->message;
        failure.type = error->type;
        failure.upstreamCode = error->code;
    }
    if (status == 400 || status == 403 || status == 413 || status == 429)
        refineByCode(failure);
    // A short, readable wish to be asked again is granted once; everything else is for the client to decide.
    failure.retry = (status == 503 || status == 429 || status == 529) && failure.retryAfterTime
        && *failure.retryAfterTime > std::chrono::seconds(0) && *failure.retryAfterTime <= std::chrono::seconds(5);
    if (failure.breaker == BreakerEffect::Failure && failure.retryAfterTime
        && *failure.retryAfterTime > std::chrono::seconds(5))
        failure.breaker = BreakerEffect::CoolDown;
    return failure;
}

Failure failureOfErrorBody(const AnswerError& error)
{
    Failure failure;
    failure.code = "upstream_error";
    failure.bill = AttemptState::Void;
    failure.message = error.message;
    failure.type = error.type;
    failure.upstreamCode = error.code;
    failure.detail = "error object under a success status";
    if (error.type == "rate_limit_error" || error.code == "rate_limit_exceeded") {
        failure.code = "upstream_rate_limited";
        failure.clientStatus = 429;
    } else if (error.type == "overloaded_error") {
        failure.code = "upstream_overloaded";
        failure.clientStatus = 503;
    } else {
        refineByCode(failure);
    }
    return failure;
}

Failure failureOfTransport(Transport kind, bool sentWhole, int status, std::string detail)
{
    Failure failure;
    failure.code = transportCode(kind);
    failure.detail = std::move(detail);
    const bool timeout = kind == Transport::ConnectTimeout || kind == Transport::FirstByteTimeout
        || kind == Transport::IdleTimeout || kind == Transport::TotalTimeout;
    failure.clientStatus = timeout ? 504 : 502;
    failure.retry = kind == Transport::Connect || kind == Transport::Dns;
    failure.breaker = kind == Transport::Cancelled ? BreakerEffect::None : BreakerEffect::Failure;
    failure.fallback = kind != Transport::Cancelled;
    // Sent whole and no status: the provider may bill it. A success status: it will. An error status: it will not.
    if (status >= 200 && status < 300)
        failure.bill = AttemptState::SettledEstimate;
    else if (status == 0 && sentWhole)
        failure.bill = AttemptState::Uncertain;
    else
        failure.bill = AttemptState::Void;
    return failure;
}

Failure failureOfAnswer(std::string code, std::string detail)
{
    Failure failure;
    failure.code = std::move(code);
    failure.detail = std::move(detail);
    failure.bill = AttemptState::SettledEstimate;
    return failure;
}

} // namespace signalbox
