// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/budget/ceiling.h"
#include "core/evals/prompt_window.h"
#include "core/route/router.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace signalbox {

/// A configuration as far as decisions and their cost look at it. `owner` keeps it alive.
struct ReplayWorld {
    std::shared_ptr<const void> owner;
    const RuleSet* rules = nullptr;
    const std::vector<Tier>* tiers = nullptr;
    const std::vector<Ceiling>* ceilings = nullptr;
    bool honourNamedModels = false;
    DayRule day;
};
/// The world of a stored version; nullptr where it is not known any more or can't be read today.
using WorldOfVersion = std::function<std::shared_ptr<const ReplayWorld>(std::int64_t version)>;

/// One logged request, as a replay needs it.
struct ReplayRow {
    std::int64_t row = 0; ///< its number in the log, in the order of time
    WallUs at = 0;
    std::string id, keyId, tierPlanned, tier, provider, model, ruleId, errorCode, reason;
    std::int64_t version = 0;
    int status = 0;
    std::int64_t tokensIn = 0, tokensOut = 0, costNano = 0, totalUs = 0;
    bool simulated = false, escalated = false;
    bool hasFacts = false; ///< else it was refused before any rule was asked, or written by an older program
    Facts facts;
};

/// The decision that these facts lead to in that world: the live code on what was recorded. Errors as decide().
[[nodiscard]] Result<Decision> decideAgain(
    const Facts& facts, const ReplayWorld& world, const AskedTests* asked = nullptr);

/// Whether a decision made again is the one that was logged: the same rule and planned tier, or the same refusal, and a
/// served tier that its plan (or a downgrade from it) allows.
[[nodiscard]] bool agrees(const Result<Decision>& again, const ReplayRow& row, const ReplayWorld& world);

/// One request whose way changes.
struct ReplayChange {
    std::string id;
    WallUs at = 0;
    std::string tierBefore, tierAfter; ///< "" = refused
    std::string ruleBefore, ruleAfter;
    Money costBefore, costAfter; ///< at today's prices
    Facts facts;
};

/// How many requests of a log could be decided again, and why the others could not.
struct ReplayCounts {
    std::int64_t requests = 0;       ///< in the log
    std::int64_t decided = 0;        ///< decided again
    std::int64_t withoutFacts = 0;   ///< refused before a rule was asked, or older than the facts
    std::int64_t withoutVersion = 0; ///< their rule set is not known any more
    std::int64_t unknown = 0;        ///< a text (or another fact) that the rules ask for was not recorded
    ReplayCounts& operator+=(const ReplayCounts& other);
};

struct ReplayReport : ReplayCounts {
    WallUs from = 0, to = 0; ///< of the requests that were looked at
    std::map<std::string, std::int64_t> unknownByRule;
    std::int64_t fromPrompts = 0; ///< answered by the prompts in memory
    std::int64_t changed = 0;     ///< of decided: another tier or another refusal

    struct Move {
        std::int64_t requests = 0;
        Money costBefore, costAfter;
    };
    std::map<std::pair<std::string, std::string>, Move> moves; ///< (before, after), unchanged ones too; "" = refused
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> hits; ///< by rule id: before, after
    Money costBefore, costAfter;                                       ///< today's prices, real money
    Money simulatedBefore, simulatedAfter;                             ///< the sandbox's
    std::int64_t estimatedCosts = 0; ///< requests without tokens of their own: the tier's average was taken
    struct Latency {
        std::int64_t p50Us = 0, p95Us = 0;
    };
    Latency latencyBefore, latencyAfter; ///< of answered requests; moved ones by their new tier's distribution
    std::int64_t refusedBefore = 0, refusedAfter = 0;
    std::int64_t downgradedBefore = 0, downgradedAfter = 0;
    struct CeilingDay {
        std::string day, scope;                   ///< day: key of the ceiling's period
        Money limit, before, after;               ///< spent under either
        std::int64_t refused = 0, downgraded = 0; ///< under the draft
        WallUs reachedAt = 0;                     ///< under the draft; 0: not reached
        std::string ceiling {};                   ///< its id
    };
    std::vector<CeilingDay> ceilingDays; ///< days on which a ceiling of the draft is reached, or was
    std::vector<ReplayChange> changes;   ///< the newest of them
    bool cancelled = false;
    /// What is counted request by request; `later` is about requests that came after all of these. What is made of all
    /// at the end (moves, costs, latency, ceilings) is not added.
    ReplayReport& operator+=(ReplayReport&& later);
};

struct ReplayOptions {
    std::size_t changes = 100; ///< listed at most
    const PromptWindow* prompts = nullptr;
    const AskedTests* asked = nullptr; ///< of every version (VersionWorlds::asked)
    const std::atomic<bool>* cancel = nullptr;
};

/// What a draft would have done to these requests, in the order of time. Any thread; 10,000 requests in well under
/// 300 ms.
[[nodiscard]] ReplayReport whatIf(
    const std::vector<ReplayRow>& rows, const ReplayWorld& draft, const ReplayOptions& options);

} // namespace signalbox
