// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger_store.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// What the end of the file says: the last entry, and the attempts that are still pending.
struct Recovered {
    struct Pending {
        std::int64_t sequence = 0;
        std::string attemptId;
        Money held;
    };
    LedgerHead head;
    std::vector<Pending> pending; ///< oldest first
};

/// Reads from the low-water mark on (so that it stays short in a large file), proves the chain of what it reads and
/// the balances of the days touched there, where that is little work; `ledger verify` proves the rest.
/// Errors: ledger_corrupt (detail), ledger_head_newer (head, database). Throws StorageError.
[[nodiscard]] Result<Recovered> recover(LedgerReader& reader, const std::optional<LedgerHead>& anchor);

} // namespace signalbox
