// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/tier.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace signalbox {

namespace {

constexpr __int128 kPicoPerNano = 1000;
constexpr __int128 kPpm = 1'000'000;

/// No input token can cost more than this, however the provider books it.
UnitPrice dearestInput(const TokenPrices& prices)
{
    const UnitPrice audio = prices.audioInput.value_or(UnitPrice());
    const UnitPrice image = prices.imageInput.value_or(UnitPrice());
    return std::max({ prices.input, prices.cachedInput, prices.cacheWrite5m, prices.cacheWrite1h, audio, image });
}

UnitPrice dearestOutput(const TokenPrices& prices)
{
    return std::max(
        { prices.output, prices.audioOutput.value_or(UnitPrice()), prices.imageOutput.value_or(UnitPrice()) });
}

__int128 dividedUp(__int128 value, __int128 divisor)
{
    return value / divisor + (value % divisor > 0 ? 1 : 0);
}

bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

void appendPathSegment(std::string& out, std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
}

std::string_view missingEndpoint(const CapabilityProfile& profile, Endpoint endpoint)
{
    const bool carried = endpoint == Endpoint::ChatCompletions ? profile.chat
        : endpoint == Endpoint::Completions                    ? profile.completions
                                                               : profile.embeddings;
    return carried ? "" : "endpoint";
}

} // namespace

const TokenPrices& Price::rangeOf(std::int64_t inputTokens) const
{
    const TokenPrices* prices = this;
    if (longContext && inputTokens > longContext->above)
        prices = &*longContext;
    for (const LongContext& range : furtherRanges) {
        if (inputTokens > range.above)
            prices = &range;
    }
    return *prices;
}

const Price::ServiceTier* Price::findServiceTier(std::string_view name) const
{
    const auto found = std::find_if(
        serviceTiers.begin(), serviceTiers.end(), [name](const ServiceTier& tier) { return tier.name == name; });
    return found == serviceTiers.end() ? nullptr : &*found;
}

Money Price::cost(const Usage& usage, std::int64_t factorPpm, std::int64_t images) const
{
    const ServiceTier* tier = findServiceTier(usage.serviceTier);
    const TokenPrices& prices = tier ? *tier : rangeOf(usage.totalIn());
    // Audio and images are counted among the uncached tokens; what is more than those was cached, at the cached price.
    const std::int64_t audioIn = std::min(prices.audioInput ? usage.audioIn : 0, usage.uncachedIn);
    const std::int64_t imageIn = std::min(prices.imageInput ? usage.imageIn : 0, usage.uncachedIn - audioIn);
    const std::int64_t audioOut = std::min(prices.audioOutput ? usage.audioOut : 0, usage.out);
    const std::int64_t imageOut = std::min(prices.imageOutput ? usage.imageOut : 0, usage.out - audioOut);
    ExactCost cost;
    cost.add(usage.uncachedIn - audioIn - imageIn, prices.input)
        .add(audioIn, prices.audioInput.value_or(prices.input))
        .add(imageIn, prices.imageInput.value_or(prices.input))
        .add(usage.cachedIn, prices.cachedInput)
        .add(usage.cacheWrite5m, prices.cacheWrite5m)
        .add(usage.cacheWrite1h, prices.cacheWrite1h)
        .add(usage.out - audioOut - imageOut, prices.output)
        .add(audioOut, prices.audioOutput.value_or(prices.output))
        .add(imageOut, prices.imageOutput.value_or(prices.output))
        .add(perRequest);
    for (const auto& [count, fee] : { std::pair(usage.searches, perSearch), std::pair(images, perImage) }) {
        if (count > 0 && !fee.isZero())
            cost.add(count, fee);
    }
    return cost.roundedUp(factorPpm);
}

WorstCase worstCase(const Price& price, std::int64_t factorPpm, std::int64_t inputUpper, std::int64_t n)
{
    return worstCase(price, factorPpm, PricedRequest { inputUpper, n, 0, "default" });
}

