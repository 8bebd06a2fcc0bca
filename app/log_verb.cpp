// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include "core/record/data_folder.h"
#include "core/record/log_compactor.h"

#include <QCoreApplication>

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace signalbox::app {

namespace {

constexpr std::chrono::milliseconds kLook { 200 };

int told(const LogCompaction& end)
{
    if (end.state != LogCompaction::State::Done)
        return failWith(end.problem);
    fmt::print("compacted the log: {} bytes, {} before\n", end.after, end.before);
    return kFine;
}

std::optional<LogCompaction> stateOf(const nlohmann::json& answer)
{
    if (!answer.value("ok", false))
        return std::nullopt;
    LogCompaction now;
    now.state = answer.value("running", false) ? LogCompaction::State::Running
        : answer.value("done", false)          ? LogCompaction::State::Done
                                               : LogCompaction::State::Failed;
    now.before = answer.value("before", std::int64_t { 0 });
    now.after = answer.value("after", std::int64_t { 0 });
    now.problem = errorOf(answer);
    return now;
}

/// The running instance does it, without a pause for its requests.
int followRunning(const Options& options)
{
    for (;;) {
        const auto answer = askRunning(options.dataDir, { { "verb", "log.state" } });
        if (!answer)
            return failWith({ "attach_gone", {} });
        const auto now = stateOf(*answer);
        if (!now)
            return failWith(errorOf(*answer));
        if (now->state != LogCompaction::State::Running)
            return told(*now);
        std::this_thread::sleep_for(kLook);
    }
}

/// Nobody serves: this process holds the folder meanwhile.
int compactHere(const Options& options)
{
    const auto lock = FolderLock::take(options.dataDir);
    if (!lock)
        return failWith(lock.error());
    const auto room = logRoom(options.dataDir);
    if (!room)
        return failWith(room.error());
    LogCompactor compactor(options.dataDir, nullptr, {});
    return told(compactor.take().result);
}

} // namespace

int runLog(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto answer = askRunning(options.dataDir, { { "verb", "log.compact" } });
    if (!answer)
        return compactHere(options);
    return answer->value("ok", false) ? followRunning(options) : failWith(errorOf(*answer));
}

} // namespace signalbox::app
