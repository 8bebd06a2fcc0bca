// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/message.h"
#include "core/proxy/failure.h"

#include <string>

namespace signalbox {

/// What a client hears when it does not get an answer: OpenAI's shape, a stable code, an English sentence (HTTP is
/// spoken in English; the window translates the code). docs/errors.md lists the codes.
struct ErrorAnswer {
    int status = 500;
    std::string code;
    std::string type;
    std::string message;
    std::string param;
    http::Fields fields; ///< Retry-After, x-should-retry

    [[nodiscard]] http::ResponseHead head() const; ///< with Content-Type
    [[nodiscard]] std::string body() const;
    [[nodiscard]] std::string event() const; ///< as an SSE error event
};

/// now: for Retry-After of a ceiling.
[[nodiscard]] ErrorAnswer errorAnswer(const Error& error, WallUs now);
[[nodiscard]] ErrorAnswer errorAnswer(const Failure& failure);
/// The body of a refusal of the HTTP guard.
[[nodiscard]] std::string refusalBody(int status, std::string_view code);

} // namespace signalbox
