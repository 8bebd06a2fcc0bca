// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <span>
#include <vector>

class QHeaderView;
class QTableView;

namespace signalbox::ui {

/// The widths of a table's columns: the house's at the size of the text, or what the user has made of them; never less
/// than a title nor, until the user wants it so, than the figures in sight. Their order, too, where the user may change
/// it. Made and found by of(), owned by the table; a window with a LayoutMemory keeps what the user chose. GUI thread.
class Columns final : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] static Columns& of(QTableView& table, const Theme& theme);
    /// The house's widths, in pixels at 100 % text size, from the first column on. Columns that stretch are left alone.
    void set(std::span<const int> widths);
    /// What a column has, or will have when it is shown.
    [[nodiscard]] int width(int column) const;
    /// Words are whole where there is room: columns that have more than their words need give to those that have less.
    /// For a table of few rows whose last column takes what is left; call it once.
    void shareRoom();
    void apply();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Columns(QTableView& table, const Theme& theme);
    void watchModel();
    void noteResized(int column, int before, int now);
    void fitFigures();
    void share();
    [[nodiscard]] int wordsWidth(int column);
    [[nodiscard]] bool isChosen(int column) const;
    void recall();
    void keep();
    [[nodiscard]] bool isOurs(int column) const;
    [[nodiscard]] QString text() const;
    void read(const QString& text);
    [[nodiscard]] QHeaderView& header() const;

    QTableView& m_table;
    const Theme& m_theme;
    std::vector<int> m_house;
    std::map<int, std::map<int, int>> m_chosen; ///< number of columns -> column -> width at 100 %
    std::map<int, int> m_figures;               ///< column -> pixels that its figures were seen to need
    std::map<int, int> m_words;                 ///< the same for its words: columns do not go in and out with them
    QString m_order;                            ///< logical indexes from the left, with commas; "" as the house has it
    double m_figuresScale = 1;
    QTimer m_fit;
    bool m_applying = false;
    bool m_shares = false;
    bool m_recalled = false;
};

} // namespace signalbox::ui
