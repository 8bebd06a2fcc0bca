// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/condition.h"

#include "core/route/fact_field.h"
#include "core/route/text_tests.h"

#include "core/base/clock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;
using Kind = Condition::Kind;
using Op = Condition::Op;

constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxChildren = 64;
constexpr std::size_t kMaxValues = 256;
constexpr std::size_t kMaxTextBytes = 256;

constexpr std::array<std::pair<std::string_view, Op>, 12> kOps { {
    { "is", Op::Is },
    { "is_not", Op::IsNot },
    { "in", Op::In },
    { "lt", Op::Lt },
    { "le", Op::Le },
    { "gt", Op::Gt },
    { "ge", Op::Ge },
    { "between", Op::Between },
    { "contains", Op::Contains },
    { "starts_with", Op::StartsWith },
    { "word", Op::Word },
    { "matches", Op::Matches },
} };

constexpr std::array<std::pair<std::string_view, Kind>, 3> kGroups { {
    { "all", Kind::All },
    { "any", Kind::Any },
    { "none", Kind::None },
} };

std::string_view typeName(FactType type)
{
    return type == FactType::Bool ? "bool" : type == FactType::Integer ? "integer" : "text";
}

bool opFits(Op op, const FactInfo& fact)
{
    const FactType type = fact.type;
    const bool ofText = op == Op::Word || op == Op::Matches;
    if (fact.name == "text" || ofText)
        return fact.name == "text" && (ofText || op == Op::Contains);
    switch (op) {
    case Op::Is:
    case Op::IsNot:
        return true;
    case Op::In:
    case Op::Contains:
    case Op::StartsWith:
        return type == FactType::Text;
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::Between:
        return type == FactType::Integer;
    case Op::Word:
    case Op::Matches:
        break;
    }
    return false;
}

tl::unexpected<Error> refuse(std::string code, const std::string& pointer, ErrorParameters more = {})
{
    more.insert(more.begin(), { "pointer", pointer });
    return fail(std::move(code), std::move(more));
}

Result<std::int64_t> readInteger(const Json& json, const FactInfo& fact, const std::string& pointer)
{
    if (fact.unit == "clock") {
        const auto minute = json.is_string() ? clockMinute(json.get_ref<const std::string&>()) : std::nullopt;
        if (!minute)
            return refuse("value_type", pointer, { { "wanted", "time" } });
        return *minute;
    }
    const bool tooLarge = json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX;
    if (!json.is_number_integer() || tooLarge)
        return refuse("value_type", pointer, { { "wanted", "integer" } });
    return json.get<std::int64_t>();
}

std::string joined(const std::vector<std::string_view>& texts)
{
    std::string out;
    for (const std::string_view text : texts)
        out.append(out.empty() ? "" : ", ").append(text);
    return out;
}

Result<std::string> readText(const Json& json, const FactInfo& fact, const std::string& pointer)
{
    if (!json.is_string() || json.get_ref<const std::string&>().size() > kMaxTextBytes)
        return refuse("value_type", pointer, { { "wanted", "text" } });
    auto text = json.get<std::string>();
    const bool closed = !fact.values.empty();
    if (closed && std::find(fact.values.begin(), fact.values.end(), text) == fact.values.end())
        return refuse("value_unknown", pointer, { { "value", text }, { "known", joined(fact.values) } });
    return text;
}

Result<void> readTexts(Condition& test, const Json& json, const FactInfo& fact, const std::string& pointer)
{
    if (!json.is_array() || json.empty() || json.size() > kMaxValues)
        return refuse("value_type", pointer, { { "wanted", "texts" } });
    for (std::size_t i = 0; i < json.size(); ++i) {
        auto text = readText(json[i], fact, pointer + "/" + std::to_string(i));
        if (!text)
            return tl::unexpected(text.error());
        test.values.push_back(std::move(*text));
    }
    return {};
}

Result<void> readRange(Condition& test, const Json& json, const FactInfo& fact, const std::string& pointer)
{
    if (!json.is_array() || json.size() != 2)
        return refuse("value_type", pointer, { { "wanted", "range" } });
    const auto low = readInteger(json[0], fact, pointer + "/0");
    if (!low)
        return tl::unexpected(low.error());
    const auto high = readInteger(json[1], fact, pointer + "/1");
    if (!high)
        return tl::unexpected(high.error());
    if (*low > *high && fact.unit != "clock") // the clock goes on after midnight
        return refuse("value_order", pointer, { { "low", std::to_string(*low) }, { "high", std::to_string(*high) } });
    test.value = *low;
    test.upper = *high;
    return {};
}

