// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/http/sse.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox {

/// One streamed answer on its way through: cuts it into events, holds everything back until the first content so that
/// a broken start can still fall back, hides the usage chunk nobody asked for, counts the output and stops at the
/// reserved maximum. Sans-I/O; bytes that pass are the upstream's own.
class StreamRelay {
public:
    struct Options {
        Endpoint endpoint = Endpoint::ChatCompletions;
        UsageMeaning meaning = UsageMeaning::InputIncludesCache;
        bool showUsage = false;            ///< the client asked for include_usage
        std::int64_t maxOutputTokens = -1; ///< reserved over all choices; -1: none
        /// How the output is counted against it: by events, each of which is a token for certain, where the upstream
        /// knows the maximum too; by bytes, which no tokens outnumber, where the upstream was told a larger one.
        enum class Count { Events, Bytes } count = Count::Events;
    };
    enum class Verdict {
        Continue,
        Done,  ///< [DONE] came (not among bytes: the caller appends its comment and the end)
        Error, ///< an error event, an unreadable or too large event
        Cut,   ///< the reserved maximum is reached
    };
    struct Step {
        std::string bytes; ///< to be forwarded now
        Verdict verdict = Verdict::Continue;
        bool progress = false; ///< an event with content came
    };

    explicit StreamRelay(Options options);
    [[nodiscard]] Step feed(std::string_view bytes);
    /// More was reserved: from now on this is the maximum.
    void setMaximum(std::int64_t tokens, Options::Count count);
    /// The upstream's body has ended properly: what is still complete is taken; Done where a finish reason was seen.
    [[nodiscard]] Step finish();

    [[nodiscard]] bool started() const { return m_started; } ///< content was released to the client
    [[nodiscard]] const Usage& usage() const { return m_usage; }
    [[nodiscard]] std::int64_t outputBytes() const { return m_outputBytes; }
    [[nodiscard]] std::int64_t contentEvents() const { return m_contentEvents; } ///< each at least one token
    /// A high estimate of the tokens that came: each content event is at least one.
    [[nodiscard]] std::int64_t outputTokens() const;
    [[nodiscard]] const std::string& finishReason() const { return m_finishReason; }
    [[nodiscard]] const std::string& model() const { return m_model; }
    [[nodiscard]] const std::string& answerId() const { return m_answerId; } ///< of the first event that has one
    [[nodiscard]] const AnswerError& error() const { return m_error; }
    [[nodiscard]] const std::string& errorCode() const { return m_errorCode; } ///< "" for the upstream's own error
    /// What validators look at; the text is kept only while it is below 1 MiB.
    [[nodiscard]] Answer gathered() const;

private:
    void take(http::SseEvent&& event, Step& step);
    void release(std::string&& raw, Step& step);
    [[nodiscard]] bool overMaximum(const StreamEvent& event) const;

    Options m_options;
    http::SseSplitter m_splitter;
    std::string m_held;
    bool m_started = false;
    bool m_ended = false;
    Usage m_usage;
    std::int64_t m_outputBytes = 0;
    std::int64_t m_contentEvents = 0;
    std::string m_finishReason;
    std::string m_model;
    std::string m_answerId;
    std::string m_text;
    std::string m_refusal;
    bool m_toolCalls = false;
    AnswerError m_error;
    std::string m_errorCode;
};

} // namespace signalbox
