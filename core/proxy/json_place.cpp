// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/json_place.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace signalbox {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Length of the well-formed UTF-8 character at `at`, or 0.
std::size_t characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > text.size())
        return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if (!isContinuation(text[at + i]))
            return 0;
    }
    const unsigned char second = byte(1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    const bool beyond = lead == 0xF4 && second >= 0x90;
    return overlong || surrogate || beyond ? 0 : size;
}

} // namespace

TextPlace placeOf(std::string_view text, std::size_t offset)
{
    TextPlace place;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if (!isContinuation(text[i])) {
            ++place.column;
        }
    }
    return place;
}

std::string childPointer(std::string_view parent, std::string_view name)
{
    std::string pointer(parent);
    pointer += '/';
    for (const char c : name) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

/// One pass over the text. Failures are kept, not thrown: each step says whether to go on.
class JsonScanner {
public:
    JsonScanner(std::string_view text, int maxDepth)
        : m_text(text)
        , m_maxDepth(maxDepth)
    {
    }

    [[nodiscard]] Result<JsonPlaces> scan()
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            return tl::unexpected(errorAt("json_syntax", 0, "byte_order_mark"));
        m_places.m_text = m_text;
        const bool whole = spaces() && value("", std::nullopt, 1) && spaces();
        if (whole && m_at < m_text.size())
            refuse("json_syntax", "text_behind");
        if (m_error)
            return tl::unexpected(std::move(*m_error));
        return std::move(m_places);
    }

private:
    [[nodiscard]] Error errorAt(std::string code, std::size_t offset, std::string reason) const
    {
        const TextPlace place = placeOf(m_text, offset);
        Error error { std::move(code),
            { { "line", std::to_string(place.line) }, { "column", std::to_string(place.column) } } };
        if (!reason.empty())
            error.parameters.emplace_back("reason", std::move(reason));
        return error;
    }

    bool refuse(std::string code, std::string reason = {})
    {
        m_error = errorAt(std::move(code), m_at, std::move(reason));
        return false;
    }

    [[nodiscard]] char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool spaces()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        const bool comment = here() == '#' || (here() == '/' && m_at + 1 < m_text.size());
        return comment ? refuse("json_comment") : true;
    }

    bool value(const std::string& pointer, std::optional<std::size_t> nameAt, int depth)
    {
        m_places.m_offsets.insert_or_assign(pointer, JsonPlaces::Offsets { nameAt.value_or(m_at), m_at });
        switch (here()) {
        case '{':
            return depth > m_maxDepth ? refuse("json_too_deep") : object(pointer, depth);
        case '[':
            return depth > m_maxDepth ? refuse("json_too_deep") : array(pointer, depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

    bool object(const std::string& pointer, int depth)
    {
        ++m_at;
        if (!spaces())
            return false;
        if (here() == '}')
            return ++m_at, true;
        for (;;) {
            if (here() == '}')
                return refuse("json_trailing_comma");
            if (!member(pointer, depth))
                return false;
            if (here() == '}')
                return ++m_at, true;
            if (here() != ',')
                return refuse("json_syntax", "comma_or_brace");
            ++m_at;
            if (!spaces())
                return false;
        }
    }

    bool member(const std::string& pointer, int depth)
    {
        const std::size_t nameAt = m_at;
        if (here() != '"')
            return refuse("json_syntax", "name");
        if (!string())
            return false;
        const std::string name(m_text.substr(nameAt + 1, m_at - nameAt - 2));
        if (name.find('\\') != std::string::npos) { // one spelling only, so that no name can stand twice unseen
            m_at = nameAt;
            return refuse("json_syntax", "escape_in_name");
        }
        const std::string child = childPointer(pointer, name);
        if (m_places.m_offsets.contains(child)) {
            m_at = nameAt;
            refuse("json_duplicate_name");
            m_error->parameters.emplace_back("pointer", child);
            m_error->parameters.emplace_back("name", name.substr(0, 64));
            return false;
        }
        if (!spaces())
            return false;
        if (here() != ':')
            return refuse("json_syntax", "colon");
        ++m_at;
        return spaces() && value(child, nameAt, depth + 1) && spaces();
    }

    bool array(const std::string& pointer, int depth)
    {
        ++m_at;
        if (!spaces())
            return false;
        if (here() == ']')
            return ++m_at, true;
        for (std::size_t index = 0;; ++index) {
            if (here() == ']')
                return refuse("json_trailing_comma");
            if (!value(pointer + "/" + std::to_string(index), std::nullopt, depth + 1) || !spaces())
                return false;
            if (here() == ']')
                return ++m_at, true;
            if (here() != ',')
                return refuse("json_syntax", "comma_or_bracket");
            ++m_at;
            if (!spaces())
                return false;
        }
    }

    bool string()
    {
        ++m_at;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"')
                return ++m_at, true;
            if (static_cast<unsigned char>(c) < 0x20)
                return refuse("json_syntax", "control_character");
            if (c == '\\') {
                if (!escape())
                    return false;
                continue;
            }
            const std::size_t size = characterAt(m_text, m_at);
            if (size == 0)
                return refuse("json_encoding");
            m_at += size;
        }
        return refuse("json_syntax", "end_of_string");
    }

    bool escape()
    {
        const char kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos && kind != '\0') {
            m_at += 2;
            return true;
        }
        const std::string_view digits = m_text.substr(std::min(m_at + 2, m_text.size()), 4);
        const bool hex = digits.size() == 4 && std::all_of(digits.begin(), digits.end(), [](char c) {
            return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        });
        if (kind != 'u' || !hex)
            return refuse("json_syntax", "escape");
        m_at += 6;
        return true;
    }

    bool word(std::string_view text)
    {
        if (m_text.substr(m_at, text.size()) != text)
            return refuse("json_syntax", "value");
        m_at += text.size();
        return true;
    }

    bool number()
    {
        const std::size_t begin = m_at;
        if (here() == '-')
            ++m_at;
        if (!isDigit(here())) {
            m_at = begin;
            return refuse("json_syntax", "value");
        }
        if (here() == '0' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1]))
            return refuse("json_syntax", "leading_zero");
        digits();
        if (here() == '.') {
            ++m_at;
            if (!isDigit(here()))
                return refuse("json_syntax", "number");
            digits();
        }
        if (here() == 'e' || here() == 'E') {
            ++m_at;
            if (here() == '+' || here() == '-')
                ++m_at;
            if (!isDigit(here()))
                return refuse("json_syntax", "number");
            digits();
        }
        return true;
    }

    void digits()
    {
        while (isDigit(here()))
            ++m_at;
    }

    std::string_view m_text;
    int m_maxDepth;
    std::size_t m_at = 0;
    JsonPlaces m_places;
    std::optional<Error> m_error;
};

Result<JsonPlaces> JsonPlaces::scan(std::string_view text, int maxDepth)
{
    return JsonScanner(text, maxDepth).scan();
}

JsonPlaces::Offsets JsonPlaces::nearest(std::string_view pointer) const
{
    for (;;) {
        if (const auto found = m_offsets.find(pointer); found != m_offsets.end())
            return found->second;
        const std::size_t slash = pointer.rfind('/');
        if (slash == std::string_view::npos)
            return {};
        pointer = pointer.substr(0, slash);
    }
}

TextPlace JsonPlaces::value(std::string_view pointer) const
{
    return placeOf(m_text, nearest(pointer).value);
}

TextPlace JsonPlaces::name(std::string_view pointer) const
{
    return placeOf(m_text, nearest(pointer).name);
}

} // namespace signalbox
