// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/config_version.h"
#include "ui/rules/draft_diff.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include <map>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

class DiffTable;

/// The versions that were applied, newest first, and what applying one of them again would change. GUI thread.
class HistoryPanel final : public Sheet {
    Q_OBJECT

public:
    /// What the requests that were decided under a version came to.
    struct Figures {
        qint64 requests = 0;
        qint64 costNano = 0;
    };
    HistoryPanel(const Theme& theme, QWidget* parent);
    /// versions: oldest first. current: the number that is in force.
    void show(const std::vector<ConfigVersion>& versions, qint64 current, WallUs now);
    /// By version, of the newest so many requests; shown with the next show().
    void setFigures(std::map<qint64, Figures> figures, qint64 requests);
    /// What a roll back to the selected version would change in the rules.
    /// remarks: what would stay all the same, and why; "" for nothing.
    void showDiff(qint64 version, const std::vector<DiffLine>& lines, const QString& remarks);
    void setProblem(const QString& problem);
    void retranslate() override;
    void focusList();

Q_SIGNALS:
    void diffWanted(qint64 version);
    void rollBackWanted(qint64 version);

private:
    [[nodiscard]] static QString originText(const std::string& origin);
    void selected();

    const Theme& m_theme;
    QPushButton* m_rollBack;
    QLabel* m_problem;
    QStandardItemModel* m_model;
    QTableView* m_table;
    QLabel* m_about;
    DiffTable* m_diff;
    std::vector<ConfigVersion> m_versions;
    std::map<qint64, Figures> m_figures;
    qint64 m_requests = 0; ///< that the figures are of
    qint64 m_current = 0;
    qint64 m_selected = 0;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
