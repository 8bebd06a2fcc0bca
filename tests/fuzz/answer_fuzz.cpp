// SPDX-License-Identifier: GPL-3.0-or-later
// Answers and stream events of providers: usage is never negative, and a whole answer becomes a readable stream.
#include "core/api/chat.h"
#include "core/http/sse.h"

#include "tests/fuzz/fuzz_input.h"

#include <string>

using namespace signalbox;

namespace {

void checkUsage(const Usage& usage)
{
    fuzz::require(usage.uncachedIn >= 0 && usage.cachedIn >= 0 && usage.cacheWrite5m >= 0 && usage.cacheWrite1h >= 0
            && usage.out >= 0 && usage.reasoningOut >= 0 && usage.totalIn() >= 0,
        "no count is negative");
    fuzz::require(usage.raw.size() <= 4096, "little is kept of the provider's own words");
}

void checkStream(Endpoint endpoint, std::string_view body, const Answer& answer, UsageMeaning meaning)
{
    const std::string stream = answerAsStream(endpoint, body, true);
    if (stream.empty())
        return;
    http::SseSplitter splitter(64 * 1024 * 1024);
    const auto events = splitter.feed(stream);
    fuzz::require(events.has_value() && splitter.pending().empty(), "the stream is whole events");
    std::string text;
    StreamEvent::Kind last = StreamEvent::Kind::Other;
    for (const auto& event : *events) {
        const StreamEvent read = readStreamEvent(endpoint, event.data, event.event, meaning);
        fuzz::require(read.kind != StreamEvent::Kind::Unreadable, "each of its events can be read");
        text += read.text;
        last = read.kind;
    }
    fuzz::require(last == StreamEvent::Kind::Done, "it ends with [DONE]");
    // A chat answer from a completions endpoint is read, but has no equivalent stream of completions.
    fuzz::require(
        endpoint != Endpoint::ChatCompletions || text.size() >= answer.text.size(), "no text is lost on the way");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto input = fuzz::textOf(data, size);
    const unsigned choice = fuzz::takeByte(input);
    const auto endpoint = static_cast<Endpoint>(choice % 3);
    const auto meaning = (choice & 64) != 0 ? UsageMeaning::InputExcludesCache : UsageMeaning::InputIncludesCache;
    const StreamEvent event = readStreamEvent(endpoint, input, (choice & 128) != 0 ? "error" : "", meaning);
    checkUsage(event.usage);
    fuzz::require(event.outputBytes >= 0, "output is counted upwards");
    const auto answer = readAnswer(endpoint, input, meaning);
    if (!answer)
        return 0;
    checkUsage(answer->usage);
    fuzz::require(answer->outputBytes >= 0 && answer->choices >= 0, "output is counted upwards");
    if (!answer->error)
        checkStream(endpoint, input, *answer, meaning);
    return 0;
}
