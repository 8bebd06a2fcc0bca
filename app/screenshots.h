// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace signalbox::ui {
class Engine;
class Language;
class MainWindow;
class Theme;
} // namespace signalbox::ui

namespace signalbox::app {

/// Posed also while they are worked with, which changes what they show: on demo data only.
enum class Subjects { Pages, PagesAndPosed };

/// Renders every page, light and dark, English and German, to <dir>/<page>-<scheme>-<language>.png and prints the
/// paths.
[[nodiscard]] int takeScreenshots(const std::string& dir, Subjects subjects, ui::MainWindow& window, ui::Theme& theme,
    ui::Language& language, ui::Engine& engine);

} // namespace signalbox::app
