// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace signalbox::app {

/// Tells whoever started the program as a service how it stands ("READY=1", "STOPPING=1"; sd_notify(3)). Does nothing
/// where nobody asked ($NOTIFY_SOCKET), and never waits.
void tellServiceManager(std::string_view state);

} // namespace signalbox::app
