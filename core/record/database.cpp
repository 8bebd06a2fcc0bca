// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signalbox {

namespace {

constexpr int kOpenWaitMs = 2000; ///< at the start, nobody waits for an answer yet
constexpr int kWriteWaitMs = 50;  ///< a reservation has 250 ms, and its writer must be able to say so in time
constexpr int kReadWaitMs = 1000;

std::string codeOf(int result)
{
    switch (result & 0xFF) {
    case SQLITE_FULL:
        return "storage_full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "storage_busy";
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return "storage_io";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "storage_corrupt";
    default:
        return "storage_error";
    }
}

/// SQLite gives its -wal and -shm files the mode of the database file, so this one settles all three. A file that is
/// there is never opened here: closing a descriptor would drop the locks of this process's other connections to it.
void createPrivately(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0)
        ::close(file);
    else if (errno != EEXIST)
        throw StorageError { errno == ENOSPC ? "storage_full" : "storage_io", std::strerror(errno) };
    if (::chmod(path.c_str(), 0600) != 0)
        throw StorageError { "storage_io", std::strerror(errno) };
}

} // namespace

void raiseStorage(sqlite3* handle, int result)
{
    const char* detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
    throw StorageError { codeOf(result), detail };
}

Statement::Statement(sqlite3* database, std::string_view sql)
{
    const int result = sqlite3_prepare_v3(
        database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    if (result != SQLITE_OK)
        raiseStorage(database, result);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement& Statement::bind(int index, std::int64_t value)
{
    if (const int result = sqlite3_bind_int64(m_statement, index, value); result != SQLITE_OK)
        raiseStorage(sqlite3_db_handle(m_statement), result);
    return *this;
}

Statement& Statement::bind(int index, std::string_view value)
{
    const char* bytes = value.data() != nullptr ? value.data() : "";
    const int result = sqlite3_bind_text64(m_statement, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (result != SQLITE_OK)
        raiseStorage(sqlite3_db_handle(m_statement), result);
    return *this;
}

Statement& Statement::bindView(int index, std::string_view value)
{
    const char* bytes = value.data() != nullptr ? value.data() : "";
    const int result = sqlite3_bind_text64(m_statement, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (result != SQLITE_OK)
        raiseStorage(sqlite3_db_handle(m_statement), result);
    return *this;
}

Statement& Statement::bindNull(int index)
{
    if (const int result = sqlite3_bind_null(m_statement, index); result != SQLITE_OK)
        raiseStorage(sqlite3_db_handle(m_statement), result);
    return *this;
}

bool Statement::step()
{
    const int result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE)
        return false;
    // The message belongs to the connection and is gone after the reset, which must come all the same: a statement
    // that was left in the middle would hold the transaction open.
    const StorageError error { codeOf(result), sqlite3_errmsg(sqlite3_db_handle(m_statement)) };
    sqlite3_reset(m_statement);
    throw error;
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

void Statement::run()
{
    while (step()) { }
    sqlite3_reset(m_statement);
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string Statement::text(int column) const
{
    return std::string(view(column));
}

std::string_view Statement::view(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    if (bytes == nullptr)
        return {};
    return { bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)) };
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Database::Database(const std::string& path, Mode mode, const std::vector<Migration>& migrations)
{
    if (mode != Mode::ReadOnly)
        createPrivately(path);
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        | (mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    const int result = sqlite3_open_v2(path.c_str(), &m_handle, flags, nullptr);
    try {
        if (result != SQLITE_OK)
            raiseStorage(m_handle, result);
        configure();
        refuseNewer(migrations);
        if (mode != Mode::ReadOnly)
            configureWriting(mode);
        migrate(mode, migrations);
        sqlite3_busy_timeout(m_handle, mode == Mode::ReadOnly ? kReadWaitMs : kWriteWaitMs);
    } catch (const StorageError&) {
        sqlite3_close_v2(m_handle);
        throw;
    }
}

Database::~Database()
{
    sqlite3_close_v2(m_handle);
}

void Database::configure()
{
    sqlite3_busy_timeout(m_handle, kOpenWaitMs);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    execute("PRAGMA mmap_size=0");
    execute("PRAGMA cell_size_check=ON");
    execute("PRAGMA temp_store=MEMORY");
}

/// Before anything is written: a file that we do not understand stays byte for byte as it is.
void Database::refuseNewer(const std::vector<Migration>& migrations)
{
    const int newest = static_cast<int>(migrations.size());
    const int version = schemaVersion();
    if (version < 0)
        throw StorageError { "storage_corrupt", fmt::format("schema {}", version) };
    if (newest > 0 && version > newest)
        throw StorageError { "storage_newer", fmt::format("schema {} is newer than {}", version, newest) };
}

void Database::configureWriting(Mode mode)
{
    // Only an empty file takes it: freed pages can be given back later, a few at a time.
    if (mode == Mode::WriteNormal)
        execute("PRAGMA auto_vacuum=INCREMENTAL");
    Statement journal = prepare("PRAGMA journal_mode=WAL");
    if (!journal.step() || journal.text(0) != "wal")
        throw StorageError { "storage_error", "the file system can't hold a write-ahead log" };
    journal.reset();
    execute(mode == Mode::WriteFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    // Checkpoints are made where they delay nobody, by this connection alone.
    execute("PRAGMA wal_autocheckpoint=0");
    sqlite3_wal_hook(m_handle, &Database::countFrames, this);
}

void Database::migrate(Mode mode, const std::vector<Migration>& migrations)
{
    const int newest = static_cast<int>(migrations.size());
    int version = schemaVersion();
    if (newest == 0)
        return;
    if (mode == Mode::ReadOnly && version < newest)
        throw StorageError { "storage_error", fmt::format("schema {} waits for its migration to {}", version, newest) };
    for (; version < newest; ++version) {
        execute("BEGIN IMMEDIATE");
        try {
            execute(migrations[static_cast<std::size_t>(version)].sql);
            execute(fmt::format("PRAGMA user_version={}", version + 1));
            execute("COMMIT");
        } catch (const StorageError&) {
            sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
            throw;
        }
    }
}

int Database::countFrames(void* self, sqlite3*, const char*, int frames)
{
    auto& database = *static_cast<Database*>(self);
    if (frames < database.m_framesDone)
        database.m_framesDone = 0; // the log began anew
    database.m_walFrames = frames - database.m_framesDone;
    return SQLITE_OK;
}

Statement Database::prepare(std::string_view sql)
{
    return { m_handle, sql };
}

void Database::execute(std::string_view sql)
{
    const std::string text(sql);
    if (const int result = sqlite3_exec(m_handle, text.c_str(), nullptr, nullptr, nullptr); result != SQLITE_OK)
        raiseStorage(m_handle, result);
}

int Database::schemaVersion()
{
    Statement version = prepare("PRAGMA user_version");
    return version.step() ? static_cast<int>(version.integer(0)) : 0;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

void Database::checkpoint(bool truncate)
{
    int frames = 0;
    int done = 0;
    const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int result = sqlite3_wal_checkpoint_v2(m_handle, nullptr, mode, &frames, &done);
    // Busy: a reader looks at an older state; what it leaves over is done next time.
    if (result != SQLITE_OK && (result & 0xFF) != SQLITE_BUSY)
        raiseStorage(m_handle, result);
    if (frames >= 0 && done >= 0) {
        m_framesDone = done;
        m_walFrames = frames - done;
    }
}

} // namespace signalbox
