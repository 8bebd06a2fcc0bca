// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/condition.h"

#include "core/route/fact_field.h"

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

constexpr std::array<std::pair<std::string_view, Op>, 10> kOps { {
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

bool opFits(Op op, FactType type)
{
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
    }
    return false;
}

tl::unexpected<Error> refuse(std::string code, const std::string& pointer, ErrorParameters more = {})
{
    more.insert(more.begin(), { "pointer", pointer });
    return fail(std::move(code), std::move(more));
}

Result<std::int64_t> readInteger(const Json& json, const std::string& pointer)
{
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

Result<void> readRange(Condition& test, const Json& json, const std::string& pointer)
{
    if (!json.is_array() || json.size() != 2)
        return refuse("value_type", pointer, { { "wanted", "range" } });
    const auto low = readInteger(json[0], pointer + "/0");
    if (!low)
        return tl::unexpected(low.error());
    const auto high = readInteger(json[1], pointer + "/1");
    if (!high)
        return tl::unexpected(high.error());
    if (*low > *high)
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
        return readRange(test, json, pointer);
    if (fact.type == FactType::Bool) {
        if (!json.is_boolean())
            return refuse("value_type", pointer, { { "wanted", "bool" } });
        test.value = json.get<bool>();
        return {};
    }
    if (fact.type == FactType::Integer) {
        const auto integer = readInteger(json, pointer);
        if (!integer)
            return tl::unexpected(integer.error());
        test.value = *integer;
        return {};
    }
    const bool part = test.op == Op::Contains || test.op == Op::StartsWith;
    auto text = readText(json, part ? FactInfo { fact.name } : fact, pointer);
    if (!text)
        return tl::unexpected(text.error());
    if (part && text->empty())
        return refuse("value_type", pointer, { { "wanted", "text" } });
    test.value = std::move(*text);
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
    test.fact = fact->name;
    test.op = known->second;
    if (!opFits(test.op, fact->type)) {
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

bool testHolds(const Condition& test, const Facts& facts)
{
    const FactField* field = findFactField(test.fact);
    if (!field)
        return false;
    switch (field->type) {
    case FactType::Bool:
        return truthHolds(test, facts.*field->truth);
    case FactType::Integer:
        return integerHolds(test, facts.*field->integer);
    case FactType::Text:
        return textHolds(test, facts.*field->text);
    }
    return false;
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
        line.actual = factText(factValue(facts, condition.fact));
    }
    lines.push_back(std::move(line));
    for (const Condition& child : condition.children)
        explainInto(lines, child, facts, depth + 1);
}

Json valueJson(const FactValue& value)
{
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

bool Condition::holds(const Facts& facts) const
{
    const auto childHolds = [&facts](const Condition& child) { return child.holds(facts); };
    switch (kind) {
    case Kind::Always:
        return true;
    case Kind::All:
        return std::all_of(children.begin(), children.end(), childHolds);
    case Kind::Any:
        return std::any_of(children.begin(), children.end(), childHolds);
    case Kind::None:
        return std::none_of(children.begin(), children.end(), childHolds);
    case Kind::Test:
        return testHolds(*this, facts);
    }
    return false;
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
        value = Json::array({ valueJson(condition.value), valueJson(condition.upper) });
    else
        value = valueJson(condition.value);
    return json;
}

std::string wantedText(const Condition& test)
{
    if (test.op == Op::Between)
        return factText(test.value) + ".." + factText(test.upper);
    if (test.op != Op::In)
        return factText(test.value);
    return joined({ test.values.begin(), test.values.end() });
}

std::vector<ConditionTrace> explain(const Condition& condition, const Facts& facts)
{
    std::vector<ConditionTrace> lines;
    explainInto(lines, condition, facts, 0);
    return lines;
}

} // namespace signalbox
