// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/proxy/token_yield.h"
#include "core/route/rule_set.h"
#include "core/tiers/tier.h"

namespace signalbox {

/// What an attempt may cost and what it did cost. Pure.

/// Answers that are asked for: n, times the prompts of /v1/completions.
[[nodiscard]] std::int64_t answersAsked(const ChatRequest& request);
/// The output limit that a deployment would be called with, before any clamp; 0 for embeddings.
[[nodiscard]] std::int64_t wantedOutput(
    const ChatRequest& request, const Deployment& deployment, const RouteAction& action, const Config& config);

/// Everything of a reservation that follows from request and deployment; ids and names are the caller's.
[[nodiscard]] ReserveRequest reservationFor(
    const ChatRequest& request, const Deployment& deployment, const RouteAction& action, const Config& config);

/// What came of a call, as far as the bill is concerned.
struct Delivered {
    Usage usage;
    std::int64_t outputTokens = 0; ///< a high estimate, for where the provider did not count
    bool whole = false;            ///< the answer came to its proper end
    std::int64_t outputBytes = 0;  ///< of its texts, where they were read
    std::int64_t leastOutput = 0;  ///< tokens that came for certain: each event with content is one
    std::string answerId {};       ///< as the provider calls its answer
};
/// The closing entry of an attempt that produced something: the provider's figures where they are usable, else a high
/// estimate that never exceeds the hold: by what is learned of the deployment (flag "calibrated:" with its stray in
/// thousandths), else by bytes alone.
[[nodiscard]] Settlement settlementFor(const ChatRequest& request, const Deployment& deployment, const Money& held,
    std::int64_t grantedOutput, const Delivered& delivered, const TokenYields::View& learned = {});

/// The same tokens at the price of the baseline tier's first priced deployment; nullopt where there is none.
[[nodiscard]] std::optional<Money> baselineCost(const Config& config, const Usage& usage);

/// A high estimate of the tokens in an answer that could not be read.
[[nodiscard]] std::int64_t outputOfUnread(std::string_view body);

} // namespace signalbox
