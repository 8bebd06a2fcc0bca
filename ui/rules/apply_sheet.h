// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class DiffTable;
class SectionHeader;

/// What applying the draft would do, before it is done: every change with before and after. A page of its own, no
/// dialog; Escape leads back. GUI thread.
class ApplySheet final : public QWidget {
    Q_OBJECT

public:
    ApplySheet(const Theme& theme, QWidget* parent);
    void show(const std::vector<DiffLine>& lines, qint64 nextVersion); ///< 0: versions are not counted
    /// Why it could not be applied; "" for nothing.
    void setProblems(const QString& problems);
    void setFigures(const QString& figures);
    void retranslate();
    void focusApply();

Q_SIGNALS:
    void applyWanted();
    void closed();
    void ruleWanted(const QString& ruleId);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    SectionHeader* m_header;
    QPushButton* m_back;
    QPushButton* m_apply;
    QLabel* m_problems;
    QLabel* m_figures;
    DiffTable* m_diff;
    std::vector<DiffLine> m_lines;
    qint64 m_nextVersion = 0;
};

} // namespace signalbox::ui
