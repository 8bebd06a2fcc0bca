// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/record/recorder.h"
#include "core/record/request_log.h"

#include <string>

namespace signalbox::fake {

/// A log.db in a folder, written by the real recorder and read by the real RequestLog; beside it a ledger that keeps
/// the sandbox configuration as the version under which the samples were decided.
class SampleLog {
public:
    explicit SampleLog(const std::string& dir);
    ~SampleLog();
    SampleLog(const SampleLog&) = delete;
    SampleLog& operator=(const SampleLog&) = delete;
    void add(RequestRecord record);
    /// Waits until so many rows can be read; false after five seconds.
    [[nodiscard]] bool holds(std::int64_t rows) const;

private:
    std::string m_dir;
    SystemClock m_clock;
    Writer m_writer;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Recorder> m_recorder;
};

/// A plausible request of the sandbox configuration, decided by the real router: plain ones, escalations, fallbacks,
/// refusals, by number. Not simulated, so that costs and savings are shown as money.
[[nodiscard]] RequestRecord sampleRecord(const Config& config, int number, WallUs at);

} // namespace signalbox::fake
