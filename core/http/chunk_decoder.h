// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalbox::http {

/// Takes the chunked coding (RFC 9112 section 7.1) off a body, byte by byte, so that its verdict can't depend on how
/// the bytes were split. Stricter than Boost.Beast's: no LF without CR, also not inside a quoted extension. Extensions
/// and trailers are read, bounded and dropped. Sans-I/O, no allocation.
class ChunkDecoder {
public:
    struct Bounds {
        std::uint64_t bodyBytes = 0;
        std::size_t extensionBytes = 0; ///< in all chunks together
        std::size_t trailerBytes = 0;
    };
    enum class State { More, Done, BadChunk, BodyTooLarge, ExtensionsTooLarge, BadTrailer, TrailersTooLarge };
    struct Step {
        State state = State::More;
        std::size_t used = 0;  ///< bytes taken from the input
        std::string_view data; ///< body bytes among them, in place
    };

    ChunkDecoder() = default;
    explicit ChunkDecoder(Bounds bounds)
        : m_bounds(bounds)
    {
    }
    /// Returns at the first piece of data, at the end, at a fault, or when all bytes are used. Not to be called after
    /// anything but More.
    [[nodiscard]] Step feed(std::string_view bytes);

private:
    enum class At { Size, Extension, SizeLf, Data, DataCr, DataLf, Trailer, TrailerValue, TrailerLf, EndLf };

    [[nodiscard]] State take(char byte);
    [[nodiscard]] State takeSize(char byte);
    [[nodiscard]] State takeExtension(char byte);
    [[nodiscard]] State takeTrailer(char byte);
    [[nodiscard]] State expect(char byte, char wanted, At next);

    Bounds m_bounds;
    At m_at = At::Size;
    std::uint64_t m_left = 0; ///< of the present chunk: its size while that is read, then the bytes that are due
    std::uint64_t m_body = 0; ///< of all chunks so far
    std::size_t m_digits = 0; ///< of the present size
    std::size_t m_extensions = 0;
    std::size_t m_trailers = 0;
    std::size_t m_nameLength = 0; ///< of the present trailer field
};

} // namespace signalbox::http
