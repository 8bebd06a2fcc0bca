// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"
#include "core/alerts/delivery.h"
#include "core/http/post_once.h"
#include "core/keys/vault.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace signalbox {

/// A way out of the house. Blocking, at most 15 s; ends at once when it is stopped. One thread at a time.
class Channel {
public:
    virtual ~Channel() = default;
    [[nodiscard]] virtual SendOutcome send(const Alert& alert, const AlertText& text, const std::stop_token& stop) = 0;
};

/// What a channel needs of the house. Thread-safe functions.
struct ChannelMeans {
    /// A secret that is at hand, or nullptr.
    std::function<std::shared_ptr<const Secret>(const std::string& reference)> secret;
    /// The text without any known secret in it.
    std::function<std::string(std::string)> redacted;
    http::ProxyVariables proxies;
};

[[nodiscard]] std::unique_ptr<Channel> makeChannel(const ChannelSettings& settings, const ChannelMeans& means);
[[nodiscard]] std::unique_ptr<Channel> makeWebhook(const ChannelSettings& settings, const ChannelMeans& means);
[[nodiscard]] std::unique_ptr<Channel> makeMail(const ChannelSettings& settings, const ChannelMeans& means);

} // namespace signalbox
