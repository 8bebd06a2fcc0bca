// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/session_impl.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace signalbox::http {
namespace {

/// Pipelined bytes that are read ahead while a request is served.
constexpr std::size_t kAheadBytes = 64 * 1024;
/// A refused request's body up to this size is read and dropped so that the connection can be kept.
constexpr std::uint64_t kDrainBytes = 64 * 1024;
constexpr int kDrainMs = 1000;
/// Lingering close: a reset that overtakes the answer would rob the client of it, so what it still sends is dropped.
constexpr int kLingerMs = 2000;
constexpr std::size_t kLingerBytes = 64 * 1024 * 1024;
/// After the end of the client's bytes the kernel may still be closing its socket: looked at again soon, then seldom.
constexpr int kPeerFirstMs = 1;
constexpr int kPeerAgainMs = 200;
/// Reads in a row before other connections get their turn.
constexpr int kReadsInARow = 8;

// Named, because g++ 12 handles braced temporaries in co_await expressions wrongly.
constexpr Refusal kTooManyConnections { 503, "too_many_connections" };
constexpr Refusal kOtherUser { 403, "other_user" };
constexpr Refusal kUnknownUser { 403, "peer_unknown" };
constexpr Refusal kNoAnswer { 500, "internal_error" };

} // namespace

Session::Session(std::shared_ptr<Server> server, Socket socket, Admission admission)
    : m_server(std::move(server))
    , m_socket(std::move(socket))
    , m_admission(admission)
    , m_id(++m_server->lastConnectionId)
    , m_codec(m_server->limits)
    , m_deadline([this] { onDeadline(); })
    , m_peerWatch([this] { watchPeer(); })
{
    m_server->sessions.insert(this);
    ++m_server->counters.open;
}

Session::~Session()
{
    m_deadline.cancel();
    m_peerWatch.cancel();
    m_server->sessions.erase(this);
    --m_server->counters.open;
    m_server->checkDrained();
    // The last session may end inside a callback of the wheel, which must not lose its ground.
    asio::io_context& io = m_server->io;
    asio::post(io, [server = std::move(m_server)] {});
}

void Session::start()
{
    boost::system::error_code error;
    m_socket.non_blocking(true, error);
    if (error)
        return;
    asio::co_spawn(
        m_socket.get_executor(), [self = shared_from_this()] { return self->run(); }, asio::detached);
}

void Session::drain()
{
    if (m_phase == Phase::Receiving && m_next == Next::None && !m_codec.inBody()) {
        m_next = Next::End;
        m_wake.signal();
    }
}

void Session::cut()
{
    clientLeft(Closing::Plain);
}

Awaitable<void> Session::run()
{
    const auto self = shared_from_this();
    if (m_admission == Admission::OverCapacity)
        co_await answerRefusal(kTooManyConnections);
    else if (m_admission == Admission::OtherUser)
        co_await answerRefusal(kOtherUser);
    else if (m_admission == Admission::UnknownUser)
        co_await answerRefusal(kUnknownUser);
    else
        co_await serveAll();
    co_await linger();
    close(Closing::Plain);
}

Awaitable<void> Session::serveAll()
{
    // The time for the first head runs from the connection on, whether a byte comes or not.
    m_waiting = Waiting::Head;
    m_server->wheel.arm(m_deadline, m_server->limits.headerTimeoutMs);
    armRead();
    do {
        co_await nextRequest();
        m_deadline.cancel();
        m_waiting = Waiting::Nothing;
        switch (std::exchange(m_next, Next::None)) {
        case Next::Serve:
            co_await serve();
            break;
        case Next::EarlyAnswer:
            co_await answerEarly();
            break;
        case Next::Refuse:
            co_await answerRefusal(m_refusal);
            break;
        case Next::None:
        case Next::End:
            m_keepAlive = false;
            break;
        }
    } while (m_keepAlive && !m_gone);
}

/// Returns with m_next set, or with the client gone.
Awaitable<void> Session::nextRequest()
{
    m_phase = Phase::Receiving;
    m_keepAlive = false;
    m_early = {};
    if (m_server->draining && m_input.empty())
        m_next = Next::End;
    while (m_next == Next::None && !m_gone) {
        if (!m_input.empty()) {
            receive(std::exchange(m_input, {}));
            armRead();
        } else if (m_end) {
            onEnd();
        } else {
            noteWaiting();
            co_await m_wake.wait();
        }
    }
}

/// The client's bytes end before a request is complete.
void Session::onEnd()
{
    m_refusal = { 400, "truncated_request" };
    if (m_early.head.status != 0)
        m_next = Next::EarlyAnswer;
    else
        m_next = m_codec.started() ? Next::Refuse : Next::End;
}

