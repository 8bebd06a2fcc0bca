// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/menus.h"
#include "ui/shell/theme.h"

#include <QDialog>
#include <QList>

namespace signalbox::ui {

/// The list of shortcuts (Ctrl+F1): all that has a key, on whichever page.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const Theme& theme, const QList<Command>& commands, QWidget* parent);
};

} // namespace signalbox::ui
