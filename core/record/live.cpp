// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/live.h"

#include "core/record/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace signalbox {

namespace {

constexpr double kCellWidth = 1.05;
constexpr double kSmallestUs = 1000;

/// Lower end of each cell. Cell 0 also takes everything below, the last one everything above.
const std::array<std::int64_t, LatencyHistogram::kCells>& lowerEnds()
{
    static const auto ends = [] {
        std::array<std::int64_t, LatencyHistogram::kCells> lower {};
        double end = kSmallestUs;
        for (std::int64_t& cell : lower) {
            cell = std::llround(end);
            end *= kCellWidth;
        }
        return lower;
    }();
    return ends;
}

std::uint16_t cellOf(std::int64_t us)
{
    const auto& ends = lowerEnds();
    const auto above = std::upper_bound(ends.begin() + 1, ends.end(), us);
    return static_cast<std::uint16_t>(above - ends.begin() - 1);
}

/// The i-th of n parts of a whole number; the parts differ by one at most and sum up exactly.
template <class Integer> Integer part(Integer whole, int i, int n)
{
    const auto wide = static_cast<__int128>(whole);
    return static_cast<Integer>(wide * (i + 1) / n - wide * i / n);
}

} // namespace

std::int64_t bucketSeconds(LiveRange range)
{
    switch (range) {
    case LiveRange::Minutes15:
        return 1;
    case LiveRange::Hours2:
        return 10;
    case LiveRange::Today:
        return 60;
    case LiveRange::Days7:
        break;
    }
    return 900;
}

int bucketCount(LiveRange range)
{
    switch (range) {
    case LiveRange::Minutes15:
        return 900;
    case LiveRange::Hours2:
        return 720;
    case LiveRange::Today:
        return 1440;
    case LiveRange::Days7:
        break;
    }
    return 672;
}

void LatencyHistogram::addCell(std::uint16_t cell, std::uint32_t count)
{
    if (m_cells.empty() || m_cells.back().first < cell) { // as they stand in a file
        m_cells.emplace_back(cell, count);
        m_count += count;
        return;
    }
    const auto at = std::lower_bound(m_cells.begin(), m_cells.end(), cell,
        [](const auto& existing, std::uint16_t wanted) { return existing.first < wanted; });
    if (at != m_cells.end() && at->first == cell)
        at->second += count;
    else
        m_cells.insert(at, { cell, count });
    m_count += count;
}

void LatencyHistogram::add(std::int64_t us)
{
    addCell(cellOf(us), 1);
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    if (m_cells.empty()) {
        *this = other;
        return;
    }
    for (const auto& [cell, count] : other.m_cells)
        addCell(cell, count);
}

std::int64_t LatencyHistogram::quantileUs(double q) const
{
    if (m_count == 0)
        return -1;
    const double wanted = std::ceil(std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count));
    const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
    std::uint64_t seen = 0;
    std::uint16_t cell = 0;
    for (const auto& [candidate, count] : m_cells) {
        cell = candidate;
        seen += count;
        if (seen >= rank)
            break;
    }
    const auto lower = static_cast<double>(lowerEnds()[cell]);
    const bool openEnd = cell + 1 == kCells;
    return std::llround(openEnd ? lower : lower * std::sqrt(kCellWidth));
}

std::string LatencyHistogram::text() const
{
    std::string out;
    out.reserve(m_cells.size() * 10);
    std::array<char, 16> digits {};
    const auto append = [&](std::uint32_t number) {
        out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    };
    for (const auto& [cell, count] : m_cells) {
        if (!out.empty())
            out += ',';
        append(cell);
        out += ':';
        append(count);
    }
    return out;
}

LatencyHistogram LatencyHistogram::fromText(std::string_view text)
{
    LatencyHistogram histogram;
    while (!text.empty()) {
        const std::string_view entry = text.substr(0, text.find(','));
        text.remove_prefix(std::min(entry.size() + 1, text.size()));
        std::uint16_t cell = 0;
        std::uint32_t count = 0;
        const char* end = entry.data() + entry.size();
        const auto [colon, cellError] = std::from_chars(entry.data(), end, cell);
        if (cellError != std::errc() || colon == end || *colon != ':' || cell >= kCells)
            continue;
        const auto [rest, countError] = std::from_chars(colon + 1, end, count);
        if (countError == std::errc() && rest == end && count > 0)
            histogram.addCell(cell, count);
    }
    return histogram;
}

