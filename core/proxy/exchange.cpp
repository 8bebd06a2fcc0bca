// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/exchange.h"

#include "core/alerts/alert_desk.h"
#include "core/base/ascii.h"
#include "core/base/ids.h"
#include "core/proxy/downgrade.h"
#include "core/proxy/front_door.h"
#include "core/route/rule_program.h"
#include "core/route/validators.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace signalbox {

namespace asio = http::asio;
using http::Awaitable;

namespace {

constexpr std::chrono::seconds kRetryWindow { 5 };
constexpr int kMostAttempts = 8;

constexpr std::size_t kMostPinBytes = 80;
constexpr std::size_t kMostHeaders = 32;

void keepHeader(std::vector<Named<std::string>>& headers, std::string_view name, std::string_view value)
{
    std::string lower = lowered(name);
    if (headers.size() < kMostHeaders && routableHeader(lower))
        headers.push_back({ std::move(lower), headerFact(value) });
}

std::int64_t microsSince(Steady start, Steady end)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(end - start).count();
}

} // namespace

Exchange::Exchange(Services& services, http::Request& request, http::ResponseWriter& client)
    : m_services(services)
    , m_config(services.config)
    , m_http(request)
    , m_client(client)
    , m_startedAt(services.clock.steady())
{
    m_record.startedAt = services.clock.now();
    m_record.id = newRequestId(m_record.startedAt);
    m_record.requestBytes = static_cast<std::int64_t>(request.body.size());
    m_client.onClientGone([this] { clientLeft(); });
    m_place = services.running.size();
    services.running.push_back(this);
}

Exchange::~Exchange()
{
    m_client.onClientGone(nullptr);
    if (!m_counted.empty())
        m_services.keyGate.leave(m_counted);
    Exchange* const last = m_services.running.back();
    m_services.running[m_place] = last;
    last->m_place = m_place;
    m_services.running.pop_back();
}

// The story of one request. Accepting, parsing HTTP and the guard came before (core/http); what each step promises
// stands in docs/architecture.md.
Awaitable<void> Exchange::run(Endpoint endpoint)
{
    if (identify() && read(endpoint) && gather() && choose())
        co_await tryPlan();
    // After all that is ready now: answers that leave together wake the client once, not once each.
    co_await asio::post(m_services.io.get_executor(), asio::use_awaitable_t<http::Executor>());
    co_await answer();
    record();
}

// --- what, which way -------------------------------------------------------------------------------------------------

bool Exchange::read(Endpoint endpoint)
{
    m_record.endpoint = endpointName(endpoint);
    auto request = readRequest(endpoint, std::move(m_http.body));
    if (!request) {
        refuse(request.error());
        return false;
    }
    m_request = std::move(*request);
    m_record.requestedModel = m_request.model;
    m_record.stream = m_request.stream;
    return true;
}

bool Exchange::gather()
{
    m_hints = m_request.hints;
    for (const auto& [name, value] : m_http.head.fields) {
        if (passesUpstream(name))
            m_passFields.emplace_back(name, value);
        const std::string_view hint = hintName(name);
        if (hint.empty()) {
            keepHeader(m_headers, name, m_config->redaction->applied(value));
            continue;
        }
        if (m_http.head.count(name) > 1) {
            refuse({ "header_duplicate", { { "param", std::string(name) } } });
            return false;
        }
        m_hints.insert_or_assign(std::string(hint), value); // the header wins over the body's metadata
    }
    redactHints();
    if (const auto pin = m_hints.find("tier"); pin != m_hints.end())
        m_pinnedTier = pin->second;
    m_facts = gatherFacts(m_request, m_hints, m_record.client);
    if (!m_config->redaction->empty())
        m_facts.requestedModel = m_record.requestedModel;
    const bool inScope = featureInScope();
    m_record.feature = m_facts.feature;
    m_record.session = m_facts.session;
    if (!inScope)
        return false;
    m_facts.keyTiers = m_terms.tiers;
    addCircumstances();
    m_facts = m_config->rules.program->withText(std::move(m_facts), m_request.lastUserText);
    return true;
}

