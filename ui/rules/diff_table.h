// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// Changes of rules, each with before and after. GUI thread.
class DiffTable final : public QWidget {
    Q_OBJECT

public:
    DiffTable(const Theme& theme, QWidget* parent);
    void show(const std::vector<DiffLine>& lines);
    void retranslate();
    void fitRows(int most); ///< as high as its rows, up to so many; else it takes what room there is

Q_SIGNALS:
    void ruleWanted(const QString& ruleId);

private:
    void openRule(const QString& ruleId);
    [[nodiscard]] static QString kindText(DiffLine::Kind kind);

    const Theme& m_theme;
    QStandardItemModel* m_model;
    QTableView* m_table;
    std::vector<DiffLine> m_lines;
    int m_mostRows = 0;
};

} // namespace signalbox::ui
