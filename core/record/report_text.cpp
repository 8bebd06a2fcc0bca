// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"
#include "core/record/json_line.h"
#include "core/record/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

std::string dollars(std::int64_t nano)
{
    return Money::fromNano(nano).dollars();
}

struct Table {
    std::string_view by;    ///< what a row is, in CSV and JSON
    std::string_view title; ///< in HTML
    std::string_view name;  ///< what ReportRow::name is, or ""
    const std::vector<ReportRow>* rows;
};

std::array<Table, 5> tablesOf(const Report& report)
{
    return { { { "day", "Days", "", &report.days }, { "tier", "Tiers", "", &report.tiers },
        { "model", "Models", "provider", &report.models }, { "client", "Clients", "", &report.clients },
        { "rule", "Rules", "name", &report.rules } } };
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
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", by, csvText(row.key),
        csvText(row.name), row.simulated ? "simulated" : "money", sums.requests, sums.errors, sums.unpriced,
        sums.attempts, sums.tokensIn, sums.tokensOut, row.simulated ? "" : dollars(sums.costNano),
        row.simulated ? "" : dollars(sums.baselineNano), row.simulated ? "" : dollars(sums.savedNano),
        row.simulated ? dollars(sums.costNano) : "");
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
            R"("cost_nano":{},"cost_usd":"{}","baseline_nano":{},"baseline_usd":"{}","saved_nano":{},"saved_usd":"{}")",
            sums.costNano, dollars(sums.costNano), sums.baselineNano, dollars(sums.baselineNano), sums.savedNano,
            dollars(sums.savedNano));
}

void appendJsonTable(std::string& out, const Table& table)
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

// --- HTML ------------------------------------------------------------------------------------------------------------

constexpr std::string_view kHtmlHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Signalbox report</title>
<style>
:root { color-scheme: light dark; --text: #1a1d21; --muted: #5b6470; --ground: #fff; --line: #d9dee5; --bar: #1d4fcf; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e7eaee; --muted: #a2abb8; --ground: #1b1e24; --line: #2e343d; --bar: #5384f2; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--ground); max-width: 1100px;
  margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; margin-bottom: 0; }
h2 { font-size: 1.1em; margin: 2em 0 .4em; }
p { color: var(--muted); margin: .2em 0 1.4em; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3em .6em; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--muted); font-weight: 600; }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere; }
td small { color: var(--muted); }
tr.simulated td { color: var(--muted); font-style: italic; }
.bar { display: block; height: 3px; background: var(--bar); border-radius: 2px; }
</style>
</head>
<body>
)";

constexpr std::string_view kHtmlColumns =
    "<th>Requests</th><th>Errors</th><th>Tokens in</th><th>Tokens out</th><th>Cost</th><th>All at the baseline</th>"
    "<th>Saved</th></tr></thead>\n<tbody>\n";

std::string htmlText(std::string_view text)
{
    std::string out;
    for (const char c : visibleText(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

/// Rounded to cents from a dollar on, to millionths below; what is smaller stays as it is, never "0.00".
std::string shownDollars(std::int64_t nano)
{
    const std::int64_t size = nano < 0 ? -nano : nano;
    const std::int64_t unit = size >= 1'000'000'000 ? 10'000'000 : size >= 1'000 ? 1'000 : 1;
    const std::int64_t rounded = (size + unit / 2) / unit * unit;
    return fmt::format("{}${}", nano < 0 ? "\xe2\x88\x92" : "", dollars(rounded));
}

std::string savedText(const UsageSums& sums)
{
    if (sums.baselineNano <= 0)
        return shownDollars(sums.savedNano);
    const __int128 tenths = static_cast<__int128>(sums.savedNano) * 1000 / sums.baselineNano;
    return fmt::format("{} ({:.1f} %)", shownDollars(sums.savedNano), static_cast<double>(tenths) / 10);
}

void appendHtmlRow(std::string& out, std::string_view label, const ReportRow& row, std::int64_t dearest)
{
    const UsageSums& sums = row.sums;
    const std::int64_t share = row.simulated || dearest <= 0
        ? 0
        : static_cast<std::int64_t>(static_cast<__int128>(std::max<std::int64_t>(0, sums.costNano)) * 100 / dearest);
    fmt::format_to(std::back_inserter(out), "<tr{}><td>{}", row.simulated ? " class=\"simulated\"" : "", label);
    if (!row.name.empty())
        fmt::format_to(std::back_inserter(out), " <small>{}</small>", htmlText(row.name));
    if (row.simulated)
        out += " <small>simulated, no money</small>";
    if (share > 0)
        fmt::format_to(std::back_inserter(out), "<span class=\"bar\" style=\"width:{}%\"></span>", share);
    fmt::format_to(std::back_inserter(out), "</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td>",
        sums.requests, sums.errors, sums.tokensIn, sums.tokensOut, shownDollars(sums.costNano),
        sums.unpriced > 0 ? fmt::format(" <small>+ {} unpriced</small>", sums.unpriced) : std::string());
    if (row.simulated)
        out += "<td></td><td></td></tr>\n";
    else
        fmt::format_to(
            std::back_inserter(out), "<td>{}</td><td>{}</td></tr>\n", shownDollars(sums.baselineNano), savedText(sums));
}

void appendHtmlTable(std::string& out, const Table& table)
{
    if (table.rows->empty())
        return;
    fmt::format_to(std::back_inserter(out), "<h2>{}</h2>\n<table>\n<thead><tr><th>{}</th>", table.title, table.title);
    out += kHtmlColumns;
    std::int64_t dearest = 0;
    for (const ReportRow& row : *table.rows)
        dearest = row.simulated ? dearest : std::max(dearest, row.sums.costNano);
    for (const ReportRow& row : *table.rows)
        appendHtmlRow(out, row.key.empty() ? "<small>none</small>" : htmlText(row.key), row, dearest);
    out += "</tbody>\n</table>\n";
}

} // namespace

std::string reportCsv(const Report& report)
{
    std::string out = "by,key,name,kind,requests,errors,unpriced_requests,attempts,tokens_in,tokens_out,cost_usd,"
                      "baseline_usd,saved_usd,simulated_usd\r\n";
    appendCsvRow(out, "total", { {}, {}, false, report.total });
    if (report.simulated != UsageSums())
        appendCsvRow(out, "total", { {}, {}, true, report.simulated });
    for (const Table& table : tablesOf(report)) {
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
    for (const Table& table : tablesOf(report))
        appendJsonTable(out, table);
    return out + "\n}\n";
}

std::string reportHtml(const Report& report)
{
    std::string out(kHtmlHead);
    fmt::format_to(std::back_inserter(out), "<h1>Spend and savings</h1>\n<p>{} to {}. Days in zone {}.",
        isoUtc(report.from).substr(0, 16), isoUtc(report.to).substr(0, 16), htmlText(report.zone));
    if (report.recordedSince > report.from)
        fmt::format_to(std::back_inserter(out), " Recorded since {}.", isoUtc(report.recordedSince).substr(0, 16));
    out += "</p>\n<table>\n<thead><tr><th>Total</th>";
    out += kHtmlColumns;
    appendHtmlRow(out, "Money", { {}, {}, false, report.total }, 0);
    if (report.simulated != UsageSums())
        appendHtmlRow(out, "Sandbox", { {}, {}, true, report.simulated }, 0);
    out += "</tbody>\n</table>\n";
    for (const Table& table : tablesOf(report))
        appendHtmlTable(out, table);
    return out + "</body>\n</html>\n";
}

} // namespace signalbox