WorstCase worstCase(const Price& price, std::int64_t factorPpm, const PricedRequest& request)
{
    UnitPrice input = dearestInput(price);
    UnitPrice output = dearestOutput(price);
    const auto include = [&](const TokenPrices& prices) {
        input = std::max(input, dearestInput(prices));
        output = std::max(output, dearestOutput(prices));
    };
    // The bound may be over a threshold while the usage is below it, so no list on the way may be left out.
    if (price.longContext && request.inputUpper > price.longContext->above)
        include(*price.longContext);
    for (const Price::LongContext& range : price.furtherRanges) {
        if (request.inputUpper > range.above)
            include(range);
    }
    const bool open = request.serviceTier.empty() || request.serviceTier == "auto";
    for (const Price::ServiceTier& tier : price.serviceTiers) {
        if (open || tier.name == request.serviceTier)
            include(tier);
    }
    ExactCost fixed;
    fixed.add(request.inputUpper, input).add(price.perRequest).add(request.images, price.perImage);
    WorstCase worst;
    worst.fixedPico = dividedUp(fixed.pico() * factorPpm, kPpm);
    worst.picoPerOutput = dividedUp(static_cast<__int128>(output.pico()) * request.answers * factorPpm, kPpm);
    return worst;
}

Money WorstCase::at(std::int64_t maxOutput) const
{
    const __int128 nano = dividedUp(fixedPico + picoPerOutput * maxOutput, kPicoPerNano);
    if (nano > std::numeric_limits<std::int64_t>::max())
        return Money::max();
    return Money::fromNano(static_cast<std::int64_t>(nano));
}

std::int64_t WorstCase::affordable(Money budget) const
{
    constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
    if (budget == Money::max())
        return kNoLimit; // at() saturates there, so everything is within it
    // Rounding up to a nano is within the budget exactly where the pico sum is.
    const __int128 left = static_cast<__int128>(budget.nano()) * kPicoPerNano - fixedPico;
    if (left < 0)
        return -1;
    if (picoPerOutput == 0)
        return kNoLimit;
    return static_cast<std::int64_t>(std::min<__int128>(left / picoPerOutput, kNoLimit));
}

UsageMeaning Provider::usageMeaning() const
{
    return dialect == Dialect::AnthropicCompatible ? UsageMeaning::InputExcludesCache
                                                   : UsageMeaning::InputIncludesCache;
}

std::string Provider::target(Endpoint endpoint, std::string_view model) const
{
    constexpr std::string_view kPlaceholder = "{model}";
    const std::string& path = endpoint == Endpoint::ChatCompletions ? chatPath
        : endpoint == Endpoint::Completions                         ? completionsPath
                                                                    : embeddingsPath;
    std::string target;
    target.reserve(basePath.size() + path.size() + model.size());
    target += basePath;
    const std::size_t at = path.find(kPlaceholder);
    if (at == std::string::npos)
        return target += path;
    target.append(path, 0, at);
    appendPathSegment(target, model);
    return target.append(path, at + kPlaceholder.size());
}

std::string_view unfitReason(const CapabilityProfile& profile, const ChatRequest& request, std::int64_t inputTokens,
    std::optional<std::int64_t> outputCap)
{
    if (const std::string_view reason = missingEndpoint(profile, request.endpoint); !reason.empty())
        return reason;
    if (request.images > 0 && !profile.images)
        return "images";
    if ((request.tools > 0 || request.hasToolMessages) && !profile.tools)
        return "tools";
    if (request.jsonAsked == JsonAsked::Schema && !profile.jsonSchema)
        return "json_schema";
    if (request.jsonAsked == JsonAsked::Object && !profile.jsonObject)
        return "json_object";
    if (request.logprobs && !profile.logprobs)
        return "logprobs";
    std::int64_t output = request.maxTokens.value_or(0);
    if (outputCap)
        output = std::min(output, *outputCap);
    if (request.endpoint != Endpoint::Embeddings && output > profile.maxOutput)
        return "max_output";
    // Without a wish there must be room for one token at least.
    if (inputTokens + std::max<std::int64_t>(output, request.endpoint == Endpoint::Embeddings ? 0 : 1)
        > profile.context)
        return "context";
    return {};
}

CapabilityProfile CapabilityProfile::unknown()
{
    CapabilityProfile profile;
    profile.context = profile.maxOutput = std::int64_t { 1 } << 40;
    profile.completions = true;
    profile.embeddings = true;
    return profile;
}

} // namespace signalbox
