// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/webhook_body.h"

#include <nlohmann/json.hpp>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json timeOrNull(WallUs at)
{
    return at == 0 ? Json() : Json(isoUtc(at));
}

Json moneyOrNull(const AlertEvent& event, Money amount)
{
    return event.limit.isZero() && event.used.isZero() ? Json() : Json(amount.dollars());
}

Json generic(const Alert& alert, const AlertText& text)
{
    const AlertEvent& event = alert.event;
    Json body;
    body["source"] = "signalbox";
    body["version"] = 1;
    body["id"] = alert.id;
    body["kind"] = alertKindName(event.kind);
    body["level"] = alertLevelName(alert.level);
    body["title"] = text.title;
    body["text"] = text.body;
    body["subject"] = textOrNull(event.subject);
    body["scope"] = textOrNull(event.scope);
    body["window"] = textOrNull(event.window);
    body["share_percent"] = event.sharePpm == 0 ? Json() : Json(static_cast<double>(event.sharePpm) / 10'000.0);
    body["used_usd"] = moneyOrNull(event, event.used);
    body["limit_usd"] = moneyOrNull(event, event.limit);
    body["reaches_at"] = timeOrNull(event.reachesAt);
    body["resets_at"] = timeOrNull(event.resetsAt);
    body["at_limit"] = textOrNull(event.atLimit);
    body["code"] = textOrNull(event.code);
    body["repeats"] = alert.folded;
    body["at"] = isoUtc(alert.at);
    return body;
}

/// Slack reads &, < and > as its own marks (docs.slack.dev, formatting message text).
std::string slackText(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

Json slack(const AlertText& text)
{
    return { { "text", "*" + slackText(text.title) + "*\n" + slackText(text.body) } };
}

int discordColour(AlertLevel level)
{
    if (level == AlertLevel::Urgent)
        return 0xA1121F;
    return level == AlertLevel::Attention ? 0xA86700 : 0x0A62A6;
}

/// Nobody is pinged, whatever a name of the configuration looks like.
Json discord(const Alert& alert, const AlertText& text)
{
    Json embed { { "title", text.title }, { "description", text.body }, { "color", discordColour(alert.level) },
        { "timestamp", isoUtc(alert.at) } };
    return { { "username", "Signalbox" }, { "embeds", Json::array({ std::move(embed) }) },
        { "allowed_mentions", { { "parse", Json::array() } } } };
}

/// An adaptive card, as the workflows that took the place of Teams' connectors want it.
Json teams(const Alert& alert, const AlertText& text)
{
    const char* colour = alert.level == AlertLevel::Urgent ? "Attention" : "Warning";
    Json title { { "type", "TextBlock" }, { "text", text.title }, { "weight", "Bolder" }, { "size", "Medium" },
        { "wrap", true }, { "color", colour } };
    Json body { { "type", "TextBlock" }, { "text", text.body }, { "wrap", true } };
    Json card { { "$schema", "http://adaptivecards.io/schemas/adaptive-card.json" }, { "type", "AdaptiveCard" },
        { "version", "1.4" }, { "body", Json::array({ std::move(title), std::move(body) }) } };
    Json attachment { { "contentType", "application/vnd.microsoft.card.adaptive" }, { "contentUrl", nullptr },
        { "content", std::move(card) } };
    return { { "type", "message" }, { "attachments", Json::array({ std::move(attachment) }) } };
}

} // namespace

std::string webhookBody(WebhookShape shape, const Alert& alert, const AlertText& text)
{
    Json body;
    switch (shape) {
    case WebhookShape::Generic:
        body = generic(alert, text);
        break;
    case WebhookShape::Slack:
        body = slack(text);
        break;
    case WebhookShape::Discord:
        body = discord(alert, text);
        break;
    case WebhookShape::Teams:
        body = teams(alert, text);
        break;
    case WebhookShape::Ntfy: // plain text; title and priority are fields of the head
        return text.body;
    }
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace signalbox
