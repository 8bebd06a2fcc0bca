// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"
#include "core/record/json_line.h"
#include "core/record/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Signalbox report</title>
<style>
:root { color-scheme: light dark; --text: #1a1d21; --muted: #5b6470; --ground: #fff; --line: #d9dee5; --bar: #1d4fcf;
  --pale: #b9c8f0; --saved: #00a375; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e7eaee; --muted: #a2abb8; --ground: #1b1e24; --line: #2e343d; --bar: #5384f2; --pale: #34456f;
    --saved: #3fd6a0; } }
@media print { :root { --text: #000; --muted: #444; --ground: #fff; --line: #bbb; --bar: #1d4fcf; --pale: #b9c8f0; }
  body { font-size: 10px; margin: 0; max-width: none; } table, svg, .tiles { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--ground); max-width: 1100px;
  margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; margin-bottom: 0; }
h2 { font-size: 1.1em; margin: 2em 0 .4em; }
p { color: var(--muted); margin: .2em 0 1.4em; }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 1.4em; }
.tiles div { border: 1px solid var(--line); border-radius: 8px; padding: .5em 1em; }
.tiles b { display: block; font-size: 1.4em; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--muted); font-size: .9em; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3em .6em; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--muted); font-weight: 600; }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere; }
td small { color: var(--muted); }
tr.simulated td { color: var(--muted); font-style: italic; }
.bar { display: block; height: 3px; background: var(--bar); border-radius: 2px; }
summary { margin: 2em 0 0; color: var(--muted); cursor: pointer; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--muted); font: 12px system-ui, sans-serif; }
svg .cost { fill: var(--bar); } svg .extra { fill: var(--pale); } svg .axis { stroke: var(--line); }
svg .baseline { fill: none; stroke: var(--saved); stroke-width: 1.5; stroke-dasharray: 4 3; }
</style>
</head>
<body>
)";

constexpr std::string_view kColumns =
    "<th>Requests</th><th>Errors</th><th>Tokens in</th><th>Tokens out</th><th>Cost</th><th>Per request</th>"
    "<th>Extra tries</th><th>All at the baseline</th><th>Saved</th></tr></thead>\n<tbody>\n";

constexpr std::string_view kDash = "\xe2\x80\x93"; ///< nothing is known
constexpr std::string_view kOthers = "*";          ///< key of the row that sums up what has none of its own
constexpr std::size_t kMostSessions = 20;

struct TitledTable {
    std::string_view title, heading;
    const std::vector<ReportRow>* rows;
};

std::array<TitledTable, 5> titledTablesOf(const Report& report)
{
    return { { { "By tier", "Tier", &report.tiers }, { "By model", "Model", &report.models },
        { "By key", "Key", &report.clients }, { "By feature", "Feature", &report.features },
        { "By rule", "Rule", &report.rules } } };
}

std::string escaped(std::string_view text)
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

std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3 + (number < 0 ? 1U : 0U);) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

