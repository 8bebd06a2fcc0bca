// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

namespace signalbox::app {

/// The desk: the window with the proxy inside. Returns the process's exit code.
[[nodiscard]] int runDesk(const Options& options, int argc, char** argv);

} // namespace signalbox::app
