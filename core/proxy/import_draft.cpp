// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include "core/tiers/price_book.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::size_t kMostTiers = 32;
constexpr std::size_t kMostChain = 16;
constexpr std::size_t kMostProviders = 100;
constexpr std::size_t kMostRules = 999;
constexpr std::size_t kMostNotes = 2000;

/// Names of other gateways for what we have a preset of.
constexpr std::pair<std::string_view, std::string_view> kFamilies[] { { "openai", "openai" },
    { "text-completion-openai", "openai" }, { "azure", "azure" }, { "azure-openai", "azure" },
    { "azure_text", "azure" }, { "anthropic", "anthropic" }, { "gemini", "gemini" }, { "google", "gemini" },
    { "openrouter", "openrouter" }, { "mistral", "mistral" }, { "mistral-ai", "mistral" }, { "deepseek", "deepseek" },
    { "groq", "groq" }, { "together_ai", "together" }, { "together-ai", "together" }, { "xai", "xai" },
    { "x-ai", "xai" }, { "ollama", "ollama" }, { "ollama_chat", "ollama" }, { "lm_studio", "lmstudio" },
    { "lmstudio", "lmstudio" }, { "hosted_vllm", "vllm" }, { "vllm", "vllm" }, { "llamafile", "llamacpp" },
    { "custom", "custom" }, { "custom_openai", "custom" } };

const ProviderPreset* presetOf(const std::string& family)
{
    for (const auto& [name, preset] : kFamilies) {
        if (name == family)
            return findPreset(preset);
    }
    return nullptr;
}

/// Without the path of the call, which ours adds by itself.
std::string baseOf(std::string url)
{
    for (const std::string_view tail : { "/chat/completions", "/completions", "/messages", "/" }) {
        if (url.ends_with(tail))
            url.resize(url.size() - tail.size());
    }
    return url;
}

bool isLoopback(const std::string& url)
{
    const std::size_t host = url.find("://");
    const std::string_view rest = std::string_view(url).substr(host == std::string::npos ? 0 : host + 3);
    return rest.starts_with("localhost") || rest.starts_with("127.0.0.1") || rest.starts_with("[::1]");
}

std::string envNameOf(const std::string& key)
{
    for (const std::string_view mark : { "os.environ/", "env.", "$" }) {
        if (key.starts_with(mark)) {
            std::string name = key.substr(mark.size());
            name.erase(
                std::remove_if(name.begin(), name.end(), [](char c) { return c == '{' || c == '}'; }), name.end());
            return name;
        }
    }
    return {};
}

bool isEnvName(const std::string& name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

std::string importId(std::string_view name)
{
    std::string id;
    for (const char c : name.substr(0, 60)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '_' || c == '-';
        id += plain ? c : '-';
    }
    const std::size_t first = id.find_first_not_of("._-");
    return first == std::string::npos ? "imported" : id.substr(first);
}

std::string importText(const ImportJson& object, const char* name)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(name);
    if (found == object.end() || found->is_null() || found->is_structured())
        return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
}

ImportDraft::ImportDraft(std::string source, const Config* now)
    : m_now(now)
{
    m_result.source = std::move(source);
}

void ImportDraft::mapped(std::string place, std::string code, std::string detail)
{
    if (m_result.mapped.size() < kMostNotes)
        m_result.mapped.push_back({ std::move(place), std::move(code), std::move(detail) });
}

void ImportDraft::unmapped(std::string place, std::string code, std::string detail)
{
    if (m_result.unmapped.size() < kMostNotes)
        m_result.unmapped.push_back({ std::move(place), std::move(code), std::move(detail) });
}

ImportDraft::TierDraft* ImportDraft::find(const std::string& id)
{
    const auto found =
        std::find_if(m_tiers.begin(), m_tiers.end(), [&id](const TierDraft& tier) { return tier.id == id; });
    return found == m_tiers.end() ? nullptr : &*found;
}

bool ImportDraft::hasTier(const std::string& name) const
{
    return m_tierIds.count(name) > 0;
}

const std::string& ImportDraft::firstTier() const
{
    static const std::string none;
    return m_tiers.empty() ? none : m_tiers.front().id;
}

