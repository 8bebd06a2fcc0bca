// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/attempt.h"

#include <fmt/format.h>

#include <algorithm>

// How an attempt is booked and written down.
namespace signalbox {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : ",") + word;
    return out;
}

/// The provider's name for an answer, by which its export can be matched; "" where it is not what such names are made
/// of.
std::string answerIdOf(const Delivered& delivered, const SecretStore& secrets)
{
    constexpr std::size_t kLongestAnswerId = 128;
    const std::string& id = delivered.answerId;
    const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("-_.:/+=@").find(c) != std::string_view::npos;
    });
    return id.size() <= kLongestAnswerId && plain ? secrets.redacted(id) : std::string();
}

} // namespace

void Attempt::settle(const Delivered& delivered)
{
    if (m_closed)
        return;
    const Usage& usage = delivered.usage;
    TokenYields::View learned;
    if (m_services.yields && (!usage.present || usage.invalid || usage.partial))
        learned = m_services.yields->of(m_plan.deployment->id);
    Settlement settlement = settlementFor(
        m_plan.request, *m_plan.deployment, held(), m_outcome.reservation.grantedOutput, delivered, learned);
    settlement.answerId = answerIdOf(delivered, m_services.secrets);
    learn(delivered, settlement);
    if (m_cancelled)
        settlement.flags.emplace_back("client_gone");
    if (m_cut)
        settlement.flags.emplace_back("cut");
    if (!delivered.whole)
        settlement.flags.emplace_back("incomplete");
    close(std::move(settlement));
}

/// What the provider counted, for where it will not.
void Attempt::learn(const Delivered& delivered, const Settlement& settlement)
{
    const Usage& usage = settlement.usage;
    AttemptRecord& record = m_outcome.record;
    record.reportedNano = usage.reportedNano;
    record.outputBytes = delivered.outputBytes;
    // Images and sounds are tokens without text.
    record.promptBytes = m_plan.request.images == 0 && usage.audioIn == 0 ? m_plan.request.promptBytes : 0;
    if (m_services.yields && settlement.state == AttemptState::Settled && delivered.whole)
        m_services.yields->note(
            m_plan.deployment->id, { record.promptBytes, usage.totalIn(), record.outputBytes, usage.out });
}

void Attempt::close(Settlement settlement)
{
    m_closed = true;
    if (!m_extensions.empty())
        settlement.flags.emplace_back("extended");
    if (m_outcome.record.clampedTo >= 0)
        settlement.flags.emplace_back("clamped");
    AttemptRecord& record = m_outcome.record;
    record.state = m_reserved ? attemptStateName(settlement.state) : std::string_view();
    std::vector<std::string> flags = settlement.flags;
    flags.insert(flags.end(), m_edits.begin(), m_edits.end());
    record.flags = joined(flags);
    record.usageEstimated = settlement.state == AttemptState::SettledEstimate;
    const Usage& usage = settlement.usage;
    record.uncachedIn = usage.uncachedIn;
    record.cachedIn = usage.cachedIn;
    record.cacheWrite = usage.cacheWrite5m + usage.cacheWrite1h;
    record.out = usage.out;
    record.reasoningOut = usage.reasoningOut;
    record.rawUsage = usage.raw;
    record.costNano = settlement.state == AttemptState::Uncertain ? record.reservedNano : settlement.amount.nano();
    m_outcome.usage = usage;
    if (m_reserved)
        settleShares(std::move(settlement));
}

std::string Attempt::clean(std::string words) const
{
    return m_plan.config.redaction->applied(m_services.secrets.redacted(std::move(words)));
}

std::string Attempt::costComment() const
{
    return fmt::format(": x-signalbox-cost-usd={} tier={} model={}\n\n",
        Money::fromNano(m_outcome.record.costNano).dollars(), m_plan.tier, m_plan.deployment->model);
}

} // namespace signalbox
