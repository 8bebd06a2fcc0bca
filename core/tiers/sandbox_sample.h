// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/sandbox_dice.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A value that fits a JSON schema: every property, one or two items, the first of an enum's values or another one.
/// Follows $ref inside the schema up to a depth of eight. Strings are marked as simulated.
[[nodiscard]] nlohmann::ordered_json sandboxSample(const nlohmann::ordered_json& schema, SandboxDice& dice);

/// A vector of length one from the letter triples of a text: equal texts give equal vectors, similar ones similar.
[[nodiscard]] std::vector<float> sandboxVector(std::string_view text, std::size_t dimensions);
/// Base64 of the vector's little-endian floats, as "encoding_format": "base64" asks for.
[[nodiscard]] std::string base64Floats(const std::vector<float>& vector);

} // namespace signalbox
