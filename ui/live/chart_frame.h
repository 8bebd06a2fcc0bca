// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/live.h"

#include <QString>

#include <optional>
#include <vector>

/// From the snapshot's fine buckets to what a chart can show: at most about 170 points, aligned to round times.
namespace signalbox::ui {

struct ChartBucket {
    WallUs from = 0;
    WallUs to = 0;
    std::map<std::string, TierCell> tiers;
    [[nodiscard]] double minutes() const { return double(to - from) / 60e6; }
};

/// The buckets in order, and the ends of the time axis. The last bucket is the time until now, as long as the others:
/// so the line does not fall to nothing at its end, and a request is seen at once.
struct ChartFrame {
    LiveRange range = LiveRange::Hours2;
    WallUs start = 0;
    WallUs end = 0;
    WallUs now = 0;
    std::vector<ChartBucket> buckets;
};
/// A span of a chart that is looked at more closely.
struct ChartZoom {
    WallUs from = 0, to = 0;
    friend bool operator==(const ChartZoom&, const ChartZoom&) = default;
};
/// zoom: only this part, as fine as the snapshot has it; ignored where the snapshot does not reach that far back.
[[nodiscard]] ChartFrame chartFrame(const LiveSnapshot& snapshot, std::optional<ChartZoom> zoom = std::nullopt);

/// Seconds per point for a span: round, and never finer than the source.
[[nodiscard]] qint64 pointSeconds(qint64 spanSeconds, qint64 sourceSeconds);

/// The tiers in the order of the configuration, then those that only the past knows; never "".
[[nodiscard]] std::vector<std::string> tierOrder(const Config* config, const ChartFrame& frame);

struct Tick {
    double at = 0;
    QString label;
};
/// Round local times within [start, end], at most `most`; labels are times of day, or dates where the span is days.
[[nodiscard]] std::vector<Tick> timeTicks(WallUs start, WallUs end, int most);
/// The smallest 1, 2 or 5 times a power of ten that needs at most `most` steps to reach top.
[[nodiscard]] double niceStep(double top, int most);

} // namespace signalbox::ui