Awaitable<void> Session::serve()
{
    Request request = m_codec.take();
    request.connectionId = m_id;
    request.admitted = std::move(m_early.admitted);
    beginAnswer(&request.head);
    if (m_end)
        watchPeer();
    if (m_gone)
        co_return;
    ++m_server->counters.inFlight;
    co_await callHandler(request);
    --m_server->counters.inFlight;
    m_onGone = nullptr;
    m_peerWatch.cancel();
    if (m_gone)
        co_return;
    if (m_answer == Answer::None)
        co_await answerRefusal(kNoAnswer);
    else if (m_answer != Answer::Done)
        abort();
}

/// A handler that throws has broken its contract: the client is cut off or gets a 500, the server goes on.
Awaitable<void> Session::callHandler(Request& request)
{
    try {
        co_await m_server->hooks.serve(request, *this);
    } catch (...) {
        m_keepAlive = false;
    }
}

Awaitable<void> Session::answerEarly()
{
    beginAnswer(&m_codec.head());
    co_await sendWhole(m_early.head, m_early.body);
    if (m_keepAlive)
        m_codec = RequestCodec(m_server->limits);
}

Awaitable<void> Session::answerRefusal(Refusal refusal)
{
    ++m_server->counters.refused;
    m_keepAlive = false;
    const RequestHead* head = m_codec.headIfRead();
    beginAnswer(head);
    ResponseHead answer { refusal.status, {} };
    std::string body;
    if (m_server->hooks.refusalBody) {
        body = m_server->hooks.refusalBody(head, refusal.status, refusal.code);
        answer.fields.emplace_back("Content-Type", "application/json");
    }
    if (refusal.status == 405)
        answer.fields.emplace_back("Allow", "GET, HEAD, POST, OPTIONS, DELETE");
    co_await sendWhole(answer, body);
}

Awaitable<void> Session::linger()
{
    m_phase = Phase::Lingering;
    m_server->checkDrained();
    if (m_gone || m_end)
        co_return;
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    m_input = {};
    m_next = Next::None;
    m_server->wheel.arm(m_deadline, kLingerMs);
    armRead();
    while (m_next == Next::None && !m_end && !m_gone)
        co_await m_wake.wait();
}

void Session::armRead()
{
    if (m_readArmed || m_end || m_gone || m_input.size() >= kAheadBytes)
        return;
    m_readArmed = true;
    m_socket.async_wait(Socket::wait_read, [self = shared_from_this()](const boost::system::error_code& error) {
        self->m_readArmed = false;
        if (!error)
            self->onReadable();
    });
}

void Session::onReadable()
{
    for (int reads = 0; reads < kReadsInARow && !m_end && !m_gone; ++reads) {
        auto& scratch = m_server->scratch;
        const std::size_t room =
            m_phase == Phase::Answering ? kAheadBytes - std::min(kAheadBytes, m_input.size()) : scratch.size();
        if (room == 0)
            break;
        boost::system::error_code error;
        const std::size_t bytes = m_socket.read_some(asio::buffer(scratch.data(), room), error);
        if (error == asio::error::would_block)
            break;
        if (error && error != asio::error::eof) {
            clientLeft(Closing::Plain);
            return;
        }
        m_end = error == asio::error::eof;
        if (m_end)
            break;
        take({ scratch.data(), bytes });
        if (bytes < room)
            break;
    }
    if (m_end) {
        if (m_phase == Phase::Answering)
            watchPeer();
        else
            m_wake.signal();
    } else if (m_phase == Phase::Answering && m_input.size() >= kAheadBytes && !m_peerWatch.armed()) {
        // No more reads now, so an end could not be seen: ask the kernel from time to time.
        m_server->wheel.arm(m_peerWatch, kPeerAgainMs);
    }
    armRead();
}

void Session::take(std::string_view bytes)
{
    if (m_phase == Phase::Receiving && m_next == Next::None) {
        receive(bytes);
        return;
    }
    if (m_phase != Phase::Lingering) {
        m_input.append(bytes);
        return;
    }
    m_dropped += bytes.size();
    if (m_dropped > kLingerBytes) {
        m_next = Next::End;
        m_wake.signal();
    }
}

/// Ends with a decision, or with all bytes used. Nothing may follow a decision here: it lets the coroutine go on, which
/// may serve this request and read the next before it comes back.
void Session::receive(std::string_view bytes)
{
    while (true) {
        const auto step = m_codec.feed(bytes);
        bytes.remove_prefix(step.used);
        switch (step.event) {
        case RequestCodec::Event::NeedMore:
            noteWaiting();
            if (m_early.head.status != 0 && m_codec.bodyBytes() > kDrainBytes)
                decide(Next::EarlyAnswer, {});
            return;
        case RequestCodec::Event::Head:
            onHead(bytes);
            // A client that waits for 100 gets its answer now and may never send the body; a large one is not read.
            if (m_gone || m_early.head.status == 0 || isWorthDraining())
                break;
            decide(Next::EarlyAnswer, {});
            return;
        case RequestCodec::Event::Complete:
            m_keepAlive = m_codec.keepAlive();
            decide(m_early.head.status != 0 ? Next::EarlyAnswer : Next::Serve, bytes);
            return;
        case RequestCodec::Event::Refused:
            m_refusal = m_codec.refusal();
            decide(Next::Refuse, {});
            return;
        }
        if (m_gone)
            return;
    }
}

