// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/chunk_decoder.h"
#include "core/http/message.h"
#include "core/http/request_guard.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::http {

/// Finds the end of a request head and refuses on the way what a lenient parser would let pass: bare CR or LF, folded
/// lines, control bytes, too many or too long lines. Looks at each byte once.
class HeadScanner {
public:
    struct Step {
        enum class State { More, End, Refused } state = State::More;
        std::size_t used = 0;
        Refusal refusal;
    };
    explicit HeadScanner(const Limits& limits);
    [[nodiscard]] Step scan(std::string_view bytes);

private:
    enum class At { Method, RequestLine, LineStart, FieldLine, Lf };
    [[nodiscard]] std::size_t skipLine(std::string_view bytes);
    [[nodiscard]] Step refuse(std::size_t used, Refusal refusal) const;
    [[nodiscard]] Refusal faultAt(char byte) const;

    const Limits* m_limits;
    At m_at = At::Method;
    std::size_t m_bytes = 0;  ///< of the head so far
    std::size_t m_lines = 0;  ///< complete ones
    std::size_t m_inLine = 0; ///< bytes of the present one
};

/// Bytes in, one request out: head through Boost.Beast's strict parser and the guard, body by its announced length or
/// by chunks. Sans-I/O; the verdict is the same however the bytes are split.
class RequestCodec {
public:
    enum class Event {
        NeedMore, ///< all bytes are used
        Head,     ///< head() is complete and has passed the guard; feed again (also with nothing) for the body
        Complete, ///< take() gives the request
        Refused,  ///< refusal() says why; nothing after it may be read as a request
    };
    struct Step {
        Event event = Event::NeedMore;
        std::size_t used = 0;
    };

    /// The limits must outlive the codec.
    explicit RequestCodec(const Limits& limits);
    [[nodiscard]] Step feed(std::string_view bytes);
    /// The bytes of the body are counted and checked, but not kept.
    void discardBody() { m_discard = true; }

    [[nodiscard]] const RequestHead& head() const { return m_request.head; }
    /// Null until the head was read whole.
    [[nodiscard]] const RequestHead* headIfRead() const { return m_headRead ? &m_request.head : nullptr; }
    [[nodiscard]] const Refusal& refusal() const { return m_refusal; }
    /// A byte of a request has come.
    [[nodiscard]] bool started() const { return m_started; }
    [[nodiscard]] bool inBody() const { return m_phase == Phase::Length || m_phase == Phase::Chunks; }
    /// Content-Length, or none where the body is chunked.
    [[nodiscard]] std::optional<std::uint64_t> announcedBody() const;
    [[nodiscard]] std::uint64_t bodyBytes() const { return m_bodyBytes; }
    [[nodiscard]] bool expectsContinue() const;
    /// What the client asks for; after a refusal always false.
    [[nodiscard]] bool keepAlive() const { return m_keepAlive; }

    /// The complete request. The codec is then ready for the next one.
    [[nodiscard]] Request take();

private:
    enum class Phase { EmptyLines, Head, Length, Chunks, Refused };

    [[nodiscard]] Step feedEmptyLines(std::string_view bytes);
    [[nodiscard]] Step feedHead(std::string_view bytes);
    [[nodiscard]] Step parseHead(std::string_view text, std::size_t used);
    [[nodiscard]] Step feedLength(std::string_view bytes);
    [[nodiscard]] Step feedChunks(std::string_view bytes);
    [[nodiscard]] Step refuse(Refusal refusal, std::size_t used);
    void keep(std::string_view body);

    const Limits* m_limits;
    Phase m_phase = Phase::EmptyLines;
    int m_emptyLines = 0;
    bool m_afterCr = false;
    bool m_started = false;
    bool m_headRead = false;
    bool m_discard = false;
    bool m_keepAlive = false;
    HeadScanner m_scanner;
    std::string m_partial; ///< of a head that came in several pieces
    ChunkDecoder m_chunks;
    std::uint64_t m_due = 0; ///< of a body with a length
    std::uint64_t m_bodyBytes = 0;
    Request m_request;
    Refusal m_refusal;
};

} // namespace signalbox::http