void Exchange::addCircumstances()
{
    const FactNeeds& needs = m_config->rules.program->needs();
    std::sort(m_headers.begin(), m_headers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    m_facts.headers = std::move(m_headers);
    const LocalMoment moment = localMoment(m_record.startedAt, m_config->day.zone());
    m_facts.time = moment.minute;
    m_facts.weekday = moment.weekday;
    m_facts.shareSeed = shareSeed(m_facts.session, m_record.id);
    m_facts.pin = m_pinnedTier.substr(0, kMostPinBytes);
    m_facts.bypass = m_services.routing != nullptr && *m_services.routing == Routing::Bypass;
    for (auto& [deployment, state] : m_services.breakers.notClosed())
        m_facts.breakers.push_back({ deployment, std::string(breakerStateName(state)) });
    for (const std::string& scope : needs.budgetScopes)
        m_facts.budgetLeft.push_back({ scope, budgetLeft(scope) });
}

std::int64_t Exchange::budgetLeft(const std::string& asked) const
{
    return m_services.ledger ? m_services.ledger->percentLeft(asked == "key" ? "key:" + m_record.keyId : asked) : 100;
}

bool Exchange::choose()
{
    RoutingView view;
    view.rules = &m_config->rules;
    view.tiers = &m_config->tiers;
    view.honourNamedModels = m_config->honourNamedModels;
    view.obstacle = [this](const Deployment& deployment) { return obstacle(deployment); };
    auto decision = decide(m_request, m_facts, m_pinnedTier, view);
    m_record.decideUs = microsSince(m_startedAt, m_services.clock.steady());
    m_record.facts = packFacts(m_facts);
    m_record.rulesVersion = m_config->rules.version;
    if (!decision) {
        refuse(decision.error());
        return false;
    }
    m_decision = std::move(*decision);
    if (m_terms.maxTokens)
        m_decision.action.maxTokens = std::min(m_decision.action.maxTokens.value_or(INT64_MAX), *m_terms.maxTokens);
    m_record.ruleId = m_decision.ruleId;
    m_record.ruleName = m_decision.ruleName;
    m_record.cause = m_decision.cause;
    m_record.reason = m_decision.reason;
    m_record.strategy = m_decision.strategy == StrategyKind::Cascade ? "cascade" : "direct";
    m_record.tierPlanned = m_decision.steps.front().tier;
    m_record.escalationEligible = m_decision.steps.size() > 1;
    downgradeEarly();
    return true;
}

std::string Exchange::obstacle(const Deployment& deployment)
{
    // As the facts have it, so that a replay sees what this decision saw.
    for (const auto& [open, state] : m_facts.breakers) {
        if (open == deployment.id && state == "open")
            return "breaker_open";
    }
    const Provider& provider = *deployment.provider;
    if (provider.auth != AuthStyle::None && !provider.simulated && !m_services.keyPools->usable(deployment)) {
        m_facts.obstacles.push_back({ deployment.id, "key_unavailable" });
        return "key_unavailable";
    }
    const bool ceiling = std::any_of(m_config->ceilings.begin(), m_config->ceilings.end(),
        [&](const Ceiling& each) { return (each.scope == "sandbox") == provider.simulated; });
    if (deployment.price || !ceiling)
        return "";
    // Prices change without a new version of the configuration: a replay must know that there was none then.
    const bool noted = std::any_of(m_facts.obstacles.begin(), m_facts.obstacles.end(),
        [&deployment](const auto& each) { return each.name == deployment.id; });
    if (!noted)
        m_facts.obstacles.push_back({ deployment.id, "unpriced" });
    return "unpriced";
}

// --- the plan --------------------------------------------------------------------------------------------------------

Awaitable<void> Exchange::tryPlan()
{
    for (std::size_t step = 0; step < m_decision.steps.size(); ++step) {
        const StepResult result = co_await tryStep(step);
        if (result == StepResult::Done)
            co_return;
    }
    if (!m_served && !m_error && m_cut)
        refuse(*m_cut);
    else if (!m_error && m_lastFailure)
        m_error = errorAnswer(*m_lastFailure);
}

Awaitable<Exchange::StepResult> Exchange::tryStep(std::size_t step)
{
    // Copied: a downgrade adds steps behind this one while it is being tried.
    const auto deployments = m_decision.steps[step].deployments;
    std::string purpose = step == 0 ? "try" : "escalation";
    for (std::size_t i = 0; i < deployments.size() && mayCallAgain(); ++i) {
        if (!m_services.breakers.allow(deployments[i]->id))
            continue;
        std::unique_ptr<AttemptOutcome> outcome = co_await tryDeployment(step, deployments[i], purpose);
        while (mayTryNextKey(*deployments[i], *outcome))
            outcome = co_await tryDeployment(step, deployments[i], "retry");
        if (i + 1 == deployments.size() && step + 1 == m_decision.steps.size() && mayRetry(*outcome)
            && mayCallAgain()) {
            co_await waitBeforeRetry(*outcome);
            if (m_cut)
                co_return StepResult::NextStep;
            outcome = co_await tryDeployment(step, deployments[i], "retry");
        }
        const bool fallback = outcome->kind == AttemptOutcome::Kind::Failed && outcome->failure.fallback;
        if (!fallback || m_gone)
            co_return judge(step, std::move(outcome));
        m_lastFailure = std::move(outcome->failure);
        m_record.reason = "fallback:" + m_lastFailure->code;
        purpose = "fallback";
    }
    if (!m_lastFailure && !m_cut)
        refuse({ "no_deployment_fits", { { "tier", m_decision.steps[step].tier }, { "reason", "breaker_open" } } });
    co_return StepResult::NextStep;
}

// Not in the coroutine below: g++ 12 loses temporaries of aggregates that are built there.
AttemptPlan Exchange::planFor(
    std::size_t step, const std::shared_ptr<const Deployment>& deployment, std::string purpose)
{
    const std::string& tier = m_decision.steps[step].tier;
    const bool last = isLast(step);
    m_record.tier = tier;
    m_record.provider = deployment->provider->id;
    m_record.model = deployment->model;
    m_record.simulated = deployment->provider->simulated;
    m_record.unpriced = !deployment->price;
    AttemptPlan plan { m_request, *m_config, m_decision.action, deployment, tier, std::move(purpose), m_record.id,
        m_record.keyId };
    plan.attemptNo = static_cast<int>(m_record.attempts.size()) + 1;
    plan.delivery = m_request.stream && last ? AttemptPlan::Delivery::Relay : AttemptPlan::Delivery::Whole;
    plan.passFields = &m_passFields;
    plan.feature = m_facts.feature;
    plan.session = m_facts.session;
    if (m_decision.action.deadlineMs)
        plan.deadline = m_startedAt + std::chrono::milliseconds(*m_decision.action.deadlineMs);
    plan.streamHead = [this](const Reservation&) { return answerHead(200, "text/event-stream"); };
    return plan;
}

/// The same at the price of the day that it is now, which may not be the one on which the request came.
std::shared_ptr<const Deployment> Exchange::pricedNow(const std::shared_ptr<const Deployment>& deployment) const
{
    if (m_services.clock.now() < m_config->pricesUntil)
        return deployment;
    if (m_services.clock.now() >= m_services.config->pricesUntil)
        m_services.turnPrices();
    const auto today = m_services.config->findDeployment(deployment->id);
    if (!today)
        return deployment;
    auto copy = std::make_shared<Deployment>(*deployment);
    copy->price = today->price;
    return copy;
}

Awaitable<std::unique_ptr<AttemptOutcome>> Exchange::tryDeployment(
    std::size_t step, const std::shared_ptr<const Deployment>& deployment, std::string purpose)
{
    Attempt attempt(m_services, planFor(step, pricedNow(deployment), std::move(purpose)), &m_client);
    m_running = &attempt;
    std::unique_ptr<AttemptOutcome> outcome = co_await attempt.run();
    m_running = nullptr;
    learn(*deployment, *outcome);
    account(*outcome);
    co_return outcome;
}

Exchange::StepResult Exchange::judge(std::size_t step, std::unique_ptr<AttemptOutcome> ended)
{
    AttemptOutcome& outcome = *ended;
    using Kind = AttemptOutcome::Kind;
    const bool last = step + 1 == m_decision.steps.size() || !mayCallAgain();
    switch (outcome.kind) {
    case Kind::Answered:
        if (!last) {
            std::string reason = rejectReason(m_decision.action, m_request, outcome.answer);
            if (!reason.empty()) {
                m_record.attempts.back().rejectReason = reason;
                m_record.attempts.back().outcome = "rejected";
                m_record.escalated = true;
                m_record.reason = "escalated:" + reason;
                return StepResult::NextStep;
            }
        }
        m_served = std::move(ended);
        return StepResult::Done;
    case Kind::Relayed:
        m_served = std::move(ended);
        return StepResult::Done;
    case Kind::Refused:
        if (downgrade(outcome.refusal, step))
            return StepResult::NextStep;
        // A cascade whose next step is not affordable keeps no answer: the first one was rejected.
        refuse(outcome.refusal);
        return StepResult::Done;
    case Kind::Failed:
        m_error = errorAnswer(outcome.failure);
        return StepResult::Done;
    case Kind::ClientGone:
        m_gone = true;
        return StepResult::Done;
    }
    return StepResult::Done;
}

bool Exchange::downgrade(const Error& refusal, std::size_t step)
{
    const auto ceiling = std::find_if(m_config->ceilings.begin(), m_config->ceilings.end(),
        [&](const Ceiling& each) { return each.id == refusal.parameter("ceiling"); });
    if (refusal.code != "ceiling_reached" || ceiling == m_config->ceilings.end())
        return false;
    if (!m_decision.action.pin.empty()) // nothing else may serve it
        return false;
    const DowngradeView view { *m_config, m_request, m_facts, [this](const Deployment& d) { return obstacle(d); } };
    auto cheaper = stepBelow(view, m_decision.steps[step].tier, ceiling->atLimit);
    if (!cheaper)
        return false;
    m_decision.steps.resize(step + 1);
    m_decision.steps.push_back(std::move(*cheaper));
    m_record.reason = "downgraded:" + ceiling->id;
    return true;
}

void Exchange::downgradeEarly()
{
    const auto& ceilings = m_config->ceilings;
    const bool asked =
        std::any_of(ceilings.begin(), ceilings.end(), [](const Ceiling& c) { return c.early.has_value(); });
    if (!asked || !m_services.ledger)
        return;
    const DowngradeView view { *m_config, m_request, m_facts, [this](const Deployment& d) { return obstacle(d); } };
    const std::string by = signalbox::downgradeEarly(m_decision, view, *m_services.ledger, booking());
    if (!by.empty())
        m_record.reason = "downgraded:" + by;
}

Booking Exchange::booking() const
{
    Booking booking;
    booking.tier = m_record.tier;
    booking.provider = m_record.provider;
    booking.keyId = m_record.keyId;
    booking.feature = m_facts.feature;
    booking.session = m_facts.session;
    booking.simulated = m_record.simulated;
    return booking;
}

void Exchange::cut(const Error& why)
{
    m_cut = why;
    if (m_running)
        m_running->cut(why);
}

bool Exchange::isLast(std::size_t step) const
{
    const std::int64_t cap = m_decision.action.attempts.value_or(INT64_MAX);
    return step + 1 == m_decision.steps.size() || static_cast<std::int64_t>(callsMade()) + 1 >= cap;
}

bool Exchange::mayCallAgain() const
{
    const RouteAction& action = m_decision.action;
    if (m_cut || static_cast<std::int64_t>(callsMade()) >= action.attempts.value_or(INT64_MAX))
        return false;
    return !action.deadlineMs || m_record.attempts.empty()
        || m_services.clock.steady() - m_startedAt < std::chrono::milliseconds(*action.deadlineMs);
}

bool Exchange::mayRetry(const AttemptOutcome& outcome) const
{
    return outcome.kind == AttemptOutcome::Kind::Failed && outcome.failure.retry && !m_gone
        && static_cast<int>(m_record.attempts.size()) < kMostAttempts
        && m_services.clock.steady() - m_startedAt < kRetryWindow;
}

Awaitable<void> Exchange::waitBeforeRetry(const AttemptOutcome& outcome)
{
    // Jitter, so that clients that failed together do not come back together.
    const auto jitter = std::chrono::milliseconds(200 + m_record.startedAt % 200);
    const auto wait = outcome.failure.retryAfterTime
        ? std::chrono::milliseconds(*outcome.failure.retryAfterTime) + jitter / 4
        : jitter;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, http::Executor>
        timer(m_services.io.get_executor(), std::min<std::chrono::milliseconds>(wait, kRetryWindow));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable_t<http::Executor>()));
}

