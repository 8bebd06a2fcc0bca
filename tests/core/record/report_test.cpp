// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/report.h"

#include "core/record/recorder.h"
#include "tests/core/record/samples.h"
#include "tests/support/fake_clock.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using namespace samples;

/// A reader by RFC 4180, as strict as the writer should be: CRLF ends each row, quotes only around whole cells.
std::vector<std::vector<std::string>> readCsv(const std::string& text)
{
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
    std::string cell;
    for (std::size_t at = 0; at < text.size();) {
        if (cell.empty() && text[at] == '"') {
            for (++at; at < text.size(); ++at) {
                if (text[at] == '"' && text[at + 1] != '"')
                    break;
                at += text[at] == '"' ? 1 : 0;
                cell += text[at];
            }
            ++at;
            EXPECT_TRUE(text[at] == ',' || text[at] == '\r') << "a quoted cell ends at its quote";
        } else if (text[at] == ',') {
            row.push_back(std::exchange(cell, {}));
            ++at;
        } else if (text[at] == '\r') {
            EXPECT_EQ(text.substr(at, 2), "\r\n");
            row.push_back(std::exchange(cell, {}));
            rows.push_back(std::exchange(row, {}));
            at += 2;
        } else {
            EXPECT_TRUE(text[at] != '"' && text[at] != '\n') << "belongs into quotes";
            cell += text[at++];
        }
    }
    EXPECT_TRUE(row.empty() && cell.empty()) << "the last row ends as well";
    return rows;
}

class ReportTest : public testing::Test {
protected:
    void record(std::vector<RequestRecord> records)
    {
        auto recorder = *Recorder::open(folder.path(), clock, utc());
        for (RequestRecord& each : records)
            recorder->add(std::move(each));
        recorder->finish();
    }
    Report report(WallUs since = 0)
    {
        auto read = readReport(folder.path(), since, kNoon, utc());
        EXPECT_TRUE(read) << read.error().text();
        return *read;
    }

    TemporaryFolder folder;
    test::FakeClock clock { kNoon };
};

RequestRecord sandbox(WallUs at)
{
    RequestRecord made = request(at, "small", 900'000'000);
    made.simulated = true;
    made.client = "demo";
    return made;
}

UsageSums sumOf(const std::vector<ReportRow>& rows, bool simulated)
{
    UsageSums sum;
    for (const ReportRow& row : rows) {
        if (row.simulated == simulated)
            sum += row.sums;
    }
    return sum;
}

TEST_F(ReportTest, every_table_sums_up_to_the_totals)
{
    std::vector<RequestRecord> records;
    for (int i = 0; i < 60; ++i) {
        records.push_back(request(kNoon - i * kHourUs, i % 3 == 0 ? "frontier" : "small", 1'000'000 * i));
        records.back().client = i % 2 == 0 ? "ci" : "desk";
        if (i % 5 == 0)
            records.push_back(sandbox(kNoon - i * kHourUs));
    }
    RequestRecord refused = request(kNoon, "", 0);
    refused.status = 429;
    refused.errorCode = "ceiling_reached";
    refused.attempts.clear();
    refused.tokensIn = refused.tokensOut = 0;
    records.push_back(refused);
    record(records);
    const Report made = report();
    EXPECT_EQ(made.total.requests, 61);
    EXPECT_EQ(made.total.errors, 1);
    EXPECT_EQ(made.total.costNano, 1'000'000LL * 59 * 60 / 2);
    EXPECT_EQ(made.total.savedNano, made.total.baselineNano - made.total.costNano);
    EXPECT_EQ(made.total.tokensIn, 1204 * 60);
    EXPECT_EQ(made.simulated.requests, 12);
    EXPECT_EQ(made.simulated.costNano, 12 * 900'000'000LL);
    EXPECT_EQ(made.simulated.savedNano, 0);
    for (const auto* table : { &made.days, &made.tiers, &made.models, &made.clients, &made.rules }) {
        EXPECT_EQ(sumOf(*table, false), made.total);
        EXPECT_EQ(sumOf(*table, true), made.simulated);
    }
    ASSERT_EQ(made.tiers.size(), 4u);
    EXPECT_EQ(made.tiers[0].key, "small");
    EXPECT_EQ(made.tiers[2].key, "") << "refused before a tier was chosen";
    EXPECT_TRUE(made.tiers[3].simulated);
    EXPECT_EQ(made.days.front().key, "2026-11-20");
    EXPECT_EQ(made.recordedSince, (kNoon - 59 * kHourUs) / kQuarterUs * kQuarterUs);
}

