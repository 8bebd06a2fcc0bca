// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class KeysPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// Keys in every state that they can be in, and the keychain that keeps one waiting. What that changes is taken back.
[[nodiscard]] bool photographKeys(ui::Engine& engine, ui::KeysPage& page, const Photograph& photograph);

} // namespace signalbox::app
