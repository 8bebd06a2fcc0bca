// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace signalbox {

/// Checks a value against the part of JSON Schema that models are asked for: type, properties, required, items, enum,
/// const, additionalProperties: false, anyOf, oneOf (as anyOf), allOf, $ref inside the schema. Other keywords accept.
/// "" where it fits, else a code with the place: "missing_field:items.0.price", "wrong_type:total", "not_in_enum:kind",
/// "extra_field:items.0" (the place, not the name: that is the model's own text). Free of state.
[[nodiscard]] std::string schemaMismatch(const nlohmann::json& value, const nlohmann::json& schema);

} // namespace signalbox
