// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/sandbox_server.h"

#include "core/http/listener.h"
#include "core/proxy/error_answer.h"
#include "core/proxy/front_door.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <thread>

namespace signalbox {

namespace asio = http::asio;
using http::Awaitable;

namespace {

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, http::Executor>;
constexpr std::uint64_t kSeed = 20261122;

} // namespace

struct SandboxServer::Impl {
    explicit Impl(SandboxScript given)
        : script(std::move(given))
        , listener(io, http::Limits {},
              { [this](http::Request& request, http::ResponseWriter& writer) { return serve(request, writer); }, {},
                  {} })
    {
    }

    Awaitable<void> pause(int ms)
    {
        if (ms <= 0)
            co_return;
        Timer timer(io.get_executor(), std::chrono::milliseconds(ms));
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable_t<http::Executor>()));
    }

    // Heads and bodies are named, because g++ 12 does not take braced temporaries inside a co_await.
    Awaitable<void> answer(http::ResponseWriter& writer, http::ResponseHead head, std::string body)
    {
        (void)co_await writer.sendWhole(head, body);
    }

    Awaitable<void> refuse(http::ResponseWriter& writer, Error error)
    {
        const ErrorAnswer refusal = errorAnswer(error, 0);
        co_await answer(writer, refusal.head(), refusal.body());
    }

    Awaitable<void> serve(http::Request& request, http::ResponseWriter& writer)
    {
        const Destination to = destinationOf(request.head.path);
        if (to.path == Path::Models && request.head.method == "GET") {
            http::ResponseHead head;
            head.fields.emplace_back("Content-Type", "application/json");
            co_await answer(writer, std::move(head), sandboxModels());
            co_return;
        }
        Error unknown;
        unknown.code = "path_unknown";
        if (to.path != Path::Exchange || request.head.method != "POST") {
            co_await refuse(writer, unknown);
            co_return;
        }
        auto read = readRequest(to.endpoint, std::move(request.body));
        if (read)
            co_await play(sandboxAnswer(*read, script, ++served, kSeed), writer);
        else
            co_await refuse(writer, read.error());
    }

    Awaitable<void> play(SandboxAnswer answer, http::ResponseWriter& writer)
    {
        using Fault = SandboxAnswer::Fault;
        if (answer.fault == Fault::HangBeforeStatus)
            co_await pause(600'000);
        if (answer.fault == Fault::CloseBeforeStatus || answer.fault == Fault::HangBeforeStatus) {
            writer.abort();
            co_return;
        }
        http::ResponseHead head;
        head.status = answer.status;
        head.fields = answer.fields;
        const std::size_t stop = answer.fault == Fault::ResetMidway ? answer.events.size() / 2 : answer.events.size();
        if (answer.events.empty()) {
            co_await pause(answer.delaysMs.empty() ? 0 : answer.delaysMs.front());
            head.fields.emplace_back("Content-Type", "application/json");
            (void)co_await writer.sendWhole(head, answer.body);
            co_return;
        }
        head.fields.emplace_back("Content-Type", "text/event-stream");
        bool open = co_await writer.startStream(head);
        for (std::size_t i = 0; open && i < stop; ++i) {
            co_await pause(i < answer.delaysMs.size() ? answer.delaysMs[i] : 0);
            open = co_await writer.sendPiece(answer.events[i]);
        }
        if (answer.fault == Fault::ResetMidway)
            writer.abort();
        else if (open)
            (void)co_await writer.endStream();
    }

    asio::io_context io { 1 };
    SandboxScript script;
    std::uint64_t served = 0;
    http::Listener listener;
    std::uint16_t boundPort = 0;
    std::thread thread;
};

SandboxServer::SandboxServer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Result<std::unique_ptr<SandboxServer>> SandboxServer::start(std::uint16_t port, SandboxScript script)
{
    auto impl = std::make_unique<Impl>(std::move(script));
    auto bound = impl->listener.open(port);
    if (!bound)
        return tl::unexpected(bound.error());
    impl->boundPort = *bound;
    impl->thread = std::thread([raw = impl.get()] {
        const auto work = asio::make_work_guard(raw->io);
        raw->io.run();
    });
    return std::unique_ptr<SandboxServer>(new SandboxServer(std::move(impl)));
}

SandboxServer::~SandboxServer()
{
    asio::post(m_impl->io, [impl = m_impl.get()] {
        impl->listener.closeAll();
        impl->io.stop();
    });
    m_impl->thread.join();
}

std::uint16_t SandboxServer::port() const
{
    return m_impl->boundPort;
}

} // namespace signalbox
