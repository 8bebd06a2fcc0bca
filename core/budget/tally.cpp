// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/tally.h"

namespace signalbox {

Tally::Tally(Start start, KeptSums kept)
    : m_start(start)
    , m_kept(kept)
{
}

std::size_t Tally::laneOf(const Entry& entry)
{
    const Booking booking = entry.booking();
    m_laneText.clear();
    appendLaneKey(m_laneText, booking, m_kept);
    if (const auto found = m_laneIndex.find(m_laneText); found != m_laneIndex.end())
        return found->second;
    Lane lane;
    forEachSum(booking, m_kept, [&](ScopeKind, Window, const std::string& period, const std::string& scope) {
        Sum& sum = m_sums[{ period, scope }];
        sum.day = period;
        sum.scope = scope;
        lane.push_back(&sum);
    });
    m_lanes.push_back(std::move(lane));
    m_laneIndex.emplace(m_laneText, m_lanes.size() - 1);
    return m_lanes.size() - 1;
}

std::string_view Tally::add(const Entry& entry)
{
    if (m_first == 0)
        m_first = entry.sequence;
    m_lastExcess = Money();
    m_lastScopes.clear();
    if (!entry.wellFormed)
        return "columns_unexpected";
    switch (entry.kind) {
    case EntryKind::Reserve:
        return reserve(entry);
    case EntryKind::Close:
        return close(entry);
    case EntryKind::Resolve:
        return resolve(entry);
    }
    return "kind_unknown";
}

std::string_view Tally::reserve(const Entry& entry)
{
    const std::size_t lane = laneOf(entry);
    for (Sum* sum : m_lanes[lane]) {
        sum->pending += entry.held;
        if (sum->first == 0)
            sum->first = entry.sequence;
        m_lastScopes.push_back(sum);
    }
    m_pending.emplace_hint(m_pending.end(), entry.sequence, Open { lane, entry.held, std::string(entry.attemptId) });
    return "";
}

std::string_view Tally::close(const Entry& entry)
{
    const auto found = m_pending.find(entry.ref);
    if (found == m_pending.end())
        return m_start == Start::Later && entry.ref < m_first ? "" : "close_unknown";
    const bool uncertain = entry.state == AttemptState::Uncertain;
    for (Balance* balance : m_lanes[found->second.lane]) {
        balance->pending -= found->second.held;
        (uncertain ? balance->uncertain : balance->settled) += entry.amount;
    }
    if (entry.amount > found->second.held)
        m_lastExcess = entry.amount - found->second.held;
    if (uncertain)
        m_uncertain.insert(m_pending.extract(found));
    else
        m_pending.erase(found);
    return entry.state == AttemptState::Pending ? "state_unknown" : "";
}

std::string_view Tally::resolve(const Entry& entry)
{
    const auto found = m_uncertain.find(entry.ref);
    if (found == m_uncertain.end())
        return m_start == Start::Later && entry.ref < m_first ? "" : "resolve_unknown";
    for (Balance* balance : m_lanes[found->second.lane]) {
        balance->uncertain -= found->second.held;
        balance->settled += entry.amount;
    }
    if (entry.amount > found->second.held)
        m_lastExcess = entry.amount - found->second.held;
    m_uncertain.erase(found);
    return "";
}

} // namespace signalbox
