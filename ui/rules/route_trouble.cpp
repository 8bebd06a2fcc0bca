// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/route_trouble.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace signalbox::ui {

namespace {

struct RouteTroubles {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::RouteTroubles)
};

enum class Obstacle { None, BreakerOpen, NoKey, Unpriced };

/// One deployment that can't be called.
struct Stopped {
    const Deployment* deployment;
    Obstacle why;
};

/// What of one tier can be called.
struct TierState {
    const Tier* tier = nullptr;
    std::vector<Stopped> stopped;
    const Deployment* serves = nullptr; ///< the first that can; nullptr: none
};

bool isUnderCeiling(const Config& config, const Provider& provider)
{
    return std::ranges::any_of(
        config.ceilings, [&provider](const Ceiling& each) { return (each.scope == "sandbox") == provider.simulated; });
}

// In the order in which the live path asks.
Obstacle obstacleOf(const Deployment& deployment, const Config& config, const Hindrances& hindrances)
{
    const Provider& provider = *deployment.provider;
    if (hindrances.openBreakers.contains(deployment.id))
        return Obstacle::BreakerOpen;
    const bool keyed = std::ranges::any_of(
        provider.secretRefs, [&hindrances](const std::string& key) { return hindrances.secrets.contains(key); });
    if (provider.auth != AuthStyle::None && !provider.simulated && !keyed)
        return Obstacle::NoKey;
    return !deployment.price && isUnderCeiling(config, provider) ? Obstacle::Unpriced : Obstacle::None;
}

TierState stateOf(const Tier& tier, const std::string& pin, const Config& config, const Hindrances& hindrances)
{
    TierState state;
    state.tier = &tier;
    for (const auto& deployment : tier.chain) {
        if (!pin.empty() && deployment->id != pin)
            continue;
        const Obstacle why = obstacleOf(*deployment, config, hindrances);
        if (why != Obstacle::None)
            state.stopped.push_back({ deployment.get(), why });
        else if (state.serves == nullptr)
            state.serves = deployment.get();
    }
    return state;
}

std::optional<Obstacle> commonObstacle(const std::vector<Stopped>& stopped)
{
    const bool same =
        std::ranges::all_of(stopped, [&stopped](const Stopped& each) { return each.why == stopped.front().why; });
    return same ? std::optional(stopped.front().why) : std::nullopt;
}

QString badgeOf(const std::vector<Stopped>& stopped)
{
    switch (commonObstacle(stopped).value_or(Obstacle::None)) {
    case Obstacle::Unpriced:
        //: marks of rules, from what they route to
        return RouteTroubles::tr("unpriced");
    case Obstacle::NoKey:
        return RouteTroubles::tr("no key");
    case Obstacle::BreakerOpen:
        return RouteTroubles::tr("breaker open");
    case Obstacle::None:
        break;
    }
    return RouteTroubles::tr("can't serve");
}

QString reasonOf(const Stopped& stopped)
{
    const QString name = toQString(stopped.deployment->id);
    switch (stopped.why) {
    case Obstacle::BreakerOpen:
        //: why a deployment can't be called; %1 is the deployment
        return RouteTroubles::tr("the breaker of %1 is open").arg(name);
    case Obstacle::NoKey:
        //: why a deployment can't be called; %1 its provider
        return RouteTroubles::tr("there is no key for %1").arg(toQString(stopped.deployment->provider->id));
    case Obstacle::Unpriced:
    case Obstacle::None:
        break;
    }
    //: why a deployment can't be called; %1 is the deployment
    return RouteTroubles::tr("%1 is unpriced, so it is never used under a ceiling").arg(name);
}

QString reasonsOf(const std::vector<Stopped>& stopped)
{
    QStringList reasons;
    for (const Stopped& each : stopped)
        reasons.append(reasonOf(each));
    reasons.removeDuplicates(); // two models of one provider lack the same key
    return reasons.join(QStringLiteral(", "));
}

