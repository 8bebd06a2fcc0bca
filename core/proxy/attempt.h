// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/http/session.h"
#include "core/proxy/billing.h"
#include "core/proxy/failure.h"
#include "core/proxy/relay.h"
#include "core/proxy/services.h"
#include "core/record/record.h"
#include "core/route/rule_set.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalbox {

/// What to try: one deployment for one request.
struct AttemptPlan {
    const ChatRequest& request;
    const Config& config;
    const RouteAction& action;
    std::shared_ptr<const Deployment> deployment;
    std::string tier;
    std::string purpose; ///< "try", "retry", "fallback", "escalation", "test"
    std::string requestId;
    std::string keyId;
    int attemptNo = 1;
    std::optional<Steady> deadline {}; ///< of the whole request, where its rule sets one
    enum class Delivery {
        Relay /* stream on as it comes */,
        Whole /* take it whole first */
    } delivery = Delivery::Whole;
    const http::Fields* passFields = nullptr; ///< the client's fields on the allow-list; nullptr: none
    /// The head of the client's stream, asked for when the first content arrives.
    std::function<http::ResponseHead(const Reservation&)> streamHead = {};
    std::string feature = {}, session = {}; ///< whose ceilings count
    std::string key = {};                   ///< of the pool; "": the one whose turn it is
};

/// How it ended.
struct AttemptOutcome {
    enum class Kind {
        Answered, ///< a whole answer is in hand
        Relayed,  ///< it was streamed to the client, to its end or to an error event
        Failed,   ///< nothing reached the client
        Refused,  ///< not reserved: ceiling or ledger; nothing was sent
        ClientGone,
    };
    Kind kind = Kind::Failed;
    Failure failure;  ///< Failed; also a Relayed that broke (code not empty)
    Error refusal;    ///< Refused
    Answer answer;    ///< Answered
    std::string body; ///< Answered: what the client gets, JSON or (isStream) a whole event stream
    bool isStream = false;
    Usage usage; ///< what was settled
    Reservation reservation;
    AttemptRecord record;
    std::string key;                ///< the name of the provider's key it was sent with, or ""
    std::int64_t responseBytes = 0; ///< Relayed
};

/// One upstream call with its own reservation and its own settlement: pass the deployment's limits, reserve, call,
/// read, settle.
class Attempt {
public:
    Attempt(Services& services, AttemptPlan plan, http::ResponseWriter* client);
    ~Attempt();
    /// Once. Never null.
    http::Awaitable<std::unique_ptr<AttemptOutcome>> run();
    /// The client has left: the upstream is closed at once.
    void cancel();
    /// The operator or a ceiling ends it: the upstream is closed at once, the client is told why.
    void cut(Error why);
    [[nodiscard]] Money held() const; ///< with what was reserved on top; nothing while it is not reserved

private:
    http::Awaitable<bool> admit();
    http::Awaitable<void> waitInQueue(Steady until);
    http::Awaitable<bool> reserve();
    http::Awaitable<bool> send();
    http::Awaitable<void> readRefusal(int status, const http::Fields& fields);
    http::Awaitable<void> readWhole();
    http::Awaitable<void> readStream();
    [[nodiscard]] bool mayExtend() const;
    [[nodiscard]] Booking booking() const;
    [[nodiscard]] std::int64_t extendableTo(std::int64_t wanted) const; ///< tokens
    [[nodiscard]] std::int64_t askedOutput() const;                     ///< what the upstream is told
    [[nodiscard]] StreamRelay::Options relayOptions() const;
    http::Awaitable<void> extendFor(std::size_t bytes, StreamRelay& relay);
    [[nodiscard]] ReserveRequest extension(std::int64_t output) const;
    void settleShares(Settlement settlement);
    http::Awaitable<bool> forward(StreamRelay::Step& step, StreamRelay& relay);
    http::Awaitable<void> endRelay(StreamRelay::Verdict verdict, StreamRelay& relay);

    [[nodiscard]] std::int64_t expectedTokens() const;
    void failAdmission();
    void leaveGate();
    void endBeforeCall();
    [[nodiscard]] bool takeKey();
    void prepareBody();
    [[nodiscard]] http::UpstreamRequest upstreamRequest();
    void takeWholeBody(std::string body);
    void takeGathered(const StreamRelay& relay, std::string events);
    void fail(Failure failure);
    void failTransport(const http::UpstreamFailure& failure, const Delivered& delivered);
    void settle(const Delivered& delivered);
    void learn(const Delivered& delivered, const Settlement& settlement);
    void close(Settlement settlement);
    void finishRecord();
    /// Words of a provider, without secrets and without what the operator takes out.
    [[nodiscard]] std::string clean(std::string words) const;
    [[nodiscard]] std::string costComment() const;

    Services& m_services;
    AttemptPlan m_plan;
    http::ResponseWriter* m_client;
    std::shared_ptr<const Secret> m_secret;
    std::string m_body;
    std::vector<std::string> m_edits; ///< what was left out of the body or renamed, for the trace
    std::optional<http::UpstreamCall> m_call;
    /// Handed over whole at the end: it is large, and moving it member by member costs.
    std::unique_ptr<AttemptOutcome> m_result = std::make_unique<AttemptOutcome>();
    AttemptOutcome& m_outcome = *m_result;
    Steady m_startedAt;
    std::vector<Reservation> m_extensions; ///< what was reserved on top, in order
    std::int64_t m_extendTo = 0;           ///< tokens; 0: the hold is not extended
    Steady m_extendAgain {};               ///< not before, after a refusal
    bool m_reserved = false;
    bool m_closed = false;
    bool m_cancelled = false;
    std::optional<Error> m_cut;
    bool m_streamStarted = false;
    Gate* m_gate = nullptr; ///< of a deployment with limits
    Gate::Pass m_pass;
};

} // namespace signalbox
