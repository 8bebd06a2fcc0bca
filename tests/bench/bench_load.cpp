// SPDX-License-Identifier: GPL-3.0-or-later
// bench_load MODE PORT KEY ...: load on one port of this machine, bounded in count. One thread, epoll. Prints JSON.
//   closed PORT KEY CONNECTIONS REQUESTS      each connection sends the next request when it has its answer
//   steady PORT KEY RATE REQUESTS             64 connections, RATE requests a second as long as one of them is free
//   paced  PORT KEY RATE REQUESTS             one connection, RATE requests a second
//   sse    PORT KEY STREAMS EVENTS            so many streams at once, EVENTS events each
#include "tests/bench/epoll_loop.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <unordered_map>
#include <vector>

using namespace signalbox::bench;

namespace {

constexpr int kSteadyConnections = 64;

std::string requestBytes(std::uint16_t port, std::string_view key, int streamEvents)
{
    const std::string_view sentence =
        "The support desk received a long report about an order that arrived late, and the "
        "customer would like to know which of the three offers is still valid. ";
    std::string prompt;
    while (prompt.size() < 1200)
        prompt += sentence;
    prompt.resize(1200);
    std::string body =
        R"({"model":"auto","messages":[{"role":"system","content":"You answer briefly."},{"role":"user","content":")"
        + prompt + R"("}])";
    body += streamEvents > 0 ? ",\"max_tokens\":" + std::to_string(streamEvents) + ",\"stream\":true}"
                             : ",\"max_tokens\":256}";
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port)
        + "\r\nAuthorization: Bearer " + std::string(key)
        + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nUser-Agent: bench\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Figures {
    std::vector<std::int64_t> samples; ///< ns
    std::int64_t errors = 0;
    std::int64_t done = 0;

    [[nodiscard]] double us(double q)
    {
        if (samples.empty())
            return 0;
        const auto at = static_cast<std::size_t>(q * static_cast<double>(samples.size() - 1));
        std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(at), samples.end());
        return static_cast<double>(samples[at]) / 1000.0;
    }

    void print(std::int64_t tookNs, const char* more = "")
    {
        std::printf("{\"done\":%lld,\"errors\":%lld,\"seconds\":%.4f,\"per_second\":%.1f,\"p50_us\":%.1f,\"p90_us\":%."
                    "1f,\"p99_us\":%.1f,\"max_us\":%.1f%s}\n",
            static_cast<long long>(done), static_cast<long long>(errors), static_cast<double>(tookNs) / 1e9,
            static_cast<double>(done) * 1e9 / static_cast<double>(tookNs), us(0.5), us(0.9), us(0.99), us(1.0), more);
    }
};

struct Connection {
    std::string in;
    std::int64_t sentAt = 0;
    std::int64_t events = 0;
    bool headSeen = false;
};

/// Takes one whole answer off the front; its status, or 0 where it is not complete yet.
int takeAnswer(std::string& in)
{
    const std::size_t end = in.find("\r\n\r\n");
    if (end == std::string::npos)
        return 0;
    const long length = bodyLength(std::string_view(in).substr(0, end + 2));
    if (length < 0 || in.size() < end + 4 + static_cast<std::size_t>(length))
        return 0;
    const int status = std::atoi(in.c_str() + 9);
    in.erase(0, end + 4 + static_cast<std::size_t>(length));
    return status;
}

void sendAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            die("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// Each connection sends the next request when it has its answer; with a rate (requests a second, 0: none) not before
/// its turn has come.
int runClosed(std::uint16_t port, std::string_view key, int connections, std::int64_t requests, int rate)
{
    const std::string request = requestBytes(port, key, 0);
    const int epoll = epoll_create1(0);
    std::unordered_map<int, Connection> open;
    std::vector<int> idle;
    for (int i = 0; i < connections; ++i) {
        const int fd = connectTo(port);
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.fd = fd;
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        open[fd] = {};
        idle.push_back(fd);
    }
    Figures figures;
    figures.samples.reserve(static_cast<std::size_t>(requests));
    std::int64_t sent = 0;
    const std::int64_t start = nowNs();
    const auto due = [&] {
        return rate == 0 ? requests : std::min<std::int64_t>(requests, 1 + (nowNs() - start) * rate / 1'000'000'000);
    };
    std::array<epoll_event, 256> events {};
    std::array<char, 65536> buffer {};
    while (figures.done < requests && !open.empty()) {
        for (; !idle.empty() && sent < due(); ++sent) {
            open[idle.back()].sentAt = nowNs();
            sendAll(idle.back(), request);
            idle.pop_back();
        }
        const bool early = !idle.empty() && sent < requests;
        const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), early ? 1 : 10'000);
        if (count == 0 && !early)
            break;
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            Connection& connection = open[fd];
            const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                ++figures.errors;
                close(fd);
                open.erase(fd);
                continue;
            }
            connection.in.append(buffer.data(), static_cast<std::size_t>(got));
            const int status = takeAnswer(connection.in);
            if (status == 0)
                continue;
            ++figures.done;
            figures.errors += status != 200;
            figures.samples.push_back(nowNs() - connection.sentAt);
            idle.push_back(fd);
        }
    }
    figures.print(nowNs() - start);
    return figures.errors == 0 && figures.done == requests ? 0 : 1;
}

