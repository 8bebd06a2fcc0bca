// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/http/session.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace signalbox {

/// Work for the data-plane thread from other threads. What comes while it is busy is taken as one batch: one wake-up
/// and one lock for a whole group of the ledger. push() from any thread; the rest happens on the data-plane thread.
class DataPlaneInbox {
public:
    explicit DataPlaneInbox(http::asio::io_context& io)
        : m_io(io)
    {
    }

    void push(std::function<void()> work)
    {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            first = m_waiting.empty();
            m_waiting.push_back(std::move(work));
        }
        if (first)
            http::asio::post(m_io, [this] { run(); });
    }

private:
    void run()
    {
        std::vector<std::function<void()>> batch;
        {
            const std::lock_guard lock(m_mutex);
            batch.swap(m_waiting);
        }
        for (auto& work : batch)
            std::exchange(work, nullptr)();
    }

    http::asio::io_context& m_io;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_waiting;
};

} // namespace signalbox
