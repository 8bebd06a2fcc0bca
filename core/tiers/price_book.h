// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/tier.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// The built-in catalogue (resources/prices.json): prices and capability profiles of about 60 current models, each with
/// source and date. Immutable; an unknown model has no entry and so no price.
class PriceBook {
public:
    struct Entry {
        std::string provider; ///< preset id: "openai"
        std::string model;
        Price price;
        CapabilityProfile profile;
    };
    /// Errors: price_book_invalid (pointer, reason).
    [[nodiscard]] static Result<PriceBook> parse(std::string_view json);
    [[nodiscard]] static const PriceBook& builtIn();
    /// Exact model name, else the name without a date or "-latest" suffix, else the same for the part behind the last
    /// '/'. Never across providers: a model costs what its provider asks.
    [[nodiscard]] const Entry* find(std::string_view providerPreset, std::string_view model) const;
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] const std::string& version() const { return m_version; }

private:
    std::vector<Entry> m_entries;
    std::string m_version;
};

/// What is known of a provider before the operator says anything: preset id -> defaults (base URL, auth, paths,
/// dialect).
struct ProviderPreset {
    std::string id;
    std::string name;
    std::string
        baseUrl; ///< "" where only the operator can know it (azure, custom) or the process fills it in (sandbox)
    AuthStyle auth = AuthStyle::Bearer;
    Dialect dialect = Dialect::OpenAi;
    bool local = false;
    std::string keyHint;   ///< what a key of this provider looks like: "sk-..."
    std::string genAiName; ///< OpenTelemetry gen_ai.provider.name
    std::string chatPath = "/chat/completions";
    std::string completionsPath = "/completions";
    std::string embeddingsPath = "/embeddings";
};
[[nodiscard]] const std::vector<ProviderPreset>& providerPresets();
[[nodiscard]] const ProviderPreset* findPreset(std::string_view id);
/// The preset of a hosted provider with this base URL (a slash at its end and large letters make no difference).
[[nodiscard]] const ProviderPreset* presetAt(std::string_view baseUrl);

} // namespace signalbox
