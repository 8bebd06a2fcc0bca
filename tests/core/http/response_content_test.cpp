// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/content_decoder.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace signalbox::http {
namespace {

constexpr int kGzip = 31;
constexpr int kZlib = 15;
constexpr int kBare = -15;

std::string packed(std::string_view text, int windowBits)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

struct Unpacked {
    std::string text;
    bool whole = false;
    std::string fault;
};

Unpacked unpack(std::string_view coding, std::string_view bytes, std::size_t piece, std::size_t room = 4096)
{
    const auto decoder = ContentDecoder::make(coding, 100);
    Unpacked result;
    std::string out(room, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        decoder->feed(bytes.substr(at, piece));
        while (decoder->isPending())
            result.text.append(out, 0, decoder->take(out.data(), out.size()));
    }
    result.whole = decoder->isWhole();
    result.fault = decoder->fault();
    return result;
}

std::string sampleText()
{
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "{\"n\":" + std::to_string(i * 7919) + "},";
    return text;
}

TEST(ContentDecoder, every_known_coding_is_undone_wherever_the_bytes_are_split)
{
    const std::string text = sampleText();
    for (const auto& [coding, bytes] :
        { std::pair("gzip", packed(text, kGzip)), std::pair("X-GZIP", packed(text, kGzip)),
            std::pair("deflate", packed(text, kZlib)), std::pair("deflate", packed(text, kBare)) }) {
        for (const std::size_t piece : { std::size_t { 1 }, std::size_t { 13 }, bytes.size() }) {
            for (const std::size_t room : { std::size_t { 1 }, std::size_t { 100 }, std::size_t { 65536 } }) {
                const Unpacked result = unpack(coding, bytes, piece, room);
                EXPECT_EQ(result.text, text) << coding << " in " << piece;
                EXPECT_TRUE(result.whole) << coding << " in " << piece << ": " << result.fault;
            }
        }
    }
}

TEST(ContentDecoder, an_unknown_coding_is_not_guessed)
{
    for (const char* coding : { "br", "zstd", "x-odd", "gzip, gzip", "gzip,deflate", "" })
        EXPECT_EQ(ContentDecoder::make(coding, 100), nullptr) << coding;
}

TEST(ContentDecoder, several_members_are_one_body)
{
    const Unpacked result = unpack("gzip", packed("abc", kGzip) + packed("def", kGzip), 5);
    EXPECT_EQ(result.text, "abcdef");
    EXPECT_TRUE(result.whole);
}

TEST(ContentDecoder, a_body_that_is_cut_anywhere_is_not_whole)
{
    const std::string bytes = packed(sampleText(), kGzip);
    for (std::size_t size = 1; size < bytes.size(); size += 97)
        EXPECT_FALSE(unpack("gzip", std::string_view(bytes).substr(0, size), 64).whole) << size;
    EXPECT_FALSE(unpack("gzip", std::string_view(bytes).substr(0, bytes.size() - 1), 64).whole);
    EXPECT_TRUE(unpack("gzip", "", 1).whole);
}

TEST(ContentDecoder, a_wrong_check_sum_or_length_is_a_fault)
{
    const std::string good = packed("hello world", kGzip);
    for (std::size_t back = 1; back <= 8; ++back) {
        std::string bytes = good;
        bytes[bytes.size() - back] = static_cast<char>(bytes[bytes.size() - back] ^ 1);
        const Unpacked result = unpack("gzip", bytes, bytes.size());
        EXPECT_FALSE(result.whole);
        EXPECT_FALSE(result.fault.empty());
    }
}

TEST(ContentDecoder, bytes_behind_the_end_are_a_fault)
{
    EXPECT_FALSE(unpack("gzip", packed("abc", kGzip) + "junk", 64).fault.empty());
    EXPECT_FALSE(unpack("deflate", packed("abc", kZlib) + "junk", 64).fault.empty());
}

TEST(ContentDecoder, a_bomb_is_stopped_soon_after_a_mebibyte)
{
    const std::string bomb = packed(std::string(64 * 1024 * 1024, '\0'), kGzip);
    const Unpacked result = unpack("gzip", bomb, 4096, 65536);
    EXPECT_FALSE(result.fault.empty());
    EXPECT_LT(result.text.size(), 2u * 1024 * 1024);
}

} // namespace
} // namespace signalbox::http
