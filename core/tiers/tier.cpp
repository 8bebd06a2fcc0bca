// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/tier.h"

#include <algorithm>
#include <limits>

namespace signalbox {

namespace {

constexpr __int128 kPicoPerNano = 1000;
constexpr __int128 kPpm = 1'000'000;

/// The five prices of one token, of the base or of the long-context list.
struct TokenPrices {
    UnitPrice input, cachedInput, cacheWrite5m, cacheWrite1h, output;

    /// No input token can cost more than this, however the provider books it.
    [[nodiscard]] UnitPrice dearestInput() const
    {
        return std::max({ input, cachedInput, cacheWrite5m, cacheWrite1h });
    }
};

TokenPrices basePrices(const Price& price)
{
    return { price.input, price.cachedInput, price.cacheWrite5m, price.cacheWrite1h, price.output };
}

TokenPrices longPrices(const Price::LongContext& price)
{
    return { price.input, price.cachedInput, price.cacheWrite5m, price.cacheWrite1h, price.output };
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

Money Price::cost(const Usage& usage, std::int64_t factorPpm) const
{
    const bool isLong = longContext && usage.totalIn() > longContext->above;
    const TokenPrices prices = isLong ? longPrices(*longContext) : basePrices(*this);
    ExactCost cost;
    cost.add(usage.uncachedIn, prices.input)
        .add(usage.cachedIn, prices.cachedInput)
        .add(usage.cacheWrite5m, prices.cacheWrite5m)
        .add(usage.cacheWrite1h, prices.cacheWrite1h)
        .add(usage.out, prices.output)
        .add(perRequest);
    return cost.roundedUp(factorPpm);
}

WorstCase worstCase(const Price& price, std::int64_t factorPpm, std::int64_t inputUpper, std::int64_t n)
{
    const TokenPrices base = basePrices(price);
    UnitPrice input = base.dearestInput();
    UnitPrice output = base.output;
    if (price.longContext && inputUpper > price.longContext->above) {
        // The bound may be over the threshold while the usage is below it, so neither list may be left out.
        const TokenPrices above = longPrices(*price.longContext);
        input = std::max(input, above.dearestInput());
        output = std::max(output, above.output);
    }
    ExactCost fixed;
    fixed.add(inputUpper, input).add(price.perRequest);
    WorstCase worst;
    worst.fixedPico = dividedUp(fixed.pico() * factorPpm, kPpm);
    worst.picoPerOutput = dividedUp(static_cast<__int128>(output.pico()) * n * factorPpm, kPpm);
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
