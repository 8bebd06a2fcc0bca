// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/request_log.h"

#include "core/record/detail_codec.h"
#include "core/record/filter_words.h"
#include "core/record/json_line.h"
#include "core/record/log_store.h"

#include <sqlite3.h>

#include <algorithm>
#include <variant>

namespace signalbox {

namespace {

constexpr int kProgressSteps = 2000; ///< of SQLite's machine: under a millisecond
constexpr int kExportPage = 500;

/// A condition of the program's own words, and the values bound to it.
class Where {
public:
    Where& add(std::string_view condition)
    {
        m_sql += m_sql.empty() ? "WHERE " : " AND ";
        m_sql += condition;
        return *this;
    }
    Where& value(std::string text)
    {
        m_values.emplace_back(std::move(text));
        return *this;
    }
    Where& value(std::int64_t number)
    {
        m_values.emplace_back(number);
        return *this;
    }
    [[nodiscard]] std::string with(std::string_view tail) const { return std::string(m_sql).append(tail); }
    /// Binds from the first parameter on; the number of the next one.
    [[nodiscard]] int bindTo(Statement& statement) const
    {
        int index = 1;
        for (const auto& value : m_values) {
            if (const auto* number = std::get_if<std::int64_t>(&value))
                statement.bind(index++, *number);
            else
                statement.bind(index++, std::string_view(std::get<std::string>(value)));
        }
        return index;
    }

private:
    std::string m_sql;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

std::string containing(std::string_view word)
{
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

void addWord(Where& where, const std::string& word)
{
    constexpr std::size_t kIdSize = 30;
    if (word.starts_with("req_") && word.size() == kIdSize) {
        where.add("id = ?").value(word);
        return;
    }
    where.add("(id LIKE ? ESCAPE '\\' OR model LIKE ? ESCAPE '\\' OR rule_id LIKE ? ESCAPE '\\' OR rule_name LIKE ? "
              "ESCAPE '\\' OR feature LIKE ? ESCAPE '\\' OR client LIKE ? ESCAPE '\\')");
    for (int column = 0; column < 6; ++column)
        where.value(containing(word));
}

void addText(Where& where, const std::string& text)
{
    const auto tokens = filterTokens(text);
    if (!tokens) {
        addWord(where, text);
        return;
    }
    for (const FilterToken& token : *tokens)
        addWord(where, token.name + token.op + token.value);
}

Where whereOf(const RequestFilter& filter)
{
    Where where;
    if (filter.from > 0)
        where.add("n >= ?").value(firstRowOf(filter.from));
    if (filter.to > 0)
        where.add("n < ?").value(firstRowOf(filter.to));
    const auto equal = [&](std::string_view condition, const std::string& value) {
        if (!value.empty())
            where.add(condition).value(value);
    };
    equal("tier = ?", filter.tier);
    equal("model = ?", filter.model);
    equal("rule_id = ?", filter.ruleId);
    equal("client = ?", filter.client);
    equal("error_code <> '' AND error_code = ?", filter.errorCode); // the first half leads to the partial index
    equal("endpoint = ?", filter.endpoint);
    const auto flag = [&](std::optional<bool> wanted, std::string_view yes, std::string_view no) {
        if (wanted)
            where.add(*wanted ? yes : no);
    };
    flag(filter.errors, "failed = 1", "failed = 0");
    flag(filter.escalated, "escalated = 1", "escalated = 0");
    flag(filter.simulated, "simulated = 1", "simulated = 0");
    flag(filter.stream, "stream = 1", "stream = 0");
    if (filter.minCostNano >= 0)
        where.add("cost_nano >= ?").value(filter.minCostNano);
    if (filter.minTotalUs >= 0)
        where.add("total_us >= ?").value(filter.minTotalUs);
    if (!filter.text.empty())
        addText(where, filter.text);
    return where;
}

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
    "unpriced, estimated, request_bytes, response_bytes, n FROM request WHERE id = ? ORDER BY n DESC LIMIT 1";
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
    read >> record.responseBytes >> number;
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

Result<RequestPage> RequestLog::page(
    const RequestFilter& filter, std::int64_t before, int limit, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        Where where = whereOf(filter);
        if (before > 0)
            where.add("n < ?").value(before);
        Statement rows = m_impl->database.prepare(selectLines(where.with(" ORDER BY n DESC LIMIT ?")));
        rows.bind(where.bindTo(rows), std::int64_t { limit });
        RequestPage page;
        std::int64_t last = 0;
        while (rows.step()) {
            page.rows.push_back(readLine(rows));
            last = rows.integer(0);
        }
        page.nextBefore = static_cast<int>(page.rows.size()) < limit ? 0 : last;
        return page;
    });
}

Result<std::int64_t> RequestLog::count(
    const RequestFilter& filter, std::int64_t atMost, const std::atomic<bool>* cancel)
{
    return m_impl->guarded(cancel, [&] {
        const Where where = whereOf(filter);
        Statement row = m_impl->database.prepare(
            std::string("SELECT count(*) FROM (SELECT 1 FROM request ").append(where.with(" LIMIT ?)")));
        row.bind(where.bindTo(row), atMost);
        return row.step() ? row.integer(0) : std::int64_t { 0 };
    });
}

Result<RequestRecord> RequestLog::find(const std::string& id)
{
    auto found = m_impl->guarded(nullptr, [&]() -> std::optional<RequestRecord> {
        Statement row = m_impl->database.prepare(kWholeRequest);
        row.bind(1, std::string_view(id));
        if (!row.step())
            return std::nullopt;
        auto [record, number] = readRequest(row);
        Statement attempts = m_impl->database.prepare(kWholeAttempts);
        attempts.bind(1, number);
        while (attempts.step())
            record.attempts.push_back(readAttempt(attempts));
        m_impl->readDetail(number, record);
        return std::move(record);
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
        // From rule to rule along the index, and in each only what is recent: the whole log is never read.
        Statement next = m_impl->database.prepare("SELECT min(rule_id) FROM request WHERE rule_id > ?");
        Statement hits =
            m_impl->database.prepare("SELECT count(*), max(n) FROM request WHERE rule_id = ?1 AND n >= ?2");
        std::vector<RuleHits> all;
        for (std::string rule;;) {
            next.bind(1, std::string_view(rule));
            if (!next.step() || next.isNull(0))
                return all;
            rule = next.text(0);
            next.reset();
            hits.bind(1, std::string_view(rule)).bind(2, firstRowOf(since));
            if (hits.step() && hits.integer(0) > 0)
                all.push_back({ rule, hits.integer(0), hits.integer(1) / kRowsPerUs });
            hits.reset();
        }
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
    for (std::int64_t after = -1;;) {
        auto ids = m_impl->guarded(cancel, [&] {
            Where where = whereOf(filter);
            where.add("n > ?").value(after);
            const std::string sql = std::string("SELECT n, id FROM request ").append(where.with(" ORDER BY n LIMIT ?"));
            Statement rows = m_impl->database.prepare(sql);
            rows.bind(where.bindTo(rows), std::int64_t { kExportPage });
            std::vector<std::string> found;
            while (rows.step()) {
                after = rows.integer(0);
                found.push_back(rows.text(1));
            }
            return found;
        });
        if (!ids)
            return tl::unexpected(ids.error());
        for (const std::string& id : *ids) {
            const auto record = find(id);
            if (record)
                line(jsonLine(*record));
            else if (record.error().code != "request_unknown") // else the retention was quicker
                return tl::unexpected(record.error());
        }
        if (static_cast<int>(ids->size()) < kExportPage)
            return {};
    }
}

} // namespace signalbox
