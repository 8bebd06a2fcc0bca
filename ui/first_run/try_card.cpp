// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/try_card.h"

#include "ui/live/chart_frame.h"
#include "ui/live/cost_chart.h"
#include "ui/live/live_tiles.h"
#include "ui/shell/button_action.h"
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"
#include "ui/shell/tier_mark.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSamples = 20;
constexpr int kChartHeight = 150;

} // namespace

TryCard::TryCard(Engine& engine, const Theme& theme, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_text(makeParagraph(this))
    , m_send(makeButton(ButtonKind::Primary, this))
    , m_tiles(new LiveTiles(engine, theme, this))
    , m_chart(new CostChart(theme, this))
    , m_newestLine(new QWidget(this))
    , m_newest(new ElidedLabel(TextRole::Body, m_newestLine))
    , m_why(makeButton(ButtonKind::Quiet, m_newestLine))
{
    auto* head = new QHBoxLayout;
    head->addWidget(m_text, 1);
    head->addWidget(m_send, 0, Qt::AlignTop);
    auto* line = new QHBoxLayout(m_newestLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_newest, 1);
    line->addWidget(m_why);
    m_chart->setFixedHeight(kChartHeight);
    body()->addLayout(head);
    body()->addWidget(m_newestLine);
    body()->addWidget(m_tiles);
    body()->addWidget(m_chart);
    offerAsActions({ m_send, m_why });
    connect(m_send, &QPushButton::clicked, this, [this] { m_engine.sendSamples(kSamples); });
    connect(m_tiles, &LiveTiles::navigate, this, &TryCard::navigate);
    connect(m_why, &QPushButton::clicked, this, [this] {
        Q_EMIT navigate({ u"requests"_s, toQString(m_newestId), {} });
    });
}

void TryCard::retranslate()
{
    m_send->setText(tr("Send 20 sample requests"));
    //: a button: why a request went where it went
    m_why->setText(tr("Why there?"));
    m_chart->setAccessibleName(tr("Cost per tier"));
    m_tiles->retranslate();
    m_drawn = ~0ULL;
    refresh();
}

void TryCard::refresh()
{
    const bool samples = m_engine.canSendSamples();
    m_send->setVisible(samples);
    m_text->setText(
        samples ? tr(
            "Sends 20 sample requests to the sandbox: tiles, charts and the log fill up. Nothing is counted as money.")
                : tr("Run a program of the next step: its request appears here within a second."));
    const LiveSnapshot& live = m_engine.live();
    const bool some = live.requestsToday > 0;
    setRemark(some ? u"✓ "_s + tr("%Ln request(s) today", nullptr, int(live.requestsToday)) : QString());
    m_tiles->setVisible(some);
    m_chart->setVisible(some);
    m_newestLine->setVisible(!live.latest.empty());
    if (live.revision == m_drawn)
        return;
    m_drawn = live.revision;
    m_tiles->refresh();
    m_chart->show(chartFrame(live), m_engine.config().get(), Money());
    showNewest();
}

void TryCard::showNewest()
{
    const LiveSnapshot& live = m_engine.live();
    if (live.latest.empty())
        return;
    const LiveRequest& request = live.latest.front();
    m_newestId = request.id;
    const TierLook look = tierLook(m_theme, m_engine.config().get(), request.tier);
    //: the newest request: %1 a time of day, %2 a tier, %3 why it went there, %4 its status
    m_newest->say(tr("%1: to %2 (%3), %4")
                      .arg(momentText(request.at, live.now), look.name,
                          reasonText(toQString(request.reason), toQString(request.ruleName)),
                          statusText(request.status, toQString(request.errorCode))));
}

} // namespace signalbox::ui
