// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"
#include "core/budget/forecast.h"
#include "core/tiers/breaker.h"
#include "core/tiers/tier.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace signalbox {

/// What can be seen of the running house at one moment.
struct Conditions {
    WallUs now = 0;
    /// Microseconds that this machine runs, asleep or awake, whatever its wall clock is set to; nullopt: not known.
    std::optional<WallUs> sinceBoot;
    std::int64_t localMinute = 0; ///< of the day, in the operator's zone
    bool ledgerHealthy = true;
    std::string ledgerCode; ///< of its last problem
    std::vector<Breakers::View> breakers;
    std::vector<Tier> tiers;
    /// A key that its provider refuses.
    struct RefusedKey {
        std::string provider;
        std::string key; ///< its name, and its last four where they are known
        std::string code;
    };
    std::vector<RefusedKey> refusedKeys;
    /// Where a ceiling will be at this pace.
    struct Outlook {
        AlertEvent ceiling;       ///< subject, scope, span, window, used, limit, resetsAt, atLimit
        std::int64_t refused = 0; ///< requests in this window
        Forecast forecast;
    };
    std::vector<Outlook> outlooks;
};

/// Turns conditions into events: when one begins, not while it lasts. Looked at about twice a second, by one thread.
class ConditionWatch {
public:
    [[nodiscard]] std::vector<AlertEvent> look(const Conditions& conditions, const AlertSettings& settings);

private:
    void lookAtClock(const Conditions& conditions, std::vector<AlertEvent>& events);
    void lookAtBreakers(const Conditions& conditions, std::vector<AlertEvent>& events);
    void lookAtKeys(const Conditions& conditions, std::vector<AlertEvent>& events);
    void lookAtTiers(const Conditions& conditions, std::vector<AlertEvent>& events);
    static void lookAtOutlooks(
        const Conditions& conditions, const AlertSettings& settings, std::vector<AlertEvent>& events);
    /// True when `condition` was not there at the last look.
    [[nodiscard]] bool begins(const std::string& condition);

    std::set<std::string> m_before;
    std::set<std::string> m_present;
    std::optional<WallUs> m_booted; ///< by the wall clock, at the last look
};

/// Whether a forecast says that the ceiling is reached before the operator's hour comes round, in the present window.
[[nodiscard]] bool isReachedBefore(const Forecast& forecast, std::int64_t minuteOfDay, const Conditions& conditions);

} // namespace signalbox
