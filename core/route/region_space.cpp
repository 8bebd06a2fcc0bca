// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/region_texts.h"

#include "core/route/condition_walk.h"
#include "core/route/fact_field.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

// How conditions become cells.
namespace signalbox {

bool CellSet::empty() const
{
    return std::all_of(m_words.begin(), m_words.end(), [](std::uint64_t word) { return word == 0; });
}

bool CellSet::meets(const CellSet& other) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if ((m_words[i] & other.m_words[i]) != 0)
            return true;
    }
    return false;
}

bool CellSet::within(const CellSet& other) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if ((m_words[i] & ~other.m_words[i]) != 0)
            return false;
    }
    return true;
}

bool CellSet::keep(const CellSet& other, bool inside)
{
    bool changed = false;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const std::uint64_t kept = m_words[i] & (inside ? other.m_words[i] : ~other.m_words[i]);
        changed = changed || kept != m_words[i];
        m_words[i] = kept;
    }
    return changed;
}

std::size_t CellSet::first() const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (m_words[i] != 0)
            return i * 64 + static_cast<std::size_t>(std::countr_zero(m_words[i]));
    }
    return 0;
}

std::size_t CellSet::last() const
{
    for (std::size_t i = m_words.size(); i-- > 0;) {
        if (m_words[i] != 0)
            return i * 64 + 63 - static_cast<std::size_t>(std::countl_zero(m_words[i]));
    }
    return 0;
}

namespace {

using Kind = Condition::Kind;
using Op = Condition::Op;

/// A test with its alias resolved: "tools" says the same as "tool_count" from 1 on.
struct PlainTest {
    std::string fact;
    const FactInfo* info = nullptr;
    const Condition* test = nullptr;
    bool alias = false;
};

PlainTest plainOf(const Condition& test)
{
    if (test.fact == "tools")
        return { "tool_count", findFact("tool_count"), &test, true };
    if (test.fact == "images")
        return { "image_count", findFact("image_count"), &test, true };
    return { test.fact, findFact(test.fact), &test, false };
}

bool isPiece(Op op)
{
    return op == Op::Contains || op == Op::StartsWith || op == Op::Word || op == Op::Matches;
}

/// [low, high] of an integer test, or all outside of it.
struct Bounds {
    std::int64_t low = 1;
    std::int64_t high = 0;
    bool outside = false;
};

Bounds boundsOf(const PlainTest& plain)
{
    const Condition& test = *plain.test;
    if (plain.alias) {
        const bool* wanted = std::get_if<bool>(&test.value);
        const bool some = wanted && *wanted == (test.op == Op::Is);
        return { 1, INT64_MAX, !some };
    }
    const auto* value = std::get_if<std::int64_t>(&test.value);
    if (!value)
        return {};
    switch (test.op) {
    case Op::Is:
        return { *value, *value, false };
    case Op::IsNot:
        return { *value, *value, true };
    case Op::Lt:
        return { *value, INT64_MAX, true };
    case Op::Le:
        return { INT64_MIN, *value, false };
    case Op::Gt:
        return { INT64_MIN, *value, true };
    case Op::Ge:
        return { *value, INT64_MAX, false };
    case Op::Between: {
        const auto* upper = std::get_if<std::int64_t>(&test.upper);
        if (!upper)
            return {};
        return *value <= *upper ? Bounds { *value, *upper, false } : Bounds { *upper + 1, *value - 1, true };
    }
    default:
        return {};
    }
}

} // namespace

/// Two walks over the conditions: the first collects where each fact must be cut, the second writes the nodes.
class RegionSpace::Builder {
public:
    explicit Builder(RegionSpace& space)
        : m_space(space)
    {
    }

    void collect(const Condition& condition)
    {
        for (const Condition& child : condition.children)
            collect(child);
        if (condition.kind != Kind::Test)
            return;
        const PlainTest plain = plainOf(condition);
        if (!plain.info)
            return;
        Cuts& cuts = m_cuts[plain.fact];
        cuts.info = plain.info;
        if (plain.info->type == FactType::Integer)
            collectBounds(cuts, plain);
        else if (plain.info->type == FactType::Text)
            collectTexts(cuts, condition);
    }

    void makeVariables()
    {
        for (auto& [fact, cuts] : m_cuts)
            m_place[fact] = makeVariable(fact, cuts);
    }

    std::uint32_t write(const Condition& condition)
    {
        return writeNodes(
            m_space.m_nodes, condition, [this](Node& node, const Condition& test) { fillTest(node, test); });
    }

private:
    struct Cuts {
        const FactInfo* info = nullptr;
        std::set<std::int64_t> starts;
        std::set<std::string> values;
        std::map<std::pair<Op, std::string>, std::uint32_t> pieces;
    };

    static void collectBounds(Cuts& cuts, const PlainTest& plain)
    {
        const Bounds bounds = boundsOf(plain);
        if (bounds.low > plain.info->least && bounds.low <= plain.info->most)
            cuts.starts.insert(bounds.low);
        if (bounds.high >= plain.info->least && bounds.high < plain.info->most)
            cuts.starts.insert(bounds.high + 1);
    }

    static void collectTexts(Cuts& cuts, const Condition& test)
    {
        if (test.op == Op::In)
            cuts.values.insert(test.values.begin(), test.values.end());
        const auto* text = std::get_if<std::string>(&test.value);
        if (!text || test.op == Op::In)
            return;
        if (isPiece(test.op))
            cuts.pieces[{ test.op, *text }] = 0;
        else
            cuts.values.insert(*text);
    }

