// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Private to this room: many phrases found in one pass over a text.
namespace signalbox {

/// Small letters of Latin, Greek and Cyrillic; everything else stays. The length in bytes stays, too.
[[nodiscard]] std::string foldedCase(std::string_view text);

/// Whether foldedCase() would change more than capitals of ASCII.
[[nodiscard]] bool hasForeignLetters(std::string_view text);

/// Whether no letter, digit or underscore touches [begin, end): it is a word, or several, of its own.
[[nodiscard]] bool standsAlone(std::string_view text, std::size_t begin, std::size_t end);

/// Aho-Corasick over bytes, with one table per byte class. Immutable after building; any thread.
class PhraseScanner {
public:
    explicit PhraseScanner(const std::vector<std::string>& phrases);
    [[nodiscard]] bool empty() const { return m_lengths.empty(); }

    /// hit(index of the phrase, first byte, byte behind the last) for each occurrence, overlaps too. Capitals of ASCII
    /// count as small letters; others must be folded before.
    template <class Hit> void scan(std::string_view text, Hit&& hit) const
    {
        std::uint32_t state = 0;
        const std::uint32_t* next = m_next.data();
        for (std::size_t at = 0; at < text.size(); ++at) {
            const std::uint32_t entry = next[state + m_classes[static_cast<unsigned char>(text[at])]];
            state = entry & ~kHit;
            if (entry == state)
                continue;
            for (std::uint32_t found = m_found[state >> m_shift]; found != kNone; found = m_chain[found])
                hit(std::size_t { found }, at + 1 - m_lengths[found], at + 1);
        }
    }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::uint32_t kHit = 0x8000'0000U; ///< in m_next: a phrase ends in that state
    void grow(const std::vector<std::string>& phrases);
    void close();

    std::array<std::uint8_t, 256> m_classes {};
    std::uint32_t m_width = 1;          ///< classes, rounded up to a power of two
    std::uint32_t m_shift = 0;          ///< its logarithm
    std::vector<std::uint32_t> m_next;  ///< [state * width + class]: the next state times width
    std::vector<std::uint32_t> m_found; ///< by state: the longest phrase that ends here
    std::vector<std::uint32_t> m_chain; ///< by phrase: the next shorter one that ends with it
    std::vector<std::size_t> m_lengths; ///< by phrase
};

} // namespace signalbox
