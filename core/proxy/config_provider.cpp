// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_parts.h"

#include "core/base/ascii.h"

#include "core/tiers/price_book.h"

#include <algorithm>
#include <array>
#include <set>

namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxProviders = 100;
constexpr std::size_t kMaxHeaders = 32;
constexpr std::size_t kMaxKeys = 32;
constexpr std::size_t kMaxHeaderBytes = 1024;
constexpr std::string_view kAzureVersion = "2024-10-21";

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

/// Fields that carry a secret or belong to the framing of the message.
bool isReservedHeader(const std::string& lower)
{
    constexpr std::array<std::string_view, 19> kReserved { "authorization", "proxy-authorization", "cookie",
        "set-cookie", "api-key", "x-api-key", "x-goog-api-key", "host", "content-length", "content-type",
        "content-encoding", "transfer-encoding", "connection", "keep-alive", "accept-encoding", "expect", "te",
        "trailer", "upgrade" };
    return std::find(kReserved.begin(), kReserved.end(), lower) != kReserved.end();
}

/// What the keys of the known providers begin with.
bool looksLikeSecret(std::string_view text)
{
    constexpr std::array<std::string_view, 8> kBeginnings { "sk-", "sk_", "gsk_", "xai-", "AIza", "Bearer ", "bearer ",
        "Basic " };
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
        [text](std::string_view beginning) { return text.starts_with(beginning); });
}

bool isEnvironmentName(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && name.size() <= 128 && letter(name.front())
        && std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// A reference to a secret, never the secret: anything else is refused, and not repeated in the problem.
bool isSecretReference(std::string_view text)
{
    for (const std::string_view scheme : { "keychain:", "session:" }) {
        if (text.starts_with(scheme)) {
            const std::string_view name = text.substr(scheme.size());
            // A provider may be called "xai-2"; no key is that short.
            constexpr std::size_t kShortestKey = 16;
            return isPlainId(name) && (name.size() < kShortestKey || !looksLikeSecret(name));
        }
    }
    return text.starts_with("env:") && isEnvironmentName(text.substr(4));
}

Dialect dialectOf(std::string_view name)
{
    return name == "anthropic" ? Dialect::AnthropicCompatible
        : name == "gemini"     ? Dialect::GeminiCompatible
        : name == "azure"      ? Dialect::AzureOpenAi
        : name == "sandbox"    ? Dialect::Sandbox
                               : Dialect::OpenAi;
}

AuthStyle authOf(std::string_view name)
{
    return name == "none" ? AuthStyle::None : name == "api_key" ? AuthStyle::ApiKeyHeader : AuthStyle::Bearer;
}

/// "secrets": the provider's keys in the order of their turns. Empty where there are none, or none that is right.
std::vector<std::string> readPool(FieldReader& fields)
{
    if (!fields.find("secrets"))
        return {};
    if (fields.find("secret"))
        fields.problems().error(fields.at("secrets"), "secret_twice");
    std::vector<std::string> pool = fields.texts("secrets", kMaxKeys, 256);
    if (pool.empty())
        fields.problems().error(fields.at("secrets"), "list_empty");
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const std::string place = fields.at("secrets") + "/" + std::to_string(i);
        if (!isSecretReference(pool[i]))
            fields.problems().error(place, "secret_in_file");
        else if (std::find(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(i), pool[i])
            != pool.begin() + static_cast<std::ptrdiff_t>(i))
            fields.problems().error(place, "secret_duplicate");
    }
    return pool;
}

