// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace signalbox {

enum class LiveRange { Minutes15, Hours2, Today, Days7 };
[[nodiscard]] std::int64_t bucketSeconds(LiveRange range); ///< 1, 10, 60, 900
[[nodiscard]] int bucketCount(LiveRange range);            ///< 900, 720, up to 1440, 672

/// Latencies on a logarithmic grid: 5 % wide cells from 1 ms to 20 min; merges by adding.
class LatencyHistogram {
public:
    static constexpr int kCells = 288;
    void add(std::int64_t us);
    void merge(const LatencyHistogram& other);
    [[nodiscard]] std::int64_t quantileUs(double q) const; ///< -1 where empty
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Sparse text "cell:count,..." for roll-up rows, and back.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static LatencyHistogram fromText(std::string_view text);

private:
    std::map<std::uint16_t, std::uint32_t> m_cells; // sparse: most buckets see few requests
    std::uint64_t m_count = 0;
};

/// One tier in one bucket.
struct TierCell {
    std::int64_t costNano = 0;      ///< money
    std::int64_t simulatedNano = 0; ///< sandbox, shown marked, never summed with money
    std::int64_t savedNano = 0;     ///< baseline - cost, money only
    std::uint32_t requests = 0;
    std::uint32_t errors = 0;
    std::uint32_t eligible = 0;     ///< cascade steps that could escalate
    std::uint32_t escalated = 0;
    LatencyHistogram total;
    LatencyHistogram firstByte;
    void merge(const TierCell& other);
};

struct LiveBucket {
    WallUs start = 0;
    std::map<std::string, TierCell> tiers; ///< by tier id; "" = refused before a tier was chosen
};

/// A short line of the latest requests.
struct LiveRequest {
    std::string id;
    WallUs at = 0;
    std::string tier, model, ruleId, ruleName, reason, client;
    std::int64_t tokensIn = 0, tokensOut = 0, totalUs = 0, firstByteUs = -1, costNano = 0, savedNano = 0;
    int status = 0;
    std::string errorCode;
    int attempts = 0;
    bool simulated = false, estimated = false, unpriced = false, stream = false, escalated = false, clamped = false;
};

/// Everything the Live page shows, copied out under one short lock.
struct LiveSnapshot {
    LiveRange range = LiveRange::Hours2;
    WallUs now = 0;
    std::vector<LiveBucket> buckets;       ///< oldest first, contiguous, the last one is now's
    std::vector<LiveRequest> latest;       ///< newest first, <= 50
    std::map<std::string, std::uint32_t> escalationReasons; ///< in the range
    // Since the day began:
    std::int64_t requestsToday = 0, errorsToday = 0, eligibleToday = 0, escalatedToday = 0;
    std::int64_t simulatedToday = 0;       ///< requests
    std::int64_t costTodayNano = 0, baselineTodayNano = 0, simulatedTodayNano = 0;
    LatencyHistogram latencyToday, latencyYesterday;
    std::uint32_t requestsLastMinute = 0;
    std::uint64_t revision = 0;            ///< changes with every record
};

} // namespace signalbox
