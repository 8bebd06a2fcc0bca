// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP answers: framing and content coding, one verdict however the bytes are split.
#include "core/http/content_decoder.h"
#include "core/http/response_decoder.h"

#include "tests/fuzz/fuzz_input.h"

#include <array>
#include <string>

using namespace signalbox;
using namespace signalbox::http;

namespace {

constexpr std::size_t kMaxRatio = 100;

struct Reading {
    ResponseDecoder::State state = ResponseDecoder::State::Head;
    int status = 0;
    bool keepAlive = false;
    std::string fields;
    std::string coding;
    std::string body;
};

void take(ResponseDecoder& decoder, std::string& pending, Reading& reading)
{
    using State = ResponseDecoder::State;
    if (decoder.state() == State::Head) {
        const std::size_t used = decoder.head(pending);
        fuzz::require(used <= pending.size(), "no more of a head is used than was given");
        pending.erase(0, used);
    }
    if (decoder.state() != State::Body)
        return;
    const auto piece = decoder.body(pending.data(), pending.size());
    fuzz::require(piece.payload <= piece.consumed && piece.consumed <= pending.size(), "framing only takes away");
    reading.body.append(pending, 0, piece.payload);
    pending.erase(0, piece.consumed);
}

Reading read(const std::vector<std::string_view>& pieces)
{
    ResponseDecoder decoder({});
    Reading reading;
    std::string pending;
    for (const auto piece : pieces) {
        pending.append(piece);
        take(decoder, pending, reading);
        if (decoder.state() == ResponseDecoder::State::Faulty || decoder.state() == ResponseDecoder::State::Complete)
            break;
    }
    decoder.finish();
    reading.state = decoder.state();
    reading.status = decoder.status();
    reading.keepAlive = decoder.keepAlive();
    reading.coding = decoder.contentCoding();
    for (const auto& [name, value] : decoder.takeFields())
        reading.fields.append(name).append(": ").append(value).append("\n");
    return reading;
}

std::string decoded(std::string_view coding, const std::vector<std::string_view>& pieces)
{
    const auto decoder = ContentDecoder::make(coding, kMaxRatio);
    std::string text;
    if (!decoder)
        return text;
    std::array<char, 1024> room {};
    for (const auto piece : pieces) {
        decoder->feed(piece);
        while (decoder->isPending() && text.size() < 1'000'000)
            text.append(room.data(), decoder->take(room.data(), room.size()));
        if (decoder->state() == ContentDecoder::State::Faulty || decoder->isPending())
            break;
    }
    return text + (decoder->isWhole() ? "whole" : "cut");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = fuzz::textOf(data, size);
    const Reading whole = read({ input });
    const Reading split = read(fuzz::piecesOf(input));
    fuzz::require(whole.state == split.state, "the state does not depend on the split");
    fuzz::require(whole.status == split.status, "the status does not depend on the split");
    fuzz::require(whole.status == 0 || (whole.status >= 200 && whole.status <= 999), "a final status is one");
    if (whole.state == ResponseDecoder::State::Complete) {
        fuzz::require(whole.fields == split.fields, "the fields do not depend on the split");
        fuzz::require(whole.body == split.body, "the body does not depend on the split");
        fuzz::require(whole.coding == split.coding, "the coding does not depend on the split");
        fuzz::require(whole.keepAlive == split.keepAlive, "the connection's fate does not depend on the split");
    }
    const std::string_view coding = whole.coding.empty() ? "gzip" : std::string_view(whole.coding);
    const std::string_view body = whole.body.empty() ? input : std::string_view(whole.body);
    fuzz::require(decoded(coding, { body }) == decoded(coding, fuzz::piecesOf(body)),
        "the decoded content does not depend on the split");
    return 0;
}
