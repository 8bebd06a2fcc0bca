// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/request_log.h"

#include "core/record/detail_codec.h"
#include "core/record/json_line.h"
#include "core/record/log_scan.h"
#include "core/record/log_store.h"

#include <sqlite3.h>

#include <algorithm>
#include <map>

namespace signalbox {

namespace {

constexpr int kProgressSteps = 2000; ///< of SQLite's machine: under a millisecond
constexpr std::size_t kExportPage = 500;

/// Lets a query on this connection stop from another thread, as long as it lives.
class Cancellable {
public:
    Cancellable(sqlite3* handle, const std::atomic<bool>* cancel)
        : m_handle(handle)
    {
        if (cancel == nullptr)
            return;
        // SQLite hands the pointer back as it came; it is only read.
        void* const argument = const_cast<std::atomic<bool>*>(cancel);
        sqlite3_progress_handler(
            m_handle, kProgressSteps,
            [](void* flag) { return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0; }, argument);
    }
    ~Cancellable() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Cancellable(const Cancellable&) = delete;
    Cancellable& operator=(const Cancellable&) = delete;

private:
    sqlite3* m_handle;
};

constexpr std::string_view kWholeRequest =
    "SELECT id, total_us, first_byte_us, decide_us, reserve_us, key_id, client, feature, endpoint, requested_model, "
    "stream, "
    "status, error_code, tier_planned, tier, provider, model, rule_id, rule_name, cause, reason, rules_version, "
    "strategy, eligible, escalated, finish_reason, tokens_in, tokens_out, cost_nano, baseline_nano, simulated, "
    "unpriced, estimated, request_bytes, response_bytes, n, session FROM request ";
constexpr std::string_view kWholeAttempts =
    "SELECT attempt_no, attempt_id, tier, provider, model, response_model, purpose, state, outcome, reject_reason, "
    "finish_reason, status, started_at, connect_us, first_byte_us, total_us, reserved_nano, cost_nano, uncached_in, "
    "cached_in, cache_write, out, reasoning_out, clamped_to, usage_estimated, flags, price_source, retry_after, "
    "prompt_bytes, output_bytes, reported_nano FROM attempt WHERE n = ? ORDER BY attempt_no";

constexpr int kReportedColumn = 30; ///< of those

/// Reads column after column.
class RowReader {
public:
    explicit RowReader(const Statement& row)
        : m_row(row)
    {
    }
    RowReader& operator>>(std::string& text)
    {
        text = m_row.text(m_column++);
        return *this;
    }
    RowReader& operator>>(std::int64_t& number)
    {
        number = m_row.integer(m_column++);
        return *this;
    }
    RowReader& operator>>(int& number)
    {
        number = static_cast<int>(m_row.integer(m_column++));
        return *this;
    }
    RowReader& operator>>(bool& truth)
    {
        truth = m_row.integer(m_column++) != 0;
        return *this;
    }
    [[nodiscard]] bool isNull() const { return m_row.isNull(m_column); }

private:
    const Statement& m_row;
    int m_column = 0;
};

/// The row number comes back with it.
std::pair<RequestRecord, std::int64_t> readRequest(const Statement& row)
{
    RequestRecord record;
    std::int64_t number = 0;
    RowReader read(row);
    read >> record.id >> record.totalUs >> record.firstByteUs >> record.decideUs >> record.reserveUs >> record.keyId;
    read >> record.client >> record.feature >> record.endpoint >> record.requestedModel >> record.stream;
    read >> record.status;
    read >> record.errorCode >> record.tierPlanned >> record.tier >> record.provider >> record.model >> record.ruleId;
    read >> record.ruleName >> record.cause >> record.reason >> record.rulesVersion >> record.strategy;
    read >> record.escalationEligible >> record.escalated >> record.finishReason >> record.tokensIn;
    read >> record.tokensOut >> record.costNano;
    record.baselineKnown = !read.isNull();
    read >> record.baselineNano >> record.simulated >> record.unpriced >> record.estimated >> record.requestBytes;
    read >> record.responseBytes >> number >> record.session;
    record.startedAt = number / kRowsPerUs;
    return { std::move(record), number };
}

AttemptRecord readAttempt(const Statement& row)
{
    AttemptRecord attempt;
    RowReader read(row);
    read >> attempt.attemptNo >> attempt.attemptId >> attempt.tier >> attempt.provider >> attempt.model;
    read >> attempt.responseModel >> attempt.purpose >> attempt.state >> attempt.outcome >> attempt.rejectReason;
    read >> attempt.finishReason >> attempt.status >> attempt.startedAt >> attempt.connectUs >> attempt.firstByteUs;
    read >> attempt.totalUs >> attempt.reservedNano >> attempt.costNano >> attempt.uncachedIn >> attempt.cachedIn;
    read >> attempt.cacheWrite >> attempt.out >> attempt.reasoningOut >> attempt.clampedTo >> attempt.usageEstimated;
    read >> attempt.flags >> attempt.priceSource >> attempt.retryAfter >> attempt.promptBytes >> attempt.outputBytes;
    if (!row.isNull(kReportedColumn))
        attempt.reportedNano = row.integer(kReportedColumn);
    return attempt;
}

} // namespace

struct RequestLog::Impl {
    explicit Impl(const std::string& dir)
        : database(logPath(dir), Database::Mode::ReadOnly, logMigrations())
    {
    }

