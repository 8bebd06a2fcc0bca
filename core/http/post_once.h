// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/message.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>

namespace signalbox::http {

/// One message to somebody who is no provider: a webhook.
struct OncePost {
    bool tls = true;
    std::string host; ///< name or literal without brackets
    std::uint16_t port = 443;
    std::string target; ///< path and query
    std::string caFile; ///< own CA (PEM) instead of the system's, or ""
    bool loopbackOnly = false;
    Fields fields;           ///< without Host, Content-Length, Connection
    std::string_view bearer; ///< secret of an Authorization field, or ""; must live until the call is over
    std::string_view body;   ///< likewise
    std::chrono::milliseconds patience { 10'000 }; ///< for the whole call
};

/// The head of the answer; nobody reads its body.
struct OnceAnswer {
    int status = 0;
    Fields fields;
};

/// Why there is none. The words are stable codes: "address", "dns", "connect", "timeout", "tls", "broken", "stopped".
struct OnceFailure {
    std::string reason;
};

/// What names the forward proxies (HTTPS_PROXY, NO_PROXY, ...). Taken once, early: a secret of the environment is wiped
/// from its block later, and nobody may read that block then.
using ProxyVariables = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] ProxyVariables proxyVariables();

/// Sends on the calling thread, with an event loop, a connection and a resolver of its own: nothing is shared with the
/// data plane, so nothing of it can be held up. Never follows a redirect; the address that is really connected to is
/// judged as any upstream's (T14). A stop ends it at once. Blocking, at most `patience`.
[[nodiscard]] tl::expected<OnceAnswer, OnceFailure> postOnce(
    const OncePost& message, const ProxyVariables& proxies, const std::stop_token& stop);

} // namespace signalbox::http
