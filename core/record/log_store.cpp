// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_store.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::string_view kSelectLines =
    "SELECT n, id, tier, model, rule_id, rule_name, reason, client, tokens_in, tokens_out, total_us, first_byte_us, "
    "cost_nano, baseline_nano, status, error_code, attempts, simulated, estimated, unpriced, stream, escalated, "
    "clamped, feature, session FROM request ";
constexpr std::string_view kInsertRequest =
    "INSERT OR IGNORE INTO request(n, id, total_us, first_byte_us, decide_us, reserve_us, key_id, client, feature, "
    "endpoint, requested_model, stream, status, error_code, failed, tier_planned, tier, provider, model, rule_id, "
    "rule_name, cause, reason, rules_version, strategy, eligible, escalated, clamped, attempts, finish_reason, "
    "tokens_in, tokens_out, cost_nano, baseline_nano, simulated, unpriced, estimated, request_bytes, "
    "response_bytes, session) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19, "
    "?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40)";
constexpr std::string_view kInsertAttempt =
    "INSERT OR REPLACE INTO attempt(n, attempt_no, attempt_id, tier, provider, model, response_model, purpose, "
    "state, outcome, reject_reason, finish_reason, status, started_at, connect_us, first_byte_us, total_us, "
    "reserved_nano, cost_nano, uncached_in, cached_in, cache_write, out, reasoning_out, clamped_to, "
    "usage_estimated, flags, price_source, retry_after, prompt_bytes, output_bytes, reported_nano) VALUES(?1, ?2, "
    "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, "
    "?26, ?27, ?28, ?29, ?30, ?31, ?32)";
constexpr std::string_view kInsertDetail =
    "INSERT OR REPLACE INTO detail(n, pattern, packed, facts) VALUES(?1, ?2, CAST(?3 AS BLOB), CAST(?4 AS BLOB))";
constexpr std::string_view kSaveMinute =
    "INSERT OR REPLACE INTO rollup_minute(minute, tier, cost, simulated, saved, baseline, requests, "
    "simulated_requests, paid, unpriced, errors, eligible, escalated, total_histogram, first_byte_histogram) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
constexpr std::string_view kSaveReason =
    "INSERT OR REPLACE INTO rollup_reason(minute, tier, reason, times) VALUES(?1, ?2, ?3, ?4)";
constexpr std::string_view kSaveUsage =
    "INSERT INTO usage_quarter(quarter, tier, provider, model, client, feature, rule_id, rule_name, simulated, "
    "requests, errors, unpriced, attempts, tokens_in, tokens_out, cost, baseline, saved, extra) VALUES(?1, ?2, ?3, "
    "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) ON CONFLICT DO UPDATE SET "
    "requests = requests + ?10, errors = errors + ?11, unpriced = unpriced + ?12, attempts = attempts + ?13, "
    "tokens_in = tokens_in + ?14, tokens_out = tokens_out + ?15, cost = cost + ?16, baseline = baseline + ?17, "
    "saved = saved + ?18, extra = extra + ?19";

/// Binds column after column.
class Binder {
public:
    explicit Binder(Statement& statement)
        : m_statement(statement)
    {
    }
    Binder& operator<<(std::string_view text)
    {
        m_statement.bindView(++m_index, text);
        return *this;
    }
    Binder& operator<<(const std::string& text) { return *this << std::string_view(text); }
    Binder& operator<<(std::int64_t number)
    {
        m_statement.bind(++m_index, number);
        return *this;
    }
    Binder& operator<<(bool truth) { return *this << static_cast<std::int64_t>(truth); }
    Binder& operator<<(int number) { return *this << static_cast<std::int64_t>(number); }
    Binder& operator<<(std::uint32_t number) { return *this << static_cast<std::int64_t>(number); }
    Binder& null()
    {
        m_statement.bindNull(++m_index);
        return *this;
    }

private:
    Statement& m_statement;
    int m_index = 0;
};

bool isClamped(const RequestRecord& record)
{
    return std::any_of(record.attempts.begin(), record.attempts.end(),
        [](const AttemptRecord& attempt) { return attempt.clampedTo >= 0; });
}

/// The raw usage of each attempt; "" where no provider sent one.
std::string detailText(const RequestRecord& record)
{
    std::vector<std::string_view> texts;
    std::size_t bytes = 0;
    for (const AttemptRecord& attempt : record.attempts) {
        texts.emplace_back(attempt.rawUsage);
        bytes += attempt.rawUsage.size();
    }
    return bytes > 0 ? joinTexts(texts) : std::string();
}

} // namespace

std::string selectLines(std::string_view tail)
{
    return std::string(kSelectLines).append(tail);
}

LiveRequest readLine(const Statement& row)
{
    LiveRequest line;
    line.at = row.integer(0) / kRowsPerUs;
    line.id = row.text(1);
    line.tier = row.text(2);
    line.model = row.text(3);
    line.ruleId = row.text(4);
    line.ruleName = row.text(5);
    line.reason = row.text(6);
    line.client = row.text(7);
    line.tokensIn = row.integer(8);
    line.tokensOut = row.integer(9);
    line.totalUs = row.integer(10);
    line.firstByteUs = row.integer(11);
    line.costNano = row.integer(12);
    line.simulated = row.integer(17) != 0;
    line.savedNano = row.isNull(13) || line.simulated ? 0 : row.integer(13) - line.costNano;
    line.status = static_cast<int>(row.integer(14));
    line.errorCode = row.text(15);
    line.attempts = static_cast<int>(row.integer(16));
    line.estimated = row.integer(18) != 0;
    line.unpriced = row.integer(19) != 0;
    line.stream = row.integer(20) != 0;
    line.escalated = row.integer(21) != 0;
    line.clamped = row.integer(22) != 0;
    line.feature = row.text(23);
    line.session = row.text(24);
    return line;
}

