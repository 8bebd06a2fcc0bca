// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/listener.h"
#include "core/http/net.h"
#include "core/http/session.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace signalbox::http::test {

/// A listener on a free port with its own data-plane thread.
class TestServer {
public:
    explicit TestServer(Listener::Hooks hooks, Limits limits = {});
    ~TestServer();
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] asio::io_context& io() { return m_io; }
    /// Read from the test's thread, as status() does it.
    [[nodiscard]] Listener::Counters counters() const;
    /// Runs on the data-plane thread and waits for it.
    template <class Function> auto on(Function function)
    {
        using Value = decltype(function(std::declval<Listener&>()));
        std::packaged_task<Value()> task([&] { return function(*m_listener); });
        auto result = task.get_future();
        asio::post(m_io, [&task] { task(); });
        return result.get();
    }

private:
    asio::io_context m_io { 1 };
    asio::executor_work_guard<Executor> m_work { m_io.get_executor() };
    std::unique_ptr<Listener> m_listener;
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

struct Response {
    int status = 0;
    Fields fields;
    std::string body;
    [[nodiscard]] std::string field(std::string_view name) const
    {
        const auto* value = findField(fields, name);
        return value ? *value : std::string();
    }
};

/// Reads as many responses as the bytes hold; to HEAD requests when `toHead`.
[[nodiscard]] std::vector<Response> parseResponses(std::string_view bytes, bool toHead = false);

/// A plain client socket on the loopback, non-blocking inside, with a time limit on everything.
class Client {
public:
    enum class Family { V4, V6 };
    explicit Client(std::uint16_t port, Family family = Family::V4, int receiveBuffer = 0);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    /// False where the server closed before all was taken.
    bool send(std::string_view bytes);
    void finish(); ///< shutdown for writing
    void close();
    void reset(); ///< RST
    /// Reads until `enough` says so, the server closes, or the time is up; returns everything received so far.
    const std::string& readUntil(const std::function<bool(const std::string&)>& enough, int timeoutMs = 5000);
    /// Reads until that many final responses are there.
    std::vector<Response> responses(std::size_t count, int timeoutMs = 5000);
    /// Reads until the server closes; false if it does not in time.
    bool waitClosed(int timeoutMs = 5000);
    [[nodiscard]] bool closed() const { return m_closed; }
    [[nodiscard]] bool wasReset() const { return m_wasReset; }
    [[nodiscard]] const std::string& received() const { return m_received; }
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd = -1;
    std::string m_received;
    bool m_closed = false;
    bool m_wasReset = false;
};

/// Answers 200 with `body`.
[[nodiscard]] RequestHandler answering(std::string body);
/// {"status":...,"code":...}
[[nodiscard]] std::string refusalJson(const RequestHead* head, int status, std::string_view code);
[[nodiscard]] std::string get(std::string_view target, std::string_view extra = {});
[[nodiscard]] std::string post(std::string_view target, std::string_view body, std::string_view extra = {});
/// Waits until the condition holds; false if it does not in time.
[[nodiscard]] bool eventually(const std::function<bool()>& condition, int timeoutMs = 5000);

} // namespace signalbox::http::test
