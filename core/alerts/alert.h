// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox {

/// What somebody has to know. The names are those of the configuration and of the messages: they stay.
enum class AlertKind {
    Threshold,       ///< a share of a ceiling is spent
    CeilingReached,  ///< all of it
    Forecast,        ///< at this pace it will be, before the operator's hour
    BreakerOpened,   ///< a deployment is no longer called
    TierDown,        ///< no deployment of a tier is
    KeyRefused,      ///< a provider refuses our key
    Unpriced,        ///< a request wanted a model whose price nobody knows
    OverReservation, ///< an attempt cost more than was held for it
    LedgerTrouble,   ///< nothing can be booked, so nothing paid is called
    ClockJumped,     ///< the wall clock, which days and ceilings follow, was set
    Test             ///< the operator tries a channel
};
/// Those that happen by themselves.
inline constexpr std::array kAlertKinds { AlertKind::Threshold, AlertKind::CeilingReached, AlertKind::Forecast,
    AlertKind::BreakerOpened, AlertKind::TierDown, AlertKind::KeyRefused, AlertKind::Unpriced,
    AlertKind::OverReservation, AlertKind::LedgerTrouble, AlertKind::ClockJumped };
[[nodiscard]] std::string_view alertKindName(AlertKind kind); ///< "threshold", "ceiling_reached", ...
[[nodiscard]] std::optional<AlertKind> alertKindOf(std::string_view name);

/// info: in the window's list only. attention and urgent: also where the operator wants to be told.
enum class AlertLevel { Info, Attention, Urgent };
[[nodiscard]] std::string_view alertLevelName(AlertLevel level); ///< "info", "attention", "urgent"
[[nodiscard]] std::optional<AlertLevel> alertLevelOf(std::string_view name);

/// Figures, names from the configuration and codes. Never a text of a client or a provider (T23).
struct AlertEvent {
    AlertKind kind = AlertKind::Test;
    /// Id of a ceiling, deployment, tier, provider or channel; "" for the ledger; "forwards" or "back" for the clock.
    std::string subject;
    std::string scope;  ///< of a ceiling; of a refused key its name in the configuration and its last four
    std::string span;   ///< of a ceiling: "day", "week", ...
    std::string window; ///< key of the ceiling's present window: told once in it. "": repeats are folded, no more
    std::int64_t sharePpm = 0; ///< of a threshold
    Money used, limit;         ///< of a ceiling; what was booked and held of an over-reservation
    WallUs reachesAt = 0;      ///< forecast, or 0; of a clock that jumped: where it arrived
    WallUs resetsAt = 0;       ///< end of the window, or 0; of a clock that jumped: where it would be
    std::string atLimit;       ///< "block", "downgrade" or ""
    std::string code;          ///< stable code of what went wrong, or ""
    friend bool operator==(const AlertEvent&, const AlertEvent&) = default;
};

/// What the same thing happening again has in common: it is folded by this.
[[nodiscard]] std::string causeOf(const AlertEvent& event);
/// What it is snoozed by: a ceiling's thresholds and forecasts together, anything else by its cause. That a ceiling is
/// reached is told all the same until that is snoozed itself.
[[nodiscard]] std::string snoozeKeyOf(const AlertEvent& event);
/// What is remembered so that it is told once: cause and window; "" where there is no window.
[[nodiscard]] std::string markOf(const AlertEvent& event);

/// An event that was taken up, as the list shows it.
struct Alert {
    std::int64_t id = 0;
    WallUs at = 0;     ///< the first of it
    WallUs lastAt = 0; ///< the last that was folded into it
    AlertLevel level = AlertLevel::Info;
    AlertEvent event;
    std::int64_t folded = 0; ///< how many more of the same came within the time of folding
    bool snoozed = false;    ///< nobody was told
    bool seen = false;
    friend bool operator==(const Alert&, const Alert&) = default;
};

/// What a person reads. Written by app and ui (core has codes only).
struct AlertText {
    std::string title;
    std::string body;
};

} // namespace signalbox
