// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

/// What the fuzz targets share. No views of <ranges> here: clang 14 does not compile those of libstdc++ 12.
namespace signalbox::fuzz {

/// A rule that every input has to keep; the fuzzer saves the input that breaks it.
inline void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", rule);
    std::abort();
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const char*>(data), size };
}

/// Takes one byte off the front: a choice that the fuzzer makes.
inline unsigned takeByte(std::string_view& input)
{
    if (input.empty())
        return 0;
    const auto byte = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return byte;
}

/// The same input as pieces of different sizes, always cut the same way. Pieces are short at first, so that long inputs
/// do not take long.
inline std::vector<std::string_view> piecesOf(std::string_view input)
{
    std::uint32_t state = 2166136261U;
    for (std::size_t at = 0; at < std::min<std::size_t>(input.size(), 64); ++at)
        state = (state ^ static_cast<unsigned char>(input[at])) * 16777619U;
    std::vector<std::string_view> pieces;
    while (!input.empty()) {
        state = state * 1664525U + 1013904223U;
        const std::size_t most = pieces.size() < 4096 ? 17 : 4096;
        const std::size_t size = std::min<std::size_t>(input.size(), 1 + (state >> 16) % most);
        pieces.push_back(input.substr(0, size));
        input.remove_prefix(size);
    }
    return pieces;
}

} // namespace signalbox::fuzz
