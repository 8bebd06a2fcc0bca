// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/upstream_call.h"
#include "core/http/wiped_bytes.h"

#include <algorithm>
#include <array>

namespace signalbox::http {
namespace {

constexpr std::chrono::milliseconds kLookupLimit { 5'000 };
/// How long one address may take while others are left to try.
constexpr std::chrono::milliseconds kPatience { 2'000 };
constexpr std::size_t kAddressesTried = 8;

} // namespace

Awaitable<void> UpstreamCall::Impl::connect()
{
    const SteadyClock::time_point began = SteadyClock::now();
    enter(Phase::Connect, m_request.timeouts.connectMs);
    const Origin& origin = m_request.origin;
    if (!m_proxy) {
        co_await connectTo(origin.host, origin.port, origin.loopbackOnly ? Reach::LoopbackOnly : Reach::Anywhere);
    } else if (m_proxy->host.empty()) {
        abort(Kind::Connect, "the proxy setting of the environment can't be used");
    } else if (literalIsAllowed()) { // a name is resolved by the proxy, out of our sight
        co_await connectTo(m_proxy->host, m_proxy->port, Reach::Anywhere);
        if (!m_failure && origin.tls)
            co_await tunnel();
    }
    if (!m_failure && origin.tls)
        co_await encrypt();
    if (!m_failure && !m_connection->isQuiet())
        abort(Kind::Send, "closed, or spoke, before the request was sent");
    m_connectUs = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began).count();
}

bool UpstreamCall::Impl::literalIsAllowed()
{
    const auto literal = IpAddress::parse(m_request.origin.host);
    const std::string_view refusal = literal ? refusedAddress(*literal, Reach::Anywhere) : "";
    if (!refusal.empty())
        abort(Kind::AddressRefused, std::string(refusal));
    return refusal.empty();
}

Awaitable<Addresses> UpstreamCall::Impl::resolve(const std::string& host)
{
    Resolver* resolver = m_client->resolver.get();
    if (!resolver) {
        abort(Kind::Cancelled, "client closed");
        co_return Addresses();
    }
    if (auto known = resolver->known(host))
        co_return std::move(*known);
    auto found = std::make_shared<Addresses>();
    const bool canFallBack = !resolver->remembered(host).empty();
    const std::chrono::milliseconds half(m_request.timeouts.connectMs / 2);
    m_signal.expires_after(canFallBack ? std::min(kLookupLimit, half) : kLookupLimit);
    resolver->lookUp(host, [found, weak = weak_from_this()](const Addresses& addresses) {
        *found = addresses;
        if (const auto self = weak.lock())
            self->m_signal.cancel();
    });
    co_await m_signal.async_wait(kAwait);
    if (m_failure || !found->empty() || !m_client->resolver)
        co_return *found;
    co_return m_client->resolver->remembered(host);
}

Awaitable<void> UpstreamCall::Impl::connectTo(const std::string& host, std::uint16_t port, Reach reach)
{
    Addresses addresses = co_await resolve(host);
    if (m_failure)
        co_return;
    if (addresses.empty()) {
        abort(Kind::Dns, "name not found");
        co_return;
    }
    std::string_view refusal;
    const auto allowed = std::remove_if(addresses.begin(), addresses.end(), [&](const IpAddress& address) {
        const std::string_view reason = refusedAddress(address, reach);
        refusal = reason.empty() ? refusal : reason;
        return !reason.empty();
    });
    addresses.erase(allowed, addresses.end());
    if (addresses.empty()) {
        abort(Kind::AddressRefused, std::string(refusal));
        co_return;
    }
    addresses.resize(std::min(addresses.size(), kAddressesTried));
    std::string reason;
    for (const IpAddress& address : addresses) {
        const bool last = &address == &addresses.back();
        reason = co_await tryAddress(address, port, last ? std::chrono::milliseconds(0) : kPatience);
        if (m_failure)
            co_return;
        if (reason.empty()) {
            if (m_client->resolver)
                m_client->resolver->prefer(host, address);
            co_return;
        }
    }
    abort(Kind::Connect, std::move(reason));
}

/// Returns why it did not connect, or "".
Awaitable<std::string> UpstreamCall::Impl::tryAddress(
    const IpAddress& address, std::uint16_t port, std::chrono::milliseconds patience)
{
    const asio::ip::tcp::endpoint endpoint = endpointOf(address, port);
    m_connection = std::make_unique<Connection>(Connection::Socket(m_client->io.get_executor()));
    Connection::Socket& socket = m_connection->socket();
    boost::system::error_code code;
    socket.open(endpoint.protocol(), code);
    if (code)
        co_return code.message();
    socket.set_option(asio::ip::tcp::no_delay(true), code);
    if (patience.count() > 0) {
        m_signal.expires_after(patience);
        m_signal.async_wait([weak = weak_from_this(), tried = m_connection.get()](const auto& waited) {
            const auto self = weak.lock();
            if (!waited && self && self->m_connection.get() == tried)
                self->m_connection->interrupt();
        });
    }
    const auto [connected] = co_await socket.async_connect(endpoint, kAwait);
    if (patience.count() > 0)
        m_signal.cancel();
    if (connected == asio::error::operation_aborted)
        co_return "no answer";
    co_return connected ? connected.message() : std::string();
}

Awaitable<bool> UpstreamCall::Impl::sendConnect()
{
    Origin named = m_request.origin;
    named.tls = false; // so that the port stands there, even 443
    const std::string target = hostField(named);
    WipedBytes head(64 + 2 * target.size() + m_proxy->authorization.size());
    std::string& out = head.bytes();
    out.append("CONNECT ").append(target).append(" HTTP/1.1\r\n");
    bool fine = appendField(out, "Host", target);
    if (!m_proxy->authorization.empty())
        fine = fine && appendField(out, "Proxy-Authorization", m_proxy->authorization);
    out.append("\r\n");
    std::string_view rest = head.view();
    while (fine && !rest.empty() && !m_failure) {
        const IoResult result = m_connection->write(rest, {});
        if (result.state == IoResult::State::Done)
            rest.remove_prefix(result.bytes);
        else if (result.state == IoResult::State::WantWrite)
            co_await m_connection->socket().async_wait(Connection::Socket::wait_write, kAwait);
        else
            fine = false;
    }
    co_return fine;
}

Awaitable<void> UpstreamCall::Impl::tunnel()
{
    if (!co_await sendConnect()) {
        abort(Kind::Connect, "the proxy closed the connection");
        co_return;
    }
    ResponseDecoder answer(m_responseLimits, "CONNECT");
    std::string bytes;
    std::array<char, 1024> piece {};
    while (!m_failure && answer.state() == ResponseDecoder::State::Head) {
        const IoResult result = m_connection->read(piece.data(), piece.size());
        if (result.state == IoResult::State::WantRead) {
            co_await m_connection->socket().async_wait(Connection::Socket::wait_read, kAwait);
            continue;
        }
        if (result.state != IoResult::State::Done) {
            abort(Kind::Connect, "the proxy closed the connection");
            co_return;
        }
        bytes.append(piece.data(), result.bytes);
        bytes.erase(0, answer.head(bytes));
    }
    if (answer.state() == ResponseDecoder::State::Faulty)
        abort(Kind::Connect, "the proxy does not speak HTTP");
    else if (answer.status() >= 300)
        abort(Kind::Connect, "the proxy refused: " + std::to_string(answer.status()));
    else if (!bytes.empty())
        abort(Kind::Connect, "the proxy spoke into the tunnel");
}

Awaitable<void> UpstreamCall::Impl::encrypt()
{
    auto session = m_client->tls.open(m_request.origin, m_connection->socket().native_handle());
    if (!session) {
        abort(Kind::Tls, session.error().text());
        co_return;
    }
    m_connection->encrypt(std::move(*session));
    while (!m_failure) {
        const IoResult result = m_connection->tls()->handshake();
        if (result.state == IoResult::State::Done)
            co_return;
        if (result.state == IoResult::State::WantRead)
            co_await m_connection->socket().async_wait(Connection::Socket::wait_read, kAwait);
        else if (result.state == IoResult::State::WantWrite)
            co_await m_connection->socket().async_wait(Connection::Socket::wait_write, kAwait);
        else
            abort(Kind::Tls, m_connection->tls()->fault());
    }
}

} // namespace signalbox::http
