// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_codec.h"

#include "core/http/charset.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace signalbox::http {
namespace {

namespace beast = boost::beast;

constexpr int kEmptyLines = 2;
/// The longest method that is looked at; none of the five is longer than 7.
constexpr std::size_t kMethodBytes = 32;
/// " HTTP/1.1" and the method with its space, on top of the target.
constexpr std::size_t kRequestLineRest = kMethodBytes + 10;
/// Body memory is not reserved beyond this before the bytes have come.
constexpr std::uint64_t kReserveBytes = 1024 * 1024;

/// Takes a head apart; bodies are none of its business.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    explicit HeadParser(RequestHead& head)
        : m_head(head)
    {
    }

private:
    using ErrorCode = beast::error_code;
    void on_request_impl(
        beast::http::verb, beast::string_view method, beast::string_view target, int version, ErrorCode&) override
    {
        m_head.method.assign(method.data(), method.size());
        m_head.target.assign(target.data(), target.size());
        m_head.minorVersion = version - 10;
    }
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, ErrorCode&) override
    {
        m_head.fields.emplace_back(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    }
    void on_response_impl(int, beast::string_view, int, ErrorCode&) override { }
    void on_header_impl(ErrorCode&) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override { }
    std::size_t on_body_impl(beast::string_view body, ErrorCode&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, ErrorCode&) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, ErrorCode&) override { return body.size(); }
    void on_finish_impl(ErrorCode&) override { }

    RequestHead& m_head;
};

/// "method SP target SP HTTP/d.d" with another version than ours.
bool asksForAnotherVersion(std::string_view requestLine)
{
    constexpr std::string_view kName = " HTTP/";
    if (std::count(requestLine.begin(), requestLine.end(), ' ') != 2 || requestLine.size() < kName.size() + 3)
        return false;
    const auto tail = requestLine.substr(requestLine.size() - kName.size() - 3);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return tail.starts_with(kName) && isDigit(tail[6]) && tail[7] == '.' && isDigit(tail[8]) && tail.substr(6) != "1.0"
        && tail.substr(6) != "1.1";
}

Refusal refusalOf(const beast::error_code& error, std::string_view text)
{
    using beast::http::error::bad_content_length;
    using beast::http::error::bad_method;
    using beast::http::error::bad_target;
    using beast::http::error::bad_transfer_encoding;
    using beast::http::error::bad_version;
    using beast::http::error::multiple_content_length;
    if (error == bad_version && asksForAnotherVersion(text.substr(0, text.find('\r'))))
        return { 505, "version_not_supported" };
    if (error == bad_method || error == bad_target || error == bad_version)
        return { 400, "bad_request_line" };
    if (error == bad_content_length || error == multiple_content_length || error == bad_transfer_encoding)
        return { 400, "bad_framing" };
    return { 400, "bad_field" };
}

/// Fills path and query from the target.
void splitTarget(RequestHead& head)
{
    std::string_view rest = head.target;
    const auto scheme = rest.find("://");
    if (!rest.starts_with('/') && scheme != std::string_view::npos) {
        rest.remove_prefix(scheme + 3);
        rest.remove_prefix(std::min(rest.find_first_of("/?"), rest.size()));
    }
    const auto mark = rest.find('?');
    head.path = rest.substr(0, mark);
    if (head.path.empty())
        head.path.assign(1, '/');
    if (mark != std::string_view::npos)
        head.query = rest.substr(mark + 1);
}

bool wantsKeepAlive(const RequestHead& head)
{
    bool close = head.minorVersion == 0;
    for (const auto& [name, value] : head.fields) {
        if (!sameName(name, "connection"))
            continue;
        if (listHas(value, "close"))
            return false;
        if (listHas(value, "keep-alive"))
            close = false;
    }
    return !close;
}

} // namespace

HeadScanner::HeadScanner(const Limits& limits)
    : m_limits(&limits)
{
}

