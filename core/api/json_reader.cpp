// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/json_reader.h"

#include <cctype>
#include <memory>
#include <string>

namespace signalbox::json {
namespace {

constexpr std::size_t kKeptBytes = 4 << 20;

/// The parser of this thread. Its tape and indexes grow to about 14 times the text, so a large text's are not kept.
simdjson::dom::parser& threadParser(std::size_t bytes)
{
    thread_local std::unique_ptr<simdjson::dom::parser> parser;
    if (!parser || (parser->capacity() > kKeptBytes && bytes <= kKeptBytes))
        parser = std::make_unique<simdjson::dom::parser>();
    return *parser;
}

unsigned hexUnit(std::string_view digits)
{
    unsigned unit = 0;
    for (const char c : digits) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isxdigit(byte) == 0)
            return 0;
        unit = unit * 16 + static_cast<unsigned>(std::isdigit(byte) != 0 ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return unit;
}

/// The UTF-16 unit of a \uXXXX escape at `at`, or 0.
unsigned escapedUnit(std::string_view text, std::size_t at)
{
    if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u')
        return 0;
    return hexUnit(text.substr(at + 2, 4));
}

bool isHigh(unsigned unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool isLow(unsigned unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Writes \ufffd over each lone surrogate escape: same length, so all places stay.
std::string withoutLoneSurrogates(std::string_view text)
{
    std::string mended(text);
    std::size_t at = mended.find('\\');
    while (at != std::string::npos && at + 1 < mended.size()) {
        const unsigned unit = escapedUnit(mended, at);
        std::size_t step = unit != 0 ? 6 : 2;
        if (isHigh(unit) && isLow(escapedUnit(mended, at + 6)))
            step = 12;
        else if (isHigh(unit) || isLow(unit))
            mended.replace(at, 6, "\\ufffd");
        at = mended.find('\\', at + step);
    }
    return mended;
}

simdjson::simdjson_result<simdjson::dom::element> parseOnce(
    simdjson::dom::parser& parser, std::string_view text, std::size_t depth)
{
    // simdjson counts the root value as a level of its own.
    if (parser.max_depth() != depth + 1) {
        if (const auto error = parser.allocate(std::max(parser.capacity(), text.size()), depth + 1))
            return error;
    }
    return parser.parse(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

} // namespace

tl::expected<Document, simdjson::error_code> parse(std::string_view text, std::size_t depth)
{
    if (text.empty())
        return tl::unexpected(simdjson::EMPTY);
    simdjson::dom::parser& parser = threadParser(text.size());
    auto result = parseOnce(parser, text, depth);
    if (result.error() == simdjson::STRING_ERROR) {
        const std::string mended = withoutLoneSurrogates(text);
        result = parseOnce(parser, mended, depth);
    }
    Document document;
    if (const auto error = result.get(document.root))
        return tl::unexpected(error);
    document.text = text;
    document.structurals = parser.implementation->structural_indexes.get();
    return document;
}

MemberCursor::MemberCursor(const Document& document, simdjson::dom::object object, std::size_t structural)
    : m_document(document)
    , m_position(object.begin())
    , m_end(object.end())
    , m_next(structural + 1)
{
}

bool MemberCursor::next()
{
    if (!(m_position != m_end))
        return false;
    const std::uint32_t* structurals = m_document.structurals;
    const std::size_t first = m_next + 2; // the key, the colon, the value
    const std::size_t last = lastStructuralOf(first);
    m_member.name = m_position.key();
    m_member.value = m_position.value();
    m_member.place = { structurals[first], endOf(first, last) };
    m_member.whole = { structurals[m_next], m_member.place.end };
    m_member.structural = first;
    m_next = last + 2; // behind the comma
    ++m_position;
    return true;
}

std::size_t MemberCursor::lastStructuralOf(std::size_t first) const
{
    std::size_t depth = 0;
    for (std::size_t i = first;; ++i) {
        const char c = m_document.text[m_document.structurals[i]];
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        if (depth == 0)
            return i;
    }
}

std::size_t MemberCursor::endOf(std::size_t first, std::size_t last) const
{
    if (first != last)
        return m_document.structurals[last] + std::size_t { 1 };
    std::size_t end = m_document.structurals[last + 1]; // the comma or brace behind a plain value
    while (std::string_view(" \t\r\n").find(m_document.text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

std::int64_t writtenBytes(simdjson::dom::element value)
{
    using simdjson::dom::element_type;
    std::int64_t bytes = 0;
    switch (value.type()) {
    case element_type::STRING:
        return static_cast<std::int64_t>(stringOf(value).size()) + 2;
    case element_type::ARRAY:
        for (const auto item : simdjson::dom::array(value))
            bytes += writtenBytes(item) + 1;
        return bytes + 2;
    case element_type::OBJECT:
        for (const auto field : simdjson::dom::object(value))
            bytes += static_cast<std::int64_t>(field.key.size()) + 4 + writtenBytes(field.value);
        return bytes + 2;
    case element_type::BOOL:
    case element_type::NULL_VALUE:
        return 5;
    default:
        return 24; // the longest 64-bit number
    }
}

std::string_view stringOf(simdjson::dom::element value)
{
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? text : std::string_view {};
}

} // namespace signalbox::json
