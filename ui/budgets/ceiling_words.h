// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/forecast.h"
#include "core/budget/ledger.h"
#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"

#include <QString>

#include <optional>
#include <vector>

/// Ceilings in words, and which of them counts most now. GUI thread.
namespace signalbox::ui {

/// "All traffic", "Tier Mid", "Key ide-plugin", "Each session by itself", ...
[[nodiscard]] QString scopeText(const Engine& engine, const Theme& theme, const std::string& scope);
/// "today", "this hour", "this week", "this month"
[[nodiscard]] QString periodText(Window window);
/// "Hour", "Day", "Week", "Month"
[[nodiscard]] QString windowText(Window window);
/// "$12.41 of $20.00 today, $0.03 reserved"
[[nodiscard]] QString standingSentence(const Ceiling& ceiling, const Balance& balance);
/// What happens at the limit, before it, and to streams.
[[nodiscard]] QString termsText(const Ceiling& ceiling, const Config* config);
/// "At this pace you hit the ceiling at 16:40, then paid requests are blocked", by case.
[[nodiscard]] QString outlookSentence(const Forecast& forecast, const Ceiling& ceiling, WallUs now);
[[nodiscard]] Tone outlookTone(const Forecast& forecast);

/// When a period, a raise or a pace ends: "16:40" within a day, else with the date.
[[nodiscard]] QString endText(WallUs at, WallUs now);

/// How ceilings stand. Where the ledger has nothing to say yet, each of the configuration's with nothing used.
[[nodiscard]] std::vector<Ledger::Standing> standingsOf(const Engine& engine);
/// Where a ceiling's period will end: by the pace of the last hour for hours and days, by its average for weeks and
/// months. nullopt: the pace of its scope is not known.
[[nodiscard]] std::optional<Forecast> outlookOf(const Engine& engine, const Ledger::Standing& standing);
/// The ceiling on money of which the greatest share is used, whatever its window and scope; where there is none, the
/// sandbox's.
[[nodiscard]] std::optional<Ledger::Standing> tightest(const Engine& engine);

} // namespace signalbox::ui
