// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/phrase_scanner.h"

#include <algorithm>
#include <bit>
#include <deque>

namespace signalbox {

namespace {

unsigned char byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// The second byte of a two-byte character in small letters, where the first byte stays: U+00C0..00DE, U+0391..039F and
/// U+0410..041F.
unsigned char foldedTail(unsigned char lead, unsigned char tail)
{
    if (lead == 0xC3 && tail >= 0x80 && tail <= 0x9E && tail != 0x97)
        return static_cast<unsigned char>(tail + 0x20);
    if (lead == 0xCE && tail >= 0x91 && tail <= 0x9F)
        return static_cast<unsigned char>(tail + 0x20);
    if (lead == 0xD0 && tail >= 0x90 && tail <= 0x9F)
        return static_cast<unsigned char>(tail + 0x20);
    // Latin Extended-A: capitals are even (U+0100..0137, U+014A..0177), odd in between.
    if (lead == 0xC4 && (tail % 2 == 0) && tail <= 0xB6)
        return static_cast<unsigned char>(tail + 1);
    if (lead == 0xC5 && (tail % 2 == 0) && tail >= 0x8A && tail <= 0xB6)
        return static_cast<unsigned char>(tail + 1);
    return tail;
}

bool isWordByte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A letter of an alphabet that puts spaces between words. Chinese, Japanese and punctuation are none.
bool isWordLead(unsigned char lead, unsigned char tail)
{
    if (lead == 0xC3)
        return tail != 0x97 && tail != 0xB7;
    return (lead >= 0xC4 && lead <= 0xDF) || lead == 0xE1;
}

} // namespace

std::string foldedCase(std::string_view text)
{
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto c = static_cast<unsigned char>(out[i]);
        if (c < 0x80) {
            out[i] = static_cast<char>(c | ((c >= 'A' && c <= 'Z') ? 0x20 : 0));
            continue;
        }
        if (c >= 0xC3 && c <= 0xD0 && i + 1 < out.size()) {
            const auto tail = static_cast<unsigned char>(out[i + 1]);
            if ((c == 0xCE && tail >= 0xA0 && tail <= 0xA9) || (c == 0xD0 && tail >= 0xA0 && tail <= 0xAF)) {
                out[i] = static_cast<char>(c + 1);
                out[i + 1] = static_cast<char>(tail - 0x20);
            } else {
                out[i + 1] = static_cast<char>(foldedTail(c, tail));
            }
            ++i;
        }
    }
    return out;
}

bool hasForeignLetters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xC3 && byte <= 0xD0;
    });
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end)
{
    if (begin > 0) {
        std::size_t before = begin - 1;
        while (before > 0 && byteAt(text, before) >= 0x80 && byteAt(text, before) < 0xC0)
            --before;
        const unsigned char lead = byteAt(text, before);
        if (isWordByte(lead) || (before + 1 < begin && isWordLead(lead, byteAt(text, before + 1))))
            return false;
    }
    if (end >= text.size())
        return true;
    const unsigned char next = byteAt(text, end);
    return !isWordByte(next) && !(end + 1 < text.size() && isWordLead(next, byteAt(text, end + 1)));
}

PhraseScanner::PhraseScanner(const std::vector<std::string>& phrases)
{
    std::uint8_t classes = 0;
    for (const std::string& phrase : phrases) {
        for (const char c : phrase) {
            std::uint8_t& known = m_classes[static_cast<unsigned char>(c)];
            if (known == 0 && classes < 255)
                known = ++classes;
        }
    }
    for (int c = 'A'; c <= 'Z'; ++c)
        m_classes[static_cast<std::size_t>(c)] = m_classes[static_cast<std::size_t>(c + 'a' - 'A')];
    m_width = std::bit_ceil(static_cast<std::uint32_t>(classes) + 1);
    m_shift = static_cast<std::uint32_t>(std::countr_zero(m_width));
    grow(phrases);
    close();
}

void PhraseScanner::grow(const std::vector<std::string>& phrases)
{
    m_next.assign(m_width, 0);
    m_found.assign(1, kNone);
    m_chain.assign(phrases.size(), kNone);
    m_lengths.reserve(phrases.size());
    for (std::uint32_t index = 0; index < phrases.size(); ++index) {
        m_lengths.push_back(phrases[index].size());
        if (phrases[index].empty())
            continue;
        std::uint32_t state = 0;
        for (const char c : phrases[index]) {
            const std::size_t edge = state + m_classes[static_cast<unsigned char>(c)];
            if (m_next[edge] == 0) {
                m_next[edge] = static_cast<std::uint32_t>(m_next.size());
                m_next.resize(m_next.size() + m_width, 0);
                m_found.push_back(kNone);
            }
            state = m_next[edge];
        }
        m_chain[index] = m_found[state >> m_shift]; // the same phrase twice
        m_found[state >> m_shift] = index;
    }
}

/// Breadth first: where no letter leads on, the longest suffix that is itself a beginning does.
void PhraseScanner::close()
{
    std::vector<std::uint32_t> fallback(m_found.size(), 0);
    std::deque<std::uint32_t> queue;
    for (std::uint32_t c = 0; c < m_width; ++c) {
        if (m_next[c] != 0)
            queue.push_back(m_next[c]);
    }
    while (!queue.empty()) {
        const std::uint32_t state = queue.front();
        queue.pop_front();
        const std::uint32_t back = fallback[state >> m_shift];
        std::uint32_t& found = m_found[state >> m_shift];
        if (found == kNone) {
            found = m_found[back >> m_shift];
        } else {
            std::uint32_t last = found;
            while (m_chain[last] != kNone)
                last = m_chain[last];
            m_chain[last] = m_found[back >> m_shift];
        }
        for (std::uint32_t c = 0; c < m_width; ++c) {
            std::uint32_t& edge = m_next[state + c];
            if (edge == 0) {
                edge = m_next[back + c];
            } else {
                fallback[edge >> m_shift] = m_next[back + c];
                queue.push_back(edge);
            }
        }
    }
    for (std::uint32_t& edge : m_next) {
        if (m_found[edge >> m_shift] != kNone)
            edge |= kHit;
    }
}

} // namespace signalbox
