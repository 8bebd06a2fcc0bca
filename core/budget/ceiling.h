// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"

#include <string>
#include <vector>

namespace signalbox {

enum class AtLimit { Block, Downgrade };

/// A limit per local day. scope: "global", "tier:<id>", "key:<virtual key id>", or "sandbox" for simulated traffic.
struct Ceiling {
    std::string id;
    std::string scope = "global";
    Money limit;
    std::vector<double> alertAt { 0.8, 1.0 }; ///< shares; display only, never on the money path
    AtLimit atLimit = AtLimit::Block;
    friend bool operator==(const Ceiling&, const Ceiling&) = default;
};

/// What a scope has used of its day.
struct Balance {
    std::string scope;
    std::string day;
    Money settled;   ///< settled and settled_estimate
    Money pending;   ///< holds of attempts in flight
    Money uncertain; ///< sent, no status; counted in full
    std::int64_t refused = 0;
    std::int64_t clamped = 0;
    [[nodiscard]] Money used() const { return settled + pending + uncertain; }
};

} // namespace signalbox
