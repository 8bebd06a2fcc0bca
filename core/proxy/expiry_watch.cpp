// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/expiry_watch.h"

#include "core/proxy/exchange.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks { 250 };

} // namespace

struct ExpiryWatch::Timer {
    explicit Timer(http::asio::io_context& io)
        : wait(io)
    {
    }
    http::asio::steady_timer wait;
};

ExpiryWatch::ExpiryWatch(Services& services)
    : m_services(services)
    , m_timer(std::make_unique<Timer>(services.io))
{
}

ExpiryWatch::~ExpiryWatch() = default;

void ExpiryWatch::wake()
{
    if (m_awake)
        return;
    m_awake = true;
    m_timer->wait.expires_after(kBetweenLooks);
    m_timer->wait.async_wait([this](const boost::system::error_code& stopped) {
        if (!stopped)
            look();
    });
}

ExpiryWatch::Ends ExpiryWatch::endOf(const Exchange& exchange) const
{
    const Client* admitted = exchange.admitted();
    const std::shared_ptr<const Client> client = admitted ? m_services.keys.current(*admitted) : nullptr;
    if (!client || !client->terms.expiresAt)
        return Ends::Never;
    return client->terms.isOver(m_services.clock.now()) ? Ends::Now : Ends::Later;
}

void ExpiryWatch::look()
{
    m_awake = false;
    bool goesOn = false;
    // Copied: whoever is cut may end at once.
    const std::vector<Exchange*> running = m_services.running;
    for (Exchange* exchange : running) {
        const auto& now = m_services.running;
        if (std::find(now.begin(), now.end(), exchange) == now.end())
            continue;
        const Ends ends = endOf(*exchange);
        goesOn = goesOn || ends == Ends::Later;
        if (ends == Ends::Now)
            exchange->cut({ "key_expired", {} });
    }
    if (goesOn)
        wake();
}

} // namespace signalbox
