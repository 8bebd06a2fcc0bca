// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

// LiteLLM's proxy configuration, as its documentation describes it (docs.litellm.ai, "Overview" and "Fallbacks").
namespace signalbox {

namespace {

const std::set<std::string> kRead { "model", "api_base", "api_key", "api_version", "base_url", "input_cost_per_token",
    "output_cost_per_token", "custom_llm_provider" };

/// Dollars per token as dollars per million, or "" where that is no plain number.
std::string perMillion(const ImportJson& params, const char* name)
{
    const auto found = params.find(name);
    if (found == params.end() || !found->is_number())
        return {};
    const double dollars = found->get<double>() * 1e6;
    return dollars >= 0 && dollars <= 1e6 ? fmt::format("{:.6f}", dollars) : "";
}

ImportTarget targetOf(const ImportJson& params)
{
    ImportTarget target;
    const std::string model = importText(params, "model");
    const std::size_t slash = model.find('/');
    const std::string provider = importText(params, "custom_llm_provider");
    target.family = !provider.empty() ? provider : slash == std::string::npos ? "openai" : model.substr(0, slash);
    target.model = slash == std::string::npos || !provider.empty() ? model : model.substr(slash + 1);
    target.baseUrl = importText(params, "api_base");
    if (target.baseUrl.empty())
        target.baseUrl = importText(params, "base_url");
    target.key = importText(params, "api_key");
    target.apiVersion = importText(params, "api_version");
    const std::string input = perMillion(params, "input_cost_per_token");
    const std::string output = perMillion(params, "output_cost_per_token");
    if (!input.empty() && !output.empty())
        target.price = input + " " + output;
    return target;
}

void readModel(ImportDraft& draft, const ImportJson& entry, const std::string& place)
{
    const std::string name = importText(entry, "model_name");
    const auto params = entry.is_object() ? entry.find("litellm_params") : entry.end();
    if (name.empty() || !entry.is_object() || params == entry.end() || !params->is_object()) {
        draft.unmapped(place, "model_shape");
        return;
    }
    const std::string tier = draft.tier(name, place);
    if (tier.empty())
        return;
    (void)draft.addDeployment(tier, targetOf(*params), place);
    for (const auto& [member, value] : params->items()) {
        if (kRead.count(member) == 0)
            draft.unmapped(place + "/litellm_params/" + member, "no_such_field");
    }
}

/// [{"gpt-4": ["claude"]}, ...]: next after failure.
void readFallbacks(ImportDraft& draft, const ImportJson& list, const std::string& place)
{
    if (!list.is_array()) {
        draft.unmapped(place, "shape");
        return;
    }
    for (const ImportJson& entry : list) {
        if (!entry.is_object())
            continue;
        for (const auto& [model, others] : entry.items()) {
            for (const ImportJson& other : others.is_array() ? others : ImportJson::array()) {
                const bool known = other.is_string() && draft.hasTier(model) && draft.hasTier(other.get<std::string>());
                if (known)
                    draft.addChain(draft.tier(model, place), draft.tier(other.get<std::string>(), place), place);
                else
                    draft.unmapped(place, "target_unknown", model);
            }
        }
    }
}

void readSettings(ImportDraft& draft, const ImportJson& json, const char* section)
{
    const auto settings = json.find(section);
    if (settings == json.end() || !settings->is_object())
        return;
    for (const auto& [name, value] : settings->items()) {
        const std::string place = std::string(section) + "/" + name;
        if (name == "fallbacks")
            readFallbacks(draft, value, place);
        else if (name == "model_group_alias" && value.is_object())
            continue; // read with the rules
        else
            draft.unmapped(place, "no_such_field");
    }
}

/// The model that a client asks for chooses the group.
void addModelRules(ImportDraft& draft, const ImportJson& json)
{
    std::vector<std::string> names;
    for (const ImportJson& entry : json.at("model_list")) {
        const std::string name = importText(entry, "model_name");
        if (!name.empty() && draft.hasTier(name) && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    for (const std::string& name : names) {
        const std::string place = "model_list/" + name;
        if (name.find('*') != std::string::npos && !name.ends_with("*")) {
            draft.unmapped(place, "wildcard");
            continue;
        }
        ImportJson when { { "fact", "requested_model" }, { "is", name.substr(0, 256) } };
        if (name == "*")
            continue; // everything else
        if (name.ends_with("*"))
            when = { { "fact", "requested_model" }, { "starts_with", name.substr(0, name.size() - 1) } };
        draft.addRule("Model " + name, std::move(when), draft.tier(name, place), place);
    }
    const auto router = json.find("router_settings");
    if (router == json.end() || !router->is_object() || !router->contains("model_group_alias")
        || !router->at("model_group_alias").is_object())
        return;
    for (const auto& [alias, model] : router->at("model_group_alias").items()) {
        const std::string place = "router_settings/model_group_alias/" + alias;
        if (model.is_string() && draft.hasTier(model.get<std::string>()))
            draft.addRule("Model " + alias, { { "fact", "requested_model" }, { "is", alias.substr(0, 256) } },
                draft.tier(model.get<std::string>(), place), place);
        else
            draft.unmapped(place, "target_unknown");
    }
}

} // namespace

void importLiteLlm(ImportDraft& draft, const ImportJson& json)
{
    const ImportJson& models = json.at("model_list");
    for (std::size_t i = 0; i < models.size(); ++i)
        readModel(draft, models[i], "model_list/" + std::to_string(i));
    readSettings(draft, json, "router_settings");
    readSettings(draft, json, "litellm_settings");
    addModelRules(draft, json);
    for (const auto& [name, value] : json.items()) {
        if (name != "model_list" && name != "router_settings" && name != "litellm_settings")
            draft.unmapped(name, "no_such_field");
    }
    if (draft.hasTier("*"))
        draft.setDefault(draft.tier("*", "model_list"));
}

} // namespace signalbox
