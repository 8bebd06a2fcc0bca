// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/escalation_chart.h"

#include "ui/shell/format.h"
#include "ui/shell/menus.h"
#include "ui/shell/reason_text.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>
#include <limits>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kLeastTop = 0.2;
/// A point counts the requests of so many buckets up to its own: of a few alone, one request is a mountain.
constexpr std::size_t kWindow = 5;

/// Escalated and eligible requests of a tier in the buckets that the point of `at` counts.
std::pair<std::uint32_t, std::uint32_t> countsOf(const ChartFrame& frame, const std::string& tier, std::size_t at)
{
    std::pair<std::uint32_t, std::uint32_t> counts;
    for (std::size_t bucket = at + 1 - std::min(at + 1, kWindow); bucket <= at; ++bucket) {
        const auto found = frame.buckets[bucket].tiers.find(tier);
        if (found == frame.buckets[bucket].tiers.end())
            continue;
        counts.first += found->second.escalated;
        counts.second += found->second.eligible;
    }
    return counts;
}

std::vector<std::pair<QString, std::uint32_t>> sortedReasons(const std::map<std::string, std::uint32_t>& reasons)
{
    // One entry per check: "json: not_json" and "json: missing_field:total" are both JSON.
    std::map<QString, std::uint32_t> byCheck;
    for (const auto& [reason, count] : reasons)
        byCheck[validatorText(toQString(reason).section(u':', 0, 0))] += count;
    std::vector<std::pair<QString, std::uint32_t>> sorted(byCheck.begin(), byCheck.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

} // namespace

EscalationChart::EscalationChart(const Theme& theme, QWidget* parent)
    : TimeChart(theme, Form::Lines, parent)
{
}

void EscalationChart::show(
    const ChartFrame& frame, const Config* config, const std::map<std::string, std::uint32_t>& reasons)
{
    m_range = frame.range;
    m_reasons = sortedReasons(reasons);
    m_counts.assign(frame.buckets.size(), {});
    m_eligible = 0;
    m_escalated = 0;
    ChartContent content { .start = frame.start,
        .end = frame.end,
        .spans = {},
        .series = {},
        .leastTop = kLeastTop,
        .mostTop = 1,
        .limit = {},
        .band = kTarget };
    for (const ChartBucket& bucket : frame.buckets)
        content.spans.emplace_back(bucket.from, bucket.to);
    for (const std::string& tier : tierOrder(config, frame)) {
        const TierLook look = tierLook(theme(), config, tier);
        ChartSeries series { .name = look.name, .color = look.color, .shape = look.shape, .values = {} };
        std::uint64_t eligible = 0;
        for (std::size_t at = 0; at < frame.buckets.size(); ++at) {
            const auto [up, of] = countsOf(frame, tier, at);
            // The first points of the range have no whole window behind them.
            series.values.push_back(
                of == 0 || at + 1 < kWindow ? std::numeric_limits<double>::quiet_NaN() : double(up) / double(of));
            m_counts[at].eligible += of;
            m_counts[at].escalated += up;
            const auto found = frame.buckets[at].tiers.find(tier);
            if (found == frame.buckets[at].tiers.end())
                continue;
            m_escalated += found->second.escalated;
            eligible += found->second.eligible;
        }
        m_eligible += eligible;
        if (eligible > 0)
            content.series.push_back(std::move(series));
    }
    setContent(std::move(content));
}

QString EscalationChart::reasonsText(std::size_t most) const
{
    std::uint64_t sum = 0;
    for (const auto& [name, count] : m_reasons)
        sum += count;
    QStringList parts;
    for (std::size_t at = 0; at < std::min(most, m_reasons.size()); ++at)
        parts << QString(m_reasons[at].first % u' ' % shareText(m_reasons[at].second, qint64(sum), 0));
    return parts.join(u", "_s);
}

QString EscalationChart::valueText(double value) const
{
    return percentText(value);
}

QString EscalationChart::tickText(double value, double step) const
{
    return percentText(value, step < 0.01 ? 1 : 0);
}

QStringList EscalationChart::remarks(std::size_t bucket) const
{
    const auto& spans = content().spans;
    const WallUs first = spans[bucket + 1 - std::min(bucket + 1, kWindow)].first;
    const qint64 minutes = (spans[bucket].second - first + 59'999'999) / 60'000'000;
    //: %1 and %2 are counts of requests, %3 a number of minutes
    QStringList lines { tr("%1 of %2 escalated within %3 min")
                            .arg(m_counts[bucket].escalated)
                            .arg(m_counts[bucket].eligible)
                            .arg(minutes) };
    if (!m_reasons.empty())
        //: %1 is a list of reasons with their shares
        lines << tr("In the range: %1").arg(reasonsText(2));
    return lines;
}

QString EscalationChart::summary() const
{
    if (m_eligible == 0)
        //: %1 is a range of time ("Last 2 hours")
        return tr("%1, no request could escalate").arg(rangeText(m_range));
    //: %1 is a range of time ("Last 2 hours"), %2 a percentage, %3 and %4 counts
    return tr("%1, %2 escalated (%3 of %4)")
        .arg(rangeText(m_range), shareText(qint64(m_escalated), qint64(m_eligible)), countText(qint64(m_escalated)),
            countText(qint64(m_eligible)));
}

} // namespace signalbox::ui
