// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"

#include <string>

/// Edits of the section "alerts" as JSON text, in the manner of config_edit.h. Where the section is missing it comes
/// with the levels that held without it, so that one edit changes one thing.
namespace signalbox::ui {

/// One channel as the editor shows it. Empty texts mean: not given.
struct ChannelEntry {
    std::string id;
    std::string kind = "webhook";
    bool on = true;
    bool local = false;
    std::string from; ///< lowest level
    std::string shape, url;
    std::string host, port, tls, user, sender;
    std::string recipients; ///< separated by commas
    std::string secret;     ///< reference, never the secret
    friend bool operator==(const ChannelEntry&, const ChannelEntry&) = default;
};

[[nodiscard]] Result<ChannelEntry> readChannel(const std::string& text, const std::string& id);
[[nodiscard]] EditedText addChannel(const std::string& text, const ChannelEntry& channel);
/// The id stays.
[[nodiscard]] EditedText editChannel(const std::string& text, const ChannelEntry& channel);
[[nodiscard]] EditedText removeChannel(const std::string& text, const std::string& id);
[[nodiscard]] EditedText setChannelOn(const std::string& text, const std::string& id, bool on);
/// level: "off", "info", "attention" or "urgent".
[[nodiscard]] EditedText setAlertLevel(const std::string& text, const std::string& kind, const std::string& level);
/// A member of the section; "" takes it away.
[[nodiscard]] EditedText setAlertText(const std::string& text, const char* member, const std::string& value);
[[nodiscard]] EditedText setAlertNumber(const std::string& text, const char* member, int value);
[[nodiscard]] EditedText setAlertSound(const std::string& text, bool on);

} // namespace signalbox::ui
