// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tame_name.h"

#include <algorithm>

namespace signalbox {

std::string tameName(std::string name)
{
    constexpr std::size_t kLongest = 256;
    if (name.size() > kLongest) {
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80)
            --end;
        name.resize(end);
    }
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
    return name;
}

} // namespace signalbox
