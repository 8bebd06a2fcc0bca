// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// A titled table of a review, as high as its rows and hidden while it has none. What is in it is for the class that
/// derives from it. GUI thread.
class TitledTable : public QWidget {
    Q_OBJECT

protected:
    /// rowHeight: at 100 % text size; beyond mostRows it scrolls.
    TitledTable(const Theme& theme, int rowHeight, int mostRows, QWidget* parent);
    void setTitle(const QString& title); ///< the table's accessible name as well
    /// Right-aligned heads, as figures have them.
    void alignHeads(int firstColumn);
    void fitRows();

    const Theme& m_theme;
    QStandardItemModel* m_model;
    QTableView* m_table;

private:
    int m_rowHeight;
    int m_mostRows;
    QLabel* m_title;
};

} // namespace signalbox::ui
