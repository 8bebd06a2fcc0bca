// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/config_edit.h"

#include "ui/tiers/config_json.h"

#include <algorithm>
#include <initializer_list>
#include <memory>

namespace signalbox::ui {

namespace {

using Json = ConfigJson;

void setPrice(Json& object, const DeploymentEntry& deployment)
{
    if (deployment.pricing == Pricing::Catalogue) {
        object.erase("price");
        return;
    }
    if (deployment.pricing == Pricing::Free) {
        object["price"] = "free";
        return;
    }
    Json price = object.value("price", Json::object());
    if (!price.is_object())
        price = Json::object();
    setOrErase(price, "input", deployment.input);
    setOrErase(price, "cached_input", deployment.cachedInput);
    setOrErase(price, "output", deployment.output);
    object["price"] = std::move(price);
}

void setLimits(Json& object, const DeploymentEntry& deployment)
{
    Json limits = object.value("limits", Json::object());
    if (!limits.is_object())
        limits = Json::object();
    const std::initializer_list<std::pair<const char*, const std::string&>> members {
        { "requests_per_minute", deployment.requestsPerMinute }, { "tokens_per_minute", deployment.tokensPerMinute },
        { "concurrent", deployment.concurrent }, { "wait_ms", deployment.waitMs }
    };
    for (const auto& [name, value] : members) {
        if (value.empty())
            limits.erase(name);
        else
            limits[name] = numberOrText(value);
    }
    if (limits.empty())
        object.erase("limits");
    else
        object["limits"] = std::move(limits);
}

/// "a, b" as a list.
std::vector<std::string> partsOf(const std::string& typed)
{
    std::vector<std::string> parts;
    std::string part;
    const auto take = [&] {
        const std::size_t from = part.find_first_not_of(" \t");
        if (from != std::string::npos)
            parts.push_back(part.substr(from, part.find_last_not_of(" \t") + 1 - from));
        part.clear();
    };
    for (const char c : typed) {
        if (c == ',')
            take();
        else
            part += c;
    }
    take();
    return parts;
}

/// What has no "=" is renamed to nothing, which the reader of the configuration refuses at its place.
Json renamesOf(const std::string& typed)
{
    Json renames = Json::object();
    for (const std::string& part : partsOf(typed)) {
        const std::size_t at = part.find('=');
        const std::vector<std::string> from = partsOf(part.substr(0, at));
        const std::vector<std::string> to = partsOf(at == std::string::npos ? "" : part.substr(at + 1));
        renames[from.empty() ? "" : from.front()] = to.empty() ? "" : to.front();
    }
    return renames;
}

void setCapabilities(Json& object, const ProfileEntry& profile)
{
    Json flags = object.value("capabilities", Json::object());
    if (!flags.is_object())
        flags = Json::object();
    const std::initializer_list<std::pair<const char*, std::optional<bool>>> members { { "tools", profile.tools },
        { "images", profile.images }, { "json_object", profile.jsonObject }, { "json_schema", profile.jsonSchema } };
    for (const auto& [name, value] : members) {
        if (value)
            flags[name] = *value;
        else
            flags.erase(name);
    }
    if (flags.empty())
        object.erase("capabilities");
    else
        object["capabilities"] = std::move(flags);
}

void setProfile(Json& object, const ProfileEntry& profile)
{
    if (profile.context.empty())
        object.erase("context");
    else
        object["context"] = numberOrText(profile.context);
    setCapabilities(object, profile);
    setOrErase(object, "max_tokens_field", profile.maxTokensField);
    // An empty list in the file says that nothing is left out: it stays unless something is typed.
    const auto refuses = object.find("refuses");
    if (!profile.refuses.empty())
        object["refuses"] = partsOf(profile.refuses);
    else if (refuses != object.end() && !refuses->empty())
        object.erase("refuses");
    if (profile.renames.empty())
        object.erase("renames");
    else
        object["renames"] = renamesOf(profile.renames);
}

ProfileEntry readProfile(const Json& object)
{
    ProfileEntry profile;
    profile.context = textMember(object, "context");
    profile.maxTokensField = textMember(object, "max_tokens_field");
    if (const auto flags = object.find("capabilities"); flags != object.end() && flags->is_object()) {
        const auto truth = [&flags](const char* name) -> std::optional<bool> {
            const auto found = flags->find(name);
            return found != flags->end() && found->is_boolean() ? std::optional(found->get<bool>()) : std::nullopt;
        };
        profile.tools = truth("tools");
        profile.images = truth("images");
        profile.jsonObject = truth("json_object");
        profile.jsonSchema = truth("json_schema");
    }
    const auto append = [](std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; };
    if (const auto refuses = object.find("refuses"); refuses != object.end() && refuses->is_array()) {
        for (const Json& name : *refuses) {
            if (name.is_string())
                append(profile.refuses, name.get<std::string>());
        }
    }
    if (const auto renames = object.find("renames"); renames != object.end() && renames->is_object()) {
        for (const auto& [from, to] : renames->items()) {
            if (to.is_string())
                append(profile.renames, from + " = " + to.get<std::string>());
        }
    }
    return profile;
}

void write(Json& object, const DeploymentEntry& deployment)
{
    if (!object.is_object())
        object = Json::object();
    object["provider"] = deployment.provider;
    object["model"] = deployment.model;
    setPrice(object, deployment);
    if (deployment.maxOutput.empty())
        object.erase("max_output");
    else
        object["max_output"] = numberOrText(deployment.maxOutput);
    setLimits(object, deployment);
    setProfile(object, deployment.profile);
}

void write(Json& object, const ProviderEntry& provider)
{
    object["id"] = provider.id;
    setOrErase(object, "preset", provider.preset);
    setOrErase(object, "base_url", provider.baseUrl);
    setOrErase(object, "dialect", provider.dialect);
    setOrErase(object, "auth", provider.auth);
    setOrErase(object, "secret", provider.secret);
    if (provider.local)
        object["local"] = true;
    else
        object.erase("local");
    setOrErase(object, "price_factor", provider.priceFactor);
}

DeploymentEntry read(const Json& object)
{
    if (!object.is_object())
        return {};
    DeploymentEntry deployment;
    deployment.provider = textMember(object, "provider");
    deployment.model = textMember(object, "model");
    deployment.maxOutput = textMember(object, "max_output");
    deployment.profile = readProfile(object);
    if (const auto limits = object.find("limits"); limits != object.end() && limits->is_object()) {
        deployment.requestsPerMinute = textMember(*limits, "requests_per_minute");
        deployment.tokensPerMinute = textMember(*limits, "tokens_per_minute");
        deployment.concurrent = textMember(*limits, "concurrent");
        deployment.waitMs = textMember(*limits, "wait_ms");
    }
    const auto price = object.find("price");
    if (price == object.end() || price->is_null())
        return deployment;
    if (price->is_string()) {
        deployment.pricing = Pricing::Free;
        return deployment;
    }
    deployment.pricing = Pricing::Own;
    deployment.input = textMember(*price, "input");
    deployment.cachedInput = textMember(*price, "cached_input");
    deployment.output = textMember(*price, "output");
    return deployment;
}

// A parsed document and the place in it that is to be changed.
struct Opened {
    std::unique_ptr<Json> document; // keeps its address when the struct moves
    Json* place = nullptr;
    [[nodiscard]] EditedText text() const { return writtenConfig(*document); }
};

Result<Opened> opened(const std::string& text, const char* list, const std::string& id)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    Opened out { std::make_unique<Json>(std::move(*json)), nullptr };
    out.place = entryOf(*out.document, list, id);
    if (out.place == nullptr)
        return fail("no_such_entry", { { "id", id } });
    return out;
}

// A tier's chain; it has an entry at each of the places.
Result<Opened> openedChain(const std::string& text, const std::string& tier, std::initializer_list<std::size_t> places)
{
    Result<Opened> out = opened(text, "tiers", tier);
    if (!out)
        return out;
    const auto chain = out->place->find("chain");
    const bool usable = chain != out->place->end() && chain->is_array();
    const std::size_t size = usable ? chain->size() : 0;
    if (!usable || std::ranges::any_of(places, [size](std::size_t place) { return place >= size; }))
        return fail("no_such_entry", { { "id", tier } });
    out->place = &*chain;
    return out;
}

EditedText appendEntry(const std::string& text, const char* list, Json entry)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    Json& entries = (*json)[list];
    if (!entries.is_array())
        entries = Json::array();
    entries.push_back(std::move(entry));
    return writtenConfig(*json);
}

