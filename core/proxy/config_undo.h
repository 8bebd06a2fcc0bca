// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/config_version.h"

#include <functional>
#include <string>
#include <vector>

namespace signalbox {

/// A configuration without what a step had brought, and what had to stay.
struct UndoneConfig {
    std::string text;
    /// As warnings, with the id and, where something names it, `uses`: tier_kept_edited, tier_kept_used,
    /// provider_kept_edited, provider_kept_used.
    std::vector<ConfigProblem> kept;
};

/// `now` without the tiers and providers that `after` has and `before` has not. One that was edited since, or that
/// something else in `now` names, stays. All three are texts of configurations that were read without an error; a text
/// that is none is returned as it is.
[[nodiscard]] UndoneConfig withoutAdditions(
    const std::string& now, const std::string& before, const std::string& after);

/// Whether a version came with the tiers and providers of an import.
[[nodiscard]] bool isImport(const ConfigVersion& version);
/// What rolling back to a stored version applies: withRoutingOf(), with the providers that its tiers name and that are
/// gone, and without those that imports since have brought. history: as Proxy::history(); version: its texts.
/// Errors: version_unknown and those of `version`.
[[nodiscard]] Result<UndoneConfig> rolledBack(const std::string& now, std::int64_t number,
    const std::vector<ConfigVersion>& history, const std::function<Result<ConfigVersion>(std::int64_t)>& version);

} // namespace signalbox
