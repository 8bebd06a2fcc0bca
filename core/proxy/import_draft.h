// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config_import.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

// Private to the import.
namespace signalbox {

using ImportJson = nlohmann::ordered_json;

/// Where a model is served, in the words of the other file.
struct ImportTarget {
    std::string family; ///< "openai", "azure", "openrouter", ... as the other gateway names it
    std::string model;
    std::string baseUrl; ///< "" = the family's own
    std::string key;     ///< as written: a reference, or the key itself, which is never taken over
    std::string apiVersion;
    std::string price;                       ///< "input output" in dollars per million tokens, or ""
    std::int64_t context = 0, maxOutput = 0; ///< tokens; 0: not said
};

/// The configuration that an import makes, piece by piece, with its notes.
class ImportDraft {
public:
    ImportDraft(std::string source, const Config* now);

    void mapped(std::string place, std::string code, std::string detail = {});
    void unmapped(std::string place, std::string code, std::string detail = {});

    /// The id of the tier of that name, made where it is new; "" where there are too many.
    [[nodiscard]] std::string tier(const std::string& name, const std::string& place);
    /// Adds a deployment at the end of a tier's chain; false where it can't be mapped (noted).
    bool addDeployment(const std::string& tier, const ImportTarget& target, const std::string& place);
    /// All deployments of another tier, behind those there are.
    void addChain(const std::string& tier, const std::string& from, const std::string& place);
    void addRule(const std::string& name, ImportJson when, const std::string& tier, const std::string& place);
    void setDefault(const std::string& tier) { m_default = tier; }
    [[nodiscard]] bool hasTier(const std::string& name) const;
    [[nodiscard]] const std::string& firstTier() const;

    [[nodiscard]] Result<ImportResult> finish();

private:
    struct TierDraft {
        std::string id, name;
        ImportJson chain = ImportJson::array();
    };
    [[nodiscard]] std::string providerFor(const ImportTarget& target, const std::string& place);
    void addSecret(ImportJson& provider, const ImportTarget& target, bool ownAddress, const std::string& place);
    [[nodiscard]] TierDraft* find(const std::string& id);
    [[nodiscard]] std::string reasons() const; ///< the first things that were not mapped, and why

    ImportResult m_result;
    const Config* m_now;
    std::vector<TierDraft> m_tiers;
    std::map<std::string, std::string> m_tierIds; ///< by name
    ImportJson m_providers = ImportJson::array();
    std::map<std::string, std::string> m_providerIds; ///< by preset and address
    ImportJson m_rules = ImportJson::array();
    std::string m_default;
};

/// What ids may hold: letters, digits, ".", "_", "-"; at most 60.
[[nodiscard]] std::string importId(std::string_view name);
/// A member as text, or "" where it is missing or no text (numbers as they are written).
[[nodiscard]] std::string importText(const ImportJson& object, const char* name);

// One function a format: reads `json` into the draft.
void importLiteLlm(ImportDraft& draft, const ImportJson& json);
void importPortkey(ImportDraft& draft, const ImportJson& json);
void importClaudeCodeRouter(ImportDraft& draft, const ImportJson& json);

} // namespace signalbox
