// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_compactor.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace signalbox {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kStepsPerLook = 2000;     ///< of SQLite's machine, a fraction of a millisecond
constexpr int kPagesPerStep = 64;       ///< 256 KiB
constexpr int kCopyShare = 50;          ///< percent of the work
constexpr milliseconds kWorkFor { 20 }; ///< and half as long a pause
constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kSyncEvery = 8 * kMiB;
constexpr std::int64_t kSpare = 16 * kMiB;
constexpr int kBusyTries = 100;
constexpr milliseconds kBusyPause { 50 };

std::int64_t sizeOf(const std::string& path)
{
    struct stat found { };
    return ::stat(path.c_str(), &found) == 0 ? std::int64_t { found.st_size } : 0;
}

std::int64_t pragma(Database& database, std::string_view sql)
{
    Statement statement = database.prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t usedBytes(Database& log)
{
    return (pragma(log, "PRAGMA page_count") - pragma(log, "PRAGMA freelist_count")) * pragma(log, "PRAGMA page_size");
}

std::int64_t freeBytes(const std::string& dir)
{
    struct statvfs found { };
    if (::statvfs(dir.c_str(), &found) != 0)
        throw StorageError { "storage_io", std::strerror(errno) };
    return static_cast<std::int64_t>(found.f_bavail) * static_cast<std::int64_t>(found.f_frsize);
}

std::string copyIn(const std::string& dir)
{
    return logPath(dir) + ".compact";
}

LogRoom roomOf(Database& log, const std::string& dir)
{
    LogRoom room;
    room.used = usedBytes(log);
    room.file = std::max(sizeOf(logPath(dir)), room.used); // part of it may be in the write-ahead log yet
    room.needed = 2 * room.used + kSpare;
    room.free = freeBytes(dir);
    return room;
}

} // namespace

