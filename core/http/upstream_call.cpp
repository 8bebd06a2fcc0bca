// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/upstream_call.h"
#include "core/http/wiped_bytes.h"

#include <algorithm>
#include <cstring>

namespace signalbox::http {
namespace {

/// A body above this may stay in the kernel unsent; a smaller one fits into the peer's first window.
constexpr std::size_t kSurelyOnTheWire = 16 * 1024;
/// What one TLS record holds.
constexpr std::size_t kRecord = 16 * 1024;

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isTarget(std::string_view text)
{
    return !text.empty() && text.front() == '/'
        && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

} // namespace

std::string hostField(const Origin& origin)
{
    const bool v6 = origin.host.find(':') != std::string::npos;
    std::string out = v6 ? "[" + origin.host + "]" : origin.host;
    if (origin.port != (origin.tls ? 443 : 80))
        out.append(":").append(std::to_string(origin.port));
    return out;
}

UpstreamCall::Impl::Impl(std::shared_ptr<UpstreamClient::Impl> client, UpstreamRequest request)
    : m_client(std::move(client))
    , m_request(std::move(request))
    , m_timer(m_client->io.get_executor())
    , m_signal(m_client->io.get_executor())
{
    m_responseLimits.headerBytes = m_client->limits.headerBytes;
    m_responseLimits.fields = m_client->limits.fields;
    m_responseLimits.interim = m_client->limits.interim;
}

UpstreamCall::Impl::~Impl()
{
    m_client->buffers.give(m_buffer);
}

Awaitable<tl::expected<UpstreamHead, UpstreamFailure>> UpstreamCall::Impl::start()
{
    const auto self = shared_from_this();
    const SteadyClock::time_point now = SteadyClock::now();
    m_totalDue = now + std::chrono::milliseconds(m_request.timeouts.totalMs);
    m_proxy = m_client->proxy.proxyFor(m_request.origin);
    m_connection = m_client->pool.take(m_request.origin, now);
    m_reused = m_connection != nullptr;
    while (!m_failure) {
        if (!m_connection)
            co_await connect();
        if (!m_failure)
            co_await exchangeHead();
        if (m_failure && mayTryFresh()) {
            m_failure.reset();
            m_connection.reset();
            m_reused = false;
            continue;
        }
        break;
    }
    leave();
    if (m_failure)
        co_return tl::unexpected(*m_failure);
    if (const std::string_view coding = m_decoder->contentCoding(); !coding.empty())
        prepareContent(coding);
    UpstreamHead head;
    head.status = m_decoder->status();
    head.fields = m_decoder->takeFields();
    head.reusedConnection = m_reused;
    head.connectUs = m_connectUs;
    if (m_decoder->state() == ResponseDecoder::State::Complete)
        releaseConnection();
    co_return head;
}

/// An unknown coding is a fault of the body: the status stands.
void UpstreamCall::Impl::prepareContent(std::string_view coding)
{
    m_content = ContentDecoder::make(coding, m_client->limits.decodedRatio);
    m_unknownCoding = !m_content && m_decoder->state() == ResponseDecoder::State::Body;
}

/// A pooled connection may have died between our check and the send; then the request was not answered, and is sent
/// once more. A fresh connection gets no such second chance: the request may have been taken, and would be paid twice.
bool UpstreamCall::Impl::mayTryFresh() const
{
    return m_reused && m_peerGone && !m_anyByte && (m_failure->kind == Kind::Send || m_failure->kind == Kind::NoStatus);
}

Awaitable<void> UpstreamCall::Impl::exchangeHead()
{
    m_decoder.emplace(m_responseLimits, m_request.method);
    m_anyByte = m_peerGone = m_handedOver = false;
    m_client->buffers.give(m_buffer);
    co_await send();
    if (!m_failure && m_decoder->state() == ResponseDecoder::State::Head)
        co_await awaitHead();
}

/// The head of the request into bytes that will be wiped. False where a field can't be written.
bool UpstreamCall::Impl::writeHead(WipedBytes& head) const
{
    const Origin& origin = m_request.origin;
    if (!isToken(m_request.method) || !isTarget(m_request.target))
        return false;
    std::string& out = head.bytes();
    const std::string host = hostField(origin);
    out.append(m_request.method).append(" ");
    if (m_proxy && !origin.tls)
        out.append("http://").append(host);
    out.append(m_request.target).append(" HTTP/1.1\r\n");
    bool fine = appendField(out, "Host", host);
    if (m_proxy && !origin.tls && !m_proxy->authorization.empty())
        fine = fine && appendField(out, "Proxy-Authorization", m_proxy->authorization);
    for (const Field& field : m_request.fields)
        fine = fine && appendField(out, field.first, field.second);
    if (!m_request.secretField.empty()) {
        WipedBytes value(m_request.secretPrefix.size() + m_request.secret.size());
        value.bytes().append(m_request.secretPrefix).append(m_request.secret);
        fine = fine && appendField(out, m_request.secretField, value.view());
    }
    fine = fine && appendField(out, "Accept-Encoding", "identity");
    if (!m_request.body.empty() || m_request.method != "GET")
        fine = fine && appendField(out, "Content-Length", std::to_string(m_request.body.size()));
    out.append("\r\n");
    return fine;
}

std::size_t UpstreamCall::Impl::headSize() const
{
    std::size_t size = 256 + m_request.method.size() + m_request.target.size() + 2 * m_request.origin.host.size()
        + m_request.secretField.size() + m_request.secretPrefix.size() + m_request.secret.size();
    if (m_proxy)
        size += m_proxy->authorization.size();
    for (const Field& field : m_request.fields)
        size += field.first.size() + field.second.size() + 4;
    return size;
}

Awaitable<void> UpstreamCall::Impl::send()
{
    enter(Phase::Send, m_request.timeouts.sendMs);
    // Over TLS the first record carries the head and as much of the body as it holds.
    const bool joined = m_connection->tls() != nullptr;
    WipedBytes headBytes(std::max(headSize(), joined ? kRecord : 0));
    if (!writeHead(headBytes)) {
        abort(Kind::Send, "the request has a field that can't be written");
        co_return;
    }
    std::string_view body = m_request.body;
    if (joined) {
        const std::size_t room = kRecord - std::min(kRecord, headBytes.view().size());
        headBytes.bytes().append(body.substr(0, room));
        body.remove_prefix(std::min(room, body.size()));
    }
    std::string_view head = headBytes.view();
    while (!head.empty() || !body.empty()) {
        const IoResult result = m_connection->write(head, body);
        if (result.state == IoResult::State::Done) {
            const std::size_t ofHead = std::min(result.bytes, head.size());
            head.remove_prefix(ofHead);
            body.remove_prefix(result.bytes - ofHead);
            if (head.empty())
                headBytes.wipe();
            if (!body.empty())
                enter(Phase::Send, m_request.timeouts.sendMs); // progress
            continue;
        }
        if (result.state == IoResult::State::WantRead || result.state == IoResult::State::WantWrite) {
            co_await awaitRoomOrAnswer(result.state);
        } else { // broken, but an answer may have come before that
            m_peerGone = true;
            while (!takeHeadBytes()) { }
            if (!m_failure && m_decoder->state() == ResponseDecoder::State::Head)
                headEndedEarly(result);
        }
        if (m_failure || m_decoder->state() != ResponseDecoder::State::Head)
            break;
    }
    stopWatching();
    m_handedOver = !m_failure && head.empty() && body.empty();
}

/// Waits until the socket takes more; reads what the upstream says meanwhile. A final answer ends the send.
Awaitable<void> UpstreamCall::Impl::awaitRoomOrAnswer(IoResult::State wanted)
{
    if (!m_watching) {
        m_watching = true;
        m_connection->socket().async_wait(Connection::Socket::wait_read,
            [self = shared_from_this(), round = m_watchRound](const boost::system::error_code& code) {
                if (round != self->m_watchRound)
                    return;
                self->m_watching = false;
                if (code || self->m_failure)
                    return;
                self->m_answerCame = true;
                self->m_connection->interrupt(); // wakes the wait for room
            });
    }
    co_await m_connection->socket().async_wait(
        wanted == IoResult::State::WantRead ? Connection::Socket::wait_read : Connection::Socket::wait_write, kAwait);
    if (m_failure || !m_answerCame)
        co_return;
    m_answerCame = false;
    while (!takeHeadBytes()) { }
}

void UpstreamCall::Impl::stopWatching()
{
    ++m_watchRound;
    if (m_watching && m_connection)
        m_connection->interrupt();
    m_watching = m_answerCame = false;
}

Awaitable<void> UpstreamCall::Impl::awaitHead()
{
    const SteadyClock::time_point now = SteadyClock::now();
    m_progressAt = m_unsentMovedAt = now;
    const bool large = m_request.body.size() > kSurelyOnTheWire;
    m_lastUnsent = large ? m_connection->unsent() : 0;
    m_nextPoll = now + pollInterval();
    enter(Phase::Head, m_request.timeouts.firstByteMs);
    while (!m_failure && m_decoder->state() == ResponseDecoder::State::Head) {
        if (!m_connection->hasBuffered())
            co_await m_connection->socket().async_wait(Connection::Socket::wait_read, kAwait);
        if (m_failure)
            co_return;
        while (!takeHeadBytes()) { }
    }
}

bool UpstreamCall::Impl::takeHeadBytes()
{
    if (!m_buffer.block)
        m_buffer = m_client->buffers.small();
    if (m_buffer.spaceSize() == 0)
        growHeadBuffer();
    const std::size_t space = m_buffer.spaceSize();
    const IoResult result = m_connection->read(m_buffer.space(), space);
    if (result.state == IoResult::State::WantRead || result.state == IoResult::State::WantWrite)
        return true;
    if (result.state != IoResult::State::Done) {
        m_peerGone = true;
        headEndedEarly(result);
        return true;
    }
    m_anyByte = true;
    m_filled = result.bytes == space;
    m_buffer.end += result.bytes;
    m_buffer.begin += m_decoder->head(m_buffer.used());
    if (m_decoder->state() == ResponseDecoder::State::Faulty) {
        abort(Kind::BadHead, std::string(m_decoder->fault()));
        return true;
    }
    return m_decoder->state() != ResponseDecoder::State::Head || (!m_filled && !m_connection->hasBuffered());
}

/// Makes room behind a head that has none: the large block holds more than a head may have.
void UpstreamCall::Impl::growHeadBuffer()
{
    const std::string_view used = m_buffer.used();
    if (m_buffer.begin > 0) {
        std::memmove(m_buffer.block.get(), used.data(), used.size());
        m_buffer.begin = 0;
        m_buffer.end = used.size();
        return;
    }
    Buffer larger = m_client->buffers.large();
    std::memcpy(larger.block.get(), used.data(), used.size());
    larger.end = used.size();
    m_client->buffers.give(m_buffer);
    m_buffer = std::move(larger);
}

void UpstreamCall::Impl::headEndedEarly(const IoResult& result)
{
    const char* how = result.state == IoResult::State::Closed ? "closed" : "reset";
    if (m_decoder->status() != 0)
        abort(Kind::BadHead, std::string(how) + " inside the head");
    else if (!deliveredToWire())
        abort(Kind::Send, std::string(how) + " before the request was sent whole");
    else
        abort(Kind::NoStatus, std::string(how) + " without a status line");
}

bool UpstreamCall::Impl::deliveredToWire() const
{
    return m_handedOver && (!m_connection || m_connection->unsent() == 0);
}

void UpstreamCall::Impl::abort(Kind kind, std::string detail)
{
    if (m_failure || m_ended)
        return;
    m_failure = UpstreamFailure { kind, std::move(detail), deliveredToWire(), m_decoder ? m_decoder->status() : 0 };
    // A request that is not whole must not become whole by what the kernel still holds.
    if (m_connection && m_failure->sentWhole)
        m_connection->close();
    else if (m_connection)
        m_connection->reset();
    m_signal.cancel();
    m_timer.cancel();
    m_timerArmed = false;
}

void UpstreamCall::Impl::cancel()
{
    abort(Kind::Cancelled, "cancelled");
    m_timer.cancel();
}

// --- Time: one timer, armed for the earliest deadline it has ever had and asked again when it fires. -----------------

void UpstreamCall::Impl::enter(Phase phase, int milliseconds)
{
    m_phase = phase;
    m_phaseDue = SteadyClock::now() + std::chrono::milliseconds(milliseconds);
    armTimer();
}

void UpstreamCall::Impl::leave()
{
    m_phase = Phase::Outside;
    m_leftAt = SteadyClock::now();
}

SteadyClock::time_point UpstreamCall::Impl::due() const
{
    if (m_phase == Phase::Outside)
        return m_totalDue;
    SteadyClock::time_point earliest = std::min(m_totalDue, m_phaseDue);
    if (m_phase == Phase::Head && m_lastUnsent > 0)
        earliest = std::min(earliest, m_nextPoll);
    return earliest;
}

void UpstreamCall::Impl::armTimer()
{
    const SteadyClock::time_point at = due();
    if (m_timerArmed && m_timerAt <= at)
        return;
    m_timerAt = at;
    m_timerArmed = true;
    m_timer.expires_at(at);
    m_timer.async_wait([self = shared_from_this()](const boost::system::error_code& code) {
        if (!code)
            self->onTimer();
    });
}

void UpstreamCall::Impl::onTimer()
{
    m_timerArmed = false;
    if (m_failure || m_ended)
        return;
    const SteadyClock::time_point now = SteadyClock::now();
    if (m_phase == Phase::Head && m_lastUnsent > 0)
        pollUnsent(now);
    if (!m_failure && now >= due())
        expire(now);
    else if (!m_failure)
        armTimer();
}

/// The kernel has the whole request, but the peer takes none of it: that is a stalled send, not a slow answer.
void UpstreamCall::Impl::pollUnsent(SteadyClock::time_point now)
{
    const std::size_t unsent = m_connection->unsent();
    if (unsent < m_lastUnsent) {
        m_unsentMovedAt = m_progressAt = now;
        m_phaseDue = now + std::chrono::milliseconds(m_request.timeouts.firstByteMs);
    }
    m_lastUnsent = unsent;
    if (unsent > 0 && now - m_unsentMovedAt >= std::chrono::milliseconds(m_request.timeouts.sendMs))
        return abort(Kind::Send, "the upstream takes no more of the request");
    m_nextPoll = now + pollInterval();
}

std::chrono::milliseconds UpstreamCall::Impl::pollInterval() const
{
    const int limit = std::min(m_request.timeouts.sendMs, m_request.timeouts.firstByteMs);
    return std::chrono::milliseconds(std::clamp(limit / 4, 1, 1000));
}

void UpstreamCall::Impl::expire(SteadyClock::time_point now)
{
    if (now >= m_totalDue)
        return abort(Kind::TotalTimeout, "the call took too long");
    switch (m_phase) {
    case Phase::Outside:
        return;
    case Phase::Connect:
        return abort(Kind::ConnectTimeout, "not connected in time");
    case Phase::Send:
        return abort(Kind::Send, "the upstream takes no more of the request");
    case Phase::Head:
        if (!deliveredToWire())
            return abort(Kind::Send, "the upstream takes no more of the request");
        return abort(Kind::FirstByteTimeout, "no answer in time");
    case Phase::Body:
        if (m_progressRequired && !m_progressed)
            return abort(Kind::FirstByteTimeout, "no content in time");
        return abort(Kind::IdleTimeout, "the answer stalled");
    }
}

} // namespace signalbox::http
