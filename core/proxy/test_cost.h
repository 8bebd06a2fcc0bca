// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/proxy/config.h"

#include <memory>
#include <string>

namespace signalbox {

/// A deployment of that id with the first tier that has it; nullptr: none has.
struct DeploymentPlace {
    std::shared_ptr<const Deployment> deployment;
    std::string tier;
};
[[nodiscard]] DeploymentPlace placeOf(const Config& config, const std::string& deployment);

/// What a test of a deployment sends.
[[nodiscard]] Result<ChatRequest> testRequest();
/// What that may cost at most; 0 for a deployment that is not there.
[[nodiscard]] Money testCostBound(const Config& config, const std::string& deployment);

} // namespace signalbox
