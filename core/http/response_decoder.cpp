// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_decoder.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace signalbox::http {

namespace beast = boost::beast;

/// Beast's strict grammar for fields, chunks and lengths. The status line is our own business: Beast refuses a line
/// without a reason, and hides the status where a later field is faulty.
class ResponseDecoder::Parser final : public beast::http::basic_parser<false> {
public:
    explicit Parser(ResponseDecoder& decoder)
        : m_decoder(decoder)
    {
        // Both limits are the decoder's: Beast's own count differently.
        header_limit(UINT32_MAX);
        body_limit(boost::none);
        eager(true);
    }

    /// Where body bytes go: the front of the buffer that is being parsed.
    void aim(char* front)
    {
        m_front = front;
        m_payload = 0;
    }
    [[nodiscard]] std::size_t payload() const { return m_payload; }

private:
    using Code = beast::error_code;
    using View = beast::string_view;

    void on_request_impl(beast::http::verb, View, View, int, Code& code) override { code = {}; }
    void on_response_impl(int, View, int, Code& code) override { code = {}; }
    void on_field_impl(beast::http::field, View name, View value, Code& code) override
    {
        code = {};
        if (!m_headDone) // trailers are checked by the grammar and dropped
            m_decoder.takeField({ name.data(), name.size() }, { value.data(), value.size() });
    }
    void on_header_impl(Code& code) override
    {
        code = {};
        m_headDone = true;
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code& code) override { code = {}; }
    std::size_t on_body_impl(View bytes, Code& code) override
    {
        code = {};
        return keep(bytes);
    }
    void on_chunk_header_impl(std::uint64_t, View, Code& code) override { code = {}; }
    std::size_t on_chunk_body_impl(std::uint64_t, View bytes, Code& code) override
    {
        code = {};
        return keep(bytes);
    }
    void on_finish_impl(Code& code) override { code = {}; }

    std::size_t keep(View bytes)
    {
        // The payload never overtakes the parser, so what it overwrites has been parsed already.
        if (m_front + m_payload != bytes.data())
            std::memmove(m_front + m_payload, bytes.data(), bytes.size());
        m_payload += bytes.size();
        return bytes.size();
    }

    ResponseDecoder& m_decoder;
    char* m_front = nullptr;
    std::size_t m_payload = 0;
    bool m_headDone = false;
};

namespace {

constexpr std::string_view kVersion = "HTTP/1.";
constexpr std::size_t kStatusAt = 9;   // "HTTP/1.x "
constexpr std::size_t kStatusEnd = 12; // "HTTP/1.x ddd"

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool statusLineCharacter(std::size_t at, char c)
{
    if (at < kVersion.size())
        return c == kVersion[at];
    if (at == kVersion.size())
        return c == '0' || c == '1';
    if (at == kStatusAt - 1)
        return c == ' ';
    if (at == kStatusAt)
        return c >= '1' && c <= '9';
    if (at < kStatusEnd)
        return isDigit(c);
    return c == ' ' || c == '\r' || c == '\n';
}

bool isFraming(std::string_view name)
{
    static constexpr std::string_view kNames[] = { "connection", "keep-alive", "proxy-authenticate",
        "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade" };
    return std::any_of(std::begin(kNames), std::end(kNames), [&](auto n) { return sameName(name, n); });
}

bool isEventStreamType(std::string_view value)
{
    return sameName(value.substr(0, value.find_first_of("; \t")), "text/event-stream");
}

} // namespace

ResponseDecoder::ResponseDecoder(const ResponseLimits& limits, std::string_view method)
    : m_limits(limits)
    , m_withoutBody(method == "HEAD" || method == "CONNECT")
{
}

ResponseDecoder::~ResponseDecoder() = default;

void ResponseDecoder::fail(std::string_view fault)
{
    m_state = State::Faulty;
    m_fault = fault;
}

std::size_t ResponseDecoder::head(std::string_view buffered)
{
    std::size_t consumed = 0;
    while (m_state == State::Head) {
        const std::string_view rest = buffered.substr(consumed);
        const std::size_t end = headEnd(rest);
        if (end == 0)
            break;
        consumed += end;
        finishHead(rest.substr(0, end));
        m_scanned = m_lineStart = m_fieldsStart = m_lines = 0;
        m_lineStatus = 0;
    }
    return consumed;
}

/// Scans line by line, so that a head that can't become right is refused before it is complete. 0: not yet, or faulty.
std::size_t ResponseDecoder::headEnd(std::string_view rest)
{
    if (m_lineStatus == 0)
        readStatusPrefix(rest);
    while (m_state == State::Head) {
        const std::size_t feed = rest.find('\n', m_scanned);
        if (std::min(feed, rest.size()) >= m_limits.headerBytes) {
            fail("head too large");
            break;
        }
        if (feed == std::string_view::npos) {
            m_scanned = rest.size();
            break;
        }
        if (feed == 0 || rest[feed - 1] != '\r') {
            fail("line without carriage return in the head");
            break;
        }
        if (feed - 1 == m_lineStart)
            return feed + 1;
        if (m_fieldsStart == 0) {
            if (!checkReason(rest.substr(0, feed - 1)))
                break;
            m_fieldsStart = feed + 1;
        } else if (++m_lines > m_limits.fields) {
            fail("too many fields");
            break;
        }
        m_lineStart = m_scanned = feed + 1;
    }
    return 0;
}

