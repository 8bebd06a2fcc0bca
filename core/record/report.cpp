// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/report.h"

#include "core/record/database.h"
#include "core/record/log_store.h"
#include "core/record/rollup.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

namespace signalbox {

namespace {

constexpr std::string_view kUsageSince =
    "SELECT quarter, tier, provider, model, client, rule_id, rule_name, simulated, requests, errors, unpriced, "
    "attempts, tokens_in, tokens_out, cost, baseline, saved, extra, feature FROM usage_quarter WHERE quarter >= ?1 AND "
    "quarter <= ?2 "
    "ORDER BY quarter";

/// One table of the report while it grows: by simulated, key, name.
using Table = std::map<std::tuple<bool, std::string, std::string>, UsageSums>;

std::vector<ReportRow> rowsOf(const Table& table)
{
    std::vector<ReportRow> rows;
    for (const auto& [key, sums] : table)
        rows.push_back({ std::get<1>(key), std::get<2>(key), std::get<0>(key), sums });
    return rows;
}

std::vector<ReportRow> dearestFirst(std::vector<ReportRow> rows)
{
    std::stable_sort(rows.begin(), rows.end(), [](const ReportRow& a, const ReportRow& b) {
        return std::tuple(a.simulated, -a.sums.costNano, -a.sums.requests)
            < std::tuple(b.simulated, -b.sums.costNano, -b.sums.requests);
    });
    return rows;
}

std::vector<ReportRow> oldestFirst(std::vector<ReportRow> rows)
{
    std::stable_sort(rows.begin(), rows.end(), [](const ReportRow& a, const ReportRow& b) { return a.key < b.key; });
    return rows;
}

UsageSums readSums(const Statement& row)
{
    UsageSums sums;
    int column = 8;
    for (std::int64_t* figure : { &sums.requests, &sums.errors, &sums.unpriced, &sums.attempts, &sums.tokensIn,
             &sums.tokensOut, &sums.costNano, &sums.baselineNano, &sums.savedNano, &sums.extraNano })
        *figure = row.integer(column++);
    return sums;
}

class ReportBuilder {
public:
    ReportBuilder(Report& report, const DayRule& day)
        : m_report(report)
        , m_dayRule(day)
    {
    }

    void add(const Statement& row)
    {
        const UsageSums sums = readSums(row);
        const bool simulated = row.integer(7) != 0;
        (simulated ? m_report.simulated : m_report.total) += sums;
        if (row.integer(0) != m_quarter || m_day.empty()) {
            m_quarter = row.integer(0);
            m_day = m_dayRule.dayOf(m_quarter);
        }
        m_days[{ simulated, m_day, {} }] += sums;
        m_tiers[{ simulated, row.text(1), {} }] += sums;
        m_models[{ simulated, row.text(3), row.text(2) }] += sums;
        m_clients[{ simulated, row.text(4), {} }] += sums;
        m_features[{ simulated, row.text(18), {} }] += sums;
        m_rules[{ simulated, row.text(5), row.text(6) }] += sums;
    }

    void finish()
    {
        m_report.days = oldestFirst(rowsOf(m_days));
        m_report.tiers = dearestFirst(rowsOf(m_tiers));
        m_report.models = dearestFirst(rowsOf(m_models));
        m_report.clients = dearestFirst(rowsOf(m_clients));
        m_report.features = dearestFirst(rowsOf(m_features));
        m_report.rules = dearestFirst(rowsOf(m_rules));
    }

private:
    Report& m_report;
    const DayRule& m_dayRule;
    WallUs m_quarter = 0; // rows come by quarter: the zone is asked once for each
    std::string m_day;
    Table m_days, m_tiers, m_models, m_clients, m_features, m_rules;
};

} // namespace

Result<Report> readReport(const std::string& dir, WallUs since, WallUs now, const DayRule& day)
{
    Report report;
    report.from = since / kQuarterUs * kQuarterUs;
    report.to = now;
    report.zone = day.zone();
    std::error_code ignored;
    if (!std::filesystem::exists(logPath(dir), ignored))
        return report;
    try {
        Database database(logPath(dir), Database::Mode::ReadOnly, logMigrations());
        Statement oldest = database.prepare("SELECT min(quarter) FROM usage_quarter");
        report.recordedSince = oldest.step() ? oldest.integer(0) : 0;
        Statement rows = database.prepare(kUsageSince);
        rows.bind(1, report.from).bind(2, now);
        ReportBuilder builder(report, day);
        while (rows.step())
            builder.add(rows);
        builder.finish();
        return report;
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

} // namespace signalbox
