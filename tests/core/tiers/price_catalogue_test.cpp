// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace signalbox {
namespace {

using Kind = PriceOutlier::Kind;

std::string textOf(const std::string& file)
{
    std::ifstream in(SIGNALBOX_SOURCE_DIR "/tests/corpora/prices/" + file, std::ios::binary);
    return { std::istreambuf_iterator<char>(in), {} };
}

PriceCatalogue read(const std::string& file, const std::string& date, const std::string& provider = "")
{
    auto catalogue = readCatalogue(textOf(file), { date, provider, std::nullopt });
    EXPECT_TRUE(catalogue) << file << " " << catalogue.error().text();
    return catalogue.value_or(PriceCatalogue());
}

PriceCatalogue portkey()
{
    PriceCatalogue all = read("portkey/openai.json", "2026-08-21", "openai");
    for (const char* provider : { "anthropic", "google", "x-ai", "deepseek", "mistral-ai", "groq" })
        addTo(all, read("portkey/" + std::string(provider) + ".json", "2026-08-21", provider));
    return all;
}

class Catalogues : public testing::Test {
protected:
    PriceCatalogue litellm = read("litellm.json", "2026-08-01");
    PriceCatalogue modelsDev = read("models_dev.json", "2026-07-02");
    PriceCatalogue portkeys = portkey();
    PriceCatalogue openRouter = read("openrouter.json", "2026-08-01");
};

std::string million(const std::optional<UnitPrice>& price)
{
    return price ? price->dollarsPerMillion() : "-";
}

TEST_F(Catalogues, formats_are_told_from_their_shape)
{
    EXPECT_EQ(litellm.format, CatalogueFormat::LiteLlm);
    EXPECT_EQ(modelsDev.format, CatalogueFormat::ModelsDev);
    EXPECT_EQ(portkeys.format, CatalogueFormat::Portkey);
    EXPECT_EQ(openRouter.format, CatalogueFormat::OpenRouter);
}

TEST_F(Catalogues, the_same_model_costs_the_same_in_four_units)
{
    for (const PriceCatalogue* catalogue : { &litellm, &modelsDev, &portkeys }) {
        const auto* entry = catalogue->find("openai", "gpt-4o");
        ASSERT_NE(entry, nullptr) << catalogueName(catalogue->format);
        EXPECT_EQ(entry->price.input.dollarsPerMillion(), "2.50");
        EXPECT_EQ(entry->price.output.dollarsPerMillion(), "10.00");
        EXPECT_EQ(entry->price.cachedInput.dollarsPerMillion(), "1.25");
        EXPECT_EQ(entry->price.source, std::string(catalogueName(catalogue->format)) + " " + catalogue->date);
    }
    const auto* routed = openRouter.find("openrouter", "openai/gpt-4o");
    ASSERT_NE(routed, nullptr);
    EXPECT_EQ(routed->price.input.dollarsPerMillion(), "2.50");
    EXPECT_EQ(routed->price.perImage.dollars(), "0.003613");
    EXPECT_EQ(routed->maxOutput, 16'384);
}

TEST_F(Catalogues, three_lists_of_103_models_differ_in_10_input_11_output_and_3_cached_prices)
{
    const PriceComparison comparison = compare({ &litellm, &modelsDev, &portkeys });
    EXPECT_EQ(comparison.models, 103U);
    EXPECT_EQ(comparison.count("input"), 10U);
    EXPECT_EQ(comparison.count("output"), 11U);
    EXPECT_EQ(comparison.count("cached_input"), 3U);
    std::set<std::string> inputs;
    for (const PriceDisagreement& each : comparison.disagreements) {
        ASSERT_EQ(each.prices.size(), 3U);
        if (each.field == "input")
            inputs.insert(each.model + " " + million(each.prices[0]) + " " + million(each.prices[1]) + " "
                + million(each.prices[2]));
    }
    const std::set<std::string> known { "codestral-latest 1.00 0.30 0.30", "deepseek-chat 0.28 0.14 0.14",
        "deepseek-reasoner 0.28 0.14 0.14", "grok-4.20-0309-reasoning 2.00 1.25 2.00",
        "labs-devstral-small-2512 0.10 0.00 0.10", "ministral-8b-latest 0.15 0.10 0.15",
        "mistral-large-2411 2.00 2.00 0.50", "mistral-medium-latest 1.50 0.40 0.40",
        "mistral-small-latest 0.06 0.15 0.10", "open-mistral-nemo 0.30 0.15 0.15" };
    EXPECT_EQ(inputs, known);
}

TEST_F(Catalogues, the_thirteen_slipped_entries_are_found)
{
    std::set<std::string> high;
    for (const PriceOutlier& outlier : outliersOf(litellm, {})) {
        if (outlier.kind == Kind::TooHigh && outlier.field == "input")
            high.insert(outlier.key);
    }
    EXPECT_EQ(std::count_if(high.begin(), high.end(), [](const auto& key) { return key.starts_with("wandb/"); }), 13);
    EXPECT_TRUE(high.contains("wandb/deepseek-ai/DeepSeek-R1-0528"));
    EXPECT_TRUE(high.contains("azure_ai/jais-30b-chat"));
    EXPECT_EQ(high.size(), 14U);
}

TEST(PriceOutliers, a_unit_that_slipped_is_told_from_what_others_ask_for_the_model)
{
    const auto own = readCatalogue(R"({
        "a/DeepSeek-R1": {"litellm_provider": "a", "mode": "chat", "max_output_tokens": 1, "input_cost_per_token": 0.135, "output_cost_per_token": 0.54},
        "b/free": {"litellm_provider": "b", "mode": "chat", "max_output_tokens": 1, "input_cost_per_token": 0, "output_cost_per_token": 0},
        "c/odd": {"litellm_provider": "c", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "cache_read_input_token_cost": 2e-6},
        "d/minus": {"litellm_provider": "d", "mode": "chat", "input_cost_per_token": -1, "output_cost_per_token": 1e-6}})",
        { "2026-08-01" });
    const auto others = readCatalogue(
        R"({"x": {"models": {"deepseek-r1": {"cost": {"input": 1.35, "output": 5.4}}}}})", { "2026-07-02" });
    ASSERT_TRUE(own && others);
    std::set<std::pair<std::string, std::string>> found;
    for (const PriceOutlier& outlier : outliersOf(*own, { &*others })) {
        found.emplace(outlier.key, outlierName(outlier.kind));
        if (outlier.kind == Kind::Slipped && outlier.field == "input") {
            EXPECT_EQ(million(outlier.other), "1.35");
        }
    }
    const std::set<std::pair<std::string, std::string>> wanted { { "a/DeepSeek-R1", "too_high" },
        { "a/DeepSeek-R1", "slipped" }, { "b/free", "zero" }, { "c/odd", "cached_above" }, { "c/odd", "unbounded" },
        { "d/minus", "negative" } };
    EXPECT_EQ(found, wanted);
}

