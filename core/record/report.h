// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/record/usage.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A line of one table of a report. Simulated traffic has lines of its own; its cost is no money.
struct ReportRow {
    std::string key;  ///< "2026-11-22", tier id, model, client name, rule id; "" = none (refused, pinned)
    std::string name; ///< provider of a model, name of a rule; else ""
    bool simulated = false;
    UsageSums sums;
    friend bool operator==(const ReportRow&, const ReportRow&) = default;
};

/// Spend and savings of a span of time. Each table's money rows sum up to `total`, its simulated ones to `simulated`.
struct Report {
    WallUs from = 0; ///< the quarter of an hour that `since` lies in
    WallUs to = 0;
    WallUs recordedSince = 0; ///< the oldest quarter in the log; 0 = nothing is recorded
    std::string zone;         ///< of the days
    UsageSums total;          ///< money only
    UsageSums simulated;
    std::vector<ReportRow> days;                                    ///< oldest first
    std::vector<ReportRow> tiers, models, clients, features, rules; ///< the dearest first, simulated last
    /// By whoever knows them (the ledger): cost, requests, attempts and tokens; no baseline. Not in every report.
    std::vector<ReportRow> sessions;
};

/// Reads log.db, also beside a running instance. Where there is no log yet, the report is empty.
/// Errors: StorageError's codes.
[[nodiscard]] Result<Report> readReport(const std::string& dir, WallUs since, WallUs now, const DayRule& day);

/// "30m", "24h", "7d" before now; "2026-11-01", "2026-11-01T10:30" in UTC. Errors: since_invalid (text).
[[nodiscard]] Result<WallUs> parseSince(std::string_view text, WallUs now);

/// RFC 4180 with a header line. Text cells that a spreadsheet would take for a formula get an apostrophe in front;
/// numbers are numbers by type and stay as they are. Money and simulated cost have columns of their own.
[[nodiscard]] std::string reportCsv(const Report& report);
[[nodiscard]] std::string reportJson(const Report& report);
/// One page with nothing loaded from elsewhere and no script.
[[nodiscard]] std::string reportHtml(const Report& report);

} // namespace signalbox
