// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_scan.h"

#include "core/record/filter_words.h"
#include "core/record/log_store.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::string_view kFlagsColumn = "failed + 2 * (escalated <> 0) + 4 * (simulated <> 0) + 8 * (stream <> 0)";

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

bool isIdStart(std::string_view word)
{
    return word.starts_with("req_");
}

void addWord(Where& where, const std::string& word)
{
    if (isIdStart(word)) {
        where.add("id >= ?").value(word);
        where.add("id < ?").value(word + '\x7f');
        return;
    }
    where.add("(model LIKE ? ESCAPE '\\' OR rule_id LIKE ? ESCAPE '\\' OR rule_name LIKE ? ESCAPE '\\' OR feature LIKE "
              "? ESCAPE '\\' OR client LIKE ? ESCAPE '\\')");
    for (int column = 0; column < 5; ++column)
        where.value(containing(word));
}

constexpr std::array<std::string_view, 8> kColumns { "tier", "model", "rule_id", "client", "error_code", "endpoint",
    "feature", "session" };

void addFields(Where& where, const RequestFilter& filter)
{
    const std::array<const std::string*, kColumns.size()> values { &filter.tier, &filter.model, &filter.ruleId,
        &filter.client, &filter.errorCode, &filter.endpoint, &filter.feature, &filter.session };
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]->empty())
            where.add(std::string(kColumns[i]) + " = ?").value(*values[i]);
    }
    for (const auto& [field, value] : filter.without)
        where.add(std::string(kColumns[static_cast<std::size_t>(field)]) + " <> ?").value(value);
    if (filter.sessions)
        where.add("session <> ''");
}

Where whereOf(const RequestFilter& filter)
{
    Where where;
    addFields(where, filter);
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
    for (const std::string& word : wordsOf(filter.text))
        addWord(where, word);
    return where;
}

/// Is there a request whose id goes on like this behind its req_?
bool isIdPart(Database& database, const std::string& word)
{
    constexpr std::size_t kLeast = 6;
    const auto inIds = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    if (word.size() < kLeast || !std::all_of(word.begin(), word.end(), inIds))
        return false;
    Statement row = database.prepare("SELECT 1 FROM request WHERE id >= ?1 AND id < ?2 LIMIT 1");
    row.bind(1, std::string_view("req_" + word)).bind(2, std::string_view("req_" + word + '\x7f'));
    return row.step();
}

/// The same with ids as they stand in the log, where only the latter part was given.
RequestFilter withIds(Database& database, const RequestFilter& filter)
{
    RequestFilter found = filter;
    found.text.clear();
    for (const std::string& word : wordsOf(filter.text))
        appendWord(found.text, isIdPart(database, word) ? "req_" + word : word);
    return found;
}

ScannedRequest scanned(const Statement& row)
{
    return { row.integer(0), row.view(1), row.view(2), row.view(3), static_cast<std::uint8_t>(row.integer(4)),
        row.integer(5), row.integer(6) };
}

} // namespace

Where& Where::add(std::string_view condition)
{
    m_sql += m_sql.empty() ? "WHERE " : " AND ";
    m_sql += condition;
    return *this;
}

Where& Where::value(std::string text)
{
    m_values.emplace_back(std::move(text));
    return *this;
}

Where& Where::value(std::int64_t number)
{
    m_values.emplace_back(number);
    return *this;
}

int Where::bindTo(Statement& statement) const
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

LogScan::LogScan(Database& database, const RequestFilter& filter, const std::atomic<bool>* cancel)
    : m_database(database)
    , m_cancel(cancel)
    , m_where(whereOf(withIds(database, filter)))
    , m_query(filter)
    , m_span { filter.from > 0 ? firstRowOf(filter.from) : 0, filter.to > 0 ? firstRowOf(filter.to) - 1 : INT64_MAX }
{
    const std::vector<std::string> words = wordsOf(withIds(database, filter).text);
    m_byId = std::any_of(words.begin(), words.end(), isIdStart);
}

void LogScan::stopIfCancelled() const
{
    if (m_cancel != nullptr && m_cancel->load())
        throw StorageError { "storage_error", "cancelled" };
}

Statement LogScan::rowsOf(std::string_view columns, Span span, std::string_view tail)
{
    Where where = m_where;
    where.add("n >= ?").value(span.first).add("n <= ?").value(span.last);
    Statement rows = m_database.prepare(std::string("SELECT ")
                                            .append(columns)
                                            .append(m_byId ? " FROM request INDEXED BY request_id " : " FROM request ")
                                            .append(where.with(tail)));
    (void)where.bindTo(rows);
    return rows;
}

template <class Gap, class Block> void LogScan::walk(Order order, Span span, Gap gap, Block block)
{
    if (span.first > span.last)
        return;
    if (m_byId) {
        (void)gap(span);
        return;
    }
    const bool down = order == Order::NewestFirst;
    Statement blocks = m_database.prepare(std::string(
        "SELECT first, last, kinds, entries FROM request_block WHERE last >= ?1 AND first <= ?2 ORDER BY last ")
                                              .append(down ? "DESC" : "ASC"));
    blocks.bind(1, span.first).bind(2, span.last);
    while (span.first <= span.last && blocks.step()) {
        stopIfCancelled();
        const Span covered { std::max(span.first, blocks.integer(0)), std::min(span.last, blocks.integer(1)) };
        if (down && covered.last < span.last && gap({ covered.last + 1, span.last }) == Step::Enough)
            return;
        if (!down && covered.first > span.first && gap({ span.first, covered.first - 1 }) == Step::Enough)
            return;
        if (block(covered, blocks) == Step::Enough)
            return;
        (down ? span.last : span.first) = down ? covered.first - 1 : covered.last + 1;
    }
    if (span.first <= span.last)
        (void)gap(span);
}

