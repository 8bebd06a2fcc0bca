// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/mail_text.h"
#include "core/proxy/config_parts.h"

#include <algorithm>
#include <set>

// The section that says who has to know: levels, the desktop, channels.
namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxChannels = 16;
constexpr std::size_t kMaxRecipients = 20;
constexpr std::size_t kMaxUrl = 4096;

const std::vector<std::string_view> kLevels { "info", "attention", "urgent" };
const std::vector<std::string_view> kLevelsOrOff { "off", "info", "attention", "urgent" };

std::optional<AlertLevel> levelOf(const std::string& word)
{
    return word == "off" ? std::nullopt : alertLevelOf(word);
}

void readLevels(AlertSettings& settings, FieldReader& alerts)
{
    std::vector<std::string_view> names;
    names.reserve(std::size(kAlertKinds));
    for (const AlertKind kind : kAlertKinds)
        names.push_back(alertKindName(kind));
    FieldReader levels(alerts.object("levels"), alerts.at("levels"), alerts.problems(), names);
    for (const AlertKind kind : kAlertKinds) {
        if (const auto word = levels.word(alertKindName(kind), kLevelsOrOff))
            settings.levels[kind] = levelOf(*word);
    }
}

void readSecretRef(std::string& ref, FieldReader& fields, std::string_view name)
{
    ref = fields.text(name).value_or("");
    const bool named = namesSecret(ref) && isPlainId(std::string_view(ref).substr(ref.find(':') + 1));
    if (!ref.empty() && !named)
        fields.problems().error(fields.at(name), "secret_in_file");
}

/// Slack's, Discord's and Teams' URLs are secrets as a whole; a generic one may be.
void readUrl(ChannelSettings& channel, FieldReader& fields)
{
    channel.url = fields.requiredText("url", kMaxUrl);
    if (channel.url.empty())
        return;
    if (namesSecret(channel.url)) {
        readSecretRef(channel.url, fields, "url");
        return;
    }
    const bool isSecret = channel.shape == WebhookShape::Slack || channel.shape == WebhookShape::Discord
        || channel.shape == WebhookShape::Teams;
    const auto url = isSecret ? parseWebhookUrl(channel.url, channel.local) : parseBaseUrl(channel.url, channel.local);
    if (!url)
        fields.problems().error(fields.at("url"), url.error().code, url.error().parameters);
    else if (isSecret && !(channel.local && !url->tls))
        fields.problems().error(fields.at("url"), "channel_url_is_secret");
}

void readWebhook(ChannelSettings& channel, FieldReader& fields)
{
    const std::string shape =
        fields.word("shape", { "generic", "slack", "discord", "teams", "ntfy" }).value_or("generic");
    for (const WebhookShape each : { WebhookShape::Generic, WebhookShape::Slack, WebhookShape::Discord,
             WebhookShape::Teams, WebhookShape::Ntfy }) {
        if (shape == webhookShapeName(each))
            channel.shape = each;
    }
    readUrl(channel, fields);
    readSecretRef(channel.secretRef, fields, "secret");
}

void readAddresses(ChannelSettings& channel, FieldReader& fields)
{
    channel.sender = fields.requiredText("from_address", 254);
    channel.recipients = fields.texts("to", kMaxRecipients, 254);
    if (!channel.sender.empty() && !isMailAddress(channel.sender))
        fields.problems().error(fields.at("from_address"), "mail_address_invalid");
    for (std::size_t i = 0; i < channel.recipients.size(); ++i) {
        if (!isMailAddress(channel.recipients[i]))
            fields.problems().error(fields.at("to") + "/" + std::to_string(i), "mail_address_invalid");
    }
    if (channel.recipients.empty())
        fields.problems().error(fields.pointer(), "field_missing", { { "field", "to" } });
}

