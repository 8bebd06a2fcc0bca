// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/rule_set.h"
#include "core/tiers/tier.h"

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// A request that shows what was found: its facts, and its last user message where tests on the text matter.
struct Witness {
    Facts facts;
    std::string text;
    std::vector<Named<std::int64_t>> shares; ///< 0..9999 by name; facts.shareSeed gives them unless it is 0
};

/// What can be said of one rule. Exact over all facts; only regular expressions may leave it open.
struct RuleFinding {
    enum class Standing {
        Off,
        Reachable,     ///< `witness` goes to this rule
        Contradictory, ///< no request at all: see `conflict`
        Shadowed,      ///< earlier rules take every request that it matches: see `shadowedBy`
        NotProved,     ///< a regular expression (or the limit of work) stands between: see `reason`
    };
    int rule = -1; ///< index in the rule set
    Standing standing = Standing::Off;
    std::optional<Witness> witness;
    std::vector<int> shadowedBy;       ///< smallest set found: one rule where a single one does
    std::vector<int> partlyCoveredBy;  ///< earlier rules that take some of what it matches
    bool redundant = false;            ///< without it every request is treated the same
    std::vector<int> takenOverBy;      ///< redundant: the later rules that would do its work
    std::vector<std::string> conflict; ///< pointers below "when" of tests that can't hold together ("/all/0", "/all/2")
    std::string reason;                ///< NotProved: "pattern", "limit", "cancelled"
};
[[nodiscard]] std::string_view standingName(RuleFinding::Standing standing); ///< "reachable", "shadowed", ...

struct AnalysisScope {
    bool overlaps = true; ///< partlyCoveredBy
    bool redundancy = true;
};
/// One finding a rule, in order. Any thread; seconds for rule sets built to be hard, milliseconds for usual ones.
[[nodiscard]] std::vector<RuleFinding> analyseRules(
    const std::vector<Rule>& rules, AnalysisScope scope = {}, const std::atomic<bool>* cancel = nullptr);

/// "Can such a request ever reach that provider?"
struct ReachQuestion {
    Condition which;      ///< the requests that are asked about; "always" for all
    std::string provider; ///< one of the three; the others ""
    std::string deployment;
    std::string tier;
};
struct ReachWorld {
    const std::vector<Rule>* rules = nullptr;
    const std::vector<Tier>* tiers = nullptr;
    bool honourNamedModels = false;
    bool downgrades = false; ///< a ceiling downgrades instead of refusing
};
struct ReachAnswer {
    enum class Kind { Never, Possible, NotProved } kind = Kind::Never;
    struct Way {
        std::string kind; ///< "rule", "client_names_tier", "client_names_model", "downgrade"
        int rule = -1;    ///< that decides; for client_names_*: one that lets the client choose
        std::string tier;
        std::string deployment;
        Witness witness;
    };
    std::vector<Way> ways; ///< Possible: each way once
};
[[nodiscard]] ReachAnswer canReach(
    const ReachWorld& world, const ReachQuestion& question, const std::atomic<bool>* cancel = nullptr);

/// Rules that tell requests apart by who asks (user tier, client key, session) alone, while what is asked differs much
/// inside each group: the wrong axis.
struct WrongAxis {
    std::string fact; ///< that the rules look at
    struct Group {
        std::string value;
        std::int64_t requests = 0;
        std::int64_t shortTokens = 0; ///< a tenth of the last messages is shorter
        std::int64_t longTokens = 0;  ///< a tenth is longer
        int codePercent = 0;
    };
    std::vector<Group> groups; ///< those whose difficulty varies
};
/// nullopt: the rules look at more, or the traffic in each group is alike, or is too little (below 50 a group).
[[nodiscard]] std::optional<WrongAxis> wrongAxis(const std::vector<Rule>& rules, const std::vector<Facts>& traffic);

} // namespace signalbox
