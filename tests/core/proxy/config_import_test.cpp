// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_import.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

std::string fileOf(const std::string& name)
{
    std::ifstream in(std::string(SIGNALBOX_SOURCE_DIR) + "/tests/corpora/imports/" + name);
    return { std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>() };
}

bool has(const std::vector<ImportNote>& notes, std::string_view place, std::string_view code)
{
    return std::any_of(notes.begin(), notes.end(),
        [&](const ImportNote& note) { return note.place.find(place) != std::string::npos && note.code == code; });
}

Json imported(const std::string& name, ImportResult* whole = nullptr)
{
    auto result = importConfig(fileOf(name));
    EXPECT_TRUE(result) << name << ": " << result.error().text();
    if (!result)
        return {};
    const ConfigRead read = readConfig(result->text, PriceBook::builtIn());
    EXPECT_NE(read.config, nullptr) << name;
    if (whole)
        *whole = *result;
    return Json::parse(result->text);
}

TEST(ConfigImport, every_sample_becomes_a_configuration_that_can_be_read)
{
    int files = 0;
    for (const auto& entry :
        std::filesystem::directory_iterator(std::string(SIGNALBOX_SOURCE_DIR) + "/tests/corpora/imports")) {
        const std::string name = entry.path().filename().string();
        ImportResult result;
        const Json config = imported(name, &result);
        ++files;
        EXPECT_EQ(result.source,
            name.starts_with("litellm")       ? "litellm"
                : name.starts_with("portkey") ? "portkey"
                                              : "claude-code-router");
        EXPECT_FALSE(result.mapped.empty()) << name;
        EXPECT_EQ(result.text.find("literal-key"), std::string::npos) << "no key is taken over";
        EXPECT_EQ(result.text.find("sk-"), std::string::npos) << name;
        for (const Json& rule : config.at("rules")) {
            const bool marked = rule.at("id") == "else"
                || rule.at("note").get<std::string>().find("not yet reviewed") != std::string::npos;
            EXPECT_TRUE(marked) << rule.dump();
        }
    }
    EXPECT_EQ(files, 26);
}

TEST(ConfigImport, litellm_groups_become_tiers_and_fallbacks_become_chains)
{
    ImportResult result;
    const Json config = imported("litellm-fallbacks.yaml", &result);
    ASSERT_EQ(config.at("tiers").size(), 2U);
    EXPECT_EQ(config.at("tiers")[0].at("id"), "fast");
    EXPECT_EQ(config.at("tiers")[0].at("chain").size(), 2U);
    EXPECT_EQ(config.at("tiers")[0].at("chain")[1].at("model"), "gpt-4o");
    EXPECT_EQ(config.at("rules")[0].at("when"), Json::parse(R"({"fact":"requested_model","is":"fast"})"));
    EXPECT_EQ(config.at("providers")[0].at("secret"), "env:GROQ_API_KEY");
    EXPECT_TRUE(has(result.mapped, "router_settings/fallbacks", "fallback"));
    EXPECT_TRUE(has(result.unmapped, "router_settings/fallbacks", "target_unknown"));
    EXPECT_TRUE(has(result.unmapped, "litellm_params/rpm", "no_such_field"));
    EXPECT_TRUE(has(result.unmapped, "router_settings/routing_strategy", "no_such_field"));
}

TEST(ConfigImport, litellm_prices_wildcards_and_literal_keys)
{
    const Json priced = imported("litellm-prices.yaml");
    EXPECT_EQ(priced.at("tiers")[0].at("chain")[0].at("price").at("input"), "0.270000");
    const Json wildcard = imported("litellm-wildcard.yaml");
    EXPECT_EQ(wildcard.at("rules")[0].at("when").at("starts_with"), "gpt-");
    EXPECT_EQ(wildcard.at("rules").back().at("route").at("tier"), wildcard.at("tiers")[1].at("id"));
    ImportResult result;
    const Json careless = imported("litellm-literal-key.yaml", &result);
    EXPECT_EQ(careless.at("providers")[0].at("secret"), "keychain:mistral");
    EXPECT_TRUE(has(result.unmapped, "model_list/0", "secret_not_taken"));
}

TEST(ConfigImport, portkey_conditions_become_rules_or_are_left_out_whole)
{
    ImportResult result;
    const Json config = imported("portkey-nested-query.json", &result);
    ASSERT_EQ(config.at("rules").size(), 2U) << "half of a condition would mean something else";
    EXPECT_EQ(config.at("rules")[0].at("when"), Json::parse(R"({"all":[{"fact":"requested_model","is":"gpt-4o"},
            {"any":[{"fact":"max_tokens","gt":1000},{"fact":"header:x-region","is_not":"eu"}]}]})"));
    EXPECT_TRUE(has(result.unmapped, "conditions/1", "condition_unknown"));
    EXPECT_TRUE(has(result.unmapped, "conditions/2", "target_unknown"));
    const Json shares = imported("portkey-loadbalance.json");
    EXPECT_EQ(shares.at("rules")[0].at("when"), Json::parse(R"({"fact":"share:default","lt":7000})"));
    const Json chain = imported("portkey-fallback.json", &result);
    EXPECT_EQ(chain.at("tiers")[0].at("chain").size(), 2U) << "a resource of Azure needs its address";
    EXPECT_TRUE(has(result.unmapped, "targets/1", "address_missing"));
}

