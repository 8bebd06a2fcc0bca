// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_store.h"

#include <algorithm>

namespace signalbox {

// What LogStore reads again, and how the log stays within its limits.

namespace {

constexpr int kRowsPerStep = 100;
constexpr int kFigureRowsPerStep = 500;

std::uint32_t small(const Statement& row, int column)
{
    return static_cast<std::uint32_t>(row.integer(column));
}

/// Columns from `tier` on, as in kMinuteColumns.
void readMinuteRow(const Statement& row, FigureBucket& into)
{
    TierCell cell;
    cell.costNano = row.integer(2);
    cell.simulatedNano = row.integer(3);
    cell.savedNano = row.integer(4);
    cell.baselineNano = row.integer(5);
    cell.requests = small(row, 6);
    cell.simulated = small(row, 7);
    cell.paid = small(row, 8);
    cell.unpriced = small(row, 9);
    cell.errors = small(row, 10);
    cell.eligible = small(row, 11);
    cell.escalated = small(row, 12);
    cell.total = LatencyHistogram::fromText(row.view(13));
    cell.firstByte = LatencyHistogram::fromText(row.view(14));
    into.tiers[row.text(1)].merge(cell);
}

constexpr std::string_view kMinutesSince =
    "SELECT minute, tier, cost, simulated, saved, baseline, requests, simulated_requests, paid, unpriced, errors, "
    "eligible, escalated, total_histogram, first_byte_histogram FROM rollup_minute WHERE minute >= ?1 AND "
    "minute <= ?2 ORDER BY minute";
constexpr std::string_view kReasonsSince =
    "SELECT minute, tier, reason, times FROM rollup_reason WHERE minute >= ?1 AND minute <= ?2 ORDER BY minute";

} // namespace

FigureBucket LogStore::minute(WallUs start)
{
    FigureBucket bucket;
    Statement rows = m_database.prepare(kMinutesSince);
    rows.bind(1, start).bind(2, start);
    while (rows.step())
        readMinuteRow(rows, bucket);
    Statement reasons = m_database.prepare(kReasonsSince);
    reasons.bind(1, start).bind(2, start);
    while (reasons.step())
        bucket.addReason(reasons.text(1), reasons.text(2), small(reasons, 3));
    return bucket;
}

void LogStore::eachMinute(WallUs since, const std::function<void(WallUs, FigureBucket)>& visit)
{
    Statement rows = m_database.prepare(kMinutesSince);
    Statement reasons = m_database.prepare(kReasonsSince);
    rows.bind(1, since).bind(2, INT64_MAX);
    reasons.bind(1, since).bind(2, INT64_MAX);
    bool moreReasons = reasons.step();
    for (bool more = rows.step(); more;) {
        const WallUs start = rows.integer(0);
        FigureBucket bucket;
        for (; more && rows.integer(0) == start; more = rows.step())
            readMinuteRow(rows, bucket);
        for (; moreReasons && reasons.integer(0) <= start; moreReasons = reasons.step()) {
            if (reasons.integer(0) == start)
                bucket.addReason(reasons.text(1), reasons.text(2), small(reasons, 3));
        }
        visit(start, std::move(bucket));
    }
}

std::vector<LiveRequest> LogStore::latest(int count)
{
    Statement rows = m_database.prepare(selectLines("ORDER BY n DESC LIMIT ?1"));
    rows.bind(1, count);
    std::vector<LiveRequest> lines;
    while (rows.step())
        lines.push_back(readLine(rows));
    std::reverse(lines.begin(), lines.end());
    return lines;
}

std::int64_t LogStore::pragma(std::string_view sql)
{
    Statement statement = m_database.prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t LogStore::usedBytes()
{
    return (pragma("PRAGMA page_count") - pragma("PRAGMA freelist_count")) * pragma("PRAGMA page_size");
}

bool LogStore::giveBack()
{
    constexpr std::int64_t kWorthIt = 256; // pages: 1 MiB
    if (pragma("PRAGMA auto_vacuum") != 2 || pragma("PRAGMA freelist_count") < kWorthIt)
        return false;
    m_database.execute("PRAGMA incremental_vacuum(128)");
    return pragma("PRAGMA freelist_count") >= kWorthIt;
}

bool LogStore::pruneRequests(std::int64_t before, int atMost)
{
    Statement last =
        m_database.prepare("SELECT max(n), count(*) FROM (SELECT n FROM request WHERE n < ?1 ORDER BY n LIMIT ?2)");
    last.bind(1, before).bind(2, std::int64_t { atMost });
    last.step();
    const std::int64_t upTo = last.integer(0);
    const std::int64_t found = last.integer(1);
    last.reset();
    if (found == 0)
        return false;
    m_database.prepare("DELETE FROM request_block WHERE first <= ?1").bind(1, upTo).run();
    for (const std::string_view sql : { "DELETE FROM attempt WHERE n <= ?1", "DELETE FROM detail WHERE n <= ?1",
             "DELETE FROM request WHERE n <= ?1" })
        m_database.prepare(sql).bind(1, upTo).run();
    m_database.prepare("DELETE FROM pattern WHERE n < ?1").bind(1, upTo - firstRowOf(2 * kDayUs)).run();
    return found == atMost;
}

bool LogStore::pruneFigures(WallUs before)
{
    Statement oldest = m_database.prepare("SELECT max(minute), count(*) FROM (SELECT minute FROM rollup_minute "
                                          "WHERE minute < ?1 ORDER BY minute LIMIT ?2)");
    oldest.bind(1, before).bind(2, std::int64_t { kFigureRowsPerStep });
    oldest.step();
    const WallUs upTo = oldest.integer(0);
    const std::int64_t found = oldest.integer(1);
    oldest.reset();
    if (found == 0)
        return false;
    m_database.prepare("DELETE FROM rollup_minute WHERE minute <= ?1").bind(1, upTo).run();
    m_database.prepare("DELETE FROM rollup_reason WHERE minute <= ?1").bind(1, upTo).run();
    m_database.prepare("DELETE FROM usage_quarter WHERE quarter <= ?1").bind(1, upTo - kQuarterUs).run();
    return found == kFigureRowsPerStep;
}

bool LogStore::prune(WallUs requestsBefore, WallUs figuresBefore, std::int64_t bytes)
{
    const bool tooLarge = usedBytes() > bytes;
    begin();
    try {
        const bool moreRequests = pruneRequests(tooLarge ? INT64_MAX : firstRowOf(requestsBefore), kRowsPerStep);
        const bool moreFigures = pruneFigures(figuresBefore);
        commit();
        return moreRequests || moreFigures;
    } catch (const StorageError&) {
        rollBack();
        throw;
    }
}

} // namespace signalbox
