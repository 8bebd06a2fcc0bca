// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"

#include <simdjson.h>

#include <cstdint>
#include <string_view>

/// Strict JSON reading with places. simdjson checks the whole text (grammar, UTF-8, depth, nothing behind the value);
/// its structural index, walked beside the values, says where in the text a member stands.
namespace signalbox::json {

/// Nesting that is allowed in what a provider answers.
inline constexpr std::size_t kAnswerDepth = 128;

/// As the signed number that sums of sizes are kept in.
[[nodiscard]] inline std::int64_t bytesOf(std::string_view text)
{
    return static_cast<std::int64_t>(text.size());
}

/// What was read. Values and places hold until the next parse() on the same thread.
struct Document {
    simdjson::dom::element root;
    std::string_view text; ///< the caller's bytes
    const std::uint32_t* structurals = nullptr;
};

/// Reads one whole text; `depth` levels of nesting are allowed. Escapes of lone surrogates are tolerated and read as
/// U+FFFD: clients and providers that cut a text between two UTF-16 units send them.
/// Keeps the parser's memory per thread; that of a text above 4 MiB is given back at the next call.
[[nodiscard]] tl::expected<Document, simdjson::error_code> parse(std::string_view text, std::size_t depth);

/// One member of an object.
struct Member {
    std::string_view name; ///< decoded
    simdjson::dom::element value;
    Span whole;                 ///< `"name": value`
    Span place;                 ///< the value
    std::size_t structural = 0; ///< index of the value's first structural, for a cursor into it
};

/// Walks the members of an object in order, with their places.
class MemberCursor {
public:
    /// `structural`: index of the object's opening brace; 0 for the root.
    MemberCursor(const Document& document, simdjson::dom::object object, std::size_t structural);
    /// Steps to the next member; false behind the last one.
    [[nodiscard]] bool next();
    [[nodiscard]] const Member& member() const { return m_member; }

private:
    [[nodiscard]] std::size_t lastStructuralOf(std::size_t first) const;
    [[nodiscard]] std::size_t endOf(std::size_t first, std::size_t last) const;

    const Document& m_document;
    simdjson::dom::object::iterator m_position;
    simdjson::dom::object::iterator m_end;
    std::size_t m_next;
    Member m_member;
};

/// The bytes of a place.
[[nodiscard]] inline std::string_view textOf(const Document& document, Span place)
{
    return document.text.substr(place.begin, place.end - place.begin);
}

/// A bound for the bytes of a value written as JSON without spaces: strings as UTF-8, keys, quotes, separators.
[[nodiscard]] std::int64_t writtenBytes(simdjson::dom::element value);

/// The string, or "" for any other type.
[[nodiscard]] std::string_view stringOf(simdjson::dom::element value);

} // namespace signalbox::json
