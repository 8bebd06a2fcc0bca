// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/menus.h"
#include "ui/shell/theme.h"

#include <QDialog>
#include <QList>

class QLineEdit;
class QListWidget;

namespace signalbox::ui {

/// Every action by typing a part of its name (Ctrl+K). Words may come in any order.
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    /// Of what is disabled nothing is offered.
    CommandPalette(const Theme& theme, const QList<Command>& commands, QWidget* parent);
    [[nodiscard]] QStringList shownNames() const;
    [[nodiscard]] const Command& chosen() const { return m_chosen; } ///< once it was accepted

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void run();
    const Theme& m_theme;
    QList<Command> m_commands;
    Command m_chosen;
    QLineEdit* m_line;
    QListWidget* m_list;
};

} // namespace signalbox::ui
