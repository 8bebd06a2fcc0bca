// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger_store.h"

#include <optional>
#include <string>

namespace signalbox {

/// <dir>/ledger.head: the last entry as it was known a few seconds ago, outside the database. SQLite drops a damaged
/// tail of its write-ahead log without a word; then the anchor is newer than the database and the ledger stays shut.
/// nullopt: there is none. Errors: ledger_corrupt (file), storage_io.
[[nodiscard]] Result<std::optional<LedgerHead>> readHeadAnchor(const std::string& dir);
/// Only after the entry is durable. Errors: storage_io, storage_full.
[[nodiscard]] Result<void> writeHeadAnchor(const std::string& dir, const LedgerHead& head);
/// Whether the database still holds what the anchor saw. Errors: ledger_head_newer (head, database), ledger_corrupt.
/// Throws StorageError.
[[nodiscard]] Result<void> checkHeadAnchor(LedgerReader& reader, const LedgerHead& anchor);

} // namespace signalbox
