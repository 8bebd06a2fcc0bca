// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/proxy/field_reader.h"

// Private to the configuration reader: one function per section of the file. Each reports what is wrong and gives back
// what could be read.
namespace signalbox {

void readListen(Config& config, FieldReader& root);
[[nodiscard]] std::vector<std::shared_ptr<const Provider>> readProviders(FieldReader& root);
[[nodiscard]] std::vector<Tier> readTiers(
    FieldReader& root, const std::vector<std::shared_ptr<const Provider>>& providers, const PriceBook& prices);
[[nodiscard]] std::shared_ptr<const Redaction> readRedaction(FieldReader& root);
[[nodiscard]] AlertSettings readAlertSection(FieldReader& root);
/// What ceilings may name.
struct CeilingNames {
    const std::vector<Tier>& tiers;
    const std::vector<std::shared_ptr<const Provider>>& providers;
    const std::vector<Rule>& rules;
};
[[nodiscard]] std::vector<Ceiling> readCeilings(FieldReader& root, const CeilingNames& names);
[[nodiscard]] RuleSet readRuleSection(FieldReader& root, const std::vector<Tier>& tiers, std::vector<Intent> intents);
[[nodiscard]] std::vector<Intent> readIntents(FieldReader& root);

} // namespace signalbox
