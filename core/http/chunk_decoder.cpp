// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/chunk_decoder.h"

#include "core/http/charset.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace signalbox::http {
namespace {

/// More digits than a 64-bit size needs are zeros, legal and useless: they count as extension bytes.
constexpr std::size_t kFreeDigits = 16;

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char letter = lowered(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

} // namespace

ChunkDecoder::Step ChunkDecoder::feed(std::string_view bytes)
{
    Step step;
    while (step.used < bytes.size()) {
        if (m_at == At::Data) {
            step.data =
                bytes.substr(step.used, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size())));
            step.used += step.data.size();
            m_left -= step.data.size();
            if (m_left == 0)
                m_at = At::DataCr;
            return step;
        }
        step.state = take(bytes[step.used++]);
        if (step.state != State::More)
            return step;
    }
    return step;
}

ChunkDecoder::State ChunkDecoder::take(char byte)
{
    switch (m_at) {
    case At::Size:
        return takeSize(byte);
    case At::Extension:
        return takeExtension(byte);
    case At::SizeLf:
        m_nameLength = 0;
        return expect(byte, '\n', m_left == 0 ? At::Trailer : At::Data);
    case At::DataCr:
        return expect(byte, '\r', At::DataLf);
    case At::DataLf:
        m_digits = 0;
        return expect(byte, '\n', At::Size);
    case At::Trailer:
    case At::TrailerValue:
        return takeTrailer(byte);
    case At::TrailerLf:
        m_nameLength = 0;
        return expect(byte, '\n', At::Trailer);
    case At::EndLf:
        return byte == '\n' ? State::Done : State::BadTrailer;
    case At::Data:
        break;
    }
    return State::BadChunk;
}

ChunkDecoder::State ChunkDecoder::expect(char byte, char wanted, At next)
{
    if (byte != wanted)
        return m_at == At::TrailerLf ? State::BadTrailer : State::BadChunk;
    m_at = next;
    return State::More;
}

ChunkDecoder::State ChunkDecoder::takeSize(char byte)
{
    const int digit = hexValue(byte);
    if (digit >= 0) {
        if (m_digits == 0)
            m_left = 0;
        if (++m_digits > kFreeDigits && ++m_extensions > m_bounds.extensionBytes)
            return State::ExtensionsTooLarge;
        // Never more than the body's bound, so the product can't wrap.
        m_left = m_left * 16 + static_cast<unsigned>(digit);
        return m_left > m_bounds.bodyBytes - m_body ? State::BodyTooLarge : State::More;
    }
    if (m_digits == 0)
        return State::BadChunk;
    if (byte == '\r') {
        m_body += m_left;
        m_at = At::SizeLf;
        return State::More;
    }
    // "BWS" is allowed before the ";" of an extension (RFC 9112 section 7.1.1).
    if (byte != ';' && byte != ' ' && byte != '\t')
        return State::BadChunk;
    m_at = At::Extension;
    return takeExtension(byte);
}

ChunkDecoder::State ChunkDecoder::takeExtension(char byte)
{
    if (byte == '\r') {
        m_body += m_left;
        m_at = At::SizeLf;
        return State::More;
    }
    if (!has(charset::kFieldValue, byte))
        return State::BadChunk;
    return ++m_extensions > m_bounds.extensionBytes ? State::ExtensionsTooLarge : State::More;
}

ChunkDecoder::State ChunkDecoder::takeTrailer(char byte)
{
    if (byte == '\r') {
        if (m_at == At::Trailer && m_nameLength > 0)
            return State::BadTrailer;
        m_at = m_at == At::Trailer ? At::EndLf : At::TrailerLf;
        return State::More;
    }
    if (++m_trailers > m_bounds.trailerBytes)
        return State::TrailersTooLarge;
    if (m_at == At::TrailerValue)
        return has(charset::kFieldValue, byte) ? State::More : State::BadTrailer;
    if (byte == ':' && m_nameLength > 0) {
        m_at = At::TrailerValue;
        return State::More;
    }
    ++m_nameLength;
    return has(charset::kToken, byte) ? State::More : State::BadTrailer;
}

} // namespace signalbox::http
