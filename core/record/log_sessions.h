// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace signalbox {

/// One request of a session, as a mark.
struct SessionStep {
    std::string tier; ///< "": refused before a tier was chosen
    bool failed = false, escalated = false;
};

/// The requests of one session that fit a filter, summed up.
struct SessionSum {
    std::string session;
    WallUs first = 0, last = 0; ///< start of the first, end of the last to begin
    std::int64_t requests = 0, failed = 0, escalated = 0;
    std::int64_t costNano = 0;      ///< money
    std::int64_t simulatedNano = 0; ///< sandbox: no money
    std::int64_t waitedUs = 0;      ///< the durations of the requests together
    std::int64_t longestUs = 0;
    std::vector<SessionStep> steps; ///< of the first requests, in their order; at most kSessionSteps
};

constexpr std::size_t kSessionSteps = 48;

enum class SessionOrder { Latest, Dearest, Longest, MostRequests };

/// A part of all sessions that fit.
struct SessionList {
    std::vector<SessionSum> sessions;
    std::int64_t all = 0; ///< sessions there are
};

class LogScan;
/// Sessions from the place `from` on in that order, at most so many. Throws StorageError.
[[nodiscard]] SessionList sumSessions(LogScan& scan, SessionOrder order, std::int64_t from, std::int64_t atMost);

} // namespace signalbox
