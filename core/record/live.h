// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox {

enum class LiveRange { Minutes15, Hours2, Today, Days7 };
[[nodiscard]] std::int64_t bucketSeconds(LiveRange range); ///< 1, 10, 60, 900
[[nodiscard]] int bucketCount(LiveRange range);            ///< 900, 720, up to 1440, 672

/// Latencies on a logarithmic grid: 5 % wide cells from 1 ms to 20 min; merges by adding. Sparse, because most buckets
/// see few requests, and in one block of memory, because the window copies hundreds of them four times a second.
class LatencyHistogram {
public:
    static constexpr int kCells = 288;
    void add(std::int64_t us);
    void merge(const LatencyHistogram& other);
    [[nodiscard]] std::int64_t quantileUs(double q) const; ///< within 2.5 % of the exact value; -1 where empty
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Sparse text "cell:count,..." for roll-up rows, and back. What can't be read is left out.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static LatencyHistogram fromText(std::string_view text);
    /// The same counts in so many parts, as even as whole counts can be.
    [[nodiscard]] std::vector<LatencyHistogram> spread(int parts) const;
    friend bool operator==(const LatencyHistogram&, const LatencyHistogram&) = default;

private:
    void addCell(std::uint16_t cell, std::uint32_t count);
    std::vector<std::pair<std::uint16_t, std::uint32_t>> m_cells; // by cell
    std::uint64_t m_count = 0;
};

/// One tier in one bucket. Cost stands at the tier whose attempt caused it, escalations at the tier they left, all
/// else at the tier that served; so the sums over the tiers are the sums over the requests.
struct TierCell {
    std::int64_t costNano = 0;      ///< money
    std::int64_t simulatedNano = 0; ///< sandbox, shown marked, never summed with money
    std::int64_t savedNano = 0;     ///< baseline - cost, money only, where the baseline is known
    std::int64_t baselineNano = 0;  ///< of the same requests as savedNano
    std::uint32_t requests = 0;     ///< with the simulated ones
    std::uint32_t simulated = 0;    ///< requests
    std::uint32_t paid = 0;         ///< requests that cost money
    std::uint32_t unpriced = 0;     ///< requests whose cost nobody knows; their cost counts as 0
    std::uint32_t errors = 0;
    std::uint32_t eligible = 0; ///< cascade steps that could escalate
    std::uint32_t escalated = 0;
    LatencyHistogram total; ///< of requests that did not fail
    LatencyHistogram firstByte;
    void merge(const TierCell& other);
    /// The same figures in so many parts, their sums exact.
    [[nodiscard]] std::vector<TierCell> spread(int parts) const;
    friend bool operator==(const TierCell&, const TierCell&) = default;
};

struct LiveBucket {
    WallUs start = 0;
    std::map<std::string, TierCell> tiers; ///< by tier id; "" = refused before a tier was chosen
};

/// A short line of the latest requests.
struct LiveRequest {
    std::string id;
    WallUs at = 0;
    std::string tier, model, ruleId, ruleName, reason, client, feature, session;
    std::int64_t tokensIn = 0, tokensOut = 0, totalUs = 0, firstByteUs = -1, costNano = 0, savedNano = 0;
    int status = 0;
    std::string errorCode;
    int attempts = 0;
    bool simulated = false, estimated = false, unpriced = false, stream = false, escalated = false, clamped = false;
};

/// What a tier has spent lately (money only), for the forecast.
struct SpendPace {
    std::int64_t last10Nano = 0, last30Nano = 0, last60Nano = 0; ///< in the last so many minutes
    WallUs since = 0;           ///< start of the first bucket with spend in the last two hours; 0 = none
    WallUs firstPaidToday = 0;  ///< minute of the day's first paid request; 0 = none
    std::int64_t paidToday = 0; ///< requests
    void merge(const SpendPace& other);
    friend bool operator==(const SpendPace&, const SpendPace&) = default;
};

/// Everything the Live page shows, copied out under one short lock.
struct LiveSnapshot {
    LiveRange range = LiveRange::Hours2;
    WallUs now = 0;
    std::vector<LiveBucket> buckets;                        ///< oldest first, contiguous, the last one is now's
    std::vector<LiveRequest> latest;                        ///< newest first, <= 50
    std::map<std::string, std::uint32_t> escalationReasons; ///< in the range
    // Since the day began:
    std::int64_t requestsToday = 0, errorsToday = 0, eligibleToday = 0, escalatedToday = 0;
    std::int64_t simulatedToday = 0; ///< requests
    std::int64_t costTodayNano = 0, baselineTodayNano = 0, simulatedTodayNano = 0;
    std::int64_t savedTodayNano = 0; ///< baselineTodayNano - the cost of the same requests
    LatencyHistogram latencyToday, latencyYesterday;
    std::map<std::string, SpendPace> pace; ///< by tier id
    std::uint32_t requestsLastMinute = 0;
    std::uint64_t revision = 0; ///< changes with every record
};

struct RequestRecord;
/// Did the request fail for the client? A client that left (499) is no failure of ours.
[[nodiscard]] bool isFailure(int status, std::string_view errorCode);
[[nodiscard]] LiveRequest liveRequestOf(const RequestRecord& record);
/// baseline - cost where the baseline is known and the money is real, else 0.
[[nodiscard]] std::int64_t savedNanoOf(const RequestRecord& record);

} // namespace signalbox