LogScan::Step LogScan::visitGap(Order order, Span span, const Visit& visit)
{
    static const std::string columns =
        std::string("n, tier, rule_id, session, ").append(kFlagsColumn).append(", cost_nano, total_us");
    Statement rows = rowsOf(columns, span, order == Order::NewestFirst ? " ORDER BY n DESC" : " ORDER BY n");
    while (rows.step()) {
        if (!visit(scanned(rows)))
            return Step::Enough;
    }
    return Step::On;
}

LogScan::Step LogScan::visitBlock(Order order, Span span, const Statement& row, const Visit& visit)
{
    const auto kinds = BlockKinds::read(row.view(2));
    const std::vector<bool> those = kinds ? m_query.kindsThatFit(*kinds) : std::vector<bool>();
    if (kinds && those.empty())
        return Step::On;
    if (kinds && !m_query.sessionsFit(row.view(3)))
        return Step::On;
    const auto block = kinds ? BlockRows::read(row.view(3)) : std::nullopt;
    if (!block)
        return visitGap(order, span, visit); // a damaged block says nothing: the rows themselves do
    const auto one = [&](const BlockRows::Row& each) {
        if (each.n < span.first || each.n > span.last || each.kind >= those.size() || !those[each.kind]
            || !m_query.fits(*block, each))
            return true;
        const BlockKind& kind = kinds->kinds[each.kind];
        return visit({ each.n, kinds->text(kind, BlockKind::Tier), kinds->text(kind, BlockKind::RuleId),
            block->sessions[each.session], kind.flags, each.costNano, each.totalUs });
    };
    const bool all = order == Order::NewestFirst ? std::all_of(block->rows.rbegin(), block->rows.rend(), one)
                                                 : std::all_of(block->rows.begin(), block->rows.end(), one);
    return all ? Step::On : Step::Enough;
}

void LogScan::each(Order order, const Visit& visit)
{
    walk(
        order, m_span, [&](Span span) { return visitGap(order, span, visit); },
        [&](Span span, const Statement& row) { return visitBlock(order, span, row, visit); });
}

std::vector<std::int64_t> LogScan::numbers(Order order, std::int64_t after, std::int64_t before, std::size_t atMost)
{
    std::vector<std::int64_t> found;
    const Visit note = [&](const ScannedRequest& request) {
        found.push_back(request.n);
        return found.size() < atMost;
    };
    const Span span { std::max(m_span.first, after + 1), std::min(m_span.last, before - 1) };
    walk(
        order, span, [&](Span gap) { return visitGap(order, gap, note); },
        [&](Span covered, const Statement& row) { return visitBlock(order, covered, row, note); });
    return found;
}

std::int64_t LogScan::count(std::int64_t atMost)
{
    std::int64_t sum = 0;
    const auto verdict = [&] { return sum < atMost ? Step::On : Step::Enough; };
    const Visit one = [&](const ScannedRequest&) { return ++sum < atMost; };
    const auto gap = [&](Span span) {
        Where where = m_where;
        where.add("n >= ?").value(span.first).add("n <= ?").value(span.last);
        Statement row = m_database.prepare(std::string("SELECT count(*) FROM (SELECT 1 FROM request ")
                                               .append(m_byId ? "INDEXED BY request_id " : "")
                                               .append(where.with(" LIMIT ?)")));
        row.bind(where.bindTo(row), atMost - sum);
        sum += row.step() ? row.integer(0) : 0;
        return verdict();
    };
    walk(Order::NewestFirst, m_span, gap, [&](Span span, const Statement& row) {
        const bool whole = span.first == row.integer(0) && span.last == row.integer(1);
        const auto kinds = whole && !m_query.looksAtRows() ? BlockKinds::read(row.view(2)) : std::nullopt;
        if (!kinds)
            return visitBlock(Order::NewestFirst, span, row, one);
        const std::vector<bool> those = m_query.kindsThatFit(*kinds);
        for (std::size_t i = 0; i < those.size(); ++i)
            sum += those[i] ? kinds->kinds[i].requests : 0;
        return verdict();
    });
    return std::min(sum, atMost);
}

void LogScan::eachValue(const VisitValue& visit)
{
    constexpr std::array kFields { RequestField::Tier, RequestField::Model, RequestField::Rule, RequestField::Client,
        RequestField::Code, RequestField::Endpoint, RequestField::Feature };
    const auto gap = [&](Span span) {
        for (const RequestField field : kFields) {
            const std::string column(kColumns[static_cast<std::size_t>(field)]);
            Statement row = rowsOf(column + ", count(*)", span, " GROUP BY 1");
            while (row.step())
                visit(field, row.view(0), row.integer(1));
        }
        return Step::On;
    };
    walk(Order::NewestFirst, m_span, gap, [&](Span span, const Statement& row) {
        const auto kinds = BlockKinds::read(row.view(2));
        if (!kinds)
            return gap(span);
        for (const BlockKind& kind : kinds->kinds) {
            for (const RequestField field : kFields)
                visit(field, kinds->text(kind, *blockText(field)), kind.requests);
        }
        return Step::On;
    });
}

} // namespace signalbox
