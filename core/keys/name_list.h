// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What the terms of a key name: all of a kind where the list is empty.
[[nodiscard]] inline bool allowsName(const std::vector<std::string>& names, std::string_view name)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace signalbox
