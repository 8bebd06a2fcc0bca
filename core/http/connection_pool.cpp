// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection_pool.h"

#include <algorithm>

namespace signalbox::http {

ConnectionPool::ConnectionPool(std::size_t perOrigin, std::chrono::milliseconds idleLimit)
    : m_perOrigin(perOrigin)
    , m_idleLimit(idleLimit)
{
}

std::unique_ptr<Connection> ConnectionPool::take(const Origin& origin, Time now)
{
    const auto found = m_idle.find(origin);
    if (found == m_idle.end())
        return nullptr;
    Stack& stack = found->second;
    while (!stack.empty()) {
        std::unique_ptr<Connection> connection = std::move(stack.back());
        stack.pop_back();
        if (now - connection->idleSince < m_idleLimit && connection->isQuiet())
            return connection;
    }
    return nullptr;
}

void ConnectionPool::put(const Origin& origin, std::unique_ptr<Connection> connection, Time now)
{
    if (m_perOrigin == 0)
        return;
    Stack& stack = m_idle[origin];
    connection->idleSince = now;
    if (stack.size() >= m_perOrigin)
        stack.erase(stack.begin()); // the oldest
    stack.push_back(std::move(connection));
}

void ConnectionPool::sweep(Time now)
{
    for (auto entry = m_idle.begin(); entry != m_idle.end();) {
        Stack& stack = entry->second;
        const auto young =
            std::find_if(stack.begin(), stack.end(), [&](const auto& c) { return now - c->idleSince < m_idleLimit; });
        stack.erase(stack.begin(), young);
        entry = stack.empty() ? m_idle.erase(entry) : std::next(entry);
    }
}

} // namespace signalbox::http
