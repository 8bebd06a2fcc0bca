// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A piece of a filter line: `name`, `op` and `value` of "cost>0.01" and "tier:x", or a word alone (op empty).
struct FilterToken {
    std::size_t at = 0; ///< byte in the line, from 0
    std::string source; ///< as it stands there
    std::string name;   ///< lower-case letters, or empty for a word
    std::string op;     ///< ":", ">", ">=" or ""
    std::string value;  ///< without its quotes
    bool quoted = false;
    bool negated = false; ///< a minus stands before the name
};

[[nodiscard]] tl::unexpected<Error> filterError(
    std::size_t at, std::string token, std::string problem, std::string like = {});
/// Errors: filter_syntax.
[[nodiscard]] Result<std::vector<FilterToken>> filterTokens(std::string_view line);
/// Words one after another, in quotes where one holds a space or a quote.
void appendWord(std::string& words, std::string_view word);

} // namespace signalbox