TEST(ConfigImport, portkey_providers_that_their_users_named_are_assumed_and_said)
{
    const auto result = importConfig(R"({"strategy":{"mode":"loadbalance"},"targets":[
        {"override_params":{"model":"@openai-prod/gpt-4o"},"weight":"0.25"},
        {"virtual_key":"Open-AI-virtual-1","override_params":{"model":"gpt-4o-mini"},"weight":"0.75"}]})");
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_TRUE(has(result->mapped, "targets/0", "provider_assumed"));
    EXPECT_TRUE(has(result->mapped, "targets/1", "provider_assumed"));
    const Json config = Json::parse(result->text);
    EXPECT_EQ(config.at("rules")[0].at("when"), Json::parse(R"({"fact":"share:default","lt":2500})"));
    EXPECT_EQ(config.at("tiers")[0].at("chain")[0].at("model"), "gpt-4o");
    const auto slug = importConfig(R"({"provider":"@azure-openai-eu","override_params":{"model":"gpt-4o"}})");
    EXPECT_EQ(slug.error().code, "import_empty");
    EXPECT_NE(slug.error().parameter("reasons").find("address_missing"), std::string::npos) << slug.error().text();
}

TEST(ConfigImport, a_file_of_which_nothing_can_be_mapped_says_whose_it_is_and_why)
{
    for (const char* text : {
             R"({"retry":{"attempts":5},"virtual_key":"virtual-key-xxx"})",
             R"({"strategy":{"mode":"loadbalance"},"targets":[{"provider":"openai","api_key":"x","weight":"0.5"}]})",
             R"({"provider":"openai","api_key":"x"})",
         }) {
        const auto result = importConfig(text);
        ASSERT_FALSE(result) << text;
        EXPECT_EQ(result.error().code, "import_empty") << text;
        EXPECT_EQ(result.error().parameter("source"), "portkey");
        EXPECT_NE(result.error().parameter("reasons").find("model_missing"), std::string::npos)
            << result.error().text();
    }
}

TEST(ConfigImport, claude_code_router_routes_become_rules)
{
    ImportResult result;
    const Json config = imported("ccr-long-context.json", &result);
    EXPECT_EQ(config.at("rules")[0].at("when"), Json::parse(R"({"fact":"tokens_context","gt":80000})"));
    EXPECT_TRUE(has(result.unmapped, "Router/webSearch", "condition_unknown"));
    EXPECT_TRUE(has(result.unmapped, "APIKEY", "no_such_field"));
    const Json plain = imported("ccr-plain-http.json", &result);
    EXPECT_TRUE(has(result.unmapped, "Router/background", "url_not_local"));
    EXPECT_EQ(plain.at("rules").size(), 1U);
}

TEST(ConfigImport, litellm_orders_limits_credentials_and_fallbacks_keep_their_meaning)
{
    ImportResult result;
    const Json config = imported("litellm-model-info.yaml", &result);
    const Json& chat = config.at("tiers")[0];
    ASSERT_EQ(chat.at("id"), "chat");
    ASSERT_EQ(chat.at("chain").size(), 4U)
        << "the order of their entries, then who serves what is too long, then all's";
    EXPECT_EQ(chat.at("chain")[0].at("model"), "gpt-4o");
    EXPECT_EQ(chat.at("chain")[1].at("model"), "gpt-4o-eu");
    EXPECT_EQ(chat.at("chain")[1].at("context"), 108000) << "ours holds input and output";
    EXPECT_EQ(chat.at("chain")[1].at("max_output"), 8000);
    EXPECT_EQ(chat.at("chain")[2].at("model"), "gemini-2.5-pro");
    EXPECT_EQ(chat.at("chain")[2].at("price").at("output"), "10.000000");
    EXPECT_EQ(chat.at("chain")[3].at("model"), "claude-haiku-4-5");
    EXPECT_EQ(config.at("tiers")[2].at("chain").size(), 1U) << "nobody falls back on itself";
    bool azure = false;
    for (const Json& provider : config.at("providers"))
        azure = azure || provider.value("base_url", "") == "https://eu-resource.openai.azure.com";
    EXPECT_TRUE(azure) << "a named credential has the address";
    const auto isAlias = [](const Json& rule) { return rule.at("name") == "Model assistant"; };
    EXPECT_TRUE(std::any_of(config.at("rules").begin(), config.at("rules").end(), isAlias));
    for (const auto& [place, code] : { std::pair("context_window_fallbacks", "fallback_widened"),
             std::pair("content_policy_fallbacks", "no_such_field"),
             std::pair("model_info/supports_vision", "no_such_field"),
             std::pair("model_list/3/access_groups", "no_such_field"),
             std::pair("model_group_alias/old", "target_unknown"), std::pair("general_settings", "no_such_field") })
        EXPECT_TRUE(has(result.unmapped, place, code)) << place;
    EXPECT_FALSE(has(result.unmapped, "", "shared_load")) << "they have an order";
    EXPECT_EQ(result.text.find("AZURE_EU_KEY"), std::string::npos) << "no variable goes to an address of the file";
}

