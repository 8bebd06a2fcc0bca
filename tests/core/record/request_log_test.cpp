// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/request_log.h"

#include "core/record/database.h"
#include "core/record/json_line.h"
#include "core/record/log_store.h"
#include "tests/core/record/samples.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace signalbox {
namespace {

using namespace samples;

RequestFilter filterOf(std::string_view text)
{
    const auto filter = parseFilter(text, kNoon);
    EXPECT_TRUE(filter) << text << ": " << filter.error().text();
    return filter.value_or(RequestFilter());
}

struct Reading {
    const char* text;
    RequestFilter expected;
};

class Filters : public testing::TestWithParam<Reading> { };

TEST_P(Filters, are_read)
{
    EXPECT_EQ(filterOf(GetParam().text), GetParam().expected) << GetParam().text;
}

RequestFilter with(void (*set)(RequestFilter&))
{
    RequestFilter filter;
    set(filter);
    return filter;
}

INSTANTIATE_TEST_SUITE_P(lines, Filters,
    testing::Values(Reading { "", {} }, Reading { "  \t ", {} },
        Reading { "tier:frontier", with([](RequestFilter& f) { f.tier = "frontier"; }) },
        Reading { "TIER:Frontier", with([](RequestFilter& f) { f.tier = "Frontier"; }) },
        Reading { "model:llama3:8b", with([](RequestFilter& f) { f.model = "llama3:8b"; }) },
        Reading { "rule:r1 client:ci code:ceiling_reached endpoint:chat", with([](RequestFilter& f) {
                     f.ruleId = "r1";
                     f.client = "ci";
                     f.errorCode = "ceiling_reached";
                     f.endpoint = "chat";
                 }) },
        Reading { "client:\"my app\"", with([](RequestFilter& f) { f.client = "my app"; }) },
        Reading { R"(client:"a \"b\" c")", with([](RequestFilter& f) { f.client = "a \"b\" c"; }) },
        Reading { "error escalated", with([](RequestFilter& f) {
                     f.errors = true;
                     f.escalated = true;
                 }) },
        Reading { "-error stream:no sandbox:yes", with([](RequestFilter& f) {
                     f.errors = false;
                     f.stream = false;
                     f.simulated = true;
                 }) },
        Reading { "error:http_503", with([](RequestFilter& f) { f.errorCode = "http_503"; }) },
        Reading { "cost>0.01", with([](RequestFilter& f) { f.minCostNano = 10'000'001; }) },
        Reading { "cost>=$0.01", with([](RequestFilter& f) { f.minCostNano = 10'000'000; }) },
        Reading { "latency>2s", with([](RequestFilter& f) { f.minTotalUs = 2'000'001; }) },
        Reading { "latency>=1.5", with([](RequestFilter& f) { f.minTotalUs = 1'500'000; }) },
        Reading { "latency>=250ms", with([](RequestFilter& f) { f.minTotalUs = 250'000; }) },
        Reading { "since:2h", with([](RequestFilter& f) { f.from = kNoon - 2 * kHourUs; }) },
        Reading { "since:2026-11-22 until:2026-11-22T11:30", with([](RequestFilter& f) {
                     f.from = kNoon - 12 * kHourUs;
                     f.to = kNoon - 30 * kMinuteUs;
                 }) },
        Reading { "since:2026-11-22T11:59:59.5Z", with([](RequestFilter& f) { f.from = kNoon - 500'000; }) },
        Reading { "-tier:small -tier:mid", with([](RequestFilter& f) {
                     f.without = { { RequestField::Tier, "small" }, { RequestField::Tier, "mid" } };
                 }) },
        Reading { "session:\"loop 1\" feature:chat", with([](RequestFilter& f) {
                     f.session = "loop 1";
                     f.feature = "chat";
                 }) },
        Reading { "json claims", with([](RequestFilter& f) { f.text = "json claims"; }) },
        Reading { "\"two words\" one", with([](RequestFilter& f) { f.text = "\"two words\" one"; }) },
        Reading { "\"error\"", with([](RequestFilter& f) { f.text = "error"; }) },
        Reading { "\"tier:x\"", with([](RequestFilter& f) { f.text = "\"tier:x\""; }) },
        Reading { "gpt-4o llama3:8b -", with([](RequestFilter& f) { f.text = "gpt-4o \"llama3:8b\" -"; }) },
        Reading { "tier:small error slow", with([](RequestFilter& f) {
                     f.tier = "small";
                     f.errors = true;
                     f.text = "slow";
                 }) }));

struct Mistake {
    const char* text;
    const char* at;
    const char* token;
    const char* problem;
};

class Mistakes : public testing::TestWithParam<Mistake> { };

TEST_P(Mistakes, are_told_with_their_place)
{
    const auto filter = parseFilter(GetParam().text, kNoon);
    ASSERT_FALSE(filter) << GetParam().text;
    EXPECT_EQ(filter.error().code, "filter_syntax");
    EXPECT_EQ(filter.error().parameter("at"), GetParam().at) << GetParam().text;
    EXPECT_EQ(filter.error().parameter("token"), GetParam().token) << GetParam().text;
    EXPECT_EQ(filter.error().parameter("problem"), GetParam().problem) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(lines, Mistakes,
    testing::Values(Mistake { "tier:small teir:x", "11", "teir:x", "field_unknown" },
        Mistake { "tier:", "0", "tier:", "value_missing" }, Mistake { "-cost>1", "0", "-cost>1", "field_unknown" },
        Mistake { "-tier:", "0", "-tier:", "value_missing" }, Mistake { "a cost>", "2", "cost>", "value_missing" },
        Mistake { "cost>cheap", "0", "cost>cheap", "value_invalid" },
        Mistake { "cost>-1", "0", "cost>-1", "value_invalid" }, Mistake { "cost:1", "0", "cost:1", "field_unknown" },
        Mistake { "tier>1", "0", "tier>1", "field_unknown" },
        Mistake { "latency>2y", "0", "latency>2y", "value_invalid" },
        Mistake { "latency>99999999999h", "0", "latency>99999999999h", "value_invalid" },
        Mistake { "since:yesterday", "0", "since:yesterday", "value_invalid" },
        Mistake { "stream:perhaps", "0", "stream:perhaps", "value_invalid" },
        Mistake { "tier:a tier:b", "7", "tier:b", "twice" },
        Mistake { "x client:\"open", "2", "client:\"open", "quote_open" }, Mistake { "\"", "0", "\"", "quote_open" }));

class RequestLogTest : public testing::Test {
protected:
    RequestLogTest()
        : store(folder.path())
    {
    }
    void add(const RequestRecord& record)
    {
        store.begin();
        store.insert(record);
        store.commit();
    }
    std::unique_ptr<RequestLog> log() { return *RequestLog::open(folder.path()); }
    std::vector<std::string> idsOf(const RequestFilter& filter)
    {
        std::vector<std::string> ids;
        const auto page = log()->page(filter, 0, 1000);
        for (const LiveRequest& row : page->rows)
            ids.push_back(row.id);
        return ids;
    }

    TemporaryFolder folder;
    LogStore store;
};

TEST_F(RequestLogTest, pages_run_from_the_newest_to_the_oldest_without_gap_or_repeat)
{
    std::vector<std::string> expected;
    for (int i = 0; i < 250; ++i) {
        // Ends come in another order than starts, and every third start is shared.
        const WallUs at = kNoon + (i * 7919 % 250) / 3 * kSecondUs;
        add(request(at));
    }
    const auto reader = log();
    std::set<std::string> seen;
    WallUs last = INT64_MAX;
    int pages = 0;
    for (std::int64_t before = 0;; ++pages) {
        const auto page = reader->page({}, before, 40);
        ASSERT_TRUE(page);
        for (const LiveRequest& row : page->rows) {
            EXPECT_TRUE(seen.insert(row.id).second);
            EXPECT_LE(row.at, last);
            last = row.at;
        }
        before = page->nextBefore;
        if (before == 0)
            break;
    }
    EXPECT_EQ(seen.size(), 250u);
    EXPECT_EQ(pages, 6);
}

TEST_F(RequestLogTest, each_condition_lets_through_exactly_what_fits)
{
    RequestRecord plain = request(kNoon - 3 * kHourUs);
    RequestRecord frontier = request(kNoon - 2 * kHourUs, "frontier", 20'000'000);
    frontier.totalUs = 3'000'000;
    frontier.escalated = true;
    frontier.session = "loop-7";
    RequestRecord refused = request(kNoon - kHourUs, "", 0);
    refused.status = 429;
    refused.errorCode = "ceiling_reached";
    refused.stream = false;
    refused.model.clear();
    refused.ruleId.clear();
    refused.client = "100%_sure";
    RequestRecord sandbox = request(kNoon, "small", 0);
    sandbox.simulated = true;
    sandbox.endpoint = "embeddings";
    sandbox.feature = "claims \"triage\"";
    for (const RequestRecord* record : { &plain, &frontier, &refused, &sandbox })
        add(*record);
    using Ids = std::vector<std::string>;
    const std::vector<std::pair<std::string, Ids>> cases {
        { "tier:frontier", { frontier.id } },
        { "model:gpt-4o-mini", { sandbox.id, plain.id } },
        { "rule:r1", { frontier.id } },
        { "client:ci -error", { sandbox.id, frontier.id, plain.id } },
        { "error", { refused.id } },
        { "code:ceiling_reached", { refused.id } },
        { "endpoint:embeddings", { sandbox.id } },
        { "escalated", { frontier.id } },
        { "sandbox", { sandbox.id } },
        { "-stream", { refused.id } },
        { "cost>0.019", { frontier.id } },
        { "cost>0.02", {} },
        { "cost>=0.02", { frontier.id } },
        { "latency>2s", { frontier.id } },
        { "since:61m", { sandbox.id, refused.id } },
        { "until:2026-11-22T10:00", { plain.id } },
        { "triage", { sandbox.id } },
        { "PAYING users", { frontier.id } },
        { "\"users paying\"", {} },
        { "%", { refused.id } },
        { "100%_", { refused.id } },
        { "_", { refused.id } },
        { "-tier:frontier -error", { sandbox.id, plain.id } },
        { "-tier:frontier -tier:small", { refused.id } },
        { "-client:ci", { refused.id } },
        { "session:loop-7", { frontier.id } },
        { "-session:loop-7 tier:frontier", {} },
        { "feature:\"claims \\\"triage\\\"\"", { sandbox.id } },
        { frontier.id, { frontier.id } },
        { frontier.id.substr(4, 20), { frontier.id } },
        { "' OR 1=1 --", {} },
    };
    for (const auto& [text, ids] : cases) {
        EXPECT_EQ(idsOf(filterOf(text)), ids) << text;
        EXPECT_EQ(log()->count(filterOf(text), 100).value_or(-1), static_cast<std::int64_t>(ids.size())) << text;
    }
}

TEST_F(RequestLogTest, counting_stops_at_the_limit)
{
    for (int i = 0; i < 30; ++i)
        add(request(kNoon + i));
    EXPECT_EQ(log()->count({}, 20).value_or(-1), 20);
    EXPECT_EQ(log()->count({}, 100).value_or(-1), 30);
}

TEST_F(RequestLogTest, hits_are_counted_per_rule_since_an_instant)
{
    for (int i = 0; i < 10; ++i)
        add(request(kNoon + i * kSecondUs, i % 4 == 0 ? "frontier" : "small"));
    RequestRecord pinned = request(kNoon);
    pinned.ruleId.clear();
    add(pinned);
    const auto hits = log()->ruleHits(kNoon + 5 * kSecondUs);
    ASSERT_TRUE(hits);
    ASSERT_EQ(hits->size(), 2u);
    EXPECT_EQ(hits->at(0).ruleId, "else");
    EXPECT_EQ(hits->at(0).hits, 4);
    EXPECT_EQ(hits->at(0).last, kNoon + 9 * kSecondUs);
    EXPECT_EQ(hits->at(1).ruleId, "r1");
    EXPECT_EQ(hits->at(1).hits, 1);
    EXPECT_EQ(hits->at(1).last, kNoon + 8 * kSecondUs);
}

TEST_F(RequestLogTest, a_cancelled_search_ends_at_once)
{
    store.begin();
    for (int i = 0; i < 20'000; ++i)
        store.insert(request(kNoon + i));
    store.commit();
    const std::atomic<bool> cancel { true };
    const auto reader = log();
    EXPECT_EQ(reader->page(filterOf("nowhere to be found"), 0, 50, &cancel).error().code, "cancelled");
    EXPECT_EQ(reader->count(filterOf("nowhere"), 50, &cancel).error().code, "cancelled");
    EXPECT_EQ(reader->count({}, 50).value_or(-1), 50) << "the next question is answered";
}

TEST_F(RequestLogTest, control_characters_stay_data)
{
    RequestRecord record = request(kNoon);
    record.client = "a\nINFO forged log line\r\x1b[2J\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xae\xef\xbb\xbf";
    record.requestedModel = std::string("nul\0inside", 10);
    record.errorCode = "broken \xff utf-8 \xed\xa0\x80 \xc0\xaf";
    record.feature = "line\nbreak";
    add(record);
    add(request(kNoon + 1));
    EXPECT_EQ(log()->count({}, 10).value_or(-1), 2);
    const auto found = log()->find(record.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, record);
}

TEST_F(RequestLogTest, a_damaged_detail_does_not_hide_the_request)
{
    const RequestRecord record = request(kNoon);
    add(record);
    for (const char* damage : { "packed = x'00ff'", "packed = x'00ff', pattern = 7" }) {
        Database(logPath(folder.path()), Database::Mode::WriteNormal, {})
            .execute(std::string("UPDATE detail SET ") + damage);
        const auto found = log()->find(record.id);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->costNano, record.costNano);
        EXPECT_EQ(found->attempts.at(0).rawUsage, "");
        EXPECT_EQ(found->traceJson, "");
    }
}

TEST_F(RequestLogTest, what_a_record_does_not_hold_is_filled_in_when_it_is_read)
{
    const RequestRecord record = request(kNoon);
    add(record);
    const auto reader = *RequestLog::open(
        folder.path(), [](RequestRecord& each) { each.traceJson = "made of " + std::to_string(each.facts.size()); });
    const auto found = reader->find(record.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->traceJson, "made of 12");
    std::string exported;
    ASSERT_TRUE(reader->exportJsonLines({}, [&](std::string_view line) { exported += line; }));
    EXPECT_NE(exported.find("\"trace\":\"made of 12\""), std::string::npos) << exported;
}

TEST_F(RequestLogTest, export_gives_one_line_per_request_that_reads_back)
{
    RequestRecord nasty = request(kNoon);
    nasty.client = "a\nb\r\t\x1b]0;title\x07 \xc2\x9b \xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f "
                   "\"q\" \\ \xff \xf0\x9f\x98\x80";
    nasty.reason = std::string("\0", 1);
    nasty.baselineKnown = false;
    nasty.baselineNano = 0;
    add(nasty);
    for (int i = 1; i < 1203; ++i)
        add(request(kNoon + i));
    std::vector<std::string> lines;
    const auto done = log()->exportJsonLines({}, [&](std::string_view line) { lines.emplace_back(line); });
    ASSERT_TRUE(done) << done.error().text();
    ASSERT_EQ(lines.size(), 1203u);
    for (const std::string& line : lines) {
        ASSERT_EQ(line.find('\n'), line.size() - 1);
        for (const char c : line.substr(0, line.size() - 1))
            ASSERT_GE(static_cast<unsigned char>(c), 0x20u);
    }
    for (const char* acting :
        { "\x7f", "\xc2\x9b", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\x8f" })
        EXPECT_EQ(lines[0].find(acting), std::string::npos);
    const auto read = nlohmann::json::parse(lines[0]);
    EXPECT_EQ(read["client"],
        "a\nb\r\t\x1b]0;title\x07 \xc2\x9b \xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f \"q\" \\ "
        "\xef\xbf\xbd \xf0\x9f\x98\x80");
    EXPECT_EQ(read["id"], nasty.id);
    EXPECT_TRUE(read["baseline_nano"].is_null());
    EXPECT_EQ(read["started_at"], "2026-11-22T12:00:00.000000Z");
    EXPECT_EQ(read["attempts"][0]["cached_in"], 304);
    EXPECT_EQ(nlohmann::json::parse(lines[1202])["started_at"], "2026-11-22T12:00:00.001202Z") << "oldest first";
}

TEST(RequestLogOpen, says_why_there_is_nothing_to_read)
{
    EXPECT_EQ(RequestLog::open("/nonexistent/folder").error().code, "storage_io");
}

TEST_F(RequestLogTest, reads_beside_the_writer)
{
    std::atomic<bool> stop { false };
    std::thread reading([&] {
        const auto reader = log();
        while (!stop) {
            const auto page = reader->page({}, 0, 20);
            ASSERT_TRUE(page) << page.error().text();
        }
    });
    for (int i = 0; i < 300; ++i)
        add(request(kNoon + i));
    stop = true;
    reading.join();
    EXPECT_EQ(log()->count({}, 1000).value_or(-1), 300);
}

TEST(JsonText, ill_formed_UTF_8_becomes_replacement_characters)
{
    const std::vector<std::pair<std::string, std::string>> cases {
        { "plain", "\"plain\"" },
        { "\xc3\xa4\xe2\x82\xac", "\"\xc3\xa4\xe2\x82\xac\"" },
        { "\xc3", "\"\xef\xbf\xbd\"" },
        { "\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xf4\x90\x80\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xef\xbb\xbf", "\"\\ufeff\"" },
        { "\xf3\xa0\x81\x81", "\"\\udb40\\udc41\"" },
        { std::string("\0", 1), "\"\\u0000\"" },
    };
    for (const auto& [text, expected] : cases) {
        std::string out;
        appendSafeString(out, text);
        EXPECT_EQ(out, expected);
    }
}

} // namespace
} // namespace signalbox