/// What it says about the key. NextKey: the trouble is this key's, and the pool has another one for the deployment.
Exchange::KeyVerdict Exchange::learnKey(const Deployment& deployment, const AttemptOutcome& outcome)
{
    constexpr std::chrono::seconds kUnsaidCoolDown { 5 };
    KeyPools& pools = *m_services.keyPools;
    const Failure& failure = outcome.failure;
    if (outcome.key.empty())
        return KeyVerdict::None;
    if (failure.code == "upstream_auth" || failure.code == "upstream_out_of_credit") {
        // Two keys that are forbidden the same request: it is the request that is (moderation, a region, a model).
        if (outcome.record.status == 403 && !m_forbiddenKey.empty() && m_forbiddenKey != outcome.key) {
            pools.acquit(m_forbiddenKey);
            return KeyVerdict::None;
        }
        if (outcome.record.status == 403)
            m_forbiddenKey = outcome.key;
        pools.refused(outcome.key, failure.code);
    } else if (failure.code == "upstream_rate_limited") {
        const auto time = failure.retryAfterTime.value_or(kUnsaidCoolDown);
        pools.limited(outcome.key, deployment.id, time.count() > 0 ? time : kUnsaidCoolDown);
    } else {
        const bool served = outcome.kind == AttemptOutcome::Kind::Answered || outcome.record.status == 200;
        if (served)
            pools.succeeded(outcome.key);
        return KeyVerdict::None;
    }
    const bool pool = deployment.provider->secretRefs.size() > 1;
    return pool && outcome.kind == AttemptOutcome::Kind::Failed && pools.usable(deployment) ? KeyVerdict::NextKey
                                                                                            : KeyVerdict::None;
}

