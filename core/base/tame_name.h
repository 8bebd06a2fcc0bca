// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace signalbox {

/// A name out of a file of somebody else, as it may stand in terminals, tables and records: no control characters, at
/// most 256 bytes, no half of a character at the end.
[[nodiscard]] std::string tameName(std::string name);

} // namespace signalbox
