// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sample_log.h"

#include "core/base/embedded.h"
#include "core/base/ids.h"
#include "core/route/router.h"

#include <fmt/format.h>

#include <array>
#include <thread>

namespace signalbox::fake {

namespace {

struct Client {
    const char *name, *feature, *userTier, *language;
};

constexpr std::int64_t kVersion = 14;

constexpr std::array kClients { Client { "editor", "autocomplete", "pro", "en" },
    Client { "ci", "review", "pro", "en" }, Client { "support-bot", "chat", "free", "de" },
    Client { "claims", "claims-triage", "enterprise", "fr" } };

Facts factsOf(int number)
{
    const Client& client = kClients[std::size_t(number) % kClients.size()];
    Facts facts;
    facts.tokensLast = 40 + number * 37 % 900;
    facts.tokensContext = facts.tokensLast + 800 + number * 61 % 4000;
    facts.messages = 1 + number % 7;
    facts.code = number % 4 == 1;
    facts.tools = number % 11 == 0;
    facts.toolCount = facts.tools ? 3 : 0;
    facts.json = number % 5 == 2;
    facts.stream = number % 3 != 0;
    facts.language = client.language;
    facts.feature = client.feature;
    facts.userTier = client.userTier;
    facts.stakes = number % 23 == 0 ? "high" : "normal";
    facts.clientKey = client.name;
    facts.requestedModel = "auto";
    facts.endpoint = "chat";
    return facts;
}

AttemptRecord attemptOf(const RequestRecord& record, const Decision::Step& step, int attemptNo)
{
    const Deployment& deployment = *step.deployments.front();
    AttemptRecord attempt;
    attempt.attemptNo = attemptNo;
    attempt.attemptId = attemptIdOf(record.id, attemptNo);
    attempt.tier = step.tier;
    attempt.provider = deployment.provider->id;
    attempt.model = deployment.model;
    attempt.responseModel = deployment.model + "-2026-10-01";
    attempt.purpose = attemptNo == 1 ? "try" : "escalation";
    attempt.state = "settled";
    attempt.outcome = "ok";
    attempt.finishReason = "stop";
    attempt.status = 200;
    attempt.uncachedIn = record.tokensIn;
    attempt.out = record.tokensOut;
    attempt.connectUs = 1'400;
    attempt.totalUs = 300'000 + record.tokensOut * 1'700;
    attempt.firstByteUs = attempt.totalUs / 3;
    Usage usage;
    usage.uncachedIn = record.tokensIn;
    usage.out = record.tokensOut;
    attempt.costNano = deployment.price->cost(usage, 1'000'000).nano();
    attempt.reservedNano = attempt.costNano * 4;
    attempt.priceSource = deployment.price->source;
    attempt.rawUsage =
        fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{}}})", record.tokensIn, record.tokensOut);
    return attempt;
}

void addAttempts(RequestRecord& record, const Decision& decision, int number)
{
    WallUs start = record.startedAt + record.decideUs + record.reserveUs;
    const bool escalates = decision.steps.size() > 1 && number % 6 == 2;
    const std::size_t count = escalates ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        AttemptRecord attempt = attemptOf(record, decision.steps[i], int(i) + 1);
        attempt.startedAt = start;
        start += attempt.totalUs + 3'000;
        record.totalUs = start - record.startedAt;
        record.costNano += attempt.costNano;
        record.tier = attempt.tier;
        record.provider = attempt.provider;
        record.model = attempt.model;
        record.attempts.push_back(attempt);
    }
    record.firstByteUs = record.attempts.back().startedAt - record.startedAt + record.attempts.back().firstByteUs;
    record.finishReason = "stop";
    if (!escalates)
        return;
    record.escalated = true;
    record.attempts.front().outcome = "rejected";
    record.attempts.front().rejectReason = number % 12 == 2 ? "json: missing_field:total" : "refusal: phrase";
    record.reason = "escalated:" + record.attempts.front().rejectReason;
}

