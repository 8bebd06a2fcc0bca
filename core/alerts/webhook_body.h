// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"

#include <string>

namespace signalbox {

/// The JSON of one alert in the shape a service wants. Fixed fields (T23): figures, names of the configuration, codes
/// and the sentences that are made of these. Pure.
/// generic: {"source", "version", "id", "kind", "level", "title", "text", "subject", "scope", "window",
/// "share_percent", "used_usd", "limit_usd", "reaches_at", "resets_at", "at_limit", "code", "repeats", "at"}; what
/// there is not is null.
[[nodiscard]] std::string webhookBody(WebhookShape shape, const Alert& alert, const AlertText& text);

} // namespace signalbox
