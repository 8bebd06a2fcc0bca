// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace signalbox::ui {

/// Version and licence, in a dialog over that window.
void showAbout(QWidget& window);

} // namespace signalbox::ui
