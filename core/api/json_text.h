// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Writing JSON by hand where a whole value tree would be waste. Free of state; any thread.
namespace signalbox::json {

/// One code point at the front of a text. Bytes that are no UTF-8 give U+FFFD and a length of one.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
};
[[nodiscard]] CodePoint firstCodePoint(std::string_view text);

/// Controls (C0, DEL, C1), line and paragraph separators and bidirectional marks: what must never reach a terminal or a
/// log line as it is.
[[nodiscard]] bool isUnprintable(char32_t codePoint);

/// Appends `text` as a JSON string with its quotes. Unprintable code points are written as \u escapes, bytes that are
/// no UTF-8 as U+FFFD, so the result is valid whatever the text was.
void appendString(std::string& out, std::string_view text);
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace signalbox::json
