// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/sse.h"

namespace signalbox::http {
namespace {

// Line ends, fields and the byte order mark as in the HTML standard, section 9.2.6 "Interpreting an event stream".
constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnds = "\r\n";

/// The bytes of the line end that starts at `at`.
std::size_t lineEndLength(std::string_view text, std::size_t at)
{
    return text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
}

} // namespace

SseSplitter::SseSplitter(std::size_t maxEventBytes)
    : m_maxEventBytes(maxEventBytes)
{
}

Result<std::vector<SseEvent>> SseSplitter::feed(std::string_view bytes)
{
    if (m_dead)
        return fail("sse_event_too_large");
    m_buffer.append(bytes);
    const std::string_view text = m_buffer;
    std::vector<SseEvent> events;
    std::size_t eventStart = 0;
    while (m_lineStart < text.size()) {
        if (m_afterCr && text[m_lineStart] == '\n')
            m_scanned = ++m_lineStart;
        m_afterCr = false;
        const auto end = text.find_first_of(kLineEnds, m_scanned);
        if (end == std::string_view::npos) {
            m_scanned = text.size();
            break;
        }
        const std::size_t length = lineEndLength(text, end);
        const bool streamStart = m_atStart && m_lineStart == 0 && text.starts_with(kBom);
        const std::size_t lineStart = m_lineStart + (streamStart ? kBom.size() : 0);
        m_afterCr = length == 1 && text[end] == '\r';
        m_lineStart = m_scanned = end + length;
        if (end != lineStart)
            continue;
        if (m_lineStart - eventStart > m_maxEventBytes)
            break;
        events.push_back(parse(text.substr(eventStart, m_lineStart - eventStart)));
        m_atStart = false;
        eventStart = m_lineStart;
    }
    m_buffer.erase(0, eventStart);
    m_lineStart -= eventStart;
    m_scanned -= eventStart;
    m_dead = m_buffer.size() > m_maxEventBytes;
    if (m_dead && events.empty())
        return fail("sse_event_too_large");
    return events;
}

SseEvent SseSplitter::parse(std::string_view raw)
{
    SseEvent event { std::string(raw), {}, {}, true };
    bool hasData = false;
    if (m_atStart && raw.starts_with(kBom))
        raw.remove_prefix(kBom.size());
    while (!raw.empty()) {
        const auto end = raw.find_first_of(kLineEnds);
        const std::string_view line = raw.substr(0, end);
        raw.remove_prefix(end + lineEndLength(raw, end));
        if (line.empty() || line.front() == ':')
            continue;
        event.comment = false;
        const auto colon = line.find(':');
        const std::string_view name = line.substr(0, colon);
        std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' '))
            value.remove_prefix(1);
        if (name == "data") {
            if (hasData)
                event.data.push_back('\n');
            event.data.append(value);
            hasData = true;
        } else if (name == "event") {
            event.event = value;
        }
    }
    return event;
}

std::string_view SseSplitter::pending() const
{
    return m_buffer;
}

std::vector<SseEvent> SseSplitter::finish()
{
    // A lone LF in the buffer can only be one that followed an event's last CR: by itself it would have been an event.
    if (m_dead || m_buffer != "\n")
        return {};
    m_buffer.clear();
    m_lineStart = m_scanned = 0;
    return { SseEvent { "\n", {}, {}, true } };
}

} // namespace signalbox::http
