// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alerts_page.h"

#include "core/alerts/alert_feed.h"
#include "ui/alerts/alert_words.h"
#include "ui/alerts/alerts_model.h"
#include "ui/alerts/channels_card.h"
#include "ui/alerts/levels_card.h"
#include "ui/shell/button_action.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

namespace signalbox::ui {

namespace {

constexpr int kMargin = 16;
constexpr int kRowHeight = 28;
constexpr int kMostRows = 8; ///< more are scrolled to
constexpr std::array kWidths { 90, 110, 280, 380, 80 };
constexpr std::chrono::hours kSnooze { 1 };

/// Where a click on an alert leads.
QString pageOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Threshold:
    case AlertKind::CeilingReached:
    case AlertKind::Forecast:
    case AlertKind::LedgerTrouble:
    case AlertKind::ClockJumped:
        return QStringLiteral("budgets");
    case AlertKind::KeyRefused:
        return QStringLiteral("keys");
    case AlertKind::OverReservation:
        return QStringLiteral("requests");
    case AlertKind::Unpriced:
        return QStringLiteral("prices");
    case AlertKind::BreakerOpened:
    case AlertKind::TierDown:
    case AlertKind::Test:
        break;
    }
    return QStringLiteral("tiers");
}

} // namespace

AlertsPage::AlertsPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_card(new Card(this))
    , m_model(new AlertsModel(this))
    , m_snoozeAll(new QAction(this))
    , m_snoozeAllButton(makeButton(ButtonKind::Plain, this))
    , m_channels(new ChannelsCard(engine, *this, this))
    , m_levels(new LevelsCard(engine, *this, theme, this))
{
    buildList();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(Theme::kSpace + 4);
    column->addWidget(m_card);
    column->addWidget(m_channels);
    column->addWidget(m_levels);
    column->addStretch(1);
    QScrollArea* area = makePageScroll(content, this);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, 0);
    page->addWidget(m_header);
    page->addWidget(area, 1);
    m_header->addAction(m_snoozeAllButton);
    connectParts();
    retranslate();
}

void AlertsPage::buildList()
{
    m_show = makeButton(ButtonKind::Plain, m_card);
    m_snooze = makeButton(ButtonKind::Plain, m_card);
    m_card->header()->addWidget(m_show);
    m_card->header()->addWidget(m_snooze);
    auto* row = new QHBoxLayout;
    m_snoozed = makeParagraph(m_card, Tone::Warning);
    m_wake = makeButton(ButtonKind::Quiet, m_card);
    row->addWidget(m_snoozed, 1);
    row->addWidget(m_wake);
    m_card->body()->addLayout(row);
    offerAsActions({ m_show, m_snooze, m_wake });
    m_none = makeParagraph(m_card);
    m_card->body()->addWidget(m_none);
    m_table = makeTable(m_theme, kRowHeight, m_card);
    m_table->setModel(m_model);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(AlertsModel::Meaning, QHeaderView::Stretch);
    m_card->body()->addWidget(m_table);
}

void AlertsPage::connectParts()
{
    connect(m_show, &QPushButton::clicked, this, &AlertsPage::showSelected);
    connect(m_table, &QTableView::activated, this, &AlertsPage::showSelected);
    connect(m_snooze, &QPushButton::clicked, this, &AlertsPage::snoozeSelected);
    connect(m_snoozeAllButton, &QPushButton::clicked, m_snoozeAll, &QAction::trigger);
    connect(m_snoozeAll, &QAction::triggered, this, &AlertsPage::snoozeAll);
    connect(m_wake, &QPushButton::clicked, this, [this] {
        for (const auto& [key, until] : m_engine.alerts().snoozes())
            m_engine.alerts().wake(key);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlertsPage::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AlertsPage::updateButtons);
    connect(&m_engine, &Engine::pulled, this, &AlertsPage::refresh);
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &AlertsPage::fitTable);
    connect(&m_theme, &Theme::changed, this, &AlertsPage::fitTable);
    connect(&m_engine, &Engine::alertRaised, this, &AlertsPage::refresh);
}

void AlertsPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(tr("Once per threshold and window. The same again within minutes is folded."));
    m_card->setTitle(tr("What happened"));
    m_none->setText(tr("Nothing had to be told yet."));
    m_table->setAccessibleName(tr("Alerts"));
    m_show->setText(tr("Show"));
    m_show->setAccessibleName(tr("Show what the alert is about"));
    m_snooze->setText(tr("Snooze 1 h"));
    m_snooze->setAccessibleName(tr("Snooze alerts like this for an hour"));
    m_wake->setText(tr("End the snooze"));
    m_snoozeAll->setText(tr("Snooze all alerts for an hour"));
    m_snoozeAllButton->setText(tr("Snooze all 1 h"));
    m_snoozeAllButton->setAccessibleName(tr("Snooze all alerts for an hour"));
    m_channels->retranslate();
    m_levels->retranslate();
    m_model->retranslate();
    setColumnWidths(*m_table, m_theme, kWidths);
    m_revision = ~quint64(0);
    refresh();
    updateButtons();
}

QList<QAction*> AlertsPage::menuActions() const
{
    return QList<QAction*> { m_snoozeAll } + buttonActions(*this);
}

void AlertsPage::shown()
{
    m_shown = true;
    m_revision = ~quint64(0);
    refresh();
    m_engine.alerts().markSeen();
}

void AlertsPage::hidden()
{
    m_shown = false;
    m_engine.alerts().markSeen();
}

void AlertsPage::refresh()
{
    if (m_shown) {
        m_channels->refresh();
        updateSnoozes();
    }
    const quint64 revision = m_engine.alerts().revision();
    if (revision == m_revision)
        return;
    m_revision = revision;
    const std::vector<Alert> alerts = m_engine.alerts().alerts();
    updateBadge(alerts);
    m_none->setVisible(alerts.empty());
    m_table->setVisible(!alerts.empty());
    m_model->set(alerts, wallNow());
    fitTable();
}

void AlertsPage::fitTable()
{
    fitHeight(*m_table, m_theme, kRowHeight, kMostRows);
}

void AlertsPage::updateBadge(const std::vector<Alert>& alerts)
{
    const auto fresh = std::ranges::count_if(
        alerts, [](const Alert& alert) { return !alert.seen && !alert.snoozed && alert.level != AlertLevel::Info; });
    const QString badge = fresh == 0 ? QString() : countText(fresh);
    if (badge == m_badge)
        return;
    m_badge = badge;
    Q_EMIT badgeChanged(badge, fresh == 0 ? QString() : tr("%n new alert(s)", nullptr, int(fresh)));
}

void AlertsPage::updateSnoozes()
{
    WallUs until = 0;
    bool all = false;
    for (const auto& [key, end] : m_engine.alerts().snoozes()) {
        if (end <= wallNow())
            continue;
        until = std::max(until, end);
        all = all || key.empty();
    }
    m_snoozed->setVisible(until != 0);
    m_wake->setVisible(until != 0);
    if (until != 0)
        //: %1: a time of day
        m_snoozed->setText(
            (all ? tr("⏸ All alerts are snoozed until %1.") : tr("⏸ Some alerts are snoozed until %1."))
                .arg(minuteText(until)));
}

const Alert* AlertsPage::selected() const
{
    return m_model->alert(m_table->currentIndex().row());
}

void AlertsPage::updateButtons()
{
    const bool any = selected() != nullptr && m_table->selectionModel()->hasSelection();
    m_show->setEnabled(any);
    m_snooze->setEnabled(any);
}

void AlertsPage::showSelected()
{
    const Alert* alert = selected();
    if (alert == nullptr)
        return;
    const bool unpriced = alert->event.kind == AlertKind::Unpriced;
    Q_EMIT navigate({ pageOf(alert->event.kind), unpriced ? toQString(alert->event.subject) : QString(), {} });
}

void AlertsPage::snoozeSelected()
{
    const Alert* alert = selected();
    if (alert == nullptr)
        return;
    const std::string key = snoozeKeyOf(alert->event);
    m_engine.alerts().snooze(key, kSnooze);
    //: %1: a kind of alert ("Ceiling reached")
    Q_EMIT notice({ tr("Snoozed for an hour: %1").arg(alertKindText(alert->event.kind)), tr("Undo"),
        [&engine = m_engine, key] { engine.alerts().wake(key); } });
}

void AlertsPage::snoozeAll()
{
    m_engine.alerts().snooze({}, kSnooze);
    Q_EMIT notice(
        { tr("All alerts are snoozed for an hour"), tr("Undo"), [&engine = m_engine] { engine.alerts().wake({}); } });
}

} // namespace signalbox::ui
