// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rules_poses.h"

namespace signalbox::ui {
class AlertsPage;
class BudgetsPage;
class PricesPage;
} // namespace signalbox::ui

namespace signalbox::app {

// The pages about money in the states that they can be in, on demo data; what that changes is taken back.

/// A price that is set, a list before it is taken over, lists side by side.
[[nodiscard]] bool photographPrices(
    ui::MainWindow& window, ui::Engine& engine, ui::PricesPage& page, const Photograph& photograph);
/// Its parts with their forms open, no ceiling at all, and all that spends stopped.
[[nodiscard]] bool photographBudgets(
    ui::MainWindow& window, ui::Engine& engine, ui::BudgetsPage& page, const Photograph& photograph);
/// Both forms of a channel, and no channel at all.
[[nodiscard]] bool photographAlerts(
    ui::MainWindow& window, ui::Engine& engine, ui::AlertsPage& page, const Photograph& photograph);

} // namespace signalbox::app
