// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace signalbox {

struct TextPlace {
    int line = 1;   ///< from 1
    int column = 1; ///< from 1, in characters
};

/// Where every value of a JSON text stands, by its JSON pointer. A strict reader of its own (RFC 8259), because it can
/// say what the general library cannot: the place of each value, names that stand twice, and what a hand edit got
/// wrong.
class JsonPlaces {
public:
    /// Errors, each with "line", "column" and, where it is known, "pointer": json_syntax (reason), json_comment,
    /// json_trailing_comma, json_duplicate_name (name), json_too_deep, json_encoding.
    [[nodiscard]] static Result<JsonPlaces> scan(std::string_view text, int maxDepth);

    /// The value's place, or that of the nearest container that exists.
    [[nodiscard]] TextPlace value(std::string_view pointer) const;
    /// The place of the member's name; of the value for elements of arrays.
    [[nodiscard]] TextPlace name(std::string_view pointer) const;

private:
    struct Offsets {
        std::size_t name = 0;
        std::size_t value = 0;
    };
    friend class JsonScanner;

    [[nodiscard]] Offsets nearest(std::string_view pointer) const;

    std::map<std::string, Offsets, std::less<>> m_offsets;
    std::string m_text;
};

/// Line and column of a byte offset.
[[nodiscard]] TextPlace placeOf(std::string_view text, std::size_t offset);
/// parent + "/" + name, with ~ and / of the name escaped.
[[nodiscard]] std::string childPointer(std::string_view parent, std::string_view name);

} // namespace signalbox
