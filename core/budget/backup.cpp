// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/backup.h"

#include "core/budget/head_anchor.h"
#include "core/budget/ledger.h"
#include "core/budget/ledger_rows.h"

#include "core/base/ids.h"
#include "core/record/data_folder.h"
#include "core/record/log_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace signalbox {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kConfig = "signalbox.json";
constexpr const char* kLedger = "ledger.db";
constexpr std::array<const char*, 3> kDatabases { kLedger, "log.db", "alerts.db" };
constexpr std::size_t kBlock = 1 << 20;

Error ioError(const std::string& path)
{
    return { "storage_io", { { "detail", path } } };
}

/// Of a whole file, block by block: the hash of the hashes of its blocks.
Result<std::string> hashOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return tl::unexpected(ioError(path.string()));
    std::string block(kBlock, '\0');
    std::string hashes;
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hashes += sha256Hex(std::string_view(block.data(), static_cast<std::size_t>(file.gcount())));
    }
    return sha256Hex(hashes);
}

/// One moment of a database, as a file of its own.
void copyDatabase(const std::string& from, const std::string& to)
{
    // Of whatever version: it is copied, not understood.
    Database database(from, Database::Mode::ReadOnly, {});
    Statement copy = database.prepare("VACUUM INTO ?1");
    copy.bind(1, std::string_view(to));
    copy.run();
}

/// Takes an unfinished folder away again.
class Unfinished {
public:
    explicit Unfinished(fs::path path)
        : m_path(std::move(path))
    {
    }
    ~Unfinished()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void keep() { m_path.clear(); }

private:
    fs::path m_path;
};

Result<std::int64_t> anchorCopy(const std::string& folder)
{
    LedgerSnapshot snapshot(folder);
    const LedgerHead head = snapshot.reader().head();
    if (auto written = writeHeadAnchor(folder, head); !written)
        return tl::unexpected(written.error());
    return head.sequence;
}

Result<void> copyFiles(const std::string& dataDir, const std::string& configPath, const fs::path& to)
{
    std::error_code ignored;
    for (const char* name : kDatabases) {
        const std::string from = dataDir + "/" + name;
        if (!fs::exists(from, ignored))
            continue;
        const std::string target = (to / name).string();
        copyDatabase(from, target);
        fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write, ignored);
    }
    std::error_code failed;
    if (fs::exists(configPath, ignored))
        fs::copy_file(configPath, to / kConfig, failed);
    if (failed)
        return tl::unexpected(ioError(configPath));
    return {};
}

Result<BackupSummary> writeManifest(const fs::path& folder, std::int64_t entries, WallUs now)
{
    BackupSummary summary;
    summary.entries = entries;
    Json files = Json::array();
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        const auto hash = hashOf(path);
        if (!hash)
            return tl::unexpected(hash.error());
        const auto bytes = static_cast<std::int64_t>(fs::file_size(path));
        files.push_back({ { "name", path.filename().string() }, { "bytes", bytes }, { "hash", *hash } });
        summary.files.push_back(path.filename().string());
        summary.bytes += bytes;
    }
    const Json manifest { { "signalbox_backup", 1 }, { "made_at", isoUtc(now) }, { "entries", entries },
        { "files", files } };
    if (auto written = replaceFile((folder / kManifest).string(), manifest.dump(1) + "\n"); !written)
        return tl::unexpected(written.error());
    return summary;
}

Error invalid(const std::string& file, const char* reason)
{
    return { "backup_invalid", { { "file", file }, { "reason", reason } } };
}

/// The names in a manifest are those that a backup writes: nothing of it becomes a path.
bool isKnown(const std::string& name)
{
    return name == kConfig || name == "ledger.head"
        || std::find(kDatabases.begin(), kDatabases.end(), name) != kDatabases.end();
}

