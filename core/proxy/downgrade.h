// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/route/router.h"

#include <functional>
#include <optional>
#include <string>

namespace signalbox {

/// What a ceiling looks at before it sends a request to a cheaper tier.
struct DowngradeView {
    const Config& config;
    const ChatRequest& request;
    const Facts& facts;
    std::function<std::string(const Deployment&)> obstacle; ///< "" = may be called
};

/// The next tier below this one (tiers stand in the configuration from cheap to dear) with a deployment that fits; with
/// AtLimit::Free only deployments that cost nothing count. nullopt: none, or AtLimit::Block.
[[nodiscard]] std::optional<Decision::Step> stepBelow(
    const DowngradeView& view, const std::string& tier, AtLimit atLimit);

/// Changes a plan that a ceiling asks to be cheaper before it is reached (Ceiling::early). Gives back the id of the
/// last ceiling that did; "" where the plan stays as it is.
[[nodiscard]] std::string downgradeEarly(
    Decision& decision, const DowngradeView& view, const Ledger& ledger, Booking booking);

} // namespace signalbox