std::string ImportDraft::tier(const std::string& name, const std::string& place)
{
    if (const auto known = m_tierIds.find(name); known != m_tierIds.end())
        return known->second;
    if (m_tiers.size() >= kMostTiers) {
        unmapped(place, "too_many_tiers", name);
        return {};
    }
    const std::string base = importId(name);
    std::string id = base;
    for (int i = 2; find(id); ++i)
        id = base.substr(0, 56) + "-" + std::to_string(i);
    TierDraft tier;
    tier.id = id;
    tier.name = name.substr(0, 200);
    m_tiers.push_back(std::move(tier));
    m_tierIds.emplace(name, id);
    return id;
}

/// A key goes along only where it would go to its own provider; and never to another place than it goes to now.
void ImportDraft::addSecret(ImportJson& provider, const ImportTarget& target, bool ownAddress, const std::string& place)
{
    const std::string name = envNameOf(target.key);
    const bool env = !name.empty() && isEnvName(name) && ownAddress;
    const std::string reference = env ? "env:" + name : "keychain:" + provider.at("id").get<std::string>();
    if (!target.key.empty() && !env)
        unmapped(place, "secret_not_taken", reference);
    const auto url =
        parseBaseUrl(provider.contains("base_url") ? provider.at("base_url").get<std::string>()
                                                   : findPreset(provider.at("preset").get<std::string>())->baseUrl,
            provider.value("local", false));
    bool changed = false;
    if (m_now && url) {
        for (const auto& known : m_now->providers) {
            const bool same = known->host == url->host && known->port == url->port && known->tls == url->tls;
            const auto& pool = known->secretRefs;
            changed = changed || (!same && std::find(pool.begin(), pool.end(), reference) != pool.end());
        }
    }
    if (changed) {
        unmapped(place, "destination_change", reference);
        provider["secret"] = "keychain:imported-" + provider.at("id").get<std::string>().substr(0, 48);
    } else {
        provider["secret"] = reference;
    }
}

std::string ImportDraft::providerFor(const ImportTarget& target, const std::string& place)
{
    const ProviderPreset* preset = presetOf(target.family);
    const std::string address = baseOf(target.baseUrl);
    if (!preset && address.empty()) {
        unmapped(place, "provider_unknown", target.family);
        return {};
    }
    preset = preset ? preset : findPreset("custom");
    const bool local = preset->local || (!address.empty() && isLoopback(address));
    const std::string url = address.empty() ? preset->baseUrl : address;
    if (const auto parsed = parseBaseUrl(url, local); !parsed) {
        unmapped(place, url.empty() ? "address_missing" : parsed.error().code, url.substr(0, 100));
        return {};
    }
    const std::string key = preset->id + " " + url + " " + target.key;
    if (const auto known = m_providerIds.find(key); known != m_providerIds.end())
        return known->second;
    if (m_providers.size() >= kMostProviders) {
        unmapped(place, "too_many_providers", target.family);
        return {};
    }
    const std::string base = importId(target.family.empty() ? preset->id : target.family);
    std::string id = base;
    const auto taken = [this](const std::string& wanted) {
        return std::any_of(m_providers.begin(), m_providers.end(),
            [&wanted](const ImportJson& each) { return each.at("id") == wanted; });
    };
    for (int i = 2; taken(id); ++i)
        id = base.substr(0, 56) + "-" + std::to_string(i);
    ImportJson provider { { "id", id }, { "preset", preset->id } };
    if (!address.empty() && address != preset->baseUrl)
        provider["base_url"] = address;
    if (local)
        provider["local"] = true;
    if (preset->id == "azure" && !target.apiVersion.empty())
        provider["api_version"] = target.apiVersion;
    const bool keyless = preset->auth == AuthStyle::None || (local && target.key.empty());
    if (!keyless)
        addSecret(provider, target, url == preset->baseUrl, place);
    m_providers.push_back(std::move(provider));
    m_providerIds.emplace(key, id);
    mapped(place, "provider", id);
    return id;
}

bool ImportDraft::addDeployment(const std::string& tierId, const ImportTarget& target, const std::string& place)
{
    TierDraft* tier = find(tierId);
    const bool named = !target.model.empty() && target.model.size() <= 256
        && std::all_of(target.model.begin(), target.model.end(),
            [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || std::string_view("._:/@+-").find(c) != std::string_view::npos;
            })
        && target.model.find("..") == std::string::npos;
    if (!tier || !named) {
        unmapped(place, "model_name_invalid", target.model.substr(0, 100));
        return false;
    }
    const std::string provider = providerFor(target, place);
    if (provider.empty())
        return false;
    ImportJson deployment { { "provider", provider }, { "model", target.model } };
    if (const std::size_t space = target.price.find(' '); space != std::string::npos)
        deployment["price"] = { { "input", target.price.substr(0, space) },
            { "output", target.price.substr(space + 1) } };
    if (target.context > 0)
        deployment["context"] = target.context;
    if (target.maxOutput > 0)
        deployment["max_output"] = target.maxOutput;
    const bool known = std::any_of(tier->chain.begin(), tier->chain.end(),
        [&](const ImportJson& each) { return each.at("provider") == provider && each.at("model") == target.model; });
    if (known || tier->chain.size() >= kMostChain) {
        unmapped(place, known ? "deployment_twice" : "chain_too_long", provider + "/" + target.model);
        return false;
    }
    tier->chain.push_back(std::move(deployment));
    mapped(place, "tier", tierId);
    return true;
}

