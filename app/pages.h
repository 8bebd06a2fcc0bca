// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/general_card.h"

namespace signalbox::ui {
class MainWindow;
} // namespace signalbox::ui

namespace signalbox::app {

/// Every page of the window, in the order of the sidebar.
void addPages(ui::MainWindow& window, const ui::GeneralCard::Surroundings& around);
/// Connect an application: shown at a first start and from Help.
void showFirstRun(ui::MainWindow& window);

} // namespace signalbox::app
