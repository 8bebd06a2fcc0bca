// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/proxy/attempt.h"
#include "core/proxy/proxy.h"

namespace signalbox {

/// What a test call looks at lives as long as the call.
struct DeploymentTest {
    DeploymentTest(Services& services, std::shared_ptr<const Config> in, std::shared_ptr<const Deployment> what,
        std::string tier, ChatRequest wish, std::string id, const std::string& key)
        : config(std::move(in))
        , request(std::move(wish))
        , attempt(services, planOf(*this, std::move(what), std::move(tier), std::move(id), key), nullptr)
    {
    }
    /// key: of the provider's pool, or "" for the one whose turn it is.
    static AttemptPlan planOf(const DeploymentTest& test, std::shared_ptr<const Deployment> what, std::string tier,
        std::string id, const std::string& key)
    {
        AttemptPlan plan { test.request, *test.config, test.action, std::move(what), std::move(tier), "test",
            std::move(id), "" };
        plan.key = key;
        return plan;
    }
    std::shared_ptr<const Config> config;
    ChatRequest request;
    RouteAction action;
    Attempt attempt;
};

/// The operator's word on a key: it is used again, or it is not.
inline void learnFromTest(KeyPools& pools, const AttemptOutcome& outcome)
{
    if (outcome.key.empty())
        return;
    if (outcome.kind == AttemptOutcome::Kind::Answered)
        pools.acquit(outcome.key);
    else if (outcome.failure.code == "upstream_auth" || outcome.failure.code == "upstream_out_of_credit")
        pools.refused(outcome.key, outcome.failure.code);
}

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
