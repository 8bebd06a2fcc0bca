// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/http/net.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <utility>

namespace signalbox::http {

/// One coroutine waits, a callback on the same thread lets it go on, at once and within the call of signal(). Without
/// a timer and without a trip through the io_context's queue.
class Wake {
public:
    [[nodiscard]] Awaitable<void> wait()
    {
        return asio::async_initiate<Token, void()>(
            [this](Waiter waiter) { m_waiter.emplace(std::move(waiter)); }, m_token);
    }
    /// Nothing happens where nobody waits: the waiter looks at its condition first.
    void signal()
    {
        if (m_waiter)
            (*std::exchange(m_waiter, std::nullopt))();
    }

private:
    using Token = asio::use_awaitable_t<Executor>;
    using Waiter = asio::async_result<Token, void()>::handler_type;

    Token m_token;
    std::optional<Waiter> m_waiter;
};

} // namespace signalbox::http
