// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_scan.h"

#include "core/record/log_store.h"
#include "core/record/request_log.h"
#include "tests/core/record/samples.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

namespace signalbox {
namespace {

using namespace samples;

constexpr int kRequests = 9000;

/// Requests of many kinds, some of them rare, a second apart.
RequestRecord anyRequest(int number, std::mt19937& random)
{
    const auto below = [&random](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
    RequestRecord record = request(kNoon + number * kSecondUs, below(3) == 0 ? "frontier" : "small", below(1'000'000));
    record.client = std::string("client-") + std::to_string(below(5));
    record.feature = below(400) == 0 ? "rare claims" : "chat";
    record.session = below(3) == 0 ? "loop-" + std::to_string(number / 40) : "";
    record.totalUs = 1000 + below(5'000'000);
    record.stream = below(2) == 0;
    record.escalated = below(20) == 0;
    if (below(50) == 0) {
        record.status = 503;
        record.errorCode = below(2) == 0 ? "upstream_overloaded" : "upstream_timeout";
    }
    if (number == 77)
        record.costNano = 9'000'000'000;
    return record;
}

/// Two logs of the same requests: one with blocks, one without.
class LogScanTest : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_blocks = std::make_unique<TemporaryFolder>();
        s_rows = std::make_unique<TemporaryFolder>();
        fill(s_blocks->path(), true);
        fill(s_rows->path(), false);
    }
    static void TearDownTestSuite()
    {
        s_blocks.reset();
        s_rows.reset();
    }
    static void fill(const std::string& dir, bool withBlocks)
    {
        LogStore store(dir);
        std::mt19937 random(7);
        std::vector<RequestRecord> late;
        const auto add = [&store](RequestRecord record) {
            record.id = "req_" + std::to_string(1'000'000 + record.startedAt % 1'000'003); // the same in both
            store.insert(record);
        };
        store.begin();
        for (int i = 0; i < kRequests; ++i) {
            RequestRecord record = anyRequest(i, random);
            if (i % 1000 == 500) // ends long after those that began with it
                late.push_back(std::move(record));
            else
                add(std::move(record));
        }
        store.commit();
        while (withBlocks && store.buildBlock(kNoon + kRequests * kSecondUs)) { }
        store.begin();
        for (RequestRecord& record : late)
            add(std::move(record));
        store.commit();
        if (withBlocks)
            (void)store.buildBlock(kNoon); // one of the torn ones is mended, the others are read row by row
    }
    static std::vector<std::string> ids(const std::string& dir, const RequestFilter& filter)
    {
        const auto log = *RequestLog::open(dir);
        std::vector<std::string> all;
        std::int64_t before = 0;
        do {
            const auto page = log->page(filter, before, 700);
            EXPECT_TRUE(page) << page.error().text();
            for (const LiveRequest& row : page->rows)
                all.push_back(row.id);
            before = page->nextBefore;
        } while (before > 0);
        return all;
    }

