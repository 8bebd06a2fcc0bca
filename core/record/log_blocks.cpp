// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_block.h"
#include "core/record/log_store.h"

namespace signalbox {

// How LogStore keeps the blocks of requests (log_block.h).

namespace {

/// So few that the writer has made one in a few milliseconds.
constexpr std::int64_t kBlockRequests = 1024;

BlockRow blockRow(const Statement& row)
{
    BlockRow request;
    request.n = row.integer(0);
    for (std::size_t i = 0; i < request.texts.size(); ++i)
        request.texts[i] = row.view(static_cast<int>(i) + 1);
    request.session = row.view(9);
    const auto flag = [&row](int column, int bit) { return row.integer(column) != 0 ? bit : 0; };
    request.flags = static_cast<std::uint8_t>(flag(10, BlockKind::Failed) | flag(11, BlockKind::Escalated)
        | flag(12, BlockKind::Simulated) | flag(13, BlockKind::Stream));
    request.costNano = row.integer(14);
    request.totalUs = row.integer(15);
    return request;
}

} // namespace

/// A gap between blocks is where one was torn before the program ended.
void LogStore::loadBlocks()
{
    Statement row = m_database.prepare("SELECT first, last FROM request_block ORDER BY last");
    for (std::int64_t end = 0; row.step(); end = m_blocksEnd) {
        if (end > 0 && row.integer(0) > end + 1)
            m_tornBlocks[row.integer(0) - 1] = end + 1;
        m_blocksEnd = row.integer(1);
    }
}

void LogStore::tearBlock(std::int64_t row)
{
    Statement block =
        m_database.prepare("SELECT first, last FROM request_block WHERE last >= ?1 ORDER BY last LIMIT 1");
    block.bind(1, row);
    if (!block.step() || block.integer(0) > row)
        return;
    const std::int64_t first = block.integer(0);
    const std::int64_t last = block.integer(1);
    block.reset();
    m_database.prepare("DELETE FROM request_block WHERE last = ?1").bind(1, last).run();
    m_tornBlocks[last] = first;
}

bool LogStore::buildBlock(WallUs before)
{
    const bool mends = !m_tornBlocks.empty();
    std::int64_t first = mends ? m_tornBlocks.begin()->second : m_blocksEnd + 1;
    std::int64_t last = mends ? m_tornBlocks.begin()->first : firstRowOf(before) - 1;
    Statement rows = m_database.prepare(
        "SELECT n, tier, model, rule_id, rule_name, client, feature, endpoint, error_code, session, failed, escalated, "
        "simulated, stream, cost_nano, total_us FROM request WHERE n >= ?1 AND n <= ?2 ORDER BY n LIMIT ?3");
    rows.bind(1, first).bind(2, last).bind(3, mends ? INT64_MAX : kBlockRequests);
    BlockWriter block;
    std::int64_t count = 0;
    std::int64_t end = 0;
    for (; rows.step(); ++count) {
        const BlockRow request = blockRow(rows);
        if (count == 0 && m_blocksEnd == 0)
            first = request.n;
        block.add(request);
        end = request.n;
    }
    rows.reset();
    if (!mends && count < kBlockRequests)
        return false;
    if (!mends)
        last = end;
    if (count > 0) {
        const PackedBlock packed = block.pack();
        m_database
            .prepare(
                "INSERT OR REPLACE INTO request_block(last, first, kinds, entries) VALUES(?1, ?2, CAST(?3 AS BLOB), "
                "CAST(?4 AS BLOB))")
            .bind(1, last)
            .bind(2, first)
            .bindView(3, packed.kinds)
            .bindView(4, packed.rows)
            .run();
    }
    m_tornBlocks.erase(last);
    m_blocksEnd = std::max(m_blocksEnd, last);
    return true;
}

} // namespace signalbox
