// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_sums.h"

#include <algorithm>

// The draft's ceilings over the days of the replay: what is spent under either, and what they would have refused.
namespace signalbox {

namespace {

using DayScope = std::pair<std::string, std::string>;

/// Which local day an instant lies in; most requests lie in the day of the one before.
class Days {
public:
    explicit Days(const DayRule& rule)
        : m_rule(rule)
    {
    }
    const std::string& of(WallUs at)
    {
        if (at < m_from || at >= m_until) {
            m_day = m_rule.dayOf(at);
            m_until = m_rule.nextDay(at);
            m_from = at;
        }
        return m_day;
    }

private:
    const DayRule& m_rule;
    std::string m_day;
    WallUs m_from = 0;
    WallUs m_until = 0;
};

} // namespace

void ReplaySums::addCeilings()
{
    Days days(m_draft.day);
    std::map<DayScope, ReplayReport::CeilingDay> sums;
    const auto& tiers = *m_draft.tiers;
    const auto cheaper = [&](std::int32_t tier) -> const Deployment* {
        const auto place = std::find_if(tiers.begin(), tiers.end(),
            [&](const Tier& each) { return each.id == m_names[static_cast<std::size_t>(tier)]; });
        return place == tiers.begin() || place == tiers.end() || (place - 1)->chain.empty()
            ? nullptr
            : (place - 1)->chain.front().get();
    };
    for (const ReplayOutcome& outcome : m_outcomes) {
        const std::string& day = days.of(outcome.at);
        const std::string tier =
            outcome.tierAfter < 0 ? "" : "tier:" + m_names[static_cast<std::size_t>(outcome.tierAfter)];
        const std::string was =
            outcome.tierBefore < 0 ? "" : "tier:" + m_names[static_cast<std::size_t>(outcome.tierBefore)];
        const std::string& key = m_names[static_cast<std::size_t>(outcome.key)];
        Money after = Money::fromNano(outcome.nanoAfter);
        const auto concerns = [&](const Ceiling& ceiling, const std::string& ofTier) {
            if (outcome.simulated || ceiling.scope == "sandbox")
                return outcome.simulated && ceiling.scope == "sandbox";
            return ceiling.scope == "global" || ceiling.scope == ofTier || ceiling.scope == key;
        };
        for (const Ceiling& ceiling : *m_draft.ceilings) {
            if (!concerns(ceiling, tier) || outcome.tierAfter < 0 || after == Money())
                continue;
            ReplayReport::CeilingDay& sum = sums[{ day, ceiling.scope }];
            if (sum.after + after <= ceiling.limit)
                continue;
            sum.reachedAt = sum.reachedAt == 0 ? outcome.at : sum.reachedAt;
            const Deployment* other =
                ceiling.atLimit == AtLimit::Downgrade && !outcome.pinned ? cheaper(outcome.tierAfter) : nullptr;
            after = other ? std::min(after, costOf(other, outcome.tokensIn, outcome.tokensOut)) : Money();
            ++(other ? sum.downgraded : sum.refused);
            ++(other ? m_report.downgradedAfter : m_report.refusedAfter);
        }
        for (const Ceiling& ceiling : *m_draft.ceilings) {
            if (concerns(ceiling, tier) && outcome.tierAfter >= 0)
                sums[{ day, ceiling.scope }].after += after;
            if (concerns(ceiling, was))
                sums[{ day, ceiling.scope }].before += Money::fromNano(outcome.nanoBefore);
        }
    }
    for (auto& [place, sum] : sums) {
        const auto ceiling = std::find_if(m_draft.ceilings->begin(), m_draft.ceilings->end(),
            [&scope = place.second](const Ceiling& each) { return each.scope == scope; });
        sum.day = place.first;
        sum.scope = place.second;
        sum.limit = ceiling->limit;
        if (sum.reachedAt != 0 || sum.before > ceiling->limit)
            m_report.ceilingDays.push_back(std::move(sum));
    }
}

} // namespace signalbox
