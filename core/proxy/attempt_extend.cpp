// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/attempt.h"

#include "core/proxy/reserve_durably.h"

#include <algorithm>
#include <limits>

// A hold that grows with its stream (in_flight "extend"): where a ceiling would have clamped the answer and holds of
// others may come back, the upstream is told more than is held, and more is reserved whenever the bytes that have come
// near it. A token is at least a byte, so what is billed never outgrows what is held; where nothing more can be
// reserved the stream ends. What a deployment's tokens usually are in bytes is no bound: one prompt for rare letters,
// and four bytes are four tokens.
namespace signalbox {

using http::Awaitable;

namespace {

constexpr std::int64_t kExtendBy = 512;
constexpr std::chrono::milliseconds kAfterRefusal { 200 };

/// In which of its scopes a ceiling counts this; "": in none.
std::string scopeUnder(const Ceiling& ceiling, const Booking& booking)
{
    for (const ScopeKind kind : kAllScopeKinds) {
        std::string scope = scopeName(kind, booking);
        if (!scope.empty() && covers(ceiling.scope, scope))
            return scope;
    }
    return {};
}

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
    const Booking mine = booking();
    return std::any_of(m_plan.config.ceilings.begin(), m_plan.config.ceilings.end(), [&](const Ceiling& ceiling) {
        return ceiling.inFlight == InFlight::Extend && !scopeUnder(ceiling, mine).empty();
    });
}

Booking Attempt::booking() const
{
    Booking booking;
    booking.tier = m_plan.tier;
    booking.provider = m_plan.deployment->provider->id;
    booking.keyId = m_plan.keyId;
    booking.feature = m_plan.feature;
    booking.session = m_plan.session;
    booking.simulated = m_plan.deployment->provider->simulated;
    return booking;
}

/// What the upstream may be told: no more than could be held if everything else in flight came back. An upstream that
/// is told what is held stops by itself at exactly that many tokens, and no byte has to be counted; so where nothing
/// can come back, the answer is as long as the ceiling pays for. Shares are good enough to choose by: what is held is
/// counted by the ledger, whatever is chosen here.
std::int64_t Attempt::extendableTo(std::int64_t wanted) const
{
    if (!mayExtend())
        return 0;
    const Reservation& first = m_outcome.reservation;
    const double perToken = static_cast<double>(extension(1).worst.picoPerOutput) / 1000;
    const Booking mine = booking();
    double left = std::numeric_limits<double>::max();
    for (const Ceiling& ceiling : m_plan.config.ceilings) {
        const std::string scope = scopeUnder(ceiling, mine);
        if (scope.empty())
            continue;
        const double unspent = 1 - m_services.ledger->shareUsed(ceiling, scope);
        left = std::min(left, unspent * static_cast<double>(ceiling.limit.nano()));
    }
    const double more = perToken > 0 ? (left - static_cast<double>(first.held.nano())) / perToken : 0;
    const auto most = static_cast<double>(wanted - first.grantedOutput);
    return first.grantedOutput + static_cast<std::int64_t>(std::clamp(more, 0.0, std::max(0.0, most)));
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
