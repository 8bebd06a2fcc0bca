// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/http/connection.h"
#include "core/http/upstream_client.h"

#include <map>
#include <memory>
#include <vector>

namespace signalbox::http {

/// Idle keep-alive connections, last in, first out, bounded per origin. Data-plane thread only.
class ConnectionPool {
public:
    using Time = std::chrono::steady_clock::time_point;

    ConnectionPool(std::size_t perOrigin, std::chrono::milliseconds idleLimit);

    /// The youngest connection that is still open and quiet, or nullptr. Drops those that are not.
    [[nodiscard]] std::unique_ptr<Connection> take(const Origin& origin, Time now);
    void put(const Origin& origin, std::unique_ptr<Connection> connection, Time now);
    /// Closes what has been idle for too long.
    void sweep(Time now);
    void clear() { m_idle.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_idle.empty(); }
    [[nodiscard]] std::chrono::milliseconds idleLimit() const { return m_idleLimit; }

private:
    using Stack = std::vector<std::unique_ptr<Connection>>;

    std::size_t m_perOrigin;
    std::chrono::milliseconds m_idleLimit;
    std::map<Origin, Stack> m_idle;
};

} // namespace signalbox::http
