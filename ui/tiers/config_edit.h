// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/proxy/config_uses.h"

#include <optional>
#include <string>
#include <vector>

/// Edits of the configuration as JSON text. Pure: text in, text out; members that are not touched keep their value and
/// their place, also those this program does not know. Whether the result makes sense is for readConfig() to say.
/// Errors of all functions: config_syntax (the text is no JSON object), no_such_entry (what should be edited is not
/// there any more).
namespace signalbox::ui {

/// How a deployment is priced.
enum class Pricing { Catalogue, Free, Own };

/// What a deployment can carry, where it is said by hand. Empty: as the catalogue or the provider's kind says.
struct ProfileEntry {
    std::string context; ///< tokens
    std::optional<bool> tools, images, jsonObject, jsonSchema;
    std::string refuses;        ///< "logprobs, seed": fields that are left out
    std::string renames;        ///< "seed = random_seed": fields that go by another name
    std::string maxTokensField; ///< how the longest answer is asked for
    friend bool operator==(const ProfileEntry&, const ProfileEntry&) = default;
    [[nodiscard]] bool isEmpty() const { return *this == ProfileEntry(); }
};

/// One step of a tier's chain as the editor shows it. Empty texts mean: not given.
struct DeploymentEntry {
    std::string provider;
    std::string model;
    Pricing pricing = Pricing::Catalogue;
    std::string input, cachedInput, output; ///< dollars per million tokens, for Pricing::Own
    std::string maxOutput;                  ///< tokens
    std::string requestsPerMinute {}, tokensPerMinute {}, concurrent {}; ///< limits, or ""
    std::string waitMs {};                                               ///< how long a request may queue for them
    ProfileEntry profile {};
    friend bool operator==(const DeploymentEntry&, const DeploymentEntry&) = default;
};

/// One provider as the editor shows it. Empty texts mean: as the preset says.
struct ProviderEntry {
    std::string id;
    std::string preset;
    std::string baseUrl;
    std::string dialect;
    std::string auth;
    std::string secret; ///< reference, never the key: "keychain:openai"
    bool local = false;
    std::string priceFactor;
    friend bool operator==(const ProviderEntry&, const ProviderEntry&) = default;
};

using EditedText = Result<std::string>;

[[nodiscard]] Result<DeploymentEntry> readDeployment(
    const std::string& text, const std::string& tier, std::size_t place);
/// At the end of the chain.
[[nodiscard]] EditedText addDeployment(
    const std::string& text, const std::string& tier, const DeploymentEntry& deployment);
[[nodiscard]] EditedText editDeployment(
    const std::string& text, const std::string& tier, std::size_t place, const DeploymentEntry& deployment);
[[nodiscard]] EditedText removeDeployment(const std::string& text, const std::string& tier, std::size_t place);
/// Puts the deployment at `from` to the place `to`; the others move up or down.
[[nodiscard]] EditedText moveDeployment(
    const std::string& text, const std::string& tier, std::size_t from, std::size_t to);

[[nodiscard]] EditedText addTier(const std::string& text, const std::string& id, const DeploymentEntry& first);
[[nodiscard]] EditedText removeTier(const std::string& text, const std::string& id);

[[nodiscard]] Result<ProviderEntry> readProvider(const std::string& text, const std::string& id);
[[nodiscard]] EditedText addProvider(const std::string& text, const ProviderEntry& provider);
/// The id stays: tiers name it.
[[nodiscard]] EditedText editProvider(const std::string& text, const ProviderEntry& provider);
[[nodiscard]] EditedText removeProvider(const std::string& text, const std::string& id);
/// "" takes the member away; also where it was a pool.
[[nodiscard]] EditedText setProviderSecret(
    const std::string& text, const std::string& id, const std::string& reference);
/// One key is written as "secret", several as the pool "secrets", none takes both away.
[[nodiscard]] EditedText setProviderSecrets(
    const std::string& text, const std::string& id, const std::vector<std::string>& references);

/// limit: decimal dollars, as typed.
[[nodiscard]] EditedText setCeilingLimit(const std::string& text, const std::string& id, const std::string& limit);

} // namespace signalbox::ui
