// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/rules_lab.h"
#include "ui/shell/theme.h"

#include "core/evals/what_if.h"

#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

/// What a replay found, in words. GUI thread (translated).
namespace signalbox::ui {

using TierNames = std::function<QString(const std::string&)>;

/// "On the newest 8,412 requests (since 15:42): 214 would change tier, cost −$1.12 (−8.3 %)"; says where nothing can
/// be said.
[[nodiscard]] QString whatIfText(const ReplayReport& report, WallUs now);
/// What the figures leave open, and what they were made of; "" for nothing.
[[nodiscard]] QString whatIfRemarks(const ReplayReport& report);
/// One figure of a replay: as it was, with the draft, and the difference with its sign.
struct FigureLine {
    QString name, before, after, change;
    Tone tone = Tone::Muted; ///< of the difference: better, worse, or the same
};
/// Cost, latency, refused and downgraded requests, days on which a ceiling is reached; empty where nothing was decided.
[[nodiscard]] std::vector<FigureLine> figureLines(const ReplayReport& report);
/// "Latency p50 1.2 s → 1.4 s, p95 2.0 s → 2.1 s."; "" where no request was answered.
[[nodiscard]] QString latencyText(const ReplayReport& report);
/// What the replay gate found (gateFindings) as a list in one sentence's words: "12 more requests would be refused".
[[nodiscard]] QString gateText(const std::vector<std::string>& findings, const ReplayReport& report);
/// One line a move between tiers, most requests first: "Small → Mid: 214 requests, +$0.31".
[[nodiscard]] QStringList moveTexts(const ReplayReport& report, const TierNames& tierName);
/// "Texts: the newest 1,874 prompts (3 MB, since 14:02), in memory only."
[[nodiscard]] QString promptText(const PromptView& view, WallUs now);
/// Requests that would have gone elsewhere: id and line, newest first.
[[nodiscard]] std::vector<std::pair<std::string, QString>> changedRequests(
    const ReplayReport& report, const TierNames& tierName, WallUs now);
/// "Matches 903 of the newest 8,412 requests (10.7 %)"
[[nodiscard]] QString matchText(const MatchPreview& preview);
/// Why a request is not matched: its first condition that fails, with the actual value.
[[nodiscard]] QString whyNotText(const MatchPreview::Example& example);

} // namespace signalbox::ui
