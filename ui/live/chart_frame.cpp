// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/chart_frame.h"

#include "ui/shell/format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr qint64 kSecondUs = 1'000'000;
constexpr qint64 kMostPoints = 90;
constexpr qint64 kLeastSpanSeconds = 900;
constexpr std::array<qint64, 13> kPointSeconds { 1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200 };
constexpr std::array<qint64, 17> kTickSeconds { 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 10'800, 14'400, 21'600,
    43'200, 86'400, 172'800, 345'600, 604'800 };

/// Seconds that local time is ahead of UTC at an instant, so that ticks fall on local round times.
qint64 offsetSeconds(WallUs at)
{
    return QDateTime::fromMSecsSinceEpoch(at / 1000).offsetFromUtc();
}

void mergeInto(ChartBucket& into, const LiveBucket& source)
{
    for (const auto& [tier, cell] : source.tiers)
        into.tiers[tier].merge(cell);
}

} // namespace

qint64 pointSeconds(qint64 spanSeconds, qint64 sourceSeconds)
{
    const qint64 least = std::max(sourceSeconds, (spanSeconds + kMostPoints - 1) / kMostPoints);
    const auto found = std::lower_bound(kPointSeconds.begin(), kPointSeconds.end(), least);
    return found == kPointSeconds.end() ? kPointSeconds.back() : *found;
}

namespace {

/// Whole points, aligned.
void fillBuckets(ChartFrame& frame, const LiveSnapshot& snapshot, WallUs first, WallUs last, WallUs length)
{
    for (const LiveBucket& bucket : snapshot.buckets) {
        if (bucket.start < first || bucket.start >= last)
            continue;
        const WallUs from = bucket.start / length * length;
        if (frame.buckets.empty() || frame.buckets.back().from != from)
            frame.buckets.push_back({ .from = from, .to = from + length, .tiers = {} });
        mergeInto(frame.buckets.back(), bucket);
    }
}

} // namespace

ChartFrame chartFrame(const LiveSnapshot& snapshot, std::optional<ChartZoom> zoom)
{
    ChartFrame frame;
    frame.range = snapshot.range;
    frame.now = snapshot.now;
    if (snapshot.buckets.empty())
        return frame;
    const qint64 source = bucketSeconds(snapshot.range);
    const WallUs first = snapshot.buckets.front().start;
    const WallUs last = snapshot.buckets.back().start + source * kSecondUs;
    if (zoom && zoom->from >= first && zoom->from < zoom->to && zoom->to <= last) {
        const qint64 length = pointSeconds((zoom->to - zoom->from) / kSecondUs, source) * kSecondUs;
        frame.start = zoom->from / length * length;
        frame.end = (zoom->to + length - 1) / length * length;
        fillBuckets(frame, snapshot, frame.start, frame.end, length);
        return frame;
    }
    const qint64 length = pointSeconds((last - first) / kSecondUs, source) * kSecondUs;
    frame.end = (last + length - 1) / length * length;
    frame.start = std::min<WallUs>(first, frame.end - kLeastSpanSeconds * kSecondUs);
    // The newest, unfinished one is replaced by the last `length` of time.
    fillBuckets(frame, snapshot, first, last, length);
    if (frame.buckets.back().to > last) {
        ChartBucket recent { .from = last - length, .to = last, .tiers = {} };
        for (auto it = snapshot.buckets.rbegin(); it != snapshot.buckets.rend() && it->start >= recent.from; ++it)
            mergeInto(recent, *it);
        frame.buckets.back() = std::move(recent);
    }
    return frame;
}

std::vector<std::string> tierOrder(const Config* config, const ChartFrame& frame)
{
    std::vector<std::string> order;
    const auto addOnce = [&order](const std::string& tier) {
        if (!tier.empty() && std::find(order.begin(), order.end(), tier) == order.end())
            order.push_back(tier);
    };
    if (config != nullptr) {
        for (const Tier& tier : config->tiers)
            addOnce(tier.id);
    }
    for (const ChartBucket& bucket : frame.buckets) {
        for (const auto& [tier, cell] : bucket.tiers)
            addOnce(tier);
    }
    return order;
}

std::vector<Tick> timeTicks(WallUs start, WallUs end, int most)
{
    std::vector<Tick> ticks;
    const qint64 span = (end - start) / kSecondUs;
    if (span <= 0 || most < 1)
        return ticks;
    const auto step =
        std::find_if(kTickSeconds.begin(), kTickSeconds.end(), [&](qint64 seconds) { return span / seconds <= most; });
    const qint64 seconds = step == kTickSeconds.end() ? kTickSeconds.back() : *step;
    const qint64 offset = offsetSeconds(end);
    qint64 at = ((start / kSecondUs + offset + seconds - 1) / seconds) * seconds - offset;
    const bool days = seconds >= 86'400;
    for (; at * kSecondUs <= end; at += seconds) {
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(at);
        const QString day = QLocale().toString(moment.date(), QStringLiteral("ddd d"));
        ticks.push_back({ double(at) * 1000, days ? day : minuteText(at * kSecondUs) });
    }
    return ticks;
}

double niceStep(double top, int most)
{
    if (!(top > 0) || most < 1)
        return 1;
    const double raw = top / most;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : { 1.0, 2.0, 5.0, 10.0 }) {
        if (factor * power * (1 + 1e-9) >= raw)
            return factor * power;
    }
    return 10 * power;
}

} // namespace signalbox::ui
