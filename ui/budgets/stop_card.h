// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"

class QLineEdit;

namespace signalbox::ui {

/// The panic stop: asked for once more before it is done, said plainly while it holds, released by a second question.
/// Hidden while nothing is asked and nothing is stopped. GUI thread; engine outlives it.
class StopCard final : public Card {
    Q_OBJECT

public:
    explicit StopCard(Engine& engine, QWidget* parent = nullptr);
    void ask(); ///< "Stop everything?"
    void refresh();
    void retranslate();

Q_SIGNALS:
    void said(const QString& text);

private:
    void act();
    void cancel();
    void report(const Result<bool>& result, const QString& done);

    Engine& m_engine;
    enum class State { Idle, AskStop, Stopped, AskRelease } m_state = State::Idle;
    QLabel* m_text;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    QPushButton* m_act;
    QPushButton* m_cancel;
    QLabel* m_problem;
};

} // namespace signalbox::ui
