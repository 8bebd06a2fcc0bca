// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class Page;
} // namespace signalbox::ui

namespace signalbox::app {

/// A page in the states that it can be in, on demo data; true for one that has no poses.
[[nodiscard]] bool photographPoses(
    ui::MainWindow& window, ui::Engine& engine, ui::Page& page, const Photograph& photograph);

} // namespace signalbox::app
