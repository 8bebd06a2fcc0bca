// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace signalbox::test {

HttpClient::HttpClient(std::uint16_t port, std::string key)
    : m_port(port)
    , m_key(std::move(key))
{
}

HttpClient::~HttpClient()
{
    disconnect();
}

void HttpClient::disconnect()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

bool HttpClient::connectWhereNeeded()
{
    if (m_socket >= 0)
        return true;
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval limit { 10, 0 };
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return true;
    disconnect();
    return false;
}

HttpClient::Answer HttpClient::receive()
{
    std::string bytes;
    std::array<char, 8192> part;
    std::size_t wanted = std::string::npos;
    while (bytes.size() < wanted) {
        const ssize_t got = ::recv(m_socket, part.data(), part.size(), 0);
        if (got <= 0)
            return {};
        bytes.append(part.data(), std::size_t(got));
        const std::size_t head = bytes.find("\r\n\r\n");
        if (head == std::string::npos || wanted != std::string::npos)
            continue;
        std::string lower = bytes.substr(0, head);
        std::transform(
            lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        const std::size_t length = lower.find("content-length:");
        if (length == std::string::npos)
            return {};
        wanted = head + 4 + std::size_t(std::atoll(lower.c_str() + length + 15));
    }
    Answer answer;
    answer.status = bytes.size() > 12 ? std::atoi(bytes.c_str() + 9) : 0;
    answer.body = bytes.substr(bytes.find("\r\n\r\n") + 4);
    return answer;
}

HttpClient::Answer HttpClient::chat(const std::string& body)
{
    if (!connectWhereNeeded())
        return {};
    const std::string request = "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:" + std::to_string(m_port)
        + "\r\nauthorization: Bearer " + m_key
        + "\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    const auto start = std::chrono::steady_clock::now();
    Answer answer;
    if (::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL) == ssize_t(request.size()))
        answer = receive();
    answer.us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
    if (answer.status == 0)
        disconnect();
    return answer;
}

std::int64_t LoadReport::quantile(double share) const
{
    if (us.empty())
        return 0;
    const auto rank = std::size_t(std::ceil(share * double(us.size())));
    return us[std::min(us.size() - 1, rank == 0 ? 0 : rank - 1)];
}

} // namespace signalbox::test