bool Session::isWorthDraining() const
{
    return !m_codec.expectsContinue() && m_codec.announcedBody().value_or(0) <= kDrainBytes;
}

/// The head has passed the guard; the bytes after it are `rest`.
void Session::onHead(std::string_view rest)
{
    const RequestHead& head = m_codec.head();
    const bool preflight =
        head.method == "OPTIONS" && head.find("origin") && head.find("access-control-request-method");
    if (preflight)
        m_early = { { 204, {} }, {}, {} }; // A foreign origin's preflight was refused by the guard: this one is listed.
    else if (m_server->hooks.checkHead)
        m_early = m_server->hooks.checkHead(head);
    if (m_early.head.status == 0) {
        if (m_codec.expectsContinue() && rest.empty())
            sendContinue();
        return;
    }
    m_codec.discardBody();
}

/// Wakes the coroutine with what is to be done; bytes of later requests wait. Only a complete request sets m_keepAlive,
/// everything else ends the connection.
void Session::decide(Next next, std::string_view rest)
{
    m_next = next;
    m_input.append(rest);
    m_wake.signal();
}

/// Sets the deadline that fits what the connection waits for, once for each kind of waiting: a slow client can't
/// lengthen it by sending a byte now and then.
void Session::noteWaiting()
{
    Waiting now = m_codec.started() ? Waiting::Head : Waiting::Request;
    if (m_codec.inBody())
        now = m_early.head.status != 0 ? Waiting::Drain : Waiting::Body;
    if (now == m_waiting || (now == Waiting::Request && m_waiting == Waiting::Head))
        return;
    m_waiting = now;
    const Limits& limits = m_server->limits;
    int delayMs = limits.keepAliveTimeoutMs;
    if (now == Waiting::Head)
        delayMs = limits.headerTimeoutMs;
    else if (now == Waiting::Body)
        delayMs = limits.bodyTimeoutMs;
    else if (now == Waiting::Drain)
        delayMs = kDrainMs;
    m_server->wheel.arm(m_deadline, delayMs);
}

void Session::onDeadline()
{
    const auto self = shared_from_this();
    if (m_phase == Phase::Answering) {
        clientLeft(Closing::Reset); // It takes nothing.
        return;
    }
    m_keepAlive = false;
    if (m_phase == Phase::Lingering || !m_codec.started()) {
        m_next = Next::End;
    } else if (m_early.head.status != 0) {
        m_next = Next::EarlyAnswer;
    } else {
        m_refusal = { 408, m_codec.inBody() ? "body_timeout" : "head_timeout" };
        m_next = Next::Refuse;
    }
    m_wake.signal();
}

/// The client's bytes have ended (or can't be read ahead any more) while it is being served: has it left, or does it
/// still wait for its answer?
void Session::watchPeer()
{
    const auto self = shared_from_this();
    if (m_phase != Phase::Answering || m_gone)
        return;
    const Peer peer = m_server->peers.of(m_socket.native_handle());
    if (peer.state == Peer::State::Gone || (peer.state == Peer::State::Unknown && m_end))
        clientLeft(Closing::Plain);
    else if (peer.state == Peer::State::Owned)
        m_server->wheel.arm(m_peerWatch, std::exchange(m_endSeen, m_end) == m_end ? kPeerAgainMs : kPeerFirstMs);
}

void Session::clientLeft(Closing closing)
{
    if (m_gone)
        return;
    close(closing);
    if (const auto callback = std::exchange(m_onGone, nullptr))
        callback();
    m_wake.signal();
}

void Session::close(Closing closing)
{
    boost::system::error_code ignored;
    m_gone = true;
    m_deadline.cancel();
    m_peerWatch.cancel();
    if (closing == Closing::Reset)
        m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    m_socket.close(ignored);
}

void Session::sendContinue()
{
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::system::error_code error;
    // Every earlier answer has left whole, so a kernel that can't take 25 bytes has a client that reads nothing.
    if (m_socket.write_some(asio::buffer(kContinue), error) != kContinue.size())
        clientLeft(Closing::Reset);
}

void Server::checkDrained()
{
    const auto busy = [](const Session* session) { return session->busy(); };
    if (!draining || !drained || std::any_of(sessions.begin(), sessions.end(), busy))
        return;
    asio::post(io, std::exchange(drained, nullptr));
}

} // namespace signalbox::http
