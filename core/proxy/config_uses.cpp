// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_uses.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

std::string textMember(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
}

Json listMember(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && found->is_array() ? *found : Json::array();
}

bool namesTier(const Json& rule, const std::string& tier)
{
    const Json route = rule.is_object() ? rule.value("route", Json()) : Json();
    const Json tiers = listMember(route, "tiers");
    return textMember(route, "tier") == tier || std::find(tiers.begin(), tiers.end(), Json(tier)) != tiers.end();
}

void addCeilings(std::vector<std::string>& uses, const Json& json, const std::string& scope)
{
    for (const Json& ceiling : listMember(json, "ceilings")) {
        if (textMember(ceiling, "scope") == scope)
            uses.push_back(textMember(ceiling, "id"));
    }
}

} // namespace

std::vector<std::string> usesOfTier(const std::string& text, const std::string& id)
{
    const Json json = Json::parse(text, nullptr, false);
    std::vector<std::string> uses;
    if (textMember(json, "baseline_tier") == id)
        uses.emplace_back("baseline_tier");
    for (const Json& rule : listMember(json, "rules")) {
        if (namesTier(rule, id))
            uses.push_back(textMember(rule, "name").empty() ? textMember(rule, "id") : textMember(rule, "name"));
    }
    addCeilings(uses, json, "tier:" + id);
    return uses;
}

std::vector<std::string> usesOfProvider(const std::string& text, const std::string& id)
{
    const Json json = Json::parse(text, nullptr, false);
    std::vector<std::string> uses;
    for (const Json& tier : listMember(json, "tiers")) {
        const Json chain = listMember(tier, "chain");
        if (std::any_of(
                chain.begin(), chain.end(), [&id](const Json& each) { return textMember(each, "provider") == id; }))
            uses.push_back(textMember(tier, "id"));
    }
    addCeilings(uses, json, "provider:" + id);
    return uses;
}

} // namespace signalbox
