// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_undo.h"

#include "core/proxy/config_uses.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;
using UsesOf = std::vector<std::string> (*)(const std::string& text, const std::string& id);

/// One of the lists whose entries a step may bring along.
struct Section {
    const char* name;
    const char* one; ///< in the codes of what stays
    UsesOf usesOf;
};

Json* entryOf(Json& config, const char* section, const Json& id)
{
    const auto list = config.find(section);
    if (list == config.end() || !list->is_array())
        return nullptr;
    const auto entry = std::find_if(list->begin(), list->end(),
        [&id](const Json& each) { return each.is_object() && each.contains("id") && each["id"] == id; });
    return entry == list->end() ? nullptr : &*entry;
}

std::string joined(const std::vector<std::string>& names)
{
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

ConfigProblem stays(const Section& section, const std::string& id, const char* why, const std::string& uses)
{
    ConfigProblem problem;
    problem.warning = true;
    problem.error = { std::string(section.one) + "_kept_" + why, { { "id", id } } };
    if (!uses.empty())
        problem.error.parameters.emplace_back("uses", uses);
    return problem;
}

void removeEntry(Json& config, const char* section, const Json& id)
{
    Json rest = Json::array();
    for (const Json& each : config[section]) {
        if (!each.is_object() || !each.contains("id") || each["id"] != id)
            rest.push_back(each);
    }
    config[section] = std::move(rest);
}

void undo(const Section& section, Json& now, Json& before, Json& after, std::vector<ConfigProblem>& kept)
{
    if (!after.contains(section.name) || !after[section.name].is_array())
        return;
    for (const Json& added : after[section.name]) {
        const Json id = added.is_object() ? added.value("id", Json()) : Json();
        const Json* here = entryOf(now, section.name, id);
        if (!id.is_string() || here == nullptr || entryOf(before, section.name, id) != nullptr)
            continue;
        const auto name = id.get<std::string>();
        const auto uses = section.usesOf(now.dump(), name);
        if (!uses.empty())
            kept.push_back(stays(section, name, "used", joined(uses)));
        else if (*here != added)
            kept.push_back(stays(section, name, "edited", {}));
        else
            removeEntry(now, section.name, id);
    }
}

/// With the providers that its tiers name and that are gone, as they were then.
std::string withProvidersOf(const std::string& text, const std::string& then)
{
    Json config = Json::parse(text, nullptr, false);
    const Json old = Json::parse(then, nullptr, false);
    if (!config.is_object() || !old.is_object() || !old.contains("providers") || !old["providers"].is_array())
        return text;
    for (const Json& provider : old["providers"]) {
        const Json id = provider.is_object() ? provider.value("id", Json()) : Json();
        if (id.is_string() && entryOf(config, "providers", id) == nullptr
            && !usesOfProvider(text, id.get<std::string>()).empty())
            config["providers"].push_back(provider);
    }
    return config.dump(2) + "\n";
}

} // namespace

UndoneConfig withoutAdditions(const std::string& now, const std::string& before, const std::string& after)
{
    Json text = Json::parse(now, nullptr, false);
    Json then = Json::parse(before, nullptr, false);
    Json step = Json::parse(after, nullptr, false);
    if (!text.is_object() || !then.is_object() || !step.is_object())
        return { now, {} };
    UndoneConfig undone;
    // Tiers first: a provider is free once they are gone.
    for (const Section& section :
        { Section { "tiers", "tier", usesOfTier }, Section { "providers", "provider", usesOfProvider } })
        undo(section, text, then, step, undone.kept);
    undone.text = text.dump(2) + "\n";
    return undone;
}

bool isImport(const ConfigVersion& version)
{
    return version.origin == "import" || version.origin.starts_with("import:");
}

Result<UndoneConfig> rolledBack(const std::string& now, std::int64_t number, const std::vector<ConfigVersion>& history,
    const std::function<Result<ConfigVersion>(std::int64_t)>& version)
{
    const auto old = version(number);
    if (!old)
        return tl::unexpected(old.error());
    UndoneConfig undone { withProvidersOf(withRoutingOf(now, old->text), old->text), {} };
    for (const ConfigVersion& each : history) {
        if (each.number <= number || each.number == 1 || !isImport(each))
            continue;
        const auto before = version(each.number - 1);
        const auto after = version(each.number);
        if (!before || !after) // what it brought is not known any more
            continue;
        UndoneConfig next = withoutAdditions(undone.text, before->text, after->text);
        undone.text = std::move(next.text);
        undone.kept.insert(undone.kept.end(), next.kept.begin(), next.kept.end());
    }
    return undone;
}

} // namespace signalbox
