// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/scope.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox {

/// Clients name features and sessions, as many as they like. What is new after so many of a kind in a period is booked
/// under this name; who says it by himself is booked under kSaidOthers.
inline constexpr std::string_view kOthers = "(others)";
inline constexpr std::string_view kSaidOthers = "others";

/// Sums of a kind in one period, before the rest share one; 0: no bound, the operator makes them.
[[nodiscard]] constexpr std::size_t mostNames(ScopeKind kind)
{
    constexpr std::size_t kFeatures = 1'000;  // a report shows as many
    constexpr std::size_t kSessions = 10'000; // one for each task of an agent
    return kind == ScopeKind::Feature ? kFeatures : kind == ScopeKind::Session ? kSessions : 0;
}

/// The scope in which the rest of its kind share a sum; "" where each has its own.
[[nodiscard]] inline std::string sharedScope(std::string_view scope)
{
    const auto kind = kindOf(scope);
    if (!kind || mostNames(*kind) == 0)
        return {};
    return std::string(scope.substr(0, scope.find(':') + 1)).append(kOthers);
}

} // namespace signalbox