bool Exchange::mayTryNextKey(const Deployment& deployment, const AttemptOutcome& outcome) const
{
    return m_keyVerdict == KeyVerdict::NextKey && outcome.kind == AttemptOutcome::Kind::Failed && !m_gone
        && static_cast<int>(m_record.attempts.size()) < kMostAttempts && mayCallAgain()
        && m_services.keyPools->usable(deployment);
}

void Exchange::learn(const Deployment& deployment, const AttemptOutcome& outcome)
{
    using Kind = AttemptOutcome::Kind;
    Breakers& breakers = m_services.breakers;
    m_keyVerdict = learnKey(deployment, outcome);
    if (m_keyVerdict == KeyVerdict::NextKey) { // the deployment is well: another key serves it
        breakers.neutral(deployment.id);
        return;
    }
    const bool broken =
        outcome.kind == Kind::Failed || (outcome.kind == Kind::Relayed && !outcome.failure.code.empty());
    if (!broken) {
        const bool verdict = outcome.kind == Kind::Answered || outcome.kind == Kind::Relayed;
        verdict ? breakers.success(deployment.id) : breakers.neutral(deployment.id);
        return;
    }
    const Failure& failure = outcome.failure;
    if (failure.breaker == BreakerEffect::CoolDown && failure.retryAfterTime && failure.retryAfterTime->count() > 0)
        breakers.coolDown(deployment.id, *failure.retryAfterTime, failure.code);
    else if (failure.breaker == BreakerEffect::None)
        breakers.neutral(deployment.id);
    else
        breakers.failure(deployment.id, failure.code);
}

