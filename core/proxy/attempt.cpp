// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/attempt.h"

#include "core/base/ids.h"
#include "core/proxy/error_answer.h"
#include "core/proxy/reserve_durably.h"
#include "core/proxy/upstream_transport.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>

namespace signalbox {

namespace asio = http::asio;
using http::Awaitable;

namespace {

/// Fields by which a request names further models for the provider to fall back on (OpenRouter): they would be neither
/// routed nor reserved.
constexpr std::array<std::string_view, 2> kFurtherModels { "models", "fallbacks" };
constexpr std::size_t kRefusalBytes = 256 * 1024;
constexpr std::size_t kWholeBytes = 32u * 1024 * 1024;

std::int64_t microsSince(Steady start, Steady end)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(end - start).count();
}

bool isEventStream(const http::Fields& fields)
{
    const std::string* type = http::findField(fields, "content-type");
    return type && http::sameName(std::string_view(*type).substr(0, 17), "text/event-stream");
}

enum class Whole { No, Yes };

Delivered deliveredBy(const StreamRelay& relay, Whole whole)
{
    return { relay.usage(), relay.outputTokens(), whole == Whole::Yes, relay.outputBytes(), relay.contentEvents(),
        relay.answerId() };
}

} // namespace

Attempt::Attempt(Services& services, AttemptPlan plan, http::ResponseWriter* client)
    : m_services(services)
    , m_plan(std::move(plan))
    , m_client(client)
    , m_startedAt(services.clock.steady())
{
    AttemptRecord& record = m_outcome.record;
    record.attemptNo = m_plan.attemptNo;
    record.attemptId = attemptIdOf(m_plan.requestId, m_plan.attemptNo);
    record.tier = m_plan.tier;
    record.provider = m_plan.deployment->provider->id;
    record.model = m_plan.deployment->model;
    record.purpose = m_plan.purpose;
    record.startedAt = services.clock.now();
    if (m_plan.deployment->price)
        record.priceSource = m_plan.deployment->price->source;
}

Attempt::~Attempt()
{
    if (m_gate)
        m_gate->forget(m_pass);
}

void Attempt::cancel()
{
    m_cancelled = true;
    if (m_pass.wake)
        m_pass.wake();
    if (m_call)
        m_call->cancel();
}

void Attempt::cut(Error why)
{
    m_cut = std::move(why);
    if (m_pass.wake)
        m_pass.wake();
    if (m_call)
        m_call->cancel();
}

Awaitable<std::unique_ptr<AttemptOutcome>> Attempt::run()
{
    // One co_await a statement: g++ 12 miscompiles short-circuits of them.
    const bool admitted = co_await admit();
    bool reserved = false;
    if (admitted)
        reserved = co_await reserve();
    bool answered = false;
    if (reserved)
        answered = co_await send();
    if (answered && m_plan.request.stream && m_outcome.isStream)
        co_await readStream();
    else if (answered)
        co_await readWhole();
    finishRecord();
    co_return std::move(m_result);
}

// --- reserve ---------------------------------------------------------------------------------------------------------

Awaitable<bool> Attempt::reserve()
{
    ReserveRequest wish = reservationFor(m_plan.request, *m_plan.deployment, m_plan.action, m_plan.config);
    wish.attemptId = m_outcome.record.attemptId;
    wish.requestId = m_plan.requestId;
    wish.attemptNo = m_plan.attemptNo;
    wish.feature = m_plan.feature;
    wish.session = m_plan.session;
    wish.tier = m_plan.tier;
    wish.keyId = m_plan.keyId;
    m_outcome.reservation.grantedOutput = wish.wantedOutput;
    if (!m_services.ledger)
        co_return true;
    const std::int64_t wanted = wish.wantedOutput;
    ReserveResult result = co_await reserveDurably(m_services, std::move(wish));
    if (!result) {
        m_outcome.kind = AttemptOutcome::Kind::Refused;
        m_outcome.refusal = std::move(result.error());
        m_outcome.record.outcome = m_outcome.refusal.code;
        co_return false;
    }
    m_reserved = true;
    m_outcome.reservation = std::move(*result);
    m_outcome.record.reservedNano = m_outcome.reservation.held.nano();
    if (m_outcome.reservation.clamped && m_outcome.reservation.grantedOutput < wanted) {
        if (const std::int64_t reach = extendableTo(wanted); reach > m_outcome.reservation.grantedOutput)
            m_extendTo = reach;
        if (askedOutput() < wanted)
            m_outcome.record.clampedTo = askedOutput();
    }
    if (m_cancelled || m_cut) {
        endBeforeCall();
        co_return false;
    }
    co_return true;
}

