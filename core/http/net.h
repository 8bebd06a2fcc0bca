// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to the translation units that touch sockets (listener, session, upstream_client, exchange, proxy,
// sandbox_server): no header that other rooms include may include this one.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace signalbox::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
template <class T> using Awaitable = asio::awaitable<T, Executor>;

} // namespace signalbox::http