HeadScanner::Step HeadScanner::scan(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size()) {
        const std::size_t room = m_limits->headerBytes - m_bytes;
        if (room == 0)
            return refuse(used, { 431, "header_too_large" });
        const std::size_t skipped = skipLine(bytes.substr(used, room));
        used += skipped;
        m_bytes += skipped;
        if (m_lines == 0 && m_inLine > m_limits->targetBytes + kRequestLineRest)
            return refuse(used, { 414, "target_too_long" });
        if (used == bytes.size() || m_bytes == m_limits->headerBytes)
            continue;
        const char byte = bytes[used];
        ++used;
        ++m_bytes;
        if (m_at == At::Method && byte == ' ' && m_inLine > 0) {
            m_at = At::RequestLine;
            ++m_inLine;
        } else if ((m_at == At::RequestLine || m_at == At::FieldLine || (m_at == At::LineStart && m_inLine == 0))
            && byte == '\r') {
            m_at = At::Lf;
        } else if (m_at == At::Lf && byte == '\n') {
            if (m_inLine == 0)
                return { Step::State::End, used, {} };
            if (++m_lines > m_limits->fields + 1)
                return refuse(used, { 431, "too_many_fields" });
            m_inLine = 0;
            m_at = At::LineStart;
        } else {
            return refuse(used, faultAt(byte));
        }
    }
    return { Step::State::More, used, {} };
}

/// How many of the bytes are ordinary ones of the present line. Bounded for the request line by the caller's check.
std::size_t HeadScanner::skipLine(std::string_view bytes)
{
    if (m_at == At::Lf || bytes.empty())
        return 0;
    if (m_at == At::LineStart) {
        if (!has(charset::kFieldValue, bytes[0]) || bytes[0] == ' ' || bytes[0] == '\t')
            return 0;
        m_at = At::FieldLine;
    }
    std::size_t limit = bytes.size();
    if (m_at == At::Method)
        limit = std::min(limit, kMethodBytes - m_inLine);
    else if (m_at == At::RequestLine)
        limit = std::min(limit, m_limits->targetBytes + kRequestLineRest + 1 - m_inLine);
    const charset::Table& ordinary = m_at == At::Method ? charset::kToken : charset::kFieldValue;
    std::size_t count = 0;
    while (count < limit && has(ordinary, bytes[count]) && !(m_at == At::RequestLine && bytes[count] == '\t'))
        ++count;
    m_inLine += count;
    return count;
}

HeadScanner::Step HeadScanner::refuse(std::size_t used, Refusal refusal) const
{
    return { Step::State::Refused, used, refusal };
}

Refusal HeadScanner::faultAt(char byte) const
{
    if (m_at == At::Lf || byte == '\n' || byte == '\r')
        return { 400, "bad_line_ending" };
    return { 400, m_lines == 0 ? "bad_request_line" : "bad_field" };
}

RequestCodec::RequestCodec(const Limits& limits)
    : m_limits(&limits)
    , m_scanner(limits)
{
}

RequestCodec::Step RequestCodec::feed(std::string_view bytes)
{
    switch (m_phase) {
    case Phase::EmptyLines:
        return feedEmptyLines(bytes);
    case Phase::Head:
        return feedHead(bytes);
    case Phase::Length:
        return feedLength(bytes);
    case Phase::Chunks:
        return feedChunks(bytes);
    case Phase::Refused:
        break;
    }
    return { Event::Refused, 0 };
}

RequestCodec::Step RequestCodec::feedEmptyLines(std::string_view bytes)
{
    for (std::size_t used = 0; used < bytes.size(); ++used) {
        const char byte = bytes[used];
        if (m_afterCr ? byte != '\n' : byte == '\n')
            return refuse({ 400, "bad_line_ending" }, used + 1);
        if (m_afterCr && ++m_emptyLines > kEmptyLines)
            return refuse({ 400, "bad_request_line" }, used + 1);
        if (!m_afterCr && byte != '\r') {
            m_phase = Phase::Head;
            m_started = true;
            const Step step = feedHead(bytes.substr(used));
            return { step.event, used + step.used };
        }
        m_afterCr = byte == '\r';
    }
    return { Event::NeedMore, bytes.size() };
}

