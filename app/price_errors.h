// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace signalbox::app {

/// Says on standard error what is wrong with a price or a list, where, and what helps; returns the exit code.
[[nodiscard]] int failPrices(const Error& error);

} // namespace signalbox::app
