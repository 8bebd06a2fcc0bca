// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include "core/base/embedded.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <algorithm>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

const char* const kGood = R"({
  "schema": 1,
  "listen": {"port": 8788, "allowed_origins": ["http://localhost:3000"], "same_user_only": false},
  "honour_named_models": true,
  "baseline_tier": "frontier",
  "day": {"zone": "Europe/Berlin", "starts_at": "04:30"},
  "budget": {"clamp_floor": 32, "default_max_output": 1000},
  "providers": [
    {"id": "openai", "preset": "openai", "secret": "keychain:openai"},
    {"id": "box", "base_url": "http://127.0.0.1:11434/v1", "dialect": "openai", "auth": "none", "local": true, "ca_file": null,
     "timeouts_ms": {"connect": 2000, "first_byte": 30000, "idle": 20000, "total": 500000}, "price_factor": "1.05",
     "headers": {"x-team": "red"}},
    {"id": "az", "preset": "azure", "base_url": "https://mine.openai.azure.com", "secret": "env:AZURE_KEY", "api_version": "2025-01-01"},
    {"id": "claude", "preset": "anthropic"}
  ],
  "tiers": [
    {"id": "small", "name": "Small", "chain": [
      {"provider": "box", "model": "llama3.1", "price": "free", "context": 8192, "max_output": 2048,
       "capabilities": {"images": false, "tools": false}, "refuses": ["logit_bias"], "renames": {"seed": "random_seed"}},
      {"provider": "openai", "model": "gpt-4o-mini"}]},
    {"id": "frontier", "chain": [
      {"provider": "openai", "model": "gpt-4o", "price": {"input": "2.50", "cached_input": "1.25", "output": "10.00"}, "max_output": 8192},
      {"provider": "az", "model": "my-gpt", "price": {"input": "5", "output": "15", "per_request": "0.001",
        "long_context": {"above": 200000, "input": "10", "output": "30"}}, "max_tokens_field": "max_completion_tokens"},
      {"provider": "claude", "model": "claude-haiku-4-5"}]}
  ],
  "rules": [
    {"id": "r1", "name": "Code", "when": {"all": [{"fact": "code", "is": true}]}, "route": {"strategy": "direct", "tier": "frontier"}},
    {"id": "else", "when": "always", "route": {"strategy": "cascade", "tiers": ["small", "frontier"]}}
  ],
  "ceilings": [
    {"id": "day", "scope": "global", "window": "day", "limit": "20.00", "alert_at": [1.0, 0.8], "at_limit": "block"},
    {"id": "f", "scope": "tier:frontier", "limit": "5", "at_limit": "downgrade"},
    {"id": "k", "scope": "key:K1", "limit": "1.50"},
    {"id": "s", "scope": "sandbox", "limit": "5.00"}
  ]
})";

ConfigRead readText(const std::string& text)
{
    return readConfig(text, PriceBook::builtIn());
}

std::string allTexts(const ConfigRead& read)
{
    std::string out;
    for (const ConfigProblem& problem : read.problems)
        out += problem.text() + "\n";
    return out;
}

TEST(Config, every_section_is_read)
{
    const ConfigRead read = readText(kGood);
    ASSERT_TRUE(read.config) << allTexts(read);
    EXPECT_TRUE(read.problems.empty()) << allTexts(read);
    const Config& config = *read.config;
    EXPECT_EQ(config.port, 8788);
    EXPECT_FALSE(config.sameUserOnly);
    EXPECT_EQ(config.allowedOrigins, std::vector<std::string> { "http://localhost:3000" });
    EXPECT_TRUE(config.honourNamedModels);
    EXPECT_EQ(config.baselineTier, "frontier");
    EXPECT_EQ(config.day.zone(), "Europe/Berlin");
    EXPECT_EQ(config.day.startMinute(), 270);
    EXPECT_EQ(config.clampFloor, 32);
    EXPECT_EQ(config.defaultMaxOutput, 1000);
    EXPECT_EQ(config.rules.rules.size(), 2U);
    EXPECT_EQ(config.rules.hash.size(), 16U);
    ASSERT_EQ(config.ceilings.size(), 4U);
    EXPECT_EQ(config.ceilings[0].limit.dollars(), "20.00");
    EXPECT_EQ(config.ceilings[0].alertAt, (std::vector<double> { 0.8, 1.0 }));
    EXPECT_EQ(config.ceilings[1].atLimit, AtLimit::Downgrade);
    EXPECT_EQ(config.ceilings[3].scope, "sandbox");
}

TEST(Config, a_provider_without_a_preset_is_known_by_its_address)
{
    const std::vector<std::pair<std::string, std::string>> cases { { "https://api.openai.com/v1", "openai" },
        { "https://API.openai.com/v1/", "openai" }, { "https://api.anthropic.com/v1", "anthropic" },
        { "https://openrouter.ai/api/v1", "openrouter" }, { "https://api.openai.com/v2", "custom" },
        { "https://api.openai.com.example.org/v1", "custom" } };
    for (const auto& [url, preset] : cases) {
        Json json = Json::parse(kGood);
        json["providers"][0] = { { "id", "openai" }, { "base_url", url } };
        const ConfigRead read = readText(json.dump());
        ASSERT_TRUE(read.config) << url << "\n" << allTexts(read);
        EXPECT_EQ(read.config->providers[0]->preset, preset) << url;
        json["providers"][0]["preset"] = "custom";
        const ConfigRead told = readText(json.dump());
        EXPECT_EQ(told.config->providers[0]->preset, "custom") << "what the file says goes before";
    }
}

