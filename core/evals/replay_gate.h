// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/replay.h"

#include <string>
#include <vector>

namespace signalbox {

/// What speaks against a draft that was replayed. It looks at refusals, cost and how much is known; whether answers get
/// better or worse it does not say.
struct GateLimits {
    std::int64_t costRisePpm = 100'000;               ///< of the cost before: 10 %
    Money costRiseFrom = Money::fromNano(10'000'000); ///< a cent: less is no rise, whatever the share
};

/// Codes, the gravest first; empty: nothing speaks against it.
/// "refused": more requests than before are refused, by the rules or by a ceiling. "cost": it rises above both limits;
/// the sandbox's own where no real money was spent. "unknown": for more requests nobody can say where they would go
/// than were decided. "no_traffic": there was no request to decide.
[[nodiscard]] std::vector<std::string> gateFindings(const ReplayReport& report, const GateLimits& limits = {});

} // namespace signalbox
