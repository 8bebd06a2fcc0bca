// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/post_once.h"

#include "core/http/upstream_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <cstdlib>

namespace signalbox::http {

namespace {

constexpr std::array kProxyVariables { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY",
    "all_proxy", "NO_PROXY", "no_proxy" };

std::string reasonOf(UpstreamFailure::Kind kind)
{
    using Kind = UpstreamFailure::Kind;
    switch (kind) {
    case Kind::AddressRefused:
        return "address";
    case Kind::Dns:
        return "dns";
    case Kind::Connect:
        return "connect";
    case Kind::Tls:
        return "tls";
    case Kind::ConnectTimeout:
    case Kind::FirstByteTimeout:
    case Kind::IdleTimeout:
    case Kind::TotalTimeout:
        return "timeout";
    case Kind::Cancelled:
        return "stopped";
    case Kind::Send:
    case Kind::NoStatus:
    case Kind::BadHead:
    case Kind::Truncated:
    case Kind::BadBody:
        break;
    }
    return "broken";
}

UpstreamRequest requestOf(const OncePost& message)
{
    const int patience = static_cast<int>(message.patience.count());
    UpstreamRequest request;
    request.origin = { message.tls, message.host, message.port, message.caFile, message.loopbackOnly };
    request.target = message.target.empty() ? "/" : message.target;
    request.fields = message.fields;
    if (!message.bearer.empty()) {
        request.secretField = "Authorization";
        request.secretPrefix = "Bearer ";
        request.secret = message.bearer;
    }
    request.body = message.body;
    request.timeouts = { patience, patience, patience, patience, patience };
    return request;
}

UpstreamSurroundings surroundingsOf(const ProxyVariables& proxies)
{
    UpstreamSurroundings surroundings;
    surroundings.environment = [&proxies](const char* name) {
        const auto found = proxies.find(std::string_view(name));
        return found == proxies.end() ? std::nullopt : std::optional(found->second);
    };
    return surroundings;
}

using Answer = tl::expected<OnceAnswer, OnceFailure>;

/// Ends the loop: the call's own timers would keep it running until they are due.
Awaitable<void> exchange(asio::io_context& io, UpstreamCall& call, Answer& answer)
{
    auto head = co_await call.start();
    if (head)
        answer = OnceAnswer { head->status, std::move(head->fields) };
    else
        answer = tl::unexpected(OnceFailure { reasonOf(head.error().kind) });
    io.stop();
}

} // namespace

ProxyVariables proxyVariables()
{
    ProxyVariables found;
    for (const char* name : kProxyVariables) {
        if (const char* value = std::getenv(name))
            found[name] = value;
    }
    return found;
}

tl::expected<OnceAnswer, OnceFailure> postOnce(
    const OncePost& message, const ProxyVariables& proxies, const std::stop_token& stop)
{
    asio::io_context io { 1 };
    Answer answer = tl::unexpected(OnceFailure { "stopped" });
    UpstreamLimits limits;
    limits.pooledPerOrigin = 0;
    UpstreamClient client(io, limits, surroundingsOf(proxies));
    {
        UpstreamCall call = client.call(requestOf(message));
        asio::co_spawn(io, exchange(io, call, answer), asio::detached);
        const std::stop_callback stopping(stop, [&io, &call] { asio::post(io, [&call] { call.cancel(); }); });
        io.run();
    }
    return answer;
}

} // namespace signalbox::http
