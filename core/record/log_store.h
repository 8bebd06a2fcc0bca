// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/database.h"
#include "core/record/detail_codec.h"
#include "core/record/live.h"
#include "core/record/record.h"
#include "core/record/rollup.h"
#include "core/record/usage.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// log.db: its place, its schema, and the order of its rows.
[[nodiscard]] std::string logPath(const std::string& dir);
[[nodiscard]] const std::vector<Database::Migration>& logMigrations();

/// The row number of a request is its start with ten bits to tell equal ones apart. So rows lie in the order of time,
/// and a time range is a range of row numbers that needs no index.
constexpr std::int64_t kRowsPerUs = 1024;
[[nodiscard]] constexpr std::int64_t firstRowOf(WallUs instant)
{
    return instant < 0 ? 0 : instant * kRowsPerUs;
}

/// detail.pattern of details that are not packed.
constexpr std::int64_t kPlainDetail = 0;

/// The query for lines of the table; tail is the program's own text ("WHERE ... ORDER BY ..."), values are bound.
[[nodiscard]] std::string selectLines(std::string_view tail);
/// The first column of such a row is its number.
[[nodiscard]] LiveRequest readLine(const Statement& row);

/// The writing connection to log.db. Only on the writer thread; every member throws StorageError.
class LogStore {
public:
    explicit LogStore(const std::string& dir);

    void begin();
    void commit();
    void rollBack() noexcept;
    // Between begin() and commit():
    void insert(const RequestRecord& record);
    [[nodiscard]] FigureBucket minute(WallUs start);
    void saveMinute(WallUs start, const FigureBucket& bucket);
    void saveUsage(const UsageTable& table);

    /// Oldest first.
    void eachMinute(WallUs since, const std::function<void(WallUs, FigureBucket)>& visit);
    /// Names in the sums since then, in order of time; a name may come more than once.
    void eachFeature(WallUs since, const std::function<void(WallUs, const std::string&)>& visit);
    [[nodiscard]] std::vector<LiveRequest> latest(int count); ///< oldest first

    /// One small step of deleting what is older than `requestsBefore` or, where the file is larger than `bytes`, the
    /// oldest; true where there is more to do.
    [[nodiscard]] bool prune(WallUs requestsBefore, WallUs figuresBefore, std::int64_t bytes);
    /// One block of requests that began before `before`: the next one where there are enough for it, or one that a late
    /// request has torn; true where there may be more to do.
    [[nodiscard]] bool buildBlock(WallUs before);
    /// One small step of giving freed pages back to the disk, where many are free; true where there is more to do.
    /// Files of older programs keep theirs for new rows.
    [[nodiscard]] bool giveBack();
    /// Bytes in use, without free pages.
    [[nodiscard]] std::int64_t usedBytes();
    [[nodiscard]] int walFrames() const { return m_database.walFrames(); }
    void checkpoint(bool truncate) { m_database.checkpoint(truncate); }

private:
    void insertRequest(std::int64_t row, const RequestRecord& record);
    void insertDetail(std::int64_t row, const RequestRecord& record);
    void insertAttempt(std::int64_t row, const AttemptRecord& attempt);
    void loadBlocks();
    void tearBlock(std::int64_t row);
    [[nodiscard]] bool pruneRequests(std::int64_t before, int atMost);
    [[nodiscard]] bool pruneFigures(WallUs before);
    [[nodiscard]] std::int64_t pragma(std::string_view sql);

    Database m_database;
    std::int64_t m_turn = 0;
    std::int64_t m_blocksEnd = 0;                      ///< the last row number that a block covers, 0 = none
    std::map<std::int64_t, std::int64_t> m_tornBlocks; ///< their last and first row
    Statement m_begin, m_commit, m_insertRequest, m_insertDetail, m_insertAttempt, m_saveMinute, m_saveReason,
        m_saveUsage;
};

} // namespace signalbox
