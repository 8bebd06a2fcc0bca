// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_history.h"

#include "core/tiers/price_catalogue.h"
#include "core/tiers/price_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace signalbox {
namespace {

Price priceOfInput(const char* input)
{
    Price price;
    price.input = price.cachedInput = price.cacheWrite5m = price.cacheWrite1h =
        *UnitPrice::fromDollarsPerMillion(input);
    price.output = *UnitPrice::fromDollarsPerMillion("10");
    price.source = "operator";
    return price;
}

PriceEntry entry(const char* provider, const char* model, const char* from, const char* input)
{
    PriceEntry made;
    made.provider = provider;
    made.model = model;
    made.from = from;
    made.price = priceOfInput(input);
    return made;
}

std::string inputAt(const PriceHistory& history, const char* day, const char* provider = "openai")
{
    const PriceEntry* found = history.at(provider, "openai", "gpt-4o", day);
    return found ? found->price.input.dollarsPerMillion() : "-";
}

class History : public testing::Test {
protected:
    PriceHistory history;
    void add(const PriceEntry& made) { ASSERT_TRUE(history.add(made, 7)); }
};

TEST_F(History, a_day_has_the_price_that_began_last_before_it)
{
    add(entry("openai", "gpt-4o", "2026-03-01", "2"));
    add(entry("openai", "gpt-4o", "2026-01-01", "3"));
    add(entry("openai", "gpt-4o", "2026-06-01", "1"));
    EXPECT_EQ(inputAt(history, "2025-12-31"), "-");
    EXPECT_EQ(inputAt(history, "2026-01-01"), "3.00");
    EXPECT_EQ(inputAt(history, "2026-02-28"), "3.00");
    EXPECT_EQ(inputAt(history, "2026-03-01"), "2.00");
    EXPECT_EQ(inputAt(history, "2026-05-31"), "2.00");
    EXPECT_EQ(inputAt(history, "2026-06-01"), "1.00");
    EXPECT_EQ(inputAt(history, "2999-12-31"), "1.00");
    EXPECT_EQ(history.nextChange("2026-03-01"), "2026-06-01");
    EXPECT_EQ(history.nextChange("2026-06-01"), "");
}

TEST_F(History, of_one_day_the_entry_that_was_added_last_holds)
{
    add(entry("openai", "gpt-4o", "2026-03-01", "2"));
    add(entry("openai", "gpt-4o", "2026-03-01", "4"));
    EXPECT_EQ(inputAt(history, "2026-03-01"), "4.00");
}

TEST_F(History, a_provider_of_that_id_comes_before_all_of_its_kind)
{
    add(entry("openai", "gpt-4o", "2026-03-01", "2"));
    add(entry("openai-eu", "gpt-4o", "2026-01-01", "3"));
    EXPECT_EQ(inputAt(history, "2026-04-01", "openai-eu"), "3.00");
    EXPECT_EQ(inputAt(history, "2026-04-01", "openai-us"), "2.00");
    EXPECT_EQ(history.at("openai", "openai", "gpt-4", "2026-04-01"), nullptr);
}

TEST_F(History, what_is_removed_does_not_hold_and_is_not_lost_and_comes_back)
{
    add(entry("openai", "gpt-4o", "2026-01-01", "3"));
    add(entry("openai", "gpt-4o", "2026-03-01", "2"));
    ASSERT_TRUE(history.remove(2, 99));
    EXPECT_EQ(inputAt(history, "2026-04-01"), "3.00");
    EXPECT_EQ(history.remove(2, 100).error().code, "price_entry_unknown");
    const auto again = PriceHistory::parse(history.text());
    ASSERT_TRUE(again);
    ASSERT_EQ(again->of("openai", "openai", "gpt-4o").size(), 2U);
    EXPECT_EQ(again->of("openai", "openai", "gpt-4o").back()->removedAt, 99);
    ASSERT_TRUE(history.restore(2));
    EXPECT_EQ(inputAt(history, "2026-04-01"), "2.00");
    EXPECT_EQ(history.restore(2).error().code, "price_entry_unknown");
}

TEST_F(History, nonsense_is_refused_and_changes_nothing)
{
    const auto codeOf = [this](const PriceEntry& made) {
        const auto added = history.add(made, 1);
        return added ? std::string("added") : added.error().code;
    };
    EXPECT_EQ(codeOf(entry("", "m", "2026-01-01", "1")), "price_provider");
    EXPECT_EQ(codeOf(entry("open ai", "m", "2026-01-01", "1")), "price_provider");
    EXPECT_EQ(codeOf(entry("openai", "", "2026-01-01", "1")), "price_model");
    EXPECT_EQ(codeOf(entry("openai", "a\nb", "2026-01-01", "1")), "price_model");
    for (const char* day : { "", "2026-1-1", "2026-02-29", "2026-13-01", "2026-04-31", "0000-01-01", "2026-01-01T" })
        EXPECT_EQ(codeOf(entry("openai", "m", day, "1")), "price_day") << day;
    PriceEntry zero = entry("openai", "m", "2026-01-01", "0");
    zero.price.output = UnitPrice();
    EXPECT_EQ(codeOf(zero), "price_zero");
    EXPECT_TRUE(history.entries().empty());
    EXPECT_EQ(codeOf(entry("openai", "m", "2028-02-29", "1")), "added");
}

TEST(PriceHistoryFile, a_broken_or_newer_file_says_where)
{
    const auto errorOf = [](const std::string& text) {
        const auto read = PriceHistory::parse(text);
        return read ? std::string("read") : read.error().code + std::string(read.error().parameter("pointer"));
    };
    const std::string good = R"({"number":1,"provider":"p","model":"m","from":"2026-01-01","made_at":1,"price":)";
    const auto list = [](const std::string& entries) { return R"({"schema":1,"entries":[)" + entries + "]}"; };
    EXPECT_EQ(errorOf(list(good + "\"free\"}")), "read");
    EXPECT_EQ(errorOf(""), "prices_syntax");
    EXPECT_EQ(errorOf("[]"), "prices_syntax");
    EXPECT_EQ(errorOf(std::string(1000, '[')), "prices_syntax");
    EXPECT_EQ(errorOf("{\"schema\":2}"), "prices_newer");
    EXPECT_EQ(errorOf("{\"schema\":1}"), "prices_invalid");
    EXPECT_EQ(errorOf(list("5")), "prices_invalid/entries/0");
    EXPECT_EQ(errorOf(list(good + "\"cheap\"}")), "prices_invalid/entries/0/price");
    EXPECT_EQ(errorOf(list(good + R"({"input":"-1","output":"1"}})")), "prices_invalid/entries/0/price/input");
    EXPECT_EQ(errorOf(list(good + "\"free\"}," + good + "\"free\"}")), "prices_invalid/entries/1/number");
    EXPECT_EQ(errorOf(R"({"schema":1,"entries":[{"number":"x"}]})"), "prices_invalid/entries/0/made_at");
}

TEST(PriceHistoryFile, every_price_of_four_catalogues_is_written_and_read_as_the_same_price)
{
    std::size_t count = 0;
    for (const char* file : { "litellm.json", "models_dev.json", "openrouter.json" }) {
        std::ifstream in(std::string(SIGNALBOX_SOURCE_DIR "/tests/corpora/prices/") + file, std::ios::binary);
        const std::string text { std::istreambuf_iterator<char>(in), {} };
        const auto catalogue = readCatalogue(text, { "2026-08-01" });
        ASSERT_TRUE(catalogue) << file;
        for (const PriceCatalogue::Entry& each : catalogue->entries) {
            const auto json = priceJson(each.price);
            const auto read = priceOf(json, "");
            if (!read) {
                EXPECT_EQ(read.error().code, "price_zero") << each.key << json.dump();
                continue;
            }
            EXPECT_EQ(priceJson(*read).dump(), json.dump()) << each.key;
            Usage usage;
            usage.uncachedIn = 300'001;
            usage.cachedIn = 17;
            usage.cacheWrite5m = 5;
            usage.cacheWrite1h = 3;
            usage.out = 999;
            usage.serviceTier = "flex";
            EXPECT_EQ(read->cost(usage, 1'000'000), each.price.cost(usage, 1'000'000)) << each.key;
            ++count;
        }
    }
    EXPECT_GT(count, 200U);
}

} // namespace
} // namespace signalbox
