// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"

#include <QIcon>
#include <QString>

namespace signalbox::ui {

/// What the tray icon says: a ring of the share of the tightest ceiling, a sign for the state, and one line of words.
struct TrayLook {
    enum class Sign { Fine, Attention, Off };
    double share = -1; ///< of the ceiling, 0..1; below 0: there is none
    Sign sign = Sign::Fine;
    QString words; ///< "$12.41 of $20.00 · 41/min", and what is wrong
    friend bool operator==(const TrayLook&, const TrayLook&) = default;
};

/// From the engine's pulled state. GUI thread (translated).
[[nodiscard]] TrayLook trayLook(const Engine& engine);
/// The picture at the sizes that trays use. Its colours stand out from light and dark panels alike (3:1 at least).
[[nodiscard]] QIcon trayPicture(const TrayLook& look);
/// The colours of its marks, for the test of their contrast.
[[nodiscard]] QColor traySignColor(TrayLook::Sign sign);

} // namespace signalbox::ui
