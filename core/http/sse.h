// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::http {

/// One server-sent event: its exact bytes (with its line ends and the blank line) and its data field, joined by LF.
struct SseEvent {
    std::string raw;
    std::string data;
    std::string event;    ///< the "event:" field, or ""
    bool comment = false; ///< only comment lines or nothing at all: a keep-alive, no progress
};

/// Cuts a byte stream into events, wherever the bytes are split: LF, CRLF and lone CR line ends, BOM at the start,
/// multi-line data. Sans-I/O. The concatenation of all raw fields plus pending() is the input.
/// A CR ends its line at once, so no event waits for a byte that may never come; an LF that follows it in a later feed
/// opens the raw bytes of the next event.
class SseSplitter {
public:
    explicit SseSplitter(std::size_t maxEventBytes = 1024 * 1024);
    /// Appends bytes and returns the events they complete. Errors: sse_event_too_large (then the splitter is dead);
    /// events that were complete before the large one are returned first, the error then comes with the next call.
    [[nodiscard]] Result<std::vector<SseEvent>> feed(std::string_view bytes);
    /// Bytes of an event that was never finished: never forwarded.
    [[nodiscard]] std::string_view pending() const;
    /// At the end of the stream: the LF of a last CRLF that came in a piece of its own, as a comment event.
    [[nodiscard]] std::vector<SseEvent> finish();

private:
    [[nodiscard]] SseEvent parse(std::string_view raw);

    std::size_t m_maxEventBytes;
    std::string m_buffer;        ///< bytes since the last complete event
    std::size_t m_lineStart = 0; ///< in m_buffer: the line that is not complete yet
    std::size_t m_scanned = 0;   ///< in m_buffer: no line end before this place and after m_lineStart
    bool m_afterCr = false;      ///< an LF at m_lineStart belongs to the line end before it
    bool m_atStart = true;       ///< no event was cut yet: a BOM may stand first
    bool m_dead = false;
};

} // namespace signalbox::http
