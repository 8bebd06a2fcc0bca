// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include <charconv>

// The configuration of claude-code-router, as its README describes it (github.com/musistudio/claude-code-router).
namespace signalbox {

namespace {

constexpr std::int64_t kLongContext = 60'000; ///< tokens, where the file says nothing

struct ProviderEntry {
    std::string name, url, key;
};

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
        providers.push_back({ importText(list[i], "name"), url, importText(list[i], "api_key") });
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
        const ImportTarget target { entry.name, route.substr(comma + 1), entry.url, entry.key, "", "" };
        return !tier.empty() && draft.addDeployment(tier, target, place) ? tier : "";
    }
    draft.unmapped(place, "target_unknown", route.substr(0, 100));
    return {};
}

std::int64_t thresholdOf(const ImportJson& router)
{
    const auto found = router.find("longContextThreshold");
    return found != router.end() && found->is_number_integer() ? found->get<std::int64_t>() : kLongContext;
}

} // namespace

void importClaudeCodeRouter(ImportDraft& draft, const ImportJson& json)
{
    const std::vector<ProviderEntry> providers = providersOf(draft, json);
    const bool routes = json.contains("Router") && json.at("Router").is_object();
    const ImportJson router = routes ? json.at("Router") : ImportJson(ImportJson::object());
    for (const auto& [name, value] : router.items()) {
        const std::string place = "Router/" + name;
        if (name == "longContextThreshold")
            continue;
        if (!value.is_string()) {
            draft.unmapped(place, "shape");
            continue;
        }
        const bool known = name == "default" || name == "background" || name == "longContext" || name == "image";
        if (!known) { // "think", "webSearch": nothing in a request of ours says so
            draft.unmapped(place, "condition_unknown", name);
            continue;
        }
        const std::string tier = tierFor(draft, providers, value.get<std::string>(), name, place);
        if (tier.empty())
            continue;
        if (name == "default")
            draft.setDefault(tier);
        else if (name == "background")
            draft.addRule("Background", { { "fact", "requested_model" }, { "contains", "haiku" } }, tier, place);
        else if (name == "longContext")
            draft.addRule("Long context", { { "fact", "tokens_context" }, { "gt", thresholdOf(router) } }, tier, place);
        else
            draft.addRule("Images", { { "fact", "images" }, { "is", true } }, tier, place);
    }
    for (const auto& [name, value] : json.items()) {
        if (name != "Providers" && name != "providers" && name != "Router")
            draft.unmapped(name, "no_such_field");
    }
}

} // namespace signalbox
