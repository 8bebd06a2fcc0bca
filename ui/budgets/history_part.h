// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/books.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace signalbox::ui {

class Card;
class DayBars;
class SumsTable;

/// What was spent, by day and by what, and what ceilings cost; with the report as a file. GUI thread; what it is given
/// outlives it.
class HistoryPart final : public QWidget {
    Q_OBJECT

public:
    HistoryPart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent = nullptr);
    void retranslate();
    void load(); ///< reads the ledger again
    void chooseReport();

private:
    void build();
    void showSpending();
    void showState(const QString& text, Tone tone);
    void fillTable();
    void fillDays();
    void writeReport(const QString& path, const std::string& format);
    [[nodiscard]] int days() const;
    [[nodiscard]] qint64 since() const;
    [[nodiscard]] QString nameOf(const std::string& key) const;

    Engine& m_engine;
    const Theme& m_theme;
    Page& m_page;
    Books& m_books;
    QComboBox* m_range;
    QComboBox* m_by;
    QPushButton* m_export;
    QPushButton* m_again;
    Card* m_card;
    QLabel* m_summary;
    QLabel* m_cost; ///< what ceilings did
    QLabel* m_state;
    DayBars* m_bars;
    SumsTable* m_dayTable;
    SumsTable* m_table;
    std::optional<Spending> m_spending;
    int m_asked = 0;
};

} // namespace signalbox::ui
