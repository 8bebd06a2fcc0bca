// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace signalbox {

/// Decides what becomes of an event: a new alert, one more of an old one, or nothing. Once per threshold and window;
/// the same cause within the time of folding is folded; a snoozed cause is listed and nobody is told. Holds the list,
/// newest first. No thread, no file, no clock of its own.
class AlertBook {
public:
    static constexpr std::size_t kKept = 500; ///< alerts in the list

    enum class Outcome {
        Raised, ///< a new alert: tell
        Folded, ///< counted on an alert that was told: change what stands there
        Hushed, ///< listed or counted, but snoozed: tell nobody
        Dropped ///< told before in this window, or the operator does not want to know
    };
    struct Verdict {
        Outcome outcome = Outcome::Dropped;
        Alert alert;      ///< as it stands now; meaningless for Dropped
        std::string mark; ///< to be remembered, or ""
    };
    [[nodiscard]] Verdict take(const AlertEvent& event, WallUs now, const AlertSettings& settings);

    /// key: as snoozeKeyOf(), or "" for everything.
    void snooze(const std::string& key, WallUs until);
    void wake(const std::string& key);
    [[nodiscard]] bool isSnoozed(const std::string& key, WallUs now) const;
    [[nodiscard]] const std::map<std::string, WallUs>& snoozes() const { return m_snoozes; }
    void markSeen();

    [[nodiscard]] const std::deque<Alert>& alerts() const { return m_alerts; }

    /// What the last run left behind; alerts newest first.
    struct Kept {
        std::vector<Alert> alerts;
        std::map<std::string, WallUs> marks;
        std::map<std::string, WallUs> snoozes;
    };
    void restore(Kept kept);

private:
    [[nodiscard]] Alert* foldable(const std::string& cause, WallUs now, const AlertSettings& settings);

    std::deque<Alert> m_alerts;
    std::map<std::string, WallUs> m_marks;
    std::map<std::string, WallUs> m_snoozes;
    std::int64_t m_lastId = 0;
};

} // namespace signalbox
