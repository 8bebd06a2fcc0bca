// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QDialog>
#include <QList>

class QAction;

namespace signalbox::ui {

/// The list of shortcuts (F1): what the menus hold, with their keys.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const Theme& theme, const QList<QAction*>& actions, QWidget* parent);
};

} // namespace signalbox::ui
