// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/book.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

// Which sums the book keeps: some always, others while a ceiling needs them.
namespace signalbox {

void appendLaneKey(std::string& key, const Booking& booking, KeptSums kept)
{
    const auto append = [&key](std::string_view part) {
        key += part;
        key += '\0';
    };
    append(booking.day);
    if (kept.hasWindow(Window::Hour))
        append(booking.hour);
    key += booking.simulated ? '\1' : '\2';
    append(booking.tier);
    append(booking.keyId);
    if (kept.hasKind(ScopeKind::Provider))
        append(booking.provider);
    if (kept.hasKind(ScopeKind::Feature))
        append(booking.feature);
    if (kept.hasKind(ScopeKind::Session))
        append(booking.session);
}

Lane Book::laneBefore(const Booking& booking)
{
    Lane lane;
    const auto add = [&](ScopeKind kind, Window window, const std::string& period, const std::string& scope) {
        const bool always = KeptSums::always().has(kind, window);
        const Scopes& scopes = periodOf(window, period);
        if (always || scopes.contains(scope))
            lane.scopes[lane.count++] = &scopeOf(window, period, scope);
    };
    forEachSum(booking, m_kept, add);
    return lane;
}

void Book::keep(KeptSums kept, const std::vector<Stored>& found, const BookingOf& bookingOf)
{
    m_kept = kept.with(KeptSums::always());
    m_lanes.clear();
    for (const Stored& stored : found) {
        ScopeSum& scope = scopeOf(windowOfPeriod(stored.balance.day), stored.balance.day, stored.balance.scope);
        scope.balance.settled = stored.balance.settled;
        scope.balance.pending = stored.balance.pending;
        scope.balance.uncertain = stored.balance.uncertain;
        scope.first = stored.first;
        if (!scope.unsaved)
            m_unsaved.push_back(&scope);
        if (!scope.unpublished)
            m_unpublished.push_back(&scope);
        scope.unsaved = scope.unpublished = true;
    }
    dropUnkept();
    for (auto& [sequence, hold] : m_holds)
        bookingOf(sequence, [this, &lane = hold.lane](const Booking& booking) { lane = laneBefore(booking); });
}

/// A sum that nobody keeps up any more must not be found again.
void Book::dropUnkept()
{
    const auto isKept = [this](
                            const ScopeSum& scope) { return m_kept.has(*kindOf(scope.balance.scope), scope.window); };
    clearWaiting();
    std::erase_if(m_unsaved, [&](const ScopeSum* scope) { return !isKept(*scope); });
    std::erase_if(m_unpublished, [&](const ScopeSum* scope) { return !isKept(*scope); });
    for (auto& [period, scopes] : m_periods)
        std::erase_if(scopes, [&](const auto& entry) { return !isKept(*entry.second); });
}

void Book::forgetPast(const PeriodKeys& now)
{
    std::unordered_set<const ScopeSum*> inUse(m_unsaved.begin(), m_unsaved.end());
    inUse.insert(m_unpublished.begin(), m_unpublished.end());
    for (const auto& [sequence, hold] : m_holds)
        inUse.insert(hold.lane.begin(), hold.lane.end());
    clearWaiting();
    m_lanes.clear();
    std::erase_if(m_periods, [&](const auto& entry) {
        const auto isNow = [&](Window window) { return now.of(window) == entry.first; };
        return std::none_of(kAllWindows.begin(), kAllWindows.end(), isNow)
            && std::none_of(entry.second.begin(), entry.second.end(),
                [&](const auto& scope) { return inUse.contains(scope.second.get()); });
    });
    // Where the clock went back, a period that was over is shown again.
    for (const Window window : kAllWindows) {
        const auto found = m_periods.find(now.of(window));
        if (found == m_periods.end())
            continue;
        for (auto& [name, scope] : found->second) {
            if (!std::exchange(scope->unpublished, true))
                m_unpublished.push_back(scope.get());
        }
    }
}

} // namespace signalbox