TEST(Config, ceilings_have_six_scopes_four_windows_and_graduated_actions)
{
    Json json = Json::parse(kGood);
    json["ceilings"] = Json::parse(R"([
        {"id": "a", "limit": "20"},
        {"id": "b", "limit": "500", "window": "month"},
        {"id": "c", "scope": "tier:frontier", "limit": "2", "window": "hour", "at_limit": "free"},
        {"id": "d", "scope": "provider:openai", "limit": "9", "window": "week"},
        {"id": "e", "scope": "key:*", "limit": "3"},
        {"id": "f", "scope": "feature:code review", "limit": "3", "in_flight": "cut"},
        {"id": "g", "scope": "session:*", "limit": "0.50", "window": "hour",
         "downgrade_from": {"share": 0.9, "tiers": ["frontier"], "rules": ["r1"]}},
        {"id": "h", "scope": "tier:small", "limit": "2"}])");
    const ConfigRead read = readText(json.dump());
    ASSERT_TRUE(read.config) << allTexts(read);
    const auto& ceilings = read.config->ceilings;
    ASSERT_EQ(ceilings.size(), 8U);
    EXPECT_EQ(ceilings[0].window, Window::Day);
    EXPECT_EQ(ceilings[0].scope, "global");
    EXPECT_EQ(ceilings[0].inFlight, InFlight::Finish);
    EXPECT_FALSE(ceilings[0].early);
    EXPECT_EQ(ceilings[1].window, Window::Month);
    EXPECT_EQ(ceilings[2].window, Window::Hour);
    EXPECT_EQ(ceilings[2].atLimit, AtLimit::Free);
    EXPECT_EQ(ceilings[3].window, Window::Week);
    EXPECT_EQ(ceilings[5].inFlight, InFlight::Cut);
    ASSERT_TRUE(ceilings[6].early);
    EXPECT_EQ(ceilings[6].early->from, 0.9);
    EXPECT_EQ(ceilings[6].early->rules, std::vector<std::string> { "r1" });
    EXPECT_EQ(ceilings[6].early->tiers, std::vector<std::string> { "frontier" });
}

