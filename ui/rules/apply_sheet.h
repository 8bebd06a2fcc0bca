// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class DiffTable;
class MovesTable;

/// What applying the draft would do, before it is done: every change with before and after. A page of its own, no
/// dialog; Escape leads back. GUI thread.
class ApplySheet final : public Sheet {
    Q_OBJECT

public:
    ApplySheet(const Theme& theme, QWidget* parent);
    void show(const std::vector<DiffLine>& lines, qint64 nextVersion); ///< 0: versions are not counted
    /// Why it could not be applied; "" for nothing.
    void setProblems(const QString& problems);
    void setFigures(const QString& figures);
    [[nodiscard]] MovesTable& moves() { return *m_moves; }
    /// Recorded requests that would have gone elsewhere: their ids with a line each.
    void setChanged(const std::vector<std::pair<std::string, QString>>& requests);
    [[nodiscard]] std::string note() const; ///< why, in the operator's words
    void clearNote();
    void retranslate() override;
    void focusApply();

Q_SIGNALS:
    void applyWanted();
    void ruleWanted(const QString& ruleId);
    void requestWanted(const QString& requestId);

private:
    QPushButton* m_apply;
    QLabel* m_problems;
    QLabel* m_figures;
    MovesTable* m_moves;
    DiffTable* m_diff;
    QLabel* m_changedLabel;
    QListWidget* m_changed;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    std::vector<DiffLine> m_lines;
    qint64 m_nextVersion = 0;
};

} // namespace signalbox::ui