/// contains and starts_with take a part of a text, so a closed list of values says nothing about it.
Result<void> readValue(Condition& test, const Json& json, const FactInfo& fact, const std::string& pointer)
{
    if (test.op == Op::In)
        return readTexts(test, json, fact, pointer);
    if (test.op == Op::Between)
        return readRange(test, json, fact, pointer);
    if (fact.type == FactType::Bool) {
        if (!json.is_boolean())
            return refuse("value_type", pointer, { { "wanted", "bool" } });
        test.value = json.get<bool>();
        return {};
    }
    if (fact.type == FactType::Integer) {
        const auto integer = readInteger(json, fact, pointer);
        if (!integer)
            return tl::unexpected(integer.error());
        test.value = *integer;
        return {};
    }
    const bool part = test.op != Op::Is && test.op != Op::IsNot;
    auto text = readText(json, part ? FactInfo { fact.name } : fact, pointer);
    if (!text)
        return tl::unexpected(text.error());
    if (part && text->empty())
        return refuse("value_type", pointer, { { "wanted", "text" } });
    if (test.op == Op::Matches) {
        if (const auto checked = checkPattern(*text); !checked)
            return refuse(checked.error().code, pointer, checked.error().parameters);
    }
    test.value = std::move(*text);
    return {};
}

/// The part behind the colon, where the fact has one.
Result<void> checkArgument(const FactInfo& fact, const std::string& name, const std::string& pointer)
{
    const std::string_view argument = factArgument(name);
    if (fact.argument.empty())
        return {};
    if (argument.empty() || argument.size() > kMaxTextBytes)
        return refuse("fact_unknown", pointer, { { "fact", name } });
    if (fact.name == "header" && !routableHeader(argument))
        return refuse("header_forbidden", pointer, { { "field", std::string(argument) } });
    const bool scope = argument == "global" || argument == "key" || argument.starts_with("tier:");
    if (fact.name == "budget_left" && !scope)
        return refuse("scope_invalid", pointer, { { "scope", std::string(argument) } });
    return {};
}

Result<Condition> readTest(const Json& json, const std::string& pointer)
{
    const Json& name = json.at("fact");
    if (!name.is_string())
        return refuse("condition_shape", pointer + "/fact");
    const FactInfo* fact = findFact(name.get_ref<const std::string&>());
    if (!fact)
        return refuse("fact_unknown", pointer + "/fact", { { "fact", name.get<std::string>() } });
    if (auto known = checkArgument(*fact, name.get_ref<const std::string&>(), pointer + "/fact"); !known)
        return tl::unexpected(known.error());
    if (json.size() != 2)
        return refuse("condition_shape", pointer, { { "reason", "one_operator" } });
    const auto member =
        std::find_if(json.items().begin(), json.items().end(), [](const auto& item) { return item.key() != "fact"; });
    const std::string& opText = member.key();
    const auto known = std::find_if(kOps.begin(), kOps.end(), [&](const auto& op) { return op.first == opText; });
    const std::string place = pointer + "/" + opText;
    if (known == kOps.end())
        return refuse("operator_unknown", place, { { "operator", opText } });
    Condition test;
    test.kind = Kind::Test;
    test.fact = name.get<std::string>();
    test.op = known->second;
    if (!opFits(test.op, *fact)) {
        return refuse("operator_type", place,
            { { "operator", opText }, { "fact", test.fact }, { "type", std::string(typeName(fact->type)) } });
    }
    if (auto value = readValue(test, member.value(), *fact, place); !value)
        return tl::unexpected(value.error());
    return test;
}

Result<Condition> readAt(const Json& json, const std::string& pointer, int depth);

Result<Condition> readGroup(Kind kind, const Json& children, const std::string& pointer, int depth)
{
    if (depth > kMaxDepth)
        return refuse("too_deep", pointer, { { "limit", std::to_string(kMaxDepth) } });
    if (!children.is_array() || children.empty() || children.size() > kMaxChildren)
        return refuse("condition_shape", pointer, { { "reason", "group_of_conditions" } });
    Condition group;
    group.kind = kind;
    group.children.reserve(children.size());
    for (std::size_t i = 0; i < children.size(); ++i) {
        auto child = readAt(children[i], pointer + "/" + std::to_string(i), depth + 1);
        if (!child)
            return child;
        group.children.push_back(std::move(*child));
    }
    return group;
}

Result<Condition> readAt(const Json& json, const std::string& pointer, int depth)
{
    if (!json.is_object())
        return refuse("condition_shape", pointer, { { "reason", "not_an_object" } });
    if (json.contains("fact"))
        return readTest(json, pointer);
    if (json.size() == 1) {
        for (const auto& [name, kind] : kGroups) {
            if (json.begin().key() == name)
                return readGroup(kind, json.begin().value(), pointer + "/" + std::string(name), depth);
        }
    }
    return refuse("condition_shape", pointer, { { "reason", "no_fact" } });
}

