// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/json_reader.h"

#include <string>

namespace signalbox {

/// What one message (of a whole answer) or one delta (of a stream) says.
struct Spoken {
    std::string text;
    std::string refusal;
    bool toolCall = false;
    std::int64_t bytes = 0; ///< text, reasoning, refusal, tool names and arguments, audio
};

/// Reads a chat message or delta. Reasoning that comes under several names is counted once. Audio counts its transcript
/// and one byte for 128 of its base64: that is a token and more for the 50 ms of sound which OpenAI bills as one, at
/// 24 kHz PCM (about 3.2 KB of base64 in 50 ms).
[[nodiscard]] Spoken readSpoken(simdjson::dom::object message);

/// The error of an answer or event: OpenAI's {"error":{...}}, Anthropic's {"type":"error"}, Google's list, the bare
/// string of Ollama, vLLM's {"object":"error"}, FastAPI's "detail". None where the value is an ordinary answer.
[[nodiscard]] std::optional<AnswerError> readAnswerError(simdjson::dom::element root);

} // namespace signalbox
