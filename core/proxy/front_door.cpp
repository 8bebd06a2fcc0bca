// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/front_door.h"

#include "core/keys/name_list.h"
#include "core/proxy/error_answer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

bool startsWithName(std::string_view name, std::string_view prefix)
{
    return name.size() > prefix.size() && http::sameName(name.substr(0, prefix.size()), prefix);
}

bool isJson(std::string_view mediaType)
{
    const std::size_t end = mediaType.find_first_of("; \t");
    return http::sameName(mediaType.substr(0, end), "application/json");
}

http::EarlyAnswer refusal(std::string code, http::Fields more = {})
{
    ErrorAnswer answer = errorAnswer(Error { std::move(code), {} }, 0);
    answer.fields.insert(answer.fields.end(), more.begin(), more.end());
    return { answer.head(), answer.body(), {} };
}

/// The rest of the check: the key is good.
http::EarlyAnswer checkTarget(const http::RequestHead& head, const Destination& to, bool paused, bool stopping)
{
    const bool reads = head.method == "GET" || head.method == "HEAD";
    switch (to.path) {
    case Path::Models:
    case Path::Model:
        return reads ? http::EarlyAnswer {} : refusal("method_not_allowed", { { "Allow", "GET, HEAD" } });
    case Path::Exchange:
        break;
    case Path::Unknown:
    case Path::Healthz:
        return refusal("path_unknown");
    }
    if (head.method != "POST")
        return refusal("method_not_allowed", { { "Allow", "POST" } });
    const std::string* mediaType = head.find("content-type");
    if (!mediaType || head.count("content-type") != 1 || !isJson(*mediaType))
        return refusal("media_type");
    if (stopping)
        return refusal("stopping", { { "Retry-After", "5" } });
    if (paused)
        return refusal("paused", { { "Retry-After", "30" } });
    return {};
}

nlohmann::ordered_json modelEntry(std::string_view id, std::string_view owner)
{
    return { { "id", id }, { "object", "model" }, { "created", 1767225600 }, { "owned_by", owner } };
}

std::string dump(const nlohmann::ordered_json& json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

Destination destinationOf(std::string_view path)
{
    if (path == "/healthz")
        return { Path::Healthz, {}, {} };
    if (path == "/v1/models")
        return { Path::Models, {}, {} };
    constexpr std::string_view kModels = "/v1/models/";
    if (path.substr(0, kModels.size()) == kModels && path.size() > kModels.size()
        && path.find_first_of("%;", kModels.size()) == std::string_view::npos)
        return { Path::Model, {}, std::string(path.substr(kModels.size())) };
    for (const Endpoint endpoint : { Endpoint::ChatCompletions, Endpoint::Completions, Endpoint::Embeddings }) {
        if (path == endpointPath(endpoint))
            return { Path::Exchange, endpoint, {} };
    }
    return {};
}

std::string_view bearerOf(const http::RequestHead& head)
{
    if (head.count("authorization") != 1)
        return {};
    const std::string_view value = *head.find("authorization");
    constexpr std::string_view kScheme = "bearer ";
    if (value.size() <= kScheme.size() || !http::sameName(value.substr(0, kScheme.size()), kScheme))
        return {};
    return value.substr(kScheme.size());
}

std::string_view hintName(std::string_view fieldName)
{
    for (const std::string_view hint : { "feature", "user-tier", "stakes", "session", "cache", "tier" }) {
        if (startsWithName(fieldName, "x-signalbox-") && http::sameName(fieldName.substr(12), hint))
            return hint;
    }
    return {};
}

bool passesUpstream(std::string_view fieldName)
{
    for (const std::string_view name : { "accept", "idempotency-key", "traceparent", "tracestate" }) {
        if (http::sameName(fieldName, name))
            return true;
    }
    if (startsWithName(fieldName, "anthropic-"))
        return http::sameName(fieldName, "anthropic-version") || http::sameName(fieldName, "anthropic-beta");
    return startsWithName(fieldName, "openai-");
}

http::EarlyAnswer checkHead(
    const http::RequestHead& head, const VirtualKeys& keys, WallUs now, bool paused, bool stopping, Door door)
{
    const Destination to = destinationOf(head.path);
    const bool reads = head.method == "GET" || head.method == "HEAD";
    if (to.path == Path::Healthz && door == Door::Loopback)
        return reads ? http::EarlyAnswer {} : refusal("method_not_allowed", { { "Allow", "GET, HEAD" } });
    const std::string_view key = bearerOf(head);
    if (key.empty())
        return refusal("key_missing", { { "WWW-Authenticate", "Bearer" } });
    std::shared_ptr<const Client> client = keys.find(key);
    if (!client)
        return refusal("key_unknown", { { "WWW-Authenticate", "Bearer" } });
    const std::string_view obstacle = client->obstacle(now);
    http::EarlyAnswer answer = obstacle.empty() ? checkTarget(head, to, paused, stopping)
                                                : refusal(std::string(obstacle), { { "WWW-Authenticate", "Bearer" } });
    answer.admitted = std::move(client);
    return answer;
}

const Client* clientOf(const std::shared_ptr<const void>& admitted)
{
    return static_cast<const Client*>(admitted.get());
}

std::string modelsBody(const Config& config, const KeyTerms& terms)
{
    nlohmann::ordered_json models = nlohmann::ordered_json::array();
    models.push_back(modelEntry("auto", "signalbox"));
    for (const Tier& tier : config.tiers) {
        if (allowsName(terms.tiers, tier.id))
            models.push_back(modelEntry("tier:" + tier.id, "signalbox"));
    }
    std::vector<std::string_view> seen;
    for (const Tier& tier : config.tiers) {
        for (const auto& deployment : tier.chain) {
            const bool known = std::find(seen.begin(), seen.end(), deployment->id) != seen.end();
            if (known || !allowsName(terms.tiers, tier.id))
                continue;
            seen.push_back(deployment->id);
            models.push_back(modelEntry(deployment->id, deployment->provider->id));
        }
    }
    return dump({ { "object", "list" }, { "data", std::move(models) } });
}

std::optional<std::string> modelBody(const Config& config, const KeyTerms& terms, std::string_view id)
{
    if (id == "auto")
        return dump(modelEntry(id, "signalbox"));
    for (const Tier& tier : config.tiers) {
        if (!allowsName(terms.tiers, tier.id))
            continue;
        if (id == "tier:" + tier.id)
            return dump(modelEntry(id, "signalbox"));
        for (const auto& deployment : tier.chain) {
            if (id == deployment->id)
                return dump(modelEntry(id, deployment->provider->id));
        }
    }
    return std::nullopt;
}

std::string healthBody(const http::RequestHead& head, const VirtualKeys& keys, WallUs now, std::string_view startToken)
{
    const std::string_view key = bearerOf(head);
    const std::shared_ptr<const Client> client = key.empty() ? nullptr : keys.find(key);
    if (!client || !client->obstacle(now).empty())
        return "ok";
    const std::string& digest = client->sha256;
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac {};
    unsigned int size = 0;
    HMAC(EVP_sha256(), digest.data(), static_cast<int>(digest.size()),
        reinterpret_cast<const unsigned char*>(startToken.data()), startToken.size(), mac.data(), &size);
    std::string fingerprint;
    for (unsigned int i = 0; i < 8 && i < size; ++i)
        fingerprint += fmt::format("{:02x}", mac[i]);
    return dump({ { "status", "ok" }, { "version", SIGNALBOX_VERSION }, { "fingerprint", fingerprint } });
}

} // namespace signalbox
