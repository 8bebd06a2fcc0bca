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
    bool comment = false; ///< only comment lines: a keep-alive, no progress
};

/// Cuts a byte stream into events, wherever the bytes are split: LF, CRLF and lone CR line ends, BOM at the start,
/// multi-line data. Sans-I/O. The concatenation of all raw fields plus pending() is the input.
class SseSplitter {
public:
    explicit SseSplitter(std::size_t maxEventBytes = 1024 * 1024);
    /// Appends bytes and returns the events they complete. Errors: sse_event_too_large (then the splitter is dead).
    [[nodiscard]] Result<std::vector<SseEvent>> feed(std::string_view bytes);
    /// Bytes of an event that was never finished: never forwarded.
    [[nodiscard]] std::string_view pending() const;
    /// At the end of the stream: a last CR-terminated event that only waited for a possible LF.
    [[nodiscard]] std::vector<SseEvent> finish();

private:
    std::size_t m_maxEventBytes;
    std::string m_buffer;
    std::size_t m_scanned = 0;
    bool m_atStart = true;
    bool m_dead = false;
};

} // namespace signalbox::http
