// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert.h"

#include <algorithm>
#include <utility>

namespace signalbox {

namespace {

constexpr std::array<std::pair<AlertKind, std::string_view>, 11> kKindNames { {
    { AlertKind::Threshold, "threshold" },
    { AlertKind::CeilingReached, "ceiling_reached" },
    { AlertKind::Forecast, "forecast" },
    { AlertKind::BreakerOpened, "breaker_opened" },
    { AlertKind::TierDown, "tier_down" },
    { AlertKind::KeyRefused, "key_refused" },
    { AlertKind::Unpriced, "unpriced" },
    { AlertKind::OverReservation, "over_reservation" },
    { AlertKind::LedgerTrouble, "ledger_trouble" },
    { AlertKind::ClockJumped, "clock_jumped" },
    { AlertKind::Test, "test" },
} };

constexpr std::array<std::pair<AlertLevel, std::string_view>, 3> kLevelNames { {
    { AlertLevel::Info, "info" },
    { AlertLevel::Attention, "attention" },
    { AlertLevel::Urgent, "urgent" },
} };

template <class Table, class Value> std::string_view nameIn(const Table& table, Value value)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [value](const auto& row) { return row.first == value; });
    return found == table.end() ? std::string_view() : found->second;
}

template <class Value, std::size_t N>
std::optional<Value> valueIn(const std::array<std::pair<Value, std::string_view>, N>& table, std::string_view name)
{
    const auto found = std::find_if(table.begin(), table.end(), [name](const auto& row) { return row.second == name; });
    return found == table.end() ? std::nullopt : std::optional(found->first);
}

} // namespace

std::string_view alertKindName(AlertKind kind)
{
    return nameIn(kKindNames, kind);
}

std::optional<AlertKind> alertKindOf(std::string_view name)
{
    return valueIn(kKindNames, name);
}

std::string_view alertLevelName(AlertLevel level)
{
    return nameIn(kLevelNames, level);
}

std::optional<AlertLevel> alertLevelOf(std::string_view name)
{
    return valueIn(kLevelNames, name);
}

std::string causeOf(const AlertEvent& event)
{
    std::string cause(alertKindName(event.kind));
    cause.append("/").append(event.subject);
    // Each threshold is told by itself: 50 % does not fold 80 % away.
    if (event.kind == AlertKind::Threshold)
        cause.append("/").append(std::to_string(event.sharePpm));
    if (event.kind == AlertKind::KeyRefused && !event.scope.empty()) // each key of a pool by itself
        cause.append("/").append(event.scope);
    return cause;
}

std::string snoozeKeyOf(const AlertEvent& event)
{
    if (event.kind == AlertKind::Threshold || event.kind == AlertKind::Forecast)
        return "ceiling/" + event.subject;
    return causeOf(event);
}

std::string markOf(const AlertEvent& event)
{
    return event.window.empty() ? std::string() : causeOf(event).append("@").append(event.window);
}

} // namespace signalbox
