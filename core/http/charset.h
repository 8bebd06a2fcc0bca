// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

/// The byte classes of RFC 9110 as tables. Private to core/http.
namespace signalbox::http {

namespace charset {
using Table = std::array<bool, 256>;

template <class Predicate> constexpr Table tableOf(Predicate predicate)
{
    Table table {};
    for (unsigned byte = 0; byte < table.size(); ++byte)
        table[byte] = predicate(byte);
    return table;
}

constexpr bool isAlnum(unsigned byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/// tchar of RFC 9110 section 5.6.2.
inline constexpr Table kToken = tableOf([](unsigned byte) {
    return isAlnum(byte)
        || (byte < 0x80 && std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(byte)) != std::string_view::npos);
});
/// What may stand in a received field value: HTAB, SP, VCHAR, obs-text. No other control byte.
inline constexpr Table kFieldValue =
    tableOf([](unsigned byte) { return byte == '\t' || (byte >= 0x20 && byte != 0x7F); });
/// What this product itself writes into a field value.
inline constexpr Table kSentValue =
    tableOf([](unsigned byte) { return byte == '\t' || (byte >= 0x20 && byte < 0x7F); });
/// What may stand in a request target: visible ASCII but the fragment mark.
inline constexpr Table kTarget = tableOf([](unsigned byte) { return byte > 0x20 && byte < 0x7F && byte != '#'; });
} // namespace charset

[[nodiscard]] constexpr bool has(const charset::Table& table, char c)
{
    return table[static_cast<unsigned char>(c)];
}

[[nodiscard]] constexpr bool isAllOf(const charset::Table& table, std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [&table](char c) { return has(table, c); });
}

[[nodiscard]] constexpr bool isToken(std::string_view text)
{
    return !text.empty() && isAllOf(charset::kToken, text);
}

/// Without leading and trailing SP and HTAB.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

} // namespace signalbox::http
