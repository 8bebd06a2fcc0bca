// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_block.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace signalbox {

namespace {

void putNumber(std::string& out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        out += static_cast<char>((number & 0x7f) | 0x80);
    out += static_cast<char>(number);
}

void putSigned(std::string& out, std::int64_t number)
{
    putNumber(out, (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
}

void putWords(std::string& out, const std::vector<std::string>& words)
{
    putNumber(out, words.size());
    for (const std::string& word : words) {
        putNumber(out, word.size());
        out += word;
    }
}

/// Reads what is put above. After an end that comes too early, ok() is false and all is zero.
class Unpacker {
public:
    explicit Unpacker(std::string_view text)
        : m_text(text)
    {
    }
    [[nodiscard]] bool ok() const { return m_ok; }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_at == m_text.size())
                break;
            const auto byte = static_cast<unsigned char>(m_text[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        m_ok = false;
        return 0;
    }

    std::int64_t signedNumber()
    {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }

    /// A number below a limit: what it counts or names is really there.
    std::uint32_t below(std::uint64_t limit)
    {
        const std::uint64_t value = number();
        m_ok = m_ok && value < limit;
        return m_ok ? static_cast<std::uint32_t>(value) : 0;
    }

    std::uint32_t count() { return below(m_text.size() - m_at + 1); } // each has a byte at least

    std::vector<std::string_view> words()
    {
        std::vector<std::string_view> all(count());
        for (std::string_view& word : all) {
            const std::uint32_t size = count();
            if (!m_ok || size > m_text.size() - m_at) {
                m_ok = false;
                return {};
            }
            word = m_text.substr(m_at, size);
            m_at += size;
        }
        return all;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_ok = true;
};

/// As SQLite's LIKE '%word%': ASCII letters in either case; word is in lower case.
bool holds(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return lowered(a) == b;
    }) != text.end();
}

} // namespace

std::uint32_t BlockWriter::numberOf(std::string_view text, Numbers& numbers, std::vector<std::string>& words)
{
    const auto known = numbers.find(text);
    if (known != numbers.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(words.size());
    numbers.emplace(text, number);
    words.emplace_back(text);
    return number;
}

std::uint32_t BlockWriter::kindOf(const BlockRow& row)
{
    m_key.assign(1, static_cast<char>(row.flags));
    for (std::size_t i = 0; i < row.texts.size(); ++i) {
        if (m_words.empty() || m_words[m_last[i]] != row.texts[i])
            m_last[i] = numberOf(row.texts[i], m_wordNumbers, m_words);
        putNumber(m_key, m_last[i]);
    }
    const auto known = m_kindNumbers.find(m_key);
    if (known != m_kindNumbers.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(m_kinds.size());
    m_kindNumbers.emplace(m_key, number);
    BlockKind kind;
    kind.texts = m_last;
    kind.flags = row.flags;
    kind.mostNano = row.costNano;
    kind.longestUs = row.totalUs;
    m_kinds.push_back(kind);
    return number;
}

void BlockWriter::add(const BlockRow& row)
{
    const std::uint32_t number = kindOf(row);
    BlockKind& kind = m_kinds[number];
    kind.mostNano = std::max(kind.mostNano, row.costNano);
    kind.longestUs = std::max(kind.longestUs, row.totalUs);
    ++kind.requests;
    const std::uint32_t session = row.session.empty() ? 0 : numberOf(row.session, m_sessionNumbers, m_sessions);
    m_entries.push_back({ row.n, number, session, row.costNano, row.totalUs });
}

PackedBlock BlockWriter::pack() const
{
    PackedBlock packed;
    putWords(packed.kinds, m_words);
    putNumber(packed.kinds, m_kinds.size());
    for (const BlockKind& kind : m_kinds) {
        packed.kinds += static_cast<char>(kind.flags);
        for (const std::uint32_t text : kind.texts)
            putNumber(packed.kinds, text);
        putNumber(packed.kinds, kind.requests);
        putSigned(packed.kinds, kind.mostNano);
        putSigned(packed.kinds, kind.longestUs);
    }
    putWords(packed.rows, m_sessions);
    putNumber(packed.rows, m_entries.size());
    std::int64_t last = 0;
    for (const Entry& entry : m_entries) {
        putSigned(packed.rows, entry.n - last);
        putNumber(packed.rows, entry.kind);
        putNumber(packed.rows, entry.session);
        putSigned(packed.rows, entry.costNano);
        putSigned(packed.rows, entry.totalUs);
        last = entry.n;
    }
    return packed;
}

std::optional<BlockKinds> BlockKinds::read(std::string_view packed)
{
    Unpacker from(packed);
    BlockKinds block;
    block.words = from.words();
    block.kinds.resize(from.count());
    for (BlockKind& kind : block.kinds) {
        kind.flags = static_cast<std::uint8_t>(from.below(256));
        for (std::uint32_t& text : kind.texts)
            text = from.below(block.words.size());
        kind.requests = from.below(UINT32_MAX);
        kind.mostNano = from.signedNumber();
        kind.longestUs = from.signedNumber();
        if (!from.ok())
            return std::nullopt;
    }
    return from.ok() && !block.kinds.empty() ? std::optional(std::move(block)) : std::nullopt;
}

std::optional<BlockRows> BlockRows::read(std::string_view packed)
{
    Unpacker from(packed);
    BlockRows block;
    block.sessions = from.words();
    block.rows.resize(from.count());
    std::int64_t last = 0;
    for (Row& row : block.rows) {
        row.n = last += from.signedNumber();
        row.kind = from.below(UINT32_MAX);
        row.session = from.below(block.sessions.size());
        row.costNano = from.signedNumber();
        row.totalUs = from.signedNumber();
        if (!from.ok())
            return std::nullopt;
    }
    return from.ok() && !block.sessions.empty() ? std::optional(std::move(block)) : std::nullopt;
}

std::optional<BlockKind::Text> blockText(RequestField field)
{
    switch (field) {
    case RequestField::Tier:
        return BlockKind::Tier;
    case RequestField::Model:
        return BlockKind::Model;
    case RequestField::Rule:
        return BlockKind::RuleId;
    case RequestField::Client:
        return BlockKind::Client;
    case RequestField::Code:
        return BlockKind::ErrorCode;
    case RequestField::Endpoint:
        return BlockKind::Endpoint;
    case RequestField::Feature:
        return BlockKind::Feature;
    case RequestField::Session:
        break;
    }
    return std::nullopt;
}

BlockQuery::BlockQuery(const RequestFilter& filter)
    : m_words(wordsOf(filter.text))
    , m_minCostNano(filter.minCostNano >= 0 ? filter.minCostNano : INT64_MIN)
    , m_minTotalUs(filter.minTotalUs >= 0 ? filter.minTotalUs : INT64_MIN)
    , m_session(filter.session)
    , m_anySession(filter.sessions)
{
    for (std::string& word : m_words)
        std::transform(word.begin(), word.end(), word.begin(), [](char c) { return lowered(c); });
    const auto is = [this](BlockKind::Text which, const std::string& value) {
        if (!value.empty())
            m_is.emplace_back(which, value);
    };
    is(BlockKind::Tier, filter.tier);
    is(BlockKind::Model, filter.model);
    is(BlockKind::RuleId, filter.ruleId);
    is(BlockKind::Client, filter.client);
    is(BlockKind::ErrorCode, filter.errorCode);
    is(BlockKind::Endpoint, filter.endpoint);
    is(BlockKind::Feature, filter.feature);
    for (const auto& [field, value] : filter.without) {
        if (const auto text = blockText(field))
            m_isNot.emplace_back(*text, value);
        else
            m_withoutSessions.push_back(value);
    }
    const auto flag = [this](std::optional<bool> wanted, std::uint8_t bit) {
        if (wanted)
            (*wanted ? m_set : m_unset) |= bit;
    };
    flag(filter.errors, BlockKind::Failed);
    flag(filter.escalated, BlockKind::Escalated);
    flag(filter.simulated, BlockKind::Simulated);
    flag(filter.stream, BlockKind::Stream);
    m_asksSession = !m_session.empty() || !m_withoutSessions.empty() || m_anySession;
    m_looksAtRows = m_asksSession || filter.minCostNano >= 0 || filter.minTotalUs >= 0;
}

std::vector<std::string_view> BlockRows::readSessions(std::string_view packed)
{
    return Unpacker(packed).words();
}

bool BlockQuery::sessionsFit(std::string_view packedRows) const
{
    if (!m_asksSession)
        return true;
    const auto sessions = BlockRows::readSessions(packedRows);
    return sessions.empty() // damaged, perhaps
        || std::any_of(sessions.begin(), sessions.end(), [this](std::string_view each) { return sessionFits(each); });
}

bool BlockQuery::sessionFits(std::string_view session) const
{
    if (m_anySession && session.empty())
        return false;
    return (m_session.empty() || session == m_session)
        && std::find(m_withoutSessions.begin(), m_withoutSessions.end(), session) == m_withoutSessions.end();
}

std::vector<bool> BlockQuery::kindsThatFit(const BlockKinds& block) const
{
    // First words, then kinds: most blocks lack the very word that is looked for.
    for (const auto& [which, value] : m_is) {
        if (std::find(block.words.begin(), block.words.end(), value) == block.words.end())
            return {};
    }
    std::vector<std::vector<bool>> holding;
    for (const std::string& word : m_words) {
        std::vector<bool>& those = holding.emplace_back(block.words.size());
        for (std::size_t i = 0; i < block.words.size(); ++i)
            those[i] = holds(block.words[i], word);
        if (std::find(those.begin(), those.end(), true) == those.end())
            return {};
    }
    const auto fits = [&](const BlockKind& kind) {
        const auto stands = [&](const auto& each) { return block.text(kind, each.first) == each.second; };
        const auto inSome = [&kind](const std::vector<bool>& those) {
            return those[kind.texts[BlockKind::Model]] || those[kind.texts[BlockKind::RuleId]]
                || those[kind.texts[BlockKind::RuleName]] || those[kind.texts[BlockKind::Feature]]
                || those[kind.texts[BlockKind::Client]];
        };
        return (kind.flags & m_set) == m_set && (kind.flags & m_unset) == 0 && kind.mostNano >= m_minCostNano
            && kind.longestUs >= m_minTotalUs && std::all_of(m_is.begin(), m_is.end(), stands)
            && std::none_of(m_isNot.begin(), m_isNot.end(), stands)
            && std::all_of(holding.begin(), holding.end(), inSome);
    };
    std::vector<bool> those(block.kinds.size());
    bool any = false;
    for (std::size_t i = 0; i < those.size(); ++i)
        any = (those[i] = fits(block.kinds[i])) || any;
    return any ? those : std::vector<bool>();
}

} // namespace signalbox
