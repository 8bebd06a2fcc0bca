// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/billing.h"

#include <algorithm>
#include <cstdlib>

namespace signalbox {

std::int64_t answersAsked(const ChatRequest& request)
{
    return std::max<std::int64_t>(1, request.n) * std::max<std::int64_t>(1, request.inputs);
}

std::int64_t wantedOutput(
    const ChatRequest& request, const Deployment& deployment, const RouteAction& action, const Config& config)
{
    if (request.endpoint == Endpoint::Embeddings)
        return 0;
    std::int64_t wanted = request.maxTokens.value_or(std::min(config.defaultMaxOutput, deployment.profile.maxOutput));
    if (action.maxTokens)
        wanted = std::min(wanted, *action.maxTokens);
    return wanted;
}

ReserveRequest reservationFor(
    const ChatRequest& request, const Deployment& deployment, const RouteAction& action, const Config& config)
{
    ReserveRequest reserve;
    reserve.provider = deployment.provider->id;
    reserve.model = deployment.model;
    reserve.simulated = deployment.provider->simulated;
    if (deployment.price) {
        reserve.priceSource = deployment.price->source;
        const PricedRequest priced { inputUpperBound(request, deployment.profile.imageTokens), answersAsked(request),
            request.images, request.serviceTier };
        reserve.worst = worstCase(*deployment.price, deployment.provider->priceFactorPpm, priced);
    }
    reserve.wantedOutput = wantedOutput(request, deployment, action, config);
    reserve.floorOutput = std::min(reserve.wantedOutput, config.clampFloor);
    return reserve;
}

namespace {

/// Fills what the provider did not count with high estimates.
Usage completed(const ChatRequest& request, const Delivered& delivered, std::int64_t outputLimit)
{
    Usage usage = delivered.usage;
    const bool usable = usage.present && !usage.invalid;
    if (!usable) {
        usage = Usage { .present = false, .invalid = delivered.usage.invalid, .raw = delivered.usage.raw };
    }
    // An explicit zero is a figure, not a gap.
    if (!usable || (usage.partial && usage.totalIn() == 0))
        usage.uncachedIn = estimateInput(request);
    if (!usable || usage.partial) {
        std::int64_t output = delivered.outputTokens;
        if (outputLimit > 0)
            output = std::min(output, outputLimit);
        usage.out = std::max(usage.out, output);
    }
    return usage;
}

} // namespace

namespace {

/// What the provider says it costs is another sum: by more than a hundredth and a ten-thousandth of a cent.
bool isGap(Money ours, std::optional<std::int64_t> reported)
{
    constexpr std::int64_t kSmallest = 1'000;
    if (!reported)
        return false;
    const std::int64_t gap = std::abs(ours.nano() - *reported);
    return gap > kSmallest && gap > *reported / 100;
}

} // namespace

Settlement settlementFor(const ChatRequest& request, const Deployment& deployment, const Money& held,
    std::int64_t grantedOutput, const Delivered& delivered)
{
    Settlement settlement;
    const std::int64_t limit = grantedOutput * answersAsked(request);
    // Embeddings have no output to count.
    const bool gap = delivered.usage.partial && request.endpoint != Endpoint::Embeddings;
    const bool counted = delivered.usage.present && !delivered.usage.invalid && !gap;
    settlement.usage = completed(request, delivered, limit);
    settlement.state = counted ? AttemptState::Settled : AttemptState::SettledEstimate;
    if (delivered.usage.invalid)
        settlement.flags.emplace_back("usage_invalid");
    if (!counted)
        settlement.flags.emplace_back("estimated");
    if (!deployment.price) {
        settlement.flags.emplace_back("unpriced");
        return settlement;
    }
    settlement.amount = deployment.price->cost(settlement.usage, deployment.provider->priceFactorPpm, request.images);
    if (counted && isGap(settlement.amount, settlement.usage.reportedNano))
        settlement.flags.emplace_back("cost_differs");
    if (!counted)
        settlement.amount = std::min(settlement.amount, held);
    return settlement;
}

std::optional<Money> baselineCost(const Config& config, const Usage& usage)
{
    const Tier* tier = config.findTier(config.baselineTier);
    if (!tier)
        return std::nullopt;
    for (const auto& deployment : tier->chain) {
        if (deployment->price)
            return deployment->price->cost(usage, deployment->provider->priceFactorPpm);
    }
    return std::nullopt;
}

std::int64_t outputOfUnread(std::string_view body)
{
    // Only what looks like the beginning of an answer can have been generated; a captive portal's page was not.
    const std::size_t start = body.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || body[start] != '{' || body.find("\"choices\"") == std::string_view::npos)
        return 0;
    return estimateTokens(static_cast<std::int64_t>(body.size()));
}

} // namespace signalbox
