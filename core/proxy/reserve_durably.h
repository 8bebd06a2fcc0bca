// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/proxy/services.h"

#include <boost/asio/use_awaitable.hpp>

#include <memory>

namespace signalbox {

/// The reservation as something a coroutine can wait for; the ledger answers on its own thread.
inline http::Awaitable<ReserveResult> reserveDurably(Services& services, ReserveRequest request)
{
    auto begin = [&services](auto handler, ReserveRequest wish) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        services.ledger->reserve(std::move(wish), [shared, &inbox = services.inbox](ReserveResult result) {
            inbox.push([shared, result = std::move(result)]() mutable { std::move (*shared)(std::move(result)); });
        });
    };
    co_return co_await http::asio::async_initiate<const http::asio::use_awaitable_t<http::Executor>,
        void(ReserveResult)>(begin, http::asio::use_awaitable_t<http::Executor>(), std::move(request));
}

} // namespace signalbox
