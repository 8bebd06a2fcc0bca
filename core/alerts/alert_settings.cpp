// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_settings.h"

namespace signalbox {

std::string_view webhookShapeName(WebhookShape shape)
{
    switch (shape) {
    case WebhookShape::Generic:
        return "generic";
    case WebhookShape::Slack:
        return "slack";
    case WebhookShape::Discord:
        return "discord";
    case WebhookShape::Teams:
        return "teams";
    case WebhookShape::Ntfy:
        return "ntfy";
    }
    return {};
}

std::string_view mailSafetyName(MailSafety safety)
{
    switch (safety) {
    case MailSafety::StartTls:
        return "starttls";
    case MailSafety::Tls:
        return "tls";
    case MailSafety::Plain:
        return "none";
    }
    return {};
}

bool namesSecret(std::string_view text)
{
    return text.starts_with("keychain:") || text.starts_with("env:") || text.starts_with("session:");
}

bool ChannelSettings::wants(const AlertEvent& event, AlertLevel level) const
{
    return on && level >= from && (events.empty() || events.contains(event.kind));
}

std::vector<std::string> ChannelSettings::secretRefs() const
{
    std::vector<std::string> refs;
    if (kind == ChannelKind::Webhook && namesSecret(url))
        refs.push_back(url);
    if (!secretRef.empty())
        refs.push_back(secretRef);
    return refs;
}

AlertSettings AlertSettings::usual()
{
    AlertSettings settings;
    for (const AlertKind kind : kAlertKinds)
        settings.levels[kind] = AlertLevel::Attention;
    for (const AlertKind kind : { AlertKind::CeilingReached, AlertKind::TierDown, AlertKind::LedgerTrouble })
        settings.levels[kind] = AlertLevel::Urgent;
    return settings;
}

AlertSettings AlertSettings::untold()
{
    AlertSettings settings;
    for (const AlertKind kind : kAlertKinds)
        settings.levels[kind] = AlertLevel::Info;
    settings.levels[AlertKind::Threshold] = AlertLevel::Attention;
    settings.levels[AlertKind::CeilingReached] = AlertLevel::Urgent;
    return settings;
}

std::optional<AlertLevel> AlertSettings::levelOf(AlertKind kind) const
{
    if (kind == AlertKind::Test)
        return AlertLevel::Attention;
    const auto found = levels.find(kind);
    return found == levels.end() ? AlertLevel::Info : found->second;
}

} // namespace signalbox
