// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/test_cost.h"

#include "core/proxy/billing.h"

namespace signalbox {

DeploymentPlace placeOf(const Config& config, const std::string& id)
{
    for (const Tier& each : config.tiers) {
        for (const auto& deployment : each.chain) {
            if (deployment->id == id)
                return { deployment, each.id };
        }
    }
    return {};
}

Result<ChatRequest> testRequest()
{
    return readRequest(Endpoint::ChatCompletions,
        R"({"model":"auto","messages":[{"role":"user","content":"Say ok."}],"max_tokens":16})");
}

Money testCostBound(const Config& config, const std::string& id)
{
    const DeploymentPlace place = placeOf(config, id);
    const auto request = testRequest();
    if (!place.deployment || !request)
        return {};
    const ReserveRequest reserve = reservationFor(*request, *place.deployment, RouteAction {}, config);
    return reserve.worst.at(reserve.wantedOutput);
}

} // namespace signalbox
