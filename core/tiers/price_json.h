// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/tier.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A price as the configuration and the price book write it: decimal strings in dollars per million tokens.
///   {"input", "cached_input", "cache_write", "cache_write_1h", "output", "per_request",
///    "long_context": {"above": tokens, "input", "cached_input", "cache_write", "cache_write_1h", "output"}}
/// input and output are required. An absent cached_input or cache_write costs what input costs, an absent
/// cache_write_1h what cache_write costs; per_request is in dollars. Errors (with "pointer"): field_type,
/// field_unknown, field_missing, price_not_text, price_syntax, price_range, price_zero (both zero: "free" says that),
/// field_range.
[[nodiscard]] Result<Price> readPrice(const nlohmann::ordered_json& json, const std::string& pointer);

/// The names readPrice knows, for a book entry that has more beside them.
[[nodiscard]] const std::vector<std::string_view>& priceFieldNames();

} // namespace signalbox
