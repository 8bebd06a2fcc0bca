// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// The answers of the simulated upstream: three models (sandbox-small, sandbox-mid, sandbox-frontier), realistic
/// latency, streams, usage, and weak answers of the small model that a validator can catch. Pure: what to say and when;
/// core/proxy/sandbox_server speaks HTTP. Every text is marked as simulated.
struct SandboxAnswer {
    int status = 200;
    std::string body;                                        ///< whole JSON answer (or error)
    std::vector<std::string> events;                         ///< streamed: "data: ...\n\n" pieces, the last is [DONE]
    std::vector<int> delaysMs;                               ///< before body / before each event
    std::vector<std::pair<std::string, std::string>> fields; ///< Retry-After, ...
    enum class Fault { None, HangBeforeStatus, ResetMidway, CloseBeforeStatus } fault = Fault::None;
};

/// A script of failures, JSON: {"steps":[{"model":"*", "every":5, "fault":"http_503", "retry_after":1}, ...],
/// "latency":{"scale":1.0}}. Faults: http_500, http_503, http_429, hang, reset, close, truncated_json, no_usage.
/// The first step whose model fits and whose `every` divides the request's number is played.
/// Errors: sandbox_script_invalid (with "pointer").
class SandboxScript {
public:
    [[nodiscard]] static Result<SandboxScript> parse(std::string_view json);
    struct Step {
        std::string model = "*";
        int every = 1;
        std::string fault;
        int retryAfter = 0;
    };
    std::vector<Step> steps;
    double latencyScale = 1.0;
};

/// requestNo counts from 1 per process; seed makes latencies and weak answers repeatable.
[[nodiscard]] SandboxAnswer sandboxAnswer(
    const ChatRequest& request, const SandboxScript& script, std::uint64_t requestNo, std::uint64_t seed);
[[nodiscard]] std::string sandboxModels(); ///< body of GET /v1/models

} // namespace signalbox
