// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_book.h"
#include "core/alerts/channel.h"
#include "core/alerts/condition_watch.h"
#include "core/record/record.h"

#include <functional>
#include <memory>
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

/// Who has to know, once. One thread of its own takes events in, decides (AlertBook), makes it durable (AlertStore) and
/// tells: the callback at once, channels through a courier each. What was told before a restart is not told again; what
/// still waited is sent. Where alerts.db can't be written it tells all the same. Every member may be called from any
/// thread; none but test() waits.
class AlertDesk {
public:
    struct Surroundings {
        std::string dir; ///< "" = nothing is kept
        ChannelMeans means;
        std::function<AlertText(const Alert&)> words; ///< empty: codes
        std::function<Conditions()> conditions;       ///< looked at twice a second; empty: never
        std::function<std::unique_ptr<Channel>(const ChannelSettings&, const ChannelMeans&)> makeChannel =
            signalbox::makeChannel;
        RetryRule retry {};
    };
    AlertDesk(Surroundings surroundings, const Clock& clock);
    ~AlertDesk(); ///< as stop()
    AlertDesk(const AlertDesk&) = delete;
    AlertDesk& operator=(const AlertDesk&) = delete;

    void start();
    /// What is being sent is broken off and waits for the next run.
    void stop();
    void configure(AlertSettings settings, DayRule day);

    void raise(AlertEvent event);
    /// What one request tells: a refused price, an attempt that cost more than its hold. Cheap where there is nothing.
    void look(const RequestRecord& record);
    /// Called on the desk's thread; must return at once.
    void onNews(std::function<void(const AlertNews&)> callback);

    [[nodiscard]] std::vector<Alert> alerts() const; ///< newest first
    /// Changes whenever alerts() or snoozes() does.
    [[nodiscard]] std::uint64_t revision() const;
    [[nodiscard]] std::map<std::string, WallUs> snoozes() const;
    /// key: as snoozeKeyOf(), or "" for everything.
    void snooze(const std::string& key, std::chrono::minutes time);
    void wake(const std::string& key);
    void markSeen();
    [[nodiscard]] Error storeProblem() const; ///< why nothing is kept; code "" while it is

    /// How a channel does.
    struct ChannelView {
        std::string id;
        std::size_t waiting = 0;
        WallUs sentAt = 0;   ///< the last that went through, 0 = none in this run
        WallUs failedAt = 0; ///< the last try that did not
        Error problem;       ///< of that; code "" after one that went through
    };
    [[nodiscard]] std::vector<ChannelView> channels() const;
    /// Sends a test through a channel, now and beside its queue, also where it is switched off. Blocking, up to 15 s.
    /// Errors: channel_unknown (channel), and what sending met.
    [[nodiscard]] Result<void> test(const std::string& channel);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
