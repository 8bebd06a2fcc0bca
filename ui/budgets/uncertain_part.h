// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/books.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::ui {

class Card;
class SumsTable;

/// Attempts that were sent and of which nobody knows whether they are billed: they count in full until somebody
/// decides. A decision is a further row of the ledger and can't be taken back, so it is asked once more, in place. GUI
/// thread; what it is given outlives it.
class UncertainPart final : public QWidget {
    Q_OBJECT

public:
    UncertainPart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent = nullptr);
    void retranslate();
    void load();
    [[nodiscard]] SumsTable& table() { return *m_table; }

private:
    void build();
    void fill();
    void updateButtons();
    void ask(AttemptState state);
    void decide();
    void decided(const Result<bool>& result);
    void leaveQuestion();

    Engine& m_engine;
    const Theme& m_theme;
    Page& m_page;
    Books& m_books;
    Card* m_card;
    QLabel* m_intro;
    QLabel* m_state;
    SumsTable* m_table;
    QWidget* m_actions;
    QLabel* m_amountLabel;
    QLineEdit* m_amount;
    QPushButton* m_settle;
    QPushButton* m_void;
    QLabel* m_question;
    QPushButton* m_yes;
    QPushButton* m_no;
    std::vector<LedgerRow> m_rows;
    std::vector<std::pair<std::string, Settlement>> m_asked; ///< what Yes would do
    int m_waiting = 0;
    int m_done = 0;
    Error m_problem;
};

} // namespace signalbox::ui
