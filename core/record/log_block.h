// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/request_filter.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// A block says of about a thousand requests, in little room, what a filter asks for: so a search through millions of
/// requests opens only rows that fit. It is written by the log's upkeep, beside the path of a request, and takes the
/// place of an index for every field. Pure; any thread.
namespace signalbox {

/// What a request is told apart by. Requests that are alike in all of it are one kind.
struct BlockKind {
    enum Text : std::size_t { Tier, Model, RuleId, RuleName, Client, Feature, Endpoint, ErrorCode, Texts };
    enum Flag : std::uint8_t { Failed = 1, Escalated = 2, Simulated = 4, Stream = 8 };
    std::array<std::uint32_t, Texts> texts {}; ///< numbers in the block's list of words
    std::uint8_t flags = 0;
    std::uint32_t requests = 0;
    std::int64_t mostNano = 0, longestUs = 0;
};

/// One request of a block.
struct BlockRow {
    std::int64_t n = 0; ///< its row number
    std::array<std::string_view, BlockKind::Texts> texts;
    std::string_view session;
    std::uint8_t flags = 0;
    std::int64_t costNano = 0, totalUs = 0;
};

/// A block as it stands in the file.
struct PackedBlock {
    std::string kinds; ///< words and kinds: enough to know whether anything in it fits
    std::string rows;  ///< row number, kind, cost, duration and session of each request
};

/// Takes requests in the order of their row numbers.
class BlockWriter {
public:
    void add(const BlockRow& row);
    [[nodiscard]] PackedBlock pack() const;

private:
    struct Entry {
        std::int64_t n;
        std::uint32_t kind, session;
        std::int64_t costNano, totalUs;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Numbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;
    [[nodiscard]] static std::uint32_t numberOf(
        std::string_view text, Numbers& numbers, std::vector<std::string>& words);
    [[nodiscard]] std::uint32_t kindOf(const BlockRow& row);
    std::vector<std::string> m_words, m_sessions { std::string() };
    Numbers m_wordNumbers, m_kindNumbers, m_sessionNumbers { { std::string(), 0 } };
    std::vector<BlockKind> m_kinds;
    std::array<std::uint32_t, BlockKind::Texts> m_last {}; ///< words of the request before: often the same
    std::string m_key;
    std::vector<Entry> m_entries;
};

/// The first half of a block, read. The views go with the text it was read from. nullopt: damaged.
struct BlockKinds {
    std::vector<std::string_view> words;
    std::vector<BlockKind> kinds;
    [[nodiscard]] std::string_view text(const BlockKind& kind, BlockKind::Text which) const
    {
        return words[kind.texts[which]];
    }
    [[nodiscard]] static std::optional<BlockKinds> read(std::string_view packed);
};

/// The second half, read.
struct BlockRows {
    struct Row {
        std::int64_t n;
        std::uint32_t kind, session;
        std::int64_t costNano, totalUs;
    };
    std::vector<std::string_view> sessions; ///< the first one is "": none
    std::vector<Row> rows;
    [[nodiscard]] static std::optional<BlockRows> read(std::string_view packed);
    /// Only the first part of it.
    [[nodiscard]] static std::vector<std::string_view> readSessions(std::string_view packed);
};

/// Where a kind keeps a field; nullopt: not in kinds (the session).
[[nodiscard]] std::optional<BlockKind::Text> blockText(RequestField field);

/// A filter, ready to be held against blocks. Time is not looked at: it is a range of row numbers.
class BlockQuery {
public:
    explicit BlockQuery(const RequestFilter& filter);
    /// Which kinds of the block can fit; empty where none can.
    [[nodiscard]] std::vector<bool> kindsThatFit(const BlockKinds& block) const;
    /// Does it ask for something that kinds do not tell: a cost, a duration, a session?
    [[nodiscard]] bool looksAtRows() const { return m_looksAtRows; }
    /// Whether the block has a session that is asked for, where one is.
    [[nodiscard]] bool sessionsFit(std::string_view packedRows) const;
    [[nodiscard]] bool fits(const BlockRows& block, const BlockRows::Row& row) const
    {
        return row.costNano >= m_minCostNano && row.totalUs >= m_minTotalUs
            && (!m_asksSession || sessionFits(block.sessions[row.session]));
    }

private:
    [[nodiscard]] bool sessionFits(std::string_view session) const;
    std::vector<std::pair<BlockKind::Text, std::string>> m_is, m_isNot;
    std::vector<std::string> m_words; ///< lower case
    std::uint8_t m_set = 0, m_unset = 0;
    std::int64_t m_minCostNano = INT64_MIN, m_minTotalUs = INT64_MIN;
    std::string m_session;
    std::vector<std::string> m_withoutSessions;
    bool m_asksSession = false, m_anySession = false, m_looksAtRows = false;
};

} // namespace signalbox
