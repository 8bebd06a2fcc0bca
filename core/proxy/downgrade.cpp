// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/downgrade.h"

#include <algorithm>

namespace signalbox {

namespace {

bool names(const std::vector<std::string>& list, const std::string& id)
{
    return std::find(list.begin(), list.end(), id) != list.end();
}

bool costsNothing(const Deployment& deployment)
{
    return deployment.provider->local || (deployment.price && deployment.price->free);
}

bool isPast(const Ceiling& ceiling, const Ledger& ledger, const Booking& booking)
{
    return std::any_of(kAllScopeKinds.begin(), kAllScopeKinds.end(), [&](ScopeKind kind) {
        const std::string scope = scopeName(kind, booking);
        return !scope.empty() && covers(ceiling.scope, scope)
            && ledger.shareUsed(ceiling, scope) >= ceiling.early->from;
    });
}

/// False: there is nothing cheaper.
bool makeCheaper(Decision& decision, const Ceiling::Early& early, const DowngradeView& view)
{
    const bool whole = names(early.rules, decision.ruleId) || (early.tiers.empty() && early.rules.empty());
    std::vector<Decision::Step> kept;
    for (const Decision::Step& step : decision.steps) {
        if (!whole && !names(early.tiers, step.tier))
            kept.push_back(step);
    }
    if (kept.size() == decision.steps.size())
        return false;
    if (kept.empty()) {
        if (auto below = stepBelow(view, decision.steps.front().tier, AtLimit::Downgrade))
            kept.push_back(std::move(*below));
        else if (whole && decision.steps.size() > 1) // the cheapest begins already; the dearer ones are left out
            kept.push_back(decision.steps.front());
        else
            return false;
    }
    decision.steps = std::move(kept);
    return true;
}

} // namespace

std::optional<Decision::Step> stepBelow(const DowngradeView& view, const std::string& tier, AtLimit atLimit)
{
    const auto& tiers = view.config.tiers;
    auto at = std::find_if(tiers.begin(), tiers.end(), [&tier](const Tier& each) { return each.id == tier; });
    while (atLimit != AtLimit::Block && at != tiers.begin() && at != tiers.end()) {
        --at;
        if (!view.facts.allowsTier(at->id))
            continue;
        Decision::Step cheaper { at->id, {} };
        for (const auto& deployment : at->chain) {
            const bool fits = unfitReason(deployment->profile, view.request, view.facts.tokensContext).empty();
            const bool wanted = atLimit == AtLimit::Downgrade || costsNothing(*deployment);
            if (fits && wanted && view.obstacle(*deployment).empty())
                cheaper.deployments.push_back(deployment);
        }
        if (!cheaper.deployments.empty())
            return cheaper;
    }
    return std::nullopt;
}

std::string downgradeEarly(Decision& decision, const DowngradeView& view, const Ledger& ledger, Booking booking)
{
    std::string by;
    if (!decision.action.pin.empty()) // nothing else may serve it
        return by;
    for (const Ceiling& ceiling : view.config.ceilings) {
        if (!ceiling.early || decision.steps.empty() || decision.steps.front().deployments.empty())
            continue;
        const Decision::Step& first = decision.steps.front();
        booking.tier = first.tier;
        booking.provider = first.deployments.front()->provider->id;
        booking.simulated = first.deployments.front()->provider->simulated;
        if (isPast(ceiling, ledger, booking) && makeCheaper(decision, *ceiling.early, view))
            by = ceiling.id;
    }
    return by;
}

} // namespace signalbox