    std::uint32_t makeVariable(const std::string& fact, Cuts& cuts)
    {
        Variable variable;
        variable.fact = fact;
        const FactInfo& info = *cuts.info;
        if (info.type == FactType::Bool) {
            variable.kind = Variable::Kind::Truth;
            variable.cells = 2;
        } else if (info.type == FactType::Integer) {
            variable.kind = Variable::Kind::Integer;
            variable.starts.push_back(info.least);
            variable.starts.insert(variable.starts.end(), cuts.starts.begin(), cuts.starts.end());
            variable.cells = variable.starts.size();
            variable.most = info.most;
        } else if (!info.values.empty()) {
            variable.kind = Variable::Kind::Closed;
            variable.values.assign(info.values.begin(), info.values.end());
            variable.cells = variable.values.size();
        } else {
            variable.kind = Variable::Kind::Open;
            variable.values.assign(cuts.values.begin(), cuts.values.end());
            variable.cells = variable.values.size() + 1;
        }
        const bool open = variable.kind == Variable::Kind::Open;
        m_space.m_variables.push_back(std::move(variable));
        const auto place = static_cast<std::uint32_t>(m_space.m_variables.size() - 1);
        if (open)
            makePieces(place, cuts);
        if (fact == "tokens_last")
            m_space.m_tokensLast = place;
        if (fact == "tokens_context")
            m_space.m_tokensContext = place;
        return place;
    }

    void makePieces(std::uint32_t owner, Cuts& cuts)
    {
        for (auto& [test, place] : cuts.pieces) {
            Variable piece;
            piece.kind = Variable::Kind::Piece;
            piece.fact = m_space.m_variables[owner].fact;
            piece.cells = 2;
            piece.owner = owner;
            piece.op = test.first;
            piece.pattern = test.second;
            place = static_cast<std::uint32_t>(m_space.m_variables.size());
            m_space.m_variables.push_back(std::move(piece));
            m_space.m_variables[owner].pieces.push_back(place);
        }
    }

    void fillTest(Node& node, const Condition& test)
    {
        const PlainTest plain = plainOf(test);
        const auto known = m_place.find(plain.fact);
        if (known == m_place.end()) { // an unknown fact never holds
            node.kind = Kind::Any;
            return;
        }
        node.variable = known->second;
        const Variable& variable = m_space.m_variables[node.variable];
        if (variable.kind == Variable::Kind::Open && isPiece(test.op)) {
            const auto* text = std::get_if<std::string>(&test.value);
            node.variable = m_cuts[plain.fact].pieces[{ test.op, text ? *text : std::string() }];
            node.cells = CellSet(2);
            node.cells.add(1);
            return;
        }
        node.cells = CellSet(variable.cells);
        for (std::size_t cell = 0; cell < variable.cells; ++cell) {
            if (cellHolds(variable, cell, plain))
                node.cells.add(cell);
        }
    }

    static bool textHolds(const Condition& test, const std::string& value)
    {
        const auto* wanted = std::get_if<std::string>(&test.value);
        if (test.op == Op::In)
            return std::find(test.values.begin(), test.values.end(), value) != test.values.end();
        if (!wanted)
            return false;
        switch (test.op) {
        case Op::Is:
            return value == *wanted;
        case Op::IsNot:
            return value != *wanted;
        case Op::Contains:
            return value.find(*wanted) != std::string::npos;
        case Op::StartsWith:
            return value.starts_with(*wanted);
        default:
            return false;
        }
    }

    static bool cellHolds(const Variable& variable, std::size_t cell, const PlainTest& plain)
    {
        const Condition& test = *plain.test;
        switch (variable.kind) {
        case Variable::Kind::Truth: {
            const bool* wanted = std::get_if<bool>(&test.value);
            return wanted && (test.op == Op::Is || test.op == Op::IsNot)
                && (*wanted == (test.op == Op::Is)) == (cell == 1);
        }
        case Variable::Kind::Integer: {
            const Bounds bounds = boundsOf(plain);
            const std::int64_t value = variable.starts[cell];
            return (value >= bounds.low && value <= bounds.high) != bounds.outside;
        }
        case Variable::Kind::Closed:
            return textHolds(test, variable.values[cell]);
        case Variable::Kind::Open: // the last cell is any text that no test names
            return cell < variable.values.size()
                ? textHolds(test, variable.values[cell])
                : test.op == Op::IsNot && std::holds_alternative<std::string>(test.value);
        case Variable::Kind::Piece:
            break;
        }
        return false;
    }

    RegionSpace& m_space;
    std::map<std::string, Cuts> m_cuts;
    std::map<std::string, std::uint32_t> m_place;
};

RegionSpace::RegionSpace(const std::vector<const Condition*>& conditions)
{
    Builder builder(*this);
    for (const Condition* condition : conditions)
        builder.collect(*condition);
    builder.makeVariables();
    for (const Condition* condition : conditions)
        m_roots.push_back(builder.write(*condition));
    for (const Variable& variable : m_variables)
        m_all.emplace_back(variable.cells, true);
    m_texts = std::make_unique<const RegionTexts>(*this);
}

RegionSpace::~RegionSpace() = default;

} // namespace signalbox
