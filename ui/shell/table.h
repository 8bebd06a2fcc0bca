// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QStyledItemDelegate>

#include <span>

class QTableView;

namespace signalbox::ui {

/// Item roles that RowDelegate knows, beside Qt's own.
enum TableRole {
    ToneRole = Qt::UserRole + 100, ///< int(Tone) of the text
    TierShapeRole,                 ///< int(TierShape) of a mark before the text
    TierColorRole,                 ///< QColor of that mark
    BadgeRole,                     ///< QString in a small frame behind the text ("sandbox")
    StruckRole,                    ///< bool: struck through
};

/// Draws rows as all tables of the window have them: one line, elided; numbers (right-aligned cells) in tabular
/// figures; the selected row tinted with a bar at its left edge, so that marks keep their colour.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RowDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// A text that ends in an ellipsis is whole in the tool tip, unless the model has a tool tip of its own.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    const Theme& m_theme;

private:
    void paintBackground(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// Returns how far the box reaches into the cell, from the side where the cell begins.
    static int paintCheckBox(QPainter& painter, const QStyleOptionViewItem& option);
    void paintText(
        QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QRect& cell) const;
};

/// Sets a table up in the house manner: whole rows, no grid, no wrapping, no vertical header, fixed row height, a
/// RowDelegate. rowHeight at 100 % text size. The caller sets model, column widths and the stretch column.
void setUpTable(QTableView& table, const Theme& theme, int rowHeight);
/// A table of that kind.
[[nodiscard]] QTableView* makeTable(const Theme& theme, int rowHeight, QWidget* parent);
/// Widths at a text scale of 1, until the user drags them (see Columns); no column is narrower than its title. Set the
/// model before, and again after a change of language.
void setColumnWidths(QTableView& table, const Theme& theme, std::span<const int> widths);
/// As high as its rows, up to a number. A bar below gets room of its own: over the last row it would bring one at the
/// side, which covers figures. To be called again when the range of that bar changes.
void fitHeight(QTableView& table, const Theme& theme, int rowHeight, int mostRows);
/// Selects a row and makes it the current one; no such row: nothing. QTableView::selectRow() does nothing from right to
/// left.
void chooseRow(QTableView& table, int row);
/// Ctrl+C: the selected rows as tab-separated text with a header line.
[[nodiscard]] QString selectedRowsAsText(const QTableView& table);

} // namespace signalbox::ui
