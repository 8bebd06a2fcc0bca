// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Private to this room: JSON written by hand, because facts and decisions are written once per request.
namespace signalbox::json_text {

/// `"name":` with a comma in front where something stands before it.
void appendName(std::string& out, std::string_view name);
void appendMember(std::string& out, std::string_view name, std::string_view text);
void appendMember(std::string& out, std::string_view name, std::int64_t number);
/// true and false by name: a bool would be taken for a number or a text.
void appendTruth(std::string& out, std::string_view name, bool truth);
/// A comma, where `out` does not end with an opening bracket.
void appendComma(std::string& out);

} // namespace signalbox::json_text