void ImportDraft::addChain(const std::string& tierId, const std::string& from, const std::string& place)
{
    TierDraft* tier = find(tierId);
    const TierDraft* other = find(from);
    if (!tier || !other) {
        unmapped(place, "target_unknown", from);
        return;
    }
    for (const ImportJson& deployment : ImportJson(other->chain)) {
        const bool known = std::find(tier->chain.begin(), tier->chain.end(), deployment) != tier->chain.end();
        if (!known && tier->chain.size() < kMostChain)
            tier->chain.push_back(deployment);
    }
    mapped(place, "fallback", tierId + " -> " + from);
}

void ImportDraft::addRule(const std::string& name, ImportJson when, const std::string& tier, const std::string& place)
{
    if (m_rules.size() >= kMostRules || tier.empty()) {
        unmapped(place, "target_unknown", name);
        return;
    }
    m_rules.push_back({ { "id", "import-" + std::to_string(m_rules.size() + 1) }, { "name", name.substr(0, 200) },
        { "on", true }, { "when", std::move(when) }, { "route", { { "strategy", "direct" }, { "tier", tier } } },
        { "note", "Imported from " + m_result.source + " (" + place.substr(0, 200) + "), not yet reviewed." } });
    mapped(place, "rule", tier);
}

std::string ImportDraft::reasons() const
{
    constexpr std::size_t kMostReasons = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(m_result.unmapped.size(), kMostReasons); ++i) {
        const ImportNote& note = m_result.unmapped[i];
        text.append(text.empty() ? "" : "; ").append(note.place).append(": ").append(note.code);
        text.append(note.detail.empty() ? "" : " ").append(note.detail);
    }
    return text;
}

Result<ImportResult> ImportDraft::finish()
{
    // A tier of which nothing could be mapped would make the whole unreadable; rules that lead there go with it.
    std::vector<std::string> empty;
    for (const TierDraft& tier : m_tiers) {
        if (tier.chain.empty())
            empty.push_back(tier.id);
    }
    const auto isEmpty = [&empty](const std::string& id) {
        return std::find(empty.begin(), empty.end(), id) != empty.end();
    };
    ImportJson tiers = ImportJson::array();
    for (const TierDraft& tier : m_tiers) {
        if (!isEmpty(tier.id))
            tiers.push_back({ { "id", tier.id }, { "name", tier.name }, { "chain", tier.chain } });
    }
    if (tiers.empty())
        return fail("import_empty", { { "source", m_result.source }, { "reasons", reasons() } });
    ImportJson rules = ImportJson::array();
    for (const ImportJson& rule : m_rules) {
        const auto tier = rule.at("route").at("tier").get<std::string>();
        if (isEmpty(tier))
            unmapped(rule.at("note").get<std::string>(), "target_unknown", tier);
        else
            rules.push_back(rule);
    }
    const std::string rest = m_default.empty() || isEmpty(m_default) ? tiers[0].at("id").get<std::string>() : m_default;
    rules.push_back({ { "id", "else" }, { "name", "Everything else" }, { "on", true }, { "when", "always" },
        { "route", { { "strategy", "direct" }, { "tier", rest } } } });
    ImportJson config { { "schema", 1 }, { "providers", m_providers }, { "tiers", tiers }, { "rules", rules },
        { "ceilings", ImportJson::array({ { { "id", "day" }, { "scope", "global" }, { "limit", "20.00" } } }) } };
    if (m_now) {
        const ImportJson now = ImportJson::parse(m_now->text, nullptr, false);
        for (const char* section : { "listen", "day", "budget", "honour_named_models", "prompts_in_memory" }) {
            if (now.is_object() && now.contains(section))
                config[section] = now.at(section);
        }
    }
    m_result.text = config.dump(2) + "\n";
    return std::move(m_result);
}

} // namespace signalbox
