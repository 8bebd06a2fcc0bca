// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/upstream_driver.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace signalbox::test {

using namespace http;
using Clock = std::chrono::steady_clock;

namespace {

Awaitable<void> playOut(UpstreamClient& client, UpstreamRequest request, Outcome& outcome)
{
    UpstreamCall call = client.call(std::move(request));
    auto head = co_await call.start();
    if (!head) {
        outcome.failure = head.error();
        co_return;
    }
    outcome.head = std::move(*head);
    while (true) {
        auto piece = co_await call.readPiece();
        if (!piece) {
            outcome.failure = piece.error();
            co_return;
        }
        if (piece->end)
            break;
        outcome.body.append(piece->bytes);
        ++outcome.pieces;
    }
    outcome.ended = true;
}

} // namespace

UpstreamDriver::UpstreamDriver(UpstreamLimits limits, UpstreamSurroundings surroundings)
    : m_client(std::make_unique<UpstreamClient>(m_io, limits, std::move(surroundings)))
{
}

UpstreamSurroundings UpstreamDriver::noProxies()
{
    UpstreamSurroundings surroundings;
    surroundings.environment = [](const char*) { return std::optional<std::string>(); };
    return surroundings;
}

UpstreamRequest UpstreamDriver::post(std::uint16_t port, std::string_view body)
{
    UpstreamRequest request;
    request.origin.host = "127.0.0.1";
    request.origin.port = port;
    request.target = "/v1/chat/completions";
    request.fields = { { "Content-Type", "application/json" } };
    request.body = body;
    request.timeouts.connectMs = 10'000;
    request.timeouts.sendMs = 1'000;
    request.timeouts.firstByteMs = 3'000;
    request.timeouts.idleMs = 2'000;
    request.timeouts.totalMs = 20'000;
    return request;
}

Outcome UpstreamDriver::play(UpstreamRequest request)
{
    Outcome outcome;
    const auto began = Clock::now();
    run([&] { return playOut(*m_client, std::move(request), outcome); });
    outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    return outcome;
}

void UpstreamDriver::run(std::function<Awaitable<void>()> story)
{
    m_io.restart();
    asio::co_spawn(m_io, std::move(story), [this](std::exception_ptr failed) {
        m_io.stop();
        if (failed)
            std::rethrow_exception(failed);
    });
    m_io.run();
}

void UpstreamDriver::idle(std::chrono::milliseconds time)
{
    m_io.restart();
    m_io.run_for(time);
}

std::string kindName(UpstreamFailure::Kind kind)
{
    static constexpr const char* kNames[] = { "AddressRefused", "Dns", "Connect", "ConnectTimeout", "Tls", "Send",
        "NoStatus", "FirstByteTimeout", "BadHead", "Truncated", "BadBody", "IdleTimeout", "TotalTimeout", "Cancelled" };
    return kNames[static_cast<int>(kind)];
}

} // namespace signalbox::test