void addRemedy(RouteTrouble& trouble, const TierState& state)
{
    const auto keyless = std::ranges::find(state.stopped, Obstacle::NoKey, &Stopped::why);
    const bool key = keyless != state.stopped.end();
    trouble.remedy = key ? RouteTrouble::Remedy::AddKey : RouteTrouble::Remedy::ShowTier;
    trouble.target = key ? keyless->deployment->provider->id : state.tier->id;
}

// Without a ceiling a model without a price is called, and nobody knows what for.
std::optional<RouteTrouble> unpricedTrouble(const std::vector<TierState>& tiers, const TierNames& tierName)
{
    const auto isUnpriced = [](const TierState& state) {
        return !state.tier->chain.empty()
            && std::ranges::none_of(state.tier->chain, [](const auto& each) { return each->price.has_value(); });
    };
    const auto unpriced = std::ranges::find_if(tiers, isUnpriced);
    if (unpriced == tiers.end())
        return std::nullopt;
    RouteTrouble trouble;
    trouble.badge = RouteTroubles::tr("unpriced");
    trouble.target = unpriced->tier->id;
    //: %1 is a tier
    trouble.sentence = RouteTroubles::tr("No price is known for any model of %1: its requests are served, but what "
                                         "they cost is unknown and counts in no sum.")
                           .arg(tierName(trouble.target));
    return trouble;
}

// Nothing at all can be called; every tier says why.
RouteTrouble refusedTrouble(const std::vector<TierState>& tiers, const TierNames& tierName)
{
    QStringList names;
    std::vector<Stopped> stopped;
    for (const TierState& state : tiers) {
        names.append(tierName(state.tier->id));
        stopped.insert(stopped.end(), state.stopped.begin(), state.stopped.end());
    }
    RouteTrouble trouble;
    addRemedy(trouble, tiers.front());
    trouble.badge = badgeOf(stopped);
    //: %1 one or more tiers, %2 reasons
    trouble.sentence = RouteTroubles::tr("Requests of this rule are refused, because nothing of %1 can be called: %2.")
                           .arg(names.join(QStringLiteral(", ")), reasonsOf(stopped));
    return trouble;
}

} // namespace

std::optional<RouteTrouble> troubleOf(
    const RouteAction& route, const Config& config, const Hindrances& hindrances, const TierNames& tierName)
{
    std::vector<TierState> tiers;
    for (const std::string& id : route.tiers) {
        if (const Tier* tier = config.findTier(id))
            tiers.push_back(stateOf(*tier, route.pin, config, hindrances));
    }
    const auto isHindered = [](const TierState& state) { return !state.stopped.empty(); };
    const auto isClosed = [](const TierState& state) { return !state.stopped.empty() && state.serves == nullptr; };
    if (std::ranges::none_of(tiers, isHindered))
        return unpricedTrouble(tiers, tierName);
    if (std::ranges::all_of(tiers, isClosed))
        return refusedTrouble(tiers, tierName);
    // A tier that can't serve at all counts before one that lacks a part of its chain.
    const auto closed = std::ranges::find_if(tiers, isClosed);
    const TierState& state = closed == tiers.end() ? *std::ranges::find_if(tiers, isHindered) : *closed;
    const QString tier = tierName(state.tier->id);
    const QString reasons = reasonsOf(state.stopped);
    RouteTrouble trouble;
    addRemedy(trouble, state);
    if (state.serves != nullptr) {
        //: %1 is a tier, %2 reasons, %3 the deployment that serves instead
        trouble.sentence = RouteTroubles::tr("Not all of %1 can be called: %2. Its requests go to %3.")
                               .arg(tier, reasons, toQString(state.serves->id));
        return trouble;
    }
    trouble.badge = badgeOf(state.stopped);
    trouble.sentence
        //: of a cascade: %1 is a tier, %2 reasons
        = RouteTroubles::tr("This cascade leaves out %1, because nothing of it can be called: %2.").arg(tier, reasons);
    return trouble;
}

} // namespace signalbox::ui
