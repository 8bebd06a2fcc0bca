// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::http {

struct Limits {
    std::size_t headerBytes = 64 * 1024;
    std::size_t targetBytes = 8 * 1024;
    std::size_t fields = 128;
    std::size_t bodyBytes = 32u * 1024 * 1024;
    std::size_t chunkExtensionBytes = 4 * 1024;
    std::size_t trailerBytes = 8 * 1024;
    std::size_t connections = 4096;
    int headerTimeoutMs = 10'000;
    int bodyTimeoutMs = 30'000;
    int keepAliveTimeoutMs = 75'000;
    int writeTimeoutMs = 20'000;             ///< a client that takes nothing for so long is gone
    std::size_t unsentBytes = 256 * 1024;    ///< back-pressure towards the upstream
    bool sameUserOnly = true;                ///< refuse peers of another uid (T4)
    bool peerProofRequired = false;          ///< with it: refuse also peers whose uid the kernel can't tell
    std::vector<std::string> allowedOrigins; ///< exact Origin values that the operator has listed
    /// Accepted in Host: these alone, "name" (with any port or none) or "name:port". Empty: the names of the loopback.
    std::vector<std::string> hosts;
};

/// Why a request is refused before its body is read: final status and stable code.
struct Refusal {
    int status = 400;
    std::string_view code; ///< "host_not_allowed", "origin_not_allowed", "bad_framing", "bad_target", ...
};

/// The checks of docs/http-guard.md on a parsed head. Pure. In this order: version, Host (T1, first of all policies),
/// Origin and Sec-Fetch-Site (T2), framing, method, target, field values, then what is not done here (expectations
/// other than 100-continue, compressed bodies).
[[nodiscard]] std::optional<Refusal> guard(const RequestHead& head, const Limits& limits);

/// The value of a Content-Length field: digits only, no sign, no list, no more than 64 bits.
[[nodiscard]] std::optional<std::uint64_t> announcedLength(std::string_view value);

} // namespace signalbox::http
