// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/database.h"
#include "core/record/log_block.h"
#include "core/record/request_filter.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signalbox {

/// A condition of the program's own words, and the values bound to it.
class Where {
public:
    Where& add(std::string_view condition);
    Where& value(std::string text);
    Where& value(std::int64_t number);
    [[nodiscard]] std::string with(std::string_view tail) const { return std::string(m_sql).append(tail); }
    /// Binds from the first parameter on; the number of the next one.
    [[nodiscard]] int bindTo(Statement& statement) const;

private:
    std::string m_sql;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

/// A request as a search sees it; the views hold during the visit.
struct ScannedRequest {
    std::int64_t n = 0;
    std::string_view tier, rule, session;
    std::uint8_t flags = 0; ///< BlockKind::Flag
    std::int64_t costNano = 0, totalUs = 0;
};

/// One search through log.db: through its blocks, and row by row through what no block covers (yet). On one connection
/// and thread; throws StorageError, also when `cancel` turns true.
class LogScan {
public:
    LogScan(Database& database, const RequestFilter& filter, const std::atomic<bool>* cancel);
    enum class Order { NewestFirst, OldestFirst };
    /// Visits what fits, in the order of row numbers, until visit() says false.
    using Visit = std::function<bool(const ScannedRequest&)>;
    void each(Order order, const Visit& visit);
    /// Row numbers in (after, before) that fit, at most so many.
    [[nodiscard]] std::vector<std::int64_t> numbers(
        Order order, std::int64_t after, std::int64_t before, std::size_t atMost);
    [[nodiscard]] std::int64_t count(std::int64_t atMost);
    /// Visits the values of the fields (not the session) with their requests; a value may come more than once.
    using VisitValue = std::function<void(RequestField, std::string_view, std::int64_t)>;
    void eachValue(const VisitValue& visit);

private:
    struct Span {
        std::int64_t first, last;
    };
    enum class Step { On, Enough };
    /// gap(Span) for what no block covers, block(Span, statement) for each block; the statement's columns are first,
    /// last, kinds, entries.
    template <class Gap, class Block> void walk(Order order, Span span, Gap gap, Block block);
    [[nodiscard]] Step visitGap(Order order, Span span, const Visit& visit);
    [[nodiscard]] Step visitBlock(Order order, Span span, const Statement& row, const Visit& visit);
    [[nodiscard]] Statement rowsOf(std::string_view columns, Span span, std::string_view tail);
    void stopIfCancelled() const;

    Database& m_database;
    const std::atomic<bool>* m_cancel;
    Where m_where;
    BlockQuery m_query;
    Span m_span;
    bool m_byId = false; ///< the index of ids leads to all that fits
};

} // namespace signalbox
