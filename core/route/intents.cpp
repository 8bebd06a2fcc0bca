// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/intents.h"

#include "core/route/phrase_scanner.h"

#include <algorithm>
#include <cmath>

namespace signalbox {

namespace {

constexpr std::size_t kReadBytes = 2048;
constexpr double kNearEnough = 0.35;
constexpr float kPieceShare = 0.5F; ///< a piece of a word counts half a word

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::uint32_t hashOf(std::string_view text, std::uint32_t seed)
{
    std::uint32_t hash = 0x811c9dc5U ^ seed;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U; // FNV-1a
    return hash;
}

/// Words, and the three-byte pieces of each with its ends marked; each once, with how much it may weigh.
std::map<std::uint32_t, float> piecesOf(std::string_view text)
{
    std::map<std::uint32_t, float> pieces;
    const std::string folded = foldedCase(text.substr(0, kReadBytes));
    for (std::size_t at = 0; at < folded.size();) {
        if (!isWordByte(folded[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < folded.size() && isWordByte(folded[end]))
            ++end;
        const std::string word = "^" + folded.substr(at, end - at) + "$";
        pieces.insert_or_assign(hashOf(word, 1), 1.0F);
        for (std::size_t i = 0; i + 3 <= word.size(); ++i)
            pieces.try_emplace(hashOf(std::string_view(word).substr(i, 3), 2), kPieceShare);
        at = end;
    }
    return pieces;
}

} // namespace

IntentTable::IntentTable(std::vector<Intent> intents)
    : m_intents(std::move(intents))
{
    std::map<std::uint32_t, int> seenIn;
    for (std::uint32_t i = 0; i < m_intents.size(); ++i) {
        for (std::uint32_t e = 0; e < m_intents[i].examples.size(); ++e) {
            m_examples.emplace_back(i, e);
            for (const auto& [piece, share] : piecesOf(m_intents[i].examples[e]))
                ++seenIn[piece];
        }
    }
    const auto all = static_cast<float>(m_examples.size());
    for (const auto& [piece, times] : seenIn)
        m_rarity[piece] = std::log(1.0F + all / static_cast<float>(times));
    for (std::uint32_t place = 0; place < m_examples.size(); ++place) {
        const auto& [intent, example] = m_examples[place];
        for (const auto& [piece, weight] : weighed(m_intents[intent].examples[example]))
            m_mentions[piece].push_back({ place, weight });
    }
}

IntentTable::Pieces IntentTable::weighed(std::string_view text) const
{
    Pieces pieces;
    float sum = 0;
    // What no example has is as rare as can be: it makes the text unlike all of them.
    const float rarest = std::log(1.0F + static_cast<float>(m_examples.size()));
    for (const auto& [piece, share] : piecesOf(text)) {
        const auto known = m_rarity.find(piece);
        const float weight = share * (known == m_rarity.end() ? rarest : known->second);
        sum += weight * weight;
        if (known != m_rarity.end())
            pieces.emplace_back(piece, weight);
    }
    const float length = sum > 0 ? std::sqrt(sum) : 1.0F;
    for (auto& piece : pieces)
        piece.second /= length;
    return pieces;
}

IntentReading IntentTable::read(std::string_view text) const
{
    std::vector<float> likeness(m_examples.size(), 0.0F);
    for (const auto& [piece, weight] : weighed(text)) {
        const auto mentions = m_mentions.find(piece);
        if (mentions == m_mentions.end())
            continue;
        for (const Mention& mention : mentions->second)
            likeness[mention.example] += weight * mention.weight;
    }
    const auto best = std::max_element(likeness.begin(), likeness.end());
    IntentReading reading { "none", 0, "" };
    if (best == likeness.end())
        return reading;
    const auto& [intent, example] = m_examples[static_cast<std::size_t>(best - likeness.begin())];
    reading.likeness = static_cast<double>(*best);
    reading.example = m_intents[intent].examples[example];
    if (reading.likeness >= kNearEnough)
        reading.intent = m_intents[intent].id;
    return reading;
}

} // namespace signalbox
