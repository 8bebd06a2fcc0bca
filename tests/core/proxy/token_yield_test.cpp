// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/token_yield.h"

#include "core/proxy/billing.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

TEST(TokenYields, fewer_than_twenty_calls_are_no_evidence)
{
    TokenYields yields;
    for (int i = 1; i < TokenYields::kEnough; ++i)
        yields.note("p/m", { 100, 25, 400, 100 });
    EXPECT_FALSE(yields.of("p/m").output);
    yields.note("p/m", { 100, 25, 400, 100 });
    ASSERT_TRUE(yields.of("p/m").output);
    EXPECT_FALSE(yields.of("p/other").output);
    EXPECT_EQ(yields.view().size(), 1U);
}

TEST(TokenYields, a_steady_provider_is_met_to_the_token)
{
    TokenYields yields;
    for (int i = 1; i <= 50; ++i)
        yields.note("p/m", { 40 * i, 10 * i, 50 * i, 10 * i });
    const auto view = yields.of("p/m");
    EXPECT_EQ(view.input->perMillionBytes, 250'000);
    EXPECT_EQ(view.output->perMillionBytes, 200'000);
    EXPECT_LT(view.output->strayPerMillion, 10);
    EXPECT_EQ(view.output->tokensOf(5000), 1000);
    EXPECT_EQ(view.output->tokensOf(5001), 1001) << "rounded up";
    EXPECT_EQ(view.output->tokensOf(0), 0);
}

TEST(TokenYields, the_stray_is_what_single_calls_are_off)
{
    TokenYields yields;
    for (int i = 0; i < 100; ++i)
        yields.note("p/m", { 0, 0, 1000, i % 2 ? 300 : 200 });
    const auto view = yields.of("p/m");
    EXPECT_EQ(view.output->perMillionBytes, 250'000);
    EXPECT_NEAR(static_cast<double>(view.output->strayPerMillion), 196'116, 10); // 50 of sqrt((300^2 + 200^2) / 2)
    EXPECT_FALSE(view.input) << "calls without a text prompt say nothing of prompts";
}

TEST(TokenYields, what_changed_lately_weighs_most)
{
    TokenYields yields;
    for (int i = 0; i < 10'000; ++i)
        yields.note("p/m", { 0, 0, 1000, 200 });
    for (int i = 0; i < 3000; ++i)
        yields.note("p/m", { 0, 0, 1000, 400 });
    EXPECT_GT(yields.of("p/m").output->perMillionBytes, 330'000);
}

TEST(TokenYields, an_estimate_learns_hidden_reasoning_and_says_by_how_much_it_may_be_off)
{
    TokenYields yields;
    for (int i = 1; i <= 40; ++i)
        yields.note("p/m", { 350, 80, 1000, 2500 }); // 2,250 tokens of reasoning that nobody sees
    Deployment deployment;
    deployment.id = "p/m";
    deployment.provider = std::make_shared<Provider>();
    Price price;
    price.input = UnitPrice::fromPico(1'000'000);
    price.output = UnitPrice::fromPico(10'000'000);
    deployment.price = price;
    ChatRequest request;
    request.promptBytes = 350;
    request.messages = 1;
    const Delivered delivered { {}, 286, true, 1000, 200 };
    const Settlement plain = settlementFor(request, deployment, Money::max(), 100'000, delivered);
    const Settlement learned = settlementFor(request, deployment, Money::max(), 100'000, delivered, yields.of("p/m"));
    EXPECT_EQ(plain.usage.out, 286);
    EXPECT_NEAR(static_cast<double>(learned.usage.out), 2500, 2);
    EXPECT_NEAR(static_cast<double>(learned.usage.uncachedIn), 80, 1);
    EXPECT_EQ(learned.flags, (std::vector<std::string> { "estimated", "calibrated:0" }));
    const Money held = Money::fromNano(5000);
    EXPECT_EQ(settlementFor(request, deployment, held, 100'000, delivered, yields.of("p/m")).amount, held);
}

} // namespace
} // namespace signalbox
