// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/dry_run.h"

#include "core/route/router.h"
#include "core/route/rule_program.h"

#include <algorithm>

namespace signalbox::ui {

namespace {

void noteDecision(RequestRecord& record, const Decision& decision, const Facts& facts, const RuleSet& rules)
{
    record.cause = decision.cause;
    record.ruleId = decision.ruleId;
    record.ruleName = decision.ruleName;
    record.reason = decision.reason;
    record.rulesHash = decision.rulesHash;
    record.rulesVersion = decision.rulesVersion;
    record.strategy = decision.strategy == StrategyKind::Cascade ? "cascade" : "direct";
    record.traceJson = decisionJson(decision, facts, rules);
    if (decision.steps.empty())
        return;
    record.tierPlanned = record.tier = decision.steps.front().tier;
    if (!decision.steps.front().deployments.empty())
        record.model = decision.steps.front().deployments.front()->model;
}

} // namespace

DryRun dryRun(
    const DryRunInput& input, const Config& config, const RuleSet& rules, const std::vector<Breakers::View>& breakers)
{
    DryRun run;
    const Result<ChatRequest> request = readRequest(Endpoint::ChatCompletions, input.body);
    if (!request) {
        run.error = request.error();
        return run;
    }
    Facts facts = gatherFacts(*request, input.hints, input.client);
    facts = rules.program->withText(std::move(facts), request->lastUserText);
    const LocalMoment moment = localMoment(input.at, config.day.zone());
    facts.time = moment.minute;
    facts.weekday = moment.weekday;
    facts.shareSeed = shareSeed(facts.session, "dry-run");
    run.record.factsJson = factsJson(facts);
    run.record.client = input.client;
    RoutingView view;
    view.rules = &rules;
    view.tiers = &config.tiers;
    view.honourNamedModels = config.honourNamedModels;
    view.obstacle = [&breakers](const Deployment& deployment) -> std::string {
        const auto open = [&deployment](const Breakers::View& each) {
            return each.deployment == deployment.id && each.state == BreakerState::Open;
        };
        return std::ranges::any_of(breakers, open) ? "breaker_open" : "";
    };
    const Result<Decision> decision = decide(*request, facts, {}, view);
    if (decision)
        noteDecision(run.record, *decision, facts, rules);
    else
        run.error = decision.error();
    return run;
}

DryRun decideRecorded(
    const RequestRecord& record, const ReplayWorld& world, const PromptWindow& prompts, const AskedTests* asked)
{
    DryRun run;
    run.record.id = record.id;
    run.record.startedAt = record.startedAt;
    run.record.client = record.client;
    run.record.factsJson = record.factsJson;
    Result<Facts> facts = record.facts.empty() ? factsFromJson(record.factsJson) : unpackFacts(record.facts);
    if (!facts) {
        run.error = facts.error();
        return run;
    }
    AskedTests askedNow;
    const auto prompt = prompts.find(record.id);
    if (prompt != nullptr) {
        facts = world.rules->program->withText(std::move(*facts), *prompt);
        const TextTests& tests = world.rules->program->textTests();
        for (const TextTest& test : tests.tests())
            askedNow[tests.fingerprint()].push_back(test.id);
        asked = &askedNow;
    }
    const Result<Decision> decision = decideAgain(*facts, world, asked);
    if (decision)
        noteDecision(run.record, *decision, *facts, *world.rules);
    else
        run.error = decision.error();
    return run;
}

} // namespace signalbox::ui
