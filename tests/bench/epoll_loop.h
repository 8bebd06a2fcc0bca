// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

/// Small parts that the bench's upstream and load generator share: bare sockets, because they must cost little and
/// must not share code with what is measured.
namespace signalbox::bench {

inline std::int64_t nowNs()
{
    timespec at {};
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1'000'000'000LL + at.tv_nsec;
}

[[noreturn]] inline void die(const char* what)
{
    std::perror(what);
    std::exit(1);
}

inline void noDelay(int fd)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

inline sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

inline int listenOn(std::uint16_t port, std::uint16_t& bound)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(port);
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(fd, 4096) != 0)
        die("listen");
    socklen_t size = sizeof address;
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    bound = ntohs(address.sin_port);
    return fd;
}

/// A blocking connect, then non-blocking.
inline int connectTo(std::uint16_t port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(port);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        die("connect");
    noDelay(fd);
    return fd;
}

/// The Content-Length of a head, or 0; -1 where the body is chunked.
inline long bodyLength(std::string_view head)
{
    for (std::size_t at = 0; at < head.size(); ++at) {
        if (strncasecmp(head.data() + at, "\ncontent-length:", 16) == 0)
            return std::strtol(head.data() + at + 16, nullptr, 10);
        if (strncasecmp(head.data() + at, "\ntransfer-encoding:", 19) == 0)
            return -1;
        at = head.find('\n', at + 1);
        if (at == std::string_view::npos)
            break;
        --at;
    }
    return 0;
}

} // namespace signalbox::bench
