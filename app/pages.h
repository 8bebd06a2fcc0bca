// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSettings;

namespace signalbox::ui {
class Engine;
class MainWindow;
class Theme;
} // namespace signalbox::ui

namespace signalbox::app {

/// Every page of the window, in the order of the sidebar.
void addPages(ui::MainWindow& window, ui::Engine& engine, ui::Theme& theme, QSettings& settings);
/// Connect an application: shown at a first start and from Help.
void showFirstRun(ui::MainWindow& window);

} // namespace signalbox::app
