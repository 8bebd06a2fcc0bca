// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include <algorithm>
#include <array>
#include <optional>

// The configuration of claude-code-router, as its README describes it and src/utils/router.ts reads it
// (github.com/musistudio/claude-code-router).
namespace signalbox {

namespace {

constexpr std::int64_t kLongContext = 60'000; ///< tokens, where the file says nothing

struct ProviderEntry {
    std::string name, family, url, key;
};

/// Gemini's own protocol is not spoken here, but its other one is, with the same key; so its address is ours.
constexpr std::string_view kGeminiAddress = "https://generativelanguage.googleapis.com/";
constexpr std::string_view kAnthropicAddress = "https://api.anthropic.com/";

/// How a provider is called from here; nullopt where it only speaks what is not spoken here (noted).
std::optional<ProviderEntry> spokenTo(ImportDraft& draft, ProviderEntry entry, const std::string& place)
{
    entry.family = entry.name;
    if (entry.url.starts_with(kGeminiAddress)) {
        entry.family = "gemini";
        entry.url.clear();
    } else if (entry.url.starts_with(kAnthropicAddress)) {
        entry.family = "anthropic";
        entry.url.clear();
    } else if (entry.url.ends_with("/messages")) {
        draft.unmapped(place, "protocol_unknown", entry.url.substr(0, 100));
        return std::nullopt;
    }
    return entry;
}

std::vector<ProviderEntry> providersOf(ImportDraft& draft, const ImportJson& json)
{
    std::vector<ProviderEntry> providers;
    const ImportJson& list = json.contains("Providers") ? json.at("Providers") : json.at("providers");
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
        const std::string place = "Providers/" + std::to_string(i);
        if (!list[i].is_object()) {
            draft.unmapped(place, "shape");
            continue;
        }
        std::string url = importText(list[i], "api_base_url");
        if (url.empty())
            url = importText(list[i], "baseURL");
        const ProviderEntry entry { importText(list[i], "name"), {}, url, importText(list[i], "api_key") };
        if (auto spoken = spokenTo(draft, entry, place))
            providers.push_back(std::move(*spoken));
        for (const auto& [member, value] : list[i].items()) {
            const bool read = member == "name" || member == "api_base_url" || member == "baseURL" || member == "api_key"
                || member == "models";
            if (!read)
                draft.unmapped(place + "/" + member, "no_such_field");
        }
    }
    return providers;
}

/// "provider,model" as a tier of its own; "" where it can't be mapped.
std::string tierFor(ImportDraft& draft, const std::vector<ProviderEntry>& providers, const std::string& route,
    const std::string& name, const std::string& place)
{
    const std::size_t comma = route.find(',');
    const std::string provider = route.substr(0, comma);
    for (const ProviderEntry& entry : providers) {
        if (comma == std::string::npos || entry.name != provider)
            continue;
        const std::string tier = draft.tier(name, place);
        ImportTarget target;
        target.family = entry.family;
        target.model = route.substr(comma + 1);
        target.baseUrl = entry.url;
        target.key = entry.key;
        return !tier.empty() && draft.addDeployment(tier, target, place) ? tier : "";
    }
    draft.unmapped(place, "target_unknown", route.substr(0, 100));
    return {};
}

std::int64_t thresholdOf(const ImportJson& router)
{
    const auto found = router.find("longContextThreshold");
    const bool given = found != router.end() && found->is_number_integer() && found->get<std::int64_t>() > 0;
    return given ? found->get<std::int64_t>() : kLongContext;
}

/// What a route of theirs asks of a request; null where nothing in a request of ours says it.
ImportJson conditionOf(const std::string& route, const ImportJson& router)
{
    const auto contains = [](const char* part) {
        return ImportJson { { "fact", "requested_model" }, { "contains", part } };
    };
    if (route == "image")
        return { { "fact", "images" }, { "is", true } };
    if (route == "longContext")
        return { { "fact", "tokens_context" }, { "gt", thresholdOf(router) } };
    if (route == "background")
        return { { "all", ImportJson::array({ contains("claude"), contains("haiku") }) } };
    return {};
}

} // namespace

void importClaudeCodeRouter(ImportDraft& draft, const ImportJson& json)
{
    const std::vector<ProviderEntry> providers = providersOf(draft, json);
    const bool routes = json.contains("Router") && json.at("Router").is_object();
    const ImportJson router = routes ? json.at("Router") : ImportJson(ImportJson::object());
    // Their router asks in this order, whatever the order of the file.
    constexpr std::array<std::pair<const char*, const char*>, 4> kRoutes { { { "image", "Images" },
        { "longContext", "Long context" }, { "background", "Background" }, { "default", "" } } };
    for (const auto& [name, title] : kRoutes) {
        const auto route = router.find(name);
        if (route == router.end())
            continue;
        const std::string place = std::string("Router/") + name;
        if (!route->is_string()) {
            draft.unmapped(place, "shape");
            continue;
        }
        const std::string tier = tierFor(draft, providers, route->get<std::string>(), name, place);
        if (tier.empty())
            continue;
        if (const ImportJson when = conditionOf(name, router); when.is_null())
            draft.setDefault(tier);
        else
            draft.addRule(title, when, tier, place);
    }
    for (const auto& [name, value] : router.items()) {
        const auto known = [&name = name](const auto& route) { return name == route.first; };
        if (name != "longContextThreshold" && std::none_of(kRoutes.begin(), kRoutes.end(), known))
            draft.unmapped(
                "Router/" + name, "condition_unknown", name); // "think", "webSearch": nothing of ours says so
    }
    for (const auto& [name, value] : json.items()) {
        if (name != "Providers" && name != "providers" && name != "Router")
            draft.unmapped(name, "no_such_field");
    }
}

} // namespace signalbox
