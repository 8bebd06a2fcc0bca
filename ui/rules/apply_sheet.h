// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"
#include "ui/rules/sheet.h"
#include "ui/rules/warning_table.h"
#include "ui/rules/what_if_words.h"
#include "ui/shell/theme.h"

#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace signalbox::ui {

class DiffTable;
class FiguresTable;
class MovesTable;

/// What applying the draft would do, before it is done: every change with before and after, warnings, what a replay
/// came to, and the gate, which asks for a reason where the replay speaks against it. A page of its own, no dialog;
/// Escape leads back. GUI thread.
class ApplySheet final : public Sheet {
    Q_OBJECT

public:
    ApplySheet(const Theme& theme, QWidget* parent);
    void show(const std::vector<DiffLine>& lines, qint64 nextVersion); ///< 0: versions are not counted
    /// Why it could not be applied; "" for nothing.
    void setProblems(const QString& problems);
    void setWarnings(const std::vector<WarningLine>& lines);
    /// What the replay came to: in a sentence, figure by figure, move by move, and what it leaves open.
    struct Figures {
        QString summary, remarks;
        std::vector<FigureLine> lines;
        ReplayReport report;
        std::vector<std::string> tiers; ///< in the configuration's order
        TierNames tierName;
        std::vector<std::pair<std::string, QString>> changed; ///< requests that would have gone elsewhere
        std::vector<std::string> findings;                    ///< of the gate
    };
    void setFigures(const Figures& figures);
    void setWaiting(); ///< the draft has changed and is being replayed: nothing can be applied meanwhile
    /// Whether nothing speaks against it, or a reason was given.
    [[nodiscard]] bool mayApply() const;
    [[nodiscard]] const std::vector<std::string>& findings() const { return m_findings; }
    [[nodiscard]] std::string note() const; ///< why, in the operator's words
    void clearNote();
    void retranslate() override;
    /// On the button that applies, or where the gate asks for a reason, on its line.
    void focusApply();

Q_SIGNALS:
    void applyWanted();
    void ruleWanted(const QString& ruleId);
    void requestWanted(const QString& requestId);
    void mendWanted(const signalbox::ui::WarningLine& line);

private:
    void build(const Theme& theme);
    void connectParts();
    void setChanged(const std::vector<std::pair<std::string, QString>>& requests);
    void showGate();

    QPushButton* m_apply;
    QScrollArea* m_area;
    QWidget* m_content;
    QLabel* m_problems;
    QLabel* m_summary;
    QLabel* m_remarks;
    FiguresTable* m_figures;
    MovesTable* m_moves;
    DiffTable* m_diff;
    WarningTable* m_warnings;
    QLabel* m_changedLabel;
    QListWidget* m_changed;
    QLabel* m_gate;
    QLabel* m_gateAbout;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    std::vector<DiffLine> m_lines;
    qint64 m_nextVersion = 0;
    bool m_focusLater = false; ///< until the gate has spoken
    bool m_replayed = false;   ///< m_findings and m_gateWords are about the draft as it is
    std::vector<std::string> m_findings;
    QString m_gateWords;
};

} // namespace signalbox::ui
