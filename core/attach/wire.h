// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// How a value goes over the socket between a desk and the proxy that it is attached to: as JSON, a struct as the array
/// of its members in their order. Both sides are the same version of the program, so nothing is named and nothing may
/// be missing. A type takes part by an overload of members() (wire_types.h).
namespace signalbox::attach {

using Json = nlohmann::json;

template <class T, class Plain>
concept Is = std::same_as<std::remove_const_t<T>, Plain>;

/// With this argument, members() and lastOf() are found here for types of other rooms.
struct Wired { };

template <class T>
concept HasMembers = requires(T& value)
{
    members(Wired {}, value);
};

template <class T> [[nodiscard]] Json toWire(const T& value);
/// false: that is no T. What value is then means nothing.
template <class T> [[nodiscard]] bool readWire(const Json& json, T& value);

/// Errors: attach_syntax.
template <class T> [[nodiscard]] Result<T> fromWire(const Json& json)
{
    T value {};
    if (!readWire(json, value))
        return fail("attach_syntax");
    return value;
}

// --- what they are made of -------------------------------------------------------------------------------------------

/// Types that are written in a way of their own.
template <class T> struct Wire;

template <> struct Wire<bool> {
    static Json to(bool value) { return value; }
    static bool read(const Json& json, bool& value)
    {
        if (!json.is_boolean())
            return false;
        value = json.get<bool>();
        return true;
    }
};

template <class T>
requires(std::integral<T> && !std::same_as<T, bool>) struct Wire<T> {
    static Json to(T value) { return value; }
    static bool read(const Json& json, T& value)
    {
        if (json.is_number_unsigned()) {
            const auto number = json.get<std::uint64_t>();
            value = static_cast<T>(number);
            return std::in_range<T>(number);
        }
        if (!json.is_number_integer())
            return false;
        const auto number = json.get<std::int64_t>();
        value = static_cast<T>(number);
        return std::in_range<T>(number);
    }
};

template <> struct Wire<double> {
    static Json to(double value) { return value; }
    static bool read(const Json& json, double& value)
    {
        if (!json.is_number())
            return false;
        value = json.get<double>();
        return true;
    }
};

template <> struct Wire<std::string> {
    static Json to(const std::string& value) { return value; }
    static bool read(const Json& json, std::string& value)
    {
        if (!json.is_string())
            return false;
        value = json.get_ref<const std::string&>();
        return true;
    }
};

/// An enumeration says by lastOf() which of its values is the last; they begin at 0.
template <class T>
requires std::is_enum_v<T>
struct Wire<T> {
    static Json to(T value) { return static_cast<int>(value); }
    static bool read(const Json& json, T& value)
    {
        int number = 0;
        if (!Wire<int>::read(json, number) || number < 0 || number > static_cast<int>(lastOf(Wired {}, T {})))
            return false;
        value = static_cast<T>(number);
        return true;
    }
};

template <> struct Wire<Money> {
    static Json to(Money value) { return value.nano(); }
    static bool read(const Json& json, Money& value)
    {
        std::int64_t nano = 0;
        if (!Wire<std::int64_t>::read(json, nano))
            return false;
        value = Money::fromNano(nano);
        return true;
    }
};

template <class T> struct Wire<std::optional<T>> {
    static Json to(const std::optional<T>& value) { return value ? toWire(*value) : Json(); }
    static bool read(const Json& json, std::optional<T>& value)
    {
        value.reset();
        return json.is_null() || readWire(json, value.emplace(T {}));
    }
};

template <class T> struct Wire<std::vector<T>> {
    static Json to(const std::vector<T>& value)
    {
        Json array = Json::array();
        array.get_ref<Json::array_t&>().reserve(value.size());
        for (const T& each : value)
            array.push_back(toWire(each));
        return array;
    }
    static bool read(const Json& json, std::vector<T>& value)
    {
        value.clear();
        if (!json.is_array())
            return false;
        value.reserve(json.size());
        for (const Json& each : json) {
            if (!readWire(each, value.emplace_back()))
                return false;
        }
        return true;
    }
};

template <class T> struct Wire<std::map<std::string, T>> {
    static Json to(const std::map<std::string, T>& value)
    {
        Json object = Json::object();
        for (const auto& [name, each] : value)
            object.emplace(name, toWire(each));
        return object;
    }
    static bool read(const Json& json, std::map<std::string, T>& value)
    {
        value.clear();
        if (!json.is_object())
            return false;
        for (auto each = json.begin(); each != json.end(); ++each) {
            if (!readWire(each.value(), value[each.key()]))
                return false;
        }
        return true;
    }
};

template <class A, class B> struct Wire<std::pair<A, B>> {
    static Json to(const std::pair<A, B>& value) { return Json::array({ toWire(value.first), toWire(value.second) }); }
    static bool read(const Json& json, std::pair<A, B>& value)
    {
        return json.is_array() && json.size() == 2 && readWire(json[0], value.first) && readWire(json[1], value.second);
    }
};

template <class... T> struct Wire<std::tuple<T...>> {
    static Json to(const std::tuple<T...>& value)
    {
        Json array = Json::array();
        std::apply([&array](const auto&... each) { (array.push_back(toWire(each)), ...); }, value);
        return array;
    }
    static bool read(const Json& json, std::tuple<T...>& value)
    {
        if (!json.is_array() || json.size() != sizeof...(T))
            return false;
        std::size_t at = 0;
        return std::apply([&](auto&... each) { return (readWire(json[at++], each) && ...); }, value);
    }
};

template <HasMembers T> struct Wire<T> {
    static Json to(const T& value)
    {
        Json array = Json::array();
        std::apply([&array](const auto&... each) { (array.push_back(toWire(each)), ...); }, members(Wired {}, value));
        return array;
    }
    static bool read(const Json& json, T& value)
    {
        auto all = members(Wired {}, value);
        if (!json.is_array() || json.size() != std::tuple_size_v<decltype(all)>)
            return false;
        std::size_t at = 0;
        return std::apply([&](auto&... each) { return (readWire(json[at++], each) && ...); }, all);
    }
};

// An error keeps its stable code and its parameters.
template <class T> [[nodiscard]] auto members(Wired, T& value) requires Is<T, Error>
{
    auto& [code, parameters] = value;
    return std::tie(code, parameters);
}

/// {"ok": value} or {"error": [code, parameters]}.
template <class T> struct Wire<Result<T>> {
    static Json to(const Result<T>& value)
    {
        if (!value)
            return Json { { "error", toWire(value.error()) } };
        if constexpr (std::is_void_v<T>)
            return Json { { "ok", true } };
        else
            return Json { { "ok", toWire(*value) } };
    }
    static bool read(const Json& json, Result<T>& value)
    {
        if (!json.is_object() || json.size() != 1)
            return false;
        if (const auto error = json.find("error"); error != json.end()) {
            Error what;
            const bool good = readWire(*error, what);
            value = tl::unexpected(std::move(what));
            return good;
        }
        const auto good = json.find("ok");
        if (good == json.end())
            return false;
        if constexpr (std::is_void_v<T>) {
            value = {};
            return true;
        } else {
            T inner {};
            const bool read = readWire(*good, inner);
            value = std::move(inner);
            return read;
        }
    }
};

template <class T> Json toWire(const T& value)
{
    return Wire<T>::to(value);
}

template <class T> bool readWire(const Json& json, T& value)
{
    return Wire<T>::read(json, value);
}

} // namespace signalbox::attach