void Exchange::account(const AttemptOutcome& outcome)
{
    const AttemptRecord& attempt = outcome.record;
    m_record.costNano += attempt.costNano;
    m_record.estimated = m_record.estimated || attempt.usageEstimated;
    m_record.attempts.push_back(attempt);
    m_unsent += outcome.failure.code == "deployment_limited" ? 1 : 0;
    if (attempt.firstByteUs >= 0 && m_record.firstByteUs < 0)
        m_record.firstByteUs = (attempt.startedAt - m_record.startedAt) + attempt.firstByteUs;
}

void Exchange::clientLeft()
{
    m_gone = true;
    if (m_running)
        m_running->cancel();
}

// --- the answer ------------------------------------------------------------------------------------------------------

void Exchange::refuse(const Error& error)
{
    m_error = errorAnswer(error, m_services.clock.now());
}

http::ResponseHead Exchange::answerHead(int status, std::string_view contentType) const
{
    http::ResponseHead head { status, { { "Content-Type", std::string(contentType) } } };
    const auto add = [&head](const char* name, const std::string& value) {
        if (!value.empty())
            head.fields.emplace_back(name, value);
    };
    add("x-signalbox-request-id", m_record.id);
    add("x-signalbox-tier", m_record.tier);
    add("x-signalbox-model", m_record.model);
    add("x-signalbox-rule", m_record.ruleId);
    add("x-signalbox-reason", m_record.reason);
    const std::size_t attempts =
        std::max<std::size_t>(m_record.attempts.size(), m_running ? m_record.attempts.size() + 1 : 0);
    if (attempts > 0)
        add("x-signalbox-attempts", std::to_string(attempts));
    return head;
}

