// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/rollup.h"

#include "core/base/period.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::size_t kLatest = 50;
/// Validators name what they missed, so reasons are many; one bucket tells so many apart.
constexpr std::size_t kReasonsPerBucket = 24;
/// Two local days, each of up to 25 hours.
constexpr std::int64_t kMinutesKept = 50 * 60;

std::string_view escalationReasonOf(const AttemptRecord& attempt)
{
    if (attempt.outcome != "rejected")
        return {};
    return attempt.rejectReason.empty() ? std::string_view("unknown") : std::string_view(attempt.rejectReason);
}

std::int64_t& moneyOf(TierCell& cell, const RequestRecord& record)
{
    return record.simulated ? cell.simulatedNano : cell.costNano;
}

} // namespace

WallUs minuteOf(WallUs instant)
{
    return instant / kMinuteUs * kMinuteUs;
}

void FigureBucket::add(const RequestRecord& record)
{
    TierCell& home = tiers[record.tier];
    std::int64_t rest = record.costNano;
    for (const AttemptRecord& attempt : record.attempts) {
        if (attempt.costNano != 0) {
            moneyOf(attempt.tier == record.tier ? home : tiers[attempt.tier], record) += attempt.costNano;
            rest -= attempt.costNano;
        }
        if (const auto reason = escalationReasonOf(attempt); record.escalated && !reason.empty())
            addReason(attempt.tier, std::string(reason), 1);
    }
    moneyOf(home, record) += rest;
    ++home.requests;
    home.simulated += record.simulated;
    home.unpriced += record.unpriced;
    home.paid += !record.simulated && record.costNano > 0;
    home.savedNano += savedNanoOf(record);
    home.baselineNano += record.baselineKnown && !record.simulated ? record.baselineNano : 0;
    TierCell& left = record.tierPlanned.empty() ? home : tiers[record.tierPlanned];
    left.eligible += record.escalationEligible;
    left.escalated += record.escalated;
    if (isFailure(record.status, record.errorCode)) {
        ++home.errors;
        return;
    }
    home.total.add(record.totalUs);
    if (record.firstByteUs >= 0)
        home.firstByte.add(record.firstByteUs);
}

void FigureBucket::merge(const FigureBucket& other)
{
    for (const auto& [tier, cell] : other.tiers)
        tiers[tier].merge(cell);
    for (const auto& [tier, ofTier] : other.reasons) {
        for (const auto& [reason, times] : ofTier)
            addReason(tier, reason, times);
    }
}

void FigureBucket::addReason(const std::string& tier, const std::string& reason, std::uint32_t times)
{
    auto& ofTier = reasons[tier];
    if (ofTier.size() < kReasonsPerBucket || ofTier.count(reason) > 0)
        ofTier[reason] += times;
    else
        ofTier["other"] += times;
}

FigureSeries::FigureSeries(std::int64_t widthSeconds, std::int64_t keep)
    : m_widthUs(widthSeconds * kSecondUs)
    , m_keep(keep)
{
}

void FigureSeries::trim(WallUs now)
{
    m_buckets.erase(m_buckets.begin(), m_buckets.lower_bound(now / m_widthUs - m_keep));
}

bool FigureSeries::keeps(WallUs instant, WallUs now) const
{
    return instant / m_widthUs >= now / m_widthUs - m_keep;
}

void FigureSeries::addSpread(WallUs start, WallUs spanUs, const FigureBucket& bucket)
{
    const int parts = static_cast<int>(std::max<WallUs>(1, spanUs / m_widthUs));
    for (const auto& [tier, cell] : bucket.tiers) {
        const auto spread = parts == 1 ? std::vector<TierCell> { cell } : cell.spread(parts);
        for (int i = 0; i < parts; ++i) {
            if (spread[static_cast<std::size_t>(i)] != TierCell())
                at(start + i * m_widthUs).tiers[tier].merge(spread[static_cast<std::size_t>(i)]);
        }
    }
    for (const auto& [tier, ofTier] : bucket.reasons) {
        for (const auto& [reason, times] : ofTier)
            at(start).addReason(tier, reason, times);
    }
}

std::vector<LiveBucket> FigureSeries::copy(WallUs first, WallUs last) const
{
    const std::int64_t from = first / m_widthUs;
    const std::int64_t to = last / m_widthUs;
    std::vector<LiveBucket> buckets(static_cast<std::size_t>(std::max<std::int64_t>(0, to - from + 1)));
    for (std::size_t i = 0; i < buckets.size(); ++i)
        buckets[i].start = (from + static_cast<std::int64_t>(i)) * m_widthUs;
    each(first, last, [&](WallUs start, const FigureBucket& bucket) {
        buckets[static_cast<std::size_t>(start / m_widthUs - from)].tiers = bucket.tiers;
    });
    return buckets;
}

LiveFigures::LiveFigures(DayRule day, WallUs now)
    : m_day(std::move(day))
    , m_seconds(bucketSeconds(LiveRange::Minutes15), bucketCount(LiveRange::Minutes15))
    , m_tens(bucketSeconds(LiveRange::Hours2), bucketCount(LiveRange::Hours2))
    , m_minutes(bucketSeconds(LiveRange::Today), kMinutesKept)
    , m_quarters(bucketSeconds(LiveRange::Days7), bucketCount(LiveRange::Days7))
{
    findDay(now);
}

void LiveFigures::fold(const RequestRecord& record, WallUs now)
{
    advance(now);
    FigureBucket once;
    once.add(record);
    for (FigureSeries* series : { &m_seconds, &m_tens, &m_minutes, &m_quarters }) {
        series->at(record.startedAt).merge(once);
        series->trim(now);
    }
    addToDay(minuteOf(record.startedAt), once);
    pushLatest(liveRequestOf(record));
    ++m_revision;
}

