// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/relay.h"

#include <algorithm>

namespace signalbox {

namespace {
constexpr std::size_t kHeldLimit = 1024 * 1024;
constexpr std::size_t kTextLimit = 1024 * 1024;
} // namespace

StreamRelay::StreamRelay(Options options)
    : m_options(options)
{
}

StreamRelay::Step StreamRelay::feed(std::string_view bytes)
{
    Step step;
    if (m_ended)
        return step;
    auto events = m_splitter.feed(bytes);
    if (!events) {
        m_errorCode = events.error().code;
        m_ended = true;
        step.verdict = Verdict::Error;
        return step;
    }
    for (http::SseEvent& event : *events) {
        take(std::move(event), step);
        if (step.verdict != Verdict::Continue) {
            m_ended = true;
            break;
        }
    }
    return step;
}

StreamRelay::Step StreamRelay::finish()
{
    Step step;
    if (m_ended)
        return step;
    for (http::SseEvent& event : m_splitter.finish()) {
        take(std::move(event), step);
        if (step.verdict != Verdict::Continue)
            return step;
    }
    m_ended = true;
    if (m_splitter.pending().empty() && !m_finishReason.empty()) {
        step.verdict = Verdict::Done;
        return step;
    }
    m_errorCode = "upstream_truncated";
    step.verdict = Verdict::Error;
    return step;
}

void StreamRelay::setMaximum(std::int64_t tokens, Options::Count count)
{
    m_options.maxOutputTokens = tokens;
    m_options.count = count;
}

bool StreamRelay::overMaximum(const StreamEvent& event) const
{
    if (m_options.maxOutputTokens < 0 || !event.hasContent)
        return false;
    // An honest upstream stops by itself, so the guard must never cut one: an event with content is at least one token.
    if (m_contentEvents + 1 > m_options.maxOutputTokens)
        return true;
    return m_options.count == Options::Count::Bytes && m_outputBytes + event.outputBytes > m_options.maxOutputTokens;
}

std::int64_t StreamRelay::outputTokens() const
{
    return std::max(m_contentEvents, estimateTokens(m_outputBytes));
}

void StreamRelay::release(std::string&& raw, Step& step)
{
    if (m_started) {
        step.bytes += raw;
        return;
    }
    m_held += raw;
    if (m_held.size() > kHeldLimit) {
        m_errorCode = "upstream_no_content";
        step.verdict = Verdict::Error;
    }
}

void StreamRelay::take(http::SseEvent&& event, Step& step)
{
    if (event.comment) {
        // Keep-alives before the first content are dropped: they would commit the answer to this upstream.
        if (m_started)
            step.bytes += event.raw;
        return;
    }
    StreamEvent read = readStreamEvent(m_options.endpoint, event.data, event.event, m_options.meaning);
    if (read.usage.present || read.usage.invalid)
        m_usage = std::move(read.usage);
    if (!read.model.empty() && m_model.empty())
        m_model = std::move(read.model);
    if (!read.id.empty() && m_answerId.empty())
        m_answerId = std::move(read.id);
    // Some servers (LiteLLM) put the usage that we asked for into a chunk with an empty choice instead of none.
    const bool carriesUsage =
        m_usage.present && read.kind == StreamEvent::Kind::Delta && event.data.find("\"usage\":{") != std::string::npos;
    if (carriesUsage && m_started && !read.hasContent && read.outputBytes == 0 && read.finishReason.empty())
        read.kind = StreamEvent::Kind::Usage;
    switch (read.kind) {
    case StreamEvent::Kind::Done:
        step.verdict = Verdict::Done;
        return;
    case StreamEvent::Kind::Error:
        m_error = std::move(read.error);
        step.verdict = Verdict::Error;
        return;
    case StreamEvent::Kind::Unreadable:
        m_errorCode = "upstream_bad_event";
        step.verdict = Verdict::Error;
        return;
    case StreamEvent::Kind::Usage:
        if (m_options.showUsage)
            release(std::move(event.raw), step);
        return;
    case StreamEvent::Kind::Delta:
    case StreamEvent::Kind::Other:
        break;
    }
    if (overMaximum(read)) {
        step.verdict = Verdict::Cut;
        return;
    }
    m_outputBytes += read.outputBytes;
    m_contentEvents += read.hasContent ? 1 : 0;
    if (!read.finishReason.empty())
        m_finishReason = std::move(read.finishReason);
    if (m_text.size() + read.text.size() <= kTextLimit)
        m_text += read.text;
    m_refusal += read.refusal;
    m_toolCalls = m_toolCalls || read.toolCall;
    if (read.hasContent) {
        step.progress = true;
        if (!m_started) {
            m_started = true;
            step.bytes += m_held;
            m_held.clear();
            m_held.shrink_to_fit();
        }
    }
    release(std::move(event.raw), step);
}

Answer StreamRelay::gathered() const
{
    Answer answer;
    answer.id = m_answerId;
    answer.model = m_model;
    answer.finishReason = m_finishReason;
    answer.text = m_text;
    answer.refusal = m_refusal;
    answer.hasToolCalls = m_toolCalls;
    answer.choices = 1;
    answer.outputBytes = m_outputBytes;
    answer.usage = m_usage;
    return answer;
}

} // namespace signalbox