bool textHolds(const Condition& test, std::string_view actual)
{
    if (test.op == Op::In) {
        return std::any_of(
            test.values.begin(), test.values.end(), [actual](const std::string& value) { return value == actual; });
    }
    const std::string* wanted = std::get_if<std::string>(&test.value);
    if (!wanted)
        return false;
    switch (test.op) {
    case Op::Is:
        return actual == *wanted;
    case Op::IsNot:
        return actual != *wanted;
    case Op::Contains:
        return actual.find(*wanted) != std::string_view::npos;
    case Op::StartsWith:
        return actual.starts_with(*wanted);
    default:
        return false;
    }
}

bool integerHolds(const Condition& test, std::int64_t actual)
{
    const std::int64_t* wanted = std::get_if<std::int64_t>(&test.value);
    if (!wanted)
        return false;
    switch (test.op) {
    case Op::Is:
        return actual == *wanted;
    case Op::IsNot:
        return actual != *wanted;
    case Op::Lt:
        return actual < *wanted;
    case Op::Le:
        return actual <= *wanted;
    case Op::Gt:
        return actual > *wanted;
    case Op::Ge:
        return actual >= *wanted;
    case Op::Between: {
        const std::int64_t* upper = std::get_if<std::int64_t>(&test.upper);
        if (upper && *wanted > *upper) // over midnight
            return actual >= *wanted || actual <= *upper;
        return upper && actual >= *wanted && actual <= *upper;
    }
    default:
        return false;
    }
}

bool truthHolds(const Condition& test, bool actual)
{
    const bool* wanted = std::get_if<bool>(&test.value);
    if (!wanted)
        return false;
    return test.op == Op::Is ? actual == *wanted : test.op == Op::IsNot && actual != *wanted;
}

Verdict of(bool holds)
{
    return holds ? Verdict::Yes : Verdict::No;
}

Verdict fieldVerdict(const Condition& test, const Facts& facts, const FactField& field)
{
    switch (field.type) {
    case FactType::Bool:
        return of(truthHolds(test, facts.*field.truth));
    case FactType::Integer:
        if (field.integer == &Facts::time && facts.time < 0)
            return Verdict::Unknown;
        return of(integerHolds(test, facts.*field.integer));
    case FactType::Text:
        break;
    }
    const std::string& actual = facts.*field.text;
    if (actual.empty() && isEmptyUnknown(field))
        return Verdict::Unknown;
    return of(textHolds(test, actual));
}

Verdict textVerdict(const Condition& test, const Facts& facts, const AskedTests* asked)
{
    const std::string* pattern = std::get_if<std::string>(&test.value);
    if (!pattern)
        return Verdict::No;
    return answerOf(facts.text, textTestId(test.op, *pattern), asked);
}

Verdict testVerdict(const Condition& test, const Facts& facts, const AskedTests* asked)
{
    const FactPlace place = placeOf(test.fact);
    switch (place.kind) {
    case FactPlace::Kind::Field:
        return fieldVerdict(test, facts, *place.field);
    case FactPlace::Kind::Header:
        return of(textHolds(test, namedText(facts.headers, place.argument)));
    case FactPlace::Kind::Breaker: {
        const std::string_view state = namedText(facts.breakers, place.argument);
        return of(textHolds(test, state.empty() ? "closed" : state));
    }
    case FactPlace::Kind::BudgetLeft: {
        const auto left = namedNumber(facts.budgetLeft, place.argument);
        return left ? of(integerHolds(test, *left)) : Verdict::Unknown;
    }
    case FactPlace::Kind::Share:
        return facts.shareSeed == 0 ? Verdict::Unknown
                                    : of(integerHolds(test, shareOf(facts.shareSeed, place.argument)));
    case FactPlace::Kind::Text:
        return textVerdict(test, facts, asked);
    case FactPlace::Kind::None:
        break;
    }
    return Verdict::No;
}

void explainInto(std::vector<ConditionTrace>& lines, const Condition& condition, const Facts& facts, int depth)
{
    ConditionTrace line;
    line.depth = depth;
    line.kind = condition.kind;
    line.holds = condition.holds(facts);
    if (condition.kind == Kind::Test) {
        line.fact = condition.fact;
        line.op = opName(condition.op);
        line.wanted = wantedText(condition);
        line.actual = actualText(condition, facts);
        line.values = condition.values;
        const FactInfo* info = findFact(condition.fact);
        line.looksAt = info ? info->looksAt : "";
    }
    lines.push_back(std::move(line));
    for (const Condition& child : condition.children)
        explainInto(lines, child, facts, depth + 1);
}