TEST(ConfigImport, litellm_patterns_are_left_out_and_shared_load_is_said)
{
    ImportResult result;
    const Json config = imported("litellm-any-model.yaml", &result);
    ASSERT_EQ(config.at("tiers").size(), 1U);
    EXPECT_EQ(config.at("tiers")[0].at("id"), "fast");
    EXPECT_TRUE(has(result.unmapped, "model_list/0", "wildcard"));
    EXPECT_TRUE(has(result.unmapped, "model_list/1", "wildcard"));
    EXPECT_TRUE(has(result.unmapped, "model_list/3", "shared_load"));
}

TEST(ConfigImport, a_share_inside_a_condition_takes_only_what_the_condition_takes)
{
    ImportResult result;
    const Json config = imported("portkey-split-by-plan.json", &result);
    ASSERT_EQ(config.at("rules").size(), 3U);
    EXPECT_EQ(config.at("rules")[0].at("when"),
        Json::parse(R"({"all":[{"fact":"user_tier","is":"paid"},{"fact":"share:paid-split","lt":1000}]})"));
    EXPECT_EQ(config.at("rules")[0].at("route").at("tier"), "canary");
    EXPECT_EQ(config.at("rules")[1].at("when"), Json::parse(R"({"fact":"user_tier","is":"paid"})"));
    EXPECT_EQ(config.at("rules")[1].at("route").at("tier"), "steady");
    EXPECT_EQ(config.at("rules")[2].at("route").at("tier"), "free");
    EXPECT_TRUE(has(result.unmapped, "override_params/temperature", "no_such_field"));
    EXPECT_TRUE(has(result.unmapped, "targets/2", "target_unused"));
}

TEST(ConfigImport, portkey_azure_resources_and_choices_behind_a_failure)
{
    ImportResult result;
    const Json config = imported("portkey-azure-fallback.json", &result);
    ASSERT_EQ(config.at("rules").size(), 1U) << "a share behind a failure would take requests that never failed";
    EXPECT_EQ(config.at("providers")[0].at("base_url"), "https://eu-resource.openai.azure.com");
    EXPECT_EQ(config.at("tiers")[0].at("chain")[0].at("model"), "gpt-4o-eu");
    EXPECT_EQ(config.at("tiers")[0].at("chain")[1].at("model"), "llama-3.1-8b-instant");
    EXPECT_TRUE(has(result.unmapped, "targets/1", "nested_choice"));
    EXPECT_TRUE(has(result.unmapped, "strategy/on_status_codes", "no_such_field"));
    EXPECT_TRUE(has(result.unmapped, "config/retry", "no_such_field"));
}

TEST(ConfigImport, claude_code_router_files_may_have_comments_and_its_own_order_counts)
{
    ImportResult result;
    const Json config = imported("ccr-comments.json", &result);
    ASSERT_EQ(config.at("rules").size(), 3U);
    EXPECT_EQ(config.at("rules")[0].at("when"), Json::parse(R"({"fact":"tokens_context","gt":60000})"))
        << "long context is asked first, wherever it stands, and 0 means what they mean by it";
    EXPECT_EQ(config.at("rules")[1].at("when"), Json::parse(R"({"all":[{"fact":"requested_model","contains":"claude"},
        {"fact":"requested_model","contains":"haiku"}]})"));
    EXPECT_TRUE(has(result.unmapped, "Providers/0/transformer", "no_such_field"));
}

TEST(ConfigImport, claude_code_router_addresses_are_those_of_what_is_spoken_here)
{
    ImportResult result;
    const Json config = imported("ccr-protocols.json", &result);
    for (const Json& provider : config.at("providers"))
        EXPECT_FALSE(provider.contains("base_url")) << provider.dump();
    EXPECT_EQ(config.at("providers").size(), 2U);
    EXPECT_TRUE(has(result.unmapped, "Providers/2", "protocol_unknown"));
    EXPECT_TRUE(has(result.unmapped, "Router/image", "target_unknown"));
    EXPECT_NE(result.text.find("env:GEMINI_API_KEY"), std::string::npos);
}

