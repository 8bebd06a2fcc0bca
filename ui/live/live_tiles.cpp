// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_tiles.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/live/escalation_chart.h"
#include "ui/shell/format.h"

#include "core/base/period.h"

#include <QGridLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WallUs kHourUs = 3'600'000'000;
constexpr int kLeastWidth = 154; ///< of a tile with its gap, for whole words; else they stand in two rows

Tone ceilingTone(const Ceiling& ceiling, double share)
{
    const auto lowest = std::min_element(ceiling.alertAt.begin(), ceiling.alertAt.end());
    if (share >= 0.999)
        return Tone::Error;
    return lowest != ceiling.alertAt.end() && share >= *lowest ? Tone::Warning : Tone::Muted;
}

} // namespace

Balance balanceOf(const Engine& engine, const std::string& scope)
{
    const std::vector<Balance>& all = engine.balances();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Balance& balance) { return balance.scope == scope; });
    return found == all.end() ? Balance { .scope = scope, .day = {}, .settled = {}, .pending = {}, .uncertain = {} }
                              : *found;
}

const Ceiling* shownCeiling(const Engine& engine)
{
    const std::shared_ptr<const Config> config = engine.config();
    if (config == nullptr)
        return nullptr;
    const auto withScope = [&](const char* scope) {
        const auto found = std::find_if(config->ceilings.begin(), config->ceilings.end(),
            [&](const Ceiling& ceiling) { return ceiling.scope == scope && ceiling.window == Window::Day; });
        return found == config->ceilings.end() ? nullptr : &*found;
    };
    const Ceiling* global = withScope("global");
    return global != nullptr ? global : withScope("sandbox");
}

LiveTiles::LiveTiles(const Engine& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
    for (int which = 0; which < Count; ++which) {
        auto* tile = new Tile(theme, this);
        m_tiles[std::size_t(which)] = tile;
        connect(tile, &Tile::clicked, this, [this, which] {
            Q_EMIT navigate({ u"requests"_s, {}, filterOf(Which(which)) });
        });
    }
    arrange();
    retranslate();
}

void LiveTiles::arrange()
{
    const int columns = width() < Count * m_theme.scaled(kLeastWidth) ? Count / 2 : int(Count);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int which = 0; which < Count; ++which) {
        m_grid->removeWidget(m_tiles[std::size_t(which)]);
        m_grid->addWidget(m_tiles[std::size_t(which)], which / columns, which % columns);
        m_grid->setColumnStretch(which, which < columns ? 1 : 0);
    }
}

void LiveTiles::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

RequestFilter LiveTiles::filterOf(Which which) const
{
    RequestFilter filter;
    const std::shared_ptr<const Config> config = m_engine.config();
    if (config != nullptr)
        filter.from = startOfDay(config->day, m_engine.live().now);
    if (which == Spend || which == Saved || which == CostPerRequest)
        filter.minCostNano = 1;
    if (which == Latency)
        filter.minTotalUs = m_engine.live().latencyToday.quantileUs(0.95);
    if (which == Escalation)
        filter.escalated = true;
    return filter;
}

bool LiveTiles::simulatedOnly() const
{
    const LiveSnapshot& live = m_engine.live();
    return live.simulatedToday > 0 && live.costTodayNano == 0 && live.baselineTodayNano == 0;
}

QString LiveTiles::baselineName() const
{
    const std::shared_ptr<const Config> config = m_engine.config();
    const Tier* tier = config != nullptr ? config->findTier(config->baselineTier) : nullptr;
    return tier != nullptr && !tier->name.empty() ? toQString(tier->name)
                                                  : toQString(config != nullptr ? config->baselineTier : std::string());
}

void LiveTiles::refresh()
{
    showSpend();
    showSaved();
    showRequests();
    showLatency();
    showEscalation();
    showCostPerRequest();
}

void LiveTiles::showSpend()
{
    const LiveSnapshot& live = m_engine.live();
    if (simulatedOnly()) {
        m_tiles[Spend]->setFigure(moneyText(Money::fromNano(live.simulatedTodayNano)), tr("simulated"));
        m_tiles[Spend]->setRemark(tr("no money"));
        return;
    }
    m_tiles[Spend]->setFigure(moneyText(Money::fromNano(live.costTodayNano)));
    std::optional<Ledger::Standing> shown; // of all traffic: the day's, else the tightest of another window
    for (Ledger::Standing& standing : standingsOf(m_engine)) {
        const bool global = standing.ceiling.scope == "global" && standing.ceiling.limit.nano() > 0;
        if (global && (!shown || standing.ceiling.window == Window::Day))
            shown = std::move(standing);
    }
    if (!shown)
        return m_tiles[Spend]->setRemark(tr("no ceiling"), Tone::Muted);
    const double share = double(shown->balance.used().nano()) / double(shown->ceiling.limit.nano());
    const QString limit = moneyText(shown->ceiling.limit);
    //: %1 is a percentage, %2 an amount of money
    QString remark = tr("%1 of %2 ceiling").arg(percentText(share, 0), limit);
    if (shown->ceiling.window != Window::Day)
        //: %1 is a percentage, %2 an amount of money, %3 "this week", "this month", "this hour"
        remark = tr("%1 of %2 %3").arg(percentText(share, 0), limit, periodText(shown->ceiling.window));
    m_tiles[Spend]->setRemark(remark, ceilingTone(shown->ceiling, share));
}

