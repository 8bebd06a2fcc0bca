// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/record/live.h"
#include "core/record/log_sessions.h"
#include "core/record/record.h"
#include "core/record/request_filter.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

struct RequestPage {
    std::vector<LiveRequest> rows; ///< newest first, by their start
    std::int64_t nextBefore = 0;   ///< row id to continue with to older ones, 0 = no more
    std::int64_t nextAfter = 0;    ///< and to newer ones, 0 = these are the newest
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
    /// The oldest requests after a row id (-1: of all), newest first.
    [[nodiscard]] Result<RequestPage> pageAfter(
        const RequestFilter& filter, std::int64_t after, int limit, const std::atomic<bool>* cancel = nullptr);
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
    /// What stood in the fields since an instant (about), with the number of requests: field by field, the most
    /// frequent first. No sessions: there are too many.
    struct SeenValue {
        RequestField field = RequestField::Tier;
        std::string value;
        std::int64_t requests = 0;
    };
    [[nodiscard]] Result<std::vector<SeenValue>> seenValues(WallUs since, const std::atomic<bool>* cancel = nullptr);
    /// Requests by their sessions, of those that fit; from: how many sessions to pass over.
    [[nodiscard]] Result<SessionList> sessions(const RequestFilter& filter, SessionOrder order, std::int64_t from,
        std::int64_t atMost, const std::atomic<bool>* cancel = nullptr);
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

    /// Calls line with each request that fits, oldest first.
    [[nodiscard]] Result<void> exportLines(const RequestFilter& filter,
        const std::function<void(const LiveRequest&)>& line, const std::atomic<bool>* cancel = nullptr);

private:
    [[nodiscard]] Result<void> eachInPages(const RequestFilter& filter, const std::atomic<bool>* cancel,
        const std::function<Result<void>(const std::vector<std::int64_t>&)>& visit);
    struct Impl;
    explicit RequestLog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
