// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/what_if_words.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// What a replay came to, figure by figure: as it was, with the draft, and the difference. Hidden while there is none.
/// GUI thread.
class FiguresTable final : public QWidget {
    Q_OBJECT

public:
    FiguresTable(const Theme& theme, QWidget* parent);
    void show(const std::vector<FigureLine>& lines);
    void retranslate();

private:
    const Theme& m_theme;
    QLabel* m_title;
    QStandardItemModel* m_model;
    QTableView* m_table;
    std::vector<FigureLine> m_lines;
};

} // namespace signalbox::ui