void readAuth(Provider& provider, FieldReader& fields, const ProviderPreset& preset)
{
    const auto style = fields.word("auth", { "bearer", "api_key", "none" });
    std::vector<std::string> pool = readPool(fields);
    auto secret = fields.text("secret", 256);
    if (secret && !isSecretReference(*secret)) {
        fields.problems().error(fields.at("secret"), "secret_in_file");
        return;
    }
    const bool listed = !pool.empty();
    if (listed)
        secret = pool.front();
    const bool presetHasNone = preset.auth == AuthStyle::None;
    if (style)
        provider.auth = authOf(*style);
    else if (secret)
        provider.auth = presetHasNone ? AuthStyle::Bearer : preset.auth;
    else
        provider.auth = provider.local ? AuthStyle::None : preset.auth;
    if (provider.auth == AuthStyle::None) {
        if (secret)
            fields.problems().error(fields.at(listed ? "secrets" : "secret"), "secret_unused");
        return;
    }
    provider.secretRef = secret.value_or("keychain:" + provider.id);
    provider.secretRefs = listed ? std::move(pool) : std::vector<std::string> { provider.secretRef };
}

void readUrl(Provider& provider, FieldReader& fields)
{
    const std::string place = fields.find("base_url") ? fields.at("base_url") : fields.pointer();
    if (provider.baseUrl.empty()) {
        if (provider.simulated) { // the process that runs the simulated provider knows its port
            provider.tls = false;
            provider.host = "127.0.0.1";
            provider.port = 0;
            provider.basePath = "/v1";
        } else if (fields.isObject()) {
            fields.problems().error(place, "field_missing", { { "field", "base_url" } });
        }
        return;
    }
    const auto url = parseBaseUrl(provider.baseUrl, provider.local);
    if (!url) {
        fields.problems().error(place, url.error().code, url.error().parameters);
        return;
    }
    if (provider.simulated && url->tls)
        fields.problems().error(place, "sandbox_not_local");
    provider.tls = url->tls;
    provider.host = url->host;
    provider.port = url->port;
    provider.basePath = url->path;
}

void readPaths(Provider& provider, FieldReader& fields, const ProviderPreset& preset)
{
    const auto version = fields.text("api_version", 32);
    const bool azure = provider.dialect == Dialect::AzureOpenAi;
    const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.'; };
    if (version && (!azure || version->empty() || !std::all_of(version->begin(), version->end(), fits)))
        fields.problems().error(fields.at("api_version"), "api_version_invalid");
    const ProviderPreset& paths = azure ? *findPreset("azure") : preset;
    const std::string query = azure ? "?api-version=" + version.value_or(std::string(kAzureVersion)) : "";
    provider.chatPath = paths.chatPath + query;
    provider.completionsPath = paths.completionsPath + query;
    provider.embeddingsPath = paths.embeddingsPath + query;
}

void readTimeouts(Provider& provider, FieldReader& fields)
{
    FieldReader times(fields.object("timeouts_ms"), fields.at("timeouts_ms"), fields.problems(),
        { "connect", "first_byte", "idle", "total" });
    constexpr IntegerRange kRange { 10, 3'600'000 };
    ProviderTimeouts& timeouts = provider.timeouts;
    timeouts.connectMs = static_cast<int>(times.integer("connect", kRange).value_or(timeouts.connectMs));
    timeouts.firstByteMs = static_cast<int>(times.integer("first_byte", kRange).value_or(timeouts.firstByteMs));
    timeouts.idleMs = static_cast<int>(times.integer("idle", kRange).value_or(timeouts.idleMs));
    timeouts.totalMs = static_cast<int>(times.integer("total", kRange).value_or(timeouts.totalMs));
}

void readFactor(Provider& provider, FieldReader& fields)
{
    const Json* json = fields.find("price_factor");
    if (!json)
        return;
    if (!json->is_string()) {
        fields.problems().error(fields.at("price_factor"), "price_not_text");
        return;
    }
    // The same six decimals as a price: pico-dollars there, parts per million here.
    const auto factor = UnitPrice::fromDollarsPerMillion(json->get_ref<const std::string&>());
    constexpr std::int64_t kHundredTimes = 100'000'000;
    if (!factor || factor->pico() == 0 || factor->pico() > kHundredTimes)
        fields.problems().error(fields.at("price_factor"), "price_factor_range");
    else
        provider.priceFactorPpm = factor->pico();
}

