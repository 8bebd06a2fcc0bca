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

// --- names that clients invent ---------------------------------------------------------------------------------------

namespace {

std::size_t placeOf(ScopeKind kind, std::string_view scope)
{
    return static_cast<std::size_t>(kind) + (scope.starts_with("sandbox") ? kScopeKinds : 0);
}

} // namespace

void Book::countName(const std::string& period, const std::string& scope)
{
    if (const auto kind = kindOf(scope))
        ++m_names[period][placeOf(*kind, scope)];
}

void Book::countNames()
{
    m_names.clear();
    for (const auto& [period, scopes] : m_periods) {
        for (const auto& entry : scopes)
            countName(period, entry.first);
    }
}

/// It has a sum in a period of now, or a ceiling to itself.
bool Book::isKnown(ScopeKind kind, const std::string& scope, const PeriodKeys& periods)
{
    for (const Window window : kAllWindows) {
        if (m_kept.has(kind, window) && !periods.of(window).empty()
            && periodOf(window, periods.of(window)).contains(scope))
            return true;
    }
    return std::any_of(
        m_ceilings->begin(), m_ceilings->end(), [&](const Ceiling& ceiling) { return ceiling.scope == scope; });
}

/// booking: under the name of those that share.
bool Book::isFull(ScopeKind kind, const Booking& booking, const PeriodKeys& periods)
{
    const std::string others = scopeName(kind, booking);
    for (const Window window : kAllWindows) {
        if (!m_kept.has(kind, window) || periods.of(window).empty())
            continue;
        const std::string& period = periods.of(window);
        const bool shared = periodOf(window, period).contains(others);
        const auto counts = m_names.find(period);
        if (shared || (counts != m_names.end() && counts->second[placeOf(kind, others)] >= mostNames(kind)))
            return true;
    }
    return false;
}

std::string_view Book::bookedName(ScopeKind kind, std::string_view name, Booking booking)
{
    if (name == kOthers)
        name = kSaidOthers;
    if (name.empty() || !m_kept.hasKind(kind))
        return name;
    std::string_view& subject = kind == ScopeKind::Feature ? booking.feature : booking.session;
    const PeriodKeys periods(booking.day, booking.hour);
    subject = name;
    if (isKnown(kind, scopeName(kind, booking), periods))
        return name;
    subject = kOthers;
    return isFull(kind, booking, periods) ? kOthers : name;
}

Booking Book::booked(Booking asked)
{
    if (!m_kept.hasKind(ScopeKind::Feature) && !m_kept.hasKind(ScopeKind::Session))
        return asked;
    m_laneKey.clear();
    appendLaneKey(m_laneKey, asked, m_kept);
    if (m_lanes.contains(m_laneKey)) // the usual case: all of it was seen before
        return asked;
    asked.feature = bookedName(ScopeKind::Feature, asked.feature, asked);
    asked.session = bookedName(ScopeKind::Session, asked.session, asked);
    return asked;
}

// --- which sums ------------------------------------------------------------------------------------------------------

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
    countNames();
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
    std::erase_if(m_names, [this](const auto& entry) { return !m_periods.contains(entry.first); });
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
