// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requests_poses.h"

#include "app/settle.h"

#include "ui/live/cost_chart.h"
#include "ui/live/live_page.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/requests_page.h"

namespace signalbox::app {

bool photographRequests(ui::RequestsPage& page, const Photograph& photograph)
{
    page.setView(ui::RequestsPage::View::Sessions);
    bool taken = photograph(QStringLiteral("requests-sessions"));
    page.setView(ui::RequestsPage::View::Requests);
    auto* filter = page.findChild<ui::FilterLine*>();
    filter->setText(QStringLiteral("-error teir:frontier"));
    taken = taken && photograph(QStringLiteral("requests-mistake"));
    filter->setFilterText({});
    return taken;
}

bool photographLive(ui::LivePage& page, const Photograph& photograph)
{
    ui::CostChart* chart = page.costChart();
    showWhole(page, chart->parentWidget());
    const WallUs start = chart->content().start;
    const WallUs span = chart->content().end - start;
    Q_EMIT chart->crosshairMoved(start + span / 2);
    chart->setCrosshair(start + span / 2);
    bool taken = photograph(QStringLiteral("live-crosshair"));
    Q_EMIT chart->crosshairMoved(std::nullopt);
    chart->setCrosshair(std::nullopt);
    Q_EMIT chart->spanDragged(start + span / 2, start + span * 3 / 4);
    taken = taken && photograph(QStringLiteral("live-closer"));
    page.zoomOut();
    scrollUp(page);
    return taken;
}

} // namespace signalbox::app
