// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/field_reader.h"

#include <algorithm>
#include <utility>

namespace signalbox {

namespace {

const FieldReader::Json kEmptyList = FieldReader::Json::array();
const FieldReader::Json kEmptyObject = FieldReader::Json::object();

/// These are wrong by their name, not by their value.
bool concernsName(const std::string& code)
{
    return code == "field_unknown" || code == "operator_unknown" || code == "operator_type";
}

} // namespace

void ProblemList::add(const std::string& pointer, Error error, bool warning)
{
    const TextPlace place = concernsName(error.code) ? m_places.name(pointer) : m_places.value(pointer);
    m_problems.push_back({ pointer, place.line, place.column, std::move(error), warning });
}

void ProblemList::error(const std::string& pointer, std::string code, ErrorParameters parameters)
{
    add(pointer, Error { std::move(code), std::move(parameters) }, false);
}

void ProblemList::warning(const std::string& pointer, std::string code, ErrorParameters parameters)
{
    add(pointer, Error { std::move(code), std::move(parameters) }, true);
}

void ProblemList::error(const Error& error)
{
    add(std::string(error.parameter("pointer")), error, false);
}

bool ProblemList::hasErrors() const
{
    return std::any_of(
        m_problems.begin(), m_problems.end(), [](const ConfigProblem& problem) { return !problem.warning; });
}

std::vector<ConfigProblem> ProblemList::sorted() &&
{
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const ConfigProblem& a, const ConfigProblem& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(m_problems);
}

FieldReader::FieldReader(
    const Json& json, std::string pointer, ProblemList& problems, std::vector<std::string_view> known)
    : m_json(json)
    , m_pointer(std::move(pointer))
    , m_problems(problems)
    , m_isObject(json.is_object())
{
    if (!m_isObject) {
        m_problems.error(m_pointer, "field_type", { { "wanted", "object" } });
        return;
    }
    for (const auto& item : m_json.items()) {
        if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
            m_problems.error(at(item.key()), "field_unknown",
                { { "field", item.key().substr(0, 64) }, { "known", joinedNames(known) } });
        }
    }
}

const FieldReader::Json* FieldReader::find(std::string_view name) const
{
    if (!m_isObject)
        return nullptr;
    const auto found = m_json.find(std::string(name));
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

const FieldReader::Json* FieldReader::require(std::string_view name)
{
    const Json* json = find(name);
    if (!json && m_isObject)
        m_problems.error(m_pointer, "field_missing", { { "field", std::string(name) } });
    return json;
}

std::optional<std::string> FieldReader::text(std::string_view name, std::size_t maxBytes)
{
    const Json* json = find(name);
    if (!json)
        return std::nullopt;
    if (!json->is_string()) {
        m_problems.error(at(name), "field_type", { { "wanted", "text" } });
        return std::nullopt;
    }
    if (json->get_ref<const std::string&>().size() > maxBytes) {
        m_problems.error(at(name), "field_too_long", { { "max", std::to_string(maxBytes) } });
        return std::nullopt;
    }
    return json->get<std::string>();
}

std::string FieldReader::requiredText(std::string_view name, std::size_t maxBytes)
{
    return require(name) ? text(name, maxBytes).value_or("") : std::string {};
}

std::string FieldReader::requiredId(std::string_view name)
{
    const auto id = require(name) ? text(name) : std::nullopt;
    if (id && !isPlainId(*id))
        m_problems.error(at(name), "id_invalid", { { "id", id->substr(0, 64) } });
    return id.value_or("");
}

std::optional<std::int64_t> FieldReader::integer(std::string_view name, IntegerRange range)
{
    const Json* json = find(name);
    if (!json)
        return std::nullopt;
    if (!json->is_number_integer()) {
        m_problems.error(at(name), "field_type", { { "wanted", "integer" } });
        return std::nullopt;
    }
    const bool tooLarge = json->is_number_unsigned() && json->get<std::uint64_t>() > INT64_MAX;
    const std::int64_t value = tooLarge ? INT64_MAX : json->get<std::int64_t>();
    if (value < range.min || value > range.max) {
        m_problems.error(
            at(name), "field_range", { { "min", std::to_string(range.min) }, { "max", std::to_string(range.max) } });
        return std::nullopt;
    }
    return value;
}

std::optional<bool> FieldReader::truth(std::string_view name)
{
    const Json* json = find(name);
    if (!json)
        return std::nullopt;
    if (!json->is_boolean()) {
        m_problems.error(at(name), "field_type", { { "wanted", "bool" } });
        return std::nullopt;
    }
    return json->get<bool>();
}

std::optional<std::string> FieldReader::word(std::string_view name, const std::vector<std::string_view>& known)
{
    auto value = text(name);
    if (value && std::find(known.begin(), known.end(), *value) == known.end()) {
        m_problems.error(
            at(name), "value_unknown", { { "value", value->substr(0, 64) }, { "known", joinedNames(known) } });
        return std::nullopt;
    }
    return value;
}

const FieldReader::Json& FieldReader::list(std::string_view name, std::size_t maxSize)
{
    const Json* json = find(name);
    if (!json)
        return kEmptyList;
    if (!json->is_array()) {
        m_problems.error(at(name), "field_type", { { "wanted", "list" } });
        return kEmptyList;
    }
    if (json->size() > maxSize) {
        m_problems.error(at(name), "list_too_long", { { "max", std::to_string(maxSize) } });
        return kEmptyList;
    }
    return *json;
}

const FieldReader::Json& FieldReader::object(std::string_view name)
{
    const Json* json = find(name);
    return json ? *json : kEmptyObject;
}

std::vector<std::string> FieldReader::texts(std::string_view name, std::size_t maxSize, std::size_t maxBytes)
{
    std::vector<std::string> texts;
    const Json& elements = list(name, maxSize);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const std::string place = at(name) + "/" + std::to_string(i);
        if (!elements[i].is_string())
            m_problems.error(place, "field_type", { { "wanted", "text" } });
        else if (elements[i].get_ref<const std::string&>().size() > maxBytes)
            m_problems.error(place, "field_too_long", { { "max", std::to_string(maxBytes) } });
        else
            texts.push_back(elements[i].get<std::string>());
    }
    return texts;
}

bool isPlainId(std::string_view text)
{
    const auto letterOrDigit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto fits = [&](char c) { return letterOrDigit(c) || c == '.' || c == '_' || c == '-'; };
    return !text.empty() && text.size() <= 64 && letterOrDigit(text.front())
        && std::all_of(text.begin(), text.end(), fits);
}

std::string joinedNames(const std::vector<std::string_view>& names)
{
    std::string out;
    for (const std::string_view name : names)
        out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

} // namespace signalbox