/// Cents from ten cents on, four decimals down to a tenth of a cent, six below; what is smaller still stays as it is,
/// never "0.00".
std::string shownDollars(std::int64_t nano)
{
    const std::int64_t size = nano < 0 ? -nano : nano;
    const char* sign = nano < 0 ? "\xe2\x88\x92" : "";
    if (size == 0)
        return "$0.00";
    if (size < 1'000)
        return fmt::format("{}${}", sign, Money::fromNano(size).dollars());
    const int decimals = size >= 100'000'000 ? 2 : size >= 1'000'000 ? 4 : 6;
    std::int64_t unit = 1'000'000'000;
    for (int i = 0; i < decimals; ++i)
        unit /= 10;
    const std::int64_t units = (size + unit / 2) / unit;
    const std::int64_t whole = 1'000'000'000 / unit;
    return fmt::format("{}${}.{:0{}}", sign, grouped(units / whole), units % whole, decimals);
}

std::string perRequestText(const UsageSums& sums)
{
    return sums.requests > 0 ? shownDollars(sums.costNano / sums.requests) : std::string(kDash);
}

std::string savedText(const UsageSums& sums)
{
    if (sums.baselineNano <= 0)
        return sums.savedNano == 0 ? std::string(kDash) : shownDollars(sums.savedNano);
    const __int128 tenths = static_cast<__int128>(sums.savedNano) * 1000 / sums.baselineNano;
    const double percent = static_cast<double>(tenths) / 10;
    return fmt::format("{} ({}{:.1f} %)", shownDollars(sums.savedNano), percent < 0 ? "\xe2\x88\x92" : "",
        percent < 0 ? -percent : percent);
}

void appendRow(std::string& out, std::string_view label, const ReportRow& row, std::int64_t dearest)
{
    const UsageSums& sums = row.sums;
    const std::int64_t share = row.simulated || dearest <= 0
        ? 0
        : static_cast<std::int64_t>(static_cast<__int128>(std::max<std::int64_t>(0, sums.costNano)) * 100 / dearest);
    fmt::format_to(std::back_inserter(out), "<tr{}><td>{}", row.simulated ? " class=\"simulated\"" : "", label);
    if (!row.name.empty())
        fmt::format_to(std::back_inserter(out), " <small>{}</small>", escaped(row.name));
    if (row.simulated)
        out += " <small>simulated, no money</small>";
    if (share > 0)
        fmt::format_to(std::back_inserter(out), "<span class=\"bar\" style=\"width:{}%\"></span>", share);
    fmt::format_to(std::back_inserter(out), "</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td>",
        grouped(sums.requests), grouped(sums.errors), grouped(sums.tokensIn), grouped(sums.tokensOut),
        shownDollars(sums.costNano),
        sums.unpriced > 0 ? fmt::format(" <small>+ {} unpriced</small>", sums.unpriced) : std::string());
    if (row.simulated)
        out += "<td></td><td></td><td></td><td></td></tr>\n";
    else
        fmt::format_to(std::back_inserter(out), "<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            perRequestText(sums), shownDollars(sums.extraNano),
            sums.baselineNano == 0 ? std::string(kDash) : shownDollars(sums.baselineNano), savedText(sums));
}

std::string labelOf(const ReportRow& row)
{
    if (row.key == kOthers)
        return "<small>all others</small>";
    return row.key.empty() ? "<small>none</small>" : escaped(row.key);
}

void appendTable(std::string& out, const TitledTable& table)
{
    if (table.rows->empty())
        return;
    fmt::format_to(std::back_inserter(out), "<h2>{}</h2>\n<table>\n<thead><tr><th>{}</th>", table.title, table.heading);
    out += kColumns;
    std::int64_t dearest = 0;
    for (const ReportRow& row : *table.rows)
        dearest = row.simulated || row.key == kOthers ? dearest : std::max(dearest, row.sums.costNano);
    for (const ReportRow& row : *table.rows)
        appendRow(out, labelOf(row), row, row.key == kOthers ? 0 : dearest);
    out += "</tbody>\n</table>\n";
}

void appendTiles(std::string& out, const UsageSums& total)
{
    const auto tile = [&out](const std::string& figure, std::string_view what) {
        fmt::format_to(std::back_inserter(out), "<div><b>{}</b><span>{}</span></div>", figure, what);
    };
    out += "<div class=\"tiles\">";
    tile(shownDollars(total.costNano), "spent");
    tile(perRequestText(total), "per request, all attempts");
    tile(savedText(total), "saved against the baseline, net");
    tile(shownDollars(total.extraNano), "failed and extra attempts");
    tile(grouped(total.requests), "requests");
    out += "</div>\n";
}

// --- Charts ----------------------------------------------------------------------------------------------------------

constexpr double kWide = 1000;
constexpr double kHigh = 220;
constexpr double kTop = 20;
constexpr double kBottom = 24;
constexpr double kWidestStep = 120;
constexpr std::size_t kMostBars = 92; ///< more days are summed up by month

std::vector<ReportRow> monthsOf(const std::vector<ReportRow>& days)
{
    std::vector<ReportRow> months;
    for (const ReportRow& row : days) {
        const std::string month = row.key.substr(0, 7);
        const auto same = std::find_if(months.rbegin(), months.rend(),
            [&](const ReportRow& each) { return each.key == month && each.simulated == row.simulated; });
        if (same == months.rend())
            months.push_back({ month, {}, row.simulated, row.sums });
        else
            same->sums += row.sums;
    }
    return months;
}

/// Bars of days, or of months where there are too many of them. Money only.
std::vector<ReportRow> barsOf(const Report& report)
{
    std::vector<ReportRow> bars;
    for (const ReportRow& row : report.days) {
        if (!row.simulated)
            bars.push_back(row);
    }
    return bars.size() <= kMostBars ? bars : monthsOf(bars);
}

void appendBar(std::string& out, const ReportRow& row, double left, double wide, double perNano)
{
    const double base = kHigh - kBottom;
    const double high = static_cast<double>(std::max<std::int64_t>(0, row.sums.costNano)) * perNano;
    const double extra = static_cast<double>(std::max<std::int64_t>(0, row.sums.extraNano)) * perNano;
    fmt::format_to(std::back_inserter(out),
        "<g><title>{}: {} ({} for extra tries)</title><rect class=\"cost\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
        "height=\"{:.1f}\"/><rect class=\"extra\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/></g>\n",
        escaped(row.key), shownDollars(row.sums.costNano), shownDollars(row.sums.extraNano), left, base - high, wide,
        high, left, base - high, wide, std::min(extra, high));
}

/// Cost as bars, the baseline as a dashed line over them.
void appendChart(std::string& out, const Report& report)
{
    const std::vector<ReportRow> bars = barsOf(report);
    std::int64_t most = 0;
    for (const ReportRow& bar : bars)
        most = std::max({ most, bar.sums.costNano, bar.sums.baselineNano });
    if (bars.empty() || most <= 0)
        return;
    const double perNano = (kHigh - kTop - kBottom) / static_cast<double>(most);
    const double step = std::min(kWidestStep, kWide / static_cast<double>(bars.size()));
    const double base = kHigh - kBottom;
    fmt::format_to(std::back_inserter(out),
        "<h2>Cost {}</h2>\n<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Cost {}, the highest {}\">\n"
        "<line class=\"axis\" x1=\"0\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
        bars.front().key.size() > 7 ? "per day" : "per month", kWide, kHigh,
        bars.front().key.size() > 7 ? "per day" : "per month", shownDollars(most), base, kWide, base);
    std::string line;
    double labelledTo = -1;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double left = static_cast<double>(i) * step;
        appendBar(out, bars[i], left + step * 0.1, step * 0.8, perNano);
        fmt::format_to(std::back_inserter(line), "{:.1f},{:.1f} ", left + step / 2,
            base - static_cast<double>(std::max<std::int64_t>(0, bars[i].sums.baselineNano)) * perNano);
        if (left > labelledTo && left + 80 < kWide) {
            fmt::format_to(std::back_inserter(out), "<text x=\"{:.1f}\" y=\"{}\">{}</text>\n", left, kHigh - 6,
                escaped(bars[i].key));
            labelledTo = left + 90;
        }
    }
    fmt::format_to(std::back_inserter(out),
        "<polyline class=\"baseline\" points=\"{}\"/>\n<text x=\"{}\" y=\"12\" text-anchor=\"end\">{} at the top; "
        "dashed: all at the baseline; pale: extra tries</text>\n</svg>\n",
        line, kWide, shownDollars(most));
}

