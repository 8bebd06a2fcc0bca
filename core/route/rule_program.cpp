// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_program.h"

#include "core/route/condition_walk.h"
#include "core/route/fact_field.h"
#include "core/route/rule_set.h"
#include "core/route/task_type.h"

#include <absl/container/inlined_vector.h>

#include <algorithm>

namespace signalbox {

namespace {

using Kind = Condition::Kind;
using Op = Condition::Op;

constexpr std::uint32_t kOff = UINT32_MAX;
constexpr std::int64_t kLowest = INT64_MIN;
constexpr std::int64_t kHighest = INT64_MAX;
constexpr std::int64_t kUnknown = INT64_MIN;

Verdict of(bool holds)
{
    return holds ? Verdict::Yes : Verdict::No;
}

/// A test on an integer as a range, or as all that lies outside of one.
struct Range {
    std::int64_t low = kLowest;
    std::int64_t high = kHighest;
    bool outside = false;
};

Range rangeOf(const Condition& test)
{
    constexpr Range kNever { 1, 0, false };
    const auto* value = std::get_if<std::int64_t>(&test.value);
    if (!value)
        return kNever;
    switch (test.op) {
    case Op::Is:
        return { *value, *value, false };
    case Op::IsNot:
        return { *value, *value, true };
    case Op::Lt:
        return *value == kLowest ? kNever : Range { kLowest, *value - 1, false };
    case Op::Le:
        return { kLowest, *value, false };
    case Op::Gt:
        return *value == kHighest ? kNever : Range { *value + 1, kHighest, false };
    case Op::Ge:
        return { *value, kHighest, false };
    case Op::Between: {
        const auto* upper = std::get_if<std::int64_t>(&test.upper);
        if (!upper)
            return kNever;
        return *value <= *upper ? Range { *value, *upper, false } : Range { *upper + 1, *value - 1, true };
    }
    default:
        return kNever;
    }
}

/// Index of a name in a list that keeps each once.
std::uint32_t slotOf(std::vector<std::string>& names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<std::uint32_t>(found - names.begin());
    names.emplace_back(name);
    return static_cast<std::uint32_t>(names.size() - 1);
}

} // namespace

/// Every value a rule can look at has a place in one of two lists, whole numbers or texts, so that a test is one look
/// at one place. Truths are 0 and 1.
struct RuleProgram::Node {
    enum class Source : std::uint8_t { Nothing, Number, Text, Words };
    Kind kind = Kind::Always;
    Op op = Op::Is;
    Source source = Source::Nothing;
    bool outside = false;   ///< Number: holds outside of [low, high]
    std::uint32_t end = 0;  ///< the node behind this one and all below it
    std::uint32_t slot = 0; ///< in the list of its source
    std::uint32_t firstString = 0;
    std::uint32_t strings = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// What one request shows of everything that the rules look at.
struct RuleProgram::Sight {
    absl::InlinedVector<std::int64_t, 40> numbers;   ///< kUnknown: not known
    absl::InlinedVector<std::string_view, 64> texts; ///< data() == nullptr: not known
    absl::InlinedVector<Verdict, 256> words;
};

class RuleProgram::Builder {
public:
    explicit Builder(RuleProgram& program)
        : m_program(program)
    {
    }

    std::uint32_t add(const Condition& condition)
    {
        return writeNodes(
            m_program.m_nodes, condition, [this](Node& node, const Condition& test) { fill(node, test); });
    }

    std::vector<TextTest> takeTests() { return std::move(m_tests); }

private:
    void fill(Node& node, const Condition& test)
    {
        const FactPlace place = placeOf(test.fact);
        const FactInfo* info = findFact(test.fact);
        if (!info)
            return;
        node.op = test.op;
        note(place);
        if (place.kind == FactPlace::Kind::Text) {
            fillWords(node, test);
        } else if (info->type == FactType::Text) {
            node.source = Node::Source::Text;
            node.slot = slotOf(m_program.m_textFacts, test.fact);
            fillStrings(node, test);
        } else {
            node.source = Node::Source::Number;
            node.slot = slotOf(m_program.m_numberFacts, test.fact);
            const Range range = info->type == FactType::Bool ? truthRange(test) : rangeOf(test);
            node.low = range.low;
            node.high = range.high;
            node.outside = range.outside;
        }
    }

