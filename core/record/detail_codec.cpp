// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/detail_codec.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <new>

namespace signalbox {

namespace {

constexpr int kInflateRaw = -15; ///< no header, any window
/// Each text starts anew, and clearing zlib's usual tables (128 KB) would cost more than the packing.
constexpr int kDeflateRaw = -13;
constexpr std::size_t kWindow = 32'768; ///< what zlib reads of a dictionary
constexpr int kLevel = 3;
constexpr int kMemory = 4;
constexpr std::size_t kLargestText = 16U << 20;

/// zlib's interface knows no const for its input.
Bytef* bytesOf(std::string_view text)
{
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

std::string_view window(std::string_view pattern)
{
    return pattern.substr(pattern.size() - std::min(pattern.size(), kWindow));
}

} // namespace

std::string joinTexts(const std::vector<std::string_view>& texts)
{
    std::string joined;
    std::size_t size = texts.size() * 8;
    for (const std::string_view text : texts)
        size += text.size();
    joined.reserve(size);
    for (std::size_t i = 0; i < texts.size(); ++i)
        fmt::format_to(std::back_inserter(joined), "{}{}", i == 0 ? "" : " ", texts[i].size());
    joined += ';';
    for (const std::string_view text : texts)
        joined += text;
    return joined;
}

std::vector<std::string> splitTexts(std::string_view joined)
{
    const std::size_t end = joined.find(';');
    if (end == std::string_view::npos)
        return {};
    std::string_view lengths = joined.substr(0, end);
    std::string_view rest = joined.substr(end + 1);
    std::vector<std::string> texts;
    while (!lengths.empty()) {
        std::size_t length = 0;
        const auto [after, error] = std::from_chars(lengths.data(), lengths.data() + lengths.size(), length);
        if (error != std::errc() || length > rest.size())
            return {};
        texts.emplace_back(rest.substr(0, length));
        rest.remove_prefix(length);
        const auto read = static_cast<std::size_t>(after - lengths.data());
        lengths.remove_prefix(std::min(read + 1, lengths.size()));
    }
    return texts;
}

struct DetailPacker::Stream {
    z_stream z {};
};

DetailPacker::DetailPacker()
    : m_stream(std::make_unique<Stream>())
{
    if (deflateInit2(&m_stream->z, kLevel, Z_DEFLATED, kDeflateRaw, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

DetailPacker::~DetailPacker()
{
    deflateEnd(&m_stream->z);
}

std::string_view DetailPacker::pack(std::string_view text)
{
    z_stream& z = m_stream->z;
    deflateReset(&z);
    m_packed.resize(deflateBound(&z, text.size()));
    z.next_in = bytesOf(text);
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = bytesOf(m_packed);
    z.avail_out = static_cast<uInt>(m_packed.size());
    deflate(&z, Z_FINISH);
    return std::string_view(m_packed).substr(0, m_packed.size() - z.avail_out);
}

std::optional<std::string> unpackDetail(std::string_view packed, std::string_view pattern)
{
    z_stream z {};
    if (inflateInit2(&z, kInflateRaw) != Z_OK)
        return std::nullopt;
    const std::unique_ptr<z_stream, int (*)(z_stream*)> ends(&z, [](z_stream* stream) { return inflateEnd(stream); });
    const std::string_view dictionary = window(pattern);
    if (!dictionary.empty())
        inflateSetDictionary(&z, bytesOf(dictionary), static_cast<uInt>(dictionary.size()));
    z.next_in = bytesOf(packed);
    z.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    for (;;) {
        const std::size_t had = text.size();
        text.resize(had + std::max<std::size_t>(4096, had));
        z.next_out = bytesOf(text) + had;
        z.avail_out = static_cast<uInt>(text.size() - had);
        const int result = inflate(&z, Z_NO_FLUSH);
        text.resize(text.size() - z.avail_out);
        if (result == Z_STREAM_END)
            return text;
        if (result != Z_OK || text.size() > kLargestText || text.size() == had)
            return std::nullopt;
    }
}

} // namespace signalbox