/// "2026-11-22 18:22"
std::string momentText(WallUs at)
{
    std::string text = isoUtc(at).substr(0, 16);
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

/// The dearest, and one row for all others.
std::vector<ReportRow> fewSessions(const std::vector<ReportRow>& all)
{
    std::vector<ReportRow> few;
    ReportRow others;
    others.key = kOthers;
    for (const ReportRow& row : all) {
        if (few.size() < kMostSessions && row.key != kOthers)
            few.push_back(row);
        else
            others.sums += row.sums;
    }
    if (others.sums != UsageSums())
        few.push_back(std::move(others));
    return few;
}

/// Months where there are many days; then the days wait behind a line that opens.
void appendDays(std::string& out, const std::vector<ReportRow>& days)
{
    if (days.size() <= kMostBars)
        return appendTable(out, { "By day", "Day", &days });
    const std::vector<ReportRow> months = monthsOf(days);
    appendTable(out, { "By month", "Month", &months });
    fmt::format_to(std::back_inserter(out), "<details><summary>All {} days</summary>\n", days.size());
    appendTable(out, { "By day", "Day", &days });
    out += "</details>\n";
}

} // namespace

std::string reportHtml(const Report& report)
{
    std::string out(kHead);
    fmt::format_to(std::back_inserter(out), "<h1>Spend and savings</h1>\n<p>{} to {} UTC. Days in zone {}.",
        momentText(report.from > 0 ? report.from : report.recordedSince), momentText(report.to), escaped(report.zone));
    if (report.from > 0 && report.recordedSince > report.from)
        fmt::format_to(std::back_inserter(out), " Recorded since {}.", momentText(report.recordedSince));
    out += "</p>\n";
    appendTiles(out, report.total);
    appendChart(out, report);
    out += "<h2>Total</h2>\n<table>\n<thead><tr><th>Total</th>";
    out += kColumns;
    appendRow(out, "Money", { {}, {}, false, report.total }, 0);
    if (report.simulated != UsageSums())
        appendRow(out, "Sandbox", { {}, {}, true, report.simulated }, 0);
    out += "</tbody>\n</table>\n";
    for (const TitledTable& table : titledTablesOf(report))
        appendTable(out, table);
    const std::vector<ReportRow> sessions = fewSessions(report.sessions);
    appendTable(out, { "By session", "Session", &sessions });
    appendDays(out, report.days);
    return out + "</body>\n</html>\n";
}

} // namespace signalbox
