// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/log_compaction.h"
#include "core/record/log_store.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace signalbox {

/// Makes log.db as small as what is in it, on a thread of its own: a compact copy beside it, which is then written over
/// the file as one transaction, so readers see either and a crash leaves the old one. It works two thirds of the time
/// and syncs as it goes, so that the ledger's commits on the same disk find room. Nobody else may write the log
/// meanwhile: whoever has the writing connection gives it away and keeps its rows until it has it back. Where another
/// process writes all the same, its rows win: storage_busy.
class LogCompactor {
public:
    /// store: the writing connection, or nullptr where there is none. finished is called on the thread, last.
    LogCompactor(std::string dir, std::unique_ptr<LogStore> store, std::function<void()> finished);
    ~LogCompactor(); ///< cancels and waits

    enum class Reason { Asked, GiveWay };
    void cancel(Reason reason); ///< any thread; the log stays as it was
    [[nodiscard]] bool isFinished() const { return m_finished.load(); }
    [[nodiscard]] int percent() const { return m_percent.load(std::memory_order_relaxed); }

    struct Outcome {
        std::unique_ptr<LogStore> store; ///< nullptr where it could not be opened again
        LogCompaction result;            ///< Done or Failed
    };
    /// Waits until it has finished. Once.
    [[nodiscard]] Outcome take();

    /// What a crash has left of the copy; called before a log is opened for writing.
    static void sweep(const std::string& dir);

private:
    class Pace;
    void run(std::unique_ptr<LogStore> store);
    void compact();
    void copyInto(Database& log, Pace& pace);
    void writeBack(Database& log, Pace& pace, const std::function<bool()>& isUntouched);
    void checkCancelled() const;
    [[nodiscard]] std::string copyPath() const;

    const std::string m_dir;
    std::function<void()> m_onFinished;
    std::atomic<int> m_percent { 0 };
    std::atomic<int> m_cancel { 0 }; ///< 0, or a Reason + 1
    std::atomic<bool> m_finished { false };
    Outcome m_outcome;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace signalbox
