// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/book.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox {

namespace {

/// No scope may come near the end of the integers, whatever is asked for: sums stay exact, and a price typo can't
/// turn "unlimited" into a wrapped number. Two billion dollars a day.
constexpr Money kLargestSum = Money::fromNano(std::numeric_limits<std::int64_t>::max() / 4);

std::int64_t ppmOf(double share)
{
    return std::llround(std::clamp(share, 0.0, 1000.0) * 1'000'000);
}

/// Display and alerts only: the one place where a share meets an amount.
Money thresholdOf(const Ceiling& ceiling, double share)
{
    const auto nano = static_cast<__int128>(ceiling.limit.nano()) * ppmOf(share) / 1'000'000;
    // A ceiling of nothing is reached by the first nano-dollar, not by the lack of one.
    return Money::fromNano(static_cast<std::int64_t>(std::clamp<__int128>(nano, 1, Money::max().nano())));
}

constexpr double kWhole = 0.999'999;

/// Where in-flight streams are cut, the limit itself is a threshold too.
std::vector<double> thresholdsOf(const Ceiling& ceiling)
{
    std::vector<double> shares = ceiling.alertAt;
    const auto whole = [](double share) { return share >= kWhole && share <= 1; };
    if (ceiling.inFlight == InFlight::Cut && std::none_of(shares.begin(), shares.end(), whole))
        shares.push_back(1);
    return shares;
}

AlertMark markOf(const ScopeSum& scope, const Ceiling& ceiling, double share)
{
    const std::string id = isForEach(ceiling.scope) ? ceiling.id + ' ' + scope.balance.scope : ceiling.id;
    return { scope.balance.day, id, ppmOf(share) };
}

} // namespace

Book::Book(LoadPeriod loadPeriod)
    : m_loadPeriod(std::move(loadPeriod))
    , m_ceilings(std::make_shared<std::vector<Ceiling>>())
{
}

void Book::setCeilings(std::vector<Ceiling> ceilings, const PeriodKeys& now)
{
    m_ceilings = std::make_shared<const std::vector<Ceiling>>(std::move(ceilings));
    m_lanes.clear();
    for (auto& [period, scopes] : m_periods) {
        for (auto& [name, scope] : scopes)
            applyCeilings(*scope);
    }
    for (const Ceiling& ceiling : *m_ceilings) {
        if (!isForEach(ceiling.scope) && kindOf(ceiling.scope))
            (void)scopeOf(ceiling.window, now.of(ceiling.window), ceiling.scope);
    }
    for (const Window window : kAllWindows) {
        const auto found = m_periods.find(now.of(window));
        if (found == m_periods.end())
            continue;
        for (auto& [name, scope] : found->second) {
            if (scope->firm() < scope->alertFrom)
                continue;
            touch(*scope);
            raiseAlerts(*scope);
        }
    }
}

void Book::applyCeilings(ScopeSum& scope)
{
    scope.ceilings.clear();
    for (const Ceiling& ceiling : *m_ceilings) {
        if (ceiling.window == scope.window && covers(ceiling.scope, scope.balance.scope))
            scope.ceilings.push_back(&ceiling);
    }
    armAlert(scope);
}

Book::Scopes& Book::periodOf(Window window, const std::string& period)
{
    const auto found = m_periods.find(period);
    if (found != m_periods.end())
        return found->second;
    Scopes scopes;
    for (Stored& stored : m_loadPeriod(period)) {
        auto loaded = std::make_unique<ScopeSum>();
        loaded->first = stored.first;
        loaded->balance = std::move(stored.balance);
        loaded->window = window;
        applyCeilings(*loaded);
        loaded->unpublished = true;
        m_unpublished.push_back(loaded.get());
        std::string name = loaded->balance.scope;
        countName(period, name);
        scopes.emplace(std::move(name), std::move(loaded));
    }
    return m_periods.emplace(period, std::move(scopes)).first->second;
}

ScopeSum& Book::scopeOf(Window window, const std::string& period, const std::string& scope)
{
    std::unique_ptr<ScopeSum>& entry = periodOf(window, period)[scope];
    if (!entry) {
        entry = std::make_unique<ScopeSum>();
        entry->window = window;
        entry->balance.scope = scope;
        entry->balance.day = period;
        applyCeilings(*entry);
        countName(period, scope);
    }
    return *entry;
}

const Lane& Book::lane(const Booking& booking)
{
    m_laneKey.clear();
    appendLaneKey(m_laneKey, booking, m_kept);
    if (const auto found = m_lanes.find(m_laneKey); found != m_lanes.end())
        return found->second;

    constexpr std::size_t kEnoughLanes = 4096;
    if (m_lanes.size() >= kEnoughLanes)
        m_lanes.clear();
    Lane lane;
    forEachSum(booking, m_kept, [&](ScopeKind, Window window, const std::string& period, const std::string& scope) {
        lane.scopes[lane.count++] = &scopeOf(window, period, scope);
    });
    return m_lanes.emplace(m_laneKey, lane).first->second;
}

