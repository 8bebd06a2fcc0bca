// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_parts.h"

#include "core/tiers/price_json.h"

#include <algorithm>
#include <array>
#include <set>

namespace signalbox {

namespace {

using Json = FieldReader::Json;
using Providers = std::vector<std::shared_ptr<const Provider>>;

constexpr std::size_t kMaxTiers = 32;
constexpr std::size_t kMaxChain = 16;
constexpr std::size_t kMaxFields = 64;
constexpr IntegerRange kTokens { 1, 100'000'000 };

bool isModelName(std::string_view model)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("._:/@+-").find(c) != std::string_view::npos;
    };
    return !model.empty() && model.size() <= 256 && std::all_of(model.begin(), model.end(), fits)
        && model.find("..") == std::string_view::npos;
}

bool isFieldName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Without these a request is none, or the proxy could not hold it to its ceiling.
bool isEssentialField(std::string_view name)
{
    constexpr std::array<std::string_view, 9> kEssential { "model", "messages", "prompt", "input", "stream",
        "stream_options", "max_tokens", "max_completion_tokens", "n" };
    return std::find(kEssential.begin(), kEssential.end(), name) != kEssential.end();
}

void readCapabilities(CapabilityProfile& profile, FieldReader& fields)
{
    FieldReader flags(fields.object("capabilities"), fields.at("capabilities"), fields.problems(),
        { "images", "tools", "json_object", "json_schema", "logprobs", "chat", "completions", "embeddings",
            "stream_usage" });
    profile.images = flags.truth("images").value_or(profile.images);
    profile.tools = flags.truth("tools").value_or(profile.tools);
    profile.jsonObject = flags.truth("json_object").value_or(profile.jsonObject);
    profile.jsonSchema = flags.truth("json_schema").value_or(profile.jsonSchema);
    profile.logprobs = flags.truth("logprobs").value_or(profile.logprobs);
    profile.chat = flags.truth("chat").value_or(profile.chat);
    profile.completions = flags.truth("completions").value_or(profile.completions);
    profile.embeddings = flags.truth("embeddings").value_or(profile.embeddings);
    profile.streamUsage = flags.truth("stream_usage").value_or(profile.streamUsage);
}

void readRefuses(CapabilityProfile& profile, FieldReader& fields)
{
    if (!fields.find("refuses"))
        return;
    profile.refuses.clear();
    const auto names = fields.texts("refuses", kMaxFields, 64);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!isFieldName(names[i]) || isEssentialField(names[i])) {
            fields.problems().error(
                fields.at("refuses") + "/" + std::to_string(i), "field_essential", { { "field", names[i] } });
        }
    }
    profile.refuses = names;
}

void readRenames(CapabilityProfile& profile, FieldReader& fields)
{
    const Json& renames = fields.object("renames");
    if (!renames.is_object() || renames.size() > kMaxFields) {
        fields.problems().error(fields.at("renames"), "field_type", { { "wanted", "object" } });
        return;
    }
    for (const auto& item : renames.items()) {
        const std::string to = item.value().is_string() ? item.value().get<std::string>() : std::string {};
        const bool allowed =
            isFieldName(item.key()) && isFieldName(to) && !isEssentialField(item.key()) && !isEssentialField(to);
        if (allowed)
            profile.renames.emplace_back(item.key(), to);
        else
            fields.problems().error(
                childPointer(fields.at("renames"), item.key()), "field_essential", { { "field", item.key() } });
    }
}

void readProfile(CapabilityProfile& profile, FieldReader& fields)
{
    profile.context = fields.integer("context", kTokens).value_or(profile.context);
    const auto maxOutput = fields.integer("max_output", kTokens);
    if (maxOutput && *maxOutput > profile.context)
        fields.problems().error(fields.at("max_output"), "output_above_context");
    profile.maxOutput = std::min(maxOutput.value_or(profile.maxOutput), profile.context);
    readCapabilities(profile, fields);
    readRefuses(profile, fields);
    readRenames(profile, fields);
    profile.imageTokens = fields.integer("image_tokens", { 0, 1'000'000 }).value_or(profile.imageTokens);
    if (const auto name = fields.word("max_tokens_field", { "max_tokens", "max_completion_tokens" }))
        profile.maxTokensField = *name;
}