TEST(Config, a_provider_has_what_its_preset_knows_and_what_the_file_says)
{
    const ConfigRead read = readText(kGood);
    ASSERT_TRUE(read.config) << allTexts(read);
    const auto openai = read.config->findProvider("openai");
    EXPECT_EQ(openai->host, "api.openai.com");
    EXPECT_EQ(openai->target(Endpoint::ChatCompletions, "gpt-4o"), "/v1/chat/completions");
    EXPECT_EQ(openai->secretRef, "keychain:openai");
    const auto box = read.config->findProvider("box");
    EXPECT_EQ(box->auth, AuthStyle::None);
    EXPECT_EQ(box->secretRef, "");
    EXPECT_FALSE(box->tls);
    EXPECT_EQ(box->port, 11434);
    EXPECT_EQ(box->timeouts.connectMs, 2000);
    EXPECT_EQ(box->timeouts.totalMs, 500'000);
    EXPECT_EQ(box->priceFactorPpm, 1'050'000);
    EXPECT_EQ(box->extraFields.size(), 1U);
    const auto azure = read.config->findProvider("az");
    EXPECT_EQ(azure->auth, AuthStyle::ApiKeyHeader);
    EXPECT_EQ(azure->target(Endpoint::ChatCompletions, "my-gpt"),
        "/openai/deployments/my-gpt/chat/completions?api-version=2025-01-01");
    const auto claude = read.config->findProvider("claude");
    EXPECT_EQ(claude->secretRef, "keychain:claude");
    EXPECT_EQ(claude->dialect, Dialect::AnthropicCompatible);
    EXPECT_EQ(read.config->findProvider("nobody"), nullptr);
}

TEST(Config, a_deployment_has_its_price_and_profile_from_the_file_then_from_the_book)
{
    const ConfigRead read = readText(kGood);
    ASSERT_TRUE(read.config) << allTexts(read);
    const Tier& small = *read.config->findTier("small");
    EXPECT_TRUE(small.chain[0]->price->free);
    EXPECT_EQ(small.chain[0]->profile.context, 8192);
    EXPECT_FALSE(small.chain[0]->profile.tools);
    EXPECT_EQ(small.chain[0]->profile.renames.front().second, "random_seed");
    EXPECT_EQ(small.chain[1]->id, "openai/gpt-4o-mini");
    EXPECT_EQ(small.chain[1]->price->input.dollarsPerMillion(), "0.15");
    EXPECT_NE(small.chain[1]->price->source, "configuration");
    const Tier& frontier = *read.config->findTier("frontier");
    EXPECT_EQ(frontier.chain[0]->price->source, "configuration");
    EXPECT_EQ(frontier.chain[0]->profile.maxOutput, 8192);
    EXPECT_EQ(frontier.chain[1]->price->longContext->above, 200'000);
    EXPECT_EQ(frontier.chain[1]->profile.maxTokensField, "max_completion_tokens");
    EXPECT_EQ(frontier.chain[2]->price->cacheWrite5m.dollarsPerMillion(), "1.25");
    EXPECT_EQ(read.config->findTier("nobody"), nullptr);
}

TEST(Config, its_text_reads_to_the_same_again)
{
    const ConfigRead read = readText(kGood);
    ASSERT_TRUE(read.config);
    const ConfigRead again = readText(read.config->text);
    ASSERT_TRUE(again.config) << allTexts(again);
    EXPECT_EQ(again.config->text, read.config->text);
    EXPECT_EQ(again.config->rules.hash, read.config->rules.hash);
    EXPECT_EQ(again.config->ceilings, read.config->ceilings);
}

TEST(Config, local_presets_need_no_key_and_take_one)
{
    Json json = Json::parse(kGood);
    json["providers"].push_back({ { "id", "o" }, { "preset", "ollama" } });
    json["providers"].push_back({ { "id", "v" }, { "preset", "vllm" }, { "secret", "session:v" } });
    const ConfigRead read = readText(json.dump());
    ASSERT_TRUE(read.config) << allTexts(read);
    EXPECT_EQ(read.config->findProvider("o")->auth, AuthStyle::None);
    EXPECT_EQ(read.config->findProvider("v")->auth, AuthStyle::Bearer);
    EXPECT_EQ(read.config->findProvider("v")->secretRef, "session:v");
}

TEST(Config, a_provider_may_have_a_pool_of_keys)
{
    Json json = Json::parse(kGood);
    json["providers"].push_back({ { "id", "pool" }, { "preset", "openai" },
        { "secrets", { "keychain:pool", "env:POOL_KEY_B", "session:pool-3" } } });
    const ConfigRead read = readText(json.dump());
    ASSERT_TRUE(read.config) << allTexts(read);
    const auto pool = read.config->findProvider("pool");
    EXPECT_EQ(pool->secretRefs, (std::vector<std::string> { "keychain:pool", "env:POOL_KEY_B", "session:pool-3" }));
    EXPECT_EQ(pool->secretRef, "keychain:pool");
    EXPECT_EQ(read.config->findProvider("openai")->secretRefs, std::vector<std::string> { "keychain:openai" });
    EXPECT_TRUE(read.config->findProvider("box")->secretRefs.empty());
    EXPECT_EQ(readText(read.config->text).config->findProvider("pool")->secretRefs, pool->secretRefs);
}

TEST(Config, a_deployment_may_have_limits)
{
    Json json = Json::parse(kGood);
    json["tiers"][0]["chain"][0]["limits"] = { { "requests_per_minute", 60 }, { "tokens_per_minute", 90'000 },
        { "concurrent", 4 }, { "wait_ms", 500 }, { "queue", 8 } };
    const ConfigRead read = readText(json.dump());
    ASSERT_TRUE(read.config) << allTexts(read);
    const DeploymentLimits& limits = read.config->tiers[0].chain[0]->limits;
    EXPECT_EQ(limits.requestsPerMinute, 60);
    EXPECT_EQ(limits.tokensPerMinute, 90'000);
    EXPECT_EQ(limits.concurrent, 4);
    EXPECT_EQ(limits.waitMs, 500);
    EXPECT_EQ(limits.queue, 8);
    EXPECT_FALSE(read.config->tiers[0].chain[1]->limits.any());
    EXPECT_EQ(read.config->tiers[0].chain[1]->limits.waitMs, 2000);
}

TEST(Config, the_user_of_a_client_may_be_asked_for_in_three_ways)
{
    Json json = Json::parse(kGood);
    for (const auto& [word, only, proven] :
        { std::tuple { Json(true), true, false }, { Json(false), false, false }, { Json("required"), true, true } }) {
        json["listen"]["same_user_only"] = word;
        const ConfigRead read = readText(json.dump());
        ASSERT_TRUE(read.config) << allTexts(read);
        EXPECT_EQ(read.config->sameUserOnly, only);
        EXPECT_EQ(read.config->sameUserProven, proven);
    }
}

TEST(Config, the_sandbox_has_no_url_of_its_own_and_is_marked_as_simulated)
{
    const ConfigRead read = readText(std::string(embedded::sandbox_config));
    ASSERT_TRUE(read.config) << allTexts(read);
    EXPECT_TRUE(read.problems.empty()) << allTexts(read);
    const Provider& provider = *read.config->providers.front();
    EXPECT_TRUE(provider.simulated);
    EXPECT_EQ(provider.host, "127.0.0.1");
    EXPECT_EQ(provider.port, 0);
    EXPECT_EQ(provider.auth, AuthStyle::None);
    EXPECT_EQ(read.config->tiers.size(), 3U);
}

TEST(Config, the_starter_is_priced_throughout)
{
    const ConfigRead read = readText(std::string(embedded::starter_config));
    ASSERT_TRUE(read.config) << allTexts(read);
    EXPECT_TRUE(read.problems.empty()) << allTexts(read);
    for (const Tier& tier : read.config->tiers) {
        for (const auto& deployment : tier.chain)
            EXPECT_TRUE(deployment->price) << deployment->id;
    }
}

TEST(Config, an_unpriced_model_and_a_missing_ceiling_are_warnings)
{
    Json json = Json::parse(kGood);
    json["tiers"][0]["chain"][1]["model"] = "gpt-of-tomorrow";
    json["ceilings"] = Json::array();
    const ConfigRead read = readText(json.dump(2));
    ASSERT_TRUE(read.config) << allTexts(read);
    ASSERT_EQ(read.problems.size(), 2U);
    EXPECT_TRUE(read.problems[0].warning);
    EXPECT_EQ(read.problems[0].error.code, "unpriced_model");
    EXPECT_EQ(read.problems[0].pointer, "/tiers/0/chain/1");
    EXPECT_EQ(read.problems[1].error.code, "no_global_ceiling");
    EXPECT_FALSE(read.config->findTier("small")->chain[1]->price);
}

struct Mutant {
    const char* pointer; ///< where the value is put
    const char* value;   ///< JSON, or "" to take it away
    const char* code;
    const char* at; ///< pointer of the problem
    bool schemaToo; ///< refused by the schema as well: a matter of shape, not of meaning
};

Json mutated(const Mutant& mutant)
{
    Json json = Json::parse(kGood);
    const Json::json_pointer pointer(mutant.pointer);
    if (*mutant.value != '\0')
        json[pointer] = Json::parse(mutant.value);
    else
        json[pointer.parent_pointer()].erase(pointer.back());
    return json;
}

bool schemaAccepts(const Json& json)
{
    const nlohmann::json schemaJson = nlohmann::json::parse(embedded::config_schema);
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schemaJson), schema);
    const nlohmann::json target = nlohmann::json::parse(json.dump());
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(target), nullptr);
}

class RefusedConfig : public testing::TestWithParam<Mutant> { };

TEST_P(RefusedConfig, names_the_place_and_the_remedy)
{
    const Mutant& mutant = GetParam();
    const Json json = mutated(mutant);
    const ConfigRead read = readText(json.dump(2));
    EXPECT_FALSE(read.config);
    const auto found = std::find_if(read.problems.begin(), read.problems.end(),
        [&](const ConfigProblem& problem) { return problem.error.code == mutant.code; });
    ASSERT_NE(found, read.problems.end()) << mutant.code << " expected; there is:\n" << allTexts(read);
    EXPECT_FALSE(found->warning);
    EXPECT_EQ(found->pointer, mutant.at);
    EXPECT_GT(found->line, 0);
    EXPECT_GT(found->column, 0);
    const std::string text = found->text();
    EXPECT_NE(text.find("error: "), std::string::npos);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    EXPECT_EQ(text.find("error: " + found->error.text() + " ["), std::string::npos)
        << "no sentence for " << mutant.code;
    EXPECT_EQ(schemaAccepts(json), !mutant.schemaToo);
}

INSTANTIATE_TEST_SUITE_P(Root, RefusedConfig,
    testing::Values(Mutant { "/schema", "", "field_missing", "", true },
        Mutant { "/schema", "0", "config_schema_unknown", "/schema", true },
        Mutant { "/schema", "\"1\"", "config_schema_unknown", "/schema", true },
        Mutant { "/schema", "2", "config_newer", "/schema", true },
        Mutant { "/provider", "[]", "field_unknown", "/provider", true },
        Mutant { "/listen/port", "70000", "field_range", "/listen/port", true },
        Mutant { "/listen/port", "\"8787\"", "field_type", "/listen/port", true },
        Mutant { "/listen/port", "87.5", "field_type", "/listen/port", true },
        Mutant { "/listen", "[]", "field_type", "/listen", true },
        Mutant { "/listen/host", "\"0.0.0.0\"", "field_unknown", "/listen/host", true },
        Mutant { "/listen/allowed_origins/0", "\"*\"", "origin_invalid", "/listen/allowed_origins/0", true },
        Mutant {
            "/listen/allowed_origins/0", "\"https://a.b/path\"", "origin_invalid", "/listen/allowed_origins/0", true },
        Mutant { "/listen/outer", R"({"hosts": ["a.test"]})", "field_missing", "/listen/outer", true },
        Mutant { "/listen/outer", R"({"address": "172.17.0.1"})", "outer_hosts_empty", "/listen/outer", true },
        Mutant { "/listen/outer", R"({"address": "172.17.0.1", "hosts": []})", "outer_hosts_empty",
            "/listen/outer/hosts", true },
        Mutant { "/listen/outer", R"({"address": "0.0.0.0", "hosts": ["a.test"]})", "outer_address_wildcard",
            "/listen/outer/address", false },
        Mutant { "/listen/outer", R"({"address": "::", "hosts": ["a.test"]})", "outer_address_wildcard",
            "/listen/outer/address", false },
        Mutant { "/listen/outer", R"({"address": "127.0.0.2", "hosts": ["a.test"]})", "outer_address_loopback",
            "/listen/outer/address", false },
        Mutant { "/listen/outer", R"({"address": "docker0", "hosts": ["a.test"]})", "outer_address_invalid",
            "/listen/outer/address", false },
        Mutant { "/listen/outer", R"({"address": "172.17.0.1", "hosts": ["*"]})", "outer_host_invalid",
            "/listen/outer/hosts/0", false },
        Mutant { "/listen/outer", R"({"address": "172.17.0.1", "hosts": ["a.test", "a.test:0"]})", "outer_host_invalid",
            "/listen/outer/hosts/1", false },
        Mutant { "/honour_named_models", "1", "field_type", "/honour_named_models", true },
        Mutant { "/baseline_tier", "\"best\"", "tier_unknown", "/baseline_tier", false },
        Mutant { "/day/zone", "\"Mars/Olympus\"", "zone_unknown", "/day/zone", false },
        Mutant { "/day/starts_at", "\"24:00\"", "time_invalid", "/day/starts_at", true },
        Mutant { "/day/starts_at", "\"4:00\"", "time_invalid", "/day/starts_at", true },
        Mutant { "/budget/clamp_floor", "0", "field_range", "/budget/clamp_floor", true },
        Mutant { "/budget/clamp_floor", "2000", "floor_above_default", "/budget", false },
        Mutant { "/providers", "", "field_missing", "", true },
        Mutant { "/providers", "[]", "list_empty", "/providers", true },
        Mutant { "/tiers", "", "field_missing", "", true }, Mutant { "/tiers", "[]", "list_empty", "/tiers", true },
        Mutant { "/rules", "", "field_missing", "", true }, Mutant { "/rules", "[]", "rules_empty", "/rules", true },
        Mutant { "/ceilings", "{}", "field_type", "/ceilings", true }));

INSTANTIATE_TEST_SUITE_P(Providers, RefusedConfig,
    testing::Values(Mutant { "/providers/0/id", "", "field_missing", "/providers/0", true },
        Mutant { "/providers/0/id", "\"a b\"", "id_invalid", "/providers/0/id", true },
        Mutant { "/providers/1/id", "\"openai\"", "id_duplicate", "/providers/1/id", false },
        Mutant { "/providers/0/preset", "\"opnai\"", "value_unknown", "/providers/0/preset", true },
        Mutant { "/providers/0/secret", "\"sk-abcdef0123456789\"", "secret_in_file", "/providers/0/secret", true },
        Mutant {
            "/providers/0/secret", "\"keychain:sk-abcdef0123456789\"", "secret_in_file", "/providers/0/secret", false },
        Mutant { "/providers/0/secret", "\"env:not a name\"", "secret_in_file", "/providers/0/secret", false },
        Mutant { "/providers/0/secret", "\"file:/etc/key\"", "secret_in_file", "/providers/0/secret", true },
        Mutant { "/providers/0/api_key", "\"x\"", "field_unknown", "/providers/0/api_key", true },
        Mutant { "/providers/1/secret", "\"keychain:box\"", "secret_unused", "/providers/1/secret", false },
        Mutant { "/providers/1/secrets", "[\"keychain:box\"]", "secret_unused", "/providers/1/secrets", false },
        Mutant { "/providers/0/secrets", "[\"keychain:b\"]", "secret_twice", "/providers/0/secrets", false },
        Mutant { "/providers/3/secrets", "[\"sk-live-0123456789abcdef\"]", "secret_in_file", "/providers/3/secrets/0",
            true },
        Mutant { "/providers/3/secrets", "[\"env:A\", \"env:A\"]", "secret_duplicate", "/providers/3/secrets/1", true },
        Mutant { "/providers/3/secrets", "[]", "list_empty", "/providers/3/secrets", true },
        Mutant { "/tiers/0/chain/0/limits", "{\"concurrent\": 0}", "field_range", "/tiers/0/chain/0/limits/concurrent",
            true },
        Mutant { "/tiers/0/chain/0/limits", "{\"per_second\": 1}", "field_unknown",
            "/tiers/0/chain/0/limits/per_second", true },
        Mutant { "/listen/same_user_only", "\"yes\"", "field_type", "/listen/same_user_only", true },
        Mutant { "/providers/1/auth", "\"basic\"", "value_unknown", "/providers/1/auth", true },
        Mutant { "/providers/1/base_url", "\"http://10.0.0.5/v1\"", "url_not_local", "/providers/1/base_url", false },
        Mutant { "/providers/1/base_url", "\"https://169.254.169.254/\"", "url_forbidden_address",
            "/providers/1/base_url", false },
        Mutant { "/providers/1/base_url", "\"ftp://example.com\"", "url_scheme", "/providers/1/base_url", true },
        Mutant {
            "/providers/1/base_url", "\"https://u:p@example.com\"", "url_userinfo", "/providers/1/base_url", false },
        Mutant { "/providers/1/base_url", "\"https://example.com/?a\"", "url_syntax", "/providers/1/base_url", false },
        Mutant { "/providers/1/base_url", "", "field_missing", "/providers/1", false },
        Mutant { "/providers/2/base_url", "", "field_missing", "/providers/2", false },
        Mutant { "/providers/1/dialect", "\"bedrock\"", "value_unknown", "/providers/1/dialect", true },
        Mutant { "/providers/1/ca_file", "\"ca.pem\"", "path_not_absolute", "/providers/1/ca_file", false },
        Mutant { "/providers/1/timeouts_ms/connect", "5", "field_range", "/providers/1/timeouts_ms/connect", true },
        Mutant { "/providers/1/timeouts_ms/read", "500", "field_unknown", "/providers/1/timeouts_ms/read", true },
        Mutant { "/providers/1/price_factor", "1.05", "price_not_text", "/providers/1/price_factor", true },
        Mutant { "/providers/1/price_factor", "\"0\"", "price_factor_range", "/providers/1/price_factor", false },
        Mutant { "/providers/1/price_factor", "\"-1\"", "price_factor_range", "/providers/1/price_factor", true },
        Mutant { "/providers/1/headers/Authorization", "\"x\"", "header_forbidden",
            "/providers/1/headers/Authorization", false },
        Mutant { "/providers/1/headers/x bad", "\"x\"", "header_forbidden", "/providers/1/headers/x bad", false },
        Mutant { "/providers/1/headers/x-team", "\"a\\r\\nb\"", "header_value_invalid", "/providers/1/headers/x-team",
            false },
        Mutant { "/providers/1/headers/x-team", "\"sk-abc\"", "secret_in_file", "/providers/1/headers/x-team", false },
        Mutant { "/providers/1/headers", "[]", "field_type", "/providers/1/headers", true },
        Mutant {
            "/providers/0/api_version", "\"2025-01-01\"", "api_version_invalid", "/providers/0/api_version", false },
        Mutant { "/providers/2/preset", "\"sandbox\"", "sandbox_not_local", "/providers/2/base_url", false }));

INSTANTIATE_TEST_SUITE_P(Tiers, RefusedConfig,
    testing::Values(Mutant { "/tiers/0/id", "\"\"", "id_invalid", "/tiers/0/id", true },
        Mutant { "/tiers/1/id", "\"small\"", "id_duplicate", "/tiers/1/id", false },
        Mutant { "/tiers/0/chain", "[]", "list_empty", "/tiers/0/chain", true },
        Mutant { "/tiers/0/chain/0/provider", "\"bax\"", "provider_unknown", "/tiers/0/chain/0/provider", false },
        Mutant { "/tiers/0/chain/0/model", "\"a/../b\"", "model_name_invalid", "/tiers/0/chain/0/model", false },
        Mutant { "/tiers/0/chain/0/model", "\"a b\"", "model_name_invalid", "/tiers/0/chain/0/model", true },
        Mutant { "/tiers/0/chain/0/model", "", "field_missing", "/tiers/0/chain/0", true },
        Mutant { "/tiers/1/chain/1", "{\"provider\":\"openai\",\"model\":\"gpt-4o\"}", "deployment_duplicate",
            "/tiers/1/chain/1", false },
        Mutant { "/tiers/0/chain/0/price", "\"cheap\"", "price_word", "/tiers/0/chain/0/price", true },
        Mutant { "/tiers/0/chain/0/price", "0", "field_type", "/tiers/0/chain/0/price", true },
        Mutant { "/tiers/1/chain/0/price/input", "2.5", "price_not_text", "/tiers/1/chain/0/price/input", true },
        Mutant { "/tiers/1/chain/0/price/input", "\"-2.5\"", "price_range", "/tiers/1/chain/0/price/input", true },
        Mutant { "/tiers/1/chain/0/price/input", "\"1e30\"", "price_syntax", "/tiers/1/chain/0/price/input", true },
        Mutant { "/tiers/1/chain/0/price/input", "\"NaN\"", "price_syntax", "/tiers/1/chain/0/price/input", true },
        Mutant { "/tiers/1/chain/0/price/input", "\"9999999\"", "price_range", "/tiers/1/chain/0/price/input", false },
        Mutant { "/tiers/1/chain/0/price/output", "", "field_missing", "/tiers/1/chain/0/price", true },
        Mutant { "/tiers/1/chain/0/price", "{\"input\":\"0\",\"output\":\"0\"}", "price_zero", "/tiers/1/chain/0/price",
            false },
        Mutant { "/tiers/1/chain/0/price/ouput", "\"1\"", "field_unknown", "/tiers/1/chain/0/price/ouput", true },
        Mutant { "/tiers/1/chain/1/price/per_request", "\"0,1\"", "money_syntax", "/tiers/1/chain/1/price/per_request",
            true },
        Mutant { "/tiers/1/chain/1/price/long_context/above", "0", "field_range",
            "/tiers/1/chain/1/price/long_context/above", true },
        Mutant { "/tiers/0/chain/0/context", "0", "field_range", "/tiers/0/chain/0/context", true },
        Mutant { "/tiers/0/chain/0/max_output", "9000", "output_above_context", "/tiers/0/chain/0/max_output", false },
        Mutant { "/tiers/0/chain/0/capabilities/vision", "true", "field_unknown",
            "/tiers/0/chain/0/capabilities/vision", true },
        Mutant {
            "/tiers/0/chain/0/refuses/0", "\"max_tokens\"", "field_essential", "/tiers/0/chain/0/refuses/0", false },
        Mutant { "/tiers/0/chain/0/renames/messages", "\"m\"", "field_essential", "/tiers/0/chain/0/renames/messages",
            false },
        Mutant {
            "/tiers/0/chain/0/renames/seed", "\"model\"", "field_essential", "/tiers/0/chain/0/renames/seed", false },
        Mutant { "/tiers/0/chain/0/max_tokens_field", "\"tokens\"", "value_unknown",
            "/tiers/0/chain/0/max_tokens_field", true }));

INSTANTIATE_TEST_SUITE_P(Policy, RefusedConfig,
    testing::Values(Mutant { "/rules/0/when/all/0/fact", "\"kode\"", "fact_unknown", "/rules/0/when/all/0/fact", true },
        Mutant { "/rules/0/route/tier", "\"fronteer\"", "tier_unknown", "/rules/0/route/tier", false },
        Mutant { "/rules/1/id", "\"r1\"", "rule_id_duplicate", "/rules/1/id", false },
        Mutant { "/rules/1/on", "false", "last_rule_not_always", "/rules/1", false },
        Mutant { "/rules/1/route/validators", "[\"taste\"]", "validator_unknown", "/rules/1/route/validators/0", true },
        Mutant { "/ceilings/0/limit", "20.0", "money_not_text", "/ceilings/0/limit", true },
        Mutant { "/ceilings/0/limit", "\"-1\"", "money_negative", "/ceilings/0/limit", true },
        Mutant { "/ceilings/0/limit", "\"$20\"", "money_syntax", "/ceilings/0/limit", true },
        Mutant { "/ceilings/0/limit", "", "field_missing", "/ceilings/0", true },
        Mutant { "/ceilings/0/window", "\"fortnight\"", "value_unknown", "/ceilings/0/window", true },
        Mutant { "/ceilings/0/at_limit", "\"warn\"", "value_unknown", "/ceilings/0/at_limit", true },
        Mutant { "/ceilings/0/in_flight", "\"kill\"", "value_unknown", "/ceilings/0/in_flight", true },
        Mutant { "/ceilings/0/downgrade_from", "0.9", "field_type", "/ceilings/0/downgrade_from", true },
        Mutant { "/ceilings/0/downgrade_from", "{}", "field_missing", "/ceilings/0/downgrade_from", true },
        Mutant {
            "/ceilings/0/downgrade_from", R"({"share": 2})", "share_range", "/ceilings/0/downgrade_from/share", true },
        Mutant { "/ceilings/0/downgrade_from", R"({"share": 0.9, "tiers": ["frontear"]})", "tier_unknown",
            "/ceilings/0/downgrade_from/tiers/0", false },
        Mutant { "/ceilings/0/downgrade_from", R"({"share": 0.9, "rules": ["r9"]})", "rule_unknown",
            "/ceilings/0/downgrade_from/rules/0", false },
        Mutant { "/ceilings/1/scope", "\"provider:opanai\"", "provider_unknown", "/ceilings/1/scope", false },
        Mutant { "/ceilings/1/scope", "\"feature:\"", "scope_invalid", "/ceilings/1/scope", true },
        Mutant { "/ceilings/1/scope", "\"*\"", "scope_invalid", "/ceilings/1/scope", true },
        Mutant { "/ceilings/1/scope", "\"sandbox/tier:small\"", "scope_invalid", "/ceilings/1/scope", true },
        Mutant { "/ceilings/1/scope", "\"key:a b\"", "scope_invalid", "/ceilings/1/scope", true },
        Mutant { "/ceilings/0/alert_at/0", "0", "share_range", "/ceilings/0/alert_at/0", true },
        Mutant { "/ceilings/0/alert_at/0", "\"80%\"", "share_range", "/ceilings/0/alert_at/0", true },
        Mutant { "/ceilings/1/id", "\"day\"", "id_duplicate", "/ceilings/1/id", false },
        Mutant { "/ceilings/1/scope", "\"tier:frontear\"", "tier_unknown", "/ceilings/1/scope", false },
        Mutant { "/ceilings/1/scope", "\"everything\"", "scope_invalid", "/ceilings/1/scope", true },
        Mutant { "/ceilings/1/scope", "\"global\"", "ceiling_scope_duplicate", "/ceilings/1", false }));

TEST(ConfigSchema, what_the_reader_accepts_the_schema_accepts)
{
    for (const std::string& text :
        { std::string(kGood), std::string(embedded::sandbox_config), std::string(embedded::starter_config) }) {
        ASSERT_TRUE(readText(text).config);
        EXPECT_TRUE(schemaAccepts(Json::parse(text)));
    }
}

struct BrokenText {
    const char* text;
    const char* code;
    int line;
    int column;
};

class BrokenConfig : public testing::TestWithParam<BrokenText> { };

TEST_P(BrokenConfig, has_one_problem_with_its_place)
{
    const ConfigRead read = readText(GetParam().text);
    EXPECT_FALSE(read.config);
    ASSERT_EQ(read.problems.size(), 1U);
    EXPECT_EQ(read.problems[0].error.code, GetParam().code) << read.problems[0].text();
    EXPECT_EQ(read.problems[0].line, GetParam().line) << read.problems[0].text();
    EXPECT_EQ(read.problems[0].column, GetParam().column) << read.problems[0].text();
}

INSTANTIATE_TEST_SUITE_P(Texts, BrokenConfig,
    testing::Values(BrokenText { "", "json_syntax", 1, 1 }, BrokenText { "[]", "field_type", 1, 1 },
        BrokenText { "{\n  \"schema\": 1,\n  // no\n}", "json_comment", 3, 3 },
        BrokenText { "{ /* no */ }", "json_comment", 1, 3 },
        BrokenText { "{\"schema\": 1} # no", "json_comment", 1, 15 },
        BrokenText { "{\"schema\": 1,\n}", "json_trailing_comma", 2, 1 },
        BrokenText { "{\"a\": [1, 2, ]}", "json_trailing_comma", 1, 14 },
        BrokenText { "{\"schema\": 1,\n \"schema\": 1}", "json_duplicate_name", 2, 2 },
        BrokenText { "{\"a\": {\"b\": 1, \"b\": 2}}", "json_duplicate_name", 1, 16 },
        BrokenText { "{\"schema\": 1} x", "json_syntax", 1, 15 }, BrokenText { "{\"schema\" 1}", "json_syntax", 1, 11 },
        BrokenText { "{\"schema\": 01}", "json_syntax", 1, 12 },
        BrokenText { "{\"schema\": +1}", "json_syntax", 1, 12 },
        BrokenText { "{\"schema\": NaN}", "json_syntax", 1, 12 },
        BrokenText { "{\"schema\": 1.}", "json_syntax", 1, 14 },
        BrokenText { "{\"schema\": 'x'}", "json_syntax", 1, 12 }, BrokenText { "{schema: 1}", "json_syntax", 1, 2 },
        BrokenText { "{\"a\": \"x\ny\"}", "json_syntax", 1, 9 }, BrokenText { "{\"a\": \"\\x\"}", "json_syntax", 1, 8 },
        BrokenText { "{\"\\u0061\": 1}", "json_syntax", 1, 2 },
        BrokenText { "{\"ä\": \"\xFF\"}", "json_encoding", 1, 8 }, BrokenText { "\xEF\xBB\xBF{}", "json_syntax", 1, 1 },
        BrokenText { "{\"a\": \"", "json_syntax", 1, 8 }, BrokenText { "{", "json_syntax", 1, 2 }));

TEST(Config, depth_and_size_are_limited)
{
    EXPECT_EQ(readText(fmt::format("{{\"a\":{:[>40}{:]>40}}}", "", "")).problems.at(0).error.code, "json_too_deep");
    EXPECT_EQ(readText(std::string(1024 * 1024 + 1, ' ')).problems.at(0).error.code, "config_too_large");
    EXPECT_EQ(readText(std::string(1024 * 1024, '[')).problems.at(0).error.code, "json_too_deep");
}

TEST(Config, one_reading_finds_every_problem_in_order_of_place)
{
    Json json = Json::parse(kGood);
    json["listen"]["port"] = -1;
    json["providers"][1]["auth"] = "basic";
    json["rules"][0]["route"]["tier"] = "x";
    json["ceilings"][0]["limit"] = 3;
    const ConfigRead read = readText(json.dump(2));
    ASSERT_EQ(read.problems.size(), 4U) << allTexts(read);
    EXPECT_TRUE(std::is_sorted(read.problems.begin(), read.problems.end(),
        [](const ConfigProblem& a, const ConfigProblem& b) { return a.line < b.line; }));
}

TEST(Config, a_pasted_key_is_never_repeated)
{
    const std::string key = "sk-canary0123456789abcdef";
    for (const char* pointer :
        { "/providers/0/secret", "/providers/1/headers/x-team", "/providers/1/headers/authorization" }) {
        Json json = Json::parse(kGood);
        json[Json::json_pointer(pointer)] = key;
        const ConfigRead read = readText(json.dump());
        ASSERT_FALSE(read.problems.empty());
        for (const ConfigProblem& problem : read.problems) {
            EXPECT_EQ(problem.text().find("canary"), std::string::npos);
            EXPECT_EQ(problem.error.text().find("canary"), std::string::npos);
        }
    }
}

TEST(ConfigProblem, a_near_miss_is_answered_with_what_was_meant)
{
    const std::tuple<const char*, const char*, const char*> cases[] {
        { "/providers/0/preset", "\"opnai\"", "did you mean \"openai\"?" },
        { "/rules/0/when/all/0/fact", "\"kode\"", "did you mean \"code\"?" },
        { "/rules/0/route/tier", "\"fronteer\"", "did you mean \"frontier\"?" },
        { "/tiers/0/chain/0/provider", "\"bix\"", "did you mean \"box\"?" },
        { "/tiers/1/chain/0/price/ouput", "\"1\"", "did you mean \"output\"?" },
        { "/celings", "[]", "did you mean \"ceilings\"?" },
        { "/rules/1/route/validators", "[\"refusals\"]", "did you mean \"refusal\"?" },
        { "/baseline_tier", "\"zzzzzz\"", "there is: small, frontier" },
    };
    for (const auto& [pointer, value, answer] : cases) {
        const ConfigRead read = readText(mutated({ pointer, value, "", "", false }).dump());
        EXPECT_NE(allTexts(read).find(answer), std::string::npos) << allTexts(read);
    }
}

TEST(ConfigProblem, the_text_has_place_sentence_and_code)
{
    const ConfigRead read = readText("{\n  \"schema\": 1,\n  \"tires\": []\n}");
    ASSERT_FALSE(read.problems.empty());
    const auto unknown = std::find_if(read.problems.begin(), read.problems.end(),
        [](const ConfigProblem& problem) { return problem.error.code == "field_unknown"; });
    ASSERT_NE(unknown, read.problems.end());
    EXPECT_EQ(unknown->text(),
        "line 3, column 3, at /tires: error: there is no field \"tires\" here; did you mean \"tiers\"? "
        "[field_unknown]");
}

} // namespace
} // namespace signalbox
