// SPDX-License-Identifier: GPL-3.0-or-later
// tests/corpora/costs/golden.jsonl: what answers cost, by an independent script with exact fractions
// (tests/tools/golden_costs.py).
#include "core/proxy/billing.h"
#include "core/tiers/price_book.h"
#include "core/tiers/price_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Json> goldenCases()
{
    std::vector<Json> cases;
    std::ifstream file(SIGNALBOX_SOURCE_DIR "/tests/corpora/costs/golden.jsonl");
    for (std::string line; std::getline(file, line);)
        cases.push_back(Json::parse(line));
    return cases;
}

Endpoint endpointOf(const Json& golden)
{
    const std::string name = golden["endpoint"];
    return name == "embeddings" ? Endpoint::Embeddings
        : name == "completions" ? Endpoint::Completions
                                : Endpoint::ChatCompletions;
}

/// The whole answer that the usage came in.
std::string answerOf(const Json& golden)
{
    Json answer = golden["answer"];
    answer["id"] = "x";
    answer["model"] = golden["model"];
    answer["usage"] = golden["usage"];
    if (endpointOf(golden) == Endpoint::Embeddings)
        answer["data"] = Json::array({ { { "index", 0 }, { "embedding", Json::array({ 0.5 }) } } });
    else if (endpointOf(golden) == Endpoint::Completions)
        answer["choices"] = Json::array({ { { "index", 0 }, { "text", "hi" }, { "finish_reason", "stop" } } });
    else
        answer["choices"] = Json::array({ { { "index", 0 }, { "finish_reason", "stop" },
            { "message", { { "role", "assistant" }, { "content", "hi" } } } } });
    return answer.dump();
}

std::shared_ptr<const Deployment> deploymentOf(const Json& golden)
{
    auto provider = std::make_shared<Provider>();
    const ProviderPreset* preset = findPreset(golden["provider"].get<std::string>());
    EXPECT_NE(preset, nullptr);
    provider->id = preset->id;
    provider->dialect = preset->dialect;
    provider->priceFactorPpm = Money::fromDollars(golden["factor"].get<std::string>())->nano() / 1000;
    auto deployment = std::make_shared<Deployment>();
    deployment->provider = provider;
    deployment->model = golden["model"];
    auto price = readPrice(golden["price"], "");
    EXPECT_TRUE(price) << golden["id"] << price.error().text();
    deployment->price = price.value_or(Price());
    return deployment;
}

class GoldenCost : public testing::TestWithParam<Json> {
protected:
    const Json& golden = GetParam();
    std::shared_ptr<const Deployment> deployment = deploymentOf(golden);

    [[nodiscard]] Settlement settled(const Usage& usage) const
    {
        ChatRequest request;
        request.endpoint = endpointOf(golden);
        request.images = golden["images"];
        Delivered delivered;
        delivered.usage = usage;
        delivered.whole = true;
        return settlementFor(request, *deployment, Money::max(), 0, delivered);
    }
};

TEST_P(GoldenCost, is_exact_to_the_nano_dollar)
{
    const auto answer = readAnswer(endpointOf(golden), answerOf(golden), deployment->provider->usageMeaning());
    ASSERT_TRUE(answer) << answer.error().text();
    const Usage& usage = answer->usage;
    EXPECT_FALSE(usage.invalid);
    if (golden["tokens"].is_array()) {
        const std::vector<std::int64_t> counts { usage.uncachedIn, usage.cachedIn, usage.cacheWrite5m,
            usage.cacheWrite1h, usage.out };
        EXPECT_EQ(counts, golden["tokens"].get<std::vector<std::int64_t>>());
    }
    const Settlement settlement = settled(usage);
    EXPECT_EQ(settlement.state, AttemptState::Settled);
    EXPECT_EQ(settlement.amount.nano(), golden["expected_nano"].get<std::int64_t>()) << golden["source"];
}

TEST_P(GoldenCost, is_the_same_where_the_usage_comes_at_the_end_of_a_stream)
{
    if (endpointOf(golden) == Endpoint::Embeddings)
        GTEST_SKIP() << "embeddings are not streamed";
    Json chunk = golden["answer"];
    chunk["model"] = golden["model"];
    chunk["choices"] = Json::array();
    chunk["usage"] = golden["usage"];
    const StreamEvent event =
        readStreamEvent(endpointOf(golden), chunk.dump(), "", deployment->provider->usageMeaning());
    EXPECT_EQ(event.kind, StreamEvent::Kind::Usage);
    EXPECT_EQ(settled(event.usage).amount.nano(), golden["expected_nano"].get<std::int64_t>());
}

TEST_P(GoldenCost, is_never_above_what_is_reserved_for_it)
{
    const auto answer = readAnswer(endpointOf(golden), answerOf(golden), deployment->provider->usageMeaning());
    ASSERT_TRUE(answer);
    const PricedRequest request { answer->usage.totalIn(), 1, golden["images"], "" };
    const WorstCase worst = worstCase(*deployment->price, deployment->provider->priceFactorPpm, request);
    // Searches are the one thing that a request cannot bound.
    if (answer->usage.searches == 0) {
        EXPECT_GE(worst.at(answer->usage.out).nano(), golden["expected_nano"].get<std::int64_t>());
    }
}

TEST_P(GoldenCost, is_compared_with_what_the_provider_says)
{
    const auto answer = readAnswer(endpointOf(golden), answerOf(golden), deployment->provider->usageMeaning());
    ASSERT_TRUE(answer);
    const Json& reported = golden["reported_nano"];
    EXPECT_EQ(answer->usage.reportedNano.has_value(), reported.is_number());
    if (reported.is_number()) {
        EXPECT_EQ(answer->usage.reportedNano.value_or(-1), reported.get<std::int64_t>());
    }
    const std::vector<std::string> flags = settled(answer->usage).flags;
    const bool differs = std::find(flags.begin(), flags.end(), "cost_differs") != flags.end();
    EXPECT_EQ(differs, golden["id"] == "openrouter-says-another-sum");
}

INSTANTIATE_TEST_SUITE_P(All, GoldenCost, testing::ValuesIn(goldenCases()), [](const auto& given) {
    std::string name = given.param["id"];
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

TEST(GoldenCosts, there_are_at_least_sixty_over_six_providers)
{
    const std::vector<Json> cases = goldenCases();
    EXPECT_GE(cases.size(), 60U);
    std::set<std::string> providers;
    for (const Json& golden : cases)
        providers.insert(golden["provider"]);
    for (const char* wanted : { "openai", "anthropic", "gemini", "deepseek", "openrouter", "xai" })
        EXPECT_TRUE(providers.contains(wanted)) << wanted;
}

} // namespace
} // namespace signalbox
