// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_desk.h"
#include "core/budget/tally.h"

#include <algorithm>
#include <utility>

// Ceilings come and go, and with them the sums that are kept for them.
namespace signalbox {

Now Now::at(const DayRule& rule, WallUs instant)
{
    Now found;
    found.keys = periodsOf(rule, instant);
    found.from = instant;
    for (const Window window : kAllWindows)
        found.until[static_cast<std::size_t>(window)] = nextPeriod(rule, window, instant);
    return found;
}

Booking Ledger::Impl::bookingOf(const ReserveRequest& request) const
{
    return { periods.keys.of(Window::Day), periods.keys.of(Window::Hour), request.tier, request.provider, request.keyId,
        request.feature, request.session, request.simulated };
}

void Ledger::Impl::renewCeilings()
{
    if (!configured)
        return;
    newCeilings = raised(*configured, kept.raises, clock.now());
    ceilingsUnwritten = true;
}

void Ledger::Impl::applyCeilings()
{
    if (!newCeilings)
        return;
    if (const KeptSums wanted = sumsFor(*newCeilings); !(wanted == book.kept()))
        keepSums(wanted, wanted.without(book.kept()));
    // From here on nothing can fail: what was asked for is either done whole or still asked for.
    book.setCeilings(*std::exchange(newCeilings, std::nullopt), periods.keys);
    roomChanged = true;
    ceilingsFrom = now;
    raisesUntil = 0;
    for (const Raise& raise : kept.raises) {
        if (raise.endedAt || raise.until <= now)
            continue;
        const WallUs changes = raise.holds(now) ? raise.until : raise.madeAt - Raise::kCorrection;
        raisesUntil = raisesUntil == 0 ? changes : std::min(raisesUntil, changes);
    }
}

/// Those of `anew` are summed up from the entries of now's periods.
void Ledger::Impl::keepSums(KeptSums wanted, KeptSums anew)
{
    const StallWatch::Guarded guarded(stallWatch);
    const auto found = anew.isEmpty() ? std::vector<Book::Stored>() : sumsOfNow(anew);
    sumsChanged = true;
    book.keep(wanted, found, [this](std::int64_t sequence, const std::function<void(const Booking&)>& use) {
        store->read(sequence, [&use](const Entry& reserve) { use(reserve.booking()); });
    });
}

/// What the entries say of the periods of now: a ceiling that is new counts what was spent before it, too.
std::vector<Book::Stored> Ledger::Impl::sumsOfNow(KeptSums wanted)
{
    constexpr WallUs kLongestMonth = 32LL * 24 * 3600 * 1'000'000;
    const bool longer = wanted.hasWindow(Window::Week) || wanted.hasWindow(Window::Month);
    const std::int64_t first =
        store->firstSince(longer ? day.dayOf(now - kLongestMonth) : day.dayOf(now - kLongestMonth / 16));
    std::vector<Book::Stored> found;
    if (first == 0)
        return found;
    Tally tally(first == 1 ? Tally::Start::First : Tally::Start::Later, wanted);
    store->scan(first, [&tally](const Entry& entry) {
        (void)tally.add(entry); // what is wrong with it is for recovery and audit to say
        return true;
    });
    for (const auto& [key, sum] : tally.sums()) {
        if (periods.keys.of(windowOfPeriod(key.first)) == key.first)
            found.push_back({ sum, sum.first });
    }
    return found;
}

// --- how they stand, for any thread ----------------------------------------------------------------------------------

const Now& Ledger::Impl::nowLocked() const
{
    if (const WallUs instant = clock.now(); !publishedNow.holds(instant))
        publishedNow = Now::at(publishedDay, instant);
    return publishedNow;
}

Balance Ledger::Impl::balanceLocked(Window window, const std::string& scope) const
{
    const std::string& period = nowLocked().keys.of(window);
    const auto found = publishedBalances.find({ period, scope });
    if (found != publishedBalances.end())
        return found->second;
    // Where so many names came that the rest share a sum, that is what a new one has.
    if (const std::string shared = sharedScope(scope); !shared.empty()) {
        if (const auto others = publishedBalances.find({ period, shared }); others != publishedBalances.end())
            return others->second;
    }
    Balance none;
    none.scope = scope;
    none.day = period;
    return none;
}

std::vector<Ceiling> Ledger::Impl::inForceLocked() const
{
    return raised(publishedCeilings, publishedRaises, clock.now());
}

namespace {

std::optional<Raise> raiseOf(const Ceiling& ceiling, const std::vector<Raise>& raises, WallUs now)
{
    for (const Raise& raise : raises) {
        if (raise.ceiling == ceiling.id && raise.holds(now) && raise.limit == ceiling.limit)
            return raise;
    }
    return std::nullopt;
}

} // namespace

std::vector<Ledger::Standing> Ledger::standings() const
{
    std::vector<Standing> all;
    const std::lock_guard guard(m_impl->publishMutex);
    const Now& now = m_impl->nowLocked();
    const std::vector<Ceiling> ceilings = m_impl->inForceLocked();
    for (std::size_t i = 0; i < ceilings.size(); ++i) {
        const Ceiling& ceiling = ceilings[i];
        const Money configured = m_impl->publishedCeilings[i].limit;
        Standing standing { ceiling, {}, now.ends(ceiling.window), configured,
            raiseOf(ceiling, m_impl->publishedRaises, m_impl->clock.now()) };
        if (!isForEach(ceiling.scope)) {
            standing.balance = m_impl->balanceLocked(ceiling.window, ceiling.scope);
            all.push_back(std::move(standing));
            continue;
        }
        const std::string& period = now.keys.of(ceiling.window);
        const std::string prefix = ceiling.scope.substr(0, ceiling.scope.size() - 1);
        for (auto row = m_impl->publishedBalances.lower_bound({ period, prefix });
             row != m_impl->publishedBalances.end() && row->first.first == period
             && row->first.second.starts_with(prefix);
             ++row) {
            standing.balance = row->second;
            all.push_back(standing);
        }
    }
    return all;
}

std::int64_t Ledger::percentLeft(const std::string& scope) const
{
    std::int64_t least = 100;
    const std::lock_guard guard(m_impl->publishMutex);
    for (const Ceiling& ceiling : m_impl->inForceLocked()) {
        if (!covers(ceiling.scope, scope))
            continue;
        const std::int64_t limit = ceiling.limit.nano();
        const std::int64_t left = limit - m_impl->balanceLocked(ceiling.window, scope).used().nano();
        const auto percent = limit <= 0 ? 0 : static_cast<std::int64_t>(static_cast<__int128>(left) * 100 / limit);
        least = std::min(least, std::clamp<std::int64_t>(percent, 0, 100));
    }
    return least;
}

double Ledger::shareUsed(const Ceiling& configured, const std::string& scope) const
{
    const std::lock_guard guard(m_impl->publishMutex);
    const Money limit = raised({ configured }, m_impl->publishedRaises, m_impl->clock.now()).front().limit;
    if (limit <= Money())
        return 1;
    const Balance balance = m_impl->balanceLocked(configured.window, scope);
    // Without the holds: they are worst cases that mostly come back, and each would switch the tiers to and fro.
    const Money spent = balance.settled + balance.uncertain;
    return static_cast<double>(spent.nano()) / static_cast<double>(limit.nano());
}

} // namespace signalbox
