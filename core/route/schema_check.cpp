// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/schema_check.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace signalbox {
namespace {

using SortedJson = nlohmann::json;

constexpr int kDepth = 64;     ///< of values and references; deeper parts are not looked at
constexpr int kSteps = 50'000; ///< a schema that refers to itself twice would take for ever
constexpr std::size_t kPlaceBytes = 64;

bool isIntegral(const SortedJson& value)
{
    if (value.is_number_integer())
        return true;
    return value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>();
}

bool isOfType(const SortedJson& value, const std::string& type)
{
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "boolean")
        return value.is_boolean();
    if (type == "null")
        return value.is_null();
    if (type == "number")
        return value.is_number();
    if (type == "integer")
        return isIntegral(value);
    return true;
}

/// Places end up in a header and in the log: plain characters only.
std::string plainPlace(std::string_view place)
{
    std::string plain(place.substr(0, kPlaceBytes));
    for (char& c : plain) {
        const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '.' || c == '-';
        if (!good)
            c = '?';
    }
    return plain;
}

std::string mismatch(std::string_view code, std::string_view place)
{
    return place.empty() ? std::string(code) : fmt::format("{}:{}", code, plainPlace(place));
}

std::string inside(const std::string& place, std::string_view name)
{
    return place.empty() ? std::string(name) : fmt::format("{}.{}", place, name);
}

class SchemaCheck {
public:
    explicit SchemaCheck(const SortedJson& root)
        : m_root(root)
    {
    }

    [[nodiscard]] std::string check(
        const SortedJson& value, const SortedJson& schema, const std::string& place, int depth);

private:
    [[nodiscard]] std::string checkType(
        const SortedJson& value, const SortedJson& schema, const std::string& place) const;
    [[nodiscard]] std::string checkObject(
        const SortedJson& value, const SortedJson& schema, const std::string& place, int depth);
    [[nodiscard]] std::string checkItems(
        const SortedJson& value, const SortedJson& schema, const std::string& place, int depth);
    [[nodiscard]] std::string checkCombined(
        const SortedJson& value, const SortedJson& schema, const std::string& place, int depth);
    [[nodiscard]] const SortedJson* referenced(const SortedJson& schema) const;

    const SortedJson& m_root;
    int m_steps = 0;
};

std::string SchemaCheck::check(const SortedJson& value, const SortedJson& schema, const std::string& place, int depth)
{
    if (!schema.is_object() || depth > kDepth || ++m_steps > kSteps)
        return schema == SortedJson(false) ? mismatch("wrong_type", place) : std::string();
    if (const SortedJson* target = referenced(schema))
        return check(value, *target, place, depth + 1);
    if (auto found = checkType(value, schema, place); !found.empty())
        return found;
    if (auto found = checkCombined(value, schema, place, depth); !found.empty())
        return found;
    if (value.is_object())
        return checkObject(value, schema, place, depth);
    if (value.is_array())
        return checkItems(value, schema, place, depth);
    return {};
}

std::string SchemaCheck::checkType(const SortedJson& value, const SortedJson& schema, const std::string& place) const
{
    if (const auto type = schema.find("type"); type != schema.end()) {
        bool fits = !type->is_string() && !type->is_array();
        if (type->is_string())
            fits = isOfType(value, type->get_ref<const std::string&>());
        for (std::size_t i = 0; type->is_array() && i < type->size(); ++i)
            fits |= (*type)[i].is_string() && isOfType(value, (*type)[i].get_ref<const std::string&>());
        if (!fits)
            return mismatch("wrong_type", place);
    }
    if (const auto values = schema.find("enum"); values != schema.end() && values->is_array()) {
        if (std::find(values->begin(), values->end(), value) == values->end())
            return mismatch("not_in_enum", place);
    }
    if (const auto constant = schema.find("const"); constant != schema.end() && *constant != value)
        return mismatch("not_in_enum", place);
    return {};
}

std::string SchemaCheck::checkObject(
    const SortedJson& value, const SortedJson& schema, const std::string& place, int depth)
{
    if (const auto required = schema.find("required"); required != schema.end() && required->is_array()) {
        for (const SortedJson& name : *required) {
            if (name.is_string() && !value.contains(name.get_ref<const std::string&>()))
                return mismatch("missing_field", inside(place, name.get_ref<const std::string&>()));
        }
    }
    static const SortedJson kNone = SortedJson::object();
    const auto found = schema.find("properties");
    const SortedJson& properties = found != schema.end() && found->is_object() ? *found : kNone;
    const auto others = schema.find("additionalProperties");
    for (const auto& [name, member] : value.items()) {
        const auto property = properties.find(name);
        if (property != properties.end()) {
            if (auto wrong = check(member, *property, inside(place, name), depth + 1); !wrong.empty())
                return wrong;
        } else if (others != schema.end() && *others == SortedJson(false)) {
            return mismatch("extra_field", place);
        } else if (others != schema.end()) {
            if (auto wrong = check(member, *others, place, depth + 1); !wrong.empty())
                return wrong;
        }
    }
    return {};
}

std::string SchemaCheck::checkItems(
    const SortedJson& value, const SortedJson& schema, const std::string& place, int depth)
{
    const auto items = schema.find("items");
    if (items == schema.end())
        return {};
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (auto wrong = check(value[i], *items, inside(place, std::to_string(i)), depth + 1); !wrong.empty())
            return wrong;
    }
    return {};
}

std::string SchemaCheck::checkCombined(
    const SortedJson& value, const SortedJson& schema, const std::string& place, int depth)
{
    for (const char* keyword : { "anyOf", "oneOf" }) {
        const auto choices = schema.find(keyword);
        if (choices == schema.end() || !choices->is_array() || choices->empty())
            continue;
        const bool fits = std::any_of(choices->begin(), choices->end(),
            [&](const SortedJson& choice) { return check(value, choice, place, depth + 1).empty(); });
        if (!fits)
            return mismatch("wrong_type", place);
    }
    if (const auto parts = schema.find("allOf"); parts != schema.end() && parts->is_array()) {
        for (const SortedJson& part : *parts) {
            if (auto wrong = check(value, part, place, depth + 1); !wrong.empty())
                return wrong;
        }
    }
    return {};
}

const SortedJson* SchemaCheck::referenced(const SortedJson& schema) const
{
    const auto reference = schema.find("$ref");
    if (reference == schema.end() || !reference->is_string())
        return nullptr;
    const auto& text = reference->get_ref<const std::string&>();
    if (text == "#")
        return &m_root;
    const bool local = text.size() > 2 && text.compare(0, 2, "#/") == 0;
    if (!local)
        return nullptr;
    const SortedJson* place = &m_root;
    std::size_t from = 2;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find('/', from), text.size());
        const auto next = place->is_object() ? place->find(text.substr(from, end - from)) : place->end();
        if (next == place->end())
            return nullptr;
        place = &*next;
        from = end + 1;
    }
    return place;
}

} // namespace

std::string schemaMismatch(const SortedJson& value, const SortedJson& schema)
{
    return SchemaCheck(schema).check(value, schema, {}, 0);
}

} // namespace signalbox
