// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/attempt.h"

#include "core/api/chat.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

// How an attempt gets past the limits that the operator set for its deployment.
namespace signalbox {

namespace asio = http::asio;
using http::Awaitable;

namespace {

/// Of a request that names no limit: most answers are shorter, and the true number is booked when it is known.
constexpr std::int64_t kUnaskedOutput = 512;

using QueueTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, http::Executor>;

} // namespace

std::int64_t Attempt::expectedTokens() const
{
    const ChatRequest& request = m_plan.request;
    const std::int64_t input = estimateTokens(request.promptBytes);
    if (request.endpoint == Endpoint::Embeddings)
        return input;
    return input + std::min(request.maxTokens.value_or(kUnaskedOutput), m_plan.deployment->profile.maxOutput);
}

/// Nothing is reserved while it waits: a hold that only queues would keep others from what the ceiling still allows.
Awaitable<bool> Attempt::admit()
{
    const DeploymentLimits& limits = m_plan.deployment->limits;
    if (!limits.any() || !m_services.gates)
        co_return true;
    m_gate = &m_services.gates->of(*m_plan.deployment);
    m_pass.tokens = expectedTokens();
    const Steady now = m_services.clock.steady();
    Steady until = now + std::chrono::milliseconds(limits.waitMs);
    if (m_plan.deadline)
        until = std::min(until, *m_plan.deadline);
    if (m_gate->enter(m_pass, now, until) == Gate::Pass::State::Waiting) {
        co_await waitInQueue(until);
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(m_services.clock.steady() - now);
        m_edits.push_back("queued:" + std::to_string(waited.count()));
    }
    if (m_cancelled || m_cut) {
        endBeforeCall();
        co_return false;
    }
    if (m_pass.state == Gate::Pass::State::Inside)
        co_return true;
    failAdmission();
    co_return false;
}

Awaitable<void> Attempt::waitInQueue(Steady until)
{
    QueueTimer timer(m_services.io.get_executor());
    m_pass.wake = [&timer] { timer.cancel(); };
    Steady now = m_services.clock.steady();
    while (m_pass.state == Gate::Pass::State::Waiting && !m_cancelled && !m_cut && now < until) {
        // Who waits for a place inside is woken; who waits for the minute to pass wakes up by itself.
        const Steady chance = m_gate->nextChance(now);
        timer.expires_at(chance > now ? std::min(chance, until) : until);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable_t<http::Executor>()));
        now = m_services.clock.steady();
        m_gate->admit(now);
    }
    m_pass.wake = nullptr;
    m_gate->giveUp(m_pass, now);
}

void Attempt::failAdmission()
{
    const Steady now = m_services.clock.steady();
    const std::string_view what = m_gate->shortOf(m_pass.tokens, now);
    const Steady free = m_gate->freeAt(m_pass.tokens, now);
    m_edits.push_back("limit:" + std::string(what.empty() ? "queue" : what));
    Failure failure;
    failure.code = "deployment_limited";
    failure.clientStatus = 429;
    failure.breaker = BreakerEffect::None;
    failure.detail = what;
    failure.retryAfterTime = std::max(std::chrono::ceil<std::chrono::seconds>(free - now), std::chrono::seconds(1));
    fail(std::move(failure));
}

void Attempt::leaveGate()
{
    if (!m_gate)
        return;
    std::optional<std::int64_t> used;
    const Usage& usage = m_outcome.usage;
    if (usage.present && !usage.invalid)
        used = usage.totalIn() + usage.out;
    m_gate->leave(m_pass, m_services.clock.steady(), used);
}

} // namespace signalbox
