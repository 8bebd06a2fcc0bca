// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP requests: one verdict however the bytes are split, and nothing unclean in what is accepted.
#include "core/http/request_codec.h"

#include "tests/fuzz/fuzz_input.h"

#include <string>

using namespace signalbox;
using namespace signalbox::http;

namespace {

const Limits kLimits = [] {
    Limits limits;
    limits.headerBytes = 4096;
    limits.targetBytes = 512;
    limits.fields = 32;
    limits.bodyBytes = 65536;
    limits.chunkExtensionBytes = 256;
    limits.trailerBytes = 256;
    return limits;
}();

void checkRequest(const Request& request)
{
    const auto isClean = [](const std::string& text) {
        return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
    };
    fuzz::require(request.body.size() <= kLimits.bodyBytes, "a body is within its limit");
    fuzz::require(isClean(request.head.target) && isClean(request.head.path), "a target has no line end");
    for (const auto& [name, value] : request.head.fields)
        fuzz::require(!name.empty() && isClean(name) && isClean(value), "a field has no line end");
    fuzz::require(request.head.fields.size() <= kLimits.fields, "the number of fields is bounded");
    fuzz::require(!guard(request.head, kLimits), "what was accepted passes the guard");
}

/// Feeds one piece to its end. False after a refusal.
bool feed(RequestCodec& codec, std::string_view piece, std::string& verdict)
{
    while (true) {
        const auto step = codec.feed(piece);
        fuzz::require(step.used <= piece.size(), "no more is used than was given");
        piece.remove_prefix(step.used);
        switch (step.event) {
        case RequestCodec::Event::NeedMore:
            fuzz::require(piece.empty(), "more is wanted only when all is used");
            return true;
        case RequestCodec::Event::Refused:
            verdict += "refused " + std::string(codec.refusal().code);
            fuzz::require(codec.refusal().status >= 400, "a refusal has an error status");
            return false;
        case RequestCodec::Event::Head:
            verdict += codec.keepAlive() ? "kept " : "last ";
            break;
        case RequestCodec::Event::Complete: {
            const Request request = codec.take();
            checkRequest(request);
            verdict += request.head.method + " " + request.head.target + "\n";
            for (const auto& [name, value] : request.head.fields)
                verdict.append(name).append(": ").append(value).append("\n");
            verdict += request.body;
        }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = fuzz::textOf(data, size);
    std::string whole, split;
    RequestCodec first(kLimits);
    (void)feed(first, input, whole);
    RequestCodec second(kLimits);
    for (const auto piece : fuzz::piecesOf(input)) {
        if (!feed(second, piece, split))
            break;
    }
    fuzz::require(whole == split, "the verdict does not depend on how the bytes are split");
    return 0;
}