int runPaced(std::uint16_t port, std::string_view key, int rate, std::int64_t requests)
{
    const std::string request = requestBytes(port, key, 0);
    const int fd = connectTo(port);
    Figures figures;
    std::string in;
    std::array<char, 65536> buffer {};
    const std::int64_t start = nowNs();
    for (std::int64_t i = 0; i < requests; ++i) {
        const std::int64_t at = start + i * 1'000'000'000LL / rate;
        timespec until { at / 1'000'000'000, at % 1'000'000'000 };
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
        const std::int64_t sentAt = nowNs();
        sendAll(fd, request);
        int status = 0;
        while (status == 0) {
            const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
            if (got <= 0)
                die("recv");
            in.append(buffer.data(), static_cast<std::size_t>(got));
            status = takeAnswer(in);
        }
        figures.errors += status != 200;
        ++figures.done;
        figures.samples.push_back(nowNs() - sentAt);
    }
    figures.print(nowNs() - start);
    return figures.errors == 0 ? 0 : 1;
}

int runSse(std::uint16_t port, std::string_view key, int streams, int eventsEach)
{
    const std::string request = requestBytes(port, key, eventsEach);
    const int epoll = epoll_create1(0);
    std::unordered_map<int, Connection> open;
    Figures figures;
    for (int i = 0; i < streams; ++i) {
        const int fd = connectTo(port);
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.fd = fd;
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        open[fd] = {};
    }
    const std::int64_t start = nowNs();
    for (auto& [fd, connection] : open)
        sendAll(fd, request);
    std::array<epoll_event, 256> events {};
    std::array<char, 65536> buffer {};
    std::int64_t lost = 0;
    constexpr std::string_view kMark = "\"content\":\"";
    while (!open.empty()) {
        const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 20'000);
        if (count == 0)
            break;
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            Connection& connection = open[fd];
            const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
            const std::int64_t now = nowNs();
            if (got > 0)
                connection.in.append(buffer.data(), static_cast<std::size_t>(got));
            std::size_t at = 0;
            while ((at = connection.in.find(kMark)) != std::string::npos
                && connection.in.size() >= at + kMark.size() + 20) {
                figures.samples.push_back(now - std::strtoll(connection.in.c_str() + at + kMark.size(), nullptr, 10));
                ++connection.events;
                connection.in.erase(0, at + kMark.size() + 20);
            }
            const bool end = connection.in.find("data: [DONE]") != std::string::npos;
            if (!end && got > 0)
                continue;
            lost += eventsEach - connection.events;
            figures.errors += !end || connection.events != eventsEach;
            ++figures.done;
            close(fd);
            open.erase(fd);
        }
    }
    figures.errors += static_cast<std::int64_t>(open.size());
    const std::string more =
        ",\"events\":" + std::to_string(figures.samples.size()) + ",\"lost\":" + std::to_string(lost);
    figures.print(nowNs() - start, more.c_str());
    return figures.errors == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (argc != 6) {
        std::fprintf(stderr, "usage: bench_load closed|steady|paced|sse PORT KEY N M\n");
        return 2;
    }
    const std::string_view mode = argv[1];
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[2]));
    if (mode == "closed")
        return runClosed(port, argv[3], std::atoi(argv[4]), std::atoll(argv[5]), 0);
    if (mode == "steady")
        return runClosed(port, argv[3], kSteadyConnections, std::atoll(argv[5]), std::atoi(argv[4]));
    if (mode == "paced")
        return runPaced(port, argv[3], std::atoi(argv[4]), std::atoll(argv[5]));
    if (mode == "sse")
        return runSse(port, argv[3], std::atoi(argv[4]), std::atoi(argv[5]));
    return 2;
}
