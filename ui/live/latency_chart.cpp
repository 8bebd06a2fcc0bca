// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/latency_chart.h"

#include "ui/shell/format.h"
#include "ui/shell/menus.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <limits>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kSecondsFromStep = 500; ///< ms: from here on the axis counts seconds

LatencyHistogram latencies(const ChartBucket& bucket, const std::string& tier, LatencyChart::Until until)
{
    LatencyHistogram merged;
    for (const auto& [id, cell] : bucket.tiers) {
        if (!id.empty() && (tier.empty() || tier == id))
            merged.merge(until == LatencyChart::Until::LastByte ? cell.total : cell.firstByte);
    }
    return merged;
}

double milliseconds(const LatencyHistogram& histogram, double quantile)
{
    if (histogram.count() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return double(histogram.quantileUs(quantile)) / 1000;
}

} // namespace

LatencyChart::LatencyChart(const Theme& theme, QWidget* parent)
    : TimeChart(theme, Form::Lines, parent)
{
}

void LatencyChart::show(const ChartFrame& frame, const std::string& tier, Until until)
{
    const Tokens& tokens = theme().tokens();
    m_range = frame.range;
    m_counts.clear();
    m_all = {};
    struct Line {
        double quantile;
        QString name;
        QColor color;
        Qt::PenStyle style;
    };
    const std::array lines { Line { 0.50, u"p50"_s, tokens.p50, Qt::SolidLine },
        Line { 0.95, u"p95"_s, tokens.p95, Qt::DashLine }, Line { 0.99, u"p99"_s, tokens.p99, Qt::DotLine } };
    ChartContent content {
        .start = frame.start, .end = frame.end, .spans = {}, .series = {}, .leastTop = 10, .limit = {}, .band = {}
    };
    for (const Line& line : lines)
        content.series.push_back(
            { .name = line.name, .color = line.color, .style = line.style, .endLabel = true, .values = {} });
    for (const ChartBucket& bucket : frame.buckets) {
        const LatencyHistogram histogram = latencies(bucket, tier, until);
        content.spans.emplace_back(bucket.from, bucket.to);
        m_counts.push_back(histogram.count());
        m_all.merge(histogram);
        for (std::size_t at = 0; at < lines.size(); ++at)
            content.series[at].values.push_back(milliseconds(histogram, lines[at].quantile));
    }
    setContent(std::move(content));
}

QString LatencyChart::unit() const
{
    return step() >= kSecondsFromStep ? tr("s", "seconds") : tr("ms", "milliseconds");
}

QString LatencyChart::valueText(double value) const
{
    return durationText(qint64(value * 1000));
}

QString LatencyChart::tickText(double value, double step) const
{
    if (step < kSecondsFromStep)
        return QLocale().toString(value, 'f', 0);
    return QLocale().toString(value / 1000, 'f', step < 1000 ? 1 : 0);
}

QStringList LatencyChart::remarks(std::size_t bucket) const
{
    return { tr("%n request(s)", nullptr, int(m_counts[bucket])) };
}

QString LatencyChart::summary() const
{
    if (m_all.count() == 0)
        //: %1 is a range of time ("Last 2 hours")
        return tr("%1, no requests").arg(rangeText(m_range));
    //: %1 is a range of time ("Last 2 hours"), %2 to %4 are durations
    return tr("%1, p50 %2, p95 %3, p99 %4")
        .arg(rangeText(m_range), durationText(m_all.quantileUs(0.5)), durationText(m_all.quantileUs(0.95)),
            durationText(m_all.quantileUs(0.99)));
}

} // namespace signalbox::ui
