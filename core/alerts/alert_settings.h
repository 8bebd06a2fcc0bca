// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace signalbox {

enum class ChannelKind { Webhook, Mail };
/// What the body of a webhook looks like.
enum class WebhookShape { Generic, Slack, Discord, Teams, Ntfy };
[[nodiscard]] std::string_view webhookShapeName(WebhookShape shape);
/// StartTls and Tls insist on it; Plain is for a server of this machine.
enum class MailSafety { StartTls, Tls, Plain };
[[nodiscard]] std::string_view mailSafetyName(MailSafety safety); ///< "starttls", "tls", "none"

/// A way out of the house, opt-in. Secrets are references; the texts behind them never stand here.
struct ChannelSettings {
    std::string id;
    ChannelKind kind = ChannelKind::Webhook;
    bool on = true;
    AlertLevel from = AlertLevel::Attention; ///< the lowest level that is sent
    std::set<AlertKind> events;              ///< empty: all
    bool local = false;                      ///< on this machine: may be plain
    std::string caFile;
    std::string secretRef; ///< bearer token of a webhook, password of a mail account, or ""

    WebhookShape shape = WebhookShape::Generic;
    std::string url; ///< https://..., or the reference of a URL that is a secret itself

    std::string host;
    std::uint16_t port = 587;
    MailSafety safety = MailSafety::StartTls;
    std::string user;
    std::string sender;
    std::vector<std::string> recipients;

    [[nodiscard]] bool wants(const AlertEvent& event, AlertLevel level) const;
    /// What has to be in the secret store before it can send.
    [[nodiscard]] std::vector<std::string> secretRefs() const;
    friend bool operator==(const ChannelSettings&, const ChannelSettings&) = default;
};

/// The section "alerts" of the configuration.
struct AlertSettings {
    std::map<AlertKind, std::optional<AlertLevel>> levels;     ///< nullopt: not even listed
    std::optional<AlertLevel> desktop = AlertLevel::Attention; ///< lowest level that is notified; nullopt: never
    bool sound = false;
    std::chrono::minutes fold { 10 };
    std::optional<std::int64_t> forecastBefore; ///< minute of the local day
    std::vector<ChannelSettings> channels;

    /// Where the section stands and says nothing else: the levels of each kind.
    [[nodiscard]] static AlertSettings usual();
    /// Without the section: ceilings are notified, everything else is in the list.
    [[nodiscard]] static AlertSettings untold();
    [[nodiscard]] std::optional<AlertLevel> levelOf(AlertKind kind) const;
    friend bool operator==(const AlertSettings&, const AlertSettings&) = default;
};

/// "keychain:NAME", "env:NAME" or "session:NAME".
[[nodiscard]] bool namesSecret(std::string_view text);

} // namespace signalbox