    /// work's value, or what went wrong with it as an error.
    template <class Work> auto guarded(const std::atomic<bool>* cancel, Work work) -> Result<decltype(work())>
    {
        const Cancellable cancellable(database.handle(), cancel);
        try {
            return work();
        } catch (const StorageError& error) {
            if (cancel != nullptr && cancel->load())
                return fail("cancelled");
            return tl::unexpected(error.error());
        }
    }

    /// Packed facts and raw usage of a request. A damaged detail is an empty one: the rest of the record still counts.
    void readDetail(std::int64_t number, RequestRecord& record);
    [[nodiscard]] RequestRecord readWhole(const Statement& row); ///< of kWholeRequest
    [[nodiscard]] std::vector<LiveRequest> lines(const std::vector<std::int64_t>& numbers);

    Database database;
    RecordCompletion completion;
};

void RequestLog::Impl::readDetail(std::int64_t number, RequestRecord& record)
{
    Statement row =
        database.prepare("SELECT detail.packed, pattern.packed, pattern.rules_hash, detail.facts, detail.pattern FROM "
                         "detail LEFT JOIN pattern ON pattern.id = detail.pattern WHERE detail.n = ?");
    row.bind(1, number);
    if (!row.step())
        return;
    record.facts = row.text(3);
    std::vector<std::string> texts;
    if (row.integer(4) == kPlainDetail) {
        texts = splitTexts(row.view(0));
    } else { // as older programs wrote it: facts, trace and raw usage, packed
        record.rulesHash = row.text(2);
        const auto pattern = unpackDetail(row.view(1), {});
        const auto text = pattern ? unpackDetail(row.view(0), *pattern) : std::nullopt;
        texts = text ? splitTexts(*text) : std::vector<std::string>();
        if (texts.size() < 2)
            return;
        record.factsJson = std::move(texts[0]);
        record.traceJson = std::move(texts[1]);
        texts.erase(texts.begin(), texts.begin() + 2);
    }
    for (std::size_t i = 0; i < record.attempts.size() && i < texts.size(); ++i)
        record.attempts[i].rawUsage = std::move(texts[i]);
}

RequestLog::RequestLog(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RequestLog::~RequestLog() = default;

Result<std::unique_ptr<RequestLog>> RequestLog::open(const std::string& dir, RecordCompletion completion)
{
    try {
        auto impl = std::make_unique<Impl>(dir);
        impl->completion = std::move(completion);
        return std::unique_ptr<RequestLog>(new RequestLog(std::move(impl)));
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

std::vector<LiveRequest> RequestLog::Impl::lines(const std::vector<std::int64_t>& numbers)
{
    Statement row = database.prepare(selectLines("WHERE n = ?1"));
    std::vector<LiveRequest> lines;
    for (const std::int64_t number : numbers) {
        row.bind(1, number);
        if (row.step())
            lines.push_back(readLine(row));
        row.reset();
    }
    return lines;
}

Result<RequestPage> RequestLog::page(
    const RequestFilter& filter, std::int64_t before, int limit, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        const auto numbers = LogScan(m_impl->database, filter, cancel)
                                 .numbers(LogScan::Order::NewestFirst, -1, before > 0 ? before : INT64_MAX,
                                     static_cast<std::size_t>(limit));
        RequestPage page;
        page.rows = m_impl->lines(numbers);
        page.nextBefore = static_cast<int>(numbers.size()) < limit ? 0 : numbers.back();
        page.nextAfter = before > 0 && !numbers.empty() ? numbers.front() : 0;
        return page;
    });
}

Result<RequestPage> RequestLog::pageAfter(
    const RequestFilter& filter, std::int64_t after, int limit, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        auto numbers = LogScan(m_impl->database, filter, cancel)
                           .numbers(LogScan::Order::OldestFirst, after, INT64_MAX, static_cast<std::size_t>(limit));
        std::reverse(numbers.begin(), numbers.end());
        RequestPage page;
        page.rows = m_impl->lines(numbers);
        page.nextAfter = static_cast<int>(numbers.size()) < limit ? 0 : numbers.front();
        page.nextBefore = after > 0 && !numbers.empty() ? numbers.back() : 0;
        return page;
    });
}

