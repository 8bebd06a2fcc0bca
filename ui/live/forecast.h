// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"
#include "core/record/live.h"

#include <optional>

namespace signalbox::ui {

/// Where the day's spending goes at the present pace. Display only: never on the money path.
struct Forecast {
    enum class Kind {
        TooLittle,   ///< not enough traffic for a forecast
        HitsCeiling, ///< at `reachedAt`
        StaysBelow,  ///< ends the day at `dayEnd`
        Reached,     ///< nothing left
    };
    Kind kind = Kind::TooLittle;
    WallUs reachedAt = 0;
    Money dayEnd;
    double dollarsPerMinute = 0;
};

/// Paid spending per minute: the weighted median (3:2:1) of the rates of the last 10, 30 and 60 minutes.
/// nullopt before 10 minutes of paid traffic and 20 paid requests. The snapshot is of LiveRange::Hours2.
[[nodiscard]] std::optional<double> spendRate(const LiveSnapshot& lastHours);

[[nodiscard]] Forecast forecast(const LiveSnapshot& lastHours, Money used, Money limit, WallUs dayEndsAt);

} // namespace signalbox::ui
