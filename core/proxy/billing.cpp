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

std::int64_t inputOf(const ChatRequest& request, const TokenYields::View& learned)
{
    constexpr std::int64_t kOfImage = 800;
    if (!learned.input)
        return estimateInput(request);
    return std::max<std::int64_t>(1, learned.input->tokensOf(request.promptBytes)) + kOfImage * request.images;
}

std::int64_t outputOf(const Delivered& delivered, const TokenYields::View& learned)
{
    if (!learned.output || delivered.outputBytes <= 0)
        return delivered.outputTokens;
    return std::max(delivered.leastOutput, learned.output->tokensOf(delivered.outputBytes));
}

/// Fills what the provider did not count with high estimates.
Usage completed(
    const ChatRequest& request, const Delivered& delivered, std::int64_t outputLimit, const TokenYields::View& learned)
{
    Usage usage = delivered.usage;
    const bool usable = usage.present && !usage.invalid;
    if (!usable) {
        usage = Usage { .present = false, .invalid = delivered.usage.invalid, .raw = delivered.usage.raw };
    }
    // An explicit zero is a figure, not a gap.
    if (!usable || (usage.partial && usage.totalIn() == 0))
        usage.uncachedIn = inputOf(request, learned);
    if (!usable || usage.partial) {
        std::int64_t output = outputOf(delivered, learned);
        if (outputLimit > 0)
            output = std::min(output, outputLimit);
        usage.out = std::max(usage.out, output);
    }
    return usage;
}

/// By how much the learned figure strays, in thousandths.
std::string calibrationFlag(const TokenYields::View& learned)
{
    const std::int64_t stray = std::max(
        learned.input ? learned.input->strayPerMillion : 0, learned.output ? learned.output->strayPerMillion : 0);
    return "calibrated:" + std::to_string((stray + 500) / 1000);
}

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
    std::int64_t grantedOutput, const Delivered& delivered, const TokenYields::View& learned)
{
    Settlement settlement;
    const std::int64_t limit = grantedOutput * answersAsked(request);
    // Embeddings have no output to count.
    const bool gap = delivered.usage.partial && request.endpoint != Endpoint::Embeddings;
    const bool counted = delivered.usage.present && !delivered.usage.invalid && !gap;
    settlement.usage = completed(request, delivered, limit, learned);
    settlement.state = counted ? AttemptState::Settled : AttemptState::SettledEstimate;
    if (delivered.usage.invalid)
        settlement.flags.emplace_back("usage_invalid");
    if (!counted)
        settlement.flags.emplace_back("estimated");
    if (!counted && (learned.input || learned.output))
        settlement.flags.push_back(calibrationFlag(learned));
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
