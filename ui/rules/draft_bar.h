// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/rule_draft.h"

#include <QFrame>

class QAction;
class QGridLayout;
class QLabel;
class QPushButton;

namespace signalbox::ui {

/// What the draft changes, and what can be done with it. Hidden while there is nothing to say. GUI thread.
class DraftBar final : public QFrame {
    Q_OBJECT

public:
    struct Actions {
        QAction* undo;
        QAction* redo;
        QAction* discard;
        QAction* review;
    };
    DraftBar(RuleDraft& draft, const Actions& actions, QWidget* parent);
    /// What would have become of recorded requests; "" where that is not known.
    void setFigures(const QString& figures, const QString& explanation);
    void retranslate();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void bind(QPushButton* button, QAction* action);
    void refresh();

    RuleDraft& m_draft;
    QLabel* m_count;
    QLabel* m_figures;
    enum class Form { None, One, Two, Tall }; ///< rows
    QGridLayout* m_grid;
    QWidget* m_line = nullptr; ///< the buttons
    Form m_form = Form::None;
    std::vector<std::pair<QPushButton*, QAction*>> m_buttons;
};

} // namespace signalbox::ui