Awaitable<void> Exchange::answer()
{
    if (m_served && m_served->kind == AttemptOutcome::Kind::Relayed) {
        m_record.status = 200;
        m_record.responseBytes = m_served->responseBytes;
        m_record.errorCode = m_served->failure.code;
    } else if (m_served) {
        m_record.status = 200;
        http::ResponseHead head = answerHead(200, m_served->isStream ? "text/event-stream" : "application/json");
        head.fields.emplace_back("x-signalbox-cost-usd", Money::fromNano(m_record.costNano).dollars());
        if (m_served->record.clampedTo >= 0)
            head.fields.emplace_back("x-signalbox-max-tokens", std::to_string(m_served->record.clampedTo));
        m_record.responseBytes = static_cast<std::int64_t>(m_served->body.size());
        const bool taken = co_await m_client.sendWhole(head, m_served->body);
        m_gone = m_gone || !taken;
    } else if (!m_gone) {
        if (!m_error)
            refuse({ "internal", {} });
        m_record.status = m_error->status;
        m_record.errorCode = m_error->code;
        http::ResponseHead head = answerHead(m_error->status, "application/json");
        head.fields.insert(head.fields.end(), m_error->fields.begin(), m_error->fields.end());
        const std::string body = m_error->body();
        const bool taken = co_await m_client.sendWhole(head, body);
        m_gone = m_gone || !taken;
    }
}

void Exchange::record()
{
    if (m_gone) {
        m_record.status = 499;
        m_record.errorCode = "client_gone";
    }
    m_record.totalUs = microsSince(m_startedAt, m_services.clock.steady());
    if (m_served) {
        const Usage& usage = m_served->usage;
        m_record.tokensIn = usage.totalIn();
        m_record.tokensOut = usage.out;
        m_record.finishReason = m_served->record.finishReason;
        if (const auto baseline = baselineCost(*m_config, usage); baseline && !m_record.unpriced) {
            m_record.baselineNano = baseline->nano();
            m_record.baselineKnown = true;
        }
    }
    if (m_services.prompts.on() && !m_request.lastUserText.empty())
        m_services.prompts.add(m_record.id, std::move(m_request.lastUserText));
    m_services.alerts.look(m_record);
    m_services.recorder.add(std::move(m_record));
}

} // namespace signalbox
