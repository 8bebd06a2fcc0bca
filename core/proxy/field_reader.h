// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/proxy/json_place.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Private to the configuration reader.
namespace signalbox {

/// What was found wrong so far, each with its place.
class ProblemList {
public:
    explicit ProblemList(const JsonPlaces& places)
        : m_places(places)
    {
    }
    void error(const std::string& pointer, std::string code, ErrorParameters parameters = {});
    void warning(const std::string& pointer, std::string code, ErrorParameters parameters = {});
    /// An error of another room that carries its own "pointer".
    void error(const Error& error);

    [[nodiscard]] bool hasErrors() const;
    /// In order of place.
    [[nodiscard]] std::vector<ConfigProblem> sorted() &&;

private:
    void add(const std::string& pointer, Error error, bool warning);

    const JsonPlaces& m_places;
    std::vector<ConfigProblem> m_problems;
};

struct IntegerRange {
    std::int64_t min = 0;
    std::int64_t max = 0;
};

/// One JSON object whose fields are read by name; what is unknown, missing, of a wrong type or out of range becomes a
/// problem, and the caller goes on with the fallback, so that one reading finds every problem.
class FieldReader {
public:
    using Json = nlohmann::ordered_json;

    FieldReader(const Json& json, std::string pointer, ProblemList& problems, std::vector<std::string_view> known);

    [[nodiscard]] const Json* find(std::string_view name) const; ///< nullptr where absent or null
    [[nodiscard]] const Json* require(std::string_view name);    ///< absent: field_missing
    [[nodiscard]] std::string at(std::string_view name) const { return childPointer(m_pointer, name); }
    [[nodiscard]] const std::string& pointer() const { return m_pointer; }
    [[nodiscard]] bool isObject() const { return m_isObject; }

    [[nodiscard]] std::optional<std::string> text(std::string_view name, std::size_t maxBytes = 200);
    [[nodiscard]] std::string requiredText(std::string_view name, std::size_t maxBytes = 200);
    /// A required text that isPlainId: id_invalid where it is another.
    [[nodiscard]] std::string requiredId(std::string_view name);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name, IntegerRange range);
    [[nodiscard]] std::optional<bool> truth(std::string_view name);
    /// One of a few words; anything else is value_unknown.
    [[nodiscard]] std::optional<std::string> word(std::string_view name, const std::vector<std::string_view>& known);
    /// The elements of a list; an empty one where it is absent or no list.
    [[nodiscard]] const Json& list(std::string_view name, std::size_t maxSize = 1000);
    [[nodiscard]] const Json& object(std::string_view name);
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t maxSize, std::size_t maxBytes);

    ProblemList& problems() { return m_problems; }

private:
    const Json& m_json;
    std::string m_pointer;
    ProblemList& m_problems;
    bool m_isObject = false;
};

/// [A-Za-z0-9._-], 1..64 characters, beginning with a letter or digit: ids of providers, tiers and ceilings.
[[nodiscard]] bool isPlainId(std::string_view text);
/// ", " between the names.
[[nodiscard]] std::string joinedNames(const std::vector<std::string_view>& names);

} // namespace signalbox
