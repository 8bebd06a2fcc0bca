// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/base/money.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What can be bought. Immutable values: a Config owns them, attempts keep them alive.
namespace signalbox {

/// The prices of one token.
struct TokenPrices {
    UnitPrice input;
    UnitPrice cachedInput;
    UnitPrice cacheWrite5m;
    UnitPrice cacheWrite1h;
    UnitPrice output;
    // Of tokens that are no text; nullopt: as the others.
    std::optional<UnitPrice> audioInput {}, audioOutput {}, imageInput {}, imageOutput {};
};

/// A price of one model. Factors are applied by the provider.
struct Price : TokenPrices {
    Money perRequest;
    Money perSearch;   ///< a web search that the provider makes
    Money perImage;    ///< an image in the request, beside its tokens
    bool free = false; ///< an explicit price, never a missing one
    /// From so many input tokens on, the whole request is priced by these.
    struct LongContext : TokenPrices {
        LongContext() = default;
        LongContext(
            std::int64_t tokens, UnitPrice in, UnitPrice cached, UnitPrice write5m, UnitPrice write1h, UnitPrice out)
            : TokenPrices { in, cached, write5m, write1h, out }
            , above(tokens)
        {
        }
        std::int64_t above = 0; ///< input tokens
    };
    std::optional<LongContext> longContext;
    std::vector<LongContext> furtherRanges {}; ///< above the first, ascending: a range table
    /// What the answer's service tier costs instead ("flex", "priority", "batch", ...); with no ranges of its own.
    struct ServiceTier : TokenPrices {
        std::string name;
    };
    std::vector<ServiceTier> serviceTiers {};
    std::string source; ///< "configuration", "litellm 2026-08-01", ...
    std::string date;   ///< ISO date of the source

    /// What a usage costs: at the price of its service tier, else of its range. Images: of the request. Rounded up
    /// once.
    [[nodiscard]] Money cost(const Usage& usage, std::int64_t factorPpm, std::int64_t images = 0) const;
    /// The prices that hold for so much input.
    [[nodiscard]] const TokenPrices& rangeOf(std::int64_t inputTokens) const;
    [[nodiscard]] const ServiceTier* findServiceTier(std::string_view name) const;
};

/// The largest sum an attempt can cost, linear in the output limit: what the ledger reserves and clamps.
struct WorstCase {
    __int128 fixedPico = 0;     ///< input at its upper bound and the flat part, factor applied
    __int128 picoPerOutput = 0; ///< one more output token, times n, factor applied
    [[nodiscard]] Money at(std::int64_t maxOutput) const; ///< rounded up, saturating
    /// The largest maxOutput whose worst case is within budget, or -1.
    [[nodiscard]] std::int64_t affordable(Money budget) const;
};
/// What else of a request its price depends on.
struct PricedRequest {
    std::int64_t inputUpper = 0;
    std::int64_t answers = 1;
    std::int64_t images = 0;
    std::string_view serviceTier {}; ///< as asked; "" and "auto" may become any, "flex" and "batch" the standard one
};
[[nodiscard]] WorstCase worstCase(const Price& price, std::int64_t factorPpm, const PricedRequest& request);
[[nodiscard]] WorstCase worstCase(const Price& price, std::int64_t factorPpm, std::int64_t inputUpper, std::int64_t n);

enum class AuthStyle { Bearer, ApiKeyHeader, None };
enum class Dialect { OpenAi, AnthropicCompatible, GeminiCompatible, AzureOpenAi, Sandbox };

struct ProviderTimeouts {
    int connectMs = 10'000;
    int firstByteMs = 60'000; ///< until the first progress, not merely bytes
    int idleMs = 60'000;
    int totalMs = 600'000;
};

struct Provider {
    std::string id;
    std::string preset;  ///< "openai", "ollama", "custom", "sandbox", ...
    std::string name;    ///< shown
    std::string baseUrl; ///< as configured
    bool tls = true;
    std::string host;
    std::uint16_t port = 443;
    std::string basePath; ///< "/v1", without a slash at the end
    std::string chatPath; ///< template below basePath; "{model}" is replaced: "/chat/completions"
    std::string completionsPath;
    std::string embeddingsPath;
    Dialect dialect = Dialect::OpenAi;
    AuthStyle auth = AuthStyle::Bearer;
    std::string secretRef;               ///< the first key: "keychain:openai", "env:NAME", "session:ID", or ""
    std::vector<std::string> secretRefs; ///< all its keys, in the order of the file: more than one is a pool
    bool local = false;                  ///< plain http to loopback is allowed
    std::string caFile;
    ProviderTimeouts timeouts;
    std::int64_t priceFactorPpm = 1'000'000;
    std::vector<std::pair<std::string, std::string>> extraFields; ///< fixed header fields, no secrets
    bool simulated = false; ///< the sandbox: booked under its own ceiling, never money

    [[nodiscard]] UsageMeaning usageMeaning() const;
    [[nodiscard]] std::string target(Endpoint endpoint, std::string_view model) const; ///< path and query
};

/// What a deployment can carry, and which parameters it knows under other names.
struct CapabilityProfile {
    std::int64_t context = 128'000;  ///< tokens, input and output together
    std::int64_t maxOutput = 16'384; ///< tokens
    bool images = true;
    bool tools = true;
    bool jsonObject = true;
    bool jsonSchema = true;
    bool logprobs = true;
    bool chat = true;
    bool completions = false;
    bool embeddings = false;
    bool streamUsage = true;                                  ///< knows stream_options.include_usage
    std::int64_t imageTokens = kImageTokens;                  ///< of one image at the most: what is reserved for it
    std::string maxTokensField = "max_tokens";                ///< or "max_completion_tokens"
    std::vector<std::string> refuses;                         ///< top-level fields that are dropped
    std::vector<std::pair<std::string, std::string>> renames; ///< from, to

    /// Of a model that no list knows and the configuration does not describe: everything is offered to it, and its own
    /// refusal is the answer.
    [[nodiscard]] static CapabilityProfile unknown();
};

/// What the operator allows a deployment, whatever its provider would. A request that must wait for it queues: first
/// come, first served, and not for long.
struct DeploymentLimits {
    std::optional<std::int64_t> requestsPerMinute; ///< sent in any 60 s
    std::optional<std::int64_t> tokensPerMinute;   ///< input and output, in any 60 s
    std::optional<std::int64_t> concurrent;        ///< calls at the same time
    int waitMs = 2'000;
    int queue = 64; ///< how many may wait at the same time
    [[nodiscard]] bool any() const { return requestsPerMinute || tokensPerMinute || concurrent; }
};

/// One thing that can be called: provider + model + price + profile.
struct Deployment {
    std::string id; ///< "provider/model"
    std::shared_ptr<const Provider> provider;
    std::string model;
    std::optional<Price> price; ///< nullopt: unpriced, never $0
    CapabilityProfile profile;
    DeploymentLimits limits {};
};

/// Why a deployment can't carry a request ("endpoint", "images", "tools", "json_schema", "json_object", "logprobs",
/// "max_output", "context": the first of them), or "" where it can. outputCap: a rule's cap on the output asked for.
[[nodiscard]] std::string_view unfitReason(const CapabilityProfile& profile, const ChatRequest& request,
    std::int64_t inputTokens, std::optional<std::int64_t> outputCap = {});

struct Tier {
    std::string id;
    std::string name;
    std::vector<std::shared_ptr<const Deployment>> chain; ///< fallback order
};

} // namespace signalbox
