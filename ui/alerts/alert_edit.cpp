// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alert_edit.h"

#include "core/alerts/alert_settings.h"
#include "ui/tiers/config_json.h"

#include <algorithm>

namespace signalbox::ui {

namespace {

using Json = ConfigJson;

Json untoldLevels()
{
    Json levels = Json::object();
    const AlertSettings untold = AlertSettings::untold();
    for (const AlertKind kind : kAlertKinds)
        levels[std::string(alertKindName(kind))] = alertLevelName(untold.levelOf(kind).value_or(AlertLevel::Info));
    return levels;
}

/// Reads the text, lets edit change the section, and writes it again.
template <class Edit> EditedText edited(const std::string& text, const Edit& edit)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    Json& alerts = (*json)["alerts"];
    if (!alerts.is_object())
        alerts = Json { { "levels", untoldLevels() } };
    if (Result<void> done = edit(alerts); !done)
        return tl::unexpected(done.error());
    return writtenConfig(*json);
}

Json* channelOf(Json& alerts, const std::string& id)
{
    return entryOf(alerts, "channels", id);
}

std::string trimmed(std::string text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.back()))
        text.pop_back();
    std::size_t first = 0;
    while (first < text.size() && isBlank(text[first]))
        ++first;
    return text.substr(first);
}

Json listOf(const std::string& commas)
{
    Json list = Json::array();
    for (std::size_t at = 0; at <= commas.size();) {
        const std::size_t end = std::min(commas.find(',', at), commas.size());
        if (std::string part = trimmed(commas.substr(at, end - at)); !part.empty())
            list.push_back(std::move(part));
        at = end + 1;
    }
    return list;
}

void write(Json& object, const ChannelEntry& channel)
{
    object["id"] = channel.id;
    object["kind"] = channel.kind;
    object["on"] = channel.on;
    setOrErase(object, "from", channel.from);
    if (channel.local)
        object["local"] = true;
    else
        object.erase("local");
    setOrErase(object, "secret", channel.secret);
    if (channel.kind != "mail") {
        setOrErase(object, "shape", channel.shape);
        setOrErase(object, "url", channel.url);
        return;
    }
    setOrErase(object, "host", channel.host);
    if (channel.port.empty())
        object.erase("port");
    else
        object["port"] = numberOrText(channel.port);
    setOrErase(object, "tls", channel.tls);
    setOrErase(object, "user", channel.user);
    setOrErase(object, "from_address", channel.sender);
    object["to"] = listOf(channel.recipients);
}

ChannelEntry channelFrom(const Json& object)
{
    ChannelEntry entry;
    entry.id = textMember(object, "id");
    entry.kind = textMember(object, "kind");
    entry.on = object.value("on", Json(true)) != Json(false);
    entry.local = object.value("local", Json(false)) == Json(true);
    entry.from = textMember(object, "from");
    entry.shape = textMember(object, "shape");
    entry.url = textMember(object, "url");
    entry.host = textMember(object, "host");
    entry.port = textMember(object, "port");
    entry.tls = textMember(object, "tls");
    entry.user = textMember(object, "user");
    entry.sender = textMember(object, "from_address");
    entry.secret = textMember(object, "secret");
    for (const Json& to : object.value("to", Json::array())) {
        if (to.is_string())
            entry.recipients += (entry.recipients.empty() ? "" : ", ") + to.get<std::string>();
    }
    return entry;
}

} // namespace

Result<ChannelEntry> readChannel(const std::string& text, const std::string& id)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    if (!json->contains("alerts") || !(*json)["alerts"].is_object())
        return fail("no_such_entry");
    const Json* channel = channelOf((*json)["alerts"], id);
    return channel == nullptr ? Result<ChannelEntry>(fail("no_such_entry")) : channelFrom(*channel);
}

EditedText addChannel(const std::string& text, const ChannelEntry& channel)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        Json made = Json::object();
        write(made, channel);
        Json& channels = alerts["channels"];
        if (!channels.is_array())
            channels = Json::array();
        channels.push_back(std::move(made));
        return {};
    });
}

EditedText editChannel(const std::string& text, const ChannelEntry& channel)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        Json* former = channelOf(alerts, channel.id);
        if (former == nullptr)
            return fail("no_such_entry");
        write(*former, channel);
        return {};
    });
}

EditedText removeChannel(const std::string& text, const std::string& id)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        const Json* former = channelOf(alerts, id);
        if (former == nullptr)
            return fail("no_such_entry");
        alerts["channels"].erase(static_cast<std::size_t>(former - &alerts["channels"][0]));
        return {};
    });
}

EditedText setChannelOn(const std::string& text, const std::string& id, bool on)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        Json* former = channelOf(alerts, id);
        if (former == nullptr)
            return fail("no_such_entry");
        (*former)["on"] = on;
        return {};
    });
}

EditedText setAlertLevel(const std::string& text, const std::string& kind, const std::string& level)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        if (!alerts["levels"].is_object())
            alerts["levels"] = Json::object();
        alerts["levels"][kind] = level;
        return {};
    });
}

EditedText setAlertText(const std::string& text, const char* member, const std::string& value)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        setOrErase(alerts, member, value);
        return {};
    });
}

EditedText setAlertNumber(const std::string& text, const char* member, int value)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        alerts[member] = value;
        return {};
    });
}

EditedText setAlertSound(const std::string& text, bool on)
{
    return edited(text, [&](Json& alerts) -> Result<void> {
        alerts["sound"] = on;
        return {};
    });
}

} // namespace signalbox::ui
