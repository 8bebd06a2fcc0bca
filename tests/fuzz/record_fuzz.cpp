// SPDX-License-Identifier: GPL-3.0-or-later
// What is read back from the log and typed into its filter, and what is written for people to read.
#include "core/record/detail_codec.h"
#include "core/record/json_line.h"
#include "core/record/report.h"
#include "core/record/request_log.h"
#include "core/tiers/price_book.h"

#include "tests/fuzz/fuzz_input.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace signalbox;

namespace {

void checkLine(std::string_view text)
{
    std::string line;
    appendSafeString(line, text);
    const auto isControl = [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; };
    fuzz::require(std::none_of(line.begin(), line.end(), isControl), "a record stays one line");
    fuzz::require(nlohmann::json::accept(line), "a line is JSON");
    const std::string seen = visibleText(text);
    fuzz::require(visibleText(seen) == seen, "what is visible stays as it is");
}

void checkDetail(std::string_view text)
{
    const auto half = text.size() / 2;
    DetailPacker packer;
    const std::string packed(packer.pack(text));
    fuzz::require(unpackDetail(packed, {}) == text, "a detail survives packing");
    const auto read = unpackDetail(text.substr(half), text.substr(0, half));
    fuzz::require(!read || read->size() <= 16u * 1024 * 1024, "a damaged detail stays small");
    const std::vector<std::string_view> parts { text.substr(0, half), text.substr(half), "" };
    const auto split = splitTexts(joinTexts(parts));
    fuzz::require(std::equal(split.begin(), split.end(), parts.begin(), parts.end()), "joined texts come apart again");
    (void)splitTexts(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr WallUs kNow = 1'795'000'000'000'000;
    auto input = fuzz::textOf(data, size);
    switch (fuzz::takeByte(input) % 4) {
    case 0:
        checkLine(input);
        break;
    case 1:
        checkDetail(input);
        break;
    case 2:
        if (const auto filter = parseFilter(input, kNow); !filter)
            fuzz::require(filter.error().code == "filter_syntax", "a bad filter says where");
        if (const auto since = parseSince(input, kNow); !since)
            fuzz::require(since.error().code == "since_invalid", "a bad time says so");
        break;
    default:
        if (const auto book = PriceBook::parse(input); book)
            for (const auto& entry : book->entries())
                fuzz::require(entry.price.input.pico() >= 0 && entry.price.output.pico() >= 0, "no price is negative");
    }
    return 0;
}
