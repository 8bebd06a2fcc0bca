// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace signalbox::http {

struct ResponseLimits {
    std::size_t headerBytes = 64 * 1024;
    std::size_t fields = 128;
    int interim = 16;                      ///< 1xx answers skipped before giving up
    std::size_t chunkLineBytes = 4 * 1024; ///< one chunk-size line with its extensions
    std::size_t trailerBytes = 8 * 1024;
};

/// Turns the bytes of one connection into one response: strict, sans-I/O, for one exchange. First head() until the
/// state leaves Head, then body() until it is Complete. A fault is final; the status line that was read before it
/// stays known, because a 2xx is billed even when the rest is garbage.
class ResponseDecoder {
public:
    enum class State { Head, Body, Complete, Faulty };

    explicit ResponseDecoder(const ResponseLimits& limits, std::string_view method = "POST");
    ~ResponseDecoder();
    ResponseDecoder(const ResponseDecoder&) = delete;
    ResponseDecoder& operator=(const ResponseDecoder&) = delete;

    /// Looks at all bytes that are not consumed yet: the same ones again, with more behind them, until it consumes
    /// them. Skips interim answers. Returns how many bytes were consumed; what follows the final head is body.
    [[nodiscard]] std::size_t head(std::string_view buffered);

    struct Piece {
        std::size_t payload = 0;  ///< this many body bytes now stand at the front
        std::size_t consumed = 0; ///< bytes [consumed, size) must be given again with more behind them, or are surplus
    };
    /// Strips the framing in place.
    [[nodiscard]] Piece body(char* bytes, std::size_t size);
    /// The peer has closed: completes a body that is delimited by it. Any other one stays incomplete.
    void finish();

    [[nodiscard]] State state() const { return m_state; }
    /// What is wrong, in English, where the state is Faulty.
    [[nodiscard]] std::string_view fault() const { return m_fault; }
    /// The final status as soon as its line was seen, faulty or not, else 0. Interim answers have none.
    [[nodiscard]] int status() const { return m_status; }
    /// The fields that concern the content: framing and hop-by-hop fields are left out.
    [[nodiscard]] Fields takeFields() { return std::move(m_fields); }
    /// "" where there is none or it is identity.
    [[nodiscard]] std::string_view contentCoding() const { return m_contentCoding; }
    [[nodiscard]] bool isEventStream() const { return m_eventStream; }
    [[nodiscard]] std::optional<std::uint64_t> contentLength() const { return m_contentLength; }
    /// True where the connection may carry another exchange once this one is complete.
    [[nodiscard]] bool keepAlive() const;

private:
    class Parser;

    [[nodiscard]] std::size_t headEnd(std::string_view rest);
    void readStatusPrefix(std::string_view rest);
    [[nodiscard]] bool checkReason(std::string_view line);
    void finishHead(std::string_view head);
    void parseFields(std::string_view fields);
    void takeField(std::string_view name, std::string_view value);
    void fail(std::string_view fault);

    ResponseLimits m_limits;
    bool m_withoutBody;
    State m_state = State::Head;
    std::string_view m_fault;
    int m_status = 0;
    int m_interim = 0;
    // The head that is being scanned.
    int m_lineStatus = 0;
    std::size_t m_scanned = 0;
    std::size_t m_lineStart = 0;
    std::size_t m_fieldsStart = 0;
    std::size_t m_lines = 0;
    int m_minorVersion = 1;

    Fields m_fields;
    std::string m_contentCoding;
    bool m_eventStream = false;
    std::optional<std::uint64_t> m_contentLength;
    int m_transferCodings = 0;
    std::unique_ptr<Parser> m_parser;
};

} // namespace signalbox::http