RequestCodec::Step RequestCodec::feedHead(std::string_view bytes)
{
    const auto step = m_scanner.scan(bytes);
    if (step.state == HeadScanner::Step::State::Refused)
        return refuse(step.refusal, step.used);
    const std::string_view taken = bytes.substr(0, step.used);
    if (step.state == HeadScanner::Step::State::More) {
        m_partial.append(taken);
        return { Event::NeedMore, step.used };
    }
    if (m_partial.empty())
        return parseHead(taken, step.used);
    m_partial.append(taken);
    const Step result = parseHead(m_partial, step.used);
    m_partial = {};
    return result;
}

RequestCodec::Step RequestCodec::parseHead(std::string_view text, std::size_t used)
{
    RequestHead& head = m_request.head;
    HeadParser parser(head);
    parser.header_limit(static_cast<std::uint32_t>(text.size() + 1));
    parser.body_limit(boost::none);
    head.fields.reserve(16);
    beast::error_code error;
    const std::size_t parsed = parser.put(boost::asio::const_buffer(text.data(), text.size()), error);
    if (error)
        return refuse(refusalOf(error, text), used);
    if (parsed != text.size())
        return refuse({ 400, "bad_field" }, used);
    splitTarget(head);
    m_headRead = true;
    if (const auto verdict = guard(head, *m_limits))
        return refuse(*verdict, used);
    m_keepAlive = wantsKeepAlive(head);
    if (head.find("transfer-encoding")) {
        m_phase = Phase::Chunks;
        m_chunks = ChunkDecoder({ m_limits->bodyBytes, m_limits->chunkExtensionBytes, m_limits->trailerBytes });
    } else {
        m_phase = Phase::Length;
        const auto* length = head.find("content-length");
        m_due = length ? announcedLength(*length).value_or(0) : 0;
    }
    return { Event::Head, used };
}

RequestCodec::Step RequestCodec::feedLength(std::string_view bytes)
{
    const auto body = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_due, bytes.size())));
    if (m_request.body.empty() && !m_discard)
        m_request.body.reserve(static_cast<std::size_t>(std::min(m_due, kReserveBytes)));
    keep(body);
    m_due -= body.size();
    return { m_due == 0 ? Event::Complete : Event::NeedMore, body.size() };
}

RequestCodec::Step RequestCodec::feedChunks(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size()) {
        const auto step = m_chunks.feed(bytes.substr(used));
        used += step.used;
        keep(step.data);
        switch (step.state) {
        case ChunkDecoder::State::More:
            break;
        case ChunkDecoder::State::Done:
            return { Event::Complete, used };
        case ChunkDecoder::State::BodyTooLarge:
            return refuse({ 413, "body_too_large" }, used);
        case ChunkDecoder::State::ExtensionsTooLarge:
            return refuse({ 400, "chunk_extensions_too_large" }, used);
        case ChunkDecoder::State::TrailersTooLarge:
            return refuse({ 431, "trailers_too_large" }, used);
        case ChunkDecoder::State::BadTrailer:
            return refuse({ 400, "bad_trailer" }, used);
        case ChunkDecoder::State::BadChunk:
            return refuse({ 400, "bad_chunk" }, used);
        }
    }
    return { Event::NeedMore, used };
}

RequestCodec::Step RequestCodec::refuse(Refusal refusal, std::size_t used)
{
    m_phase = Phase::Refused;
    m_refusal = refusal;
    m_keepAlive = false;
    m_started = true;
    m_request.body = {};
    return { Event::Refused, used };
}

void RequestCodec::keep(std::string_view body)
{
    m_bodyBytes += body.size();
    if (!m_discard)
        m_request.body.append(body);
}

std::optional<std::uint64_t> RequestCodec::announcedBody() const
{
    if (m_phase == Phase::Chunks)
        return std::nullopt;
    return m_due + m_bodyBytes;
}

bool RequestCodec::expectsContinue() const
{
    const auto* expectation = head().find("expect");
    return expectation && head().minorVersion >= 1 && (m_phase == Phase::Chunks || m_due > 0);
}

Request RequestCodec::take()
{
    Request request = std::move(m_request);
    *this = RequestCodec(*m_limits);
    return request;
}

} // namespace signalbox::http
