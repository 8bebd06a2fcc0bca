// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/attempt.h"

#include "core/proxy/reserve_durably.h"

#include <algorithm>

// A hold that grows with its stream (in_flight "extend"): where a ceiling would have clamped the answer, the upstream
// is told what was wanted, and more is reserved whenever the bytes that have come near what is held. A token is at
// least a byte, so what is billed never outgrows what is held; where nothing more can be reserved the stream ends.
namespace signalbox {

using http::Awaitable;

namespace {

constexpr std::int64_t kExtendBy = 512;
constexpr std::chrono::milliseconds kAfterRefusal { 200 };

} // namespace

/// A ceiling that this attempt counts under asks for it, and its output can be counted as it comes: one answer, and no
/// model that thinks unseen.
bool Attempt::mayExtend() const
{
    const ChatRequest& request = m_plan.request;
    const Deployment& deployment = *m_plan.deployment;
    if (!request.stream || m_plan.delivery != AttemptPlan::Delivery::Relay || answersAsked(request) != 1
        || deployment.profile.maxTokensField != "max_tokens" || !deployment.price)
        return false;
    Booking booking;
    booking.tier = m_plan.tier;
    booking.provider = deployment.provider->id;
    booking.keyId = m_plan.keyId;
    booking.feature = m_plan.feature;
    booking.session = m_plan.session;
    booking.simulated = deployment.provider->simulated;
    return std::any_of(m_plan.config.ceilings.begin(), m_plan.config.ceilings.end(), [&](const Ceiling& ceiling) {
        return ceiling.inFlight == InFlight::Extend
            && std::any_of(kAllScopeKinds.begin(), kAllScopeKinds.end(), [&](ScopeKind kind) {
                   const std::string scope = scopeName(kind, booking);
                   return !scope.empty() && covers(ceiling.scope, scope);
               });
    });
}

std::int64_t Attempt::askedOutput() const
{
    return std::max(m_extendTo, m_outcome.reservation.grantedOutput);
}

StreamRelay::Options Attempt::relayOptions() const
{
    StreamRelay::Options options;
    options.endpoint = m_plan.request.endpoint;
    options.meaning = m_plan.deployment->provider->usageMeaning();
    options.showUsage = m_plan.request.includeUsage;
    const bool free = m_plan.deployment->price && m_plan.deployment->price->free;
    if (m_reserved && !free)
        options.maxOutputTokens = m_outcome.reservation.grantedOutput * answersAsked(m_plan.request);
    if (m_extendTo > 0)
        options.count = StreamRelay::Options::Count::Bytes;
    return options;
}

ReserveRequest Attempt::extension(std::int64_t output) const
{
    ReserveRequest more = reservationFor(m_plan.request, *m_plan.deployment, m_plan.action, m_plan.config);
    more.attemptId = m_outcome.record.attemptId + "+" + std::to_string(m_extensions.size() + 1);
    more.requestId = m_plan.requestId;
    more.attemptNo = m_plan.attemptNo;
    more.feature = m_plan.feature;
    more.session = m_plan.session;
    more.tier = m_plan.tier;
    more.keyId = m_plan.keyId;
    more.worst.fixedPico = 0; // the input is held already
    more.wantedOutput = output;
    more.floorOutput = 1;
    more.mayWait = std::chrono::milliseconds(0); // the stream would stand still meanwhile
    return more;
}

/// So many bytes are about to be read.
Awaitable<void> Attempt::extendFor(std::size_t bytes, StreamRelay& relay)
{
    std::int64_t& granted = m_outcome.reservation.grantedOutput;
    const std::int64_t needed = relay.outputBytes() + static_cast<std::int64_t>(bytes);
    if (needed <= granted || granted >= m_extendTo || m_services.clock.steady() < m_extendAgain)
        co_return;
    const std::int64_t wish = std::min(m_extendTo - granted, std::max(kExtendBy, needed - granted));
    ReserveResult more = co_await reserveDurably(m_services, extension(wish));
    if (!more) {
        m_extendAgain = m_services.clock.steady() + kAfterRefusal;
        co_return;
    }
    granted += more->grantedOutput;
    m_outcome.record.reservedNano += more->held.nano();
    m_extensions.push_back(std::move(*more));
    // The upstream itself stops at what was wanted: from there on its tokens are counted as for every other.
    using Count = StreamRelay::Options::Count;
    relay.setMaximum(granted, granted >= m_extendTo ? Count::Events : Count::Bytes);
}

Money Attempt::held() const
{
    Money held = m_outcome.reservation.held;
    for (const Reservation& extension : m_extensions)
        held += extension.held;
    return held;
}

/// Each reservation is settled by itself: the first with the bill as far as it reaches, those on top with the rest.
void Attempt::settleShares(Settlement settlement)
{
    Money rest = settlement.amount;
    std::vector<Settlement> shares;
    for (std::size_t i = 0; i < m_extensions.size(); ++i) {
        Settlement share;
        share.state = settlement.state;
        share.flags = { "extension" };
        shares.push_back(std::move(share));
    }
    if (!m_extensions.empty()) {
        settlement.amount = std::min(rest, m_outcome.reservation.held);
        rest -= settlement.amount;
    }
    m_services.ledger->settle(m_outcome.reservation.sequence, std::move(settlement));
    for (std::size_t i = 0; i < m_extensions.size(); ++i) {
        const bool last = i + 1 == m_extensions.size();
        shares[i].amount = last ? rest : std::min(rest, m_extensions[i].held);
        rest -= shares[i].amount;
        m_services.ledger->settle(m_extensions[i].sequence, std::move(shares[i]));
    }
}

} // namespace signalbox
