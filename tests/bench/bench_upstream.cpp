// SPDX-License-Identifier: GPL-3.0-or-later
// An upstream for benches: one thread, epoll. Whole answers at once; streams of max_tokens events, 20 a second each,
// whose text is the monotonic send time in ns, so that the load generator can tell the lag of every event.
#include "tests/bench/epoll_loop.h"

#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <queue>
#include <unordered_map>
#include <vector>

using namespace signalbox::bench;

namespace {

constexpr std::int64_t kEventGapNs = 50'000'000; // 20 events a second

struct Connection {
    std::string in;
    std::string out;
    int eventsLeft = 0;
    std::uint64_t generation = 0;
};

struct Due {
    std::int64_t at;
    int fd;
    std::uint64_t generation;
    bool operator<(const Due& other) const { return at > other.at; }
};

std::string wholeAnswer()
{
    std::string text(700, 'x');
    for (std::size_t i = 5; i < text.size(); i += 6)
        text[i] = ' ';
    const std::string body =
        R"({"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"bench-1","choices":[{"index":0,"message":{"role":"assistant","content":")"
        + text
        + R"("},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":300,"completion_tokens":160,"total_tokens":460,"prompt_tokens_details":{"cached_tokens":0}}})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body;
}

class Upstream {
public:
    explicit Upstream(std::uint16_t port)
        : m_answer(wholeAnswer())
    {
        m_epoll = epoll_create1(EPOLL_CLOEXEC);
        m_listener = listenOn(port, m_port);
        m_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
        watch(m_listener, EPOLLIN);
        watch(m_timer, EPOLLIN);
    }

    void run()
    {
        std::printf("{\"port\":%u}\n", m_port);
        std::fflush(stdout);
        std::array<epoll_event, 256> events {};
        for (;;) {
            const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i)
                onEvent(events[static_cast<std::size_t>(i)]);
        }
    }

private:
    void watch(int fd, std::uint32_t what)
    {
        epoll_event event {};
        event.events = what;
        event.data.fd = fd;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }

    void onEvent(const epoll_event& event)
    {
        const int fd = event.data.fd;
        if (fd == m_listener)
            return acceptAll();
        if (fd == m_timer)
            return onTimer();
        read(fd);
    }

    void acceptAll()
    {
        for (;;) {
            const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd < 0)
                return;
            noDelay(fd);
            m_connections[fd].generation = ++m_generation;
            watch(fd, EPOLLIN);
        }
    }

    void drop(int fd)
    {
        m_connections.erase(fd);
        close(fd);
    }

    void read(int fd)
    {
        std::array<char, 65536> buffer {};
        const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return drop(fd);
        Connection& connection = m_connections[fd];
        connection.in.append(buffer.data(), static_cast<std::size_t>(got));
        for (;;) {
            const std::size_t end = connection.in.find("\r\n\r\n");
            if (end == std::string::npos)
                return;
            const auto length =
                static_cast<std::size_t>(std::max(0L, bodyLength(std::string_view(connection.in).substr(0, end + 2))));
            if (connection.in.size() < end + 4 + length)
                return;
            const std::string_view body = std::string_view(connection.in).substr(end + 4, length);
            const bool stream = body.find("\"stream\":true") != std::string_view::npos;
            const std::size_t max = body.find("\"max_tokens\":");
            connection.eventsLeft = stream && max != std::string_view::npos ? std::atoi(body.data() + max + 13) : 0;
            connection.in.erase(0, end + 4 + length);
            if (stream)
                startStream(fd, connection);
            else
                send(fd, m_answer);
        }
    }

    void send(int fd, std::string_view bytes)
    {
        if (::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            std::fprintf(stderr, "bench_upstream: short write\n");
    }

    void startStream(int fd, Connection& connection)
    {
        send(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        // Spread over the period, so that the streams do not all fire in one instant.
        schedule(
            { nowNs() + static_cast<std::int64_t>(m_streams++ * 7919 % 50) * 1'000'000, fd, connection.generation });
    }

    void schedule(Due due)
    {
        m_due.push(due);
        arm();
    }

    void arm()
    {
        itimerspec at {};
        if (!m_due.empty()) {
            at.it_value.tv_sec = m_due.top().at / 1'000'000'000;
            at.it_value.tv_nsec = m_due.top().at % 1'000'000'000;
        }
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &at, nullptr);
    }

    void onTimer()
    {
        std::uint64_t expirations = 0;
        [[maybe_unused]] const auto got = ::read(m_timer, &expirations, sizeof expirations);
        const std::int64_t now = nowNs();
        while (!m_due.empty() && m_due.top().at <= now) {
            const Due due = m_due.top();
            m_due.pop();
            const auto found = m_connections.find(due.fd);
            if (found != m_connections.end() && found->second.generation == due.generation)
                emitEvent(due, found->second);
        }
        arm();
    }

    void emitEvent(const Due& due, Connection& connection)
    {
        char text[512];
        int size = 0;
        if (connection.eventsLeft-- > 0) {
            size = std::snprintf(text, sizeof text,
                "data: "
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"bench-1\","
                "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%019lld \"},\"finish_reason\":null}]}\n\n",
                static_cast<long long>(nowNs()));
        } else {
            size = std::snprintf(text, sizeof text,
                "data: "
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"bench-1\","
                "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":300,"
                "\"completion_tokens\":100,\"total_tokens\":400}}\n\ndata: [DONE]\n\n");
        }
        char framed[640];
        int length = std::snprintf(framed, sizeof framed, "%x\r\n%s\r\n", static_cast<unsigned>(size), text);
        if (connection.eventsLeft < 0)
            length += std::snprintf(framed + length, sizeof framed - static_cast<std::size_t>(length), "0\r\n\r\n");
        else
            m_due.push({ due.at + kEventGapNs, due.fd, due.generation });
        send(due.fd, std::string_view(framed, static_cast<std::size_t>(length)));
    }

    std::string m_answer;
    int m_epoll = -1;
    int m_listener = -1;
    int m_timer = -1;
    std::uint16_t m_port = 0;
    std::uint64_t m_generation = 0;
    std::uint64_t m_streams = 0;
    std::unordered_map<int, Connection> m_connections;
    std::priority_queue<Due> m_due;
};

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    Upstream(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0)).run();
}
