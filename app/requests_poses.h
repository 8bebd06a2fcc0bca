// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class LivePage;
class RequestsPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// The log by sessions, with a mistake in the filter line, and with completions. What that changes is taken back.
[[nodiscard]] bool photographRequests(ui::RequestsPage& page, const Photograph& photograph);
/// The charts with the crosshair, and looked at more closely.
[[nodiscard]] bool photographLive(ui::LivePage& page, const Photograph& photograph);

} // namespace signalbox::app
