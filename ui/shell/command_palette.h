// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace signalbox::ui {

/// Every action by typing a part of its name (Ctrl+K). Words may come in any order.
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const Theme& theme, const QList<QAction*>& actions, QWidget* parent);
    /// "Theme: Dark" for an action of the menu "Theme"; the name alone where the menu says nothing more.
    [[nodiscard]] static QString nameOf(const QAction& action);
    [[nodiscard]] QStringList shownNames() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void run();
    const Theme& m_theme;
    QList<QAction*> m_actions;
    QLineEdit* m_line;
    QListWidget* m_list;
};

} // namespace signalbox::ui