std::vector<LatencyHistogram> LatencyHistogram::spread(int parts) const
{
    std::vector<LatencyHistogram> spread(static_cast<std::size_t>(parts));
    std::uint64_t dealt = 0; // one turn for all cells, so that single requests do not pile up in the same part
    for (const auto& [cell, count] : m_cells) {
        for (int i = 0; i < parts; ++i) {
            const auto share = part(count, i, parts);
            if (share > 0)
                spread[(static_cast<std::size_t>(i) + dealt) % spread.size()].addCell(cell, share);
        }
        dealt += count;
    }
    return spread;
}

void TierCell::merge(const TierCell& other)
{
    costNano += other.costNano;
    simulatedNano += other.simulatedNano;
    savedNano += other.savedNano;
    baselineNano += other.baselineNano;
    requests += other.requests;
    simulated += other.simulated;
    paid += other.paid;
    unpriced += other.unpriced;
    errors += other.errors;
    eligible += other.eligible;
    escalated += other.escalated;
    total.merge(other.total);
    firstByte.merge(other.firstByte);
}

std::vector<TierCell> TierCell::spread(int parts) const
{
    std::vector<TierCell> spread(static_cast<std::size_t>(parts));
    const auto totals = total.spread(parts);
    const auto firstBytes = firstByte.spread(parts);
    for (int i = 0; i < parts; ++i) {
        TierCell& cell = spread[static_cast<std::size_t>(i)];
        cell.costNano = part(costNano, i, parts);
        cell.simulatedNano = part(simulatedNano, i, parts);
        cell.savedNano = part(savedNano, i, parts);
        cell.baselineNano = part(baselineNano, i, parts);
        cell.requests = part(requests, i, parts);
        cell.simulated = part(simulated, i, parts);
        cell.paid = part(paid, i, parts);
        cell.unpriced = part(unpriced, i, parts);
        cell.errors = part(errors, i, parts);
        cell.eligible = part(eligible, i, parts);
        cell.escalated = part(escalated, i, parts);
        cell.total = totals[static_cast<std::size_t>(i)];
        cell.firstByte = firstBytes[static_cast<std::size_t>(i)];
    }
    return spread;
}

void SpendPace::merge(const SpendPace& other)
{
    const auto earlier = [](WallUs a, WallUs b) { return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b); };
    last10Nano += other.last10Nano;
    last30Nano += other.last30Nano;
    last60Nano += other.last60Nano;
    since = earlier(since, other.since);
    firstPaidToday = earlier(firstPaidToday, other.firstPaidToday);
    paidToday += other.paidToday;
}

bool isFailure(int status, std::string_view errorCode)
{
    return status != 499 && (status >= 400 || !errorCode.empty());
}

std::int64_t savedNanoOf(const RequestRecord& record)
{
    return record.baselineKnown && !record.simulated ? record.baselineNano - record.costNano : 0;
}

LiveRequest liveRequestOf(const RequestRecord& record)
{
    LiveRequest row;
    row.id = record.id;
    row.at = record.startedAt;
    row.tier = record.tier;
    row.model = record.model;
    row.ruleId = record.ruleId;
    row.ruleName = record.ruleName;
    row.reason = record.reason;
    row.client = record.client;
    row.feature = record.feature;
    row.session = record.session;
    row.tokensIn = record.tokensIn;
    row.tokensOut = record.tokensOut;
    row.totalUs = record.totalUs;
    row.firstByteUs = record.firstByteUs;
    row.costNano = record.costNano;
    row.savedNano = savedNanoOf(record);
    row.status = record.status;
    row.errorCode = record.errorCode;
    row.attempts = static_cast<int>(record.attempts.size());
    row.simulated = record.simulated;
    row.estimated = record.estimated;
    row.unpriced = record.unpriced;
    row.stream = record.stream;
    row.escalated = record.escalated;
    for (const AttemptRecord& attempt : record.attempts)
        row.clamped = row.clamped || attempt.clampedTo >= 0;
    return row;
}

} // namespace signalbox
