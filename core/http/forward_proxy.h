// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h (by Origin).

#include "core/http/upstream_client.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::http {

/// One proxy of the environment.
struct ProxyAddress {
    std::string host; ///< "" where the setting could not be understood: then calls fail, they do not go around it
    std::uint16_t port = 0;
    std::string authorization; ///< "Basic ..." or ""; a secret
};

/// HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in lower case first, as they were when this was made. Only proxies
/// that are spoken to in plain HTTP are known. Loopback never goes through a proxy. Immutable.
class ForwardProxy {
public:
    using Environment = std::function<std::optional<std::string>(const char* name)>;

    /// Empty: the environment of the process.
    explicit ForwardProxy(const Environment& environment = {});

    /// nullptr: directly.
    [[nodiscard]] const ProxyAddress* proxyFor(const Origin& origin) const;

private:
    [[nodiscard]] bool isExempt(const Origin& origin) const;

    std::optional<ProxyAddress> m_forHttp;
    std::optional<ProxyAddress> m_forHttps;
    std::vector<std::string> m_exempt;
};

} // namespace signalbox::http
