// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/upstream_client.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalbox::test {

/// What one call came to.
struct Outcome {
    std::optional<http::UpstreamHead> head;
    std::string body;
    std::size_t pieces = 0;
    bool ended = false; ///< the body came to its proper end
    std::optional<http::UpstreamFailure> failure;
    std::chrono::milliseconds took { 0 };
};

/// An upstream client on an io_context of its own, run by the test's thread.
class UpstreamDriver {
public:
    explicit UpstreamDriver(http::UpstreamLimits limits = {}, http::UpstreamSurroundings surroundings = noProxies());

    /// A POST to that loopback port with short, but not hasty time-outs.
    [[nodiscard]] static http::UpstreamRequest post(std::uint16_t port, std::string_view body = "{}");
    /// No proxies, the system's resolver.
    [[nodiscard]] static http::UpstreamSurroundings noProxies();

    /// Runs the call to its end.
    [[nodiscard]] Outcome play(http::UpstreamRequest request);
    /// Runs a coroutine to its end.
    void run(std::function<http::Awaitable<void>()> story);
    /// Lets what is due happen for a while.
    void idle(std::chrono::milliseconds time);

    [[nodiscard]] http::UpstreamClient& client() { return *m_client; }
    [[nodiscard]] http::asio::io_context& io() { return m_io; }
    /// As at the end of the program: the client first, then what still waits.
    void dropClient() { m_client.reset(); }

private:
    http::asio::io_context m_io { 1 };
    std::unique_ptr<http::UpstreamClient> m_client;
};

[[nodiscard]] std::string kindName(http::UpstreamFailure::Kind kind);

} // namespace signalbox::test
