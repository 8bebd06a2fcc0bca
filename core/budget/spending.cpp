// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/spending.h"

#include "core/budget/ledger_rows.h"

#include "core/record/log_store.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <unordered_map>

namespace signalbox {

SpendLine& SpendLine::operator+=(const SpendLine& other)
{
    settled += other.settled;
    estimated += other.estimated;
    extra += other.extra;
    held += other.held;
    requests += other.requests;
    attempts += other.attempts;
    tokensIn += other.tokensIn;
    tokensOut += other.tokensOut;
    refused += other.refused;
    downgraded += other.downgraded;
    shortened += other.shortened;
    return *this;
}

namespace {

using Table = std::unordered_map<std::string, SpendLine>;

std::vector<SpendLine> dearestFirst(Table& table)
{
    std::vector<SpendLine> lines;
    lines.reserve(table.size());
    for (auto& entry : table) {
        entry.second.key = entry.first;
        lines.push_back(std::move(entry.second));
    }
    std::sort(lines.begin(), lines.end(), [](const SpendLine& a, const SpendLine& b) {
        return std::tuple(b.settled + b.held, a.key) < std::tuple(a.settled + a.held, b.key);
    });
    if (lines.size() > Spending::kMostNames) {
        SpendLine rest;
        for (std::size_t i = Spending::kMostNames; i < lines.size(); ++i)
            rest += lines[i];
        rest.key = Spending::kRest;
        lines.resize(Spending::kMostNames);
        lines.push_back(std::move(rest));
    }
    return lines;
}

class Books {
public:
    void add(const LedgerRow& row)
    {
        if (row.simulated)
            return;
        SpendLine line;
        line.attempts = isExtension(row) ? 0 : 1;
        line.requests = row.attemptNo == 1 ? line.attempts : 0;
        line.tokensIn = row.usage.totalIn();
        line.tokensOut = row.usage.out;
        const bool open = row.state == AttemptState::Pending || row.state == AttemptState::Uncertain;
        (open ? line.held : line.settled) = open ? row.reserved : row.amount;
        if (row.state == AttemptState::SettledEstimate)
            line.estimated = row.amount;
        book(row, line);
        addExtra(row);
    }

    [[nodiscard]] Table& days() { return m_days; }

    void finish(Spending& spending)
    {
        for (auto& entry : m_days) {
            entry.second.key = entry.first;
            spending.total += entry.second;
            spending.days.push_back(std::move(entry.second));
        }
        std::sort(spending.days.begin(), spending.days.end(),
            [](const SpendLine& a, const SpendLine& b) { return a.key < b.key; });
        spending.tiers = dearestFirst(m_tiers);
        spending.providers = dearestFirst(m_providers);
        spending.keys = dearestFirst(m_keys);
        spending.features = dearestFirst(m_features);
        spending.sessions = dearestFirst(m_sessions);
    }

private:
    void book(const LedgerRow& row, const SpendLine& line)
    {
        m_days[row.day] += line;
        m_tiers[row.tier] += line;
        m_providers[row.provider] += line;
        m_keys[row.keyId] += line;
        m_features[row.feature] += line;
        m_sessions[row.session] += line;
    }

    /// Attempts of one request end one after another: where a second one comes, the first was not enough.
    void addExtra(const LedgerRow& row)
    {
        const std::size_t request = std::hash<std::string>()(row.requestId);
        if (isExtension(row)) { // of the attempt that ended with it
            m_last[request].amount += row.amount;
            return;
        }
        if (row.attemptNo > 1) {
            if (const auto former = m_last.find(request); former != m_last.end()) {
                LedgerRow where = row;
                where.tier = former->second.tier;
                where.provider = former->second.provider;
                where.day = former->second.day;
                SpendLine line;
                line.extra = former->second.amount;
                book(where, line);
            }
        }
        m_last[request] = { row.amount, row.tier, row.provider, row.day };
    }

    struct Last {
        Money amount;
        std::string tier, provider, day;
    };
    Table m_days, m_tiers, m_providers, m_keys, m_features, m_sessions;
    std::unordered_map<std::size_t, Last> m_last;
};

/// What ceilings did: what the ledger counted, by day and hour; weeks and months belong to no day.
void addRefusals(const std::string& dir, const std::string& since, Table& days)
{
    std::error_code ignored;
    if (!std::filesystem::exists(ledgerPath(dir), ignored))
        return;
    LedgerSnapshot snapshot(dir);
    for (const Book::Stored& stored : snapshot.reader().allBalances()) {
        const Balance& balance = stored.balance;
        const Window window = windowOfPeriod(balance.day);
        const bool ofDay = window == Window::Day || window == Window::Hour;
        const std::string day = balance.day.substr(0, 10);
        if (!ofDay || day < since || balance.scope.starts_with("sandbox") || balance.refused + balance.clamped == 0)
            continue;
        days[day].refused += balance.refused;
        days[day].shortened += balance.clamped;
    }
}

constexpr std::string_view kTouched =
    "SELECT n, error_code, reason FROM request WHERE n >= ?1 AND simulated = 0 AND (error_code = 'ceiling_reached' OR "
    "substr(reason, 1, 10) = 'downgraded')";

/// Downgrades are in the log alone. Refusals are there, too, also those of weeks and months: the greater number counts.
void addFromLog(const std::string& dir, const std::string& since, const DayRule& rule, Table& days)
{
    std::error_code ignored;
    if (!std::filesystem::exists(logPath(dir), ignored))
        return;
    Database database(logPath(dir), Database::Mode::ReadOnly, logMigrations());
    Statement rows = database.prepare(kTouched);
    rows.bind(1, std::int64_t { 0 });
    std::map<std::string, std::int64_t> refused;
    while (rows.step()) {
        const std::string day = rule.dayOf(rows.integer(0) / kRowsPerUs);
        if (day < since)
            continue;
        if (rows.view(1) == "ceiling_reached")
            ++refused[day];
        else
            ++days[day].downgraded;
    }
    for (const auto& [day, times] : refused)
        days[day].refused = std::max(days[day].refused, times);
}

} // namespace

Result<Spending> readSpending(const std::string& dir, const std::string& since, const DayRule& day)
{
    Spending spending;
    spending.since = since;
    Books books;
    if (auto read = eachAttempt(dir, since, [&books](const LedgerRow& row) { books.add(row); }); !read)
        return tl::unexpected(read.error());
    try {
        addRefusals(dir, since, books.days());
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
    try {
        addFromLog(dir, since, day, books.days());
    } catch (const StorageError&) {
        // The money is in the ledger; how often a ceiling made requests cheaper is not worth an error.
    }
    books.finish(spending);
    return spending;
}

void addSessions(Report& report, const Spending& spending)
{
    for (const SpendLine& line : spending.sessions) {
        ReportRow row;
        row.key = line.key;
        row.sums.requests = line.requests;
        row.sums.attempts = line.attempts;
        row.sums.tokensIn = line.tokensIn;
        row.sums.tokensOut = line.tokensOut;
        row.sums.costNano = line.settled.nano();
        row.sums.extraNano = line.extra.nano();
        if (!row.key.empty())
            report.sessions.push_back(std::move(row));
    }
}

} // namespace signalbox
