// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace signalbox {

/// A copy of all that can't be made again: ledger.db, log.db, alerts.db and the configuration, with a manifest that
/// says what each file was. No secrets are in it: those stay in the keychain, virtual keys as hashes.
struct BackupSummary {
    std::int64_t entries = 0; ///< of the ledger
    std::int64_t bytes = 0;
    std::vector<std::string> files;
};

/// Copies into a new folder (0700), beside a running instance too: each database as of one moment, the ledger first.
/// The folder appears whole or not at all. Errors: backup_exists (path), storage_*, ledger_*.
[[nodiscard]] Result<BackupSummary> makeBackup(
    const std::string& dataDir, const std::string& configPath, const std::string& folder, WallUs now);

/// What a restore would forget.
struct RestoreLoss {
    std::int64_t entries = 0; ///< of the ledger in place that the backup does not have
    Money settled;            ///< and what stands settled today more than in the backup
};
enum class Overwrite { Refuse, Replace };

/// Puts a backup in the place of the data folder and of the configuration. Everything is checked first (manifest,
/// hashes, ledger); what was there is kept in <data folder>/before-restore-<time>/. No instance may run.
/// Errors: already_running, backup_invalid (file, reason), restore_loses (entries, settled) unless Replace, storage_*,
/// ledger_*.
[[nodiscard]] Result<BackupSummary> restoreBackup(const std::string& folder, const std::string& dataDir,
    const std::string& configPath, Overwrite overwrite, WallUs now);

} // namespace signalbox
