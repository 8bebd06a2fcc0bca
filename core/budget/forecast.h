// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/budget/ceiling.h"
#include "core/record/live.h"

#include <optional>
#include <string_view>

namespace signalbox {

/// Where the day will end at this pace. Figures only: the sentences are the window's.
struct Forecast {
    enum class Case {
        NotEnough, ///< less than 10 minutes or 20 paid requests of the day to go by
        Reaches,   ///< the ceiling is hit at reachesAt, before it resets
        EndsBelow, ///< the day ends at endOfDay
        Reached    ///< nothing is left; reachesAt is when that began, 0 = not known
    };
    Case kind = Case::NotEnough;
    Money perHour; ///< the pace; 0 where not enough is known
    WallUs reachesAt = 0;
    Money endOfDay; ///< also for Reaches: what the day would cost without the ceiling
    WallUs resetsAt = 0;
    friend bool operator==(const Forecast&, const Forecast&) = default;
};

struct ForecastQuestion {
    WallUs now = 0;
    WallUs resetsAt = 0; ///< DayRule::nextDay(now)
    SpendPace pace;      ///< of the ceiling's scope, see paceOf()
    Balance balance;     ///< of the ceiling's scope
    Money limit;
    WallUs reachedAt = 0; ///< where the ceiling's alert at 1.0 said so; 0 = not
};

/// Pure. Pace = weighted median (3:2:1) of the rates of the last 10, 30 and 60 minutes; a window counts only as far
/// back as there was spend, at least 10 minutes.
[[nodiscard]] Forecast forecast(const ForecastQuestion& question);

/// Pure. The same where a period is too long for the pace of an hour to say anything: by its average so far, from six
/// hours on. resetsAt ends the period that began at startedAt; pace is not asked; endOfDay is the end of the period.
[[nodiscard]] Forecast forecastByAverage(const ForecastQuestion& question, WallUs startedAt);

/// The pace of a ceiling's scope ("global" or "tier:<id>") in a snapshot; nothing for other scopes: their spend is not
/// in the figures.
[[nodiscard]] std::optional<SpendPace> paceOf(const LiveSnapshot& snapshot, std::string_view scope);

} // namespace signalbox
