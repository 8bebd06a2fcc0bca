// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/replay_log.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// How many requests a condition matches, and which of its parts hold it back.
struct MatchPreview {
    std::int64_t requests = 0; ///< looked at
    std::int64_t matches = 0;
    std::int64_t unknown = 0; ///< what it asks for was not recorded
    /// For a group: matches without its child of that number ("without this condition: 1,377"), by child.
    std::vector<std::int64_t> without;
    struct Example {
        std::string id;
        WallUs at = 0;
        bool matches = false;
        std::vector<ConditionTrace> lines; ///< each condition with what it saw: why, or why not
    };
    std::vector<Example> newest; ///< at most so many as asked, newest first, filled up with near misses
};

/// How much of what a rule matches went to rules before it.
struct RuleOverlap {
    std::int64_t matches = 0;            ///< requests that its condition holds for
    std::int64_t taken = 0;              ///< of those: by an earlier rule
    std::map<int, std::int64_t> takenBy; ///< by the place of that rule
};

/// A value of a fact and how often it was seen: for completion.
struct SeenValue {
    std::string value;
    std::int64_t requests = 0;
};

/// The newest requests of the log, kept in memory for one page, so that every edit is answered at once. Immutable after
/// loading; any thread, one load at a time.
class WhatIf {
public:
    static constexpr std::int64_t kRequests = 10'000;

    /// Errors: cancelled, StorageError's codes.
    [[nodiscard]] static Result<std::shared_ptr<const WhatIf>> load(
        const std::string& dir, ReplaySpan span, const std::atomic<bool>* cancel = nullptr);
    [[nodiscard]] const std::vector<ReplayRow>& rows() const { return m_rows; } ///< oldest first
    [[nodiscard]] WallUs from() const { return m_rows.empty() ? 0 : m_rows.front().at; }

    /// The whole draft: below 300 ms for 10,000 requests.
    [[nodiscard]] ReplayReport compare(const ReplayWorld& draft, const ReplayOptions& options) const
    {
        return whatIf(m_rows, draft, options);
    }
    /// One condition by itself.
    [[nodiscard]] MatchPreview preview(
        const Condition& condition, const ReplayOptions& options, std::size_t examples = 10) const;
    /// For the rules at these places, by place. A request of which it is not known whether an earlier rule took it is
    /// left out. Empty when cancelled.
    [[nodiscard]] std::map<int, RuleOverlap> overlaps(
        const std::vector<Rule>& rules, const std::vector<int>& places, const ReplayOptions& options) const;
    /// What conditions may be completed with: facts ("user_tier", "header:x-team") and their values, commonest first,
    /// at most 50 each.
    [[nodiscard]] std::map<std::string, std::vector<SeenValue>> seenValues() const;
    /// The facts alone, for wrongAxis().
    [[nodiscard]] std::vector<Facts> facts() const;

private:
    std::vector<ReplayRow> m_rows;
};

} // namespace signalbox
