// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"

#include "core/tiers/tier.h"

#include <string>
#include <vector>

namespace signalbox {

/// What one period would have been.
struct TrialPeriod {
    std::string period;
    std::string scope; ///< of a ceiling for each of a kind: which one
    Money spent;       ///< as it was, of what the ceiling is about
    Money wouldSpend;
    std::int64_t refused = 0;    ///< requests
    std::int64_t downgraded = 0; ///< requests
    WallUs reachedAt = 0;        ///< the first request that did not fit; 0: all did
};

struct TrialReport {
    std::int64_t requests = 0; ///< that the ceiling is about
    Money spent, wouldSpend;
    std::int64_t refused = 0, downgraded = 0;
    std::vector<TrialPeriod> periods; ///< oldest first
    [[nodiscard]] Money saved() const { return spent - wouldSpend; }
};

/// "Last week under $X a day": the attempts since a day once more, in the order of their reservations, each at what it
/// finally cost; what does not fit the period is refused, or served by the next cheaper tier that fits, at that tier's
/// present price for the same tokens, within what its key may use now. A refused request has no later attempts. Other
/// ceilings need no second look: no attempt costs more than it did under them. Left out: holds that come back, answers
/// shortened to fit, and what clients would have done instead. tiers: cheapest first, as configured. Reads the ledger
/// beside a running instance. Errors: as eachAttempt().
[[nodiscard]] Result<TrialReport> tryCeiling(
    const std::string& dir, const std::string& sinceDay, const Ceiling& ceiling, const std::vector<Tier>& tiers);

} // namespace signalbox
