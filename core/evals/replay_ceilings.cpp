// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_sums.h"

#include <algorithm>
#include <map>
#include <tuple>

// The draft's ceilings over the periods of the replay: what is spent under either, and what they would have refused.
namespace signalbox {

namespace {

/// Which day and hour an instant lies in; most requests lie in those of the one before.
class Moments {
public:
    explicit Moments(const DayRule& rule)
        : m_rule(rule)
    {
    }
    void moveTo(WallUs at)
    {
        if (at >= m_from && at < m_until)
            return;
        periods = periodsOf(m_rule, at);
        m_until = std::min(m_rule.nextDay(at), nextPeriod(m_rule, Window::Hour, at));
        m_from = at;
    }
    PeriodKeys periods;

private:
    const DayRule& m_rule;
    WallUs m_from = 0;
    WallUs m_until = 0;
};

/// The ceilings over their periods, one sum for each scope that they cover.
class CeilingSums {
public:
    using Place = std::tuple<std::string, std::string, std::string>; ///< period, scope, ceiling

    /// Calls each(ceiling, sum) for the ceilings that a booking falls under.
    template <class Each>
    void under(const std::vector<Ceiling>& ceilings, const PeriodKeys& periods, const Booking& booking, Each each)
    {
        for (const Ceiling& ceiling : ceilings) {
            const auto kind = kindOf(ceiling.scope);
            const std::string scope = kind ? scopeName(*kind, booking) : std::string();
            if (scope.empty() || !covers(ceiling.scope, scope))
                continue;
            const std::string& period = periods.of(ceiling.window);
            ReplayReport::CeilingDay& sum = sums[{ period, scope, ceiling.id }];
            sum.day = period;
            sum.scope = scope;
            sum.ceiling = ceiling.id;
            sum.limit = ceiling.limit;
            each(ceiling, sum);
        }
    }
    std::map<Place, ReplayReport::CeilingDay> sums;
};

} // namespace

Booking ReplaySums::bookingOf(const ReplayOutcome& outcome, std::int32_t tier) const
{
    const auto subject = [this](std::int32_t place) {
        return place < 0 ? std::string_view() : std::string_view(m_subjects[static_cast<std::size_t>(place)]);
    };
    Booking booking;
    booking.tier = tier < 0 ? std::string_view() : std::string_view(m_names[static_cast<std::size_t>(tier)]);
    booking.keyId = subject(outcome.key);
    booking.feature = subject(outcome.feature);
    booking.session = subject(outcome.session);
    booking.provider = subject(outcome.provider);
    booking.simulated = outcome.simulated;
    if (const Deployment* first = tier == outcome.tierBefore ? nullptr : firstOf(tier))
        booking.provider = first->provider->id;
    return booking;
}

void ReplaySums::addCeilings()
{
    Moments moment(m_draft.day);
    CeilingSums ledger;
    const auto& tiers = *m_draft.tiers;
    const auto cheaper = [&](std::int32_t tier) -> const Deployment* {
        const auto place = std::find_if(tiers.begin(), tiers.end(),
            [&](const Tier& each) { return each.id == m_names[static_cast<std::size_t>(tier)]; });
        return place == tiers.begin() || place == tiers.end() || (place - 1)->chain.empty()
            ? nullptr
            : (place - 1)->chain.front().get();
    };
    for (const ReplayOutcome& outcome : m_outcomes) {
        moment.moveTo(outcome.at);
        Money after = Money::fromNano(outcome.nanoAfter);
        const Booking then = bookingOf(outcome, outcome.tierAfter);
        const auto under = [&](const Booking& booking, auto each) {
            ledger.under(*m_draft.ceilings, moment.periods, booking, each);
        };
        under(then, [&](const Ceiling& ceiling, ReplayReport::CeilingDay& sum) {
            if (outcome.tierAfter < 0 || after == Money() || sum.after + after <= ceiling.limit)
                return;
            sum.reachedAt = sum.reachedAt == 0 ? outcome.at : sum.reachedAt;
            const Deployment* other =
                ceiling.atLimit != AtLimit::Block && !outcome.pinned ? cheaper(outcome.tierAfter) : nullptr;
            after = other ? std::min(after, costOf(other, outcome.tokensIn, outcome.tokensOut)) : Money();
            ++(other ? sum.downgraded : sum.refused);
            ++(other ? m_report.downgradedAfter : m_report.refusedAfter);
        });
        if (outcome.tierAfter >= 0)
            under(then, [&](const Ceiling&, ReplayReport::CeilingDay& sum) { sum.after += after; });
        if (outcome.tierBefore >= 0)
            under(bookingOf(outcome, outcome.tierBefore), [&](const Ceiling&, ReplayReport::CeilingDay& sum) {
                sum.before += Money::fromNano(outcome.nanoBefore);
            });
    }
    for (auto& [place, sum] : ledger.sums) {
        if (sum.reachedAt != 0 || sum.before > sum.limit)
            m_report.ceilingDays.push_back(std::move(sum));
    }
}

} // namespace signalbox
