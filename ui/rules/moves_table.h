// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/what_if_words.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// From which tier to which the requests would move: a row a tier before, a column a tier after, in each cell how many
/// requests and what that costs more or less. Hidden where nothing moves. GUI thread.
class MovesTable final : public QWidget {
    Q_OBJECT

public:
    MovesTable(const Theme& theme, QWidget* parent);
    /// tiers: ids in the order of the configuration.
    void show(const ReplayReport& report, const std::vector<std::string>& tiers, const TierNames& tierName);
    void clear();
    void retranslate();

private:
    const Theme& m_theme;
    QLabel* m_title;
    QStandardItemModel* m_model;
    QTableView* m_table;
};

} // namespace signalbox::ui
