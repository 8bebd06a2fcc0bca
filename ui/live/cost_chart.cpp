// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/cost_chart.h"

#include "ui/shell/format.h"
#include "ui/shell/menus.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kNanoPerDollar = 1e9;

enum class Kind { Money, Simulated };

std::int64_t nanoOf(const TierCell& cell, Kind kind)
{
    return kind == Kind::Money ? cell.costNano : cell.simulatedNano;
}

std::int64_t total(const ChartFrame& frame, Kind kind)
{
    std::int64_t sum = 0;
    for (const ChartBucket& bucket : frame.buckets) {
        for (const auto& [tier, cell] : bucket.tiers)
            sum += nanoOf(cell, kind);
    }
    return sum;
}

/// One band in place of those of the tiers.
ChartSeries together(const std::vector<ChartSeries>& tiers, const Theme& theme)
{
    ChartSeries all { .name = CostChart::tr("All tiers"), .color = theme.tokens().accent, .values = {} };
    for (const ChartSeries& tier : tiers) {
        all.hatched = tier.hatched;
        all.values.resize(tier.values.size());
        for (std::size_t at = 0; at < tier.values.size(); ++at)
            all.values[at] += tier.values[at];
    }
    return all;
}

int decimalsFor(double step)
{
    return step > 0 ? std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 2, 7) : 2;
}

} // namespace

CostChart::CostChart(const Theme& theme, QWidget* parent)
    : TimeChart(theme, Form::StackedArea, parent)
{
}

void CostChart::show(const ChartFrame& frame, const Config* config, Money limitPerMinute, Split split)
{
    m_range = frame.range;
    m_simulated = total(frame, Kind::Money) == 0 && total(frame, Kind::Simulated) > 0;
    const Kind kind = m_simulated ? Kind::Simulated : Kind::Money;
    ChartContent content { .start = frame.start, .end = frame.end, .spans = {}, .series = {}, .limit = {}, .band = {} };
    for (const ChartBucket& bucket : frame.buckets)
        content.spans.emplace_back(bucket.from, bucket.to);
    m_totals.clear();
    m_names.clear();
    double highest = 0;
    for (const std::string& tier : tierOrder(config, frame)) {
        const TierLook look = tierLook(theme(), config, tier);
        ChartSeries series {
            .name = look.name, .color = look.color, .shape = look.shape, .hatched = m_simulated, .values = {}
        };
        Money sum;
        for (const ChartBucket& bucket : frame.buckets) {
            const auto cell = bucket.tiers.find(tier);
            const std::int64_t nano = cell == bucket.tiers.end() ? 0 : nanoOf(cell->second, kind);
            series.values.push_back(double(nano) / kNanoPerDollar / bucket.minutes());
            highest = std::max(highest, series.values.back());
            sum += Money::fromNano(nano);
        }
        m_totals.emplace_back(tier, sum);
        m_names << series.name;
        content.series.push_back(std::move(series));
    }
    if (split == Split::Total)
        content.series = { together(content.series, theme()) };
    content.leastTop = highest > 0 ? 0.000001 : 0.01;
    if (!limitPerMinute.isZero() && !m_simulated)
        content.limit = { double(limitPerMinute.nano()) / kNanoPerDollar, tr("pace of the ceiling") };
    setContent(std::move(content));
}

QString CostChart::valueText(double value) const
{
    return moneyText(Money::fromNano(std::llround(value * kNanoPerDollar)));
}

QString CostChart::tickText(double value, double step) const
{
    return dollarsText(value, decimalsFor(step));
}

QStringList CostChart::remarks(std::size_t bucket) const
{
    double sum = 0;
    for (const ChartSeries& series : content().series)
        sum += series.values[bucket];
    //: %1 is an amount of money
    QStringList lines { tr("together %1 per minute").arg(valueText(sum)) };
    if (m_simulated)
        lines << tr("simulated, not money");
    return lines;
}

QString CostChart::summary() const
{
    Money sum;
    for (const auto& [tier, money] : m_totals)
        sum += money;
    //: %1 is a range of time ("Last 2 hours"), %2 an amount of money
    QString text = tr("%1, total %2").arg(rangeText(m_range), moneyText(sum));
    for (qsizetype at = 0; at < m_names.size() && !sum.isZero(); ++at)
        text += u", " % m_names[at] % u' ' % shareText(m_totals[std::size_t(at)].second.nano(), sum.nano(), 0);
    return m_simulated ? QString(text % u". " % tr("simulated, not money")) : text;
}

} // namespace signalbox::ui
