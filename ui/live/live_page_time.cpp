// SPDX-License-Identifier: GPL-3.0-or-later
// The second part of LivePage: looking closer, what happened when, and how fresh the figures are.
#include "ui/alerts/alert_words.h"
#include "ui/live/cost_chart.h"
#include "ui/live/escalation_chart.h"
#include "ui/live/latency_chart.h"
#include "ui/live/live_page.h"
#include "ui/live/live_tiles.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include "core/alerts/alert_desk.h"

#include <QAction>
#include <QGraphicsOpacityEffect>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastPoints = 6; ///< of a closer look
constexpr std::size_t kMostFlags = 60;
constexpr double kDimmed = 0.55;
constexpr WallUs kSameTripUs = 60'000'000;

Tone toneOf(AlertLevel level)
{
    return level == AlertLevel::Urgent ? Tone::Error : level == AlertLevel::Attention ? Tone::Warning : Tone::Info;
}

} // namespace

void LivePage::addTableButton(Card& card, TimeChart& chart)
{
    auto* button = makeIconButton(m_theme, u"table"_s, &card);
    card.addHeaderWidget(button);
    connect(button, &QToolButton::clicked, &chart, &TimeChart::showTable);
    m_tableButtons.push_back(button);
}

void LivePage::zoom(WallUs from, WallUs to)
{
    const LiveSnapshot& live = m_engine.live();
    if (live.buckets.empty())
        return;
    const WallUs source = bucketSeconds(live.range) * 1'000'000;
    const WallUs first = live.buckets.front().start;
    const WallUs last = live.buckets.back().start + source;
    const WallUs least = kLeastPoints * source;
    from = std::clamp(from, first, last - least);
    to = std::clamp(to, from + least, last);
    m_zoom = ChartZoom { from, to };
    m_back->setEnabled(true);
    m_wholeRange->show();
    m_drawnRevision = ~0ULL;
    refresh();
}

void LivePage::zoomOut()
{
    if (!m_zoom)
        return;
    m_zoom.reset();
    m_back->setEnabled(false);
    m_wholeRange->hide();
    m_drawnRevision = ~0ULL;
    refresh();
}

void LivePage::fetchHistory()
{
    if (!m_active)
        return;
    m_engine.fetchHistory(this, [this](Result<std::vector<ConfigVersion>> versions) {
        if (!versions)
            return;
        m_versionFlags.clear();
        for (const ConfigVersion& version : *versions) {
            //: a flag on the time axis: a version of the rules came into force
            QString text = tr("Rules version %1").arg(version.number);
            if (!version.note.empty())
                text += u": " % toQString(version.note);
            m_versionFlags.push_back({ version.appliedAt, Tone::Info, text, u"rules"_s, u"history"_s, {} });
        }
        m_alertRevision = ~0ULL;
        refreshFlags();
    });
}

/// Trips and closings while the window is seen. What tripped before is known from its alert.
void LivePage::watchBreakers()
{
    std::set<std::string> open;
    for (const Breakers::View& breaker : m_engine.breakers()) {
        if (breaker.state != BreakerState::Closed)
            open.insert(breaker.deployment);
    }
    if (m_openBreakers == open)
        return;
    const WallUs now = m_engine.live().now;
    const auto flag = [this, now](const std::string& deployment, ChartFlag::Kind kind) {
        const bool opened = kind == ChartFlag::Kind::Opened;
        //: a flag on the time axis; %1 is a model of a provider that is left alone from then on, or called again
        const QString text = (opened ? tr("Breaker opened: %1") : tr("Breaker closed: %1")).arg(toQString(deployment));
        m_breakerFlags.push_back({ now, opened ? Tone::Warning : Tone::Ok, text, u"tiers"_s, {}, kind });
    };
    const std::set<std::string> former = m_openBreakers.value_or(open);
    for (const std::string& each : open) {
        if (!former.contains(each))
            flag(each, ChartFlag::Kind::Opened);
    }
    for (const std::string& each : former) {
        if (!open.contains(each))
            flag(each, ChartFlag::Kind::Closed);
    }
    m_openBreakers = std::move(open);
    m_alertRevision = ~0ULL;
}

void LivePage::refreshFlags()
{
    if (m_alertRevision == m_engine.alerts().revision())
        return;
    m_alertRevision = m_engine.alerts().revision();
    std::vector<ChartFlag> flags;
    for (const Alert& alert : m_engine.alerts().alerts()) {
        // A trip that was seen has its flag already.
        const bool trip = alert.event.kind == AlertKind::BreakerOpened;
        const auto isIt = [&alert](const ChartFlag& flag) {
            return flag.kind == ChartFlag::Kind::Opened && std::abs(flag.at - alert.at) < kSameTripUs
                && flag.text.contains(toQString(alert.event.subject));
        };
        if (flags.size() < kMostFlags && !(trip && std::ranges::any_of(m_breakerFlags, isIt)))
            flags.push_back({ alert.at, toneOf(alert.level), alertSentences(alert, QLocale()).title, u"alerts"_s,
                QString::number(alert.id), trip ? ChartFlag::Kind::Opened : ChartFlag::Kind::Other });
    }
    const std::size_t breakers = std::min(kMostFlags, m_breakerFlags.size());
    flags.insert(flags.end(), m_breakerFlags.end() - std::ptrdiff_t(breakers), m_breakerFlags.end());
    const std::size_t versions = std::min(kMostFlags, m_versionFlags.size());
    flags.insert(flags.end(), m_versionFlags.end() - std::ptrdiff_t(versions), m_versionFlags.end());
    for (TimeChart* chart : std::initializer_list<TimeChart*> { m_cost, m_latency, m_escalation })
        chart->setFlags(flags);
}

// Frozen figures are dimmed, and the line says since when.
void LivePage::showFreshness()
{
    const WallUs now = wallNow();
    const WallUs shown = m_engine.live().now;
    const bool frozen = m_engine.frozen();
    QString remark;
    if (frozen)
        //: %1 is a time span such as "12 s ago"
        remark = tr("frozen %1").arg(agoText(shown, now));
    else if (m_engine.isStale())
        //: of a service that does not answer; %1 is a time span such as "12 s ago"
        remark = tr("last heard %1").arg(agoText(shown, now));
    else if (m_zoom)
        //: a span of time that the charts show more closely; %1 and %2 are times of day
        remark = m_engine.range() == LiveRange::Days7
            ? tr("%1 – %2").arg(momentText(m_zoom->from, now), momentText(m_zoom->to, now))
            : tr("%1 – %2").arg(minuteText(m_zoom->from), minuteText(m_zoom->to));
    m_header->setRemark(remark, frozen || m_engine.isStale() ? Tone::Warning : Tone::Muted);
    if (frozen == (m_tiles->graphicsEffect() != nullptr))
        return;
    if (!frozen)
        return m_tiles->setGraphicsEffect(nullptr);
    auto* dimmed = new QGraphicsOpacityEffect(m_tiles);
    dimmed->setOpacity(kDimmed);
    m_tiles->setGraphicsEffect(dimmed);
}

} // namespace signalbox::ui
