// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/record/live.h"
#include "core/record/log_compaction.h"
#include "core/record/record.h"
#include "core/record/writer.h"

#include <memory>
#include <string>

namespace signalbox {

/// Takes finished requests from the data plane, writes them to log.db in batches (<= 100 ms late), keeps minute
/// roll-ups per tier and the live figures. add() never blocks on the disk; over the queue's limit it drops the detail
/// rows of free requests first and counts them, never a money row (those are the ledger's).
class Recorder final : public Writer::Participant {
public:
    /// Opens or creates <dir>/log.db and loads the roll-ups of the last 7 days. Errors: StorageError's codes.
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> open(
        const std::string& dir, const Clock& clock, DayRule day);
    ~Recorder() override;
    void attach(Writer& writer);
    void add(RequestRecord record);                         ///< any thread
    [[nodiscard]] LiveSnapshot live(LiveRange range) const; ///< any thread
    /// Tier cells since the local day began, by tier: what Tiers & Providers shows.
    [[nodiscard]] std::map<std::string, TierCell> today() const;
    [[nodiscard]] std::uint64_t dropped() const; ///< requests whose row never reached log.db
    void setDayRule(DayRule day);
    /// How long and how much is kept; the oldest requests go first, in small steps while nothing else is written.
    struct Retention {
        int requestDays = 30;
        int figureDays = 400;           ///< minute roll-ups and the sums of reports
        std::int64_t bytes = 2LL << 30; ///< of log.db
    };
    void setRetention(Retention retention);
    /// Begins to make log.db as small as what is in it, and returns; any thread. Rows wait in memory until it is done,
    /// which gives way before they would be too many. Reads the file: milliseconds. Errors: compaction_runs,
    /// compaction_no_room (needed, free: MB), StorageError's codes.
    [[nodiscard]] Result<void> compact();
    void cancelCompaction(); ///< any thread; nothing where none runs
    [[nodiscard]] LogCompaction compaction() const;
    [[nodiscard]] Error lastProblem() const; ///< why rows wait in memory; code "" while they don't

    bool drain() override;
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> wakeAt() override;
    void finish() override;

private:
    struct Impl;
    explicit Recorder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