Result<LogRoom> logRoom(const std::string& dir)
{
    try {
        Database log(logPath(dir), Database::Mode::ReadOnly, logMigrations());
        return roomOf(log, dir);
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

Result<void> enoughRoom(const LogRoom& room)
{
    if (room.free >= room.needed)
        return {};
    const auto megabytes = [](std::int64_t bytes) { return std::to_string((bytes + kMiB - 1) / kMiB); };
    return fail("compaction_no_room", { { "needed", megabytes(room.needed) }, { "free", megabytes(room.free) } });
}

/// Pauses, and makes the disk keep up: what is written and not synced would be synced at once with the ledger's next
/// commit.
class LogCompactor::Pace {
public:
    explicit Pace(std::string path)
        : m_path(std::move(path))
    {
    }
    void look()
    {
        const auto now = steady_clock::now();
        if (now - m_since < kWorkFor)
            return;
        const std::int64_t size = sizeOf(m_path);
        if (size - m_synced >= kSyncEvery) {
            sync();
            m_synced = size;
        }
        std::this_thread::sleep_for((now - m_since) / 2);
        m_since = steady_clock::now();
    }
    [[nodiscard]] std::int64_t size() const { return sizeOf(m_path); }

private:
    // SQLite has no locks on these two files that closing a descriptor could drop: a copy of our own, and a
    // write-ahead log, whose locks are on its index.
    void sync() const
    {
        const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return;
        (void)::fdatasync(file);
        ::close(file);
    }
    std::string m_path;
    std::int64_t m_synced = 0;
    steady_clock::time_point m_since = steady_clock::now();
};

LogCompactor::LogCompactor(std::string dir, std::unique_ptr<LogStore> store, std::function<void()> finished)
    : m_dir(std::move(dir))
    , m_onFinished(std::move(finished))
    , m_thread([this, given = std::move(store)]() mutable { run(std::move(given)); })
{
}

LogCompactor::~LogCompactor()
{
    cancel(Reason::Asked);
    if (m_thread.joinable())
        m_thread.join();
}

void LogCompactor::cancel(Reason reason)
{
    int none = 0;
    m_cancel.compare_exchange_strong(none, static_cast<int>(reason) + 1);
}

LogCompactor::Outcome LogCompactor::take()
{
    if (m_thread.joinable())
        m_thread.join();
    return std::move(m_outcome);
}

std::string LogCompactor::copyPath() const
{
    return copyIn(m_dir);
}

void LogCompactor::sweep(const std::string& dir)
{
    (void)::unlink(copyIn(dir).c_str());
}

void LogCompactor::checkCancelled() const
{
    switch (m_cancel.load(std::memory_order_relaxed)) {
    case static_cast<int>(Reason::Asked) + 1:
        throw StorageError { "compaction_cancelled", {} };
    case static_cast<int>(Reason::GiveWay) + 1:
        throw StorageError { "compaction_gave_way", {} };
    default:
        return;
    }
}

void LogCompactor::run(std::unique_ptr<LogStore> store)
{
    pthread_setname_np(pthread_self(), "compactor"); // for top and perf
    store.reset();
    LogCompaction& result = m_outcome.result;
    result.before = sizeOf(logPath(m_dir));
    try {
        compact();
        result.state = LogCompaction::State::Done;
        result.after = sizeOf(logPath(m_dir));
    } catch (const StorageError& error) {
        result.state = LogCompaction::State::Failed;
        result.problem = result.problem.code.empty() ? error.error() : result.problem;
    }
    sweep(m_dir);
    try {
        m_outcome.store = std::make_unique<LogStore>(m_dir);
    } catch (const StorageError&) {
        // The next group of rows opens it, or says why not.
    }
    m_finished.store(true);
    if (m_onFinished)
        m_onFinished();
}

void LogCompactor::compact()
{
    sweep(m_dir);
    Database log(logPath(m_dir), Database::Mode::WriteNormal, logMigrations());
    log.checkpoint(true);
    if (const auto enough = enoughRoom(roomOf(log, m_dir)); !enough) {
        m_outcome.result.problem = enough.error();
        throw StorageError { enough.error().code, {} };
    }
    // Another connection sees what anybody else has written since.
    Database witness(logPath(m_dir), Database::Mode::ReadOnly, logMigrations());
    const std::int64_t version = pragma(witness, "PRAGMA data_version");
    Pace copying(copyPath());
    copyInto(log, copying);
    Pace writing(logPath(m_dir) + "-wal");
    writeBack(log, writing, [&] { return pragma(witness, "PRAGMA data_version") == version; });
    // A reader that is in the middle of a question holds the file up; questions end.
    for (int tries = 0; tries < kBusyTries; ++tries) {
        log.checkpoint(true);
        if (writing.size() == 0)
            break;
        std::this_thread::sleep_for(kBusyPause);
    }
}

void LogCompactor::copyInto(Database& log, Pace& pace)
{
    const int file = ::open(copyPath().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        throw StorageError { errno == ENOSPC ? "storage_full" : "storage_io", std::strerror(errno) };
    ::close(file);
    struct Look {
        LogCompactor& self;
        Pace& pace;
        std::int64_t used;
    } look { *this, pace, std::max<std::int64_t>(1, usedBytes(log)) };
    const auto onSteps = [](void* context) {
        auto& at = *static_cast<Look*>(context);
        at.pace.look();
        at.self.m_percent.store(static_cast<int>(std::min(at.pace.size(), at.used) * kCopyShare / at.used));
        return at.self.m_cancel.load(std::memory_order_relaxed);
    };
    sqlite3_progress_handler(log.handle(), kStepsPerLook, onSteps, &look);
    try {
        // With the incremental vacuum that the connection asks for (Database::configureWriting).
        Statement copy = log.prepare("VACUUM INTO ?1");
        copy.bind(1, std::string_view(copyPath())).run();
    } catch (const StorageError&) {
        sqlite3_progress_handler(log.handle(), 0, nullptr, nullptr);
        checkCancelled();
        throw;
    }
    sqlite3_progress_handler(log.handle(), 0, nullptr, nullptr);
}

void LogCompactor::writeBack(Database& log, Pace& pace, const std::function<bool()>& isUntouched)
{
    Database copy(copyPath(), Database::Mode::ReadOnly, logMigrations());
    struct End {
        void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); } // rolls back what is not done
    };
    std::unique_ptr<sqlite3_backup, End> backup(sqlite3_backup_init(log.handle(), "main", copy.handle(), "main"));
    if (!backup)
        raiseStorage(log.handle(), sqlite3_errcode(log.handle()));
    int busy = 0;
    bool locked = false;
    m_percent.store(kCopyShare);
    for (;;) {
        const int result = sqlite3_backup_step(backup.get(), locked ? kPagesPerStep : 1);
        if (result == SQLITE_DONE)
            break;
        if ((result & 0xFF) == SQLITE_BUSY && ++busy < kBusyTries) {
            std::this_thread::sleep_for(kBusyPause);
        } else if (result != SQLITE_OK) {
            raiseStorage(nullptr, result);
        } else if (!std::exchange(locked, true) && !isUntouched()) { // from here on nobody else can write
            throw StorageError { "storage_busy", "another program writes the log" };
        }
        checkCancelled();
        const int pages = std::max(1, sqlite3_backup_pagecount(backup.get()));
        const int done = pages - sqlite3_backup_remaining(backup.get());
        m_percent.store(kCopyShare + static_cast<int>(std::int64_t { done } * (100 - kCopyShare) / pages));
        pace.look();
    }
    if (const int result = sqlite3_backup_finish(backup.release()); result != SQLITE_OK)
        raiseStorage(nullptr, result);
}

} // namespace signalbox
