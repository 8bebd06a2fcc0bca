// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/channel.h"
#include "core/alerts/delivery.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace signalbox {

/// Carries alerts through one channel, on a thread of its own: one that hangs holds up nobody else. Ends at once when
/// it is destroyed; what still waits is taken out with waiting() first.
class Courier {
public:
    struct Hooks {
        std::function<AlertText(const Alert&)> words;
        /// On the courier's thread. For WillRetry with its next time.
        std::function<void(const Delivery&, DeliveryQueue::End, const Error&)> settled;
    };
    Courier(
        ChannelSettings settings, std::unique_ptr<Channel> channel, RetryRule rule, const Clock& clock, Hooks hooks);
    ~Courier();
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    void add(Delivery delivery);
    /// Where an alert still waits, it will be told as it stands now.
    void refresh(const Alert& alert);
    [[nodiscard]] std::vector<Delivery> waiting() const;
    [[nodiscard]] const ChannelSettings& settings() const { return m_settings; }

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] std::optional<Delivery> awaitDue(const std::stop_token& stop);

    const ChannelSettings m_settings;
    const std::unique_ptr<Channel> m_channel;
    const Clock& m_clock;
    const Hooks m_hooks;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    DeliveryQueue m_queue; ///< m_mutex
    std::jthread m_thread; ///< last: ends before the rest does
};

} // namespace signalbox
