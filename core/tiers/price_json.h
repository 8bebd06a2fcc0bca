// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/tier.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A price as the configuration and the price book write it: decimal strings in dollars per million tokens.
///   {"input", "cached_input", "cache_write", "cache_write_1h", "output",
///    "audio_input", "audio_output", "image_input", "image_output", "per_request", "per_search", "per_image",
///    "long_context": [{"above": tokens, the prices of tokens}, ...], "service_tiers": {"flex": {...}, ...}}
/// input and output are required. An absent cached_input or cache_write costs what input costs, an absent
/// cache_write_1h what cache_write costs, audio and images what text costs; what is "per" something is in dollars.
/// Errors (with "pointer"): field_type, field_unknown, field_missing, price_not_text, price_syntax, price_range,
/// price_zero (nothing costs anything: "free" says that), ranges_order, field_range.
[[nodiscard]] Result<Price> readPrice(const nlohmann::ordered_json& json, const std::string& pointer);

/// "free" or a price as readPrice() takes it, besides price_word for another word.
[[nodiscard]] Result<Price> priceOf(const nlohmann::ordered_json& json, const std::string& pointer);
/// What priceOf() reads as the same price; its source and date are not part of it.
[[nodiscard]] nlohmann::ordered_json priceJson(const Price& price);
/// The deepest nesting of a JSON text, outside of its texts: looked at before anything recursive reads it.
[[nodiscard]] std::size_t nestingOf(std::string_view json);

/// The names readPrice knows, for a book entry that has more beside them.
[[nodiscard]] const std::vector<std::string_view>& priceFieldNames();

} // namespace signalbox
