// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::ui {

/// Values that facts had in recorded requests, with how many requests had them, most frequent first; 0: known from the
/// configuration, not counted.
struct SeenValues {
    std::map<std::string, std::vector<std::pair<std::string, qint64>>> byFact;
};

} // namespace signalbox::ui
