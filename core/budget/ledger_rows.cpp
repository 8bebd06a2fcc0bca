// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_rows.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace signalbox {

LedgerSnapshot::LedgerSnapshot(const std::string& dir)
    : m_database(ledgerPath(dir), Database::Mode::ReadOnly, LedgerStore::migrations())
    , m_reader(m_database)
{
    m_database.execute("BEGIN");
}

Error ledgerErrorOf(const StorageError& error)
{
    if (error.code == "storage_corrupt")
        return { "ledger_corrupt", { { "detail", error.detail } } };
    return error.error();
}

std::string_view callOf(std::string_view attemptId)
{
    const std::size_t plus = attemptId.rfind('+');
    if (plus == std::string_view::npos || plus == 0 || plus + 1 == attemptId.size())
        return attemptId;
    const std::string_view number = attemptId.substr(plus + 1);
    const bool extends = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return extends ? attemptId.substr(0, plus) : attemptId;
}

LedgerRow rowOf(const Entry& reserve)
{
    LedgerRow row;
    row.sequence = reserve.sequence;
    row.attemptId = reserve.attemptId;
    row.requestId = reserve.requestId;
    row.attemptNo = static_cast<int>(reserve.attemptNo);
    row.day = reserve.day;
    row.tier = reserve.tier;
    row.provider = reserve.provider;
    row.model = reserve.model;
    row.keyId = reserve.keyId;
    row.hour = reserve.hour;
    row.feature = reserve.feature;
    row.session = reserve.session;
    row.reserved = reserve.held;
    row.simulated = reserve.simulated;
    row.createdAt = reserve.at;
    return row;
}

void addEnd(LedgerRow& row, const Entry& end)
{
    row.state = end.state;
    row.amount = end.amount;
    row.usage = end.usage();
    if (!end.answerId.empty())
        row.answerId = end.answerId;
    row.closedAt = end.at;
    for (std::string& flag : splitFlags(end.flags))
        row.flags.push_back(std::move(flag));
}

namespace {

bool hasLedger(const std::string& dir)
{
    std::error_code ignored;
    return std::filesystem::exists(ledgerPath(dir), ignored);
}

void emitOpen(std::unordered_map<std::int64_t, LedgerRow>& open, const std::function<void(const LedgerRow&)>& each)
{
    std::vector<const LedgerRow*> rest;
    rest.reserve(open.size());
    for (const auto& held : open)
        rest.push_back(&held.second);
    std::sort(rest.begin(), rest.end(), [](const auto* a, const auto* b) { return a->sequence < b->sequence; });
    for (const LedgerRow* row : rest)
        each(*row);
}

} // namespace

Result<void> eachAttempt(
    const std::string& dir, const std::string& day, const std::function<void(const LedgerRow&)>& each)
{
    if (!hasLedger(dir))
        return {};
    try {
        LedgerSnapshot snapshot(dir);
        const std::int64_t first = day.empty() ? 1 : snapshot.reader().firstSince(day);
        if (first == 0)
            return {};
        std::unordered_map<std::int64_t, LedgerRow> open;
        snapshot.reader().scan(first, [&](const Entry& entry) {
            if (entry.kind == EntryKind::Reserve) {
                if (entry.day >= day)
                    open.emplace(entry.sequence, rowOf(entry));
                return true;
            }
            const auto found = open.find(entry.ref);
            if (found == open.end())
                return true;
            addEnd(found->second, entry);
            if (entry.state != AttemptState::Uncertain) {
                each(found->second);
                open.erase(found);
            }
            return true;
        });
        emitOpen(open, each);
        return {};
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

Result<std::vector<LedgerRow>> uncertainAttempts(const std::string& dir)
{
    std::vector<LedgerRow> rows;
    if (!hasLedger(dir))
        return rows;
    try {
        LedgerSnapshot snapshot(dir);
        LedgerReader& reader = snapshot.reader();
        Statement ends = snapshot.database().prepare(
            "SELECT e.sequence FROM undecided u JOIN entry e ON e.ref = u.sequence AND e.kind = 2 AND e.sequence > ?1");
        const std::set<std::int64_t> undecided = reader.undecided();
        for (const std::int64_t sequence : undecided)
            reader.read(sequence, [&rows](const Entry& reserve) { rows.push_back(rowOf(reserve)); });
        ends.bind(1, undecided.empty() ? 0 : *undecided.begin());
        while (ends.step()) {
            reader.read(ends.integer(0), [&rows](const Entry& end) {
                for (LedgerRow& row : rows) {
                    if (row.sequence == end.ref)
                        addEnd(row, end);
                }
            });
        }
        return rows;
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

} // namespace signalbox
