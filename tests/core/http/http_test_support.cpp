// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/http/http_test_support.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>

namespace signalbox::http::test {
namespace {

using SteadyClock = std::chrono::steady_clock;

int millisecondsUntil(SteadyClock::time_point end)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SteadyClock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

/// The body by chunks, and the bytes behind it; nothing where it is not whole.
std::optional<std::pair<std::string, std::string_view>> unchunked(std::string_view bytes)
{
    std::string body;
    while (true) {
        const auto end = bytes.find("\r\n");
        std::size_t size = 0;
        if (end == std::string_view::npos
            || std::from_chars(bytes.data(), bytes.data() + end, size, 16).ec != std::errc())
            return std::nullopt;
        bytes.remove_prefix(end + 2);
        if (bytes.size() < size + 2)
            return std::nullopt;
        body.append(bytes.substr(0, size));
        bytes.remove_prefix(size + 2);
        if (size == 0)
            return std::pair(body, bytes);
    }
}

} // namespace

TestServer::TestServer(Listener::Hooks hooks, Limits limits)
    : m_listener(std::make_unique<Listener>(m_io, std::move(limits), std::move(hooks)))
{
    const auto port = m_listener->open(0);
    if (!port)
        throw std::runtime_error(port.error().text());
    m_port = *port;
    m_thread = std::thread([this] { m_io.run(); });
}

TestServer::~TestServer()
{
    on([](Listener& listener) { listener.closeAll(); });
    m_work.reset();
    m_thread.join();
}

Listener::Counters TestServer::counters() const
{
    return m_listener->counters();
}

std::vector<Response> parseResponses(std::string_view bytes, bool toHead)
{
    std::vector<Response> responses;
    while (true) {
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string_view::npos || !bytes.starts_with("HTTP/1.1 "))
            return responses;
        Response response;
        std::string_view head = bytes.substr(0, end + 2);
        bytes.remove_prefix(end + 4);
        std::from_chars(head.data() + 9, head.data() + 12, response.status);
        for (head.remove_prefix(head.find("\r\n") + 2); !head.empty(); head.remove_prefix(head.find("\r\n") + 2)) {
            const auto line = head.substr(0, head.find("\r\n"));
            const auto colon = line.find(": ");
            response.fields.emplace_back(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
        }
        if (response.field("Transfer-Encoding") == "chunked" && !toHead) {
            const auto body = unchunked(bytes);
            if (!body)
                return responses;
            response.body = body->first;
            bytes = body->second;
        } else if (const auto length = response.field("Content-Length"); !length.empty() && !toHead) {
            const auto size = static_cast<std::size_t>(std::stoul(length));
            if (bytes.size() < size)
                return responses;
            response.body = bytes.substr(0, size);
            bytes.remove_prefix(size);
        } else if (response.status >= 200 && response.status != 204 && !toHead) {
            response.body = bytes;
            bytes = {};
        }
        responses.push_back(std::move(response));
    }
}

Client::Client(std::uint16_t port, Family family, int receiveBuffer)
    : m_fd(::socket(family == Family::V4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (receiveBuffer > 0)
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in v4 {};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6 {};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    v6.sin6_addr = in6addr_loopback;
    const auto* address =
        family == Family::V4 ? reinterpret_cast<const sockaddr*>(&v4) : reinterpret_cast<const sockaddr*>(&v6);
    if (::connect(m_fd, address, family == Family::V4 ? sizeof v4 : sizeof v6) != 0)
        throw std::runtime_error("connect");
    ::fcntl(m_fd, F_SETFL, O_NONBLOCK);
}

Client::~Client()
{
    close();
}

bool Client::send(std::string_view bytes)
{
    const auto end = SteadyClock::now() + std::chrono::seconds(20);
    while (!bytes.empty() && SteadyClock::now() < end) {
        const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (sent < 0 && errno != EAGAIN)
            return false;
        pollfd poll { m_fd, POLLOUT, 0 };
        ::poll(&poll, 1, 1000);
    }
    return bytes.empty();
}

void Client::finish()
{
    ::shutdown(m_fd, SHUT_WR);
}

void Client::close()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

void Client::reset()
{
    const linger hard { 1, 0 };
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

const std::string& Client::readUntil(const std::function<bool(const std::string&)>& enough, int timeoutMs)
{
    const auto end = SteadyClock::now() + std::chrono::milliseconds(timeoutMs);
    while (!m_closed && !enough(m_received)) {
        pollfd poll { m_fd, POLLIN, 0 };
        if (::poll(&poll, 1, millisecondsUntil(end)) <= 0)
            break;
        char bytes[65536];
        const ssize_t size = ::recv(m_fd, bytes, sizeof bytes, 0);
        if (size > 0)
            m_received.append(bytes, static_cast<std::size_t>(size));
        m_closed = size == 0 || (size < 0 && errno != EAGAIN);
        m_wasReset = size < 0 && errno == ECONNRESET;
    }
    return m_received;
}

std::vector<Response> Client::responses(std::size_t count, int timeoutMs)
{
    const auto finalOnes = [](const std::string& bytes) {
        auto all = parseResponses(bytes);
        std::erase_if(all, [](const Response& response) { return response.status < 200; });
        return all;
    };
    readUntil([&](const std::string& bytes) { return finalOnes(bytes).size() >= count; }, timeoutMs);
    return finalOnes(m_received);
}

bool Client::waitClosed(int timeoutMs)
{
    readUntil([](const std::string&) { return false; }, timeoutMs);
    return m_closed;
}

RequestHandler answering(std::string body)
{
    return [body = std::move(body)](Request&, ResponseWriter& writer) -> Awaitable<void> {
        ResponseHead head;
        head.fields.emplace_back("Content-Type", "application/json");
        co_await writer.sendWhole(head, body);
    };
}

std::string refusalJson(const RequestHead*, int status, std::string_view code)
{
    return "{\"status\":" + std::to_string(status) + ",\"code\":\"" + std::string(code) + "\"}";
}

std::string get(std::string_view target, std::string_view extra)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(extra) + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view extra)
{
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n" + std::string(extra) + "\r\n" + std::string(body);
}

bool eventually(const std::function<bool()>& condition, int timeoutMs)
{
    const auto end = SteadyClock::now() + std::chrono::milliseconds(timeoutMs);
    while (!condition()) {
        if (SteadyClock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

} // namespace signalbox::http::test
