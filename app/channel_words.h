// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <functional>

namespace signalbox::app {

/// The sentences of webhooks and mails, in the language of the program and with the numbers of the locale at the time
/// of the call. What it returns may be called from any thread.
[[nodiscard]] std::function<AlertText(const Alert&)> channelWords();

} // namespace signalbox::app
