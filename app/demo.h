// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"

#include <string>

namespace signalbox::app {

/// Fills an empty data folder with a day of invented traffic and writes a configuration to go with it, for pictures.
/// The same seed gives the same day. Only behind --demo, never in a folder that is in use.
[[nodiscard]] Result<void> makeDemo(const std::string& dataDir, const std::string& configPath);
/// Likewise a year that ends at `until`, busier on weekdays and growing: for reports. The same seed and end give the
/// same year, but for the ids.
[[nodiscard]] Result<void> makeDemoYear(const std::string& dataDir, WallUs until);
/// Virtual keys and session secrets, so that the Keys page has something to show.
void addDemoKeys(Proxy& proxy);
/// Likewise for the page of alerts. Its one channel that is told leads nowhere.
void addDemoAlerts(Proxy& proxy);

} // namespace signalbox::app
