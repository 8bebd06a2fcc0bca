// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/evals/replay.h"
#include "core/proxy/config.h"
#include "core/record/record.h"
#include "core/tiers/breaker.h"

#include <map>
#include <string>
#include <vector>

namespace signalbox::ui {

/// A request that is tried and not sent.
struct DryRunInput {
    std::string body;                                      ///< JSON of a chat request
    std::map<std::string, std::string, std::less<>> hints; ///< "feature", "user-tier", "stakes", "session"
    std::string client;                                    ///< virtual key's name, or ""
    WallUs at = 0;                                         ///< when it is sent
};

struct DryRun {
    RequestRecord record; ///< as it would be decided: rule, tier, facts and trace; nothing was called
    Error error;          ///< why there is no decision; "" code: there is one
};

/// The live code on this request with these rules: facts, rules, capabilities, and which breakers are open. Keys and
/// ceilings are not asked. Pure; any thread.
[[nodiscard]] DryRun dryRun(
    const DryRunInput& input, const Config& config, const RuleSet& rules, const std::vector<Breakers::View>& breakers);

/// A recorded request, decided again with the live code by what was recorded of it; its prompt is asked where it is
/// still in memory. `asked`: which text tests each version asked; nullptr where nobody knows. Pure; any thread.
[[nodiscard]] DryRun decideRecorded(
    const RequestRecord& record, const ReplayWorld& world, const PromptWindow& prompts, const AskedTests* asked);

} // namespace signalbox::ui
