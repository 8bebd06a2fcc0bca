// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include "core/budget/backup.h"
#include "core/proxy/setup_export.h"

#include <fmt/format.h>

#include <filesystem>

namespace signalbox::app {

namespace {

std::string absolute(const std::string& path)
{
    std::string clean = std::filesystem::absolute(path).lexically_normal().string();
    while (clean.size() > 1 && clean.back() == '/')
        clean.pop_back();
    return clean;
}

int report(const Result<BackupSummary>& done, const char* what, const std::string& folder)
{
    if (!done)
        return failWith(done.error());
    fmt::print(
        "{} {}: {} files, {} bytes, {} ledger entries\n", what, folder, done->files.size(), done->bytes, done->entries);
    return kFine;
}

int runExport(const Options& options)
{
    const ConfigRead read = configOf(options);
    if (!read.config)
        return printProblems(read.problems) > 0 ? kFound : kFine;
    const auto keys = Ledger::storedKeys(options.dataDir);
    fmt::print("{}", setupJson(*read.config, keys.value_or(std::vector<VirtualKey>()), SystemClock().now()));
    return kFine;
}

} // namespace

int runSafety(const Options& options)
{
    if (options.verb == Verb::Export)
        return runExport(options);
    const std::string folder = absolute(options.path);
    const WallUs now = SystemClock().now();
    if (options.verb == Verb::Backup)
        return report(makeBackup(options.dataDir, options.configPath, folder, now), "backed up into", folder);
    const Overwrite overwrite = options.replace ? Overwrite::Replace : Overwrite::Refuse;
    return report(restoreBackup(folder, options.dataDir, options.configPath, overwrite, now), "restored from", folder);
}

} // namespace signalbox::app
