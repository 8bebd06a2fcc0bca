// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_book.h"
#include "core/alerts/alert_feed.h"
#include "core/alerts/channel.h"
#include "core/alerts/condition_watch.h"
#include "core/record/record.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// Who has to know, once. One thread of its own takes events in, decides (AlertBook), makes it durable (AlertStore) and
/// tells: the callback at once, channels through a courier each. What was told before a restart is not told again; what
/// still waited is sent. Where alerts.db can't be written it tells all the same. Every member may be called from any
/// thread; none but test() waits.
class AlertDesk final : public AlertFeed {
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
    ~AlertDesk() override; ///< as stop()
    AlertDesk(const AlertDesk&) = delete;
    AlertDesk& operator=(const AlertDesk&) = delete;

    void start();
    /// What is being sent is broken off and waits for the next run.
    void stop();
    void configure(AlertSettings settings, DayRule day);

    void raise(AlertEvent event);
    /// What one request tells: a refused price, an attempt that cost more than its hold. Cheap where there is nothing.
    void look(const RequestRecord& record);
    // As AlertFeed; onNews() calls on the desk's thread.
    void onNews(std::function<void(const AlertNews&)> callback) override;
    [[nodiscard]] std::vector<Alert> alerts() const override;
    [[nodiscard]] std::uint64_t revision() const override;
    [[nodiscard]] std::map<std::string, WallUs> snoozes() const override;
    void snooze(const std::string& key, std::chrono::minutes time) override;
    void wake(const std::string& key) override;
    void markSeen() override;
    [[nodiscard]] Error storeProblem() const override;
    [[nodiscard]] std::vector<ChannelView> channels() const override;
    [[nodiscard]] Result<void> test(const std::string& channel) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
