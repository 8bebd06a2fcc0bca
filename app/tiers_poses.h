// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class TiersPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// The models that a provider lists, a model's abilities said by hand, a breaker tripped by hand, and servers of this
/// computer. What that changes is taken back.
[[nodiscard]] bool photographTiers(ui::Engine& engine, ui::TiersPage& page, const Photograph& photograph);

} // namespace signalbox::app