void breakIt(RequestRecord& record, int number)
{
    if (number % 17 == 5) {
        record.attempts.clear();
        record.costNano = 0;
        record.tier.clear();
        record.model.clear();
        record.status = 429;
        record.errorCode = "ceiling_reached";
        record.totalUs = 1'100;
        record.firstByteUs = -1;
        record.tokensOut = 0;
        return;
    }
    AttemptRecord failed = record.attempts.front();
    failed.outcome = "upstream_overloaded";
    failed.state = "void";
    failed.status = 503;
    failed.costNano = 0;
    failed.out = 0;
    failed.firstByteUs = -1;
    failed.totalUs = 214'000;
    record.attempts.insert(record.attempts.begin(), failed);
    for (std::size_t i = 0; i < record.attempts.size(); ++i)
        record.attempts[i].attemptNo = int(i) + 1;
    record.attempts[1].purpose = "retry";
    record.attempts[1].startedAt += failed.totalUs;
    record.totalUs += failed.totalUs;
    record.reason = "fallback:upstream_overloaded";
}

} // namespace

SampleLog::SampleLog(const std::string& dir)
    : m_dir(dir)
{
    auto ledger = Ledger::open({ dir }, m_clock, DayRule());
    m_ledger = std::move(*ledger);
    m_ledger->attach(m_writer);
    ConfigVersion version;
    version.number = kVersion;
    version.appliedAt = m_clock.now();
    version.origin = "start";
    version.text = std::string(embedded::sandbox_config);
    m_ledger->addVersion(std::move(version), [](const Result<void>&) {});
    auto recorder = Recorder::open(dir, m_clock, DayRule());
    m_recorder = std::move(*recorder);
    m_recorder->attach(m_writer);
    m_writer.start();
}

SampleLog::~SampleLog()
{
    m_writer.stop();
}

void SampleLog::add(RequestRecord record)
{
    m_recorder->add(std::move(record));
}

bool SampleLog::holds(std::int64_t rows) const
{
    const auto log = RequestLog::open(m_dir);
    for (int tries = 0; log && tries < 500; ++tries) {
        if ((*log)->count({}, rows).value_or(0) >= rows)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

RequestRecord sampleRecord(const Config& config, int number, WallUs at)
{
    const Facts facts = factsOf(number);
    ChatRequest request;
    request.model = "auto";
    const auto obstacle = [](const Deployment&) { return std::string(); };
    const auto decision = decide(request, facts, {}, { &config.rules, &config.tiers, false, obstacle });
    RequestRecord record;
    record.id = newRequestId(at);
    record.startedAt = at;
    record.decideUs = 48;
    record.reserveUs = 1'900;
    record.client = facts.clientKey;
    record.keyId = "vk_" + facts.clientKey;
    record.endpoint = facts.endpoint;
    record.requestedModel = "auto";
    record.stream = facts.stream;
    record.status = 200;
    record.tokensIn = facts.tokensContext;
    record.tokensOut = 60 + number * 11 % 700;
    record.tierPlanned = decision->steps.front().tier;
    record.ruleId = decision->ruleId;
    record.ruleName = decision->ruleName;
    record.cause = decision->cause;
    record.reason = decision->reason;
    record.rulesVersion = kVersion;
    record.strategy = decision->strategy == StrategyKind::Cascade ? "cascade" : "direct";
    record.escalationEligible = decision->steps.size() > 1;
    record.feature = facts.feature;
    record.facts = packFacts(facts);
    record.requestBytes = record.tokensIn * 4;
    record.responseBytes = record.tokensOut * 5;
    addAttempts(record, *decision, number);
    record.baselineKnown = true;
    record.baselineNano = record.tokensIn * 3'000 + record.tokensOut * 15'000;
    if (number % 17 == 5 || number % 13 == 7)
        breakIt(record, number);
    return record;
}

} // namespace signalbox::fake