void readMail(ChannelSettings& channel, FieldReader& fields)
{
    channel.host = fields.requiredText("host", 253);
    const std::string safety = fields.word("tls", { "starttls", "tls", "none" }).value_or("starttls");
    channel.safety = safety == "tls" ? MailSafety::Tls : safety == "none" ? MailSafety::Plain : MailSafety::StartTls;
    const std::int64_t usual = channel.safety == MailSafety::Tls ? 465 : channel.safety == MailSafety::Plain ? 25 : 587;
    channel.port = static_cast<std::uint16_t>(fields.integer("port", { 1, 65535 }).value_or(usual));
    readAddresses(channel, fields);
    channel.user = fields.text("user").value_or("");
    readSecretRef(channel.secretRef, fields, "secret");
    // The same judgement as of any URL: literal addresses that nobody has, numbers that stand for addresses.
    const bool plain = channel.safety == MailSafety::Plain;
    const std::string bracketed = channel.host.find(':') == std::string::npos ? channel.host : "[" + channel.host + "]";
    const auto judged = parseBaseUrl((plain ? "http://" : "https://") + bracketed, channel.local);
    if (!channel.host.empty() && (!judged || !judged->path.empty()))
        fields.problems().error(fields.at("host"), judged ? "mail_host_invalid" : judged.error().code,
            judged ? ErrorParameters {} : judged.error().parameters);
    const bool control =
        std::any_of(channel.user.begin(), channel.user.end(), [](char c) { return c >= 0 && c < 0x20; });
    if (control)
        fields.problems().error(fields.at("user"), "mail_address_invalid");
    if (channel.user.empty() != channel.secretRef.empty())
        fields.problems().error(
            fields.pointer(), "field_missing", { { "field", channel.user.empty() ? "user" : "secret" } });
}

void readEvents(ChannelSettings& channel, FieldReader& fields)
{
    const std::vector<std::string> names = fields.texts("events", kAlertKinds.size(), 40);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto kind = alertKindOf(names[i]);
        if (kind && *kind != AlertKind::Test) {
            channel.events.insert(*kind);
            continue;
        }
        std::vector<std::string_view> known;
        known.reserve(std::size(kAlertKinds));
        for (const AlertKind each : kAlertKinds)
            known.push_back(alertKindName(each));
        fields.problems().error(fields.at("events") + "/" + std::to_string(i), "value_unknown",
            { { "value", names[i] }, { "known", joinedNames(known) } });
    }
}

ChannelSettings readChannel(const Json& json, const std::string& pointer, ProblemList& problems)
{
    const bool mail = json.is_object() && json.contains("kind") && json.at("kind") == "mail";
    std::vector<std::string_view> known { "id", "kind", "on", "from", "events", "local", "ca_file", "secret" };
    if (mail)
        known.insert(known.end(), { "host", "port", "tls", "user", "from_address", "to" });
    else
        known.insert(known.end(), { "shape", "url" });
    FieldReader fields(json, pointer, problems, std::move(known));
    ChannelSettings channel;
    channel.id = fields.requiredId("id");
    (void)fields.require("kind");
    channel.kind = fields.word("kind", { "webhook", "mail" }) == "mail" ? ChannelKind::Mail : ChannelKind::Webhook;
    channel.on = fields.truth("on").value_or(true);
    channel.from = alertLevelOf(fields.word("from", kLevels).value_or("attention")).value_or(AlertLevel::Attention);
    channel.local = fields.truth("local").value_or(false);
    channel.caFile = fields.text("ca_file", 4096).value_or("");
    if (!channel.caFile.empty() && channel.caFile.front() != '/')
        problems.error(fields.at("ca_file"), "path_not_absolute");
    readEvents(channel, fields);
    if (!fields.isObject())
        return channel;
    if (mail)
        readMail(channel, fields);
    else
        readWebhook(channel, fields);
    return channel;
}

} // namespace

AlertSettings readAlertSection(FieldReader& root)
{
    if (!root.find("alerts"))
        return AlertSettings::untold();
    AlertSettings settings = AlertSettings::usual();
    FieldReader alerts(root.object("alerts"), root.at("alerts"), root.problems(),
        { "levels", "desktop", "sound", "fold_minutes", "forecast_before", "channels" });
    readLevels(settings, alerts);
    if (const auto desktop = alerts.word("desktop", { "off", "attention", "urgent" }))
        settings.desktop = levelOf(*desktop);
    settings.sound = alerts.truth("sound").value_or(false);
    settings.fold = std::chrono::minutes(alerts.integer("fold_minutes", { 0, 1440 }).value_or(settings.fold.count()));
    if (const auto hour = alerts.text("forecast_before")) {
        settings.forecastBefore = clockMinute(*hour);
        if (!settings.forecastBefore)
            root.problems().error(alerts.at("forecast_before"), "time_invalid", { { "text", hour->substr(0, 40) } });
    }
    const Json& list = alerts.list("channels", kMaxChannels);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = alerts.at("channels") + "/" + std::to_string(i);
        ChannelSettings channel = readChannel(list[i], pointer, root.problems());
        if (!channel.id.empty() && !ids.insert(channel.id).second)
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", channel.id } });
        settings.channels.push_back(std::move(channel));
    }
    return settings;
}

} // namespace signalbox
