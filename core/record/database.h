// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace signalbox {

/// A prepared statement. Values are bound, never concatenated into SQL.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql); ///< throws StorageError
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view value);
    /// Without a copy: the bytes must stay until run() or the last step().
    Statement& bindView(int index, std::string_view value);
    Statement& bindNull(int index);
    /// True while there is a row. Throws StorageError.
    bool step();
    void reset();
    /// Binds nothing more, steps to the end, resets.
    void run();
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    /// The column's bytes, until the next step() or reset().
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    sqlite3_stmt* m_statement = nullptr;
};

/// Thrown inside core/record and core/budget only, turned into Error at their borders. code: storage_full,
/// storage_busy, storage_io, storage_corrupt, storage_newer (file written by a newer program), storage_error.
struct StorageError {
    std::string code;
    std::string detail;
    [[nodiscard]] Error error() const { return { code, { { "detail", detail } } }; }
};

/// Throws what a result of SQLite's own functions means. handle: nullptr where its words are not about this.
[[noreturn]] void raiseStorage(sqlite3* handle, int result);

/// One SQLite connection. The one writing connection per file lives on the writer thread; every other is read-only
/// (SQLite before 3.51.3 corrupts a WAL that two connections write or checkpoint at once).
class Database {
public:
    enum class Mode { WriteFull /* synchronous=FULL: the ledger */, WriteNormal /* the log */, ReadOnly };
    struct Migration {
        std::string_view sql; ///< brings schema version index to index + 1
    };
    /// A writing mode creates the file (0600, whatever the umask) and migrates it; ReadOnly never writes a byte of it.
    /// The file waits 50 ms for a lock of another program, then says storage_busy. Throws StorageError.
    Database(const std::string& path, Mode mode, const std::vector<Migration>& migrations);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    [[nodiscard]] Statement prepare(std::string_view sql);
    void execute(std::string_view sql);
    [[nodiscard]] int schemaVersion();
    [[nodiscard]] std::int64_t changes() const;
    /// WAL frames that wait for a checkpoint, after the last commit.
    [[nodiscard]] int walFrames() const { return m_walFrames; }
    /// Truncating or passive checkpoint; only from the writer thread, when it is idle or the WAL is long.
    void checkpoint(bool truncate);
    [[nodiscard]] sqlite3* handle() { return m_handle; }

private:
    void configure();
    void refuseNewer(const std::vector<Migration>& migrations);
    void configureWriting(Mode mode);
    void migrate(Mode mode, const std::vector<Migration>& migrations);
    static int countFrames(void* self, sqlite3* handle, const char* name, int frames);

    sqlite3* m_handle = nullptr;
    int m_walFrames = 0;
    int m_framesDone = 0; ///< of the present WAL, already in the database file
};

} // namespace signalbox
