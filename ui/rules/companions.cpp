// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/companions.h"

#include <algorithm>
#include <functional>
#include <map>

namespace signalbox::ui {

namespace {

constexpr std::size_t kMostNameBytes = 56;

using Names = std::map<std::string, std::string>; ///< of the import, and here

RuleJson listOf(const RuleJson& json, const char* member)
{
    const auto found = json.is_object() ? json.find(member) : json.end();
    return json.is_object() && found != json.end() && found->is_array() ? *found : RuleJson::array();
}

std::string idOf(const RuleJson& json)
{
    const auto found = json.is_object() ? json.find("id") : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const RuleJson* findId(const RuleJson& list, const std::string& id)
{
    for (const RuleJson& each : list) {
        if (idOf(each) == id)
            return &each;
    }
    return nullptr;
}

bool sameButId(RuleJson one, RuleJson other)
{
    for (RuleJson* each : { &one, &other }) {
        each->erase("id");
        each->erase("name");
    }
    return one == other;
}

// Adds to `added` what `own` lacks, and returns under which names the import's are found.
Names addNew(const RuleJson& imported, const RuleJson& own, RuleJson& added)
{
    Names names;
    for (const RuleJson& each : imported) {
        const std::string id = idOf(each);
        const auto equal = std::ranges::find_if(own, [&each](const RuleJson& one) { return sameButId(one, each); });
        if (equal != own.end()) {
            names[id] = idOf(*equal);
            continue;
        }
        std::string free = id;
        for (int number = 2; findId(own, free) != nullptr || findId(added, free) != nullptr; ++number)
            free = id.substr(0, kMostNameBytes) + "-" + std::to_string(number);
        RuleJson renamed = each;
        renamed["id"] = free;
        added.push_back(std::move(renamed));
        names[id] = free;
    }
    return names;
}

void follow(RuleJson& name, const Names& names)
{
    const auto known = name.is_string() ? names.find(name.get<std::string>()) : names.end();
    if (known != names.end())
        name = known->second;
}

// A member that is a name, or a list of names.
void rename(RuleJson& object, const char* member, const Names& names)
{
    const auto found = object.find(member);
    if (found == object.end())
        return;
    if (!found->is_array())
        return follow(*found, names);
    for (RuleJson& each : *found)
        follow(each, names);
}

// A pinned deployment is written provider/model.
void renamePin(RuleJson& route, const Names& providers)
{
    const auto pin = route.find("pin");
    if (pin == route.end() || !pin->is_string())
        return;
    const std::string name = pin->get<std::string>();
    const std::size_t slash = name.find('/');
    const auto known = providers.find(name.substr(0, slash));
    if (slash != std::string::npos && known != providers.end())
        *pin = known->second + name.substr(slash);
}

std::vector<std::string> idsNotIn(const RuleJson& list, const std::function<bool(const std::string&)>& known)
{
    std::vector<std::string> ids;
    for (const RuleJson& each : list) {
        if (!known(idOf(each)))
            ids.push_back(idOf(each));
    }
    return ids;
}

} // namespace

Result<std::string> withCompanions(const std::string& config, const Companions& companions)
{
    RuleJson json = RuleJson::parse(config, nullptr, false);
    if (!json.is_object())
        return fail("config_syntax");
    for (const auto& [member, list] :
        { std::pair("providers", &companions.providers), std::pair("tiers", &companions.tiers) }) {
        RuleJson all = listOf(json, member);
        for (const RuleJson& each : *list) {
            if (findId(all, idOf(each)) == nullptr)
                all.push_back(each);
        }
        json[member] = std::move(all);
    }
    return json.dump(2, ' ', false, RuleJson::error_handler_t::replace);
}

ImportedRules mergedWith(const ImportResult& import, const std::string& config)
{
    const RuleJson theirs = RuleJson::parse(import.text, nullptr, false);
    const RuleJson ours = RuleJson::parse(config, nullptr, false);
    ImportedRules merged;
    merged.source = import.source;
    merged.unmapped = import.unmapped;
    Companions companions;
    const Names providers = addNew(listOf(theirs, "providers"), listOf(ours, "providers"), companions.providers);
    RuleJson tiers = listOf(theirs, "tiers");
    for (RuleJson& tier : tiers) {
        RuleJson chain = listOf(tier, "chain");
        for (RuleJson& deployment : chain)
            rename(deployment, "provider", providers);
        tier["chain"] = std::move(chain);
    }
    const Names tierNames = addNew(tiers, listOf(ours, "tiers"), companions.tiers);
    for (RuleJson rule : listOf(theirs, "rules")) {
        RuleJson route = rule.value("route", RuleJson::object());
        rename(route, "tier", tierNames);
        rename(route, "tiers", tierNames);
        renamePin(route, providers);
        rule["route"] = std::move(route);
        merged.rules.push_back(std::move(rule));
    }
    if (!companions.providers.empty() || !companions.tiers.empty())
        merged.companions = std::make_shared<const Companions>(std::move(companions));
    return merged;
}

std::vector<std::string> newTiers(const Companions& companions, const Config& config)
{
    return idsNotIn(companions.tiers, [&config](const std::string& id) {
        return std::ranges::any_of(config.tiers, [&id](const Tier& tier) { return tier.id == id; });
    });
}

std::vector<std::string> newProviders(const Companions& companions, const Config& config)
{
    return idsNotIn(companions.providers, [&config](const std::string& id) {
        return std::ranges::any_of(config.providers, [&id](const auto& provider) { return provider->id == id; });
    });
}

CompanionsPtr companionsFrom(const RuleJson& file)
{
    Companions companions;
    for (const RuleJson& each : listOf(file, "providers")) {
        if (!idOf(each).empty())
            companions.providers.push_back(each);
    }
    for (const RuleJson& each : listOf(file, "tiers")) {
        if (!idOf(each).empty())
            companions.tiers.push_back(each);
    }
    if (companions.providers.empty() && companions.tiers.empty())
        return nullptr;
    return std::make_shared<const Companions>(std::move(companions));
}

} // namespace signalbox::ui