TEST(PriceOutliers, a_price_that_one_other_list_shares_has_not_slipped)
{
    const auto list = [](const char* input) {
        return *readCatalogue(
            std::string(R"({"openai": {"models": {"m": {"cost": {"output": 1, "input": )") + input + "}}}}}",
            { "2026-07-02" });
    };
    const PriceCatalogue own = list("0.15"), same = list("0.16"), wrong = list("15000");
    const auto slipped = [](const std::vector<PriceOutlier>& found) {
        return std::any_of(found.begin(), found.end(), [](const auto& each) { return each.kind == Kind::Slipped; });
    };
    EXPECT_FALSE(slipped(outliersOf(own, { &same, &wrong })));
    EXPECT_TRUE(slipped(outliersOf(wrong, { &own, &same })));
}

TEST_F(Catalogues, a_sentinel_or_nonsense_is_no_price)
{
    std::set<std::pair<std::string, std::string>> skipped;
    for (const auto& each : openRouter.skipped)
        skipped.emplace(each.key, each.reason);
    const std::set<std::pair<std::string, std::string>> wanted { { "openrouter/auto", "negative" },
        { "bad/number", "not_a_number" }, { "bad/price", "price_range" }, { "no/price", "no_price" } };
    EXPECT_EQ(skipped, wanted);
    EXPECT_EQ(openRouter.entries.size(), 3U);
    ASSERT_NE(openRouter.find("openrouter", "deepseek/deepseek-chat:free"), nullptr);
    EXPECT_TRUE(openRouter.find("openrouter", "deepseek/deepseek-chat:free")->price.free);
    EXPECT_EQ(openRouter.find("openrouter", "perplexity/sonar")->price.perRequest.dollars(), "0.005");
}

