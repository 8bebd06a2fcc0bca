// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/http/session.h"
#include "core/proxy/attempt.h"
#include "core/proxy/error_answer.h"
#include "core/proxy/services.h"
#include "core/record/record.h"
#include "core/route/router.h"

#include <memory>
#include <optional>

namespace signalbox {

/// One request from accept to record. Lives as long as its coroutine, on the data-plane thread.
class Exchange {
public:
    Exchange(Services& services, http::Request& request, http::ResponseWriter& client);
    ~Exchange();
    /// Sends exactly one answer and leaves exactly one record.
    http::Awaitable<void> run(Endpoint endpoint);
    /// Ends what is in flight for it, now and honestly. On the data-plane thread.
    void cut(const Error& why);
    /// Whom its running attempt is booked under.
    [[nodiscard]] Booking booking() const;
    [[nodiscard]] const std::string& keyId() const { return m_counted; }
    /// As the front door found who asks; nullptr before that.
    [[nodiscard]] const Client* admitted() const;
    [[nodiscard]] Money held() const { return m_running ? m_running->held() : Money(); }

private:
    // The steps of the story, in order.
    [[nodiscard]] bool identify();
    [[nodiscard]] bool featureInScope();
    void redactHints();
    [[nodiscard]] bool read(Endpoint endpoint);
    [[nodiscard]] bool gather();
    [[nodiscard]] bool choose();
    http::Awaitable<void> tryPlan();
    http::Awaitable<void> answer();
    void record();

    // One step of the plan: a tier's chain of deployments.
    enum class StepResult { Done, NextStep };
    http::Awaitable<StepResult> tryStep(std::size_t step);
    http::Awaitable<std::unique_ptr<AttemptOutcome>> tryDeployment(
        std::size_t step, const std::shared_ptr<const Deployment>& deployment, std::string purpose);
    [[nodiscard]] std::shared_ptr<const Deployment> pricedNow(
        const std::shared_ptr<const Deployment>& deployment) const;
    [[nodiscard]] AttemptPlan planFor(
        std::size_t step, const std::shared_ptr<const Deployment>& deployment, std::string purpose);
    [[nodiscard]] StepResult judge(std::size_t step, std::unique_ptr<AttemptOutcome> ended);
    void learn(const Deployment& deployment, const AttemptOutcome& outcome);
    enum class KeyVerdict { None, NextKey };
    [[nodiscard]] KeyVerdict learnKey(const Deployment& deployment, const AttemptOutcome& outcome);
    [[nodiscard]] bool mayTryNextKey(const Deployment& deployment, const AttemptOutcome& outcome) const;
    [[nodiscard]] std::size_t callsMade() const { return m_record.attempts.size() - m_unsent; }
    [[nodiscard]] bool mayRetry(const AttemptOutcome& outcome) const;
    http::Awaitable<void> waitBeforeRetry(const AttemptOutcome& outcome);
    [[nodiscard]] bool downgrade(const Error& refusal, std::size_t step);
    void downgradeEarly();
    [[nodiscard]] std::string obstacle(const Deployment& deployment);
    void addCircumstances();
    [[nodiscard]] std::int64_t budgetLeft(const std::string& scope) const; ///< percent
    [[nodiscard]] bool isLast(std::size_t step) const;                     ///< its answer is final, whatever it is
    [[nodiscard]] bool mayCallAgain() const; ///< within the rule's cap on attempts and its deadline

    [[nodiscard]] http::ResponseHead answerHead(int status, std::string_view contentType) const;
    void refuse(const Error& error);
    void account(const AttemptOutcome& outcome);
    void clientLeft();

    Services& m_services;
    std::shared_ptr<const Config> m_config;
    http::Request& m_http;
    http::ResponseWriter& m_client;
    Steady m_startedAt;
    ChatRequest m_request;
    http::Fields m_passFields;
    std::map<std::string, std::string, std::less<>> m_hints;
    std::string m_pinnedTier;
    std::vector<Named<std::string>> m_headers;
    Facts m_facts;
    Decision m_decision;
    std::optional<ErrorAnswer> m_error;
    std::unique_ptr<AttemptOutcome> m_served;
    std::optional<Failure> m_lastFailure;
    Attempt* m_running = nullptr;
    std::size_t m_place = 0; ///< in Services::running
    bool m_gone = false;
    std::size_t m_unsent = 0;                   ///< attempts that a limit kept from being sent
    std::string m_forbiddenKey;                 ///< a provider answered 403 to it, for this request
    KeyVerdict m_keyVerdict = KeyVerdict::None; ///< of the last attempt
    std::string m_counted; ///< key that Services::keyGate counts it under; the record goes away before the exchange
    std::optional<Error> m_cut;
    KeyTerms m_terms; ///< of the client's key
    RequestRecord m_record;
};

} // namespace signalbox
