// SPDX-License-Identifier: GPL-3.0-or-later
// Bugs of other gateways' cost accounting, as rules (features.md section 2, "Cost accounting"; the numbers are theirs).
#include "core/proxy/billing.h"
#include "core/proxy/price_desk.h"
#include "core/proxy/relay.h"
#include "core/tiers/price_json.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox {
namespace {

Deployment deploymentOf(Dialect dialect, const char* price)
{
    auto provider = std::make_shared<Provider>();
    provider->id = "p";
    provider->dialect = dialect;
    Deployment deployment;
    deployment.id = "p/m";
    deployment.provider = provider;
    deployment.model = "m";
    deployment.price = *priceOf(nlohmann::ordered_json::parse(price), "");
    return deployment;
}

constexpr const char* kSonnet =
    R"({"input":"3","cached_input":"0.30","cache_write":"3.75","cache_write_1h":"6","output":"15"})";
constexpr const char* kGpt4o = R"({"input":"2.50","cached_input":"1.25","output":"10"})";

/// A stream through the relay, as it would be billed.
Settlement streamed(const Deployment& deployment, const std::string& events, Money held = Money::max())
{
    StreamRelay::Options options;
    options.meaning = deployment.provider->usageMeaning();
    StreamRelay relay(options);
    const StreamRelay::Step step = relay.feed(events);
    ChatRequest request;
    request.messages = 1;
    request.promptBytes = 350;
    const Delivered delivered { relay.usage(), relay.outputTokens(), step.verdict == StreamRelay::Verdict::Done,
        relay.outputBytes(), relay.contentEvents() };
    return settlementFor(request, deployment, held, 100'000, delivered);
}

std::string said(const std::string& text, const std::string& usage = "null")
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + R"("}}],"usage":)" + usage + "}\n\n";
}

bool has(const Settlement& settlement, std::string_view flag)
{
    return std::find(settlement.flags.begin(), settlement.flags.end(), flag) != settlement.flags.end();
}

TEST(DoubleCounts, anthropics_cache_tokens_are_not_in_its_input_and_charged_once) // LiteLLM 9812, 11364, 40006
{
    const Deployment sonnet = deploymentOf(Dialect::AnthropicCompatible, kSonnet);
    const Settlement settled = streamed(sonnet,
        said("hi")
            + said("",
                R"({"input_tokens":50,"cache_creation_input_tokens":248,"cache_read_input_tokens":100000,)"
                R"("output_tokens":503})")
            + "data: [DONE]\n\n");
    EXPECT_EQ(settled.state, AttemptState::Settled);
    EXPECT_EQ(settled.amount.nano(), 50 * 3000 + 248 * 3750 + 100'000 * 300 + 503 * 15'000);
}

