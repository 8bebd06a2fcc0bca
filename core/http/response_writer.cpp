// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/session_impl.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace signalbox::http {
namespace {

constexpr std::size_t kHeadReserve = 512;
/// A connection keeps its head buffer between answers up to this size.
constexpr std::size_t kHeadKept = 1024;

/// A number in the base, without an allocation.
class Digits {
public:
    explicit Digits(std::uint64_t value, int base = 10)
    {
        m_end = std::to_chars(m_text.data(), m_text.data() + m_text.size(), value, base).ptr;
    }
    [[nodiscard]] std::string_view text() const
    {
        return { m_text.data(), static_cast<std::size_t>(m_end - m_text.data()) };
    }

private:
    std::array<char, 24> m_text {};
    char* m_end = nullptr;
};

/// Fields that are the connection's business, or the operator's (Access-Control-*): never the handler's.
bool isOurs(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> kOurs { "content-length", "transfer-encoding", "connection",
        "keep-alive", "date", "upgrade", "trailer", "te", "proxy-connection" };
    constexpr std::string_view kCors = "access-control-";
    return std::any_of(kOurs.begin(), kOurs.end(), [name](std::string_view ours) { return sameName(name, ours); })
        || sameName(name.substr(0, kCors.size()), kCors);
}

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

void GatherWrite::consume(std::size_t bytes)
{
    for (auto& part : m_parts) {
        const std::size_t taken = std::min(bytes, part.size());
        part += taken;
        bytes -= taken;
    }
}

/// Before every answer; head is null where the request's head could not be read.
void Session::beginAnswer(const RequestHead* head)
{
    m_phase = Phase::Answering;
    m_answer = Answer::None;
    m_headSent = false;
    m_toHead = head && head->method == "HEAD";
    m_minorVersion = head ? head->minorVersion : 1;
    m_preflight = false;
    m_allowedOrigin.clear();
    const auto* origin = head ? head->find("origin") : nullptr;
    const auto& listed = m_server->limits.allowedOrigins;
    if (origin && head->count("origin") == 1 && std::find(listed.begin(), listed.end(), *origin) != listed.end()) {
        m_allowedOrigin = *origin;
        m_preflight = head->method == "OPTIONS" && head->find("access-control-request-method");
        const auto* wanted = head->find("access-control-request-headers");
        m_wantedHeaders = m_preflight && wanted ? *wanted : std::string();
    }
}

/// Fills m_out with the status line and all fields. A field that could break the head is left out.
void Session::writeHead(const ResponseHead& head, std::size_t bodyBytes)
{
    m_out.reserve(kHeadReserve);
    m_out.assign("HTTP/1.1 ").append(Digits(static_cast<unsigned>(head.status)).text());
    m_out.append(" ").append(reasonPhrase(head.status)).append("\r\n");
    for (const auto& [name, value] : head.fields) {
        if (!isOurs(name))
            (void)appendField(m_out, name, value);
    }
    if (!m_allowedOrigin.empty())
        writeOrigin();
    writeFraming(head, bodyBytes);
    m_out.append("\r\n");
}

void Session::writeFraming(const ResponseHead& head, std::size_t bodyBytes)
{
    if (m_framing == Framing::Close || m_server->draining || (m_end && m_input.empty()))
        m_keepAlive = false;
    if (m_framing == Framing::Chunked)
        m_out.append("Transfer-Encoding: chunked\r\n");
    else if (m_framing == Framing::Length && !hasNoBody(head.status))
        m_out.append("Content-Length: ").append(Digits(bodyBytes).text()).append("\r\n");
    if (!m_keepAlive)
        m_out.append("Connection: close\r\n");
    else if (m_minorVersion == 0)
        m_out.append("Connection: keep-alive\r\n");
}

/// For an origin that the operator has listed, and for no other.
void Session::writeOrigin()
{
    (void)appendField(m_out, "Access-Control-Allow-Origin", m_allowedOrigin);
    (void)appendField(m_out, "Vary", "Origin");
    if (!m_preflight)
        return;
    (void)appendField(m_out, "Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS, DELETE");
    if (!m_wantedHeaders.empty())
        (void)appendField(m_out, "Access-Control-Allow-Headers", m_wantedHeaders);
    (void)appendField(m_out, "Access-Control-Max-Age", "600");
}

Awaitable<bool> Session::sendWhole(const ResponseHead& head, std::string_view body)
{
    if (m_answer != Answer::None || m_gone)
        co_return false;
    m_answer = Answer::Done;
    m_framing = Framing::Length;
    writeHead(head, body.size());
    m_gather = GatherWrite(m_out, m_toHead || hasNoBody(head.status) ? std::string_view() : body);
    Sent sent = pushNow();
    if (sent == Sent::Blocked)
        sent = co_await pushRest();
    if (m_out.capacity() > kHeadKept)
        m_out = {};
    co_return sent == Sent::All;
}

Awaitable<bool> Session::startStream(const ResponseHead& head)
{
    if (m_answer != Answer::None || m_gone)
        co_return false;
    m_answer = Answer::HeadHeld;
    m_framing = m_minorVersion >= 1 ? Framing::Chunked : Framing::Close;
    writeHead(head, 0);
    co_return true;
}

Awaitable<bool> Session::sendPiece(std::string_view bytes)
{
    if ((m_answer != Answer::HeadHeld && m_answer != Answer::Streaming) || m_gone)
        co_return false;
    if (bytes.empty())
        co_return true; // An empty chunk would be the end.
    if (m_answer == Answer::Streaming)
        m_out.clear();
    m_answer = Answer::Streaming;
    if (m_framing == Framing::Chunked && !m_toHead)
        m_out.append(Digits(bytes.size(), 16).text()).append("\r\n");
    m_gather = GatherWrite(m_out, m_toHead ? std::string_view() : bytes,
        m_framing == Framing::Chunked && !m_toHead ? std::string_view("\r\n") : std::string_view());
    Sent sent = pushNow();
    if (sent == Sent::Blocked)
        sent = co_await pushRest();
    co_return sent == Sent::All;
}

Awaitable<bool> Session::endStream()
{
    if ((m_answer != Answer::HeadHeld && m_answer != Answer::Streaming) || m_gone)
        co_return false;
    if (m_answer == Answer::Streaming)
        m_out.clear();
    m_answer = Answer::Done;
    if (m_framing == Framing::Chunked && !m_toHead)
        m_out.append("0\r\n\r\n");
    m_gather = GatherWrite(m_out, {});
    Sent sent = pushNow();
    if (sent == Sent::Blocked)
        sent = co_await pushRest();
    co_return sent == Sent::All;
}

/// A chunked answer without its last chunk, or a length not reached, says by itself that it is not whole, and what was
/// sent before still arrives. An answer that ends with the connection needs a reset to say so.
void Session::abort()
{
    if (m_gone)
        return;
    m_keepAlive = false;
    m_answer = Answer::Done;
    m_gather = {};
    boost::system::error_code ignored;
    if (m_framing == Framing::Close)
        close(Closing::Reset);
    else
        m_socket.shutdown(Socket::shutdown_send, ignored);
}

void Session::onClientGone(std::function<void()> callback)
{
    if (callback && m_gone)
        callback();
    else
        m_onGone = std::move(callback);
}

Session::Sent Session::pushNow()
{
    while (!m_gather.empty()) {
        boost::system::error_code error;
        const std::size_t bytes = m_socket.write_some(m_gather.parts(), error);
        if (error == asio::error::would_block)
            return Sent::Blocked;
        if (error) {
            clientLeft(Closing::Plain);
            return Sent::Failed;
        }
        m_headSent = true;
        m_gather.consume(bytes);
    }
    return Sent::All;
}

/// Waits for a client that reads slower than we write; one that takes nothing for writeTimeoutMs is gone.
Awaitable<Session::Sent> Session::pushRest()
{
    Sent sent = Sent::Blocked;
    const auto quietly = asio::as_tuple(asio::use_awaitable_t<Executor>());
    while (sent == Sent::Blocked && !m_gone) {
        m_server->wheel.arm(m_deadline, m_server->limits.writeTimeoutMs);
        co_await m_socket.async_wait(Socket::wait_write, quietly);
        if (!m_gone)
            sent = pushNow();
    }
    m_deadline.cancel();
    co_return m_gone ? Sent::Failed : sent;
}

} // namespace signalbox::http