void LiveFigures::pushLatest(LiveRequest row)
{
    m_latest.push_front(std::move(row));
    if (m_latest.size() > kLatest)
        m_latest.pop_back();
}

void LiveFigures::load(WallUs minute, const FigureBucket& bucket, WallUs now)
{
    for (FigureSeries* series : { &m_seconds, &m_tens, &m_minutes, &m_quarters }) {
        if (series->keeps(minute + kMinuteUs, now))
            series->addSpread(minute, kMinuteUs, bucket);
    }
}

void LiveFigures::loadLatest(LiveRequest row)
{
    pushLatest(std::move(row));
}

void LiveFigures::setDayRule(DayRule day, WallUs now)
{
    m_day = std::move(day);
    for (FigureSeries* series : { &m_seconds, &m_tens, &m_minutes, &m_quarters })
        series->trim(now);
    findDay(now);
    sumUpDay();
    ++m_revision;
}

void LiveFigures::advance(WallUs now)
{
    if (now >= m_dayStart && now < m_dayEnd)
        return;
    findDay(now);
    sumUpDay();
}

void LiveFigures::findDay(WallUs now)
{
    m_dayStart = startOfDay(m_day, now);
    m_yesterdayStart = startOfDay(m_day, m_dayStart - 1);
    m_dayEnd = m_day.nextDay(now);
}

void LiveFigures::sumUpDay()
{
    m_today = {};
    m_firstPaid.clear();
    m_yesterday = {};
    m_minutes.each(m_yesterdayStart, m_dayEnd - 1,
        [this](WallUs minute, const FigureBucket& bucket) { addToDay(minute, bucket); });
}

void LiveFigures::addToDay(WallUs minute, const FigureBucket& bucket)
{
    if (minute >= m_dayStart && minute < m_dayEnd) {
        m_today.merge(bucket);
        for (const auto& [tier, cell] : bucket.tiers) {
            if (cell.paid == 0)
                continue;
            WallUs& first = m_firstPaid[tier];
            first = first == 0 ? minute : std::min(first, minute);
        }
    } else if (minute >= m_yesterdayStart && minute < m_dayStart) {
        for (const auto& [tier, cell] : bucket.tiers)
            m_yesterday.merge(cell.total);
    }
}

FigureSeries& LiveFigures::seriesOf(LiveRange range)
{
    switch (range) {
    case LiveRange::Minutes15:
        return m_seconds;
    case LiveRange::Hours2:
        return m_tens;
    case LiveRange::Today:
        return m_minutes;
    case LiveRange::Days7:
        break;
    }
    return m_quarters;
}

LiveSnapshot LiveFigures::snapshot(LiveRange range, WallUs now)
{
    advance(now);
    const FigureSeries& series = seriesOf(range);
    const WallUs first = range == LiveRange::Today ? m_dayStart : now - (bucketCount(range) - 1) * series.widthUs();
    LiveSnapshot snapshot;
    snapshot.range = range;
    snapshot.now = now;
    snapshot.buckets = series.copy(first, now);
    series.each(first, now, [&](WallUs, const FigureBucket& bucket) {
        for (const auto& [tier, ofTier] : bucket.reasons) {
            for (const auto& [reason, times] : ofTier)
                snapshot.escalationReasons[reason] += times;
        }
    });
    snapshot.latest.assign(m_latest.begin(), m_latest.end());
    m_seconds.each(now - kMinuteUs + kSecondUs, now, [&](WallUs, const FigureBucket& bucket) {
        for (const auto& [tier, cell] : bucket.tiers)
            snapshot.requestsLastMinute += cell.requests;
    });
    copyDay(snapshot);
    snapshot.pace = paceAt(now);
    snapshot.revision = m_revision;
    return snapshot;
}

void LiveFigures::copyDay(LiveSnapshot& into) const
{
    for (const auto& [tier, cell] : m_today.tiers) {
        into.requestsToday += cell.requests;
        into.errorsToday += cell.errors;
        into.eligibleToday += cell.eligible;
        into.escalatedToday += cell.escalated;
        into.simulatedToday += cell.simulated;
        into.costTodayNano += cell.costNano;
        into.savedTodayNano += cell.savedNano;
        into.baselineTodayNano += cell.baselineNano;
        into.simulatedTodayNano += cell.simulatedNano;
        into.latencyToday.merge(cell.total);
    }
    into.latencyYesterday = m_yesterday;
}

std::map<std::string, SpendPace> LiveFigures::paceAt(WallUs now) const
{
    std::map<std::string, SpendPace> pace;
    m_tens.each(now - 2 * kHourUs + m_tens.widthUs(), now, [&](WallUs start, const FigureBucket& bucket) {
        const WallUs age = now - start;
        for (const auto& [tier, cell] : bucket.tiers) {
            if (cell.costNano == 0)
                continue;
            SpendPace& ofTier = pace[tier];
            ofTier.since = ofTier.since == 0 ? start : ofTier.since;
            ofTier.last10Nano += age < 10 * kMinuteUs ? cell.costNano : 0;
            ofTier.last30Nano += age < 30 * kMinuteUs ? cell.costNano : 0;
            ofTier.last60Nano += age < 60 * kMinuteUs ? cell.costNano : 0;
        }
    });
    for (const auto& [tier, cell] : m_today.tiers) {
        if (cell.paid > 0)
            pace[tier].paidToday = cell.paid;
    }
    for (const auto& [tier, first] : m_firstPaid)
        pace[tier].firstPaidToday = first;
    return pace;
}

std::map<std::string, TierCell> LiveFigures::today(WallUs now)
{
    advance(now);
    return m_today.tiers;
}

} // namespace signalbox