TEST(DoubleCounts, usage_that_comes_twice_in_a_stream_counts_once) // Bifrost 3451: $1.86 for $1.06; cc-switch 2164
{
    const Deployment sonnet = deploymentOf(Dialect::AnthropicCompatible, kSonnet);
    const std::string first = R"({"input_tokens":10,"cache_creation_input_tokens":200000,"output_tokens":1})";
    const std::string last = R"({"input_tokens":10,"cache_creation_input_tokens":200000,"output_tokens":20000})";
    const Settlement settled = streamed(sonnet, said("a", first) + said("b", last) + "data: [DONE]\n\n");
    EXPECT_EQ(settled.amount.nano(), 10 * 3000 + 200'000 * 3750 + 20'000 * 15'000);
    EXPECT_EQ(settled.amount.dollars(), "1.05003");
}

TEST(DoubleCounts, usage_in_every_chunk_is_a_running_count) // cc-switch 5564: "billions of tokens"
{
    const Deployment gpt = deploymentOf(Dialect::OpenAi, kGpt4o);
    std::string events;
    for (int i = 1; i <= 500; ++i)
        events += said("x",
            R"({"prompt_tokens":1000,"completion_tokens":)" + std::to_string(i) + R"(,"total_tokens":)"
                + std::to_string(1000 + i) + "}");
    const Settlement settled = streamed(gpt, events + "data: [DONE]\n\n");
    EXPECT_EQ(settled.usage.totalIn(), 1000);
    EXPECT_EQ(settled.usage.out, 500);
    EXPECT_EQ(settled.amount.nano(), 1000 * 2500 + 500 * 10'000);
}

TEST(DoubleCounts, openais_cached_tokens_are_a_part_of_its_input) // langfuse 10592, 5568; aider 5516; Bifrost 904
{
    const Deployment gpt = deploymentOf(Dialect::OpenAi, kGpt4o);
    const Settlement settled = streamed(gpt,
        said("hi")
            + said("",
                R"({"prompt_tokens":100000,"completion_tokens":100,"total_tokens":100100,)"
                R"("prompt_tokens_details":{"cached_tokens":99840}})")
            + "data: [DONE]\n\n");
    EXPECT_EQ(settled.amount.nano(), 160 * 2500 + 99'840 * 1250 + 100 * 10'000);
}

TEST(DoubleCounts, reasoning_is_a_part_of_the_output) // LiteLLM 35290
{
    const Deployment gpt = deploymentOf(Dialect::OpenAi, kGpt4o);
    const Settlement settled = streamed(gpt,
        said("hi")
            + said("",
                R"({"prompt_tokens":10,"completion_tokens":5000,"total_tokens":5010,)"
                R"("completion_tokens_details":{"reasoning_tokens":4900}})")
            + "data: [DONE]\n\n");
    EXPECT_EQ(settled.usage.reasoningOut, 4900);
    EXPECT_EQ(settled.amount.nano(), 10 * 2500 + 5000 * 10'000);
}

TEST(DoubleCounts, a_stream_without_usage_costs_neither_nothing_nor_the_hold) // LiteLLM 37923: EUR 830 shown as $1.47
{
    const Deployment gpt = deploymentOf(Dialect::OpenAi, kGpt4o);
    const Settlement settled = streamed(gpt, said("hello there, how are you") + "data: [DONE]\n\n");
    EXPECT_EQ(settled.state, AttemptState::SettledEstimate);
    EXPECT_TRUE(has(settled, "estimated"));
    EXPECT_GT(settled.amount.nano(), 100 * 2500);
    EXPECT_LT(settled.amount.nano(), 1'000'000);
}

TEST(DoubleCounts, an_aborted_stream_pays_for_what_came_and_never_above_its_hold) // new-api 5288, 4168, 5235
{
    const Deployment gpt = deploymentOf(Dialect::OpenAi, kGpt4o);
    const std::string half = said("half an answer is what arrived before the line broke");
    const Settlement settled = streamed(gpt, half);
    EXPECT_EQ(settled.state, AttemptState::SettledEstimate);
    EXPECT_GT(settled.usage.out, 0);
    EXPECT_GT(settled.amount, Money());
    const Money tight = Money::fromNano(1234);
    EXPECT_EQ(streamed(gpt, half, tight).amount, tight);
}

TEST(DoubleCounts, an_unknown_price_is_unpriced_and_not_nothing) // LiteLLM 36561; nika 1368
{
    Deployment unknown = deploymentOf(Dialect::OpenAi, kGpt4o);
    unknown.price.reset();
    const Settlement settled = streamed(
        unknown, said("x", R"({"prompt_tokens":1,"completion_tokens":1,"total_tokens":2})") + "data: [DONE]\n\n");
    EXPECT_TRUE(has(settled, "unpriced"));
}

TEST(DoubleCounts,
    an_override_is_the_price_and_in_the_unit_that_it_says) // Bifrost 2292, 5243: ignored, or 100 times off
{
    const ConfigRead read = readConfig(R"({"schema": 1, "providers": [{"id": "openai", "preset": "openai"}],
        "tiers": [{"id": "t", "chain": [{"provider": "openai", "model": "gpt-4o"}]}],
        "rules": [{"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "t"}}]})",
        PriceBook::builtIn());
    ASSERT_TRUE(read.config);
    PriceHistory history;
    PriceEntry entry;
    entry.provider = "openai";
    entry.model = "gpt-4o";
    entry.from = "2026-01-01";
    entry.price = *priceOf(nlohmann::ordered_json::parse(R"({"input":"7","output":"11"})"), "");
    entry.price.source = "operator";
    ASSERT_TRUE(history.add(entry, 1));
    const WallUs day = WallUs { 1'785'000'000 } * 1'000'000; // 2026-07-25
    const auto priced = pricedAt(read.config, history, day);
    Usage usage;
    usage.uncachedIn = usage.out = 1'000'000;
    const Deployment& deployment = *priced->tiers[0].chain[0];
    EXPECT_EQ(deployment.price->source, "operator");
    EXPECT_EQ(deployment.price->cost(usage, deployment.provider->priceFactorPpm).dollars(), "18.00");
    EXPECT_EQ(pricedAt(read.config, history, 0)->tiers[0].chain[0]->price->source,
        read.config->tiers[0].chain[0]->price->source);
}

TEST(PricesByDate, an_attempt_has_the_price_of_its_own_day_and_the_next_day_another)
{
    const ConfigRead read = readConfig(R"({"schema": 1, "day": {"zone": "UTC", "starts_at": "06:00"},
        "providers": [{"id": "openai", "preset": "openai"}, {"id": "own", "preset": "custom", "base_url": "https://x.example/v1"}],
        "tiers": [{"id": "t", "chain": [{"provider": "openai", "model": "gpt-4o"}, {"provider": "own", "model": "m"},
            {"provider": "own", "model": "fixed", "price": {"input": "1", "output": "2"}}]}],
        "rules": [{"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "t"}}]})",
        PriceBook::builtIn());
    ASSERT_TRUE(read.config);
    PriceHistory history;
    const auto add = [&history](const char* provider, const char* model, const char* from, const char* price) {
        PriceEntry entry;
        entry.provider = provider;
        entry.model = model;
        entry.from = from;
        entry.price = *priceOf(nlohmann::ordered_json::parse(price), "");
        entry.price.source = "operator";
        ASSERT_TRUE(history.add(entry, 1));
    };
    add("openai", "gpt-4o", "2026-11-22", R"({"input":"4","output":"8"})");
    add("openai", "gpt-4o", "2026-11-23", R"({"input":"5","output":"9"})");
    add("custom", "m", "2026-11-23", "\"free\"");
    add("own", "fixed", "2026-11-01", R"({"input":"9","output":"9"})");
    constexpr WallUs kHour = 3'600'000'000LL;
    const WallUs noon = WallUs { 1'795'348'800 } * 1'000'000; // 2026-11-22 12:00 UTC
    const auto input = [&](WallUs at, std::size_t place) {
        const auto priced = pricedAt(read.config, history, at);
        const auto& price = priced->tiers[0].chain[place]->price;
        return !price ? std::string("unpriced") : price->free ? "free" : price->input.dollarsPerMillion();
    };
    EXPECT_EQ(input(noon, 0), "4.00");
    EXPECT_EQ(input(noon + 17 * kHour, 0), "4.00") << "05:00: the day begins at six";
    EXPECT_EQ(input(noon + 18 * kHour, 0), "5.00");
    EXPECT_EQ(input(noon, 1), "unpriced");
    EXPECT_EQ(input(noon + 18 * kHour, 1), "free");
    EXPECT_EQ(input(noon, 2), "1.00") << "the configuration's word comes first";
    EXPECT_EQ(pricedAt(read.config, history, noon)->pricesUntil, noon + 18 * kHour);
    EXPECT_EQ(pricedAt(read.config, history, noon + 18 * kHour)->pricesUntil, INT64_MAX);
    std::vector<ConfigProblem> problems = read.problems;
    std::erase_if(problems, [](const ConfigProblem& problem) { return problem.error.code != "unpriced_model"; });
    ASSERT_EQ(problems.size(), 1U);
    dropPriced(problems, *pricedAt(read.config, history, noon));
    EXPECT_EQ(problems.size(), 1U);
    dropPriced(problems, *pricedAt(read.config, history, noon + 18 * kHour));
    EXPECT_TRUE(problems.empty());
}

TEST(PriceDesk, a_change_is_on_the_disk_whole_or_not_at_all)
{
    const test::TemporaryFolder folder;
    PriceDesk desk(folder.path());
    ASSERT_TRUE(desk.open());
    PriceEntry entry;
    entry.provider = "openai";
    entry.model = "gpt-4o";
    entry.from = "2026-01-01";
    entry.price.free = true;
    PriceOrder bad { { entry, entry }, {}, {} };
    bad.add[1].from = "soon";
    EXPECT_EQ(desk.change(bad, 1).error().code, "price_day");
    EXPECT_TRUE(desk.history()->entries().empty());
    EXPECT_TRUE(PriceDesk::read(folder.path())->entries().empty());
    EXPECT_EQ(desk.change({ { entry, entry }, {}, {} }, 1), (std::vector<std::int64_t> { 1, 2 }));
    EXPECT_TRUE(desk.change({ {}, { 2 }, {} }, 5));
    EXPECT_EQ(PriceDesk::read(folder.path())->text(), desk.history()->text());
    EXPECT_EQ(desk.change({ {}, { 1, 2 }, {} }, 6).error().code, "price_entry_unknown");
    EXPECT_FALSE(desk.history()->entries()[0].removedAt);
}

TEST(PriceDesk, a_broken_file_gives_way_to_its_copy_and_without_one_nothing_starts)
{
    const test::TemporaryFolder folder;
    PriceDesk desk(folder.path());
    PriceEntry entry;
    entry.provider = "openai";
    entry.model = "gpt-4o";
    entry.from = "2026-01-01";
    entry.price.free = true;
    ASSERT_TRUE(desk.change({ { entry }, {}, {} }, 1));
    ASSERT_TRUE(saveTextFile(folder.path() + "/other", "x"));
    ASSERT_EQ(::rename((folder.path() + "/other").c_str(), PriceDesk::pathIn(folder.path()).c_str()), 0);
    EXPECT_EQ(PriceDesk::read(folder.path())->entries().size(), 1U);
    ASSERT_EQ(::unlink((PriceDesk::pathIn(folder.path()) + ".last-good").c_str()), 0);
    EXPECT_EQ(PriceDesk::read(folder.path()).error().code, "prices_syntax");
    EXPECT_EQ(PriceDesk::read(folder.path()).error().parameter("path"), PriceDesk::pathIn(folder.path()));
}

} // namespace
} // namespace signalbox