// --- hostile ---------------------------------------------------------------------------------------------------------

TEST(ConfigImport, a_key_never_goes_to_another_place_than_it_goes_now)
{
    const ConfigRead now = readConfig(
        R"({"schema":1,"providers":[{"id":"openai","preset":"openai","secret":"keychain:openai"}],
            "tiers":[{"id":"a","chain":[{"provider":"openai","model":"gpt-4o"}]}],
            "rules":[{"id":"else","when":"always","route":{"strategy":"direct","tier":"a"}}]})",
        PriceBook::builtIn());
    ASSERT_NE(now.config, nullptr);
    const char* thief = R"(model_list:
  - model_name: a
    litellm_params: {model: openai/gpt-4o, api_base: "https://evil.example/v1", api_key: "x"}
)";
    const auto result = importConfig(thief, now.config.get());
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_TRUE(has(result->unmapped, "model_list/0", "destination_change"));
    EXPECT_EQ(result->text.find("\"keychain:openai\""), std::string::npos);
    const auto own = importConfig(
        R"({"schema":1,"providers":[{"id":"x","preset":"custom","base_url":"https://evil.example/v1","secret":"keychain:openai"}],
            "tiers":[{"id":"a","chain":[{"provider":"x","model":"m"}]}],
            "rules":[{"id":"else","when":"always","route":{"strategy":"direct","tier":"a"}}]})",
        now.config.get());
    ASSERT_TRUE(own);
    EXPECT_TRUE(has(own->unmapped, "providers/0", "destination_change"));
    EXPECT_EQ(own->text.find("\"keychain:openai\""), std::string::npos);
    const auto pool = importConfig(
        R"({"schema":1,"providers":[{"id":"x","preset":"custom","base_url":"https://evil.example/v1",
            "secrets":["keychain:x","keychain:openai"]}],
            "tiers":[{"id":"a","chain":[{"provider":"x","model":"m"}]}],
            "rules":[{"id":"else","when":"always","route":{"strategy":"direct","tier":"a"}}]})",
        now.config.get());
    ASSERT_TRUE(pool);
    EXPECT_TRUE(has(pool->unmapped, "providers/0", "destination_change"));
    EXPECT_EQ(pool->text.find("\"keychain:openai\""), std::string::npos);
}

TEST(ConfigImport, an_environment_variable_is_never_sent_to_an_address_of_the_file)
{
    const auto result = importConfig(R"(model_list:
  - model_name: a
    litellm_params: {model: openai/gpt-4o, api_base: "https://evil.example/v1", api_key: os.environ/AWS_SECRET_ACCESS_KEY}
)");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->text.find("AWS_SECRET"), std::string::npos);
    EXPECT_TRUE(has(result->unmapped, "model_list/0", "secret_not_taken"));
}

TEST(ConfigImport, size_depth_and_aliases_have_their_limits)
{
    EXPECT_EQ(importConfig(std::string(2 << 20, ' ')).error().code, "import_too_large");
    EXPECT_EQ(
        importConfig("model_list: " + std::string(60, '[') + std::string(60, ']')).error().code, "import_too_deep");
    EXPECT_FALSE(importConfig("model_list: " + std::string(100'000, '[')));
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; ++c) {
        const std::string before(1, static_cast<char>(c - 1));
        bomb += std::string(1, c) + ": &" + c + " [*" + before;
        for (int i = 0; i < 9; ++i)
            bomb += ",*" + before;
        bomb += "]\n";
    }
    EXPECT_EQ(importConfig(bomb + "model_list: []\n").error().code, "import_too_large");
}

TEST(ConfigImport, what_is_no_configuration_is_refused_with_a_reason)
{
    EXPECT_EQ(importConfig("").error().code, "import_unknown_format");
    EXPECT_EQ(importConfig("just text").error().code, "import_unknown_format");
    EXPECT_EQ(importConfig("{\"a\": ").error().code, "import_syntax");
    EXPECT_EQ(importConfig("model_list: []").error().code, "import_empty");
    EXPECT_EQ(importConfig("model_list: [1, {}, {model_name: 3}, {model_name: a, litellm_params: 7}]").error().code,
        "import_empty");
    EXPECT_EQ(importConfig(R"({"targets":[1,"x",{"targets":[]}]})").error().code, "import_empty");
    EXPECT_EQ(importConfig(R"({"Providers":[1],"Router":{"default":7}})").error().code, "import_empty");
    EXPECT_EQ(importConfig(R"({"Providers":[],"Router":[]})").error().code, "import_empty");
    EXPECT_EQ(importConfig("? [a]\n: b\nmodel_list: []").error().code, "import_syntax");
}

} // namespace
} // namespace signalbox
