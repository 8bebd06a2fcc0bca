// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/reconcile.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signalbox {
namespace {

constexpr WallUs kMinute = 60'000'000;
constexpr WallUs kAt = 1'795'003'200'000'000; // 2026-11-18T12:00:00Z
constexpr const char* kOpenAiHead =
    "start_time,end_time,start_time_iso,end_time_iso,input_tokens,output_tokens,num_model_requests,project_id,user_id,"
    "api_key_id,model,batch,input_cached_tokens\n";
constexpr const char* kAnthropicHead =
    "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
    "usage_output_tokens,web_search_count,inference_geo,speed\n";
constexpr const char* kOpenRouterHead =
    "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,"
    "model_permaslug,provider_name,app_name\n";

LedgerRow attempt(const std::string& id, WallUs at, AttemptState state, std::int64_t amount, std::int64_t in,
    std::int64_t out, const std::string& model = "gpt-4o-mini")
{
    LedgerRow row;
    row.attemptId = id;
    row.requestId = "req-" + id;
    row.model = model;
    row.createdAt = at;
    row.closedAt = at + 2'000'000;
    row.state = state;
    row.amount = Money::fromNano(state == AttemptState::Uncertain ? 0 : amount);
    row.reserved = Money::fromNano(amount * 2);
    row.usage.uncachedIn = in;
    row.usage.out = out;
    return row;
}

/// A thousand nano-dollars a token.
std::optional<Money> flat(const std::string&, const Usage& usage)
{
    return Money::fromNano(1'000 * (usage.totalIn() + usage.out));
}

UsageExport read(const std::string& text)
{
    auto usage = readUsageExport(text);
    EXPECT_TRUE(usage) << usage.error().text();
    return usage ? *usage : UsageExport();
}

std::string openAi(const char* tail)
{
    return std::string(kOpenAiHead) + "1795003200,1795003260,2026-11-18T12:00:00+00:00,2026-11-18T12:01:00+00:00,"
        + tail + "\n";
}

TEST(UsageExport, openais_rows_are_minutes_hours_or_days_of_a_model)
{
    const UsageExport usage = read("\xef\xbb\xbf" + openAi("1000,50,2,proj,,key,gpt-4o-mini-2024-07-18,false,400")
        + "1795003260,1795003320,x,y,,,,,,,,,\n");
    ASSERT_EQ(usage.rows.size(), 1U) << "empty spans say nothing";
    EXPECT_EQ(usage.rows[0].from, kAt);
    EXPECT_EQ(usage.rows[0].to, kAt + kMinute);
    EXPECT_EQ(usage.rows[0].usage.uncachedIn, 600);
    EXPECT_EQ(usage.rows[0].usage.cachedIn, 400);
    EXPECT_EQ(usage.rows[0].requests, 2);
}

TEST(UsageExport, anthropics_rows_are_days_with_four_kinds_of_input)
{
    const UsageExport usage = read(std::string(kAnthropicHead)
        + "2026-11-18,claude-haiku-4-5-20251001,\"key, one\",Default,standard,\u2264 200k,100,20,30,40,5,0,global,\n");
    ASSERT_EQ(usage.rows.size(), 1U);
    EXPECT_EQ(usage.shape, ExportShape::Anthropic);
    EXPECT_EQ(usage.rows[0].usage.totalIn(), 190);
    EXPECT_EQ(usage.rows[0].to - usage.rows[0].from, 24 * 60 * kMinute);
    const UsageExport cost = read("usage_date_utc,model,workspace,api_key,usage_type,token_type,cost_usd\n"
                                  "2026-11-18,Claude Haiku 4.5,Default,k,message,output,0.125\n");
    EXPECT_EQ(cost.shape, ExportShape::AnthropicCost);
    EXPECT_EQ(cost.rows[0].cost, Money::fromNano(125'000'000));
}

TEST(UsageExport, openrouters_rows_are_requests_with_their_cost)
{
    const UsageExport usage = read(std::string(kOpenRouterHead)
        + "gen-1,2026-11-18 12:00:03.713,1.23456789e-05,100,20,0,10,openai/gpt-4o-mini,OpenAI,x\n");
    ASSERT_EQ(usage.rows.size(), 1U);
    EXPECT_EQ(usage.rows[0].id, "gen-1");
    EXPECT_EQ(usage.rows[0].cost, Money::fromNano(12'346)) << "rounded to the nano-dollar";
    EXPECT_EQ(usage.rows[0].from, kAt + 3'000'000);
}

struct Hostile {
    const char* name;
    std::string text;
    const char* code;
    const char* line;
};

class HostileExport : public testing::TestWithParam<Hostile> { };

TEST_P(HostileExport, is_refused_whole_with_the_line_that_is_to_blame)
{
    const auto usage = readUsageExport(GetParam().text);
    ASSERT_FALSE(usage);
    EXPECT_EQ(usage.error().code, GetParam().code);
    EXPECT_EQ(usage.error().parameter("line"), GetParam().line);
}

const std::string kGoodRow = "gen-1,2026-11-18 12:00:00,0.1,1,1,0,0,m,p,a\n";

INSTANTIATE_TEST_SUITE_P(Files, HostileExport,
    testing::Values(Hostile { "nothing", "", "export_empty", "" },
        Hostile { "other_file", "name,value\n1,2\n", "export_shape_unknown", "" },
        Hostile { "binary", std::string("gen\0x", 5), "export_not_text", "" },
        Hostile { "open_quote", kOpenRouterHead + kGoodRow + "\"gen-2,2026\n", "export_quote_open", "3" },
        Hostile { "negative_cost", kOpenRouterHead + kGoodRow + "g,2026-11-18 12:00:00,-1,1,1,0,0,m,p,a\n",
            "export_number", "3" },
        Hostile { "formula", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,=1+1,1,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "huge_tokens",
            kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,99999999999999999999,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "negative_tokens", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,-5,1,0,0,m,p,a\n"),
            "export_range", "2" },
        Hostile { "no_such_day", kOpenRouterHead + std::string("g,2026-02-30 12:00:00,1,1,1,0,0,m,p,a\n"),
            "export_time", "2" },
        Hostile { "too_many_columns", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,1,1,0,0,m,p,a,b,c\n"),
            "export_columns", "2" },
        Hostile { "exponent_bomb", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1e999999999,1,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "latin_1", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,1,1,0,0,B\xfcro,p,a\n"),
            "export_not_text", "" },
        Hostile { "semicolons", "generation_id;created_at;cost_total\n", "export_separator", "" },
        Hostile { "tabs", "start_time\tend_time\n", "export_separator", "" },
        Hostile { "no_tokens", "start_time,end_time,model,num_model_requests\n", "export_column_missing", "" },
        Hostile { "no_model", "start_time,end_time,input_tokens,output_tokens\n", "export_column_missing", "" },
        Hostile { "no_cache_column", "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n",
            "export_column_missing", "" },
        Hostile { "no_time", "generation_id,cost_total,tokens_prompt,tokens_completion,model_permaslug\n",
            "export_column_missing", "" },
        Hostile { "a_column_twice", "start_time,end_time,model,input_tokens,input_tokens,output_tokens\n",
            "export_column_twice", "" },
        Hostile { "cut_in_the_middle", kOpenRouterHead + kGoodRow + "gen-2,2026-11-18 12:00:00,0.1,1", "export_columns",
            "3" },
        Hostile { "thousands", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,\"1,234\",1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "thousands_unquoted", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1,1,234,1,0,0,m,p,a\n"),
            "export_columns", "2" },
        Hostile { "thousands_of_dollars",
            kOpenRouterHead + std::string("g,2026-11-18 12:00:00,\"1,234.50\",1,1,0,0,m,p,a\n"), "export_number", "2" },
        Hostile { "euros", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,\u20ac1,1,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "a_column_of_euros",
            "usage_date_utc,model,token_type,cost_usd,currency\n2026-11-18,m,output,1,USD\n2026-11-18,m,input,1,EUR\n",
            "export_currency", "3" },
        Hostile { "not_a_number", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,NaN,1,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "infinite", kOpenRouterHead + std::string("g,2026-11-18 12:00:00,inf,1,1,0,0,m,p,a\n"),
            "export_number", "2" },
        Hostile { "more_than_a_billion_dollars",
            kOpenRouterHead + std::string("g,2026-11-18 12:00:00,1e9.5,1,1,0,0,m,p,a\n"), "export_number", "2" },
        Hostile { "seconds_beyond_time",
            openAi("1,1,1,p,u,k,m,false,0") + "999999999999,9223372036854775807,x,y,1,1,1,p,u,k,m,false,0\n",
            "export_time", "3" },
        Hostile { "tokens_at_the_end_of_the_integers",
            kAnthropicHead
                + std::string("2026-11-18,m,k,w,standard,x,1,9223372036854775807,-9223372036854775808,1,1,0,g,\n"),
            "export_range", "2" },
        Hostile { "one_request_with_two_costs",
            kOpenRouterHead + kGoodRow + "gen-1,2026-11-18 12:00:00,0.2,1,1,0,0,m,p,a\n", "export_row_twice", "3" },
        Hostile { "a_span_of_no_model", openAi("1,1,1,p,u,k,,false,0"), "export_model_missing", "2" },
        Hostile { "a_line_after_quoted_ones",
            kOpenRouterHead + std::string("\"a\nb\",2026-11-18 12:00:00,1,1,1,0,0,m,p,a\r\n\r\nc,x,1,1,1,0,0,m,p,a\n"),
            "export_time", "5" },
        Hostile { "backwards", openAi("1,1,1,p,u,k,m,false,0") + "1795003260,1795003200,x,y,1,1,1,p,u,k,m,false,0\n",
            "export_time", "3" }),
    [](const auto& each) { return each.param.name; });

TEST(UsageExport, marks_breaks_and_quotes_of_spreadsheets_are_read)
{
    const UsageExport usage =
        read("\xef\xbb\xbf\"generation_id\",created_at,\"cost_total\",tokens_prompt,tokens_completion,"
             "model_permaslug,app_name\r\n"
             "g1,2026-11-18 12:00:00,$0.10,1.0,2,m,\"a \"\"quoted\"\", name\r\nover two lines\"\r\n"
             "\r\n"
             "g2,2026-11-18T12:00:00Z,1E-3,3,4,m,=HYPERLINK(1)");
    ASSERT_EQ(usage.rows.size(), 2U);
    EXPECT_EQ(usage.rows[0].cost, Money::fromNano(100'000'000));
    EXPECT_EQ(usage.rows[0].usage.uncachedIn, 1);
    EXPECT_EQ(usage.rows[1].cost, Money::fromNano(1'000'000));
    EXPECT_EQ(usage.rows[1].line, 5);
}

TEST(UsageExport, a_row_that_is_there_twice_counts_once)
{
    const UsageExport usage = read(kOpenRouterHead + kGoodRow + kGoodRow + kGoodRow);
    EXPECT_EQ(usage.rows.size(), 1U);
    EXPECT_EQ(usage.repeated, 2);
    const std::string row = "1795003200,1795003260,x,y,150,30,1,p,u,k,gpt-4o-mini,false,0\n";
    const std::string other = "1795003200,1795003260,x,y,150,30,1,another,u,k,gpt-4o-mini,false,0\n";
    EXPECT_EQ(read(kOpenAiHead + row + other + row).rows.size(), 2U);
    const auto result = reconcile(read(kOpenAiHead + row + other + row), {}, flat);
    EXPECT_EQ(result.theirs, Money::fromNano(360'000));
    EXPECT_EQ(result.repeated, 1);
}

TEST(UsageExport, nothing_in_a_name_acts_on_a_terminal)
{
    const UsageExport usage = read(std::string(kOpenRouterHead) + "g,2026-11-18 12:00:00,1,1,1,0,0,\"m\x1b[2J\nx"
        + std::string(1'000'000, 'y') + "\",p,a\n");
    ASSERT_EQ(usage.rows.size(), 1U);
    EXPECT_TRUE(usage.rows[0].model.starts_with("m?[2J?x"));
    EXPECT_LE(usage.rows[0].model.size(), 256U);
}

// A million rows take a sanitizer minutes and show it nothing that a thousand do not.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SIGNALBOX_SANITIZED
#endif
#endif

TEST(UsageExport, sums_of_a_million_rows_stay_within_the_integers)
{
#ifdef SIGNALBOX_SANITIZED
    GTEST_SKIP() << "runs without a sanitizer";
#endif
    std::string text = "start_time,end_time,model,input_tokens,output_tokens,num_model_requests\n";
    for (int i = 0; i < 1'000'000; ++i)
        text += "1795003200,1795003260,m,1000000000000,1000000000000,1"
            + std::string(static_cast<std::size_t>(i % 3), ' ') + "\n";
    text.resize(text.size() - 1);
    EXPECT_EQ(read(text).rows.size(), 3U) << "the same three lines";
    UsageExport usage = read(text);
    usage.rows.resize(1'000'000, usage.rows.front());
    const auto result = reconcile(usage, {}, flat);
    EXPECT_EQ(result.lines.front().theirTokens, 2'000'000'000'000'000'000);
    EXPECT_EQ(result.theirs, Money::max()) << "a sum that large is at the end of the range, never beyond it";
}

TEST(UsageExport, a_million_requests_are_compared_and_one_more_is_refused)
{
#ifdef SIGNALBOX_SANITIZED
    GTEST_SKIP() << "runs without a sanitizer";
#endif
    std::string text = kOpenRouterHead;
    for (int i = 0; i < 1'000'000; ++i)
        text += "g" + std::to_string(i) + ",2026-11-18 12:00:00,1,9,9,0,0,m,p,a\n";
    std::vector<LedgerRow> attempts;
    for (int i = 0; i < 20'000; ++i)
        attempts.push_back(attempt("a" + std::to_string(i), kAt + i, AttemptState::Settled, 1, 10, 9, "m"));
    attempts.push_back(attempt("u", kAt, AttemptState::Uncertain, 1, 0, 0, "m"));
    const auto result = reconcile(read(text), attempts, flat);
    EXPECT_EQ(result.onlyTheirs, 999'999);
    EXPECT_EQ(result.uncertain.front().state, AttemptState::Settled);
    const auto more = readUsageExport(text + "one,2026-11-18 12:00:00,1,9,9,0,0,m,p,a\n");
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code, "export_too_large");
}

TEST(UsageExport, a_file_is_read_with_its_age_and_a_pipe_is_none)
{
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("signalbox-export-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    const std::string file = (folder / "usage.csv").string();
    std::ofstream(file) << kOpenRouterHead << kGoodRow;
    const timespec times[2] { { 1'795'003'200, 0 }, { 1'795'003'200, 0 } };
    ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
    const auto usage = readUsageExportFile(file);
    ASSERT_TRUE(usage) << usage.error().text();
    EXPECT_EQ(usage->madeAt, kAt);
    const std::string pipe = (folder / "pipe").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    for (const std::string& path : { pipe, folder.string(), std::string("/dev/zero"), (folder / "none").string() })
        EXPECT_EQ(readUsageExportFile(path).error().code, "file_unreadable") << path;
    std::filesystem::remove_all(folder);
}

TEST(Reconcile, a_file_says_nothing_of_what_came_after_it_was_made)
{
    const std::string row = "2026-11-18,gpt-4o-mini,k,w,standard,x,100,0,0,0,20,0,g,\n";
    const std::vector<LedgerRow> attempts { attempt("a", kAt, AttemptState::Settled, 1, 100, 20),
        attempt("u", kAt + 60 * kMinute, AttemptState::Uncertain, 9, 0, 0),
        attempt("other", kAt + 60 * kMinute, AttemptState::Uncertain, 9, 0, 0, "another") };
    UsageExport usage = read(kAnthropicHead + row);
    usage.madeAt = kAt + 120 * kMinute;
    for (const UncertainProposal& each : reconcile(usage, attempts, flat).uncertain)
        EXPECT_EQ(each.state, AttemptState::Void) << each.row.attemptId;
    usage.madeAt = kAt + 65 * kMinute;
    const auto early = reconcile(usage, attempts, flat);
    ASSERT_EQ(early.uncertain.size(), 2U);
    for (const UncertainProposal& each : early.uncertain)
        EXPECT_EQ(each.state, AttemptState::Uncertain) << each.row.attemptId;
}

TEST(Reconcile, a_request_that_is_there_twice_takes_no_other_attempt)
{
    const std::string row = "gen-7,2026-11-18 12:00:01,0.000002,50,10,0,0,gpt-4o-mini,p,x\n";
    LedgerRow known = attempt("b", kAt, AttemptState::Settled, 2'000, 50, 10);
    known.answerId = "gen-7";
    const auto result = reconcile(read(std::string(kOpenRouterHead) + row + row),
        { known, attempt("u", kAt + 5, AttemptState::Uncertain, 9'000, 0, 0) }, flat);
    EXPECT_EQ(result.theirs, Money::fromNano(2'000));
    ASSERT_EQ(result.uncertain.size(), 1U);
    EXPECT_NE(result.uncertain[0].state, AttemptState::Settled);
}

TEST(Reconcile, a_request_is_matched_by_id_before_time_and_tokens)
{
    const UsageExport usage = read(std::string(kOpenRouterHead)
        + "a,2026-11-18 12:30:00,0.000003,100,20,0,0,openai/gpt-4o-mini,p,x\n"
          "gen-9,2026-11-18 12:00:01,0.000002,50,10,0,0,openai/gpt-4o-mini,p,x\n"
          "gen-8,2026-11-18 12:00:01,0.5,1,1,0,0,openai/gpt-4o,p,x\n");
    const auto result = reconcile(usage,
        { attempt("a", kAt, AttemptState::Settled, 3'000, 1, 1),
            attempt("b", kAt, AttemptState::Settled, 2'000, 50, 10) },
        flat);
    EXPECT_EQ(result.matchedById, 1);
    EXPECT_EQ(result.matchedByTokens, 1);
    EXPECT_EQ(result.onlyTheirs, 1);
    EXPECT_EQ(result.ours, Money::fromNano(5'000));
    EXPECT_EQ(result.theirs, Money::fromNano(500'005'000));
    EXPECT_EQ(result.gap(), Money::fromNano(500'000'000));
}

TEST(Reconcile, an_uncertain_request_takes_the_row_that_no_other_explains)
{
    const UsageExport usage = read(std::string(kOpenRouterHead)
        + "g1,2026-11-18 12:00:01,0.000002,50,10,0,0,gpt-4o-mini,p,x\n"
          "g2,2026-11-18 12:00:02,0.000007,70,11,0,0,gpt-4o-mini,p,x\n"
          "g3,2026-11-18 13:00:00,0.000001,1,1,0,0,other,p,x\n");
    const auto result = reconcile(usage,
        { attempt("u", kAt, AttemptState::Uncertain, 9'000, 0, 0),
            attempt("b", kAt, AttemptState::Settled, 2'000, 50, 10),
            attempt("v", kAt + 20 * kMinute, AttemptState::Uncertain, 9'000, 0, 0) },
        flat);
    ASSERT_EQ(result.uncertain.size(), 2U);
    EXPECT_EQ(result.uncertain[0].row.attemptId, "u");
    EXPECT_EQ(result.uncertain[0].state, AttemptState::Settled);
    EXPECT_EQ(result.uncertain[0].amount, Money::fromNano(7'000));
    EXPECT_EQ(result.uncertain[0].line, 3);
    EXPECT_EQ(result.uncertain[1].row.attemptId, "v");
    EXPECT_EQ(result.uncertain[1].state, AttemptState::Void) << "covered, and the export has no such request";
}

TEST(Reconcile, what_a_span_has_left_is_the_one_uncertain_attempts)
{
    const UsageExport usage = read(openAi("150,30,2,p,u,k,gpt-4o-mini-2024-07-18,false,0"));
    const auto result = reconcile(usage,
        { attempt("a", kAt, AttemptState::Settled, 1, 100, 20),
            attempt("u", kAt + 5, AttemptState::Uncertain, 9, 0, 0) },
        flat);
    ASSERT_EQ(result.uncertain.size(), 1U);
    EXPECT_EQ(result.uncertain[0].state, AttemptState::Settled);
    EXPECT_EQ(result.uncertain[0].amount, Money::fromNano(60'000));
    EXPECT_EQ(result.uncertain[0].usage.uncachedIn, 50);
}

TEST(Reconcile, a_span_without_anything_left_voids)
{
    const UsageExport usage = read(openAi("100,20,1,p,u,k,gpt-4o-mini,false,0"));
    const auto result = reconcile(usage,
        { attempt("a", kAt, AttemptState::Settled, 1, 100, 20),
            attempt("u", kAt + 5, AttemptState::Uncertain, 9, 0, 0) },
        flat);
    ASSERT_EQ(result.uncertain.size(), 1U);
    EXPECT_EQ(result.uncertain[0].state, AttemptState::Void);
}

TEST(Reconcile, several_billed_attempts_share_to_the_last_nano_dollar)
{
    const UsageExport usage = read(openAi("100,1,3,p,u,k,gpt-4o-mini,false,0"));
    const auto result = reconcile(usage,
        { attempt("u", kAt, AttemptState::Uncertain, 1, 0, 0), attempt("v", kAt + 5, AttemptState::Uncertain, 1, 0, 0),
            attempt("w", kAt + 6, AttemptState::Uncertain, 1, 0, 0) },
        flat);
    Money sum;
    for (const UncertainProposal& each : result.uncertain) {
        EXPECT_EQ(each.state, AttemptState::Settled);
        sum += each.amount;
    }
    EXPECT_EQ(sum, Money::fromNano(101'000));
}

TEST(Reconcile, the_providers_name_of_an_answer_finds_its_attempt_whatever_else_differs)
{
    LedgerRow known = attempt("a", kAt, AttemptState::Settled, 30'000, 10, 20);
    known.answerId = "gen-7";
    LedgerRow open = attempt("u", kAt, AttemptState::Uncertain, 30'000, 0, 0);
    open.answerId = "gen-8";
    // Hours later and with other tokens: by time or tokens they would be nobody's.
    const UsageExport usage = read(std::string(kOpenRouterHead)
        + "gen-7,2026-11-18 19:00:00,0.00004,11,21,0,0,openai/gpt-4o-mini,OpenAI,app\n"
          "gen-8,2026-11-18 20:00:00,0.00005,12,22,0,0,openai/gpt-4o-mini,OpenAI,app\n"
          "gen-9,2026-11-18 11:00:00,0.00006,13,23,0,0,openai/gpt-4o-mini,OpenAI,app\n");
    const auto result = reconcile(usage, { known, open }, flat);
    EXPECT_EQ(result.matchedById, 2);
    EXPECT_EQ(result.onlyTheirs, 1);
    ASSERT_EQ(result.uncertain.size(), 1U);
    EXPECT_EQ(result.uncertain[0].state, AttemptState::Settled);
    EXPECT_EQ(result.uncertain[0].amount, Money::fromNano(50'000));
    EXPECT_EQ(result.uncertain[0].line, 3);
}

TEST(Reconcile, what_can_mean_several_things_decides_nothing)
{
    const UsageExport usage = read(openAi("150,30,2,p,u,k,gpt-4o-mini,false,0"));
    const auto result = reconcile(usage,
        { attempt("a", kAt, AttemptState::Settled, 1, 100, 20), attempt("u", kAt + 5, AttemptState::Uncertain, 9, 0, 0),
            attempt("v", kAt + 6, AttemptState::Uncertain, 9, 0, 0) },
        flat);
    ASSERT_EQ(result.uncertain.size(), 2U);
    EXPECT_EQ(result.uncertain[0].state, AttemptState::Uncertain);
    EXPECT_EQ(result.uncertain[1].state, AttemptState::Uncertain);
}

/// A hold that grew: its first row and two on top, of which only the first has usage.
std::vector<LedgerRow> extended(AttemptState first, AttemptState others)
{
    std::vector<LedgerRow> rows { attempt("x+1", kAt + 1, others, 1'500, 0, 0), attempt("x", kAt, first, 2'000, 50, 10),
        attempt("x+2", kAt + 2, others, 500, 0, 0) };
    for (LedgerRow& row : rows) {
        row.requestId = "req-x";
        row.reserved = Money::fromNano(2'000);
        if (row.state == AttemptState::Uncertain)
            row.usage = {};
    }
    return rows;
}

TEST(Reconcile, a_hold_that_grew_is_one_request)
{
    const std::string row = "g1,2026-11-18 12:00:01,0.000004,50,10,0,0,gpt-4o-mini,p,x\n";
    const auto single =
        reconcile(read(kOpenRouterHead + row), extended(AttemptState::Settled, AttemptState::Settled), flat);
    EXPECT_EQ(single.matchedByTokens, 1);
    EXPECT_EQ(single.onlyTheirs, 0);
    EXPECT_EQ(single.gap(), Money());
    EXPECT_EQ(single.lines.front().ourRequests, 1);
    EXPECT_EQ(single.lines.front().ourTokens, 60);

    std::vector<LedgerRow> rows = extended(AttemptState::Settled, AttemptState::Settled);
    rows.push_back(attempt("u", kAt + 5, AttemptState::Uncertain, 9'000, 0, 0));
    const auto span = reconcile(read(openAi("80,30,2,p,u,k,gpt-4o-mini,false,0")), rows, flat);
    ASSERT_EQ(span.uncertain.size(), 1U);
    EXPECT_EQ(span.uncertain[0].row.attemptId, "u") << "one request is left for it, not none";
    EXPECT_EQ(span.uncertain[0].amount, Money::fromNano(50'000));
}

TEST(Reconcile, what_a_grown_hold_is_found_to_cost_is_shared_among_its_rows)
{
    const std::string row = "x,2026-11-18 12:00:01,0.000005,50,10,0,0,gpt-4o-mini,p,x\n";
    const auto open =
        reconcile(read(kOpenRouterHead + row), extended(AttemptState::Uncertain, AttemptState::Uncertain), flat);
    ASSERT_EQ(open.uncertain.size(), 3U);
    Money sum;
    for (const UncertainProposal& each : open.uncertain) {
        EXPECT_EQ(each.state, AttemptState::Settled);
        EXPECT_LE(each.amount, Money::fromNano(2'000));
        sum += each.amount;
    }
    EXPECT_EQ(sum, Money::fromNano(5'000));
    EXPECT_EQ(open.matchedById, 1);
    EXPECT_EQ(open.ourHolds, Money::fromNano(6'000));

    // A crash came between: what is settled already is not paid twice.
    const auto half =
        reconcile(read(kOpenRouterHead + row), extended(AttemptState::Settled, AttemptState::Uncertain), flat);
    ASSERT_EQ(half.uncertain.size(), 2U);
    EXPECT_EQ(half.uncertain[0].amount + half.uncertain[1].amount, Money::fromNano(3'000));

    const auto gone = reconcile(read(std::string(kOpenRouterHead)
                                    + "g1,2026-11-18 11:00:00,0.1,1,1,0,0,other,p,x\n"
                                      "g2,2026-11-18 14:00:00,0.1,1,1,0,0,other,p,x\n"),
        extended(AttemptState::Uncertain, AttemptState::Uncertain), flat);
    ASSERT_EQ(gone.uncertain.size(), 3U);
    for (const UncertainProposal& each : gone.uncertain)
        EXPECT_EQ(each.state, AttemptState::Void);
}

TEST(Reconcile, an_unknown_price_is_no_zero)
{
    const UsageExport usage = read(openAi("150,30,2,p,u,k,gpt-next,false,0"));
    const auto result =
        reconcile(usage, {}, [](const std::string&, const Usage&) -> std::optional<Money> { return std::nullopt; });
    EXPECT_EQ(result.unpricedRows, 1);
    EXPECT_FALSE(result.lines.front().priced);
}

} // namespace
} // namespace signalbox
