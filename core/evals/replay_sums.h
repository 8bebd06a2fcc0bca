// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/replay.h"

#include <array>
#include <unordered_map>

// Private to this room: what a replay adds up.
namespace signalbox {

/// Times in steps of about 5 %.
class TimeSpread {
public:
    void add(std::int64_t us, double weight = 1);
    void add(const TimeSpread& other, double weight); ///< as so many more, spread as the other is
    [[nodiscard]] double size() const { return m_size; }
    [[nodiscard]] std::int64_t at(double share) const;

private:
    static constexpr std::size_t kSteps = 400;
    std::array<double, kSteps> m_counts {};
    double m_size = 0;
};

/// One request, decided again; small, so that a million fit into memory.
struct ReplayOutcome {
    WallUs at = 0;
    std::int32_t tierBefore = -1; ///< index of a name; -1: refused
    std::int32_t tierAfter = -1;
    std::int32_t key = -1, feature = -1, session = -1,
                 provider = -1; ///< index of a subject; -1: none, or not asked for
    std::int32_t tokensIn = 0, tokensOut = 0;
    std::int64_t nanoBefore = 0, nanoAfter = 0;
    std::int64_t totalUs = 0;
    bool simulated = false, answered = false, pinned = false, countedTokens = true;
};

/// Takes rows of one thread; merged afterwards in the order of time.
class ReplaySums {
public:
    ReplaySums(const ReplayWorld& draft, const ReplayOptions& options);
    void take(const ReplayRow& row);
    /// `later` holds requests that came after all of these.
    void append(ReplaySums&& later);
    [[nodiscard]] ReplayReport finish();

private:
    struct Prices {
        const Deployment* deployment = nullptr;
        TimeSpread times;
        std::int64_t answers = 0, tokensIn = 0, tokensOut = 0;
    };
    [[nodiscard]] Result<Decision> decideRow(const ReplayRow& row);
    void note(const ReplayRow& row, const Result<Decision>& again);
    void noteChange(const ReplayRow& row, const Result<Decision>& again, const ReplayOutcome& outcome);
    [[nodiscard]] std::int32_t nameOf(const std::string& name);
    /// Only where a ceiling of the draft asks for that kind: sessions are many.
    [[nodiscard]] std::int32_t subjectOf(ScopeKind kind, const std::string& name);
    [[nodiscard]] std::int32_t ownSubject(const std::string& name);
    [[nodiscard]] Booking bookingOf(const ReplayOutcome& outcome, std::int32_t tier) const;
    [[nodiscard]] Money costOf(const Deployment* deployment, std::int64_t in, std::int64_t out) const;
    [[nodiscard]] const Deployment* deploymentNamed(const std::string& id) const;
    [[nodiscard]] const Deployment* firstOf(std::int32_t tier) const;
    void learn(const ReplayRow& row, std::int32_t tier);
    void priceOutcomes();
    void addMoves();
    void addTimes();
    void addCeilings();

    const ReplayWorld& m_draft;
    ReplayOptions m_options;
    ReplayReport m_report;
    std::vector<ReplayOutcome> m_outcomes;
    std::vector<std::string> m_names;
    std::unordered_map<std::string, std::int32_t> m_nameIndex;
    std::vector<std::string> m_subjects; ///< of ceilings: keys, features, sessions, providers
    std::unordered_map<std::string, std::int32_t> m_subjectIndex;
    KeptSums m_kept;             ///< what the draft's ceilings look at
    std::vector<Prices> m_tiers; ///< by name index
    std::unordered_map<std::string, const Deployment*> m_deployments;
};

} // namespace signalbox
