// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace signalbox {

/// The last user messages of the newest requests, by request id: what-if answers questions about texts from here. In
/// memory only, at most 2,000 and 64 MiB, never in a file; off means that all are forgotten at once. Thread-safe.
class PromptWindow {
public:
    static constexpr std::size_t kMost = 2000;
    static constexpr std::size_t kMostBytes = 64 << 20;

    explicit PromptWindow(bool on = true)
        : m_on(on)
    {
    }
    void turn(bool on);
    [[nodiscard]] bool on() const { return m_on.load(); }
    void add(const std::string& requestId, std::string text);
    /// nullptr: not (any more) in the window.
    [[nodiscard]] std::shared_ptr<const std::string> find(const std::string& requestId) const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t bytes() const;

private:
    void shrink();

    std::atomic<bool> m_on;
    mutable std::mutex m_mutex;
    std::deque<std::string> m_order;
    std::map<std::string, std::shared_ptr<const std::string>> m_texts;
    std::size_t m_bytes = 0;
};

} // namespace signalbox
