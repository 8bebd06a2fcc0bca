// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <string>

namespace signalbox {

/// One applied configuration, as the history keeps it: whole, so that any decision can be made again and any state be
/// applied again. It holds no secrets, because the configuration holds none.
struct ConfigVersion {
    std::int64_t number = 0; ///< from 1, without gaps, never used again
    WallUs appliedAt = 0;
    std::string rulesHash;  ///< RuleSet::hash
    std::string configHash; ///< SHA-256 over the text, 16 characters
    std::string
        origin; ///< "start", "apply", "import", "apply:refused,cost" (against the replay gate), "file", "rollback:14"
    std::string note; ///< why, in the operator's words
    std::string text; ///< the configuration; "" in lists
};

} // namespace signalbox