    /// What must be found out for these rules and is not at hand anyway.
    void note(const FactPlace& place)
    {
        FactNeeds& needs = m_program.m_needs;
        needs.task = needs.task || (place.field && place.field->text == &Facts::task);
        needs.intent = needs.intent || (place.field && place.field->text == &Facts::intent);
        if (place.kind == FactPlace::Kind::BudgetLeft)
            (void)slotOf(needs.budgetScopes, place.argument);
    }

    static Range truthRange(const Condition& test)
    {
        const bool* wanted = std::get_if<bool>(&test.value);
        if (!wanted || (test.op != Op::Is && test.op != Op::IsNot))
            return { 1, 0, false };
        const std::int64_t value = *wanted == (test.op == Op::Is) ? 1 : 0;
        return { value, value, false };
    }

    void fillStrings(Node& node, const Condition& test)
    {
        node.firstString = static_cast<std::uint32_t>(m_program.m_strings.size());
        if (test.op == Op::In)
            m_program.m_strings.insert(m_program.m_strings.end(), test.values.begin(), test.values.end());
        else if (const auto* text = std::get_if<std::string>(&test.value))
            m_program.m_strings.push_back(*text);
        node.strings = static_cast<std::uint32_t>(m_program.m_strings.size()) - node.firstString;
    }

    void fillWords(Node& node, const Condition& test)
    {
        const auto* pattern = std::get_if<std::string>(&test.value);
        if (!pattern)
            return;
        node.source = Node::Source::Words;
        const std::uint32_t id = textTestId(test.op, *pattern);
        const auto known = std::find(m_program.m_textIds.begin(), m_program.m_textIds.end(), id);
        node.slot = static_cast<std::uint32_t>(known - m_program.m_textIds.begin());
        if (known == m_program.m_textIds.end()) {
            m_program.m_textIds.push_back(id);
            m_tests.push_back({ test.op, *pattern, id });
        }
    }

