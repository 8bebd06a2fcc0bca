// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/proxy/attempt.h"
#include "core/proxy/proxy.h"

namespace signalbox {

/// What a test call looks at lives as long as the call.
struct DeploymentTest {
    DeploymentTest(Services& services, std::shared_ptr<const Config> in, std::shared_ptr<const Deployment> what,
        std::string tier, ChatRequest wish, std::string id)
        : config(std::move(in))
        , request(std::move(wish))
        , attempt(services,
              AttemptPlan { request, *config, action, std::move(what), std::move(tier), "test", std::move(id), "" },
              nullptr)
    {
    }
    std::shared_ptr<const Config> config;
    ChatRequest request;
    RouteAction action;
    Attempt attempt;
};

[[nodiscard]] inline Proxy::TestReport reportOf(const AttemptOutcome& outcome)
{
    Proxy::TestReport report;
    report.ok = outcome.kind == AttemptOutcome::Kind::Answered;
    report.totalUs = outcome.record.totalUs;
    report.cost = Money::fromNano(outcome.record.costNano);
    report.answerModel = outcome.record.responseModel;
    if (!report.ok)
        report.error = outcome.kind == AttemptOutcome::Kind::Refused
            ? outcome.refusal
            : Error { outcome.failure.code, { { "detail", outcome.failure.detail } } };
    return report;
}

} // namespace signalbox
