// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/tier.h"

#include <gtest/gtest.h>

#include <random>

namespace signalbox {
namespace {

UnitPrice perMillion(const char* text)
{
    return UnitPrice::fromDollarsPerMillion(text).value();
}

Price claude()
{
    Price price;
    price.input = perMillion("3.00");
    price.cachedInput = perMillion("0.30");
    price.cacheWrite5m = perMillion("3.75");
    price.cacheWrite1h = perMillion("6.00");
    price.output = perMillion("15.00");
    price.longContext = Price::LongContext { 200'000, perMillion("6.00"), perMillion("0.60"), perMillion("7.50"),
        perMillion("12.00"), perMillion("22.50") };
    return price;
}

Usage usageOf(std::int64_t uncached, std::int64_t cached, std::int64_t write5m, std::int64_t write1h, std::int64_t out)
{
    Usage usage;
    usage.present = true;
    usage.uncachedIn = uncached;
    usage.cachedIn = cached;
    usage.cacheWrite5m = write5m;
    usage.cacheWrite1h = write1h;
    usage.out = out;
    return usage;
}

TEST(Price, each_kind_of_token_has_its_own_price)
{
    // 1,000 x 3.00 + 2,000 x 0.30 + 100 x 3.75 + 10 x 6.00 + 500 x 15.00 = 11,535 micro-dollars
    EXPECT_EQ(claude().cost(usageOf(1000, 2000, 100, 10, 500), 1'000'000).dollars(), "0.011535");
}

TEST(Price, reasoning_is_part_of_the_output_and_not_paid_twice)
{
    Usage usage = usageOf(0, 0, 0, 0, 500);
    usage.reasoningOut = 400;
    EXPECT_EQ(claude().cost(usage, 1'000'000).dollars(), "0.0075");
}

TEST(Price, a_cost_is_rounded_up_once_to_a_nano_dollar)
{
    Price price;
    price.input = UnitPrice::fromPico(1);
    price.output = UnitPrice::fromPico(1);
    price.cachedInput = UnitPrice::fromPico(1);
    EXPECT_EQ(price.cost(usageOf(1, 1, 0, 0, 1), 1'000'000).nano(), 1);
    EXPECT_EQ(price.cost(usageOf(400, 300, 0, 0, 300), 1'000'000).nano(), 1);
    EXPECT_EQ(price.cost(usageOf(400, 300, 0, 0, 301), 1'000'000).nano(), 2);
    EXPECT_EQ(price.cost(usageOf(0, 0, 0, 0, 0), 1'000'000).nano(), 0);
}

TEST(Price, the_long_context_prices_hold_for_the_whole_request_above_the_threshold_only)
{
    EXPECT_EQ(claude().cost(usageOf(150'000, 50'000, 0, 0, 0), 1'000'000).dollars(), "0.465");
    EXPECT_EQ(claude().cost(usageOf(150'001, 50'000, 0, 0, 0), 1'000'000).dollars(), "0.930006");
}

TEST(Price, the_factor_and_the_flat_part_count)
{
    Price price;
    price.input = perMillion("1.00");
    price.perRequest = Money::fromDollars("0.01").value();
    EXPECT_EQ(price.cost(usageOf(1'000'000, 0, 0, 0, 0), 1'050'000).dollars(), "1.0605");
}

TEST(Price, a_free_price_costs_nothing)
{
    Price price;
    price.free = true;
    EXPECT_TRUE(price.cost(usageOf(1'000'000, 1, 1, 1, 1'000'000), 1'000'000).isZero());
    EXPECT_EQ(worstCase(price, 1'000'000, 1'000'000, 1).affordable(Money()), INT64_MAX);
}

TEST(WorstCase, input_is_held_at_its_dearest_price)
{
    EXPECT_EQ(worstCase(claude(), 1'000'000, 1000, 1).at(0).dollars(), "0.006");
}

TEST(WorstCase, every_answer_asked_for_costs_its_output)
{
    EXPECT_EQ(worstCase(claude(), 1'000'000, 0, 4).at(1000).dollars(), "0.06");
}

/// A usage that a provider may report for a request whose input is at most `inputUpper` and whose output is at most n x
/// maxOutput.
Usage anyUsage(std::mt19937_64& random, std::int64_t inputUpper, std::int64_t outputUpper)
{
    std::int64_t left = std::uniform_int_distribution<std::int64_t>(0, inputUpper)(random);
    Usage usage;
    for (std::int64_t Usage::*part : { &Usage::uncachedIn, &Usage::cachedIn, &Usage::cacheWrite5m }) {
        usage.*part = std::uniform_int_distribution<std::int64_t>(0, left)(random);
        left -= usage.*part;
    }
    usage.cacheWrite1h = left;
    usage.out = std::uniform_int_distribution<std::int64_t>(0, outputUpper)(random);
    return usage;
}

Price anyPrice(std::mt19937_64& random)
{
    const auto unit = [&random] {
        // Up to 1,000 $ per million, many of them small and odd.
        const int shift = std::uniform_int_distribution<int>(0, 30)(random);
        return UnitPrice::fromPico(std::uniform_int_distribution<std::int64_t>(0, 1'000'000'000 >> shift)(random));
    };
    Price price;
    price.input = unit();
    price.cachedInput = unit();
    price.cacheWrite5m = unit();
    price.cacheWrite1h = unit();
    price.output = unit();
    price.perRequest = Money::fromNano(std::uniform_int_distribution<std::int64_t>(0, 1'000'000)(random));
    if (random() % 2 == 0) {
        price.longContext = Price::LongContext { std::uniform_int_distribution<std::int64_t>(1, 300'000)(random),
            unit(), unit(), unit(), unit(), unit() };
    }
    return price;
}

TEST(WorstCase, no_usage_within_the_bounds_costs_more)
{
    std::mt19937_64 random(42);
    for (int round = 0; round < 20'000; ++round) {
        const Price price = anyPrice(random);
        const auto inputUpper = std::uniform_int_distribution<std::int64_t>(0, 400'000)(random);
        const auto maxOutput = std::uniform_int_distribution<std::int64_t>(0, 200'000)(random);
        const auto n = std::uniform_int_distribution<std::int64_t>(1, 8)(random);
        const auto factor = std::uniform_int_distribution<std::int64_t>(1, 3'000'000)(random);
        const Usage usage = anyUsage(random, inputUpper, maxOutput * n);
        ASSERT_LE(price.cost(usage, factor), worstCase(price, factor, inputUpper, n).at(maxOutput))
            << "round " << round;
    }
}

TEST(WorstCase, affordable_is_the_exact_inverse_of_at)
{
    std::mt19937_64 random(43);
    for (int round = 0; round < 50'000; ++round) {
        const WorstCase worst = worstCase(anyPrice(random), 1'000'000 + static_cast<std::int64_t>(random() % 7),
            static_cast<std::int64_t>(random() % 100'000), 1 + static_cast<std::int64_t>(random() % 3));
        const int shift = static_cast<int>(random() % 40);
        const Money budget = Money::fromNano(static_cast<std::int64_t>(random() >> 24) >> shift);
        const std::int64_t most = worst.affordable(budget);
        if (most < 0) {
            ASSERT_GT(worst.at(0), budget);
            continue;
        }
        if (worst.picoPerOutput == 0) {
            ASSERT_EQ(most, INT64_MAX);
            continue;
        }
        ASSERT_LE(worst.at(most), budget) << "round " << round;
        ASSERT_GT(worst.at(most + 1), budget) << "round " << round;
    }
}

TEST(WorstCase, it_saturates_instead_of_wrapping)
{
    Price price;
    price.input = perMillion("1000000");
    price.output = perMillion("1000000");
    const WorstCase worst = worstCase(price, 100'000'000, INT64_MAX / 1000, 128);
    EXPECT_EQ(worst.at(INT64_MAX / 1000), Money::max());
    EXPECT_EQ(worst.affordable(Money::fromNano(-1)), -1);
    EXPECT_EQ(worst.affordable(Money::max()), INT64_MAX);
}

struct UnfitCase {
    const char* name;
    void (*change)(ChatRequest&, CapabilityProfile&);
    std::int64_t inputTokens;
    const char* reason;
};

class Unfit : public testing::TestWithParam<UnfitCase> { };

TEST_P(Unfit, the_first_reason_is_named)
{
    ChatRequest request;
    CapabilityProfile profile;
    profile.context = 1000;
    profile.maxOutput = 200;
    GetParam().change(request, profile);
    EXPECT_EQ(unfitReason(profile, request, GetParam().inputTokens), GetParam().reason);
}

using Request = ChatRequest;
using Profile = CapabilityProfile;
INSTANTIATE_TEST_SUITE_P(Reasons, Unfit,
    testing::Values(UnfitCase { "fits", [](Request&, Profile&) {}, 100, "" },
        UnfitCase { "images", [](Request& r, Profile& p) { r.images = 1, p.images = false; }, 100, "images" },
        UnfitCase { "tools", [](Request& r, Profile& p) { r.tools = 1, p.tools = false; }, 100, "tools" },
        UnfitCase {
            "tool_messages", [](Request& r, Profile& p) { r.hasToolMessages = true, p.tools = false; }, 100, "tools" },
        UnfitCase { "schema", [](Request& r, Profile& p) { r.jsonAsked = JsonAsked::Schema, p.jsonSchema = false; },
            100, "json_schema" },
        UnfitCase { "object", [](Request& r, Profile& p) { r.jsonAsked = JsonAsked::Object, p.jsonObject = false; },
            100, "json_object" },
        UnfitCase { "object_without_schema",
            [](Request& r, Profile& p) { r.jsonAsked = JsonAsked::Object, p.jsonSchema = false; }, 100, "" },
        UnfitCase {
            "logprobs", [](Request& r, Profile& p) { r.logprobs = true, p.logprobs = false; }, 100, "logprobs" },
        UnfitCase { "endpoint", [](Request& r, Profile&) { r.endpoint = Endpoint::Embeddings; }, 100, "endpoint" },
        UnfitCase { "completions",
            [](Request& r, Profile& p) { r.endpoint = Endpoint::Completions, p.completions = true; }, 100, "" },
        UnfitCase { "max_output", [](Request& r, Profile&) { r.maxTokens = 201; }, 100, "max_output" },
        UnfitCase { "max_output_full", [](Request& r, Profile&) { r.maxTokens = 200; }, 800, "" },
        UnfitCase { "context", [](Request&, Profile&) {}, 1000, "context" },
        UnfitCase { "context_full", [](Request&, Profile&) {}, 999, "" },
        UnfitCase { "context_with_output", [](Request& r, Profile&) { r.maxTokens = 200; }, 801, "context" }),
    [](const auto& testCase) { return testCase.param.name; });

TEST(Unfit, a_cap_of_the_rule_stands_for_the_wish)
{
    ChatRequest request;
    request.maxTokens = 5000;
    CapabilityProfile profile;
    profile.maxOutput = 200;
    EXPECT_EQ(unfitReason(profile, request, 10, 200), "");
    EXPECT_EQ(unfitReason(profile, request, 10, 201), "max_output");
}

TEST(Provider, a_model_in_the_path_can_not_leave_its_segment)
{
    Provider provider;
    provider.basePath = "";
    provider.chatPath = "/openai/deployments/{model}/chat/completions?api-version=2024-10-21";
    EXPECT_EQ(provider.target(Endpoint::ChatCompletions, "my-gpt 4/../x?y"),
        "/openai/deployments/my-gpt%204%2F..%2Fx%3Fy/chat/completions?api-version=2024-10-21");
    provider.basePath = "/v1";
    provider.embeddingsPath = "/embeddings";
    EXPECT_EQ(provider.target(Endpoint::Embeddings, "any"), "/v1/embeddings");
}

TEST(Provider, anthropic_counts_its_input_without_the_cache)
{
    Provider provider;
    EXPECT_EQ(provider.usageMeaning(), UsageMeaning::InputIncludesCache);
    provider.dialect = Dialect::AnthropicCompatible;
    EXPECT_EQ(provider.usageMeaning(), UsageMeaning::InputExcludesCache);
}

} // namespace
} // namespace signalbox
