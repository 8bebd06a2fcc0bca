// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/tier.h"

#include <QString>

#include <optional>

namespace signalbox::ui {

/// Dollars per million tokens with all their digits, two at least: "$0.0375", "$10.00".
[[nodiscard]] QString unitPriceText(UnitPrice price);
/// "$2.50 in · $10.00 out per million", "free" or "unpriced": a missing price is never shown as $0.
[[nodiscard]] QString priceWords(const std::optional<Price>& price);
/// Where the price was taken from and when: "litellm · 2026-08-01"; "" where there is no price.
[[nodiscard]] QString priceSourceWords(const std::optional<Price>& price);

} // namespace signalbox::ui
