// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/content_decoder.h"

#include "core/http/message.h"

#include <zlib.h>

#include <algorithm>

namespace signalbox::http {
namespace {

/// Below this, even an absurd ratio does no harm.
constexpr std::uint64_t kRatioCounts = 1024 * 1024;
constexpr int kGzip = 16 + MAX_WBITS;

/// "deflate" is meant as zlib's format, but some send the bare one (RFC 9110, 8.4.1.2): the first two bytes tell.
int deflateFormat(std::string_view first)
{
    const auto at = [&](std::size_t i) { return i < first.size() ? static_cast<unsigned char>(first[i]) : 0u; };
    const bool zlib = (at(0) & 0x0f) == Z_DEFLATED && (first.size() < 2 || ((at(0) << 8) | at(1)) % 31 == 0);
    return zlib ? MAX_WBITS : -MAX_WBITS;
}

} // namespace

struct ContentDecoder::Stream {
    z_stream z {};
    int windowBits = kGzip; ///< 0: deflate, not told apart yet
    bool open = false;

    ~Stream()
    {
        if (open)
            inflateEnd(&z);
    }
};

std::unique_ptr<ContentDecoder> ContentDecoder::make(std::string_view coding, std::size_t maxRatio)
{
    auto stream = std::make_unique<Stream>();
    if (sameName(coding, "deflate"))
        stream->windowBits = 0;
    else if (!sameName(coding, "gzip") && !sameName(coding, "x-gzip"))
        return nullptr;
    return std::unique_ptr<ContentDecoder>(new ContentDecoder(std::move(stream), maxRatio));
}

ContentDecoder::ContentDecoder(std::unique_ptr<Stream> stream, std::size_t maxRatio)
    : m_stream(std::move(stream))
    , m_maxRatio(std::max<std::size_t>(maxRatio, 1))
{
}

ContentDecoder::~ContentDecoder() = default;

void ContentDecoder::fail(std::string_view fault)
{
    m_state = State::Faulty;
    m_fault = fault;
}

void ContentDecoder::feed(std::string_view bytes)
{
    if (m_state == State::Faulty || bytes.empty())
        return;
    if (!m_stream->open) {
        if (m_stream->windowBits == 0)
            m_stream->windowBits = deflateFormat(bytes);
        if (inflateInit2(&m_stream->z, m_stream->windowBits) != Z_OK)
            return fail("no memory to decode with");
        m_stream->open = true;
    }
    m_received += bytes.size();
    m_stream->z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    m_stream->z.avail_in = static_cast<uInt>(bytes.size());
}

bool ContentDecoder::isPending() const
{
    return m_state == State::Running && (m_stream->z.avail_in > 0 || m_outputFull);
}

/// A gzip body may be several members, one after the other (RFC 1952, 2.2). Nothing else may follow.
bool ContentDecoder::startNextMember()
{
    if (m_stream->windowBits != kGzip) {
        fail("bytes behind the end of the coded body");
        return false;
    }
    m_memberEnded = false;
    return inflateReset(&m_stream->z) == Z_OK;
}

std::size_t ContentDecoder::take(char* out, std::size_t size)
{
    z_stream& z = m_stream->z;
    z.next_out = reinterpret_cast<Bytef*>(out);
    z.avail_out = static_cast<uInt>(size);
    m_outputFull = false;
    while (m_state == State::Running && z.avail_out > 0) {
        if (m_memberEnded && (z.avail_in == 0 || !startNextMember()))
            break;
        const int result = inflate(&z, Z_NO_FLUSH);
        if (result == Z_STREAM_END)
            m_memberEnded = true;
        else if (result == Z_BUF_ERROR)
            break; // all input is used up
        else if (result != Z_OK)
            fail("faulty compressed body");
    }
    const std::size_t produced = size - z.avail_out;
    m_outputFull = z.avail_out == 0 && !m_memberEnded;
    m_produced += produced;
    if (m_state == State::Running && m_produced > kRatioCounts && m_produced / m_maxRatio > m_received)
        fail("compressed body grows too much");
    return produced;
}

bool ContentDecoder::isWhole() const
{
    return m_state == State::Running && (m_received == 0 || m_memberEnded);
}

} // namespace signalbox::http