bool isClock(const Condition& test)
{
    const FactInfo* info = findFact(test.fact);
    return info && info->unit == "clock";
}

std::string valueText(const Condition& test, const FactValue& value)
{
    const auto* minute = std::get_if<std::int64_t>(&value);
    return minute && isClock(test) ? clockText(*minute) : factText(value);
}

Json valueJson(const Condition& test, const FactValue& value)
{
    if (isClock(test))
        return valueText(test, value);
    return std::visit([](const auto& held) { return Json(held); }, value);
}

} // namespace

std::string_view opName(Condition::Op op)
{
    for (const auto& [name, known] : kOps) {
        if (known == op)
            return name;
    }
    return {};
}

std::string_view kindName(Condition::Kind kind)
{
    for (const auto& [name, known] : kGroups) {
        if (known == kind)
            return name;
    }
    return kind == Kind::Always ? "always" : "test";
}

std::string actualText(const Condition& test, const Facts& facts)
{
    const Verdict seen = testVerdict(test, facts, nullptr);
    if (test.fact == "text")
        return seen == Verdict::Yes ? "found" : seen == Verdict::No ? "not found" : "";
    if (seen == Verdict::Unknown)
        return {};
    const FactInfo* info = findFact(test.fact);
    const FactValue value = factValue(facts, test.fact);
    if (info && info->unit == "clock")
        return clockText(std::get<std::int64_t>(value));
    return factText(value);
}

Verdict answerOf(const TextAnswers& answers, std::uint32_t id, const AskedTests* asked)
{
    if (std::binary_search(answers.held.begin(), answers.held.end(), id))
        return Verdict::Yes;
    if (!asked)
        return answers.asked == 0 ? Verdict::Unknown : Verdict::No;
    const auto known = asked->find(answers.asked);
    const bool was = known != asked->end() && std::binary_search(known->second.begin(), known->second.end(), id);
    return was ? Verdict::No : Verdict::Unknown;
}

Verdict verdict(const Condition& condition, const Facts& facts, const AskedTests* asked)
{
    if (condition.kind == Kind::Always)
        return Verdict::Yes;
    if (condition.kind == Kind::Test)
        return testVerdict(condition, facts, asked);
    // All is settled by a No, any by a Yes; none is the opposite of any.
    const Verdict settling = condition.kind == Kind::All ? Verdict::No : Verdict::Yes;
    Verdict all = condition.kind == Kind::All ? Verdict::Yes : Verdict::No;
    for (const Condition& child : condition.children) {
        const Verdict one = verdict(child, facts, asked);
        if (one == settling) {
            all = settling;
            break;
        }
        if (one == Verdict::Unknown)
            all = Verdict::Unknown;
    }
    if (condition.kind != Kind::None || all == Verdict::Unknown)
        return all;
    return all == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

bool Condition::holds(const Facts& facts) const
{
    return verdict(*this, facts) == Verdict::Yes;
}

Result<Condition> readCondition(const Json& json, const std::string& pointer)
{
    if (json.is_string()) {
        if (json.get_ref<const std::string&>() == "always")
            return Condition {};
        return refuse("condition_shape", pointer, { { "reason", "not_always" } });
    }
    return readAt(json, pointer, 1);
}

Json conditionJson(const Condition& condition)
{
    if (condition.kind == Kind::Always)
        return "always";
    Json json = Json::object();
    if (condition.kind != Kind::Test) {
        Json children = Json::array();
        for (const Condition& child : condition.children)
            children.push_back(conditionJson(child));
        json[std::string(kindName(condition.kind))] = std::move(children);
        return json;
    }
    json["fact"] = condition.fact;
    Json& value = json[std::string(opName(condition.op))];
    if (condition.op == Op::In)
        value = condition.values;
    else if (condition.op == Op::Between)
        value = Json::array({ valueJson(condition, condition.value), valueJson(condition, condition.upper) });
    else
        value = valueJson(condition, condition.value);
    return json;
}

std::string wantedText(const Condition& test)
{
    if (test.op == Op::Between)
        return valueText(test, test.value) + ".." + valueText(test, test.upper);
    if (test.op != Op::In)
        return valueText(test, test.value);
    return joined({ test.values.begin(), test.values.end() });
}

std::vector<ConditionTrace> explain(const Condition& condition, const Facts& facts)
{
    std::vector<ConditionTrace> lines;
    explainInto(lines, condition, facts, 0);
    return lines;
}

} // namespace signalbox
