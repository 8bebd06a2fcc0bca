// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/what_if_words.h"

#include "core/proxy/config.h"

#include <QString>

#include <optional>
#include <set>
#include <string>

namespace signalbox::ui {

/// What stands in the way of calls right now, beside the configuration.
struct Hindrances {
    std::set<std::string> secrets;      ///< references whose key is loaded
    std::set<std::string> openBreakers; ///< deployments
    friend bool operator==(const Hindrances&, const Hindrances&) = default;
};

/// Why what a rule routes to can't serve as it is written, and where that is mended.
struct RouteTrouble {
    enum class Remedy { AddKey, ShowTier };
    QString badge;    ///< for the list: "no key"; "" where the rule still does what it says, by a fallback
    QString sentence; ///< what it means for the rule's requests
    Remedy remedy = Remedy::ShowTier;
    std::string target; ///< the provider whose key is missing, or the tier
};

/// The same obstacles as the live path: an open breaker, a key that is not there, a price that nobody knows under a
/// ceiling. nullopt where everything of the route can be called. GUI thread (translated).
[[nodiscard]] std::optional<RouteTrouble> troubleOf(
    const RouteAction& route, const Config& config, const Hindrances& hindrances, const TierNames& tierName);

} // namespace signalbox::ui
