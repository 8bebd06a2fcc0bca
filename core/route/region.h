// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"

#include <absl/container/inlined_vector.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// Private to this room: exact reasoning over conditions. Every fact is a variable whose values fall into cells that no
// test can tell apart: ranges of integers, named texts and "any other". A question is a list of conditions that must
// hold or must not; the answer is found by splitting cells until all are settled, with a request that shows it.
namespace signalbox {

/// A set of cells.
class CellSet {
public:
    CellSet() = default;
    explicit CellSet(std::size_t cells, bool all = false)
        : m_words((cells + 63) / 64, all ? ~std::uint64_t { 0 } : 0)
    {
        if (all && cells % 64 != 0)
            m_words.back() = (std::uint64_t { 1 } << (cells % 64)) - 1;
    }
    void add(std::size_t cell) { m_words[cell / 64] |= std::uint64_t { 1 } << (cell % 64); }
    [[nodiscard]] bool has(std::size_t cell) const { return (m_words[cell / 64] >> (cell % 64) & 1) != 0; }
    [[nodiscard]] bool empty() const;
    [[nodiscard]] bool meets(const CellSet& other) const;
    [[nodiscard]] bool within(const CellSet& other) const;
    /// Keeps what is (not) in the other; true where that changed anything.
    bool keep(const CellSet& other, bool inside);
    [[nodiscard]] std::size_t first() const; ///< not of an empty set
    [[nodiscard]] std::size_t last() const;

private:
    absl::InlinedVector<std::uint64_t, 1> m_words;
};

class RegionTexts;

/// A request that shows an answer.
struct RegionWitness {
    Facts facts;
    std::string text;                        ///< last user message, where tests on it matter
    std::vector<Named<std::int64_t>> shares; ///< where shares matter; facts.shareSeed gives them unless it is 0
};

struct RegionAnswer {
    enum class Kind { Empty, Shown, Unknown } kind = Kind::Empty;
    RegionWitness witness; ///< Shown
    std::string reason;    ///< Unknown: "pattern", "limit", "cancelled"
};

class RegionSpace {
public:
    /// The conditions are numbered in the order given.
    explicit RegionSpace(const std::vector<const Condition*>& conditions);
    ~RegionSpace();

    struct Goal {
        std::size_t condition = 0;
        bool holds = true;
    };
    [[nodiscard]] RegionAnswer solve(const std::vector<Goal>& goals, const std::atomic<bool>* cancel = nullptr) const;

private:
    friend class RegionSearch;
    friend class RegionTexts;
    struct Node {
        Condition::Kind kind = Condition::Kind::Always;
        std::uint32_t end = 0;      ///< behind this node and all below it
        std::uint32_t variable = 0; ///< Test
        CellSet cells;              ///< Test: of the variable, where it holds
    };
    struct Variable {
        enum class Kind { Truth, Integer, Closed, Open, Piece } kind = Kind::Truth;
        std::string fact;
        std::size_t cells = 0;
        std::vector<std::int64_t> starts;  ///< Integer: first value of each cell
        std::int64_t most = 0;             ///< Integer: last value of the last cell
        std::vector<std::string> values;   ///< Closed, Open: of each cell; Open has one more cell for all others
        std::vector<std::uint32_t> pieces; ///< Open: its Piece variables
        // Piece: a test on a part of an open text. Cell 1: it holds.
        std::uint32_t owner = 0;
        Condition::Op op = Condition::Op::Contains;
        std::string pattern;
    };
    class Builder;

    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_roots;
    std::vector<Variable> m_variables;
    std::optional<std::uint32_t> m_tokensLast, m_tokensContext;
    std::vector<CellSet> m_all; ///< every cell of every variable: where a search begins
    std::unique_ptr<const RegionTexts> m_texts;
};

} // namespace signalbox
