// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/live.h"
#include "core/record/record.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace signalbox {

constexpr WallUs kSecondUs = 1'000'000;
constexpr WallUs kMinuteUs = 60 * kSecondUs;
constexpr WallUs kQuarterUs = 15 * kMinuteUs;
constexpr WallUs kHourUs = 60 * kMinuteUs;
constexpr WallUs kDayUs = 24 * kHourUs;

/// The start of the minute an instant lies in.
[[nodiscard]] WallUs minuteOf(WallUs instant);

/// What happened in a span of time, by tier: one cell of the figures and of the minute roll-ups.
struct FigureBucket {
    using Reasons = std::map<std::string, std::map<std::string, std::uint32_t>>; ///< tier left, reason, times

    std::map<std::string, TierCell> tiers;
    Reasons reasons;

    void add(const RequestRecord& record);
    void merge(const FigureBucket& other);
    void addReason(const std::string& tier, const std::string& reason, std::uint32_t times);
};

/// Buckets of one width. Only those with traffic exist, by number, so a clock that jumps costs nothing but its trace.
class FigureSeries {
public:
    FigureSeries(std::int64_t widthSeconds, std::int64_t keep);
    [[nodiscard]] WallUs widthUs() const { return m_widthUs; }
    [[nodiscard]] FigureBucket& at(WallUs instant) { return m_buckets[instant / m_widthUs]; }
    void trim(WallUs now);
    [[nodiscard]] bool keeps(WallUs instant, WallUs now) const;
    /// Adds a coarser bucket's figures, evenly over the buckets of its span.
    void addSpread(WallUs start, WallUs spanUs, const FigureBucket& bucket);
    /// [first, last], contiguous.
    [[nodiscard]] std::vector<LiveBucket> copy(WallUs first, WallUs last) const;
    /// Calls visit(start, bucket) for each bucket with traffic in [first, last].
    template <class Visit> void each(WallUs first, WallUs last, Visit visit) const
    {
        const auto end = m_buckets.upper_bound(last / m_widthUs);
        for (auto it = m_buckets.lower_bound(first / m_widthUs); it != end; ++it)
            visit(it->first * m_widthUs, it->second);
    }

private:
    WallUs m_widthUs;
    std::int64_t m_keep;
    std::map<std::int64_t, FigureBucket> m_buckets;
};

/// The live figures: folds finished requests into the ranges of the Live page and into the local day. Everything is
/// booked at the request's start, as the ledger books at the reservation. Not thread-safe; the recorder locks.
class LiveFigures {
public:
    LiveFigures(DayRule day, WallUs now);
    void fold(const RequestRecord& record, WallUs now);
    /// At start: a minute of the roll-ups. Call setDayRule() after the last one.
    void load(WallUs minute, const FigureBucket& bucket, WallUs now);
    /// At start: the latest requests, oldest first.
    void loadLatest(LiveRequest row);
    void setDayRule(DayRule day, WallUs now);
    [[nodiscard]] LiveSnapshot snapshot(LiveRange range, WallUs now);
    [[nodiscard]] std::map<std::string, TierCell> today(WallUs now);

private:
    void advance(WallUs now);
    void findDay(WallUs now);
    void sumUpDay();
    void addToDay(WallUs minute, const FigureBucket& bucket);
    void pushLatest(LiveRequest row);
    [[nodiscard]] FigureSeries& seriesOf(LiveRange range);
    void copyDay(LiveSnapshot& into) const;
    [[nodiscard]] std::map<std::string, SpendPace> paceAt(WallUs now) const;

    DayRule m_day;
    WallUs m_dayStart = 0, m_dayEnd = 0, m_yesterdayStart = 0;
    FigureSeries m_seconds, m_tens, m_minutes, m_quarters;
    FigureBucket m_today;
    std::map<std::string, WallUs> m_firstPaid; // today, by tier
    LatencyHistogram m_yesterday;
    std::deque<LiveRequest> m_latest;
    std::uint64_t m_revision = 0;
};

} // namespace signalbox