void LiveTiles::showSaved()
{
    const LiveSnapshot& live = m_engine.live();
    if (live.baselineTodayNano <= 0) {
        m_tiles[Saved]->setFigure(dashText());
        return m_tiles[Saved]->setRemark(tr("no paid requests yet"));
    }
    const std::int64_t saved = live.savedTodayNano;
    m_tiles[Saved]->setFigure(moneyText(Money::fromNano(saved)));
    const QString share = shareText(saved < 0 ? -saved : saved, live.baselineTodayNano);
    //: %1 is a percentage
    m_tiles[Saved]->setRemark(
        (saved < 0 ? tr("%1 more") : tr("%1 less")).arg(share), saved < 0 ? Tone::Warning : Tone::Ok);
}

void LiveTiles::showRequests()
{
    const LiveSnapshot& live = m_engine.live();
    m_tiles[Requests]->setFigure(countText(live.requestsToday), simulatedOnly() ? tr("simulated") : QString());
    //: requests in the last minute
    QString remark = tr("%1 / min now").arg(countText(live.requestsLastMinute));
    if (live.errorsToday > 0)
        remark += u" · " % tr("%n failed", "requests", int(live.errorsToday));
    m_tiles[Requests]->setRemark(remark);
}

void LiveTiles::showLatency()
{
    const LiveSnapshot& live = m_engine.live();
    const qint64 p95 = live.latencyToday.quantileUs(0.95);
    m_tiles[Latency]->setFigure(durationText(p95));
    if (p95 < 0)
        return m_tiles[Latency]->setRemark(tr("no requests yet"));
    const qint64 before = live.latencyYesterday.quantileUs(0.95);
    if (before < 0)
        //: %1 is a duration
        return m_tiles[Latency]->setRemark(tr("half within %1").arg(durationText(live.latencyToday.quantileUs(0.5))));
    const qint64 change = p95 - before;
    if (std::abs(change) * 50 < before)
        return m_tiles[Latency]->setRemark(tr("as yesterday"));
    //: %1 is a duration
    const QString text =
        (change > 0 ? tr("▲ %1 vs yesterday") : tr("▼ %1 vs yesterday")).arg(durationText(std::abs(change)));
    m_tiles[Latency]->setRemark(text, change > 0 ? Tone::Warning : Tone::Ok);
}

void LiveTiles::showEscalation()
{
    const LiveSnapshot& live = m_engine.live();
    m_tiles[Escalation]->setFigure(shareText(live.escalatedToday, live.eligibleToday));
    if (live.eligibleToday == 0)
        return m_tiles[Escalation]->setRemark(tr("no cascades yet"));
    const double rate = double(live.escalatedToday) / double(live.eligibleToday);
    const QString target = percentText(EscalationChart::kTarget, 0);
    if (rate <= EscalationChart::kTarget)
        //: %1 is a percentage
        return m_tiles[Escalation]->setRemark(tr("target ≤ %1").arg(target), Tone::Ok);
    //: %1 is a percentage
    m_tiles[Escalation]->setRemark(tr("⚠ above target %1").arg(target), Tone::Warning);
}

void LiveTiles::showCostPerRequest()
{
    const LiveSnapshot& live = m_engine.live();
    if (simulatedOnly()) {
        const std::int64_t each = live.simulatedTodayNano / live.simulatedToday;
        m_tiles[CostPerRequest]->setFigure(moneyText(Money::fromNano(each)), tr("simulated"));
        return m_tiles[CostPerRequest]->setRemark(tr("blended"));
    }
    const std::int64_t paid = live.requestsToday - live.simulatedToday;
    if (paid <= 0) {
        m_tiles[CostPerRequest]->setFigure(dashText());
        return m_tiles[CostPerRequest]->setRemark(tr("no requests yet"));
    }
    m_tiles[CostPerRequest]->setFigure(moneyText(Money::fromNano(live.costTodayNano / paid), MoneyStyle::Row));
    if (live.baselineTodayNano <= 0)
        return m_tiles[CostPerRequest]->setRemark(tr("blended, all tiers"));
    //: %1 is the name of a tier, %2 an amount of money
    m_tiles[CostPerRequest]->setRemark(
        tr("all-%1: %2")
            .arg(baselineName(), moneyText(Money::fromNano(live.baselineTodayNano / paid), MoneyStyle::Row)));
}

void LiveTiles::retranslate()
{
    m_tiles[Spend]->setLabel(tr("Spend today"));
    const QString baseline = baselineName();
    //: %1 is the name of a tier
    m_tiles[Saved]->setLabel(baseline.isEmpty() ? tr("Saved today") : tr("Saved vs all-%1").arg(baseline));
    m_tiles[Requests]->setLabel(tr("Requests today"));
    m_tiles[Latency]->setLabel(tr("Latency p95"));
    m_tiles[Escalation]->setLabel(tr("Escalation rate"));
    m_tiles[CostPerRequest]->setLabel(tr("Cost per request"));
    refresh();
}

} // namespace signalbox::ui