void ResponseDecoder::readStatusPrefix(std::string_view rest)
{
    for (std::size_t at = 0; at < rest.size() && at <= kStatusEnd; ++at)
        if (!statusLineCharacter(at, rest[at]))
            return fail("no HTTP/1 status line");
    if (rest.size() <= kStatusEnd)
        return;
    m_minorVersion = rest[kVersion.size()] - '0';
    for (std::size_t at = kStatusAt; at < kStatusEnd; ++at)
        m_lineStatus = m_lineStatus * 10 + (rest[at] - '0');
    if (m_lineStatus >= 200)
        m_status = m_lineStatus;
}

bool ResponseDecoder::checkReason(std::string_view line)
{
    const bool printable = std::all_of(line.begin(), line.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u == '\t' || (u >= 0x20 && u != 0x7f);
    });
    if (!printable)
        fail("control byte in the status line");
    return printable;
}

void ResponseDecoder::finishHead(std::string_view head)
{
    if (m_lineStatus == 101)
        return fail("101 was never asked for");
    if (m_lineStatus < 200) {
        if (++m_interim > m_limits.interim)
            fail("too many interim answers");
        return;
    }
    parseFields(head.substr(m_fieldsStart));
    if (m_state == State::Faulty)
        return;
    if (m_transferCodings > 0 && (m_minorVersion == 0 || m_contentLength))
        return fail("transfer coding together with a length, or in HTTP/1.0");
    m_state = m_parser->is_done() ? State::Complete : State::Body;
}

void ResponseDecoder::parseFields(std::string_view fields)
{
    m_parser = std::make_unique<Parser>(*this);
    m_parser->skip(m_withoutBody);
    std::array<char, 16> line { 'H', 'T', 'T', 'P', '/', '1', '.', static_cast<char>('0' + m_minorVersion), ' ',
        static_cast<char>('0' + m_status / 100), static_cast<char>('0' + m_status / 10 % 10),
        static_cast<char>('0' + m_status % 10), ' ', '\r', '\n' };
    beast::error_code code;
    m_parser->put(boost::asio::const_buffer(line.data(), 15), code);
    if (code == beast::http::error::need_more)
        m_parser->put(boost::asio::const_buffer(fields.data(), fields.size()), code);
    if (m_state == State::Faulty)
        return; // by a field
    if (code == beast::http::error::multiple_content_length)
        fail("two different lengths");
    else if (code == beast::http::error::bad_content_length || code == beast::http::error::bad_transfer_encoding)
        fail("faulty length or transfer coding");
    else if (code || !m_parser->is_header_done())
        fail("faulty field");
}

void ResponseDecoder::takeField(std::string_view name, std::string_view value)
{
    if (sameName(name, "transfer-encoding")) {
        if (++m_transferCodings > 1 || !sameName(value, "chunked"))
            fail("unknown transfer coding");
    } else if (sameName(name, "content-length")) {
        if (!std::all_of(value.begin(), value.end(), isDigit))
            return fail("faulty length or transfer coding");
        m_contentLength = 0;
        for (const char c : value) // the parser has checked the range
            m_contentLength = *m_contentLength * 10 + static_cast<std::uint64_t>(c - '0');
    } else if (sameName(name, "content-encoding")) {
        if (!sameName(value, "identity") && !value.empty())
            m_contentCoding.append(m_contentCoding.empty() ? "" : ", ").append(value);
    } else if (!isFraming(name)) {
        if (sameName(name, "content-type"))
            m_eventStream = isEventStreamType(value);
        m_fields.emplace_back(name, value);
    }
}

ResponseDecoder::Piece ResponseDecoder::body(char* bytes, std::size_t size)
{
    Piece piece;
    if (m_state != State::Body || size == 0)
        return piece;
    m_parser->aim(bytes);
    beast::error_code code;
    piece.consumed = m_parser->put(boost::asio::const_buffer(bytes, size), code);
    piece.payload = m_parser->payload();
    if (code && code != beast::http::error::need_more) {
        fail("faulty chunk");
        return piece;
    }
    if (m_parser->is_done())
        m_state = State::Complete;
    else if (size - piece.consumed > m_limits.chunkLineBytes + m_limits.trailerBytes)
        fail("chunk line or trailer too long");
    return piece;
}

void ResponseDecoder::finish()
{
    if (m_state != State::Body)
        return;
    beast::error_code code;
    m_parser->put_eof(code);
    if (!code && m_parser->is_done())
        m_state = State::Complete;
}

bool ResponseDecoder::keepAlive() const
{
    return m_state == State::Complete && m_parser->keep_alive();
}

} // namespace signalbox::http