Result<BackupSummary> checkBackup(const fs::path& folder)
{
    std::ifstream file(folder / kManifest, std::ios::binary);
    std::string text(kBlock, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    const Json manifest = Json::parse(text, nullptr, false);
    if (!manifest.is_object() || manifest.value("signalbox_backup", Json()) != Json(1) || !manifest.contains("files")
        || !manifest["files"].is_array())
        return tl::unexpected(invalid(kManifest, "no manifest"));
    BackupSummary summary;
    for (const Json& entry : manifest["files"]) {
        const std::string name = entry.is_object() && entry.value("name", Json()).is_string() ? entry["name"] : "";
        if (!isKnown(name))
            return tl::unexpected(invalid(name.substr(0, 64), "unknown name"));
        const auto hash = hashOf(folder / name);
        if (!hash || Json(*hash) != entry.value("hash", Json()))
            return tl::unexpected(invalid(name, hash ? "other content" : "missing"));
        summary.files.push_back(name);
        std::error_code ignored;
        summary.bytes += static_cast<std::int64_t>(fs::file_size(folder / name, ignored));
    }
    if (std::find(summary.files.begin(), summary.files.end(), kLedger) == summary.files.end())
        return tl::unexpected(invalid(kLedger, "missing"));
    const auto ledger = Ledger::verify(folder.string());
    if (!ledger)
        return tl::unexpected(ledger.error());
    if (!ledger->sound)
        return tl::unexpected(ledger->problems.front());
    summary.entries = ledger->entries;
    return summary;
}

Result<RestoreLoss> lossOf(const fs::path& folder, const std::string& dataDir)
{
    RestoreLoss loss;
    std::error_code ignored;
    if (!fs::exists(ledgerPath(dataDir), ignored))
        return loss;
    LedgerSnapshot there(folder.string());
    LedgerSnapshot here(dataDir);
    const LedgerHead backup = there.reader().head();
    const LedgerHead present = here.reader().head();
    const auto shared = here.reader().chainAt(backup.sequence);
    // Another ledger altogether: all of what is here goes.
    loss.entries =
        backup.sequence == 0 || shared == backup.chain ? present.sequence - backup.sequence : present.sequence;
    if (loss.entries <= 0)
        return loss;
    const auto sumOf = [](LedgerSnapshot& snapshot) {
        Money sum;
        for (const Book::Stored& stored : snapshot.reader().allBalances()) {
            if (stored.balance.scope == "global" && windowOfPeriod(stored.balance.day) == Window::Day)
                sum += stored.balance.settled;
        }
        return sum;
    };
    const Money lost = sumOf(here) - sumOf(there);
    loss.settled = std::max(Money(), lost);
    return loss;
}

/// What is in place goes aside; then the copies come. A crash between the two leaves everything in one of the folders.
Result<void> exchange(const fs::path& folder, const std::string& dataDir, const std::string& configPath,
    const std::vector<std::string>& files, const fs::path& aside)
{
    std::error_code failed;
    if (auto made = makePrivateFolder(aside.string()); !made)
        return made;
    for (const std::string name : { "ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.head", "log.db",
             "log.db-wal", "log.db-shm", "alerts.db", "alerts.db-wal", "alerts.db-shm" }) {
        std::error_code ignored;
        if (fs::exists(fs::path(dataDir) / name, ignored))
            fs::rename(fs::path(dataDir) / name, aside / name, failed);
        if (failed)
            return tl::unexpected(ioError(name));
    }
    for (const std::string& name : files) {
        const bool isConfig = name == kConfig;
        const fs::path target = isConfig ? fs::path(configPath) : fs::path(dataDir) / name;
        std::error_code ignored;
        if (isConfig && fs::exists(target, ignored))
            fs::copy_file(target, aside / kConfig, failed);
        if (isConfig)
            fs::create_directories(target.parent_path(), ignored);
        if (!failed)
            fs::copy_file(folder / name, target, fs::copy_options::overwrite_existing, failed);
        if (failed)
            return tl::unexpected(ioError(target.string()));
        fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write, ignored);
    }
    return {};
}

} // namespace

Result<BackupSummary> makeBackup(
    const std::string& dataDir, const std::string& configPath, const std::string& folder, WallUs now)
{
    std::error_code ignored;
    if (fs::exists(folder, ignored))
        return fail("backup_exists", { { "path", folder } });
    const std::string growing = folder + ".new";
    Unfinished unfinished(growing);
    fs::remove_all(growing, ignored);
    if (auto made = makePrivateFolder(growing); !made)
        return tl::unexpected(made.error());
    try {
        if (auto copied = copyFiles(dataDir, configPath, growing); !copied)
            return tl::unexpected(copied.error());
        std::int64_t entries = 0;
        if (fs::exists(ledgerPath(growing), ignored)) {
            const auto anchored = anchorCopy(growing);
            if (!anchored)
                return tl::unexpected(anchored.error());
            entries = *anchored;
        }
        auto summary = writeManifest(growing, entries, now);
        std::error_code failed;
        if (summary)
            fs::rename(growing, folder, failed);
        if (failed)
            return tl::unexpected(ioError(folder));
        if (summary)
            unfinished.keep();
        return summary;
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    } catch (const fs::filesystem_error& error) {
        return tl::unexpected(ioError(error.path1().string()));
    }
}

Result<BackupSummary> restoreBackup(const std::string& folder, const std::string& dataDir,
    const std::string& configPath, Overwrite overwrite, WallUs now)
{
    try {
        auto summary = checkBackup(folder);
        if (!summary)
            return summary;
        if (auto made = makePrivateFolder(dataDir); !made)
            return tl::unexpected(made.error());
        const auto lock = FolderLock::take(dataDir);
        if (!lock)
            return tl::unexpected(lock.error());
        const auto loss = lossOf(folder, dataDir);
        if (!loss)
            return tl::unexpected(loss.error());
        if (loss->entries > 0 && overwrite == Overwrite::Refuse)
            return fail("restore_loses",
                { { "entries", std::to_string(loss->entries) }, { "settled", loss->settled.dollars() } });
        std::string stamp = isoUtc(now).substr(0, 19);
        std::replace(stamp.begin(), stamp.end(), ':', '-');
        const fs::path aside = fs::path(dataDir) / ("before-restore-" + stamp);
        if (auto exchanged = exchange(folder, dataDir, configPath, summary->files, aside); !exchanged)
            return tl::unexpected(exchanged.error());
        return summary;
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    } catch (const fs::filesystem_error& error) {
        return tl::unexpected(ioError(error.path1().string()));
    }
}

} // namespace signalbox
