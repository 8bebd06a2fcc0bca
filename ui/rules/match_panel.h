// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/what_if_words.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace signalbox::ui {

/// Under the editor: what reasoning found about the rule, with the step that mends it, and which recorded requests it
/// matches by itself. GUI thread.
class MatchPanel final : public QWidget {
    Q_OBJECT

public:
    enum class Remedy { None, MoveAbove, Remove };

    explicit MatchPanel(QWidget* parent);
    void clear();
    void showFinding(const QString& sentence, Remedy remedy, int above);
    /// What stands in the way of calls right now, and the step that mends it; "" for nothing.
    void showTrouble(const QString& sentence, const QString& remedy);
    /// children: the conditions at the top of the rule, in words, for "without this condition".
    void showPreview(const RulesLab::Preview& preview, const QStringList& children, WallUs now);
    /// A request that goes to the rule, made by reasoning; "" for none.
    void showWitness(const QString& witness);
    void retranslate();

Q_SIGNALS:
    void moveWanted(int above); ///< the rule should stand before that place
    void removeWanted();
    void mendWanted(); ///< the remedy of showTrouble()
    void requestWanted(const QString& requestId);

private:
    QLabel* m_finding;
    QPushButton* m_remedy;
    QLabel* m_trouble;
    QPushButton* m_mend;
    QLabel* m_witness;
    QLabel* m_count;
    QLabel* m_without;
    QLabel* m_prompts;
    QListWidget* m_newest;
    Remedy m_kind = Remedy::None;
    int m_above = -1;
};

} // namespace signalbox::ui