namespace {

/// The least of what every ceiling of a lane leaves.
struct Room {
    Money now = Money::max();    ///< beside all holds
    Money quiet = Money::max();  ///< once every hold were settled at nothing
    Money behind = Money::max(); ///< quiet, after those who wait already; nothing where one of them is urgent
    ScopeSum* scope = nullptr;
    const Ceiling* ceiling = nullptr;

    void narrow(ScopeSum& by, Money limit, const Ceiling* from)
    {
        const Money beside = limit - by.balance.used();
        if (beside < now || scope == nullptr) {
            now = beside;
            scope = &by;
            ceiling = from;
        }
        quiet = std::min(quiet, limit - by.firm());
        if (!by.waiting.isZero())
            behind = by.urgent ? Money() : std::min(behind, limit - by.firm() - by.waiting);
    }
};

Room roomOf(const Lane& lane)
{
    Room room;
    for (ScopeSum* scope : lane) {
        for (const Ceiling* ceiling : scope->ceilings)
            room.narrow(*scope, ceiling->limit, ceiling);
        if (scope->balance.used() > kLargestSum)
            room.narrow(*scope, kLargestSum, nullptr);
    }
    return room;
}

} // namespace

Judgement Book::judge(const Lane& lane, const ReserveRequest& request, Patience patience) const
{
    using Verdict = Judgement::Verdict;
    const std::int64_t wanted = std::max<std::int64_t>(request.wantedOutput, 0);
    const std::int64_t floor = std::clamp<std::int64_t>(request.floorOutput, std::min<std::int64_t>(wanted, 1), wanted);
    const Money full = request.worst.at(wanted);
    Room room = roomOf(lane);
    Judgement judgement { Verdict::Grant, wanted, full, room.scope, room.ceiling };
    if (full.isZero())
        return judgement;
    // A single hold has the same bound as a sum, so that even unlimited scopes can't be filled by one wish.
    if (full > kLargestSum)
        room.now = std::min(room.now, kLargestSum);
    const bool patient = patience == Patience::MayWait;
    const Money takeable = patient ? std::min(room.now, room.behind) : room.now;
    if (full <= takeable)
        return judgement;
    if (patient && full <= room.quiet && full <= kLargestSum) {
        judgement.verdict = Verdict::Wait;
        return judgement;
    }
    const std::int64_t affordable = std::min(request.worst.affordable(takeable), wanted);
    if (affordable >= floor) {
        judgement.output = affordable;
        judgement.held = request.worst.at(affordable);
        return judgement;
    }
    const Money least = request.worst.at(floor);
    if (patient && least <= room.quiet && least <= kLargestSum) {
        judgement.verdict = Verdict::Wait;
        judgement.held = least;
        return judgement;
    }
    judgement.verdict = Verdict::Refuse;
    judgement.held = least;
    return judgement;
}

Money Book::left(const Lane& lane) const
{
    Money left = Money::max();
    for (const ScopeSum* scope : lane) {
        for (const Ceiling* ceiling : scope->ceilings)
            left = std::min(left, ceiling->limit - scope->balance.used());
    }
    return left;
}

void Book::begin()
{
    ++m_group;
    m_before.clear();
    m_opened.clear();
    m_closed.clear();
    m_alerts.clear();
}

void Book::undo()
{
    for (auto before = m_before.rbegin(); before != m_before.rend(); ++before) {
        before->scope->balance = std::move(before->balance);
        before->scope->first = before->first;
        before->scope->alertFrom = before->alertFrom;
    }
    // Closed ones first: an attempt that was opened and closed in this very group must be gone afterwards.
    for (auto& [sequence, hold] : m_closed) {
        m_holds.insert_or_assign(sequence, std::move(hold));
        m_low = std::min(m_low, sequence);
    }
    for (const std::int64_t sequence : m_opened)
        m_holds.erase(sequence);
    for (const auto& [mark, alert] : m_alerts)
        m_marks.erase(mark);
    begin();
}

void Book::touch(ScopeSum& scope)
{
    if (scope.touchedIn != m_group) {
        scope.touchedIn = m_group;
        m_before.push_back({ &scope, scope.balance, scope.first, scope.alertFrom });
    }
    if (!scope.unsaved) {
        scope.unsaved = true;
        m_unsaved.push_back(&scope);
    }
    if (!scope.unpublished) {
        scope.unpublished = true;
        m_unpublished.push_back(&scope);
    }
}

void Book::hold(std::int64_t sequence, const Lane& lane, Money held, std::string attemptId)
{
    for (ScopeSum* scope : lane) {
        touch(*scope);
        if (scope->first == 0)
            scope->first = sequence;
        scope->balance.pending += held;
    }
    m_holds.emplace(sequence, Hold { lane, held, std::move(attemptId) });
    // After a group that was taken back, sequences start again below the mark.
    m_low = m_low == 0 ? sequence : std::min(m_low, sequence);
    m_opened.push_back(sequence);
}

