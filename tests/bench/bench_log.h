// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <cstdint>
#include <random>
#include <string>

/// A large log of plausible requests for benches: made once, with the real LogStore, and kept.
namespace signalbox::bench {

/// Requests as a small company makes them, by number: agents with loops, an editor, a worker for invoices; a feature
/// that hardly anybody uses; failures, escalations, sandbox traffic.
class Traffic {
public:
    explicit Traffic(std::uint64_t seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] RequestRecord request(std::int64_t number, WallUs at);

private:
    [[nodiscard]] double unit() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    void serve(RequestRecord& record, const char* tier);
    void spoil(RequestRecord& record);
    std::mt19937_64 m_random;
};

struct LogFolder {
    std::string path;
    WallUs end = 0; ///< when the last of its requests began
};
/// Makes the log under `cache` where it is not there yet (says so on stderr): 14 days up to now.
[[nodiscard]] LogFolder largeLog(const std::string& cache, std::int64_t requests);

/// $XDG_CACHE_HOME/signalbox-bench
[[nodiscard]] std::string cacheFolder();
/// Writes what is dirty and asks the kernel to forget the file's pages; the share that it still has in memory.
[[nodiscard]] double dropFromMemory(const std::string& path);

} // namespace signalbox::bench
