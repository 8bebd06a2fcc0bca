// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/upstream_client.h"

#include "core/http/upstream_call.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace signalbox::http {
namespace {

Resolver::Post postTo(asio::io_context& io)
{
    return [&io](std::function<void()> function) { asio::post(io, std::move(function)); };
}

} // namespace

UpstreamClient::Impl::Impl(asio::io_context& context, UpstreamLimits clientLimits, UpstreamSurroundings surroundings)
    : io(context)
    , limits(clientLimits)
    , proxy(surroundings.environment)
    , buffers(std::max(kLargestPiece, clientLimits.headerBytes))
    , pool(clientLimits.pooledPerOrigin, std::chrono::milliseconds(clientLimits.pooledIdleMs))
    , resolver(std::make_unique<Resolver>(postTo(context), std::move(surroundings.lookup)))
    , sweepTimer(context.get_executor())
{
}

void UpstreamClient::Impl::keepIdle(const Origin& origin, std::unique_ptr<Connection> connection)
{
    if (closed)
        return;
    pool.put(origin, std::move(connection), SteadyClock::now());
    if (!sweeping)
        scheduleSweep();
}

/// One timer while anything is idle, none otherwise.
void UpstreamClient::Impl::scheduleSweep()
{
    sweeping = true;
    sweepTimer.expires_after(std::max(pool.idleLimit() / 2, std::chrono::milliseconds(20)));
    sweepTimer.async_wait([weak = weak_from_this()](const boost::system::error_code& code) {
        const auto self = weak.lock();
        if (code || !self)
            return;
        self->pool.sweep(SteadyClock::now());
        self->sweeping = false;
        if (!self->pool.isEmpty())
            self->scheduleSweep();
    });
}

UpstreamClient::UpstreamClient(asio::io_context& io, UpstreamLimits limits, UpstreamSurroundings surroundings)
    : m_impl(std::make_shared<Impl>(io, limits, std::move(surroundings)))
{
}

UpstreamClient::~UpstreamClient()
{
    m_impl->closed = true;
    m_impl->resolver.reset();
    m_impl->pool.clear();
    m_impl->sweepTimer.cancel();
}

UpstreamCall UpstreamClient::call(UpstreamRequest request)
{
    return UpstreamCall(std::make_shared<UpstreamCall::Impl>(m_impl, std::move(request)));
}

void UpstreamClient::closeIdle()
{
    m_impl->pool.clear();
    m_impl->tls.clear();
}

UpstreamCall::UpstreamCall(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

UpstreamCall::UpstreamCall(UpstreamCall&&) noexcept = default;

UpstreamCall& UpstreamCall::operator=(UpstreamCall&& other) noexcept
{
    if (m_impl && m_impl != other.m_impl)
        m_impl->cancel();
    m_impl = std::move(other.m_impl);
    return *this;
}

UpstreamCall::~UpstreamCall()
{
    if (m_impl)
        m_impl->cancel();
}

Awaitable<tl::expected<UpstreamHead, UpstreamFailure>> UpstreamCall::start()
{
    return m_impl->start();
}

Awaitable<tl::expected<BodyPiece, UpstreamFailure>> UpstreamCall::readPiece()
{
    return m_impl->readPiece();
}

void UpstreamCall::cancel()
{
    m_impl->cancel();
}

void UpstreamCall::requireProgress()
{
    m_impl->requireProgress();
}

void UpstreamCall::noteProgress()
{
    m_impl->noteProgress();
}

} // namespace signalbox::http
