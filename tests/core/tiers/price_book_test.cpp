// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_book.h"

#include <gtest/gtest.h>

#include <set>

namespace signalbox {
namespace {

TEST(PriceBook, the_built_in_one_has_about_sixty_models_or_more_of_eight_providers)
{
    const PriceBook& book = PriceBook::builtIn();
    EXPECT_GE(book.entries().size(), 60U);
    EXPECT_FALSE(book.version().empty());
    std::set<std::string> providers;
    for (const PriceBook::Entry& entry : book.entries())
        providers.insert(entry.provider);
    EXPECT_EQ(providers,
        (std::set<std::string> { "openai", "anthropic", "gemini", "mistral", "deepseek", "groq", "together", "xai" }));
}

TEST(PriceBook, every_entry_is_plausible_and_says_where_it_is_from)
{
    const UnitPrice dearest = UnitPrice::fromDollarsPerMillion("1000").value();
    for (const PriceBook::Entry& entry : PriceBook::builtIn().entries()) {
        SCOPED_TRACE(entry.provider + "/" + entry.model);
        EXPECT_GT(entry.price.input.pico(), 0);
        EXPECT_LT(entry.price.input, dearest);
        EXPECT_LT(entry.price.output, dearest);
        EXPECT_LE(entry.price.cachedInput, entry.price.input);
        EXPECT_GE(entry.price.cacheWrite5m, entry.price.input);
        EXPECT_GE(entry.price.cacheWrite1h, entry.price.cacheWrite5m);
        EXPECT_TRUE(entry.profile.embeddings || entry.price.output >= entry.price.input);
        EXPECT_FALSE(entry.price.source.empty());
        EXPECT_EQ(entry.price.date.size(), 10U);
        EXPECT_LE(entry.profile.maxOutput, entry.profile.context);
        EXPECT_TRUE(entry.profile.chat || entry.profile.completions || entry.profile.embeddings);
        if (entry.price.longContext) {
            EXPECT_GT(entry.price.longContext->input, entry.price.input);
            EXPECT_GE(entry.price.longContext->output, entry.price.output);
        }
    }
}

struct FindCase {
    const char* provider;
    const char* model;
    const char* found; ///< "" = unpriced
};

class PriceBookFind : public testing::TestWithParam<FindCase> { };

TEST_P(PriceBookFind, names_are_found_by_the_rules)
{
    const PriceBook::Entry* entry = PriceBook::builtIn().find(GetParam().provider, GetParam().model);
    EXPECT_EQ(entry ? entry->model : "", GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(Names, PriceBookFind,
    testing::Values(FindCase { "openai", "gpt-4o", "gpt-4o" }, FindCase { "openai", "gpt-4o-2024-08-06", "gpt-4o" },
        FindCase { "openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13" },
        FindCase { "anthropic", "claude-haiku-4-5-20251001", "claude-haiku-4-5" },
        FindCase { "anthropic", "claude-opus-4-20250514", "" }, FindCase { "xai", "grok-4-0709", "grok-4" },
        FindCase { "xai", "grok-4.3-latest", "grok-4.3" },
        FindCase { "gemini", "models/gemini-2.5-pro", "gemini-2.5-pro" },
        FindCase { "mistral", "mistral-small-latest", "mistral-small-latest" },
        FindCase { "mistral", "mistral-small-2402", "" },
        FindCase { "groq", "openai/gpt-oss-20b", "openai/gpt-oss-20b" },
        FindCase { "openai", "openai/gpt-4o-mini-2024-07-18", "gpt-4o-mini" },
        FindCase { "openai", "gpt-4o-mini-x", "" }, FindCase { "openai", "claude-haiku-4-5", "" },
        FindCase { "openrouter", "openai/gpt-4o", "" }, FindCase { "azure", "gpt-4o", "" },
        FindCase { "openai", "", "" }, FindCase { "openai", "-latest", "" }));

TEST(PriceBook, reasoning_models_of_openai_take_their_own_output_limit_and_no_temperature)
{
    const PriceBook::Entry* entry = PriceBook::builtIn().find("openai", "gpt-5-mini");
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->profile.maxTokensField, "max_completion_tokens");
    EXPECT_FALSE(entry->profile.logprobs);
    EXPECT_NE(std::find(entry->profile.refuses.begin(), entry->profile.refuses.end(), "temperature"),
        entry->profile.refuses.end());
    EXPECT_EQ(PriceBook::builtIn().find("openai", "gpt-4o")->profile.maxTokensField, "max_tokens");
}

TEST(PriceBook, long_context_prices_and_cache_writes_are_known)
{
    const PriceBook::Entry* gemini = PriceBook::builtIn().find("gemini", "gemini-2.5-pro");
    ASSERT_TRUE(gemini && gemini->price.longContext);
    EXPECT_EQ(gemini->price.longContext->above, 200'000);
    const PriceBook::Entry* sonnet = PriceBook::builtIn().find("anthropic", "claude-sonnet-4-5");
    ASSERT_TRUE(sonnet);
    EXPECT_EQ(sonnet->price.cacheWrite5m.dollarsPerMillion(), "3.75");
    EXPECT_EQ(sonnet->price.cacheWrite1h.dollarsPerMillion(), "6.00");
}

std::string bookWith(const std::string& entry)
{
    return R"({"schema":1,"version":"t","entries":[)" + entry + "]}";
}

const char* const kEntry = R"("provider":"openai","model":"m","context":1000,"max_output":100,"capabilities":["chat"],)"
                           R"("source":"s","date":"2026-01-01")";

class PriceBookRefuses : public testing::TestWithParam<const char*> { };

TEST_P(PriceBookRefuses, what_is_no_sound_price_list)
{
    const auto book = PriceBook::parse(GetParam());
    ASSERT_FALSE(book);
    EXPECT_EQ(book.error().code, "price_book_invalid");
    EXPECT_FALSE(book.error().parameter("reason").empty());
}

const std::string kBadLists[] {
    "",
    "[]",
    R"({"schema":2,"version":"t","entries":[]})",
    R"({"schema":1,"entries":[]})",
    R"({"schema":1,"version":"t"})",
    bookWith("1"),
    bookWith("{" + std::string(kEntry) + "}"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"1.00"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"-1.00","output":"1"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":1.0,"output":"1"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"NaN","output":"1"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"1e30","output":"1"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"99999999","output":"1"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"0","output":"0"})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"1","output":"1","surprise":1})"),
    bookWith("{" + std::string(kEntry)
        + R"(,"input":"1","output":"1","long_context":{"above":0,"input":"1","output":"1"}})"),
    bookWith("{" + std::string(kEntry) + R"(,"input":"1","output":"1"},{)" + kEntry + R"(,"input":"1","output":"1"})"),
    bookWith(
        R"({"provider":"nobody","model":"m","context":1,"max_output":1,"capabilities":[],"source":"s","date":"d","input":"1","output":"1"})"),
    bookWith(
        R"({"provider":"openai","model":"m","context":-1,"max_output":1,"capabilities":[],"source":"s","date":"d","input":"1","output":"1"})"),
    bookWith(
        R"({"provider":"openai","model":"m","context":1,"max_output":1,"capabilities":["flying"],"source":"s","date":"d","input":"1","output":"1"})"),
};

std::vector<const char*> badLists()
{
    std::vector<const char*> lists;
    for (const std::string& list : kBadLists)
        lists.push_back(list.c_str());
    return lists;
}
INSTANTIATE_TEST_SUITE_P(Lists, PriceBookRefuses, testing::ValuesIn(badLists()));

TEST(PriceBook, absent_cache_prices_are_those_of_the_input)
{
    const auto book = PriceBook::parse(
        bookWith("{" + std::string(kEntry) + R"(,"input":"2.00","cache_write":"2.50","output":"8.00"})"));
    ASSERT_TRUE(book) << book.error().text();
    const Price& price = book->entries().front().price;
    EXPECT_EQ(price.cachedInput, price.input);
    EXPECT_EQ(price.cacheWrite1h.dollarsPerMillion(), "2.50");
    EXPECT_EQ(price.source, "s 2026-01-01");
}

TEST(ProviderPresets, the_hosted_ones_speak_https_and_the_local_ones_stay_on_this_machine)
{
    EXPECT_EQ(providerPresets().size(), 16U);
    for (const ProviderPreset& preset : providerPresets()) {
        SCOPED_TRACE(preset.id);
        const std::string_view beginning = preset.local ? "http://127.0.0.1:" : "https://";
        EXPECT_TRUE(preset.baseUrl.empty() || preset.baseUrl.starts_with(beginning));
        EXPECT_EQ(preset.local, preset.auth == AuthStyle::None);
        EXPECT_FALSE(preset.name.empty());
        EXPECT_FALSE(preset.genAiName.empty());
        EXPECT_EQ(findPreset(preset.id), &preset);
    }
    EXPECT_EQ(findPreset("nobody"), nullptr);
}

} // namespace
} // namespace signalbox