    static inline std::unique_ptr<TemporaryFolder> s_blocks, s_rows;
};

RequestFilter filterOf(std::string_view text)
{
    return parseFilter(text, kNoon + kRequests * kSecondUs).value();
}

TEST_F(LogScanTest, blocks_find_exactly_what_the_rows_say)
{
    for (const char* text : { "", "tier:frontier", "-tier:frontier", "client:client-3 error", "-client:client-3 -error",
             "feature:\"rare claims\"", "CLAIMS", "nothing", "claims client-1", "cost>5", "cost>0.0005 latency>4s",
             "code:upstream_timeout -stream", "escalated tier:small", "session:loop-30", "-session:loop-30 error",
             "session:nowhere", "since:40m until:20m", "since:40m tier:frontier", "req_1", "req_1 tier:frontier" }) {
        const RequestFilter filter = filterOf(text);
        const auto expected = ids(s_rows->path(), filter);
        EXPECT_EQ(ids(s_blocks->path(), filter), expected) << text;
        const auto log = *RequestLog::open(s_blocks->path());
        EXPECT_EQ(log->count(filter, 1'000'000).value_or(-1), static_cast<std::int64_t>(expected.size())) << text;
    }
}

TEST_F(LogScanTest, pages_run_in_both_directions_over_the_same_requests)
{
    const auto log = *RequestLog::open(s_blocks->path());
    for (const char* text : { "", "error", "client:client-2 latency>1s" }) {
        const RequestFilter filter = filterOf(text);
        std::vector<std::string> upwards;
        std::int64_t after = -1;
        do {
            const auto page = log->pageAfter(filter, after, 300);
            ASSERT_TRUE(page);
            EXPECT_EQ(page->nextBefore != 0, after > 0 && !page->rows.empty()) << "the first of these pages is the end";
            for (auto row = page->rows.rbegin(); row != page->rows.rend(); ++row)
                upwards.push_back(row->id);
            after = page->nextAfter;
        } while (after > 0);
        std::reverse(upwards.begin(), upwards.end());
        EXPECT_EQ(upwards, ids(s_blocks->path(), filter)) << text;
    }
}

TEST_F(LogScanTest, seen_values_are_counted_the_most_frequent_first)
{
    const auto log = *RequestLog::open(s_blocks->path());
    const auto plain = *RequestLog::open(s_rows->path());
    const auto seen = log->seenValues(0);
    const auto expected = plain->seenValues(0);
    ASSERT_TRUE(seen && expected);
    ASSERT_EQ(seen->size(), expected->size());
    std::int64_t tiers = 0;
    for (std::size_t i = 0; i < seen->size(); ++i) {
        EXPECT_EQ(seen->at(i).value, expected->at(i).value);
        EXPECT_EQ(seen->at(i).requests, expected->at(i).requests);
        tiers += seen->at(i).field == RequestField::Tier ? seen->at(i).requests : 0;
    }
    EXPECT_EQ(tiers, kRequests);
    EXPECT_EQ(seen->front().value, "small");
}

TEST_F(LogScanTest, sessions_sum_up_their_requests_in_every_order)
{
    const auto log = *RequestLog::open(s_blocks->path());
    const auto plain = *RequestLog::open(s_rows->path());
    for (const SessionOrder order :
        { SessionOrder::Latest, SessionOrder::Dearest, SessionOrder::Longest, SessionOrder::MostRequests }) {
        for (const char* text : { "", "tier:frontier", "error" }) {
            const auto sums = log->sessions(filterOf(text), order, 0, 10'000);
            const auto expected = plain->sessions(filterOf(text), order, 0, 10'000);
            ASSERT_TRUE(sums && expected);
            EXPECT_EQ(sums->all, static_cast<std::int64_t>(sums->sessions.size()));
            ASSERT_EQ(sums->all, expected->all) << text;
            std::int64_t requests = 0;
            for (std::size_t i = 0; i < sums->sessions.size(); ++i) {
                const SessionSum& sum = sums->sessions[i];
                const SessionSum& other = expected->sessions[i];
                EXPECT_EQ(std::tie(sum.session, sum.requests, sum.costNano, sum.first, sum.last, sum.failed),
                    std::tie(other.session, other.requests, other.costNano, other.first, other.last, other.failed));
                EXPECT_EQ(sum.steps.size(), std::min<std::size_t>(kSessionSteps, std::size_t(sum.requests)));
                requests += sum.requests;
            }
            RequestFilter ofSessions = filterOf(text);
            ofSessions.sessions = true;
            EXPECT_EQ(requests, log->count(ofSessions, 1'000'000).value_or(-1)) << text;
        }
    }
    const auto second = log->sessions({}, SessionOrder::Dearest, 3, 2);
    const auto first = log->sessions({}, SessionOrder::Dearest, 0, 5);
    ASSERT_EQ(second->sessions.size(), 2u);
    EXPECT_EQ(second->sessions[0].session, first->sessions[3].session);
}

TEST_F(LogScanTest, a_damaged_block_hides_no_request)
{
    TemporaryFolder folder;
    {
        LogStore store(folder.path());
        std::mt19937 random(7);
        store.begin();
        for (int i = 0; i < 5000; ++i)
            store.insert(anyRequest(i, random));
        store.commit();
        while (store.buildBlock(kNoon + kRequests * kSecondUs)) { }
    }
    const auto expected = ids(folder.path(), filterOf("tier:frontier")).size();
    for (const char* damage : { "kinds = x'00'", "kinds = x'ffffffffffffffffffff'", "entries = x'0101'",
             "entries = x''", "kinds = zeroblob(20)", "entries = zeroblob(500)" }) {
        Database(logPath(folder.path()), Database::Mode::WriteNormal, {})
            .execute(std::string("UPDATE request_block SET ").append(damage));
        EXPECT_EQ(ids(folder.path(), filterOf("tier:frontier")).size(), expected) << damage;
        EXPECT_EQ((*RequestLog::open(folder.path()))->count(filterOf("tier:frontier"), 100'000).value_or(-1),
            static_cast<std::int64_t>(expected))
            << damage;
    }
}

TEST_F(LogScanTest, a_block_torn_before_the_program_ended_is_mended_by_the_next_one)
{
    TemporaryFolder folder;
    {
        LogStore store(folder.path());
        std::mt19937 random(7);
        store.begin();
        for (int i = 0; i < 7000; ++i)
            store.insert(anyRequest(i, random));
        store.commit();
        while (store.buildBlock(kNoon + kRequests * kSecondUs)) { }
        store.begin();
        store.insert(request(kNoon + 3000 * kSecondUs));
        store.commit();
    }
    const auto blocks = [&folder] {
        Database database(logPath(folder.path()), Database::Mode::ReadOnly, logMigrations());
        Statement row = database.prepare("SELECT count(*) FROM request_block");
        return row.step() ? row.integer(0) : -1;
    };
    EXPECT_EQ(blocks(), 5);
    LogStore store(folder.path());
    EXPECT_TRUE(store.buildBlock(kNoon));
    EXPECT_EQ(blocks(), 6);
    EXPECT_FALSE(store.buildBlock(kNoon));
    EXPECT_EQ(ids(folder.path(), {}).size(), 7001u);
}

TEST_F(LogScanTest, what_retention_deletes_leaves_the_blocks)
{
    TemporaryFolder folder;
    LogStore store(folder.path());
    std::mt19937 random(7);
    store.begin();
    for (int i = 0; i < 7000; ++i)
        store.insert(anyRequest(i, random));
    store.commit();
    while (store.buildBlock(kNoon + kRequests * kSecondUs)) { }
    while (store.prune(kNoon + 2500 * kSecondUs, 0, INT64_MAX)) { }
    EXPECT_EQ((*RequestLog::open(folder.path()))->count({}, 100'000).value_or(-1), 4500);
    EXPECT_EQ(ids(folder.path(), {}).size(), 4500u);
}

} // namespace
} // namespace signalbox