void Attempt::endBeforeCall()
{
    http::UpstreamFailure before;
    before.kind = http::UpstreamFailure::Kind::Cancelled;
    before.detail = "ended before the call";
    const Delivered nothing;
    failTransport(before, nothing);
}

// --- call ------------------------------------------------------------------------------------------------------------

void Attempt::prepareBody()
{
    const ChatRequest& request = m_plan.request;
    const CapabilityProfile& profile = m_plan.deployment->profile;
    BodyEdits edits;
    edits.model = m_plan.deployment->model;
    // What was reserved is what may be generated, so a priced call always carries its limit.
    const bool free = m_plan.deployment->price && m_plan.deployment->price->free;
    const std::int64_t granted = askedOutput();
    if (request.endpoint != Endpoint::Embeddings && (request.maxTokens ? *request.maxTokens != granted : !free))
        edits.maxTokens = granted;
    edits.maxTokensField = request.endpoint == Endpoint::Completions ? "max_tokens" : profile.maxTokensField;
    if (request.endpoint == Endpoint::ChatCompletions && !request.maxTokensField.empty()
        && request.maxTokensField != profile.maxTokensField)
        edits.rename.emplace_back(request.maxTokensField, profile.maxTokensField);
    edits.askUsage = request.stream && profile.streamUsage && request.endpoint != Endpoint::Embeddings;
    edits.dropStreamOptions = request.stream && !profile.streamUsage;
    edits.drop = profile.refuses;
    edits.drop.insert(edits.drop.end(), kFurtherModels.begin(), kFurtherModels.end());
    edits.rename.insert(edits.rename.end(), profile.renames.begin(), profile.renames.end());
    EditedBody edited = editBody(request, edits);
    m_body = std::move(edited.text);
    m_edits.insert(m_edits.end(), edited.changes.begin(), edited.changes.end());
}

http::UpstreamRequest Attempt::upstreamRequest()
{
    const Provider& provider = *m_plan.deployment->provider;
    http::UpstreamRequest call;
    call.origin.tls = provider.tls;
    call.origin.host = provider.host;
    call.origin.port =
        provider.dialect == Dialect::Sandbox && provider.port == 0 ? m_services.sandboxPort.load() : provider.port;
    call.origin.caFile = provider.caFile;
    call.origin.loopbackOnly = !provider.tls;
    call.target = provider.target(m_plan.request.endpoint, m_plan.deployment->model);
    if (m_plan.passFields)
        call.fields = *m_plan.passFields;
    call.fields.emplace_back("Content-Type", "application/json");
    for (const auto& field : provider.extraFields)
        call.fields.push_back(field);
    if (m_secret) {
        const bool header = provider.auth == AuthStyle::ApiKeyHeader;
        call.secretField = header ? "api-key" : "Authorization";
        call.secretPrefix = header ? "" : "Bearer ";
        call.secret = m_secret->text();
    }
    call.body = m_body;
    call.timeouts.connectMs = provider.timeouts.connectMs;
    call.timeouts.firstByteMs = provider.timeouts.firstByteMs;
    call.timeouts.idleMs = provider.timeouts.idleMs;
    call.timeouts.totalMs = provider.timeouts.totalMs;
    if (m_plan.deadline) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(*m_plan.deadline - m_services.clock.steady());
        call.timeouts.totalMs = std::clamp(static_cast<int>(left.count()), 1, call.timeouts.totalMs);
    }
    return call;
}

