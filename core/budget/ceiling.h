// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/budget/scope.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// What becomes of a request that does not fit: refused; served by the next cheaper tier that fits; or by the next
/// cheaper tier that costs nothing (a free price, or a local provider).
enum class AtLimit { Block, Downgrade, Free };

/// What becomes of streams in flight when the ceiling is reached: they end within what was reserved for them; what was
/// reserved grows as they grow, while there is room, and else they end; or they are cut at once, with an honest error.
enum class InFlight { Finish, Extend, Cut };

/// A limit per period of its window. scope: "global", "tier:ID", "provider:ID", "key:ID", "feature:NAME",
/// "session:NAME", "KIND:*" for each of a kind by itself, or "sandbox" for simulated traffic.
struct Ceiling {
    std::string id;
    std::string scope = "global";
    Money limit;
    std::vector<double> alertAt { 0.8, 1.0 }; ///< shares; display only, never on the money path
    AtLimit atLimit = AtLimit::Block;
    Window window = Window::Day;
    InFlight inFlight = InFlight::Finish;
    /// From this share on, requests that one of these rules decided or whose plan begins with one of these tiers go to
    /// the next cheaper tier. Both empty: every request.
    struct Early {
        double from = 1;
        std::vector<std::string> tiers, rules;
        friend bool operator==(const Early&, const Early&) = default;
    };
    std::optional<Early> early {};
    friend bool operator==(const Ceiling&, const Ceiling&) = default;
};

/// The sums that these ceilings need, and those that are always kept.
[[nodiscard]] KeptSums sumsFor(const std::vector<Ceiling>& ceilings);

/// What a scope has used of a period.
struct Balance {
    std::string scope;
    std::string day; ///< key of the period; of a day where nothing else is said
    Money settled;   ///< settled and settled_estimate
    Money pending;   ///< holds of attempts in flight
    Money uncertain; ///< sent, no status; counted in full
    std::int64_t refused = 0;
    std::int64_t clamped = 0;
    [[nodiscard]] Money used() const { return settled + pending + uncertain; }
};

} // namespace signalbox
