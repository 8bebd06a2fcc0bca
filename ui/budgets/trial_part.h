// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/books.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::ui {

class Card;
class SumsTable;

/// "Last week under $X a day": what a ceiling would have refused, downgraded and saved. GUI thread; what it is given
/// outlives it.
class TrialPart final : public QWidget {
    Q_OBJECT

public:
    TrialPart(Engine& engine, const Theme& theme, Books& books, QWidget* parent = nullptr);
    void retranslate();
    void ask();

private:
    void build();
    void fillScopes();
    void say(const QString& text, Tone tone);
    void show(const TrialReport& report);
    [[nodiscard]] Ceiling ceiling(Money limit) const;

    Engine& m_engine;
    const Theme& m_theme;
    Books& m_books;
    Card* m_card;
    QLabel* m_intro;
    QLineEdit* m_limit;
    QComboBox* m_window;
    QComboBox* m_scope;
    QComboBox* m_atLimit;
    QComboBox* m_range;
    QPushButton* m_ask;
    QLabel* m_answer;
    SumsTable* m_table;
    Ceiling m_tried;
    int m_asked = 0;
};

} // namespace signalbox::ui
