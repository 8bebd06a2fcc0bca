// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace signalbox::ui {

/// A code of core with its English sentence, marked for translation where the table stands.
struct CodeText {
    const char* code;
    const char* text;
};

/// The sentence of a code, or nullptr where the table has none. Any thread.
[[nodiscard]] inline const char* textOf(std::span<const CodeText> table, std::string_view code)
{
    const auto hit = std::ranges::find(table, code, [](const CodeText& entry) { return std::string_view(entry.code); });
    return hit == table.end() ? nullptr : hit->text;
}

} // namespace signalbox::ui