TEST_F(Catalogues, long_context_range_tables_and_service_tiers_are_read)
{
    const auto* pro = litellm.find("gemini", "gemini-2.5-pro");
    ASSERT_TRUE(pro && pro->price.longContext);
    EXPECT_EQ(pro->price.longContext->above, 200'000);
    EXPECT_EQ(pro->price.longContext->input.dollarsPerMillion(), "2.50");
    EXPECT_EQ(pro->price.longContext->output.dollarsPerMillion(), "15.00");
    const auto* qwen = litellm.find("dashscope", "qwen-flash");
    ASSERT_TRUE(qwen && qwen->price.longContext);
    EXPECT_EQ(qwen->price.input.dollarsPerMillion(), "0.05");
    EXPECT_EQ(qwen->price.longContext->above, 256'000);
    EXPECT_EQ(qwen->price.longContext->output.dollarsPerMillion(), "2.00");
    const auto* gpt = litellm.find("openai", "gpt-4o");
    ASSERT_NE(gpt, nullptr);
    ASSERT_NE(gpt->price.findServiceTier("priority"), nullptr);
    EXPECT_EQ(gpt->price.findServiceTier("priority")->output.dollarsPerMillion(), "17.00");
    ASSERT_NE(gpt->price.findServiceTier("batch"), nullptr);
    EXPECT_EQ(portkeys.find("openai", "gpt-4o")->price.perSearch.dollars(), "0.01");
}

TEST(CatalogueReader, hostile_files_are_refused_and_hostile_entries_cost_themselves)
{
    const auto codeOf = [](const std::string& text) {
        const auto catalogue = readCatalogue(text, { "2026-01-01" });
        return catalogue ? std::string("read") : catalogue.error().code;
    };
    EXPECT_EQ(codeOf(""), "catalogue_syntax");
    EXPECT_EQ(codeOf("[1, 2]"), "catalogue_syntax");
    EXPECT_EQ(codeOf("{\"a\": 1"), "catalogue_syntax");
    EXPECT_EQ(codeOf(std::string(100'000, '[')), "catalogue_syntax");
    EXPECT_EQ(codeOf("{}"), "catalogue_unknown");
    EXPECT_EQ(codeOf(R"({"data": 5})"), "catalogue_unknown");
    EXPECT_EQ(codeOf(R"({"m": {"pricing_config": {}}})"), "catalogue_provider");
    EXPECT_EQ(codeOf(std::string(17u * 1024 * 1024, ' ')), "catalogue_too_large");
    EXPECT_EQ(codeOf(R"({"m": {"litellm_provider": "x", "input_cost_per_token": [1]}, "n": {"litellm_provider": 5}})"),
        "read");
    const auto odd = readCatalogue(
        R"({"p": {"models": {"a": {"cost": {"input": 1, "output": 2, "tiers": [5, {"tier": {"size": -1}}, {"tier": "x"}]}},
            "b": [], "c": {"cost": {"input": "1e400", "output": 1}}}}})",
        { "2026-01-01" });
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->entries.size(), 1U);
    EXPECT_EQ(odd->skipped.size(), 2U);
}

/// Flags of a list of models.dev's shape, as "FIELD kind", and why entries were left out.
std::set<std::string> oddIn(const std::string& models)
{
    const auto catalogue = readCatalogue(R"({"p": {"models": {)" + models + "}}}", { "2026-01-01" });
    EXPECT_TRUE(catalogue) << catalogue.error().text();
    std::set<std::string> odd;
    if (!catalogue)
        return odd;
    for (const PriceOutlier& flag : outliersOf(*catalogue, {})) {
        if (flag.kind != Kind::Unbounded)
            odd.insert(flag.field + " " + std::string(outlierName(flag.kind)));
    }
    for (const auto& each : catalogue->skipped)
        odd.insert(each.key + " " + each.reason);
    return odd;
}

TEST(CatalogueReader, nonsense_in_a_part_of_a_price_is_never_a_zero)
{
    using Set = std::set<std::string>;
    const auto tiers = [](const std::string& step) {
        return oddIn(R"("m": {"cost": {"input": 2, "output": 8, "tiers": [)" + step + "]}}");
    };
    EXPECT_EQ(
        tiers(R"({"tier": {"size": 1000}, "input": -1, "output": 16})"), (Set { "p/m negative", "input negative" }));
    EXPECT_EQ(tiers(R"({"tier": {"size": 1000}, "input": 4, "output": "NaN"})"), Set { "p/m not_a_number" });
    EXPECT_EQ(tiers(R"({"tier": {"size": 1000}, "input": 1e300, "output": 16})"), Set { "p/m price_range" });
    EXPECT_EQ(tiers(R"({"tier": {"size": 1e300}, "input": 0, "output": 0})"), Set()) << "it never begins";
    EXPECT_EQ(tiers(R"({"tier": {"size": 1000}})"), Set()) << "what a step does not say costs what it did";
    std::string many;
    for (int i = 1; i <= 17; ++i)
        many += (i > 1 ? "," : "") + std::string(R"({"tier": {"size": )") + std::to_string(i)
            + R"(}, "input": 4, "output": 9})";
    EXPECT_EQ(tiers(many), Set { "p/m price_range" }) << "more than could be kept";
    const auto lite = readCatalogue(R"({
        "a": {"litellm_provider": "x", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "tiered_pricing": [
            {"range": [1e300, 2], "input_cost_per_token": 0}, {"range": [-1e300, 2], "input_cost_per_token": 2e-6}]},
        "b": {"litellm_provider": "x", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6, "tiered_pricing": [
            {"range": [1000, 2], "input_cost_per_token": "much"}]}})",
        { "2026-01-01" });
    ASSERT_TRUE(lite);
    ASSERT_EQ(lite->entries.size(), 1U);
    EXPECT_EQ(lite->entries[0].price.input.dollarsPerMillion(), "2.00");
    EXPECT_EQ(lite->entries[0].price.output.dollarsPerMillion(), "1.00");
    EXPECT_FALSE(lite->entries[0].price.longContext);
    ASSERT_EQ(lite->skipped.size(), 1U);
    EXPECT_EQ(lite->skipped[0].reason, "not_a_number");
}