    RuleProgram& m_program;
    std::vector<TextTest> m_tests;
};

RuleProgram::RuleProgram(const std::vector<Rule>& rules, std::shared_ptr<const IntentTable> intents)
    : m_intents(std::move(intents))
{
    Builder builder(*this);
    for (const Rule& rule : rules)
        m_roots.push_back(rule.on ? builder.add(rule.when) : kOff);
    m_texts = std::make_unique<TextTests>(builder.takeTests());
    for (const std::string& fact : m_numberFacts)
        m_numberPlaces.push_back(placeOf(fact));
    for (const std::string& fact : m_textFacts)
        m_textPlaces.push_back(placeOf(fact));
}

RuleProgram::~RuleProgram() = default;

Verdict RuleProgram::test(const Node& node, const Sight& sight) const
{
    if (node.source == Node::Source::Number) {
        const std::int64_t value = sight.numbers[node.slot];
        return value == kUnknown ? Verdict::Unknown : of((value >= node.low && value <= node.high) != node.outside);
    }
    if (node.source == Node::Source::Words)
        return sight.words[node.slot];
    if (node.source == Node::Source::Nothing || node.strings == 0)
        return Verdict::No;
    const std::string_view value = sight.texts[node.slot];
    if (value.data() == nullptr)
        return Verdict::Unknown;
    const std::string* first = m_strings.data() + node.firstString;
    switch (node.op) {
    case Op::Is:
        return of(value == *first);
    case Op::IsNot:
        return of(value != *first);
    case Op::In:
        return of(std::find(first, first + node.strings, value) != first + node.strings);
    case Op::Contains:
        return of(value.find(*first) != std::string_view::npos);
    case Op::StartsWith:
        return of(value.starts_with(*first));
    default:
        return Verdict::No;
    }
}

Verdict RuleProgram::walk(std::size_t at, const Sight& sight) const
{
    const Node& node = m_nodes[at];
    if (node.kind == Kind::Test)
        return test(node, sight);
    if (node.kind == Kind::Always)
        return Verdict::Yes;
    const Verdict settling = node.kind == Kind::All ? Verdict::No : Verdict::Yes;
    Verdict all = node.kind == Kind::All ? Verdict::Yes : Verdict::No;
    for (std::size_t child = at + 1; child < node.end; child = m_nodes[child].end) {
        const Verdict one = walk(child, sight);
        if (one == settling) {
            all = settling;
            break;
        }
        if (one == Verdict::Unknown)
            all = Verdict::Unknown;
    }
    if (node.kind != Kind::None || all == Verdict::Unknown)
        return all;
    return all == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

namespace {

std::int64_t numberAt(const FactPlace& place, const Facts& facts)
{
    switch (place.kind) {
    case FactPlace::Kind::Field:
        if (place.field->type == FactType::Bool)
            return facts.*place.field->truth ? 1 : 0;
        return place.field->integer == &Facts::time && facts.time < 0 ? kUnknown : facts.*place.field->integer;
    case FactPlace::Kind::BudgetLeft:
        return namedNumber(facts.budgetLeft, place.argument).value_or(kUnknown);
    case FactPlace::Kind::Share:
        return facts.shareSeed == 0 ? kUnknown : shareOf(facts.shareSeed, place.argument);
    default:
        return kUnknown;
    }
}

std::string_view textAt(const FactPlace& place, const Facts& facts)
{
    switch (place.kind) {
    case FactPlace::Kind::Field: {
        const std::string& value = facts.*place.field->text;
        return value.empty() && isEmptyUnknown(*place.field) ? std::string_view() : std::string_view(value);
    }
    case FactPlace::Kind::Header: {
        const std::string_view value = namedText(facts.headers, place.argument);
        return value.data() == nullptr ? std::string_view("") : value;
    }
    case FactPlace::Kind::Breaker: {
        const std::string_view state = namedText(facts.breakers, place.argument);
        return state.empty() ? "closed" : state;
    }
    default:
        return {};
    }
}

} // namespace

RuleProgram::Match RuleProgram::firstMatch(const Facts& facts, const AskedTests* asked) const
{
    Sight sight;
    for (const FactPlace& place : m_numberPlaces)
        sight.numbers.push_back(numberAt(place, facts));
    for (const FactPlace& place : m_textPlaces)
        sight.texts.push_back(textAt(place, facts));
    // The program's own answers need no look at who was asked what.
    const bool own = facts.text.asked == m_texts->fingerprint();
    if (own && facts.text.held.empty()) {
        sight.words.assign(m_textIds.size(), Verdict::No);
    } else {
        sight.words.reserve(m_textIds.size());
        for (const std::uint32_t id : m_textIds)
            sight.words.push_back(answerOf(facts.text, id, own ? nullptr : asked));
    }
    Match match;
    for (std::size_t rule = 0; rule < m_roots.size(); ++rule) {
        if (m_roots[rule] == kOff)
            continue;
        const Verdict verdict = walk(m_roots[rule], sight);
        if (verdict == Verdict::Yes) {
            match.rule = static_cast<int>(rule);
            return match;
        }
        if (verdict == Verdict::Unknown && match.unknown < 0)
            match.unknown = static_cast<int>(rule);
    }
    return match;
}

Facts RuleProgram::withText(Facts facts, std::string_view lastUserText) const
{
    const bool asks = !m_texts->empty() || m_needs.task || m_needs.intent;
    if (!asks)
        return facts;
    const SpokenText spoken(lastUserText);
    if (!m_texts->empty())
        facts.text = m_texts->answers(spoken.view());
    if (m_needs.task)
        facts.task = taskOf(spoken.view(), facts.code);
    if (m_needs.intent)
        facts.intent = m_intents ? m_intents->read(spoken.view()).intent : "none";
    return facts;
}

} // namespace signalbox
