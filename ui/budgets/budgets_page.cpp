// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgets_page.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/budgets/ceilings_part.h"
#include "ui/budgets/history_part.h"
#include "ui/budgets/invoice_part.h"
#include "ui/budgets/trial_part.h"
#include "ui/budgets/uncertain_part.h"
#include "ui/bridge/books.h"
#include "ui/budgets/usage_bar.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include <QAction>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;

} // namespace

BudgetsPage::BudgetsPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_tabs(new QTabBar(this))
    , m_parts(new QStackedWidget(this))
    , m_books(new Books(this))
    , m_ceilings(new CeilingsPart(engine, theme, *this, this))
    , m_history(new HistoryPart(engine, theme, *this, *m_books, this))
    , m_trial(new TrialPart(engine, theme, *m_books, this))
    , m_uncertain(new UncertainPart(engine, theme, *this, *m_books, this))
    , m_invoices(new InvoicePart(engine, theme, *this, *m_books, this))
    , m_newButton(makeButton(ButtonKind::Primary, this))
    , m_stopButton(makeButton(ButtonKind::Plain, this))
    , m_new(new QAction(this))
    , m_stop(new QAction(this))
    , m_report(new QAction(this))
{
    m_books->setDataDir(engine.status().dataDir);
    for (QWidget* part : std::initializer_list<QWidget*> { m_ceilings, m_history, m_trial, m_uncertain, m_invoices }) {
        m_parts->addWidget(part);
        m_tabs->addTab({});
    }
    m_tabs->setExpanding(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, 0);
    column->addWidget(m_header);
    column->addWidget(m_tabs);
    column->addWidget(m_parts, 1);
    m_header->addAction(m_stopButton);
    m_header->addAction(m_newButton);
    setWriting(*m_newButton);
    setWriting(*m_new);
    connect(m_newButton, &QPushButton::clicked, m_new, &QAction::trigger);
    connect(m_stopButton, &QPushButton::clicked, m_stop, &QAction::trigger);
    connect(m_new, &QAction::triggered, this, [this] {
        showPart(Part::Ceilings);
        m_ceilings->addNew();
    });
    connect(m_stop, &QAction::triggered, this, [this] {
        showPart(Part::Ceilings);
        m_ceilings->askStop();
    });
    connect(m_report, &QAction::triggered, m_history, &HistoryPart::chooseReport);
    connect(m_tabs, &QTabBar::currentChanged, m_parts, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &BudgetsPage::partShown);
    connect(&m_engine, &Engine::pulled, this, &BudgetsPage::refresh);
    retranslate();
}

void BudgetsPage::showPart(Part part)
{
    m_tabs->setCurrentIndex(int(part));
}

void BudgetsPage::shown()
{
    m_shown = true;
    refresh();
    partShown();
}

/// What lies in the ledger is read when it is looked at.
void BudgetsPage::partShown()
{
    if (!m_shown)
        return;
    if (m_tabs->currentIndex() == int(Part::History))
        m_history->load();
    if (m_tabs->currentIndex() == int(Part::Uncertain))
        m_uncertain->load();
}

void BudgetsPage::hidden()
{
    m_shown = false;
}

void BudgetsPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(
        tr("A request is sent when it fits under every ceiling; else it is refused before it costs anything."));
    m_tabs->setAccessibleName(tr("Parts of the page"));
    m_tabs->setTabText(int(Part::Ceilings), tr("Ceilings"));
    m_tabs->setTabText(int(Part::History), tr("History"));
    m_tabs->setTabText(int(Part::Trial), tr("What if"));
    m_tabs->setTabText(int(Part::Uncertain), tr("Uncertain"));
    m_tabs->setTabText(int(Part::Invoices), tr("Invoices"));
    m_report->setText(tr("Export the report…"));
    m_newButton->setText(tr("New ceiling"));
    m_stopButton->setText(tr("Stop everything…"));
    m_new->setText(tr("New ceiling"));
    m_stop->setText(tr("Stop everything…"));
    m_ceilings->retranslate();
    m_history->retranslate();
    m_trial->retranslate();
    m_uncertain->retranslate();
    m_invoices->retranslate();
    refresh();
}

QList<QAction*> BudgetsPage::menuActions() const
{
    return { m_new, m_stop, m_report };
}

void BudgetsPage::refresh()
{
    updateBadge();
    m_stop->setEnabled(!m_engine.stopped().has_value());
    m_stopButton->setEnabled(m_stop->isEnabled());
    if (m_shown)
        m_ceilings->refresh();
}

void BudgetsPage::updateBadge()
{
    QString badge;
    QString spoken;
    for (const Ledger::Standing& standing : standingsOf(m_engine)) {
        const Ceiling& ceiling = standing.ceiling;
        const double share = shareOf(standing.balance.used(), ceiling.limit);
        const double first = ceiling.alertAt.empty() ? 1.0 : std::ranges::min(ceiling.alertAt);
        if (ceiling.scope == "sandbox" || ceiling.limit.isZero() || share < first)
            continue;
        badge = u"!"_s;
        if (spoken.isEmpty() || share >= 1)
            spoken = share >= 1 ? tr("A ceiling is reached") : tr("A ceiling is nearly reached");
    }
    if (m_engine.stopped()) {
        badge = u"!"_s;
        spoken = tr("Everything is stopped");
    }
    if (badge + spoken == m_badge)
        return;
    m_badge = badge + spoken;
    Q_EMIT badgeChanged(badge, spoken);
}

void BudgetsPage::open(const PageTarget& target)
{
    showPart(Part::Ceilings);
    if (target.item == "stop"_L1)
        m_ceilings->askStop();
    else
        m_ceilings->open(target.item);
}

} // namespace signalbox::ui