const Hold* Book::pending(std::int64_t sequence) const
{
    const auto found = m_holds.find(sequence);
    return found == m_holds.end() ? nullptr : &found->second;
}

const Hold* Book::close(std::int64_t sequence, AttemptState state, Money amount)
{
    const auto found = m_holds.find(sequence);
    if (found == m_holds.end())
        return nullptr;
    const Hold& hold = m_closed.emplace_back(sequence, std::move(found->second)).second;
    m_holds.erase(found);
    for (ScopeSum* scope : hold.lane) {
        touch(*scope);
        scope->balance.pending -= hold.held;
        if (state == AttemptState::Uncertain)
            scope->balance.uncertain += amount;
        else
            scope->balance.settled += amount;
        if (scope->firm() >= scope->alertFrom)
            raiseAlerts(*scope);
    }
    return &hold;
}

void Book::resolve(const Lane& lane, Money held, Money amount)
{
    for (ScopeSum* scope : lane) {
        touch(*scope);
        scope->balance.uncertain -= held;
        scope->balance.settled += amount;
        if (scope->firm() >= scope->alertFrom)
            raiseAlerts(*scope);
    }
}

void Book::countRefusal(const Judgement& judgement)
{
    if (judgement.scope == nullptr)
        return;
    touch(*judgement.scope);
    ++judgement.scope->balance.refused;
    if (judgement.ceiling == nullptr)
        return;
    for (const double share : thresholdsOf(*judgement.ceiling)) {
        if (share >= kWhole)
            raise(*judgement.scope, *judgement.ceiling, share);
    }
    armAlert(*judgement.scope);
}

void Book::countClamp(const Judgement& judgement)
{
    if (judgement.scope == nullptr)
        return;
    touch(*judgement.scope);
    ++judgement.scope->balance.clamped;
}

void Book::armAlert(ScopeSum& scope)
{
    scope.alertFrom = Money::max();
    for (const Ceiling* ceiling : scope.ceilings) {
        for (const double share : thresholdsOf(*ceiling)) {
            if (!m_marks.contains(markOf(scope, *ceiling, share)))
                scope.alertFrom = std::min(scope.alertFrom, thresholdOf(*ceiling, share));
        }
    }
}

void Book::raiseAlerts(ScopeSum& scope)
{
    for (const Ceiling* ceiling : scope.ceilings) {
        for (const double share : thresholdsOf(*ceiling)) {
            if (scope.firm() >= thresholdOf(*ceiling, share))
                raise(scope, *ceiling, share);
        }
    }
    armAlert(scope);
}

void Book::raise(ScopeSum& scope, const Ceiling& ceiling, double share)
{
    AlertMark mark = markOf(scope, ceiling, share);
    if (m_marks.insert(mark).second)
        m_alerts.emplace_back(std::move(mark), Ledger::Alert { ceiling, share, scope.balance });
}

void Book::clearWaiting()
{
    for (ScopeSum* scope : m_waitedFor) {
        scope->waiting = Money();
        scope->urgent = false;
    }
    m_waitedFor.clear();
}

void Book::addWaiting(const Lane& lane, Money need, bool urgent)
{
    for (ScopeSum* scope : lane) {
        scope->waiting += need;
        scope->urgent = scope->urgent || urgent;
        m_waitedFor.push_back(scope);
    }
}

std::vector<std::int64_t> Book::pendingSequences() const
{
    std::vector<std::int64_t> sequences;
    sequences.reserve(m_holds.size());
    for (const auto& [sequence, hold] : m_holds)
        sequences.push_back(sequence);
    std::sort(sequences.begin(), sequences.end());
    return sequences;
}

std::int64_t Book::lowWater(std::int64_t next)
{
    if (m_holds.empty() || m_low == 0)
        m_low = next;
    while (m_low < next && !m_holds.contains(m_low))
        ++m_low;
    return m_low;
}

void Book::saved()
{
    for (ScopeSum* scope : m_unsaved)
        scope->unsaved = false;
    m_unsaved.clear();
}

void Book::published()
{
    for (ScopeSum* scope : m_unpublished)
        scope->unpublished = false;
    m_unpublished.clear();
}

void Book::clear()
{
    begin();
    m_lanes.clear();
    m_periods.clear();
    m_names.clear();
    m_holds.clear();
    m_unsaved.clear();
    m_unpublished.clear();
    m_waitedFor.clear();
    m_marks.clear();
    m_low = 0;
}

void Book::restoreHold(std::int64_t sequence, const Lane& lane, Money held, std::string attemptId)
{
    if (m_low == 0)
        m_low = sequence;
    m_holds.emplace(sequence, Hold { lane, held, std::move(attemptId) });
}

} // namespace signalbox
