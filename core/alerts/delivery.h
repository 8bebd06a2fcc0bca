// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// One alert on its way through one channel.
struct Delivery {
    std::string channel;
    Alert alert;
    int tries = 0;
    WallUs createdAt = 0;
    WallUs dueAt = 0;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// How one try went. Codes: channel_* and mail_* of docs/alerts.md.
struct SendOutcome {
    enum class Kind {
        Sent,
        Later, ///< it may work another time
        Never  ///< it would be refused again: a redirect, a wrong address, a wrong key
    };
    Kind kind = Kind::Sent;
    Error error {};
    std::chrono::seconds notBefore { 0 }; ///< what the other side asked for
};

/// When to try again, and when to give up.
struct RetryRule {
    std::chrono::milliseconds first { 2000 }; ///< doubles with each try
    std::chrono::milliseconds longest { 15 * 60 * 1000 };
    double jitter = 0.25; ///< of the wait, to both sides
    int tries = 12;
    std::chrono::hours lifetime { 6 }; ///< of an alert: later nobody wants to know
    std::size_t burst = 20;            ///< messages of one channel within burstSpan (T23)
    std::chrono::minutes burstSpan { 10 };
};

/// The queue of one channel: in order, one at a time, with growing waits. No thread and no clock of its own; `dice`
/// gives numbers in [0, 1).
class DeliveryQueue {
public:
    DeliveryQueue(RetryRule rule, std::function<double()> dice);

    static constexpr std::size_t kLimit = 200; ///< waiting; then the oldest is given up
    /// The one that had to give way, if any.
    std::optional<Delivery> add(Delivery delivery);
    /// What is due now; it stays in the queue until settle().
    [[nodiscard]] const Delivery* due(WallUs now);
    /// When due() will have something; nullopt: never by itself.
    [[nodiscard]] std::optional<WallUs> nextDue() const;
    enum class End { Sent, WillRetry, GivenUp };
    struct Settled {
        End end = End::Sent;
        Delivery delivery; ///< for WillRetry with its next time
    };
    /// What became of a delivery that due() gave. It may have been pushed out meanwhile.
    [[nodiscard]] Settled settle(const Delivery& tried, const SendOutcome& outcome, WallUs now);
    void refresh(const Alert& alert);
    [[nodiscard]] const std::deque<Delivery>& waiting() const { return m_waiting; }

private:
    [[nodiscard]] std::chrono::milliseconds waitAfter(int tries, std::chrono::seconds notBefore);
    RetryRule m_rule;
    std::function<double()> m_dice;
    std::deque<Delivery> m_waiting;
    std::deque<WallUs> m_sent; ///< within burstSpan
};

} // namespace signalbox
