// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/entry.h"
#include "core/budget/ledger.h"
#include "core/budget/ledger_store.h"

#include <functional>
#include <string>
#include <vector>

// ledger.db as attempts, read beside a running instance.
namespace signalbox {

/// One state of the file, however the running proxy goes on meanwhile. Throws StorageError.
class LedgerSnapshot {
public:
    explicit LedgerSnapshot(const std::string& dir);
    [[nodiscard]] LedgerReader& reader() { return m_reader; }
    [[nodiscard]] Database& database() { return m_database; }

private:
    Database m_database;
    LedgerReader m_reader;
};

/// ledger_corrupt for a damaged file, else the storage's own.
[[nodiscard]] Error ledgerErrorOf(const StorageError& error);

[[nodiscard]] LedgerRow rowOf(const Entry& reserve);
void addEnd(LedgerRow& row, const Entry& end);

/// A hold that grew with its stream is several rows of one call, "ID", "ID+1", "ID+2", ...: its ID.
[[nodiscard]] std::string_view callOf(std::string_view attemptId);
[[nodiscard]] inline bool isExtension(const LedgerRow& row)
{
    return callOf(row.attemptId) != row.attemptId;
}

/// Each attempt that was reserved on `day` or later ("": all), once: in the order in which they ended, those that are
/// still open last. Reads the file once from there on. Errors: as Ledger::show(); nothing where there is no ledger.
[[nodiscard]] Result<void> eachAttempt(
    const std::string& dir, const std::string& day, const std::function<void(const LedgerRow&)>& each);

/// The uncertain attempts that nobody decided yet, oldest first.
[[nodiscard]] Result<std::vector<LedgerRow>> uncertainAttempts(const std::string& dir);

} // namespace signalbox
