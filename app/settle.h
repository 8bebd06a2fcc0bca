// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"

#include <functional>

class QWidget;

namespace signalbox::app {

/// Lets the window work for so many milliseconds before its picture is taken: the engine pulls every 250 ms, and a
/// question to the log or the ledger is answered on another thread. GUI thread.
void settle(int ms);
/// Gives an order and waits until it was answered; whether it was carried out. GUI thread.
[[nodiscard]] bool isDone(const std::function<void(ui::Engine::Answer<bool>)>& order);

/// Scrolls a part of the page into the picture, once what was opened has its place; around: pixels above and below it.
void showWhole(const QWidget& page, QWidget* part, int around = 0);
void scrollUp(const QWidget& page);

} // namespace signalbox::app