/// Of a pool, the one whose turn it is.
bool Attempt::takeKey()
{
    const Provider& provider = *m_plan.deployment->provider;
    if (provider.auth == AuthStyle::None || provider.simulated)
        return true;
    m_outcome.key = m_plan.key.empty() ? m_services.keyPools->pick(*m_plan.deployment) : m_plan.key;
    m_secret = m_services.secrets.find(m_outcome.key);
    if (provider.secretRefs.size() > 1 && m_secret)
        m_edits.push_back("key:" + m_outcome.key);
    if (m_secret)
        return true;
    Failure failure = failureOfTransport(Transport::Connect, false, 0, "no key");
    failure.code = "key_unavailable";
    failure.clientStatus = 503;
    failure.retry = false;
    failure.breaker = BreakerEffect::None;
    fail(std::move(failure));
    return false;
}

Awaitable<bool> Attempt::send()
{
    if (!takeKey())
        co_return false;
    prepareBody();
    m_call.emplace(m_services.upstream.call(upstreamRequest()));
    if (m_plan.request.stream)
        m_call->requireProgress();
    // After all that is ready now: requests that leave together wake the upstream once, not once each.
    co_await asio::post(m_services.io.get_executor(), asio::use_awaitable_t<http::Executor>());
    auto head = co_await m_call->start();
    if (!head) {
        const Delivered nothing;
        failTransport(head.error(), nothing);
        co_return false;
    }
    m_outcome.record.status = head->status;
    m_outcome.record.connectUs = head->connectUs;
    if (head->status < 200 || head->status > 299) {
        co_await readRefusal(head->status, head->fields);
        co_return false;
    }
    m_outcome.isStream = isEventStream(head->fields);
    co_return true;
}

Awaitable<void> Attempt::readRefusal(int status, const http::Fields& fields)
{
    std::string body;
    while (body.size() < kRefusalBytes) {
        auto piece = co_await m_call->readPiece();
        if (!piece || piece->end)
            break;
        body.append(piece->bytes);
    }
    std::optional<AnswerError> error;
    if (auto answer = readAnswer(m_plan.request.endpoint, body, UsageMeaning::InputIncludesCache);
        answer && answer->error)
        error = std::move(answer->error);
    if (error) {
        error->message = clean(std::move(error->message));
        error->code = clean(std::move(error->code));
    }
    const std::string* retryAfter = http::findField(fields, "retry-after");
    fail(failureOfStatus(status, error, retryAfter ? *retryAfter : std::string(), m_services.clock.now()));
}

// --- read ------------------------------------------------------------------------------------------------------------

Awaitable<void> Attempt::readWhole()
{
    std::string body;
    for (;;) {
        auto piece = co_await m_call->readPiece();
        if (!piece) {
            Delivered delivered; // named: g++ 12 and braced temporaries in coroutines do not agree
            delivered.outputTokens = outputOfUnread(body);
            failTransport(piece.error(), delivered);
            co_return;
        }
        if (piece->end)
            break;
        body.append(piece->bytes);
        if (body.size() > kWholeBytes) {
            m_call->cancel();
            fail(failureOfAnswer("upstream_bad_body", "answer over 32 MiB"));
            co_return;
        }
    }
    if (m_outcome.record.firstByteUs < 0)
        m_outcome.record.firstByteUs = microsSince(m_startedAt, m_services.clock.steady());
    takeWholeBody(std::move(body));
}