TEST(PriceOutliers, a_price_that_is_nothing_behind_a_condition_is_odd)
{
    using Set = std::set<std::string>;
    EXPECT_EQ(
        oddIn(R"("m": {"cost": {"input": 2, "output": 8, "tiers": [{"tier": {"size": 1}, "input": 0, "output": 0}]}})"),
        (Set { "above_1:input dropped", "above_1:output dropped", "above_1:cached_input dropped",
            "above_1:cache_write dropped", "above_1:cache_write_1h dropped" }));
    EXPECT_EQ(
        oddIn(
            R"("m": {"cost": {"input": 2, "output": 8, "tiers": [{"tier": {"size": 9}, "input": 4, "output": 5000}]}})"),
        Set { "above_9:output too_high" });
    EXPECT_EQ(oddIn(R"("m": {"cost": {"input": 2}})"), Set { "output zero" });
    EXPECT_EQ(oddIn(R"("m": {"cost": {"input": 2, "output": 8, "cache_read": 0}})"), Set { "cached_input zero" });
    EXPECT_EQ(oddIn(R"("m": {"cost": {"input": 2, "output": 8, "output_audio": 0}})"), Set { "audio_output zero" });
    EXPECT_EQ(oddIn(R"("text-embedding-4": {"cost": {"input": 2, "output": 0}})"), Set());
    const auto flex = readCatalogue(R"({"m": {"litellm_provider": "x", "input_cost_per_token": 1e-6,
        "output_cost_per_token": 1e-6, "input_cost_per_token_flex": 0, "output_cost_per_token_flex": 5e-7}})",
        { "2026-01-01" });
    ASSERT_TRUE(flex);
    Set fields;
    for (const PriceOutlier& flag : outliersOf(*flex, {}))
        fields.insert(flag.field);
    EXPECT_TRUE(fields.contains("flex:input"));
    EXPECT_FALSE(fields.contains("flex:output")) << "half is what such tiers cost";
}

