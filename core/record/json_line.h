// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <string>
#include <string_view>

namespace signalbox {

/// Appends text in quotes for files that people read in terminals and editors: beside what JSON asks for, DEL, C1,
/// U+2028, U+2029, zero-width and bidirectional controls are escaped; what is no UTF-8 becomes U+FFFD.
void appendSafeString(std::string& out, std::string_view text);

/// The text as a person may see it: the same characters as \uXXXX, all else as it is.
[[nodiscard]] std::string visibleText(std::string_view text);

/// The request with its attempts as one line of JSON, with LF. Names are the members' in snake_case, money in
/// nano-dollars.
[[nodiscard]] std::string jsonLine(const RequestRecord& record);

} // namespace signalbox