TEST_F(ReportTest, a_cascade_shows_each_model_with_its_own_tokens_and_cost)
{
    RequestRecord cascade = request(kNoon, "frontier", 6'900'000);
    cascade.attempts = { attempt(1, "small", 400'000), attempt(2, "frontier", 6'500'000) };
    record({ cascade });
    const Report made = report();
    ASSERT_EQ(made.models.size(), 2u);
    EXPECT_EQ(made.models[0].key, "gpt-4o");
    EXPECT_EQ(made.models[0].name, "openai");
    EXPECT_EQ(made.models[0].sums.costNano, 6'500'000);
    EXPECT_EQ(made.models[0].sums.requests, 1);
    EXPECT_EQ(made.models[1].sums.costNano, 400'000);
    EXPECT_EQ(made.models[1].sums.requests, 0);
    EXPECT_EQ(made.models[1].sums.attempts, 1);
    EXPECT_EQ(made.total.costNano, 6'900'000);
    EXPECT_EQ(made.total.tokensOut, 240);
}

TEST_F(ReportTest, begins_with_the_quarter_of_its_start_and_follows_the_zone)
{
    const WallUs lateEvening = kNoon - 12 * kHourUs - 40 * kMinuteUs; // 23:20 UTC, the next day in Berlin
    record({ request(lateEvening), request(kNoon - 20 * kMinuteUs), request(kNoon - 10 * kMinuteUs) });
    EXPECT_EQ(report(kNoon - 14 * kMinuteUs).total.requests, 1);
    EXPECT_EQ(report(kNoon - 16 * kMinuteUs).from, kNoon - 30 * kMinuteUs);
    EXPECT_EQ(report(kNoon - 16 * kMinuteUs).total.requests, 2);
    EXPECT_EQ(report().days.size(), 2u);
    const auto berlin = readReport(folder.path(), 0, kNoon, *DayRule::make("Europe/Berlin", 0));
    ASSERT_TRUE(berlin);
    EXPECT_EQ(berlin->days.size(), 1u);
    EXPECT_EQ(berlin->days[0].key, "2026-11-22");
}

TEST_F(ReportTest, is_empty_before_the_first_request)
{
    const Report made = report();
    EXPECT_EQ(made.total, UsageSums());
    EXPECT_EQ(made.recordedSince, 0);
    EXPECT_EQ(readCsv(reportCsv(made)).size(), 2u);
    EXPECT_TRUE(nlohmann::json::parse(reportJson(made))["recorded_since"].is_null());
    EXPECT_NE(reportHtml(made).find("</html>"), std::string::npos);
}

struct Cell {
    std::string text;
    std::string expected;
};

class CsvCells : public testing::TestWithParam<Cell> { };

TEST_P(CsvCells, come_back_and_are_no_formulas)
{
    Report made;
    made.clients = { { GetParam().text, {}, false, {} } };
    const auto rows = readCsv(reportCsv(made));
    ASSERT_EQ(rows.size(), 3u);
    ASSERT_EQ(rows[2].size(), rows[0].size());
    EXPECT_EQ(rows[2][1], GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(texts, CsvCells,
    testing::Values(Cell { "ci", "ci" }, Cell { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" }, Cell { "+1", "'+1" },
        Cell { "-1", "'-1" }, Cell { "@SUM(A1)", "'@SUM(A1)" }, Cell { "\t=1", "'\t=1" }, Cell { "\r=1", "'\r=1" },
        Cell { "a=1", "a=1" }, Cell { "a,b", "a,b" }, Cell { "say \"hi\"", "say \"hi\"" }, Cell { "\"", "\"" },
        Cell { "two\r\nlines", "two\r\nlines" }, Cell { "=\"a\",b", "'=\"a\",b" }, Cell { "", "" },
        Cell { "\xc3\xa4\xf0\x9f\x98\x80", "\xc3\xa4\xf0\x9f\x98\x80" }));

TEST_F(ReportTest, csv_keeps_numbers_as_numbers_and_simulated_cost_out_of_the_money)
{
    RequestRecord dear = request(kNoon, "frontier", 9'000'000);
    record({ dear, sandbox(kNoon) });
    const auto rows = readCsv(reportCsv(report()));
    const std::vector<std::string> head { "by", "key", "name", "kind", "requests", "errors", "unpriced_requests",
        "attempts", "tokens_in", "tokens_out", "cost_usd", "baseline_usd", "saved_usd", "simulated_usd", "extra_usd",
        "usd_per_request" };
    EXPECT_EQ(rows[0], head);
    const std::vector<std::string> money { "total", "", "", "money", "1", "0", "0", "1", "1204", "120", "0.009",
        "0.0065", "-0.0025", "", "0.00", "0.009" };
    const std::vector<std::string> simulated { "total", "", "", "simulated", "1", "0", "0", "1", "1204", "120", "", "",
        "", "0.90", "", "" };
    EXPECT_EQ(rows[1], money) << "a negative number is no formula";
    EXPECT_EQ(rows[2], simulated);
    for (std::size_t i = 1; i < rows.size(); ++i)
        EXPECT_TRUE(rows[i][10].empty() || rows[i][13].empty());
}

TEST_F(ReportTest, extra_attempts_and_features_have_sums_of_their_own)
{
    RequestRecord escalated = request(kNoon, "frontier", 9'000'000);
    escalated.feature = "=cmd()";
    AttemptRecord first = escalated.attempts.front();
    first.tier = "small";
    first.costNano = 1'000'000;
    escalated.attempts.insert(escalated.attempts.begin(), first);
    escalated.costNano = 10'000'000;
    record({ escalated, request(kNoon, "small", 2'000'000) });
    const Report made = report();
    EXPECT_EQ(made.total.extraNano, 1'000'000);
    EXPECT_EQ(made.features.front().key, "=cmd()");
    EXPECT_EQ(made.features.front().sums.costNano, 10'000'000);
    EXPECT_NE(reportCsv(made).find("feature,'=cmd(),"), std::string::npos) << "no formula";
    EXPECT_EQ(nlohmann::json::parse(reportJson(made))["total"]["nano_per_request"], 6'000'000);
}

TEST_F(ReportTest, html_has_a_chart_and_no_script)
{
    record({ request(kNoon, "small", 2'000'000) });
    const std::string page = reportHtml(report());
    EXPECT_NE(page.find("<svg viewBox"), std::string::npos);
    EXPECT_NE(page.find("@media print"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("http://"), std::string::npos);
    EXPECT_EQ(page.find("https://"), std::string::npos);
}

TEST_F(ReportTest, json_reads_back)
{
    RequestRecord odd = request(kNoon);
    odd.client = "a\"b\\c\n\xe2\x80\xae";
    record({ odd, sandbox(kNoon) });
    const std::string text = reportJson(report());
    const auto read = nlohmann::json::parse(text);
    EXPECT_EQ(read["total"]["cost_nano"], 420'000);
    EXPECT_EQ(read["total"]["cost_usd"], "0.00042");
    EXPECT_EQ(read["simulated"]["simulated_nano"], 900'000'000);
    EXPECT_FALSE(read["simulated"].contains("cost_nano"));
    EXPECT_EQ(read["clients"][0]["client"], odd.client);
    EXPECT_EQ(read["clients"][1]["simulated"], true);
    EXPECT_EQ(read["models"][0]["provider"], "openai");
    EXPECT_EQ(read["rules"][0]["name"], "Everything else");
    EXPECT_EQ(read["days"][0]["day"], "2026-11-22");
    EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
}

TEST_F(ReportTest, html_shows_text_as_text_and_loads_nothing)
{
    RequestRecord odd = request(kNoon);
    odd.client = "<img src=http://127.0.0.1/x onerror='alert(1)'>&\x1b[2J";
    odd.unpriced = true;
    record({ odd, sandbox(kNoon) });
    const std::string html = reportHtml(report());
    EXPECT_EQ(html.find("<img"), std::string::npos);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(
        html.find("&lt;img src=http://127.0.0.1/x onerror=&#39;alert(1)&#39;&gt;&amp;\\u001b[2J"), std::string::npos);
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
    EXPECT_NE(html.find("1 unpriced"), std::string::npos);
    EXPECT_NE(html.find("simulated, no money"), std::string::npos);
    for (const char* loading : { "http-equiv=\"refresh", "<link", "url(", "@import" })
        EXPECT_EQ(html.find(loading), std::string::npos) << loading;
}

TEST(Since, takes_spans_and_dates)
{
    const std::vector<std::pair<std::string, WallUs>> fine { { "24h", kNoon - kDayUs }, { "7d", kNoon - 7 * kDayUs },
        { "90m", kNoon - 90 * kMinuteUs }, { "2w", kNoon - 14 * kDayUs },
        { "2026-11-01", kNoon - 21 * kDayUs - 12 * kHourUs }, { "2026-11-22T10:30", kNoon - 90 * kMinuteUs },
        { "2026-11-22T10:30:00Z", kNoon - 90 * kMinuteUs } };
    for (const auto& [text, expected] : fine)
        EXPECT_EQ(parseSince(text, kNoon).value_or(-1), expected) << text;
    for (const char* text : { "", "yesterday", "2026-13-01", "-1h", "1y", "h", "2026-11-22 10:30" })
        EXPECT_EQ(parseSince(text, kNoon).error().code, "since_invalid") << text;
}

} // namespace
} // namespace signalbox
