// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace signalbox {

/// What the desktop and the window are told.
struct AlertNews {
    enum class What { Raised, Folded };
    What what = What::Raised;
    Alert alert;
    bool onDesktop = false; ///< as the settings want it
    bool withSound = false;
};

/// The alerts as the window sees them, of a proxy in this process (AlertDesk) or in another one. Any thread; none but
/// test() waits.
class AlertFeed {
public:
    virtual ~AlertFeed() = default;

    /// Called on a thread of the feed's own; must return at once. One callback: a later one takes its place.
    virtual void onNews(std::function<void(const AlertNews&)> callback) = 0;
    [[nodiscard]] virtual std::vector<Alert> alerts() const = 0; ///< newest first
    /// Changes whenever alerts() or snoozes() does.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;
    [[nodiscard]] virtual std::map<std::string, WallUs> snoozes() const = 0;
    /// key: as snoozeKeyOf(), or "" for everything.
    virtual void snooze(const std::string& key, std::chrono::minutes time) = 0;
    virtual void wake(const std::string& key) = 0;
    virtual void markSeen() = 0;
    [[nodiscard]] virtual Error storeProblem() const = 0; ///< why nothing is kept; code "" while it is

    /// How a channel does.
    struct ChannelView {
        std::string id;
        std::size_t waiting = 0;
        WallUs sentAt = 0;   ///< the last that went through, 0 = none in this run
        WallUs failedAt = 0; ///< the last try that did not
        Error problem;       ///< of that; code "" after one that went through
    };
    [[nodiscard]] virtual std::vector<ChannelView> channels() const = 0;
    /// Sends a test through a channel, now and beside its queue, also where it is switched off. Blocking, up to 15 s.
    /// Errors: channel_unknown (channel), and what sending met.
    [[nodiscard]] virtual Result<void> test(const std::string& channel) = 0;

protected:
    AlertFeed() = default;
    AlertFeed(const AlertFeed&) = default;
    AlertFeed& operator=(const AlertFeed&) = default;
};

} // namespace signalbox
