// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QAction;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace signalbox::ui {

class Books;
class CeilingsPart;
class HistoryPart;
class InvoicePart;
class TrialPart;
class UncertainPart;
class SectionHeader;

/// What may be spent, what was, and what would have been. GUI thread; engine and theme outlive the page.
class BudgetsPage final : public Page {
    Q_OBJECT

public:
    BudgetsPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("budgets"); }
    [[nodiscard]] QString title() const override { return tr("Budgets"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("budgets"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: id of a ceiling that is to be changed; "raise:ID", "stop".
    void open(const PageTarget& target) override;
    [[nodiscard]] QList<QAction*> menuActions() const override;

    enum class Part { Ceilings, History, Trial, Uncertain, Invoices };
    void showPart(Part part);
    [[nodiscard]] CeilingsPart& ceilings() { return *m_ceilings; }
    [[nodiscard]] TrialPart& trial() { return *m_trial; }
    [[nodiscard]] UncertainPart& uncertain() { return *m_uncertain; }
    [[nodiscard]] InvoicePart& invoices() { return *m_invoices; }

private:
    void refresh();
    void updateBadge();
    void partShown();

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    QTabBar* m_tabs;
    QStackedWidget* m_parts;
    Books* m_books;
    CeilingsPart* m_ceilings;
    HistoryPart* m_history;
    TrialPart* m_trial;
    UncertainPart* m_uncertain;
    InvoicePart* m_invoices;
    QPushButton* m_newButton;
    QPushButton* m_stopButton;
    QAction* m_new;
    QAction* m_stop;
    QAction* m_report;
    QString m_badge;
    bool m_shown = false;
};

} // namespace signalbox::ui
