// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/upstream_call.h"

#include <algorithm>
#include <cstring>

namespace signalbox::http {

Awaitable<tl::expected<BodyPiece, UpstreamFailure>> UpstreamCall::Impl::readPiece()
{
    const auto self = shared_from_this();
    if (m_ended)
        co_return BodyPiece { {}, true };
    if (!m_failure)
        enterBody();
    while (!m_failure) {
        const BodyPiece piece = decodeBuffered();
        if (!piece.bytes.empty() || piece.end) {
            leave();
            co_return piece;
        }
        if (m_failure)
            break;
        if (!m_filled && !m_connection->hasBuffered()) {
            m_client->buffers.give(m_buffer); // a stream that waits holds none
            co_await m_connection->socket().async_wait(Connection::Socket::wait_read, kAwait);
        }
        if (!m_failure)
            takeBodyBytes();
    }
    m_client->buffers.give(m_buffer);
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
BodyPiece UpstreamCall::Impl::decodeBuffered()
{
    switch (m_decoder->state()) {
    case ResponseDecoder::State::Complete:
        m_ended = true;
        m_timer.cancel();
        return { {}, true };
    case ResponseDecoder::State::Faulty:
        abort(Kind::BadBody, std::string(m_decoder->fault()));
        return {};
    default:
        break;
    }
    if (!withinLimits() || m_buffer.isEmpty())
        return {};
    char* const front = m_buffer.block.get() + m_buffer.begin;
    const ResponseDecoder::Piece piece = m_decoder->body(front, m_buffer.end - m_buffer.begin);
    const std::string_view rest(front + piece.consumed, m_buffer.end - m_buffer.begin - piece.consumed);
    m_buffer.begin = m_buffer.end = 0; // the block itself stays until the caller has used the payload
    if (m_decoder->state() == ResponseDecoder::State::Body)
        m_carry.assign(rest);
    m_bodyBytes += piece.payload;
    if (m_decoder->state() == ResponseDecoder::State::Complete) {
        m_surplus = !rest.empty();
        releaseConnection();
    }
    if (!withinLimits())
        return {};
    if (piece.payload == 0 && m_decoder->state() != ResponseDecoder::State::Body)
        return decodeBuffered(); // only framing came: the end, or a fault
    return { { front, piece.payload }, false };
}

bool UpstreamCall::Impl::withinLimits()
{
    if (m_decoder->isEventStream())
        return true;
    const std::uint64_t limit = m_client->limits.decodedBytes;
    if (m_bodyBytes > limit || m_decoder->contentLength().value_or(0) > limit)
        abort(Kind::BadBody, "the answer is too large");
    return !m_failure;
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
    if (m_decoder->state() != ResponseDecoder::State::Complete)
        abort(Kind::Truncated,
            result.state == IoResult::State::Closed ? "closed inside the body" : "reset inside the body");
    else
        m_connection->close();
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
