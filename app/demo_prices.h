// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"

#include <string>

namespace signalbox::app {

/// Prices by date for the page of prices: one set by hand, one for later, one of a published list.
void addDemoPrices(Proxy& proxy);
/// Two small published lists in the data folder, with what is odd about published lists.
struct DemoLists {
    std::string litellm, modelsDev; ///< paths
};
[[nodiscard]] Result<DemoLists> writeDemoLists(const std::string& dataDir);

} // namespace signalbox::app
