// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/config_version.h"
#include "ui/rules/draft_diff.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

class DiffTable;
class SectionHeader;

/// The versions that were applied, newest first, and what applying one of them again would change. GUI thread.
class HistoryPanel final : public QWidget {
    Q_OBJECT

public:
    HistoryPanel(const Theme& theme, QWidget* parent);
    /// versions: oldest first. current: the number that is in force.
    void show(const std::vector<ConfigVersion>& versions, qint64 current, WallUs now);
    /// What a roll back to the selected version would change in the rules.
    void showDiff(qint64 version, const std::vector<DiffLine>& lines);
    void setProblem(const QString& problem);
    void retranslate();
    void focusList();

Q_SIGNALS:
    void closed();
    void diffWanted(qint64 version);
    void rollBackWanted(qint64 version);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] static QString originText(const std::string& origin);
    void selected();

    const Theme& m_theme;
    SectionHeader* m_header;
    QPushButton* m_back;
    QPushButton* m_rollBack;
    QLabel* m_problem;
    QStandardItemModel* m_model;
    QTableView* m_table;
    QLabel* m_about;
    DiffTable* m_diff;
    std::vector<ConfigVersion> m_versions;
    qint64 m_current = 0;
    qint64 m_selected = 0;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
