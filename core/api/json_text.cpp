// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/json_text.h"

#include <array>

namespace signalbox::json {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Lead {
    std::size_t bytes;
    char32_t bits;
    char32_t smallest; ///< an encoding below this is overlong
};

Lead leadOf(unsigned char byte)
{
    if (byte < 0x80)
        return { 1, byte, 0 };
    if (byte >= 0xC2 && byte <= 0xDF)
        return { 2, static_cast<char32_t>(byte & 0x1F), 0x80 };
    if (byte >= 0xE0 && byte <= 0xEF)
        return { 3, static_cast<char32_t>(byte & 0x0F), 0x800 };
    if (byte >= 0xF0 && byte <= 0xF4)
        return { 4, static_cast<char32_t>(byte & 0x07), 0x10000 };
    return { 0, 0, 0 };
}

constexpr std::array<bool, 256> plainBytes()
{
    std::array<bool, 256> plain {};
    for (std::size_t byte = 0x20; byte < 0x7F; ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}
constexpr std::array<bool, 256> kPlain = plainBytes();

bool isPlain(unsigned char byte)
{
    return kPlain[byte];
}

void appendUnit(std::string& out, unsigned unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kDigits[(unit >> shift) & 0xF];
}

void appendEscaped(std::string& out, char32_t point)
{
    switch (point) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        appendUnit(out, static_cast<unsigned>(point)); // all unprintables are in the basic plane
    }
}

} // namespace

CodePoint firstCodePoint(std::string_view text)
{
    if (text.empty())
        return { kReplacement, 0 };
    const Lead lead = leadOf(static_cast<unsigned char>(text.front()));
    if (lead.bytes == 0 || lead.bytes > text.size())
        return { kReplacement, 1 };
    char32_t point = lead.bits;
    for (std::size_t i = 1; i < lead.bytes; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80)
            return { kReplacement, 1 };
        point = (point << 6) | (byte & 0x3Fu);
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < lead.smallest || point > 0x10FFFF || surrogate)
        return { kReplacement, 1 };
    return { point, lead.bytes };
}

bool isUnprintable(char32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x61C || point == 0x200E || point == 0x200F
        || (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

void appendString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t i = 0;
    while (i < text.size()) {
        std::size_t plain = i;
        while (plain < text.size() && isPlain(static_cast<unsigned char>(text[plain])))
            ++plain;
        out.append(text, i, plain - i);
        if (plain == text.size())
            break;
        const CodePoint point = firstCodePoint(text.substr(plain));
        i = plain + point.bytes;
        if (point.value == '"' || point.value == '\\' || isUnprintable(point.value))
            appendEscaped(out, point.value);
        else if (point.value == kReplacement)
            out += "\xEF\xBF\xBD";
        else
            out.append(text, plain, point.bytes);
    }
    out += '"';
}

std::string quoted(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    appendString(out, text);
    return out;
}

} // namespace signalbox::json