void readHeaders(Provider& provider, FieldReader& fields)
{
    const Json& headers = fields.object("headers");
    if (!headers.is_object() || headers.size() > kMaxHeaders) {
        fields.problems().error(fields.at("headers"), "field_type", { { "wanted", "object" } });
        return;
    }
    for (const auto& item : headers.items()) {
        const std::string place = childPointer(fields.at("headers"), item.key());
        const bool named = !item.key().empty() && item.key().size() <= 64
            && std::all_of(item.key().begin(), item.key().end(), isTokenCharacter);
        if (!named || isReservedHeader(lowered(item.key()))) {
            fields.problems().error(place, "header_forbidden", { { "field", item.key().substr(0, 64) } });
            continue;
        }
        const auto printable = [](char c) { return c >= 0x20 && c <= 0x7E; };
        const std::string value = item.value().is_string() ? item.value().get<std::string>() : std::string {};
        if (value.empty() || value.size() > kMaxHeaderBytes || !std::all_of(value.begin(), value.end(), printable))
            fields.problems().error(place, "header_value_invalid", { { "field", item.key() } });
        else if (looksLikeSecret(value))
            fields.problems().error(place, "secret_in_file");
        else
            provider.extraFields.emplace_back(item.key(), value);
    }
}

void readCaFile(Provider& provider, FieldReader& fields)
{
    provider.caFile = fields.text("ca_file", 4096).value_or("");
    if (!provider.caFile.empty() && provider.caFile.front() != '/')
        fields.problems().error(fields.at("ca_file"), "path_not_absolute");
}

std::shared_ptr<const Provider> readProvider(const Json& json, const std::string& pointer, ProblemList& problems)
{
    FieldReader fields(json, pointer, problems,
        { "id", "preset", "name", "base_url", "dialect", "auth", "secret", "secrets", "local", "ca_file", "timeouts_ms",
            "price_factor", "headers", "api_version" });
    auto provider = std::make_shared<Provider>();
    provider->id = fields.requiredId("id");
    std::vector<std::string_view> known;
    for (const ProviderPreset& preset : providerPresets())
        known.emplace_back(preset.id);
    const auto url = fields.text("base_url", 2048);
    const ProviderPreset* atUrl = presetAt(url.value_or(""));
    provider->preset = fields.word("preset", known).value_or(atUrl ? atUrl->id : "custom");
    const ProviderPreset& preset = *findPreset(provider->preset);
    provider->name = fields.text("name").value_or(provider->preset == "custom" ? provider->id : preset.name);
    const auto dialect = fields.word("dialect", { "openai", "anthropic", "gemini", "azure" });
    provider->dialect = dialect ? dialectOf(*dialect) : preset.dialect;
    provider->simulated = preset.dialect == Dialect::Sandbox;
    provider->local = fields.truth("local").value_or(preset.local);
    provider->baseUrl = url.value_or(preset.baseUrl);
    readUrl(*provider, fields);
    readAuth(*provider, fields, preset);
    readPaths(*provider, fields, preset);
    readCaFile(*provider, fields);
    readTimeouts(*provider, fields);
    readFactor(*provider, fields);
    readHeaders(*provider, fields);
    return provider;
}

} // namespace

std::vector<std::shared_ptr<const Provider>> readProviders(FieldReader& root)
{
    std::vector<std::shared_ptr<const Provider>> providers;
    std::set<std::string> seen;
    const Json& list = root.require("providers") ? root.list("providers", kMaxProviders) : root.list("providers");
    if (list.empty() && root.find("providers"))
        root.problems().error(root.at("providers"), "list_empty");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("providers") + "/" + std::to_string(i);
        auto provider = readProvider(list[i], pointer, root.problems());
        if (!provider->id.empty() && !seen.insert(provider->id).second)
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", provider->id } });
        providers.push_back(std::move(provider));
    }
    return providers;
}

} // namespace signalbox
