// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// A table of texts that is filled as a whole: the first columns are words, the others figures. As high as its rows, up
/// to a limit. Ctrl+C copies rows. GUI thread.
class SumsTable final : public QWidget {
    Q_OBJECT

public:
    /// words: columns of text from the left; widths as for setColumnWidths(); stretch: the one that takes what is left.
    SumsTable(const Theme& theme, int words, std::vector<int> widths, int stretch, QWidget* parent = nullptr);
    void setHeader(const QStringList& header, const QString& accessibleName);
    struct Row {
        QStringList cells;
        Tone tone = Tone::Normal;
    };
    void fill(const std::vector<Row>& rows);
    void setMostRows(int rows) { m_mostRows = rows; }
    [[nodiscard]] QTableView& view() { return *m_view; }
    [[nodiscard]] std::vector<int> selectedRows() const; ///< ascending

Q_SIGNALS:
    void selectionChanged();

private:
    void fitHeight();
    const Theme& m_theme;
    int m_words;
    std::vector<int> m_widths;
    int m_stretch;
    int m_mostRows = 12;
    QTableView* m_view;
    QStandardItemModel* m_model;
};

} // namespace signalbox::ui
