// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/base/result.h"
#include "core/record/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace signalbox {

/// What one day, tier, key, ... cost. Money only; simulated traffic is in none of it.
struct SpendLine {
    std::string key; ///< "2026-11-22", id of a tier, key or provider, name of a feature or session; "" = none given
    Money settled;   ///< with what is estimated
    Money estimated; ///< the part of it that no provider's figures stand behind
    Money extra;     ///< the part of it for attempts after which another one of the same request was needed
    Money held;      ///< pending and uncertain
    std::int64_t requests = 0;
    std::int64_t attempts = 0;
    std::int64_t tokensIn = 0, tokensOut = 0;
    // What ceilings cost; days only.
    std::int64_t refused = 0;    ///< requests
    std::int64_t downgraded = 0; ///< requests, as far back as the log reaches
    std::int64_t shortened = 0;  ///< answers
    SpendLine& operator+=(const SpendLine& other);
    friend bool operator==(const SpendLine&, const SpendLine&) = default;
};

/// What was spent since a day, by what.
struct Spending {
    std::string since;
    SpendLine total;
    std::vector<SpendLine> days; ///< oldest first; only those with something in them
    /// The dearest first. Features and sessions are named by clients: at most kMostNames of each, the rest in one line
    /// with the key kRest.
    std::vector<SpendLine> tiers, providers, keys, features, sessions;
    static constexpr std::size_t kMostNames = 100;
    static constexpr const char* kRest = "*";
};

/// Reads the ledger (and the log for downgrades) beside a running instance, on any thread; about a second for a million
/// attempts. since: a day's key; "" = all. Errors: those of Ledger::show(); a log that can't be read is left out.
[[nodiscard]] Result<Spending> readSpending(const std::string& dir, const std::string& since, const DayRule& day);

/// Sessions are in no log, for there are many of them: into a report they come from the ledger.
void addSessions(Report& report, const Spending& spending);

} // namespace signalbox
