// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/address_policy.h"
#include "core/proxy/config_parts.h"

#include <algorithm>
#include <charconv>

namespace signalbox {

namespace {

/// "https://app.example" or "http://localhost:3000": scheme, host and port alone, as browsers send it.
bool isOrigin(std::string_view text)
{
    const std::string_view rest = text.starts_with("https://") ? text.substr(8)
        : text.starts_with("http://")                          ? text.substr(7)
                                                               : std::string_view {};
    return !rest.empty() && rest.size() <= 255 && std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '['
            || c == ']';
    });
}

bool isHostName(std::string_view name)
{
    return !name.empty() && name.front() != '.' && name.front() != '-'
        && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
                   || c == '-';
           });
}

/// "host.docker.internal", "172.17.0.1:8787", "[fd00::1]:8787": what stands in a Host field. No patterns.
bool isHost(std::string_view text)
{
    const bool bracket = text.starts_with('[');
    const std::size_t end = bracket ? text.find(']') : text.find(':');
    if (bracket && end == std::string_view::npos)
        return false;
    const std::string_view name = bracket ? text.substr(1, end - 1) : text.substr(0, end);
    if (bracket ? !http::IpAddress::parse(name) : !isHostName(name))
        return false;
    std::string_view rest = bracket ? text.substr(end + 1) : text.substr(name.size());
    if (rest.empty())
        return true;
    rest.remove_prefix(1);
    unsigned port = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), port);
    return error == std::errc() && stop == rest.data() + rest.size() && port >= 1 && port <= 65535;
}

/// Why it can't be listened on, or "".
std::string_view addressObstacle(const std::string& text)
{
    const auto address = http::IpAddress::parse(text);
    if (!address)
        return "outer_address_invalid";
    const bool any =
        std::all_of(address->bytes.begin(), address->bytes.end(), [](std::uint8_t byte) { return byte == 0; });
    if (any)
        return "outer_address_wildcard";
    return address->isLoopback() ? "outer_address_loopback" : "";
}

std::optional<OuterListen> readOuter(const FieldReader::Json& json, const std::string& pointer, ProblemList& problems)
{
    FieldReader outer(json, pointer, problems, { "address", "port", "hosts" });
    if (!outer.isObject())
        return std::nullopt;
    OuterListen read;
    read.address = outer.requiredText("address", 64);
    if (const std::string_view obstacle = addressObstacle(read.address); !read.address.empty() && !obstacle.empty())
        problems.error(outer.at("address"), std::string(obstacle), { { "address", read.address } });
    read.port = static_cast<std::uint16_t>(outer.integer("port", { 0, 65535 }).value_or(0));
    read.hosts = outer.texts("hosts", 20, 255);
    if (read.hosts.empty())
        problems.error(outer.find("hosts") != nullptr ? outer.at("hosts") : pointer, "outer_hosts_empty");
    for (std::size_t i = 0; i < read.hosts.size(); ++i) {
        if (!isHost(read.hosts[i]))
            problems.error(
                outer.at("hosts") + "/" + std::to_string(i), "outer_host_invalid", { { "host", read.hosts[i] } });
    }
    return read;
}

} // namespace

void readListen(Config& config, FieldReader& root)
{
    FieldReader listen(root.object("listen"), root.at("listen"), root.problems(),
        { "port", "allowed_origins", "same_user_only", "outer" });
    config.port = static_cast<std::uint16_t>(listen.integer("port", { 0, 65535 }).value_or(config.port));
    // true, false, or "required": then nobody is served whose user can't be told.
    const FieldReader::Json* sameUser = listen.find("same_user_only");
    if (sameUser && sameUser->is_string() && *sameUser == "required")
        config.sameUserProven = true;
    else
        config.sameUserOnly = listen.truth("same_user_only").value_or(config.sameUserOnly);
    config.allowedOrigins = listen.texts("allowed_origins", 100, 255);
    for (std::size_t i = 0; i < config.allowedOrigins.size(); ++i) {
        if (!isOrigin(config.allowedOrigins[i])) {
            root.problems().error(listen.at("allowed_origins") + "/" + std::to_string(i), "origin_invalid",
                { { "origin", config.allowedOrigins[i] } });
        }
    }
    if (const FieldReader::Json* outer = listen.find("outer"))
        config.outer = readOuter(*outer, listen.at("outer"), root.problems());
}

} // namespace signalbox
