// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to listener.cpp, session.cpp and response_writer.cpp.

#include "core/http/request_codec.h"
#include "core/http/server.h"
#include "core/http/session.h"
#include "core/http/wake.h"

#include <boost/asio/buffer.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace signalbox::http {

/// How a connection was let in.
enum class Admission { Served, OverCapacity, OtherUser, UnknownUser };

/// Up to four pieces that leave in one system call.
class GatherWrite {
public:
    GatherWrite() = default;
    GatherWrite(std::string_view a, std::string_view b, std::string_view c = {}, std::string_view d = {})
        : m_parts { asio::buffer(a), asio::buffer(b), asio::buffer(c), asio::buffer(d) }
    {
    }
    [[nodiscard]] const std::array<asio::const_buffer, 4>& parts() const { return m_parts; }
    [[nodiscard]] bool empty() const { return asio::buffer_size(m_parts) == 0; }
    void consume(std::size_t bytes);

private:
    std::array<asio::const_buffer, 4> m_parts;
};

/// One client connection: reads requests one after the other, has them served, writes the answers in order.
/// A coroutine (run) goes through the requests; callbacks (readable, deadline, peer check) feed it, also while a
/// request is being served, so that a client's leaving is seen at once.
class Session final : public ResponseWriter, public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<Server> server, Socket socket, Admission admission);
    ~Session() override;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    /// Ends an idle connection now, a busy one after its answer.
    void drain();
    /// The client counts as gone; the connection is closed at once.
    void cut();
    /// Works on a request, or may still get one.
    [[nodiscard]] bool busy() const { return m_phase != Phase::Lingering; }

    Awaitable<bool> sendWhole(const ResponseHead& head, std::string_view body) override;
    Awaitable<bool> startStream(const ResponseHead& head) override;
    Awaitable<bool> sendPiece(std::string_view bytes) override;
    Awaitable<bool> endStream() override;
    void abort() override;
    [[nodiscard]] bool headSent() const override { return m_headSent; }
    [[nodiscard]] bool clientGone() const override { return m_gone; }
    void onClientGone(std::function<void()> callback) override;

private:
    enum class Phase { Receiving, Answering, Lingering };
    enum class Next { None, Serve, EarlyAnswer, Refuse, End };
    enum class Waiting { Nothing, Request, Head, Body, Drain };
    enum class Answer { None, HeadHeld, Streaming, Done };
    enum class Framing { Length, Chunked, Close };
    enum class Closing { Plain, Reset };
    enum class Sent { All, Blocked, Failed };

    Awaitable<void> run();
    Awaitable<void> serveAll();
    Awaitable<void> nextRequest();
    Awaitable<void> serve();
    Awaitable<void> callHandler(Request& request);
    Awaitable<void> answerEarly();
    Awaitable<void> answerRefusal(Refusal refusal);
    Awaitable<void> linger();

    void armRead();
    void onReadable();
    void take(std::string_view bytes);
    void receive(std::string_view bytes);
    void onHead(std::string_view rest);
    [[nodiscard]] bool isWorthDraining() const;
    void decide(Next next, std::string_view rest);
    void noteWaiting();
    void onEnd();
    void onDeadline();
    void watchPeer();
    void clientLeft(Closing closing);
    void close(Closing closing);
    void sendContinue();

    void beginAnswer(const RequestHead* head);
    void writeHead(const ResponseHead& head, std::size_t bodyBytes);
    void writeFraming(const ResponseHead& head, std::size_t bodyBytes);
    void writeOrigin();
    [[nodiscard]] Sent pushNow();
    Awaitable<Sent> pushRest();

    std::shared_ptr<Server> m_server;
    Socket m_socket;
    const Admission m_admission;
    const std::uint64_t m_id;

    Phase m_phase = Phase::Receiving;
    Next m_next = Next::None;
    Waiting m_waiting = Waiting::Nothing;
    RequestCodec m_codec;
    Refusal m_refusal;
    EarlyAnswer m_early;
    std::string m_input;       ///< bytes of the next requests, which came while one is served
    std::size_t m_dropped = 0; ///< bytes read while lingering
    bool m_readArmed = false;
    bool m_end = false;     ///< the client sends nothing more
    bool m_endSeen = false; ///< the peer check knows of the end
    bool m_gone = false;    ///< nobody is there to answer
    Wake m_wake;
    TimerWheel::Entry m_deadline;
    TimerWheel::Entry m_peerWatch;

    Answer m_answer = Answer::None;
    Framing m_framing = Framing::Length;
    bool m_headSent = false;
    bool m_toHead = false; ///< the request's method is HEAD
    bool m_preflight = false;
    int m_minorVersion = 1; ///< of the request
    bool m_keepAlive = false;
    std::string m_allowedOrigin; ///< of the request, where it is listed
    std::string m_wantedHeaders; ///< by a preflight
    std::string m_out;           ///< the head, and the chunk frame in front of a piece
    GatherWrite m_gather;
    std::function<void()> m_onGone;
};

} // namespace signalbox::http
