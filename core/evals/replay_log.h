// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/replay.h"

#include <functional>
#include <memory>

namespace signalbox {

/// The request log as a replay reads it: facts and outcome, nothing else. Read-only, beside a running instance; one per
/// thread.
class ReplayLog {
public:
    /// Errors: StorageError's codes.
    [[nodiscard]] static Result<std::unique_ptr<ReplayLog>> open(const std::string& dir);
    ~ReplayLog();

    struct Range {
        std::int64_t first = 0, last = INT64_MAX; ///< row numbers, both included
    };
    /// Of the requests since then; first > last where there is none.
    [[nodiscard]] Result<Range> since(WallUs from);
    /// Of the newest so many.
    [[nodiscard]] Result<Range> newest(std::int64_t count);
    /// Oldest first; false from visit stops. Errors: cancelled, StorageError's codes.
    [[nodiscard]] Result<void> each(
        Range range, const std::function<bool(ReplayRow&)>& visit, const std::atomic<bool>* cancel = nullptr);

private:
    struct Impl;
    explicit ReplayLog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Decides every logged request again under the rule set it was decided with, and compares.
struct Reproduction : ReplayCounts {
    std::int64_t differences = 0;
    std::map<std::int64_t, std::int64_t> byVersion; ///< requests decided, by version
    std::vector<ReplayRow> different;               ///< the first 100
    Reproduction& operator+=(Reproduction&& later);
};

struct ReplaySpan {
    WallUs since = 0;      ///< 0: all
    std::int64_t last = 0; ///< newest so many; 0: by `since`
    unsigned threads = 2;
};
[[nodiscard]] Result<Reproduction> reproduce(const std::string& dir, ReplaySpan span, const WorldOfVersion& worlds,
    const AskedTests& asked, const std::atomic<bool>* cancel = nullptr);
/// whatIf() over the log, on as many threads as the span says.
[[nodiscard]] Result<ReplayReport> replayLog(
    const std::string& dir, ReplaySpan span, const ReplayWorld& draft, const ReplayOptions& options);

} // namespace signalbox
