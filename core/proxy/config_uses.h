// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// What of a configuration names something else of it, read from its text; empty where nothing does, and where the text
/// is no JSON object.
namespace signalbox {

/// Where rules (by their names), ceilings (by their ids) or the baseline name a tier.
[[nodiscard]] std::vector<std::string> usesOfTier(const std::string& text, const std::string& id);
/// The tiers whose chains, and the ceilings whose scopes, name a provider.
[[nodiscard]] std::vector<std::string> usesOfProvider(const std::string& text, const std::string& id);

} // namespace signalbox
