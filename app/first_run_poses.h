// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class FirstRunPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// The first steps where a provider's key is there and no tier has one of its models yet. What that changes is taken
/// back.
[[nodiscard]] bool photographFirstRun(ui::Engine& engine, ui::FirstRunPage& page, const Photograph& photograph);

} // namespace signalbox::app
