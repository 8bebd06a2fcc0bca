// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_terms.h"

#include "core/keys/name_list.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

constexpr std::size_t kMostNames = 64;
constexpr std::size_t kLongestName = 128; ///< as a feature is cut

struct Count {
    std::string_view field;
    std::optional<std::int64_t> KeyTerms::*member;
    std::int64_t most;
};
constexpr std::array kCounts { Count { "rate", &KeyTerms::requestsPerMinute, 100'000 },
    Count { "concurrency", &KeyTerms::concurrency, 10'000 }, Count { "max_tokens", &KeyTerms::maxTokens, 10'000'000 } };

tl::unexpected<Error> invalid(std::string_view field)
{
    return fail("key_terms_invalid", { { "field", std::string(field) } });
}

bool areNames(const std::vector<std::string>& names)
{
    return names.size() <= kMostNames && std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return !name.empty() && name.size() <= kLongestName
            && std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    });
}

Result<std::vector<std::string>> namesIn(const nlohmann::json& json, const char* field)
{
    std::vector<std::string> names;
    const auto found = json.find(field);
    if (found == json.end())
        return names;
    if (!found->is_array())
        return invalid(field);
    for (const nlohmann::json& each : *found) {
        if (!each.is_string())
            return invalid(field);
        names.push_back(each.get<std::string>());
    }
    return names;
}

Result<std::optional<std::int64_t>> countIn(const nlohmann::json& json, std::string_view field)
{
    const auto found = json.find(std::string(field));
    if (found == json.end())
        return std::optional<std::int64_t>();
    if (!found->is_number_integer())
        return invalid(field);
    return std::optional(found->get<std::int64_t>());
}

} // namespace

bool KeyTerms::allowsFeature(std::string_view feature) const
{
    return allowsName(features, feature);
}

Result<void> checkKeyTerms(const KeyTerms& terms)
{
    if (!areNames(terms.tiers))
        return invalid("tiers");
    if (!areNames(terms.features))
        return invalid("features");
    for (const Count& count : kCounts) {
        const auto& value = terms.*count.member;
        if (value && (*value < 1 || *value > count.most))
            return invalid(count.field);
    }
    if (terms.expiresAt && *terms.expiresAt < 0)
        return invalid("expires_at");
    return {};
}

std::string keyTermsJson(const KeyTerms& terms)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (!terms.tiers.empty())
        json["tiers"] = terms.tiers;
    if (!terms.features.empty())
        json["features"] = terms.features;
    for (const Count& count : kCounts) {
        if (const auto& value = terms.*count.member)
            json[std::string(count.field)] = *value;
    }
    if (terms.expiresAt)
        json["expires_at"] = *terms.expiresAt;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<KeyTerms> keyTermsFromJson(std::string_view text)
{
    KeyTerms terms;
    if (text.empty())
        return terms;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return invalid("json");
    for (const auto& [field, list] : { std::pair("tiers", &terms.tiers), std::pair("features", &terms.features) }) {
        auto names = namesIn(json, field);
        if (!names)
            return tl::unexpected(names.error());
        *list = std::move(*names);
    }
    for (const Count& count : kCounts) {
        const auto value = countIn(json, count.field);
        if (!value)
            return tl::unexpected(value.error());
        terms.*count.member = *value;
    }
    const auto expires = countIn(json, "expires_at");
    if (!expires)
        return tl::unexpected(expires.error());
    terms.expiresAt = *expires;
    if (auto checked = checkKeyTerms(terms); !checked)
        return tl::unexpected(checked.error());
    return terms;
}

} // namespace signalbox
