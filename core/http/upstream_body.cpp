// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/upstream_call.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstring>

namespace signalbox::http {
namespace {

/// An upstream that sends faster than we read must not keep the thread to itself.
constexpr unsigned kReadsInARow = 4;

} // namespace

Awaitable<tl::expected<BodyPiece, UpstreamFailure>> UpstreamCall::Impl::readPiece()
{
    const auto self = shared_from_this();
    if (!m_ended && !m_failure)
        enterBody();
    while (!m_failure) {
        const BodyPiece piece = nextPiece();
        if (!piece.bytes.empty() || piece.end) {
            leave();
            co_return piece;
        }
        if (!m_failure)
            co_await awaitBodyBytes();
        if (!m_failure)
            takeBodyBytes();
    }
    giveBuffers();
    leave();
    co_return tl::unexpected(*m_failure);
}

/// The time the caller has spent with the last piece counts for nobody: then we did not read.
void UpstreamCall::Impl::enterBody()
{
    m_phase = Phase::Body;
    const SteadyClock::time_point now = SteadyClock::now();
    const UpstreamTimeouts& timeouts = m_request.timeouts;
    if (m_progressRequired) {
        m_progressAt += now - std::max(m_leftAt, m_progressAt);
        m_phaseDue = m_progressAt + std::chrono::milliseconds(m_progressed ? timeouts.idleMs : timeouts.firstByteMs);
    } else {
        m_phaseDue = now + std::chrono::milliseconds(timeouts.idleMs);
    }
    armTimer();
}

void UpstreamCall::Impl::noteProgress()
{
    m_progressed = true;
    m_progressAt = SteadyClock::now();
    if (m_phase == Phase::Body)
        m_phaseDue = m_progressAt + std::chrono::milliseconds(m_request.timeouts.idleMs);
}

/// The next piece out of what was read, or an empty one. A fault behind good bytes waits until these are delivered.
BodyPiece UpstreamCall::Impl::nextPiece()
{
    while (withinLimits()) {
        if (m_content && m_content->isPending()) {
            const BodyPiece piece = inflate();
            if (!piece.bytes.empty() || m_failure)
                return piece;
            continue;
        }
        if (m_content && m_content->state() == ContentDecoder::State::Faulty) {
            abort(Kind::BadBody, std::string(m_content->fault()));
            break;
        }
        if (m_decoder->state() == ResponseDecoder::State::Complete)
            return endOfBody();
        if (m_decoder->state() == ResponseDecoder::State::Faulty) {
            abort(Kind::BadBody, std::string(m_decoder->fault()));
            break;
        }
        if (m_buffer.isEmpty())
            break;
        const std::string_view payload = unframe();
        if (m_content)
            m_content->feed(payload);
        else if (!payload.empty())
            return { payload, false };
    }
    return {};
}

/// Takes the framing off what was read. The block stays until the caller has used the payload.
std::string_view UpstreamCall::Impl::unframe()
{
    char* const front = m_buffer.block.get() + m_buffer.begin;
    const std::size_t size = m_buffer.end - m_buffer.begin;
    const ResponseDecoder::Piece piece = m_decoder->body(front, size);
    const std::string_view rest(front + piece.consumed, size - piece.consumed);
    m_buffer.begin = m_buffer.end = 0;
    if (m_decoder->state() == ResponseDecoder::State::Body)
        m_carry.assign(rest);
    m_framedBytes += piece.payload;
    if (!m_content)
        m_decodedBytes = m_framedBytes;
    if (m_decoder->state() == ResponseDecoder::State::Complete) {
        m_surplus = !rest.empty();
        releaseConnection();
    }
    return withinLimits() ? std::string_view(front, piece.payload) : std::string_view();
}

BodyPiece UpstreamCall::Impl::inflate()
{
    if (!m_inflated.block)
        m_inflated = m_client->buffers.large();
    const std::size_t size = std::min(m_inflated.size, kLargestPiece);
    const std::size_t produced = m_content->take(m_inflated.block.get(), size);
    m_decodedBytes += produced;
    if (!withinLimits())
        return {};
    return { { m_inflated.block.get(), produced }, false };
}

BodyPiece UpstreamCall::Impl::endOfBody()
{
    if (m_content && !m_content->isWhole()) {
        abort(Kind::BadBody, "compressed body cut short");
        return {};
    }
    m_ended = true;
    m_timer.cancel();
    m_timerArmed = false;
    return { {}, true };
}

/// An event stream has no total: its events are bounded by whoever splits them, its length by time and money.
bool UpstreamCall::Impl::withinLimits()
{
    const std::uint64_t limit = m_client->limits.decodedBytes;
    if (m_unknownCoding)
        abort(Kind::BadBody, "unknown content coding");
    else if (!m_decoder->isEventStream()
        && std::max({ m_framedBytes, m_decodedBytes, m_decoder->contentLength().value_or(0) }) > limit)
        abort(Kind::BadBody, "the answer is too large");
    return !m_failure;
}

Awaitable<void> UpstreamCall::Impl::awaitBodyBytes()
{
    if (!m_filled && !m_connection->hasBuffered()) {
        m_readsInARow = 0;
        giveBuffers(); // a stream that waits holds none
        co_await m_connection->socket().async_wait(Connection::Socket::wait_read, kAwait);
    } else if (++m_readsInARow >= kReadsInARow) {
        m_readsInARow = 0;
        co_await asio::post(m_client->io.get_executor(), kAwait);
    }
}

void UpstreamCall::Impl::giveBuffers()
{
    m_client->buffers.give(m_buffer);
    m_client->buffers.give(m_inflated);
}

void UpstreamCall::Impl::prepareBodyBuffer()
{
    const bool wantLarge = m_filled || m_carry.size() > BufferPool::kSmall / 2;
    if (!m_buffer.block || (wantLarge && m_buffer.size == BufferPool::kSmall)) {
        m_client->buffers.give(m_buffer);
        m_buffer = wantLarge ? m_client->buffers.large() : m_client->buffers.small();
    }
    std::memcpy(m_buffer.block.get(), m_carry.data(), m_carry.size());
    m_buffer.begin = 0;
    m_buffer.end = m_carry.size();
}

void UpstreamCall::Impl::takeBodyBytes()
{
    prepareBodyBuffer();
    const std::size_t space = std::min(m_buffer.spaceSize(), kLargestPiece);
    const IoResult result = m_connection->read(m_buffer.space(), space);
    if (result.state == IoResult::State::Done) {
        m_carry.clear();
        m_buffer.end += result.bytes;
        m_filled = result.bytes == space;
        return;
    }
    m_buffer.begin = m_buffer.end = 0;
    m_filled = false;
    if (result.state == IoResult::State::WantRead || result.state == IoResult::State::WantWrite)
        return;
    if (result.state == IoResult::State::Closed)
        m_decoder->finish();
    if (m_decoder->state() == ResponseDecoder::State::Complete)
        m_connection->close();
    else
        abort(Kind::Truncated,
            result.state == IoResult::State::Closed ? "closed inside the body" : "reset inside the body");
}

void UpstreamCall::Impl::releaseConnection()
{
    const bool reusable =
        m_decoder->keepAlive() && m_handedOver && !m_surplus && m_buffer.isEmpty() && !m_connection->hasBuffered();
    if (reusable)
        m_client->keepIdle(m_request.origin, std::move(m_connection));
    m_connection.reset();
}

} // namespace signalbox::http