EditedText removeEntry(const std::string& text, const char* list, const std::string& id)
{
    const Result<Opened> entry = opened(text, list, id);
    if (!entry)
        return tl::unexpected(entry.error());
    Json& entries = (*entry->document)[list];
    entries.erase(entries.begin() + (entry->place - &entries.front()));
    return entry->text();
}

} // namespace

Result<DeploymentEntry> readDeployment(const std::string& text, const std::string& tier, std::size_t place)
{
    const Result<Opened> chain = openedChain(text, tier, { place });
    if (!chain)
        return tl::unexpected(chain.error());
    return read((*chain->place)[place]);
}

EditedText addDeployment(const std::string& text, const std::string& tier, const DeploymentEntry& deployment)
{
    const Result<Opened> chain = openedChain(text, tier, {});
    if (!chain)
        return tl::unexpected(chain.error());
    write(chain->place->emplace_back(Json::object()), deployment);
    return chain->text();
}

EditedText editDeployment(
    const std::string& text, const std::string& tier, std::size_t place, const DeploymentEntry& deployment)
{
    const Result<Opened> chain = openedChain(text, tier, { place });
    if (!chain)
        return tl::unexpected(chain.error());
    write((*chain->place)[place], deployment);
    return chain->text();
}

EditedText removeDeployment(const std::string& text, const std::string& tier, std::size_t place)
{
    const Result<Opened> chain = openedChain(text, tier, { place });
    if (!chain)
        return tl::unexpected(chain.error());
    chain->place->erase(place);
    return chain->text();
}

