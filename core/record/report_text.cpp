// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"
#include "core/record/json_line.h"
#include "core/record/report.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace signalbox {

namespace {

std::string dollars(std::int64_t nano)
{
    return Money::fromNano(nano).dollars();
}

struct ListedTable {
    std::string_view by;   ///< what a row is, in CSV and JSON
    std::string_view name; ///< what ReportRow::name is, or ""
    const std::vector<ReportRow>* rows;
};

std::array<ListedTable, 7> listedTablesOf(const Report& report)
{
    return { { { "day", "", &report.days }, { "tier", "", &report.tiers }, { "model", "provider", &report.models },
        { "client", "", &report.clients }, { "feature", "", &report.features }, { "session", "", &report.sessions },
        { "rule", "name", &report.rules } } };
}

/// Blended: what a request cost with all of its attempts, rounded down; nothing where there was none.
std::optional<std::int64_t> perRequest(const UsageSums& sums)
{
    return sums.requests > 0 ? std::optional(sums.costNano / sums.requests) : std::nullopt;
}

// --- CSV -------------------------------------------------------------------------------------------------------------

std::string csvText(std::string_view text)
{
    constexpr std::string_view kFormulaStarts = "=+-@\t\r";
    std::string cell;
    if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos)
        cell += '\'';
    cell += text;
    if (cell.find_first_of("\",\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

void appendCsvRow(std::string& out, std::string_view by, const ReportRow& row)
{
    const UsageSums& sums = row.sums;
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", by, csvText(row.key),
        csvText(row.name), row.simulated ? "simulated" : "money", sums.requests, sums.errors, sums.unpriced,
        sums.attempts, sums.tokensIn, sums.tokensOut, row.simulated ? "" : dollars(sums.costNano),
        row.simulated ? "" : dollars(sums.baselineNano), row.simulated ? "" : dollars(sums.savedNano),
        row.simulated ? dollars(sums.costNano) : "", row.simulated ? "" : dollars(sums.extraNano),
        row.simulated || !perRequest(sums) ? "" : dollars(*perRequest(sums)));
}

// --- JSON ------------------------------------------------------------------------------------------------------------

void appendJsonSums(std::string& out, const UsageSums& sums, bool simulated)
{
    fmt::format_to(std::back_inserter(out),
        R"("requests":{},"errors":{},"unpriced_requests":{},"attempts":{},"tokens_in":{},"tokens_out":{},)",
        sums.requests, sums.errors, sums.unpriced, sums.attempts, sums.tokensIn, sums.tokensOut);
    if (simulated)
        fmt::format_to(std::back_inserter(out), R"("simulated_nano":{},"simulated_usd":"{}")", sums.costNano,
            dollars(sums.costNano));
    else
        fmt::format_to(std::back_inserter(out),
            R"("cost_nano":{},"cost_usd":"{}","baseline_nano":{},"baseline_usd":"{}","saved_nano":{},"saved_usd":"{}",)"
            R"("extra_nano":{},"extra_usd":"{}","nano_per_request":{})",
            sums.costNano, dollars(sums.costNano), sums.baselineNano, dollars(sums.baselineNano), sums.savedNano,
            dollars(sums.savedNano), sums.extraNano, dollars(sums.extraNano),
            perRequest(sums) ? std::to_string(*perRequest(sums)) : "null");
}

void appendJsonTable(std::string& out, const ListedTable& table)
{
    fmt::format_to(std::back_inserter(out), ",\n \"{}s\":[", table.by);
    bool first = true;
    for (const ReportRow& row : *table.rows) {
        fmt::format_to(std::back_inserter(out), "{}\n  {{\"{}\":", first ? "" : ",", table.by);
        first = false;
        appendSafeString(out, row.key);
        if (!table.name.empty()) {
            fmt::format_to(std::back_inserter(out), ",\"{}\":", table.name);
            appendSafeString(out, row.name);
        }
        fmt::format_to(std::back_inserter(out), ",\"simulated\":{},", row.simulated);
        appendJsonSums(out, row.sums, row.simulated);
        out += '}';
    }
    out += ']';
}

} // namespace

std::string reportCsv(const Report& report)
{
    std::string out = "by,key,name,kind,requests,errors,unpriced_requests,attempts,tokens_in,tokens_out,cost_usd,"
                      "baseline_usd,saved_usd,simulated_usd,extra_usd,usd_per_request\r\n";
    appendCsvRow(out, "total", { {}, {}, false, report.total });
    if (report.simulated != UsageSums())
        appendCsvRow(out, "total", { {}, {}, true, report.simulated });
    for (const ListedTable& table : listedTablesOf(report)) {
        for (const ReportRow& row : *table.rows)
            appendCsvRow(out, table.by, row);
    }
    return out;
}

std::string reportJson(const Report& report)
{
    std::string out =
        fmt::format("{{\"from\":\"{}\",\"to\":\"{}\",\"recorded_since\":{},\"zone\":", isoUtc(report.from),
            isoUtc(report.to), report.recordedSince == 0 ? "null" : "\"" + isoUtc(report.recordedSince) + "\"");
    appendSafeString(out, report.zone);
    out += ",\n \"total\":{";
    appendJsonSums(out, report.total, false);
    out += "},\n \"simulated\":{";
    appendJsonSums(out, report.simulated, true);
    out += '}';
    for (const ListedTable& table : listedTablesOf(report))
        appendJsonTable(out, table);
    return out + "\n}\n";
}

} // namespace signalbox