TEST(CatalogueReader, a_name_that_is_there_twice_is_nobodys_price)
{
    const auto twice = readCatalogue(
        R"({"p": {"models": {"m": {"cost": {"input": 2, "output": 8}}, "m": {"cost": {"input": 0, "output": 0}}}}})",
        { "2026-01-01" });
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, "catalogue_duplicate");
    EXPECT_EQ(twice.error().parameter("name"), "m");
    const auto one = [](const char* id, const char* price) {
        return std::string(R"({"id": ")") + id + R"(", "pricing": {"prompt": ")" + price
            + R"(", "completion": "0.00001"}})";
    };
    const auto list = readCatalogue(R"({"data": [)" + one("a/b", "0.000001") + "," + one("a/b", "0.0000001") + ","
            + one("same", "0.000001") + "," + one("same", "0.000001") + "]}",
        { "2026-01-01" });
    ASSERT_TRUE(list);
    EXPECT_EQ(list->find("openrouter", "a/b"), nullptr);
    EXPECT_NE(list->find("openrouter", "same"), nullptr);
    ASSERT_EQ(list->skipped.size(), 2U);
    EXPECT_EQ(list->skipped[0].reason, "twice");
    // The same in two objects is no contradiction.
    EXPECT_TRUE(readCatalogue(
        R"({"p": {"models": {"m": {"cost": {"input": 1}}}}, "q": {"models": {"m": {"cost": {"input": 1}}}}})",
        { "2026-01-01" }));
}

TEST(CatalogueReader, what_is_no_json_is_refused_and_long_names_are_cut)
{
    const auto codeOf = [](const std::string& text) {
        const auto catalogue = readCatalogue(text, { "2026-01-01" });
        return catalogue ? std::string("read") : catalogue.error().code;
    };
    const std::string head = R"({"p": {"models": {"m": {"cost": {"output": 1, "input": )";
    for (const char* number : { "NaN", "Infinity", "-Infinity", "1e400", "0x10", "01", "1,5", "1_000" })
        EXPECT_EQ(codeOf(head + number + "}}}}}"), "catalogue_syntax") << number;
    EXPECT_EQ(codeOf("\x1f\x8b\x08\x00half of a gzip"), "catalogue_syntax");
    EXPECT_EQ(codeOf("{\"p\": {\"models\": {\"B\xfcro\": {}}}}"), "catalogue_syntax") << "not UTF-8";
    EXPECT_EQ(codeOf(std::string("{\"p\"\0: 1}", 9)), "catalogue_syntax");
    std::string name;
    while (name.size() < 1'000'000)
        name += "\u20ac";
    const auto catalogue = readCatalogue(
        "{\"" + name + R"(": {"models": {")" + name + R"(": {"cost": {"input": 1, "output": 1}}}}})", { "2026-01-01" });
    ASSERT_TRUE(catalogue);
    EXPECT_EQ(catalogue->entries[0].model.size(), 255U) << "no half of a character";
    EXPECT_EQ(catalogue->entries[0].key.size(), 255U);
}