Result<std::int64_t> RequestLog::count(
    const RequestFilter& filter, std::int64_t atMost, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] { return LogScan(m_impl->database, filter, cancel).count(atMost); });
}

RequestRecord RequestLog::Impl::readWhole(const Statement& row)
{
    auto [record, number] = readRequest(row);
    Statement attempts = database.prepare(kWholeAttempts);
    attempts.bind(1, number);
    while (attempts.step())
        record.attempts.push_back(readAttempt(attempts));
    readDetail(number, record);
    return std::move(record);
}

Result<RequestRecord> RequestLog::find(const std::string& id)
{
    auto found = m_impl->guarded(nullptr, [&]() -> std::optional<RequestRecord> {
        Statement row =
            m_impl->database.prepare(std::string(kWholeRequest).append("WHERE id = ? ORDER BY n DESC LIMIT 1"));
        row.bind(1, std::string_view(id));
        if (!row.step())
            return std::nullopt;
        return m_impl->readWhole(row);
    });
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail("request_unknown", { { "id", id } });
    RequestRecord record = **std::move(found);
    if (m_impl->completion)
        m_impl->completion(record);
    return record;
}

Result<std::vector<RequestLog::RuleHits>> RequestLog::ruleHits(WallUs since)
{
    return m_impl->guarded(nullptr, [&] {
        RequestFilter filter;
        filter.from = since;
        std::map<std::string, RuleHits, std::less<>> all;
        LogScan(m_impl->database, filter, nullptr).each(LogScan::Order::NewestFirst, [&](const ScannedRequest& seen) {
            if (seen.rule.empty())
                return true;
            auto entry = all.find(seen.rule);
            if (entry == all.end())
                entry = all.emplace(seen.rule, RuleHits { std::string(seen.rule), 0, seen.n / kRowsPerUs }).first;
            ++entry->second.hits;
            return true;
        });
        std::vector<RuleHits> hits;
        for (auto& [rule, each] : all)
            hits.push_back(std::move(each));
        return hits;
    });
}

Result<std::vector<RequestLog::SeenValue>> RequestLog::seenValues(WallUs since, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        RequestFilter filter;
        filter.from = since;
        std::map<std::pair<RequestField, std::string>, std::int64_t> sums;
        LogScan(m_impl->database, filter, cancel)
            .eachValue([&](RequestField field, std::string_view value, std::int64_t requests) {
                if (!value.empty())
                    sums[{ field, std::string(value) }] += requests;
            });
        std::vector<SeenValue> seen;
        for (const auto& [key, requests] : sums)
            seen.push_back({ key.first, key.second, requests });
        std::stable_sort(seen.begin(), seen.end(), [](const SeenValue& a, const SeenValue& b) {
            return a.field != b.field ? a.field < b.field : a.requests > b.requests;
        });
        return seen;
    });
}

