// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxy_impl.h"

#include <algorithm>

// What a provider offers, asked with the key that the proxy has.
namespace signalbox {

namespace {

constexpr std::chrono::seconds kPatience { 15 };

} // namespace

Result<std::vector<OfferedModel>> Proxy::offeredModels(const std::string& provider, const std::stop_token& stop)
{
    const std::shared_ptr<const Config> config = this->config();
    const auto found = std::find_if(config->providers.begin(), config->providers.end(),
        [&](const auto& each) { return each->id == provider && !each->simulated; });
    if (found == config->providers.end())
        return fail("provider_unknown", { { "provider", provider } });
    std::shared_ptr<const Secret> secret;
    if ((*found)->auth != AuthStyle::None) {
        for (const std::string& reference : (*found)->secretRefs) {
            if (!secret)
                secret = m_impl->secrets.find(reference);
        }
        if (!secret)
            return fail("key_unavailable", { { "provider", provider } });
    }
    return askForModels(**found, secret, kPatience, stop);
}

std::vector<LocalServer> Proxy::localServers(const std::stop_token& stop) const
{
    return findLocalServers(stop);
}

} // namespace signalbox
