// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace signalbox {

/// What making log.db as small as what is in it takes; bytes.
struct LogRoom {
    std::int64_t file = 0;   ///< log.db as it is
    std::int64_t used = 0;   ///< of it, without free pages
    std::int64_t needed = 0; ///< of the disk meanwhile: a copy, and the same once more in the write-ahead log
    std::int64_t free = 0;   ///< of the disk
};
/// Reads the file, also beside a running instance. Errors: StorageError's codes.
[[nodiscard]] Result<LogRoom> logRoom(const std::string& dir);

/// compaction_no_room (needed, free: MB), where the disk has too little.
[[nodiscard]] Result<void> enoughRoom(const LogRoom& room);

/// How the newest compaction of the log stands.
struct LogCompaction {
    enum class State { None, Running, Done, Failed };
    State state = State::None;
    int percent = 0;         ///< while it runs
    std::int64_t before = 0; ///< bytes of the file; 0 until it is done
    std::int64_t after = 0;
    /// Failed: compaction_cancelled, compaction_gave_way (too many requests waited), compaction_no_room (as
    /// enoughRoom()), StorageError's codes. The log is as it was.
    Error problem;
    friend bool operator==(const LogCompaction&, const LogCompaction&) = default;
};

} // namespace signalbox