LogStore::LogStore(const std::string& dir)
    : m_database(logPath(dir), Database::Mode::WriteNormal, logMigrations())
    , m_begin(m_database.prepare("BEGIN IMMEDIATE"))
    , m_commit(m_database.prepare("COMMIT"))
    , m_insertRequest(m_database.prepare(kInsertRequest))
    , m_insertDetail(m_database.prepare(kInsertDetail))
    , m_insertAttempt(m_database.prepare(kInsertAttempt))
    , m_saveMinute(m_database.prepare(kSaveMinute))
    , m_saveReason(m_database.prepare(kSaveReason))
    , m_saveUsage(m_database.prepare(kSaveUsage))
{
    loadBlocks();
}

void LogStore::begin()
{
    m_begin.run();
}

void LogStore::commit()
{
    m_commit.run();
}

void LogStore::rollBack() noexcept
{
    try {
        m_database.execute("ROLLBACK");
    } catch (const StorageError&) {
        // SQLite has rolled back by itself.
    }
}

void LogStore::insert(const RequestRecord& record)
{
    const std::int64_t first = firstRowOf(record.startedAt);
    for (std::int64_t tries = 0; tries < kRowsPerUs; ++tries) {
        const std::int64_t row = first + m_turn++ % kRowsPerUs;
        insertRequest(row, record);
        if (m_database.changes() == 0)
            continue; // taken: after a restart the clock may show an instant once more
        insertDetail(row, record);
        for (const AttemptRecord& attempt : record.attempts)
            insertAttempt(row, attempt);
        if (row <= m_blocksEnd)
            tearBlock(row);
        return;
    }
}

void LogStore::insertRequest(std::int64_t row, const RequestRecord& record)
{
    Binder bind(m_insertRequest);
    bind << row << record.id << record.totalUs << record.firstByteUs << record.decideUs << record.reserveUs;
    bind << record.keyId << record.client << record.feature << record.endpoint << record.requestedModel
         << record.stream;
    bind << record.status << record.errorCode << isFailure(record.status, record.errorCode) << record.tierPlanned;
    bind << record.tier << record.provider << record.model << record.ruleId << record.ruleName << record.cause;
    bind << record.reason << record.rulesVersion << record.strategy << record.escalationEligible << record.escalated;
    bind << isClamped(record) << static_cast<std::int64_t>(record.attempts.size()) << record.finishReason;
    bind << record.tokensIn << record.tokensOut << record.costNano;
    if (record.baselineKnown)
        bind << record.baselineNano;
    else
        bind.null();
    bind << record.simulated << record.unpriced << record.estimated << record.requestBytes << record.responseBytes
         << record.session;
    m_insertRequest.run();
}

void LogStore::insertDetail(std::int64_t row, const RequestRecord& record)
{
    const std::string text = detailText(record);
    Binder(m_insertDetail) << row << kPlainDetail << text << record.facts;
    m_insertDetail.run();
}

void LogStore::insertAttempt(std::int64_t row, const AttemptRecord& attempt)
{
    Binder bind(m_insertAttempt);
    bind << row << attempt.attemptNo << attempt.attemptId << attempt.tier << attempt.provider << attempt.model;
    bind << attempt.responseModel << attempt.purpose << attempt.state << attempt.outcome << attempt.rejectReason;
    bind << attempt.finishReason << attempt.status << attempt.startedAt << attempt.connectUs << attempt.firstByteUs;
    bind << attempt.totalUs << attempt.reservedNano << attempt.costNano << attempt.uncachedIn << attempt.cachedIn;
    bind << attempt.cacheWrite << attempt.out << attempt.reasoningOut << attempt.clampedTo << attempt.usageEstimated;
    bind << attempt.flags << attempt.priceSource << attempt.retryAfter << attempt.promptBytes << attempt.outputBytes;
    if (attempt.reportedNano)
        bind << *attempt.reportedNano;
    else
        bind.null();
    m_insertAttempt.run();
}

void LogStore::saveMinute(WallUs start, const FigureBucket& bucket)
{
    for (const auto& [tier, cell] : bucket.tiers) {
        const std::string total = cell.total.text();
        const std::string firstByte = cell.firstByte.text();
        Binder bind(m_saveMinute);
        bind << start << tier << cell.costNano << cell.simulatedNano << cell.savedNano << cell.baselineNano;
        bind << cell.requests << cell.simulated << cell.paid << cell.unpriced << cell.errors << cell.eligible;
        bind << cell.escalated << total << firstByte;
        m_saveMinute.run();
    }
    for (const auto& [tier, ofTier] : bucket.reasons) {
        for (const auto& [reason, times] : ofTier) {
            Binder(m_saveReason) << start << tier << reason << times;
            m_saveReason.run();
        }
    }
}

void LogStore::eachFeature(WallUs since, const std::function<void(WallUs, const std::string&)>& visit)
{
    Statement row = m_database.prepare("SELECT DISTINCT quarter, feature FROM usage_quarter WHERE quarter >= ? AND "
                                       "feature != '' ORDER BY quarter");
    row.bind(1, since);
    while (row.step())
        visit(row.integer(0), row.text(1));
}

void LogStore::saveUsage(const UsageTable& table)
{
    for (const auto& [key, sums] : table) {
        Binder bind(m_saveUsage);
        bind << key.quarter << key.tier << key.provider << key.model << key.client << key.feature << key.ruleId
             << key.ruleName;
        bind << key.simulated << sums.requests << sums.errors << sums.unpriced << sums.attempts << sums.tokensIn;
        bind << sums.tokensOut << sums.costNano << sums.baselineNano << sums.savedNano << sums.extraNano;
        m_saveUsage.run();
    }
}

} // namespace signalbox