DeploymentLimits readLimits(FieldReader& fields)
{
    FieldReader given(fields.object("limits"), fields.at("limits"), fields.problems(),
        { "requests_per_minute", "tokens_per_minute", "concurrent", "wait_ms", "queue" });
    DeploymentLimits limits;
    limits.requestsPerMinute = given.integer("requests_per_minute", { 1, 1'000'000 });
    limits.tokensPerMinute = given.integer("tokens_per_minute", { 1, 10'000'000'000 });
    limits.concurrent = given.integer("concurrent", { 1, 100'000 });
    limits.waitMs = static_cast<int>(given.integer("wait_ms", { 0, 60'000 }).value_or(limits.waitMs));
    limits.queue = static_cast<int>(given.integer("queue", { 0, 10'000 }).value_or(limits.queue));
    return limits;
}

/// "free" and prices in the file come first, then the price book; without either the deployment is unpriced.
std::optional<Price> readDeploymentPrice(
    FieldReader& fields, const PriceBook::Entry* listed, const Deployment& deployment)
{
    const Json* json = fields.find("price");
    if (json && json->is_string() && *json == "free") {
        Price price;
        price.free = true;
        price.source = "configuration";
        return price;
    }
    if (json) {
        auto price = json->is_string() ? Result<Price>(fail("price_word", { { "pointer", fields.at("price") } }))
                                       : readPrice(*json, fields.at("price"));
        if (!price) {
            fields.problems().error(price.error());
            return std::nullopt;
        }
        price->source = "configuration";
        return *price;
    }
    if (listed)
        return listed->price;
    fields.problems().warning(
        fields.pointer(), "unpriced_model", { { "provider", deployment.provider->id }, { "model", deployment.model } });
    return std::nullopt;
}

std::shared_ptr<const Deployment> readDeployment(const Json& json, const std::string& pointer, ProblemList& problems,
    const Providers& providers, const PriceBook& prices)
{
    FieldReader fields(json, pointer, problems,
        { "provider", "model", "price", "context", "max_output", "capabilities", "refuses", "renames",
            "max_tokens_field", "image_tokens", "limits" });
    const std::string providerId = fields.requiredText("provider");
    auto deployment = std::make_shared<Deployment>();
    deployment->model = fields.requiredText("model", 256);
    if (!deployment->model.empty() && !isModelName(deployment->model))
        problems.error(fields.at("model"), "model_name_invalid");
    const auto provider = std::find_if(
        providers.begin(), providers.end(), [&](const auto& candidate) { return candidate->id == providerId; });
    if (provider == providers.end()) {
        std::vector<std::string_view> known;
        for (const auto& candidate : providers)
            known.emplace_back(candidate->id);
        if (!providerId.empty()) {
            problems.error(fields.at("provider"), "provider_unknown",
                { { "provider", providerId }, { "known", joinedNames(known) } });
        }
        return nullptr;
    }
    deployment->provider = *provider;
    deployment->id = providerId + "/" + deployment->model;
    const PriceBook::Entry* listed = prices.find(deployment->provider->preset, deployment->model);
    deployment->profile = listed ? listed->profile : CapabilityProfile::unknown();
    readProfile(deployment->profile, fields);
    deployment->price = readDeploymentPrice(fields, listed, *deployment);
    deployment->limits = readLimits(fields);
    return deployment;
}

Tier readTier(const Json& json, const std::string& pointer, ProblemList& problems, const Providers& providers,
    const PriceBook& prices)
{
    FieldReader fields(json, pointer, problems, { "id", "name", "chain" });
    Tier tier;
    tier.id = fields.requiredId("id");
    tier.name = fields.text("name").value_or(tier.id);
    const Json* required = fields.require("chain");
    const Json& chain = fields.list("chain", kMaxChain);
    if (required && chain.empty() && required->is_array() && required->empty())
        problems.error(fields.at("chain"), "list_empty");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const std::string place = fields.at("chain") + "/" + std::to_string(i);
        auto deployment = readDeployment(chain[i], place, problems, providers, prices);
        if (!deployment)
            continue;
        if (!seen.insert(deployment->id).second)
            problems.error(place, "deployment_duplicate", { { "deployment", deployment->id } });
        tier.chain.push_back(std::move(deployment));
    }
    return tier;
}

} // namespace

std::vector<Tier> readTiers(FieldReader& root, const Providers& providers, const PriceBook& prices)
{
    std::vector<Tier> tiers;
    const Json* required = root.require("tiers");
    const Json& list = root.list("tiers", kMaxTiers);
    if (required && required->is_array() && required->empty())
        root.problems().error(root.at("tiers"), "list_empty");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("tiers") + "/" + std::to_string(i);
        Tier tier = readTier(list[i], pointer, root.problems(), providers, prices);
        if (!tier.id.empty() && !seen.insert(tier.id).second)
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", tier.id } });
        tiers.push_back(std::move(tier));
    }
    return tiers;
}

} // namespace signalbox
