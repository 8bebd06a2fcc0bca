// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/setup_export.h"

#include <nlohmann/json.hpp>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Where a webhook's address is itself the secret, it is left out.
Json configurationOf(const Config& config)
{
    Json json = Json::parse(config.text, nullptr, false);
    if (!json.is_object() || !json.contains("alerts") || !json["alerts"].is_object()
        || !json["alerts"].contains("channels"))
        return json;
    for (Json& channel : json["alerts"]["channels"]) {
        if (channel.is_object() && channel.contains("url"))
            channel["url"] = nullptr;
    }
    return json;
}

Json keysOf(const std::vector<VirtualKey>& keys)
{
    Json list = Json::array();
    for (const VirtualKey& key : keys)
        list.push_back({ { "id", key.id }, { "name", key.name }, { "created_at", isoUtc(key.createdAt) },
            { "revoked", key.revokedAt.has_value() } });
    return list;
}

Json problemOf(const Error& error)
{
    Json parameters = Json::object();
    for (const auto& [name, value] : error.parameters)
        parameters[name] = value;
    return { { "code", error.code }, { "parameters", parameters } };
}

Json stateOf(const RunningProxy::Status& status)
{
    Json problems = Json::array();
    for (const ConfigProblem& problem : status.configProblems)
        problems.push_back({ { "pointer", problem.pointer }, { "line", problem.line }, { "column", problem.column },
            { "warning", problem.warning }, { "code", problem.error.code } });
    return { { "listening", status.listening }, { "port", status.port },
        { "listen_error", status.listenError ? problemOf(*status.listenError) : Json() },
        { "outer_address", status.outerAddress },
        { "outer_error", status.outerError ? problemOf(*status.outerError) : Json() }, { "in_flight", status.inFlight },
        { "connections", status.connections }, { "sandbox", status.sandbox },
        { "routing", routingName(status.routing) }, { "ledger_healthy", status.ledgerHealthy },
        { "ledger_problem", status.ledgerHealthy ? Json() : problemOf(status.ledgerProblem) },
        { "configuration_from_last_good", status.configFromLastGood }, { "configuration_problems", problems },
        { "rules_version", status.rulesVersion }, { "dropped_log_rows", status.droppedLogRows },
        { "refused_by_guard", status.refusedByGuard } };
}

} // namespace

std::string setupJson(const Config& config, const std::vector<VirtualKey>& keys, WallUs now)
{
    return written({ { "signalbox_setup", 1 }, { "exported_at", isoUtc(now) },
        { "configuration", configurationOf(config) }, { "virtual_keys", keysOf(keys) } });
}

std::string diagnosticsJson(const Diagnostics& found, const Config& config, WallUs now)
{
    Json json { { "signalbox_diagnostics", 1 }, { "written_at", isoUtc(now) } };
    for (const auto& [name, value] : found.about)
        json[name] = value;
    json["state"] = stateOf(found.status);
    json["breakers"] = Json::array();
    for (const Breakers::View& breaker : found.breakers)
        json["breakers"].push_back(
            { { "deployment", breaker.deployment }, { "state", breakerStateName(breaker.state) } });
    json["secrets"] = Json::array();
    for (const SecretStore::View& secret : found.secrets)
        json["secrets"].push_back(
            { { "reference", secret.reference }, { "loaded", secret.loaded }, { "problem", secret.problem } });
    json["files"] = Json::object();
    for (const auto& [name, bytes] : found.files)
        json["files"][name] = bytes;
    json["virtual_keys"] = keysOf(found.keys);
    json["configuration"] = configurationOf(config);
    return written(json);
}

} // namespace signalbox