Result<SessionList> RequestLog::sessions(const RequestFilter& filter, SessionOrder order, std::int64_t from,
    std::int64_t atMost, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        RequestFilter ofSessions = filter;
        ofSessions.sessions = true;
        LogScan scan(m_impl->database, ofSessions, cancel);
        return sumSessions(scan, order, from, atMost);
    });
}

Result<std::vector<RequestLog::ModelCost>> RequestLog::modelCosts(WallUs since, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        Statement row = m_impl->database.prepare(
            "SELECT a.provider, a.model, count(*), sum(a.cost_nano), sum(a.price_source = ''), count(a.reported_nano), "
            "coalesce(sum(a.reported_nano), 0), coalesce(sum(iif(a.reported_nano IS NULL, 0, a.cost_nano)), 0), "
            "max(a.n) "
            "FROM attempt a JOIN request r ON r.n = a.n WHERE a.n >= ? AND r.simulated = 0 AND a.state <> 'void' "
            "GROUP BY a.provider, a.model");
        row.bind(1, firstRowOf(since));
        std::vector<ModelCost> all;
        while (row.step())
            all.push_back({ row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5),
                row.integer(6), row.integer(7), row.integer(8) / kRowsPerUs });
        return all;
    });
}

Result<std::vector<RequestLog::CountedCall>> RequestLog::countedCalls(int atMost)
{
    return m_impl->guarded(nullptr, [&] {
        // Of a cascade's or a retry's calls each one: the table is in the order of time.
        Statement row = m_impl->database.prepare(
            "SELECT provider, model, prompt_bytes, uncached_in + cached_in + cache_write, output_bytes, out FROM "
            "attempt "
            "WHERE state = 'settled' AND usage_estimated = 0 AND output_bytes > 0 ORDER BY n DESC LIMIT ?");
        row.bind(1, std::int64_t { atMost });
        std::vector<CountedCall> all;
        while (row.step())
            all.push_back({ row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5) });
        return all;
    });
}

Result<void> RequestLog::exportJsonLines(
    const RequestFilter& filter, const std::function<void(std::string_view)>& line, const std::atomic<bool>* cancel)
{
    // In pages, so that no read stays open for long: it would keep the writer from emptying its write-ahead log.
    return eachInPages(filter, cancel, [&](const std::vector<std::int64_t>& numbers) -> Result<void> {
        for (const std::int64_t number : numbers) {
            auto record = m_impl->guarded(cancel, [&]() -> std::optional<RequestRecord> {
                Statement row = m_impl->database.prepare(std::string(kWholeRequest).append("WHERE n = ?"));
                row.bind(1, number);
                if (!row.step())
                    return std::nullopt; // the retention was quicker
                return m_impl->readWhole(row);
            });
            if (!record)
                return tl::unexpected(record.error());
            if (!*record)
                continue;
            if (m_impl->completion)
                m_impl->completion(**record);
            line(jsonLine(**record));
        }
        return {};
    });
}

Result<void> RequestLog::exportLines(
    const RequestFilter& filter, const std::function<void(const LiveRequest&)>& line, const std::atomic<bool>* cancel)
{
    return eachInPages(filter, cancel, [&](const std::vector<std::int64_t>& numbers) -> Result<void> {
        const auto lines = m_impl->guarded(cancel, [&] { return m_impl->lines(numbers); });
        if (!lines)
            return tl::unexpected(lines.error());
        for (const LiveRequest& each : *lines)
            line(each);
        return {};
    });
}

Result<void> RequestLog::eachInPages(const RequestFilter& filter, const std::atomic<bool>* cancel,
    const std::function<Result<void>(const std::vector<std::int64_t>&)>& visit)
{
    for (std::int64_t after = -1;;) {
        const auto numbers = m_impl->guarded(cancel, [&] {
            return LogScan(m_impl->database, filter, cancel)
                .numbers(LogScan::Order::OldestFirst, after, INT64_MAX, kExportPage);
        });
        if (!numbers)
            return tl::unexpected(numbers.error());
        if (auto visited = visit(*numbers); !visited)
            return visited;
        if (numbers->size() < kExportPage)
            return {};
        after = numbers->back();
    }
}

} // namespace signalbox
