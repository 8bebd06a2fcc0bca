// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/key_health.h"

#include "core/proxy/config.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kMostBytes = 1024 * 1024;

std::string textOf(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t numberOf(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

KeyPools::Held heldOf(const Json& json)
{
    KeyPools::Held held;
    held.key = textOf(json, "key");
    held.lastFour = textOf(json, "last_four");
    held.refusal = textOf(json, "refused");
    held.patienceS = numberOf(json, "patience_s");
    held.probeAt = numberOf(json, "probe_at");
    if (const auto cooling = json.find("rests_until"); cooling != json.end() && cooling->is_object()) {
        for (const auto& [deployment, until] : cooling->items()) {
            if (until.is_number_integer())
                held.coolUntil.emplace(deployment, until.get<WallUs>());
        }
    }
    return held;
}

} // namespace

std::string keyHealthJson(const std::vector<KeyPools::Held>& all)
{
    if (all.empty())
        return {};
    Json list = Json::array();
    for (const KeyPools::Held& held : all) {
        Json json { { "key", held.key }, { "last_four", held.lastFour } };
        if (!held.refusal.empty()) {
            json["refused"] = held.refusal;
            json["patience_s"] = held.patienceS;
            json["probe_at"] = held.probeAt;
        }
        for (const auto& [deployment, until] : held.coolUntil)
            json["rests_until"][deployment] = until;
        list.push_back(std::move(json));
    }
    const Json whole { { "keys", std::move(list) } };
    return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<KeyPools::Held> keyHealthFromJson(std::string_view json)
{
    std::vector<KeyPools::Held> all;
    if (json.size() > kMostBytes)
        return all;
    const Json whole = Json::parse(json, nullptr, false);
    const auto list = whole.is_object() ? whole.find("keys") : whole.end();
    if (!whole.is_object() || list == whole.end() || !list->is_array())
        return all;
    for (const Json& each : *list) {
        if (each.is_object() && !textOf(each, "key").empty())
            all.push_back(heldOf(each));
    }
    return all;
}

KeyHealthFile::KeyHealthFile(const std::string& dir)
    : m_path(dir.empty() ? std::string() : dir + "/key-health.json")
{
}

void KeyHealthFile::restore(KeyPools& pools)
{
    if (m_path.empty())
        return;
    if (const auto text = readTextFile(m_path)) {
        pools.restore(keyHealthFromJson(*text));
        m_written = *text;
    }
}

void KeyHealthFile::keep(const KeyPools& pools)
{
    std::string text = keyHealthJson(pools.held());
    if (m_path.empty() || text == m_written)
        return;
    std::error_code failed;
    if (text.empty())
        std::filesystem::remove(m_path, failed);
    else if (!saveTextFile(m_path, text))
        return;
    if (!failed)
        m_written = std::move(text);
}

} // namespace signalbox