EditedText moveDeployment(const std::string& text, const std::string& tier, std::size_t from, std::size_t to)
{
    const Result<Opened> chain = openedChain(text, tier, { from, to });
    if (!chain)
        return tl::unexpected(chain.error());
    Json moved = std::move((*chain->place)[from]);
    chain->place->erase(from);
    chain->place->insert(chain->place->begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    return chain->text();
}

EditedText addTier(const std::string& text, const std::string& id, const DeploymentEntry& first)
{
    Json deployment = Json::object();
    write(deployment, first);
    return appendEntry(text, "tiers", Json { { "id", id }, { "chain", Json::array({ std::move(deployment) }) } });
}

EditedText removeTier(const std::string& text, const std::string& id)
{
    return removeEntry(text, "tiers", id);
}

Result<ProviderEntry> readProvider(const std::string& text, const std::string& id)
{
    const Result<Opened> entry = opened(text, "providers", id);
    if (!entry)
        return tl::unexpected(entry.error());
    const Json& json = *entry->place;
    return ProviderEntry { id, textMember(json, "preset"), textMember(json, "base_url"), textMember(json, "dialect"),
        textMember(json, "auth"), textMember(json, "secret"), json.value("local", Json(false)) == Json(true),
        textMember(json, "price_factor") };
}

EditedText addProvider(const std::string& text, const ProviderEntry& provider)
{
    Json entry = Json::object();
    write(entry, provider);
    return appendEntry(text, "providers", std::move(entry));
}

EditedText editProvider(const std::string& text, const ProviderEntry& provider)
{
    const Result<Opened> entry = opened(text, "providers", provider.id);
    if (!entry)
        return tl::unexpected(entry.error());
    write(*entry->place, provider);
    return entry->text();
}

EditedText removeProvider(const std::string& text, const std::string& id)
{
    return removeEntry(text, "providers", id);
}

EditedText setProviderSecret(const std::string& text, const std::string& id, const std::string& reference)
{
    return setProviderSecrets(
        text, id, reference.empty() ? std::vector<std::string>() : std::vector<std::string> { reference });
}

EditedText setProviderSecrets(
    const std::string& text, const std::string& id, const std::vector<std::string>& references)
{
    const Result<Opened> entry = opened(text, "providers", id);
    if (!entry)
        return tl::unexpected(entry.error());
    Json& provider = *entry->place;
    if (references.size() > 1) {
        provider.erase("secret");
        provider["secrets"] = references;
    } else {
        provider.erase("secrets");
        setOrErase(provider, "secret", references.empty() ? std::string() : references.front());
    }
    return entry->text();
}

EditedText setCeilingLimit(const std::string& text, const std::string& id, const std::string& limit)
{
    const Result<Opened> entry = opened(text, "ceilings", id);
    if (!entry)
        return tl::unexpected(entry.error());
    (*entry->place)["limit"] = limit;
    return entry->text();
}

} // namespace signalbox::ui
