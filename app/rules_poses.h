// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace signalbox::ui {
class Engine;
class MainWindow;
class RulesPage;
} // namespace signalbox::ui

namespace signalbox::app {

/// Takes one picture under that name; false stops the series.
using Photograph = std::function<bool(const QString& name)>;

/// The rules page in every state that it can be in, on demo data; what that changes is taken back.
[[nodiscard]] bool photographRules(
    ui::MainWindow& window, ui::Engine& engine, ui::RulesPage& page, const Photograph& photograph);

} // namespace signalbox::app
