// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/billing.h"
#include "core/tiers/price_book.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

struct ImageCase {
    const char* fields; ///< of the deployment
    std::int64_t tokens;
};

class ImagesAreReserved : public ::testing::TestWithParam<ImageCase> { };

/// The worst case of a request with two images: what its deployment may count for each, at its price.
TEST_P(ImagesAreReserved, with_what_the_model_counts_for_one)
{
    const std::string text = std::string(R"({"schema": 1, "providers": [{"id": "openai", "preset": "openai"}],
        "tiers": [{"id": "t", "chain": [{"provider": "openai", )")
        + GetParam().fields + R"(, "price": {"input": "1.00", "output": "0.01"}}]}],
        "rules": [{"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "t"}}]})";
    const ConfigRead read = readConfig(text, PriceBook::builtIn());
    ASSERT_TRUE(read.config);
    const auto ask = [&](std::string_view content) {
        auto request = readRequest(Endpoint::ChatCompletions,
            R"({"model":"auto","max_tokens":1,"messages":[{"role":"user","content":[)" + std::string(content) + "]}]}");
        EXPECT_TRUE(request);
        const Deployment& deployment = *read.config->tiers.front().chain.front();
        return reservationFor(*request, deployment, {}, *read.config).worst.at(0).nano();
    };
    constexpr std::string_view kText = R"({"type":"text","text":"what is this"})";
    constexpr std::string_view kImage = R"(,{"type":"image_url","image_url":{"url":"https://x.example/a.png"}})";
    const std::int64_t without = ask(kText);
    const std::int64_t with = ask(std::string(kText) + std::string(kImage) + std::string(kImage));
    // One dollar per million tokens is 1,000 nano-dollars each; the URLs count as text besides.
    EXPECT_GE(with - without, 2 * GetParam().tokens * 1000);
    EXPECT_LT(with - without, (2 * GetParam().tokens + 200) * 1000);
}

INSTANTIATE_TEST_SUITE_P(Models, ImagesAreReserved,
    ::testing::Values(ImageCase { R"("model": "gpt-4o")", 5000 }, ImageCase { R"("model": "gpt-4o-mini")", 48'169 },
        ImageCase { R"("model": "own", "image_tokens": 700)", 700 }));

} // namespace
} // namespace signalbox
