// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace signalbox::http {

/// Undoes Content-Encoding gzip, x-gzip or deflate as the bytes come, with the check sum verified and the growth
/// bounded. Sans-I/O, for one body.
class ContentDecoder {
public:
    enum class State { Running, Faulty };

    /// nullptr for any other coding: none is guessed.
    [[nodiscard]] static std::unique_ptr<ContentDecoder> make(std::string_view coding, std::size_t maxRatio);
    ~ContentDecoder();
    ContentDecoder(const ContentDecoder&) = delete;
    ContentDecoder& operator=(const ContentDecoder&) = delete;

    /// Only when nothing is pending. The bytes must stay until they are taken.
    void feed(std::string_view bytes);
    /// True while take() may give more.
    [[nodiscard]] bool isPending() const;
    /// Decodes into out and returns how many bytes it wrote. What was good before a fault is given first.
    [[nodiscard]] std::size_t take(char* out, std::size_t size);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::string_view fault() const { return m_fault; }
    /// After the last byte was taken: true where the coded body was complete (or empty).
    [[nodiscard]] bool isWhole() const;

private:
    struct Stream;
    ContentDecoder(std::unique_ptr<Stream> stream, std::size_t maxRatio);
    void fail(std::string_view fault);
    [[nodiscard]] bool startNextMember();

    std::unique_ptr<Stream> m_stream;
    std::size_t m_maxRatio;
    std::string_view m_fault;
    State m_state = State::Running;
    bool m_outputFull = false; ///< the last take() filled its buffer: there may be more inside
    bool m_memberEnded = false;
    std::uint64_t m_received = 0;
    std::uint64_t m_produced = 0;
};

} // namespace signalbox::http
