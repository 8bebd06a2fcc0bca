// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/record/live.h"
#include "core/record/record.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// What the Requests page asks for. Empty members do not filter.
struct RequestFilter {
    WallUs from = 0;
    WallUs to = 0;            ///< 0: open
    std::string tier, model, ruleId, client, errorCode, endpoint, text; ///< text: id, model, rule, feature, client
    std::optional<bool> errors, escalated, simulated, stream;
    std::int64_t minCostNano = -1;
    std::int64_t minTotalUs = -1;
    friend bool operator==(const RequestFilter&, const RequestFilter&) = default;
};

/// "tier:frontier error cost>0.01 latency>2s client:ci words" as a filter. Errors: filter_syntax (at, token).
[[nodiscard]] Result<RequestFilter> parseFilter(std::string_view text);

struct RequestPage {
    std::vector<LiveRequest> rows; ///< newest first
    std::int64_t nextBefore = 0;   ///< row id to continue with, 0 = no more
};

/// Read-only view on log.db for pages and verbs; one instance per thread. Long queries stop when `cancel` turns true.
class RequestLog {
public:
    [[nodiscard]] static Result<std::unique_ptr<RequestLog>> open(const std::string& dir);
    ~RequestLog();
    [[nodiscard]] Result<RequestPage> page(const RequestFilter& filter, std::int64_t before, int limit,
        const std::atomic<bool>* cancel = nullptr);
    [[nodiscard]] Result<std::int64_t> count(const RequestFilter& filter, std::int64_t atMost,
        const std::atomic<bool>* cancel = nullptr);
    /// Errors: request_unknown.
    [[nodiscard]] Result<RequestRecord> find(const std::string& id);
    /// Hits and last hit per rule id since an instant.
    struct RuleHits {
        std::string ruleId;
        std::int64_t hits = 0;
        WallUs last = 0;
    };
    [[nodiscard]] Result<std::vector<RuleHits>> ruleHits(WallUs since);

private:
    struct Impl;
    explicit RequestLog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
