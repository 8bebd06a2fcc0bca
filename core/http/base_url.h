// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox {

/// A URL the proxy may call: https, or http to loopback where the operator marks it local; no user, no fragment.
/// Literal addresses that no provider has (link-local, metadata, shared, 6to4, NAT64, IPv4-mapped, multicast, reserved)
/// and numbers that stand for addresses ("2130706433", "127.1") are refused. What a name leads to is checked at
/// connect. Errors: url_syntax (reason), url_scheme, url_userinfo, url_not_local, url_forbidden_address.
struct BaseUrl {
    bool tls = true;
    std::string host;
    std::uint16_t port = 443;
    std::string path;
};
[[nodiscard]] Result<BaseUrl> parseBaseUrl(std::string_view url, bool local);

/// The same of a webhook, which may have a query: path and query, as they are sent, stand in path.
[[nodiscard]] Result<BaseUrl> parseWebhookUrl(std::string_view url, bool local);

} // namespace signalbox