TEST(PriceChanges, every_part_of_a_price_is_compared_with_what_holds)
{
    Price price;
    price.input = price.cachedInput = price.cacheWrite5m = price.cacheWrite1h = *UnitPrice::fromDollarsPerMillion("2");
    price.output = *UnitPrice::fromDollarsPerMillion("10");
    price.perRequest = Money::fromNano(5'000'000);
    Price::LongContext range;
    static_cast<TokenPrices&>(range) = price;
    range.above = 1000;
    range.input = *UnitPrice::fromDollarsPerMillion("6");
    price.longContext = range;
    const auto flagsOf = [&](const char* cost) {
        const auto catalogue =
            readCatalogue(std::string(R"({"openai": {"models": {"m": {"cost": )") + cost + "}}}}", { "2026-07-02" });
        EXPECT_TRUE(catalogue);
        std::set<std::string> flags;
        for (const PriceChange& change : changesOf(*catalogue, { { "openai", "m", price } })) {
            for (const PriceOutlier& flag : change.flags)
                flags.insert(flag.field + " " + std::string(outlierName(flag.kind)));
        }
        return flags;
    };
    using Set = std::set<std::string>;
    EXPECT_EQ(flagsOf(R"({"input": 2, "output": 10})"), (Set { "above_1000:input dropped", "per_request dropped" }))
        << "a dearer range that goes is a drop, too";
    EXPECT_EQ(
        flagsOf(
            R"({"input": 2, "output": 10, "cache_write": 0.5, "tiers": [{"tier": {"size": 1000}, "input": 80, "output": 10}]})"),
        (Set { "above_1000:input risen", "above_1000:cached_input risen", "above_1000:cache_write risen",
            "above_1000:cache_write_1h risen", "cache_write dropped", "cache_write_1h dropped",
            "per_request dropped" }));
}

TEST(PriceChanges, a_drop_by_more_than_half_zero_and_a_rise_by_ten_need_a_confirmation)
{
    const auto catalogue = readCatalogue(R"({"openai": {"models": {
        "half": {"cost": {"input": 1, "output": 4.9}}, "same": {"cost": {"input": 2, "output": 10}},
        "free": {"cost": {"input": 0, "output": 0}}, "dear": {"cost": {"input": 2, "output": 111}},
        "less": {"cost": {"input": 1.9, "output": 9}}}}})",
        { "2026-07-02" });
    ASSERT_TRUE(catalogue);
    std::vector<PricedModel> known;
    for (const char* model : { "half", "same", "free", "dear", "less", "unlisted" }) {
        Price price;
        price.input = price.cachedInput = price.cacheWrite5m = price.cacheWrite1h =
            *UnitPrice::fromDollarsPerMillion("2");
        price.output = *UnitPrice::fromDollarsPerMillion("10");
        known.push_back({ "openai", model, price });
    }
    std::set<std::string> asked, plain;
    for (const PriceChange& change : changesOf(*catalogue, known))
        (change.needsConfirmation() ? asked : plain).insert(change.model);
    EXPECT_EQ(asked, (std::set<std::string> { "half", "free", "dear" }));
    EXPECT_EQ(plain, std::set<std::string> { "less" });
    EXPECT_EQ(listedOf(*catalogue, known), 5U);
}

} // namespace
} // namespace signalbox
