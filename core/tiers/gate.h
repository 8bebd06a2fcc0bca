// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/tiers/tier.h"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace signalbox {

/// How much there was within the last 60 s, never too little and by at most a tenth of a second too long. A fixed size,
/// whatever the traffic.
class MinuteWindow {
public:
    void add(std::int64_t amount, Steady now);
    /// What was counted at `at` turns out to be more or less; past the window nothing happens.
    void correct(std::int64_t by, Steady at, Steady now);
    [[nodiscard]] std::int64_t sum(Steady now);
    /// The first moment at which so much or less is left in the window.
    [[nodiscard]] Steady whenAtMost(std::int64_t amount, Steady now);

private:
    static constexpr std::int64_t kSlotMs = 100;
    static constexpr std::size_t kSlots = 601; ///< a minute, and the slot that is not over
    [[nodiscard]] static std::int64_t slotOf(Steady at);
    void moveTo(std::int64_t slot);

    std::array<std::int64_t, kSlots> m_amounts {};
    std::int64_t m_newest = 0;
    std::int64_t m_sum = 0;
};

/// The limits that the operator set for a deployment, and the queue in front of them: first come, first served. No
/// sockets and no timers: the caller waits. One thread (the data plane's).
class Gate {
public:
    /// What wants to pass: stays where it is while it waits or is inside.
    struct Pass {
        enum class State { Outside, Waiting, Inside };
        State state = State::Outside;
        std::int64_t tokens = 0;       ///< as estimated
        std::function<void()> wake {}; ///< called when it was let in
        Steady enteredAt {};
    };

    void setLimits(const DeploymentLimits& limits) { m_limits = limits; }
    /// Inside at once, or Waiting, or (the queue is full, or what is asked for can't be had before `until`) Outside.
    [[nodiscard]] Pass::State enter(Pass& pass, Steady now, Steady until);
    /// It ends with the whole house: nobody is let in for it.
    void forget(Pass& pass);
    /// A waiting one has had enough, or its client has left.
    void giveUp(Pass& pass, Steady now);
    /// One that was inside is through. used: what it really took; nullopt: keep the estimate.
    void leave(Pass& pass, Steady now, std::optional<std::int64_t> used);
    /// Lets in whoever may go now, in order.
    void admit(Steady now);
    /// When the first in the queue may pass as far as the minute goes: in the past where only a free place is missing.
    [[nodiscard]] Steady nextChance(Steady now);
    /// When the minute would have room for so many tokens, whoever queues; now where it has.
    [[nodiscard]] Steady freeAt(std::int64_t tokens, Steady now) { return minuteFree(tokens, now); }
    /// What a request of so many tokens would wait for: "requests_per_minute", "tokens_per_minute", "concurrent", "".
    [[nodiscard]] std::string_view shortOf(std::int64_t tokens, Steady now);
    [[nodiscard]] std::size_t waiting() const { return m_queue.size(); }
    [[nodiscard]] std::int64_t inside() const { return m_inside; }

private:
    [[nodiscard]] std::int64_t counted(std::int64_t tokens) const;
    [[nodiscard]] Steady minuteFree(std::int64_t tokens, Steady now);
    [[nodiscard]] bool mayPass(const Pass& pass, Steady now);
    void let(Pass& pass, Steady now);

    DeploymentLimits m_limits;
    MinuteWindow m_requests;
    MinuteWindow m_tokens;
    std::int64_t m_inside = 0;
    std::deque<Pass*> m_queue;
};

/// A gate for each deployment that ever had limits, by its id: what two tiers share is counted once.
class Gates {
public:
    [[nodiscard]] Gate& of(const Deployment& deployment);

private:
    std::map<std::string, std::unique_ptr<Gate>, std::less<>> m_gates;
};

} // namespace signalbox