void Attempt::takeWholeBody(std::string body)
{
    const UsageMeaning meaning = m_plan.deployment->provider->usageMeaning();
    auto answer = readAnswer(m_plan.request.endpoint, body, meaning);
    if (!answer) {
        Failure failure = failureOfAnswer(answer.error().code, answer.error().text());
        if (body.empty())
            failure.code = "upstream_empty_answer";
        m_outcome.failure = failure;
        settle({ {}, outputOfUnread(body), false });
        fail(std::move(failure));
        return;
    }
    if (answer->error) {
        answer->error->message = clean(std::move(answer->error->message));
        fail(failureOfErrorBody(*answer->error));
        return;
    }
    m_outcome.record.responseModel = answer->model;
    m_outcome.record.finishReason = answer->finishReason;
    settle({ answer->usage, estimateTokens(answer->outputBytes), true, answer->outputBytes, 0, answer->id });
    m_outcome.answer = std::move(*answer);
    m_outcome.kind = AttemptOutcome::Kind::Answered;
    m_outcome.record.outcome = "ok";
    m_outcome.isStream = m_plan.request.stream && m_plan.request.endpoint != Endpoint::Embeddings;
    m_outcome.body = m_outcome.isStream ? answerAsStream(m_plan.request.endpoint, body, m_plan.request.includeUsage)
                                        : std::move(body);
}

Awaitable<void> Attempt::readStream()
{
    StreamRelay relay(relayOptions());
    std::string gathered;
    for (;;) {
        auto piece = co_await m_call->readPiece();
        if (piece && m_extendTo > 0)
            co_await extendFor(piece->bytes.size(), relay);
        StreamRelay::Step step;
        if (!piece) {
            if (piece.error().kind == http::UpstreamFailure::Kind::Truncated)
                step = relay.finish();
            if (step.verdict != StreamRelay::Verdict::Done) {
                const Delivered delivered = deliveredBy(relay, Whole::No);
                failTransport(piece.error(), delivered);
                if (m_streamStarted)
                    co_await endRelay(StreamRelay::Verdict::Error, relay);
                co_return;
            }
        } else {
            step = piece->end ? relay.finish() : relay.feed(piece->bytes);
        }
        if (step.progress) {
            m_call->noteProgress();
            if (m_outcome.record.firstByteUs < 0)
                m_outcome.record.firstByteUs = microsSince(m_startedAt, m_services.clock.steady());
        }
        if (m_plan.delivery == AttemptPlan::Delivery::Whole)
            gathered += step.bytes;
        else if (!step.bytes.empty()) {
            const bool taken = co_await forward(step, relay);
            if (!taken)
                co_return;
        }
        if (step.verdict == StreamRelay::Verdict::Continue)
            continue;
        if (m_plan.delivery == AttemptPlan::Delivery::Whole && step.verdict != StreamRelay::Verdict::Error
            && relay.started())
            takeGathered(relay, std::move(gathered));
        else
            co_await endRelay(step.verdict, relay);
        co_return;
    }
}

void Attempt::takeGathered(const StreamRelay& relay, std::string events)
{
    m_call.reset();
    m_outcome.answer = relay.gathered();
    m_outcome.record.responseModel = relay.model();
    m_outcome.record.finishReason = relay.finishReason();
    settle(deliveredBy(relay, Whole::Yes));
    m_outcome.kind = AttemptOutcome::Kind::Answered;
    m_outcome.record.outcome = "ok";
    m_outcome.body = std::move(events) + costComment() + "data: [DONE]\n\n";
}

Awaitable<bool> Attempt::forward(StreamRelay::Step& step, StreamRelay& relay)
{
    if (!m_streamStarted) {
        m_streamStarted = true;
        (void)co_await m_client->startStream(m_plan.streamHead(m_outcome.reservation));
    }
    m_outcome.responseBytes += static_cast<std::int64_t>(step.bytes.size());
    const bool taken = co_await m_client->sendPiece(step.bytes);
    if (taken)
        co_return true;
    m_call->cancel();
    m_cancelled = true;
    http::UpstreamFailure left;
    left.kind = http::UpstreamFailure::Kind::Cancelled;
    left.detail = "client left";
    left.sentWhole = true;
    left.status = m_outcome.record.status;
    const Delivered delivered = deliveredBy(relay, Whole::No);
    failTransport(left, delivered);
    co_return false;
}

