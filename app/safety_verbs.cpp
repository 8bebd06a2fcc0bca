// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include "core/budget/backup.h"

#include <filesystem>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

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

/// Where a webhook's address is itself the secret, it is left out.
void leaveOutAddresses(Json& config)
{
    if (!config.contains("alerts") || !config["alerts"].is_object() || !config["alerts"].contains("channels"))
        return;
    for (Json& channel : config["alerts"]["channels"]) {
        if (channel.is_object() && channel.contains("url"))
            channel["url"] = nullptr;
    }
}

int runExport(const Options& options)
{
    const ConfigRead read = configOf(options);
    if (!read.config)
        return printProblems(read.problems) > 0 ? kFound : kFine;
    Json config = Json::parse(read.config->text, nullptr, false);
    leaveOutAddresses(config);
    Json keys = Json::array();
    const auto stored = Ledger::storedKeys(options.dataDir);
    if (stored) {
        for (const VirtualKey& key : *stored)
            keys.push_back({ { "id", key.id }, { "name", key.name }, { "created_at", isoUtc(key.createdAt) },
                { "revoked", key.revokedAt.has_value() } });
    }
    const Json out { { "signalbox_setup", 1 }, { "exported_at", isoUtc(SystemClock().now()) },
        { "configuration", config }, { "virtual_keys", keys } };
    fmt::print("{}\n", out.dump(2, ' ', false, Json::error_handler_t::replace));
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
