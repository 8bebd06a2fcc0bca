// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>

namespace signalbox::test {

/// A file system in front of the real one that fails the n-th write or sync: SQLite's own "anomaly loop". It is the
/// default one while it lives, and counts files whose name ends in ".db" or "-wal" only.
class FaultVfs {
public:
    enum class Call { Write, Sync, Any };

    FaultVfs()
    {
        m_real = sqlite3_vfs_find(nullptr);
        m_vfs = *m_real;
        m_vfs.zName = "signalbox-fault";
        m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
        m_vfs.pAppData = this;
        m_vfs.xOpen = &FaultVfs::open;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~FaultVfs() { sqlite3_vfs_unregister(&m_vfs); }
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// The n-th call from now on fails, and the `times` - 1 after it.
    void arm(Call call, int nth, int code, int times = 1)
    {
        m_call = call;
        m_code = code;
        m_times = times;
        m_failed = 0;
        m_countdown = nth;
    }
    void disarm() { m_countdown = 0; }
    [[nodiscard]] int failed() const { return m_failed; }
    void delaySyncs(std::chrono::milliseconds delay) { m_delayMs = static_cast<int>(delay.count()); }

private:
    struct File {
        sqlite3_file base;
        FaultVfs* owner;
        bool counted;
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };
    static File* self(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
    static sqlite3_file* real(sqlite3_file* file) { return self(file)->real(); }

    bool fails(Call call)
    {
        if (m_countdown <= 0 || (m_call != Call::Any && m_call != call) || --m_countdown > 0)
            return false;
        if (++m_failed < m_times)
            m_countdown = 1;
        return true;
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        auto* owner = static_cast<FaultVfs*>(vfs->pAppData);
        File* opened = self(file);
        opened->owner = owner;
        opened->counted = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
        opened->base.pMethods = nullptr;
        const int result = owner->m_real->xOpen(owner->m_real, name, opened->real(), flags, outFlags);
        if (result == SQLITE_OK)
            opened->base.pMethods = methods();
        return result;
    }

    static const sqlite3_io_methods* methods()
    {
        static const sqlite3_io_methods table = [] {
            sqlite3_io_methods m {};
            m.iVersion = 2;
            m.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
            m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
                return real(f)->pMethods->xRead(real(f), to, size, at);
            };
            m.xWrite = [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
                if (self(f)->counted && self(f)->owner->fails(Call::Write))
                    return self(f)->owner->m_code.load();
                return real(f)->pMethods->xWrite(real(f), from, size, at);
            };
            m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
                return real(f)->pMethods->xTruncate(real(f), size);
            };
            m.xSync = [](sqlite3_file* f, int flags) {
                if (const int delay = self(f)->owner->m_delayMs; delay > 0)
                    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
                if (self(f)->counted && self(f)->owner->fails(Call::Sync))
                    return self(f)->owner->m_code.load();
                return real(f)->pMethods->xSync(real(f), flags);
            };
            m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
                return real(f)->pMethods->xFileSize(real(f), size);
            };
            m.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
            m.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
            m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
                return real(f)->pMethods->xCheckReservedLock(real(f), out);
            };
            m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
                return real(f)->pMethods->xFileControl(real(f), op, arg);
            };
            m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
            m.xDeviceCharacteristics = [](sqlite3_file* f) {
                return real(f)->pMethods->xDeviceCharacteristics(real(f));
            };
            m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
                return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
            };
            m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
                return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
            };
            m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
            m.xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
            return m;
        }();
        return &table;
    }

    sqlite3_vfs* m_real = nullptr;
    sqlite3_vfs m_vfs {};
    std::atomic<Call> m_call { Call::Any };
    std::atomic<int> m_code { SQLITE_IOERR };
    std::atomic<int> m_countdown { 0 };
    std::atomic<int> m_times { 1 };
    std::atomic<int> m_failed { 0 };
    std::atomic<int> m_delayMs { 0 };
};

} // namespace signalbox::test
