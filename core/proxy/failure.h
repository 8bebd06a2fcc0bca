// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/budget/ledger.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Typed failures of one upstream attempt: what the client hears, whether another deployment may try, what the
/// breaker learns and what the bill is. One table instead of conditions all over the path.
namespace signalbox {

enum class BreakerEffect { None, Failure, CoolDown };

struct Failure {
    std::string code;       ///< stable: "upstream_timeout", "upstream_rate_limited", ...
    int clientStatus = 502; ///< answered when nothing else serves
    bool fallback = true;   ///< the next deployment of the chain may try
    bool retry = false;     ///< the same deployment may be tried once more when there is no next one
    BreakerEffect breaker = BreakerEffect::Failure;
    AttemptState bill = AttemptState::Void;
    std::string message;      ///< the upstream's own words where they concern the client (4xx), redacted
    std::string type;         ///< the upstream's error type, or ""
    std::string upstreamCode; ///< the upstream's error code, or ""
    std::string retryAfter;   ///< as the upstream said it, digits or date, or ""
    std::optional<std::chrono::seconds> retryAfterTime; ///< parsed, 0 .. 1 day; nullopt where unreadable
    std::string detail;                                 ///< for the log
};

/// "Retry-After": seconds or an HTTP date, bounded to a day; a date in the past is 0; garbage is nullopt.
[[nodiscard]] std::optional<std::chrono::seconds> readRetryAfter(std::string_view value, WallUs now);

/// An answer with an error status (or 3xx): never billed.
[[nodiscard]] Failure failureOfStatus(
    int status, const std::optional<AnswerError>& error, std::string_view retryAfter, WallUs now);

/// An error object under status 200 or as the first event of a stream.
[[nodiscard]] Failure failureOfErrorBody(const AnswerError& error);

/// A transport failure. kind: the words of transportCodes(); sentWhole and status decide the bill.
enum class Transport {
    AddressRefused,
    Dns,
    Connect,
    ConnectTimeout,
    Tls,
    Send,
    NoStatus,
    FirstByteTimeout,
    BadHead,
    Truncated,
    BadBody,
    IdleTimeout,
    TotalTimeout,
    Cancelled,
};
[[nodiscard]] Failure failureOfTransport(Transport kind, bool sentWhole, int status, std::string detail);

/// A 2xx answer that is none: not JSON, no choices, empty, half an event. Billed by estimate.
[[nodiscard]] Failure failureOfAnswer(std::string code, std::string detail);

} // namespace signalbox
