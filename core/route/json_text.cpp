// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/json_text.h"

#include <array>
#include <charconv>

namespace signalbox::json_text {

namespace {

void appendEscape(std::string& out, unsigned char byte)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (byte) {
    case '"':
    case '\\':
        out += '\\';
        out += static_cast<char>(byte);
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        out += "\\u00";
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
}

/// U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
bool lineSeparatorAt(std::string_view text, std::size_t at)
{
    return text.size() - at >= 3 && text[at] == '\xE2' && text[at + 1] == '\x80'
        && (text[at + 2] == '\xA8' || text[at + 2] == '\xA9');
}

} // namespace

void appendString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F && byte != 0xE2)
            continue;
        if (byte == 0xE2) {
            if (!lineSeparatorAt(text, i))
                continue;
            out.append(text, run, i - run);
            out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            out.append(text, run, i - run);
            appendEscape(out, byte);
        }
        run = i + 1;
    }
    out.append(text, run, text.size() - run);
    out += '"';
}

void appendComma(std::string& out)
{
    if (!out.empty() && out.back() != '{' && out.back() != '[')
        out += ',';
}

void appendName(std::string& out, std::string_view name)
{
    appendComma(out);
    out += '"';
    out += name;
    out += "\":";
}

void appendMember(std::string& out, std::string_view name, std::string_view text)
{
    appendName(out, name);
    appendString(out, text);
}

void appendMember(std::string& out, std::string_view name, std::int64_t number)
{
    appendName(out, name);
    std::array<char, 24> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendTruth(std::string& out, std::string_view name, bool truth)
{
    appendName(out, name);
    out += truth ? "true" : "false";
}

} // namespace signalbox::json_text
