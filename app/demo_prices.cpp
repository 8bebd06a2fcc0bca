// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo_prices.h"

#include "core/proxy/config.h"

namespace signalbox::app {

namespace {

constexpr WallUs kDayUs = 24LL * 3600 * 1'000'000;

constexpr const char* kLiteLlm = R"json({
  "gpt-4o": {"litellm_provider": "openai", "mode": "chat", "max_output_tokens": 16384, "input_cost_per_token": 2.4e-06, "output_cost_per_token": 9.6e-06, "cache_read_input_token_cost": 1.2e-06, "input_cost_per_token_batches": 1.2e-06, "output_cost_per_token_batches": 4.8e-06},
  "gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat", "max_output_tokens": 16384, "input_cost_per_token": 0.015, "output_cost_per_token": 0.06},
  "gpt-4.1": {"litellm_provider": "openai", "mode": "chat", "max_output_tokens": 32768, "input_cost_per_token": 2e-06, "output_cost_per_token": 3.2e-06, "cache_read_input_token_cost": 5e-07},
  "gpt-next": {"litellm_provider": "openai", "mode": "chat", "max_output_tokens": 128000, "input_cost_per_token": 4e-06, "output_cost_per_token": 2e-05, "cache_read_input_token_cost": 4e-07},
  "claude-sonnet-4-5": {"litellm_provider": "anthropic", "mode": "chat", "max_output_tokens": 64000, "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06, "cache_creation_input_token_cost_above_1hr": 6e-06},
  "claude-haiku-4-5": {"litellm_provider": "anthropic", "mode": "chat", "max_output_tokens": 64000, "input_cost_per_token": -1, "output_cost_per_token": 5e-06}
})json";

constexpr const char* kModelsDev = R"json({
  "openai": {"models": {
    "gpt-4o": {"cost": {"input": 2.5, "output": 10, "cache_read": 1.25}}, "gpt-4o-mini": {"cost": {"input": 0.15, "output": 0.6, "cache_read": 0.075}},
    "gpt-4.1": {"cost": {"input": 2, "output": 8, "cache_read": 0.5}}, "gpt-next": {"cost": {"input": 4, "output": 20}}}},
  "anthropic": {"models": {"claude-sonnet-4-5": {"cost": {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75}}}}
})json";

PriceEntry entry(const char* model, std::string from, std::int64_t inputPico, std::int64_t outputPico)
{
    PriceEntry made;
    made.provider = "openai";
    made.model = model;
    made.from = std::move(from);
    made.price.input = made.price.cacheWrite5m = made.price.cacheWrite1h = UnitPrice::fromPico(inputPico);
    made.price.cachedInput = UnitPrice::fromPico(inputPico / 2);
    made.price.output = UnitPrice::fromPico(outputPico);
    made.price.source = "operator";
    return made;
}

} // namespace

void addDemoPrices(Proxy& proxy)
{
    const WallUs now = SystemClock().now();
    const DayRule& day = proxy.config()->day;
    PriceEntry list = entry("gpt-4o", day.dayOf(now - 60 * kDayUs), 2'500'000, 10'000'000);
    list.price.source = "litellm 2026-08-01";
    list.price.date = "2026-08-01";
    PriceEntry contract = entry("gpt-4o", day.dayOf(now - 12 * kDayUs), 2'250'000, 9'000'000);
    contract.note = "contract of November: 10 % less";
    PriceEntry later = entry("gpt-4o", day.dayOf(now + 38 * kDayUs), 2'000'000, 8'000'000);
    later.note = "announced";
    (void)proxy.changePrices({ { list, contract, later }, {}, {} });
}

Result<DemoLists> writeDemoLists(const std::string& dataDir)
{
    DemoLists lists { dataDir + "/demo-litellm.json", dataDir + "/demo-models-dev.json" };
    for (const auto& [path, text] : { std::pair(lists.litellm, kLiteLlm), std::pair(lists.modelsDev, kModelsDev) }) {
        if (auto saved = saveTextFile(path, text); !saved)
            return tl::unexpected(saved.error());
    }
    return lists;
}

} // namespace signalbox::app
