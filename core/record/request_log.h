// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/record/live.h"
#include "core/record/record.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// What the Requests page asks for. Empty members do not filter.
struct RequestFilter {
    WallUs from = 0;
    WallUs to = 0; ///< 0: open
    std::string tier, model, ruleId, client, errorCode, endpoint;
    std::string text; ///< words, quoted where they hold spaces: each in one of id, model, rule, feature, client
    std::optional<bool> errors, escalated, simulated, stream;
    std::int64_t minCostNano = -1;
    std::int64_t minTotalUs = -1;
    friend bool operator==(const RequestFilter&, const RequestFilter&) = default;
};

/// A line as a filter: fields tier: model: rule: client: code: endpoint: since: until: with a value (in quotes where it
/// has spaces), cost> cost>= (dollars) and latency> latency>= (2s, 500ms, 1m), flags error simulated escalated stream
/// (-stream, stream:no for the opposite), and words. since: and until: take 30m, 2h, 7d before now, or 2026-11-22 and
/// 2026-11-22T10:30 in UTC. All must hold; each word must stand in one of the texts. A field name with no such meaning
/// is an error; in quotes it is a word.
/// now: 0 = the system's clock. Errors: filter_syntax (at: byte from 0, token, problem: field_unknown, value_missing,
/// value_invalid, twice, quote_open).
[[nodiscard]] Result<RequestFilter> parseFilter(std::string_view text, WallUs now = 0);

struct RequestPage {
    std::vector<LiveRequest> rows; ///< newest first, by their start
    std::int64_t nextBefore = 0;   ///< row id to continue with, 0 = no more
};

/// Fills in what a record does not hold itself (RecordTraces::complete).
using RecordCompletion = std::function<void(RequestRecord&)>;

/// Read-only view on log.db for pages and verbs; one instance per thread. Long queries stop when `cancel` turns true:
/// error cancelled. Other errors: StorageError's codes.
class RequestLog {
public:
    [[nodiscard]] static Result<std::unique_ptr<RequestLog>> open(
        const std::string& dir, RecordCompletion completion = {});
    ~RequestLog();
    [[nodiscard]] Result<RequestPage> page(
        const RequestFilter& filter, std::int64_t before, int limit, const std::atomic<bool>* cancel = nullptr);
    [[nodiscard]] Result<std::int64_t> count(
        const RequestFilter& filter, std::int64_t atMost, const std::atomic<bool>* cancel = nullptr);
    /// Errors: request_unknown.
    [[nodiscard]] Result<RequestRecord> find(const std::string& id);
    /// Hits and last hit per rule id since an instant.
    struct RuleHits {
        std::string ruleId;
        std::int64_t hits = 0;
        WallUs last = 0;
    };
    [[nodiscard]] Result<std::vector<RuleHits>> ruleHits(WallUs since);
    /// What was called of a model since an instant, with what the provider itself took it to cost. No sandbox traffic.
    struct ModelCost {
        std::string provider, model;
        std::int64_t attempts = 0; ///< that were settled
        std::int64_t costNano = 0;
        std::int64_t unpriced = 0;     ///< attempts that were sent without a price
        std::int64_t reported = 0;     ///< attempts whose provider named a sum
        std::int64_t reportedNano = 0; ///< their sum by the provider
        std::int64_t reportedOurs = 0; ///< and by us
        WallUs last = 0;
    };
    [[nodiscard]] Result<std::vector<ModelCost>> modelCosts(WallUs since, const std::atomic<bool>* cancel = nullptr);
    /// Bytes and tokens of the newest calls whose provider counted, newest first.
    struct CountedCall {
        std::string provider, model;
        std::int64_t promptBytes = 0, inputTokens = 0, outputBytes = 0, outputTokens = 0;
    };
    [[nodiscard]] Result<std::vector<CountedCall>> countedCalls(int atMost);
    /// Calls line with each request that fits, oldest first, as one line of JSON with its attempts, ending in LF.
    /// Control characters, U+2028, U+2029 and bidirectional controls are escaped: one record is one line, whatever
    /// clients sent.
    [[nodiscard]] Result<void> exportJsonLines(const RequestFilter& filter,
        const std::function<void(std::string_view)>& line, const std::atomic<bool>* cancel = nullptr);

private:
    struct Impl;
    explicit RequestLog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
