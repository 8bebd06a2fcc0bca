// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to the translation units of the upstream client.

#include "core/http/buffer_pool.h"
#include "core/http/connection.h"
#include "core/http/connection_pool.h"
#include "core/http/content_decoder.h"
#include "core/http/forward_proxy.h"
#include "core/http/resolver.h"
#include "core/http/response_decoder.h"
#include "core/http/tls.h"
#include "core/http/upstream_client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace signalbox::http {

using SteadyClock = std::chrono::steady_clock;
using SteadyTimer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
inline constexpr std::size_t kLargestPiece = 64 * 1024;
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait {};

class WipedBytes;

/// "host" or "host:port", as the Host field wants it.
[[nodiscard]] std::string hostField(const Origin& origin);

/// What all calls of one client share.
struct UpstreamClient::Impl : std::enable_shared_from_this<UpstreamClient::Impl> {
    Impl(asio::io_context& context, UpstreamLimits clientLimits, UpstreamSurroundings surroundings);

    void keepIdle(const Origin& origin, std::unique_ptr<Connection> connection);
    void scheduleSweep();

    asio::io_context& io;
    UpstreamLimits limits;
    const ForwardProxy proxy;
    BufferPool buffers;
    TlsContexts tls;
    ConnectionPool pool;
    std::unique_ptr<Resolver> resolver; ///< gone once the client is
    SteadyTimer sweepTimer;
    bool sweeping = false;
    bool closed = false;
};

/// One exchange. Each coroutine of it holds a share, so that a call that dies early ends in Cancelled, not in memory
/// that is gone. After each wait the first thing is to look at m_failure: an abort has closed the connection then.
struct UpstreamCall::Impl : std::enable_shared_from_this<UpstreamCall::Impl> {
    using Kind = UpstreamFailure::Kind;
    enum class Phase { Outside, Connect, Send, Head, Body };

    Impl(std::shared_ptr<UpstreamClient::Impl> client, UpstreamRequest request);
    ~Impl();

    Awaitable<tl::expected<UpstreamHead, UpstreamFailure>> start();
    Awaitable<tl::expected<BodyPiece, UpstreamFailure>> readPiece();
    void cancel();
    void requireProgress() { m_progressRequired = true; }
    void noteProgress();

private:
    // upstream_connect.cpp
    Awaitable<void> connect();
    Awaitable<void> tunnel();
    Awaitable<bool> sendConnect();
    Awaitable<void> encrypt();
    [[nodiscard]] bool literalIsAllowed();
    Awaitable<Addresses> resolve(const std::string& host);
    Awaitable<void> connectTo(const std::string& host, std::uint16_t port, Reach reach);
    Awaitable<std::string> tryAddress(const IpAddress& address, std::uint16_t port, std::chrono::milliseconds patience);

    // upstream_call.cpp: the request and the head of the answer
    Awaitable<void> exchangeHead();
    Awaitable<void> send();
    Awaitable<void> awaitRoomOrAnswer(IoResult::State wanted);
    Awaitable<void> awaitHead();
    [[nodiscard]] bool writeHead(WipedBytes& head) const;
    [[nodiscard]] std::size_t headSize() const;
    void stopWatching();
    /// Reads once. True when there is nothing more to read now.
    [[nodiscard]] bool takeHeadBytes();
    void growHeadBuffer();
    void headEndedEarly(const IoResult& result);
    [[nodiscard]] bool mayTryFresh() const;
    void prepareContent(std::string_view coding);

    // upstream_body.cpp
    void enterBody();
    [[nodiscard]] BodyPiece nextPiece();
    [[nodiscard]] std::string_view unframe();
    [[nodiscard]] BodyPiece inflate();
    [[nodiscard]] BodyPiece endOfBody();
    Awaitable<void> awaitBodyBytes();
    void giveBuffers();
    [[nodiscard]] bool withinLimits();
    void takeBodyBytes();
    void prepareBodyBuffer();
    void releaseConnection();

    // upstream_call.cpp: time and ends
    void enter(Phase phase, int milliseconds);
    void leave();
    [[nodiscard]] SteadyClock::time_point due() const;
    void armTimer();
    void onTimer();
    void pollUnsent(SteadyClock::time_point now);
    [[nodiscard]] std::chrono::milliseconds pollInterval() const;
    void expire(SteadyClock::time_point now);
    /// Settles how the call ends, closes the connection and wakes what waits. The first reason holds.
    void abort(Kind kind, std::string detail);
    [[nodiscard]] bool deliveredToWire() const;

    std::shared_ptr<UpstreamClient::Impl> m_client;
    UpstreamRequest m_request;
    ResponseLimits m_responseLimits;
    std::optional<ResponseDecoder> m_decoder;
    const ProxyAddress* m_proxy = nullptr;
    std::unique_ptr<Connection> m_connection;
    std::optional<UpstreamFailure> m_failure;
    std::int64_t m_connectUs = 0;
    bool m_reused = false;     ///< the connection came from the pool
    bool m_anyByte = false;    ///< of the response
    bool m_peerGone = false;   ///< closed or reset by the peer
    bool m_handedOver = false; ///< the kernel has the whole request

    // Time.
    SteadyTimer m_timer;
    SteadyTimer m_signal; ///< wakes a wait that is not on the socket
    Phase m_phase = Phase::Outside;
    SteadyClock::time_point m_phaseDue {};
    SteadyClock::time_point m_totalDue {};
    SteadyClock::time_point m_timerAt {};
    bool m_timerArmed = false;
    std::size_t m_lastUnsent = 0;
    SteadyClock::time_point m_unsentMovedAt {};
    SteadyClock::time_point m_nextPoll {};

    // Sending.
    bool m_watching = false; ///< a wait for an early answer is armed
    bool m_answerCame = false;
    unsigned m_watchRound = 0;

    // The body.
    Buffer m_buffer;
    std::string m_carry;        ///< the start of a chunk line, kept without a buffer
    bool m_filled = false;      ///< the last read filled its buffer: there may be more
    unsigned m_readsInARow = 0; ///< without giving way to others
    std::unique_ptr<ContentDecoder> m_content;
    bool m_unknownCoding = false;
    Buffer m_inflated;
    std::uint64_t m_framedBytes = 0; ///< of the body, before decoding
    std::uint64_t m_decodedBytes = 0;
    bool m_surplus = false; ///< bytes came behind the end of the answer
    bool m_ended = false;
    bool m_progressRequired = false;
    bool m_progressed = false;
    SteadyClock::time_point m_progressAt {}; ///< of the request's end first; moves on while the caller is busy
    SteadyClock::time_point m_leftAt {};
};

} // namespace signalbox::http
