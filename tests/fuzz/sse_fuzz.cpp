// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events: nothing is lost, nothing is invented, wherever the stream is cut.
#include "core/http/sse.h"

#include "tests/fuzz/fuzz_input.h"

#include <string>

using namespace signalbox;
using namespace signalbox::http;

namespace {

constexpr std::size_t kMaxEvent = 4096;

struct Cut {
    std::string raw;
    std::string parsed;
    bool failed = false;
};

Cut cut(const std::vector<std::string_view>& pieces)
{
    SseSplitter splitter(kMaxEvent);
    Cut result;
    const auto take = [&result](const std::vector<SseEvent>& events) {
        for (const auto& event : events) {
            result.raw += event.raw;
            // An LF of its own behind a CR opens the next event; what it means is the same.
            if (!event.comment)
                result.parsed += event.event + "|" + event.data + "\n";
        }
    };
    for (const auto piece : pieces) {
        const auto events = splitter.feed(piece);
        result.failed = !events;
        if (!events)
            return result;
        take(*events);
    }
    take(splitter.finish());
    result.raw += splitter.pending();
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = fuzz::textOf(data, size);
    const Cut whole = cut({ input });
    const Cut split = cut(fuzz::piecesOf(input));
    if (whole.failed || split.failed)
        return 0;
    fuzz::require(whole.raw == input, "the events together are the stream");
    fuzz::require(split.raw == input, "the events together are the stream, also in pieces");
    fuzz::require(whole.parsed == split.parsed, "the meaning does not depend on the split");
    return 0;
}
