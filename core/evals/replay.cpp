// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay.h"

#include "core/evals/replay_sums.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr int kRowsPerLook = 256; ///< at `cancel`

/// The request as far as decisions look at it, from what was recorded of it.
ChatRequest requestOf(const Facts& facts)
{
    ChatRequest request;
    request.endpoint = facts.endpoint == "embeddings" ? Endpoint::Embeddings
        : facts.endpoint == "completions"             ? Endpoint::Completions
                                                      : Endpoint::ChatCompletions;
    request.model = facts.requestedModel;
    request.images = facts.imageCount;
    request.tools = facts.toolCount;
    request.hasToolMessages = facts.toolMessages;
    request.jsonAsked = facts.jsonAsked == "schema" ? JsonAsked::Schema
        : facts.jsonAsked == "object"               ? JsonAsked::Object
                                                    : JsonAsked::No;
    request.logprobs = facts.logprobs;
    if (facts.maxTokens >= 0)
        request.maxTokens = facts.maxTokens;
    return request;
}

std::string obstacleOf(const Deployment& deployment, const Facts& facts, const ReplayWorld& world)
{
    for (const auto& [breaker, state] : facts.breakers) {
        if (breaker == deployment.id && state == "open")
            return "breaker_open";
    }
    for (const auto& [blocked, reason] : facts.obstacles) {
        // A draft that gives it a price of its own asks what it would do with that.
        const bool pricedByDraft =
            reason == "unpriced" && deployment.price && deployment.price->source == "configuration";
        if (blocked == deployment.id && !pricedByDraft)
            return reason;
    }
    const bool simulated = deployment.provider->simulated;
    const bool ceiling = std::any_of(world.ceilings->begin(), world.ceilings->end(),
        [simulated](const Ceiling& each) { return (each.scope == "sandbox") == simulated; });
    return !deployment.price && ceiling ? "unpriced" : "";
}

/// Whether a downgrade from the plan may end in this tier: a cheaper one.
bool isBelow(const std::string& tier, const Decision& decision, const ReplayWorld& world)
{
    const auto placeOf = [&world](const std::string& id) {
        return std::find_if(
            world.tiers->begin(), world.tiers->end(), [&id](const Tier& each) { return each.id == id; });
    };
    return std::any_of(decision.steps.begin(), decision.steps.end(), [&](const Decision::Step& step) {
        return placeOf(tier) != world.tiers->end() && placeOf(tier) < placeOf(step.tier);
    });
}

} // namespace

Result<Decision> decideAgain(const Facts& facts, const ReplayWorld& world, const AskedTests* asked)
{
    RoutingView view;
    view.rules = world.rules;
    view.tiers = world.tiers;
    view.honourNamedModels = world.honourNamedModels;
    view.asked = asked;
    view.obstacle = [&facts, &world](const Deployment& deployment) { return obstacleOf(deployment, facts, world); };
    return decide(requestOf(facts), facts, facts.pin, view);
}

bool agrees(const Result<Decision>& again, const ReplayRow& row, const ReplayWorld& world)
{
    if (!again)
        return row.tierPlanned.empty();
    if (again->ruleId != row.ruleId || again->steps.front().tier != row.tierPlanned)
        return false;
    const bool planned = row.tier.empty()
        || std::any_of(again->steps.begin(), again->steps.end(),
            [&row](const Decision::Step& step) { return step.tier == row.tier; });
    // A fallback after a downgrade leaves no word of it in the reason.
    return planned || isBelow(row.tier, *again, world);
}

ReplayReport whatIf(const std::vector<ReplayRow>& rows, const ReplayWorld& draft, const ReplayOptions& options)
{
    ReplaySums sums(draft, options);
    int turn = 0;
    for (const ReplayRow& row : rows) {
        if (++turn % kRowsPerLook == 0 && options.cancel && options.cancel->load()) {
            ReplayReport stopped;
            stopped.cancelled = true;
            return stopped;
        }
        sums.take(row);
    }
    return sums.finish();
}

ReplayCounts& ReplayCounts::operator+=(const ReplayCounts& other)
{
    requests += other.requests;
    decided += other.decided;
    withoutFacts += other.withoutFacts;
    withoutVersion += other.withoutVersion;
    unknown += other.unknown;
    return *this;
}

ReplayReport& ReplayReport::operator+=(ReplayReport&& later)
{
    ReplayCounts::operator+=(later);
    from = from == 0 ? later.from : from;
    to = later.to == 0 ? to : later.to;
    fromPrompts += later.fromPrompts;
    changed += later.changed;
    refusedBefore += later.refusedBefore;
    downgradedBefore += later.downgradedBefore;
    for (const auto& [rule, count] : later.unknownByRule)
        unknownByRule[rule] += count;
    for (const auto& [rule, counts] : later.hits) {
        hits[rule].first += counts.first;
        hits[rule].second += counts.second;
    }
    std::move(later.changes.begin(), later.changes.end(), std::back_inserter(changes));
    return *this;
}

} // namespace signalbox
