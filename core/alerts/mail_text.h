// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"

#include <string>
#include <string_view>

namespace signalbox {

/// One mail as it goes over the wire (RFC 5322, MIME, CRLF): plain text, base64, the subject in RFC 2047. Nothing of an
/// alert can end a field. Pure.
[[nodiscard]] std::string mailText(const ChannelSettings& settings, const Alert& alert, const AlertText& text);

/// "name@host" in ASCII, without display name, comments or anything that could end a command of SMTP.
[[nodiscard]] bool isMailAddress(std::string_view text);

} // namespace signalbox
