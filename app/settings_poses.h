// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class SettingsPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// The settings with something that can't be, with redactions, with an address for containers, while the log is being
/// compacted, and with the file changed by somebody else, at their lower end. What that changes is taken back.
[[nodiscard]] bool photographSettings(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph);

} // namespace signalbox::app
