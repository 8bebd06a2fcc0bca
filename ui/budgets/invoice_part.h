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
class SumsTable;

/// A provider's usage export against the ledger: the gap, and what it says about uncertain attempts. GUI thread; what
/// it is given outlives it.
class InvoicePart final : public QWidget {
    Q_OBJECT

public:
    InvoicePart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent = nullptr);
    void retranslate();
    void chooseFile();
    void read(const QString& path);
    void chooseProvider(const QString& id);

private:
    void build();
    void fillProviders();
    void show(const Reconciliation& result);
    void fillLines(const Reconciliation& result);
    void fillProposals(const Reconciliation& result);
    void say(const QString& text, Tone tone);
    void settleProposed();
    void settled(const Result<bool>& result);
    [[nodiscard]] int decidable() const;

    Engine& m_engine;
    const Theme& m_theme;
    Page& m_page;
    Books& m_books;
    Card* m_card;
    QLabel* m_intro;
    QComboBox* m_provider;
    QPushButton* m_choose;
    QLabel* m_answer;
    QLabel* m_notes;
    SumsTable* m_lines;
    QLabel* m_uncertainTitle;
    SumsTable* m_proposals;
    QPushButton* m_settle;
    std::optional<Reconciliation> m_result;
    QString m_path;
    int m_waiting = 0;
    int m_done = 0;
    int m_asked = 0;
};

} // namespace signalbox::ui