Awaitable<void> Attempt::endRelay(StreamRelay::Verdict verdict, StreamRelay& relay)
{
    const bool wasEmpty = !relay.started();
    m_outcome.record.responseModel = relay.model();
    m_outcome.record.finishReason = relay.finishReason();
    const Delivered delivered = deliveredBy(relay, verdict == StreamRelay::Verdict::Done ? Whole::Yes : Whole::No);
    m_call.reset(); // closes the connection unless its body has ended
    if (verdict == StreamRelay::Verdict::Error || wasEmpty) {
        if (!m_closed) {
            Failure failure = relay.error().message.empty() && relay.error().type.empty()
                ? failureOfAnswer(relay.errorCode().empty() ? "upstream_empty_answer" : relay.errorCode(), "stream")
                : failureOfErrorBody(relay.error());
            failure.message = clean(std::move(failure.message));
            // Nothing was generated before an error that came first; afterwards what came is billed.
            if (!wasEmpty || failure.bill != AttemptState::Void)
                settle(delivered);
            fail(std::move(failure));
        }
        if (m_streamStarted) {
            m_outcome.kind = AttemptOutcome::Kind::Relayed;
            (void)co_await m_client->sendPiece(errorAnswer(m_outcome.failure).event());
            (void)co_await m_client->endStream();
        }
        co_return;
    }
    settle(delivered);
    m_outcome.kind = AttemptOutcome::Kind::Relayed;
    m_outcome.record.outcome = "ok";
    std::string end;
    if (verdict == StreamRelay::Verdict::Cut) {
        m_outcome.record.finishReason = "length";
        m_outcome.record.outcome = "cut_at_reservation";
        end = "data: "
              "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":"
              "\"length\"}]}\n\n";
    }
    end += costComment() + "data: [DONE]\n\n";
    m_outcome.responseBytes += static_cast<std::int64_t>(end.size());
    (void)co_await m_client->sendPiece(end);
    (void)co_await m_client->endStream();
}

// --- fail ------------------------------------------------------------------------------------------------------------

void Attempt::failTransport(const http::UpstreamFailure& failure, const Delivered& delivered)
{
    const bool cancelled = m_cancelled || failure.kind == http::UpstreamFailure::Kind::Cancelled;
    Failure typed = failureOfTransport(cancelled ? Transport::Cancelled : transportOf(failure.kind), failure.sentWhole,
        failure.status, clean(failure.detail));
    const bool cut = m_cut && !m_cancelled;
    m_cancelled = cancelled && !cut;
    if (cut) {
        const ErrorAnswer told = errorAnswer(*m_cut, m_services.clock.now());
        typed.code = told.code;
        typed.clientStatus = told.status;
        typed.fallback = typed.retry = false;
    }
    if (typed.bill == AttemptState::SettledEstimate)
        settle(delivered);
    fail(std::move(typed));
    if (m_cancelled)
        m_outcome.kind = AttemptOutcome::Kind::ClientGone;
}

void Attempt::fail(Failure failure)
{
    m_outcome.kind = AttemptOutcome::Kind::Failed;
    m_outcome.record.outcome = failure.code;
    m_outcome.record.retryAfter = failure.retryAfter;
    if (!m_closed) {
        Settlement settlement;
        settlement.state = failure.bill;
        if (failure.bill == AttemptState::SettledEstimate) {
            settle({});
        } else {
            if (m_cancelled)
                settlement.flags.emplace_back("client_gone");
            close(std::move(settlement));
        }
    }
    m_outcome.failure = std::move(failure);
}

void Attempt::finishRecord()
{
    m_call.reset();
    leaveGate();
    m_outcome.record.totalUs = microsSince(m_startedAt, m_services.clock.steady());
}

} // namespace signalbox
