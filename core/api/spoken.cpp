// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spoken.h"

#include <algorithm>

namespace signalbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMessageBytes = 1024;
constexpr std::int64_t kAudioShare = 128;

/// Sum of all strings in a value, but for the names of kinds and formats.
std::int64_t stringBytes(dom::element value)
{
    std::int64_t bytes = json::bytesOf(json::stringOf(value));
    dom::array items;
    if (value.get(items) == simdjson::SUCCESS) {
        for (const dom::element item : items)
            bytes += stringBytes(item);
    }
    dom::object object;
    if (value.get(object) == simdjson::SUCCESS) {
        for (const auto [name, member] : object)
            bytes += name == "type" || name == "format" || name == "id" ? 0 : stringBytes(member);
    }
    return bytes;
}

void readContent(Spoken& spoken, dom::element content)
{
    std::string_view whole;
    if (content.get(whole) == simdjson::SUCCESS) {
        spoken.text = whole;
        spoken.bytes += json::bytesOf(whole);
        return;
    }
    dom::array parts;
    if (content.get(parts) != simdjson::SUCCESS)
        return;
    for (const dom::element part : parts) {
        spoken.bytes += stringBytes(part);
        std::string_view text;
        if (part["text"].get(text) == simdjson::SUCCESS)
            spoken.text += text;
    }
}

std::int64_t callBytes(dom::element function)
{
    dom::object object;
    if (function.get(object) != simdjson::SUCCESS)
        return 0;
    std::int64_t bytes = 0;
    for (const auto [name, value] : object) {
        if (name == "name")
            bytes += json::bytesOf(json::stringOf(value));
        else if (name == "arguments" || name == "input")
            bytes += value.is_string() ? json::bytesOf(json::stringOf(value))
                : value.is_null()      ? 0
                                       : json::writtenBytes(value);
    }
    return bytes;
}

void readToolCalls(Spoken& spoken, dom::element calls)
{
    dom::array items;
    if (calls.get(items) != simdjson::SUCCESS)
        return;
    for (const dom::element call : items) {
        spoken.toolCall = true;
        dom::element function;
        if (call["function"].get(function) == simdjson::SUCCESS || call["custom"].get(function) == simdjson::SUCCESS)
            spoken.bytes += callBytes(function);
    }
}

std::int64_t audioBytes(dom::element audio)
{
    dom::object object;
    if (audio.get(object) != simdjson::SUCCESS)
        return 0;
    std::int64_t bytes = 0;
    for (const auto [name, value] : object) {
        if (name == "transcript")
            bytes += json::bytesOf(json::stringOf(value));
        else if (name == "data")
            bytes += (json::bytesOf(json::stringOf(value)) + kAudioShare - 1) / kAudioShare;
    }
    return bytes;
}

std::string limited(std::string_view text)
{
    if (text.size() <= kMessageBytes)
        return std::string(text);
    std::size_t end = kMessageBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string(text.substr(0, end));
}

/// Strings as they are, numbers in digits ("code": 429), all else "".
std::string wordOf(dom::element value)
{
    std::int64_t number = 0;
    if (value.get(number) == simdjson::SUCCESS)
        return std::to_string(number);
    return limited(json::stringOf(value));
}

/// Some providers write "error": null or false into good answers.
bool isNothing(dom::element value)
{
    bool flag = true;
    return value.is_null() || (value.get(flag) == simdjson::SUCCESS && !flag);
}

AnswerError errorOf(dom::element value)
{
    AnswerError error;
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
        error.message = limited(json::stringOf(value));
        return error;
    }
    for (const auto [name, member] : object) {
        if (name == "message")
            error.message = wordOf(member);
        else if (name == "type" || (name == "status" && error.type.empty()))
            error.type = wordOf(member);
        else if (name == "code")
            error.code = wordOf(member);
    }
    return error;
}

std::optional<AnswerError> errorOfChoices(dom::element choices)
{
    dom::array items;
    if (choices.get(items) != simdjson::SUCCESS)
        return std::nullopt;
    for (const dom::element choice : items) {
        dom::element error;
        if (choice["error"].get(error) == simdjson::SUCCESS && !isNothing(error))
            return errorOf(error);
    }
    return std::nullopt;
}

} // namespace

Spoken readSpoken(dom::object message)
{
    Spoken spoken;
    std::int64_t reasoning = 0;
    for (const auto [name, value] : message) {
        if (name == "content") {
            readContent(spoken, value);
        } else if (name == "role" || value.is_null()) {
            continue;
        } else if (name == "refusal") {
            spoken.refusal = json::stringOf(value);
            spoken.bytes += json::bytesOf(spoken.refusal);
        } else if (name == "tool_calls") {
            readToolCalls(spoken, value);
        } else if (name == "function_call") {
            spoken.toolCall = true;
            spoken.bytes += callBytes(value);
        } else if (name == "reasoning_content" || name == "reasoning" || name == "reasoning_details") {
            reasoning = std::max(reasoning, stringBytes(value));
        } else if (name == "audio") {
            spoken.bytes += audioBytes(value);
        }
    }
    spoken.bytes += reasoning;
    return spoken;
}

std::optional<AnswerError> readAnswerError(dom::element root)
{
    dom::array list;
    if (root.get(list) == simdjson::SUCCESS) {
        const bool one = list.size() == 1 && (*list.begin()).is_object();
        return one ? readAnswerError(*list.begin()) : std::nullopt;
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return std::nullopt;
    std::optional<AnswerError> error;
    bool saysError = false;
    bool answers = false;
    dom::element detail;
    bool hasDetail = false;
    for (const auto [name, value] : object) {
        if (name == "error" && !isNothing(value)) {
            error = errorOf(value);
        } else if (name == "choices") {
            answers = true;
            if (auto inner = errorOfChoices(value); inner && !error)
                error = std::move(inner);
        } else if (name == "data") {
            answers = true;
        } else if (name == "type" || name == "object") {
            saysError |= json::stringOf(value) == "error";
        } else if (name == "detail") {
            detail = value;
            hasDetail = true;
        }
    }
    if (!error && saysError)
        error = errorOf(root);
    if (!error && hasDetail && !answers)
        error = AnswerError { wordOf(detail), {}, {} };
    return error;
}

} // namespace signalbox
