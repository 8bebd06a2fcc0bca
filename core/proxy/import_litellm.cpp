// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>

// LiteLLM's proxy configuration, as its documentation describes it (docs.litellm.ai, "Overview" and "Fallbacks").
namespace signalbox {

namespace {

const std::set<std::string> kRead { "model", "api_base", "api_key", "api_version", "base_url", "input_cost_per_token",
    "output_cost_per_token", "custom_llm_provider", "litellm_credential_name", "order" };
/// What model_info says of a model; the rest of it is for their own pages.
const std::set<std::string> kInfoRead { "input_cost_per_token", "output_cost_per_token", "max_input_tokens",
    "max_output_tokens" };
const std::set<std::string> kInfoShown { "id", "description", "base_model", "mode", "version", "updated_at" };

const ImportJson& member(const ImportJson& object, const char* name)
{
    static const ImportJson none = ImportJson::object();
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && found->is_object() ? *found : none;
}

std::int64_t tokens(const ImportJson& info, const char* name)
{
    const auto found = info.find(name);
    return found != info.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

/// The parameters of an entry with those that it takes from a named credential (credential_list), which count less.
ImportJson withCredential(const ImportJson& params, const ImportJson& json)
{
    const std::string name = importText(params, "litellm_credential_name");
    const auto list = json.find("credential_list");
    if (name.empty() || list == json.end() || !list->is_array())
        return params;
    for (const ImportJson& each : *list) {
        if (importText(each, "credential_name") != name)
            continue;
        ImportJson whole = member(each, "credential_values");
        whole.update(params);
        return whole;
    }
    return params;
}

/// Dollars per token as dollars per million, or "" where that is no plain number.
std::string perMillion(const ImportJson& params, const char* name)
{
    const auto found = params.find(name);
    if (found == params.end() || !found->is_number())
        return {};
    const double dollars = found->get<double>() * 1e6;
    return dollars >= 0 && dollars <= 1e6 ? fmt::format("{:.6f}", dollars) : "";
}

ImportTarget targetOf(const ImportJson& params, const ImportJson& info)
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
    for (const ImportJson* source : { &params, &info }) {
        const std::string input = perMillion(*source, "input_cost_per_token");
        const std::string output = perMillion(*source, "output_cost_per_token");
        if (target.price.empty() && !input.empty() && !output.empty())
            target.price = input + " " + output;
    }
    target.maxOutput = tokens(info, "max_output_tokens");
    const std::int64_t input = tokens(info, "max_input_tokens");
    target.context = input > 0 ? input + target.maxOutput : 0; // ours holds both
    return target;
}

void noteRest(ImportDraft& draft, const ImportJson& entry, const ImportJson& params, const std::string& place)
{
    for (const auto& [name, value] : params.items()) {
        if (kRead.count(name) == 0)
            draft.unmapped(place + "/litellm_params/" + name, "no_such_field");
    }
    for (const auto& [name, value] : member(entry, "model_info").items()) {
        if (kInfoRead.count(name) == 0 && kInfoShown.count(name) == 0)
            draft.unmapped(place + "/model_info/" + name, "no_such_field");
    }
    for (const auto& [name, value] : entry.items()) {
        if (name != "model_name" && name != "litellm_params" && name != "model_info")
            draft.unmapped(place + "/" + name, "no_such_field");
    }
}

/// served: groups that have a deployment already.
void readModel(ImportDraft& draft, const ImportJson& entry, const ImportJson& json, const std::string& place,
    std::set<std::string>& served)
{
    const std::string name = importText(entry, "model_name");
    const auto found = entry.is_object() ? entry.find("litellm_params") : entry.end();
    if (name.empty() || !entry.is_object() || found == entry.end() || !found->is_object()) {
        draft.unmapped(place, "model_shape");
        return;
    }
    const ImportJson params = withCredential(*found, json);
    const std::string tier = draft.tier(name, place);
    if (tier.empty())
        return;
    const ImportTarget target = targetOf(params, member(entry, "model_info"));
    if (target.model.find('*') != std::string::npos) // "openai/*": whatever the client asks for
        draft.unmapped(place, "wildcard", target.model.substr(0, 100));
    else if (draft.addDeployment(tier, target, place) && !served.insert(name).second && !params.contains("order"))
        draft.unmapped(place, "shared_load", name);
    noteRest(draft, entry, params, place);
}

/// Where entries of a group have an order, theirs is tried first; those without one come last, as they stand.
std::vector<std::size_t> inOrder(const ImportJson& models)
{
    std::vector<std::size_t> places(models.size());
    std::iota(places.begin(), places.end(), 0U);
    const auto orderOf = [&models](std::size_t at) {
        const ImportJson& params = member(models[at], "litellm_params");
        const auto order = params.find("order");
        return order != params.end() && order->is_number_integer() ? order->get<std::int64_t>() : INT64_MAX;
    };
    std::stable_sort(places.begin(), places.end(),
        [&orderOf](std::size_t one, std::size_t other) { return orderOf(one) < orderOf(other); });
    return places;
}

/// ["claude"]: next after failure of any group.
void readDefaultFallbacks(
    ImportDraft& draft, const ImportJson& list, const ImportJson& models, const std::string& place)
{
    for (const ImportJson& other : list.is_array() ? list : ImportJson::array()) {
        const std::string name = other.is_string() ? other.get<std::string>() : "";
        if (!draft.hasTier(name)) {
            draft.unmapped(place, "target_unknown", name);
            continue;
        }
        for (const ImportJson& entry : models) {
            const std::string model = importText(entry, "model_name");
            if (draft.hasTier(model) && model != name)
                draft.addChain(draft.tier(model, place), draft.tier(name, place), place);
        }
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
        if (name == "fallbacks") {
            readFallbacks(draft, value, place);
        } else if (name == "default_fallbacks") {
            readDefaultFallbacks(draft, value, json.at("model_list"), place);
        } else if (name == "context_window_fallbacks") {
            // What a request does not fit into is skipped; but a chain goes on after other failures as well.
            readFallbacks(draft, value, place);
            draft.unmapped(place, "fallback_widened");
        } else if (name != "model_group_alias" || !value.is_object()) { // that is read with the rules
            draft.unmapped(place, "no_such_field");
        }
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
    for (const auto& [alias, value] : router->at("model_group_alias").items()) {
        const std::string place = "router_settings/model_group_alias/" + alias;
        const std::string model = value.is_string() ? value.get<std::string>() : importText(value, "model");
        if (draft.hasTier(model))
            draft.addRule("Model " + alias, { { "fact", "requested_model" }, { "is", alias.substr(0, 256) } },
                draft.tier(model, place), place);
        else
            draft.unmapped(place, "target_unknown");
    }
}

} // namespace

void importLiteLlm(ImportDraft& draft, const ImportJson& json)
{
    const ImportJson& models = json.at("model_list");
    for (std::size_t i = 0; i < models.size(); ++i) { // tiers stay in the order of the file
        if (const std::string name = importText(models[i], "model_name"); !name.empty())
            (void)draft.tier(name, "model_list/" + std::to_string(i));
    }
    std::set<std::string> served;
    for (const std::size_t i : inOrder(models))
        readModel(draft, models[i], json, "model_list/" + std::to_string(i), served);
    readSettings(draft, json, "router_settings");
    readSettings(draft, json, "litellm_settings");
    addModelRules(draft, json);
    for (const auto& [name, value] : json.items()) {
        if (name != "model_list" && name != "router_settings" && name != "litellm_settings"
            && name != "credential_list")
            draft.unmapped(name, "no_such_field");
    }
    if (draft.hasTier("*"))
        draft.setDefault(draft.tier("*", "model_list"));
}

} // namespace signalbox
