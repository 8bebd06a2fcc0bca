// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_desk.h"

#include "core/budget/head_anchor.h"
#include "core/budget/recovery.h"

#include <algorithm>
#include <iterator>
#include <thread>

namespace signalbox {

namespace {

using namespace std::chrono_literals;

constexpr auto kAnchorEvery = 5s;
constexpr auto kAnchorAtLatest = 10s; ///< also under load
constexpr auto kFlushEvery = 1s;      ///< counters of refusals that came with no entry
constexpr auto kRetryBusy = 2ms;      ///< beside the 50 ms that the database itself waits
constexpr auto kRetryFirst = 50ms;
constexpr auto kRetryLast = 400ms;
constexpr auto kFinishWithin = 1s;
constexpr std::int64_t kLowWaterLag = 1024;
constexpr int kFramesWhenIdle = 64;
constexpr int kFramesWhenBusy = 256;

/// Entries of a group that make a crowd, and how many of them wait for no more.
constexpr std::size_t kCrowd = 8;
constexpr std::size_t kCrowdAtOnce = 64;
constexpr std::chrono::microseconds kGather { 400 };

template <class Queue, class Op> void prepend(Queue& queue, std::vector<Op>& ops)
{
    queue.insert(queue.begin(), std::make_move_iterator(ops.begin()), std::make_move_iterator(ops.end()));
    ops.clear();
}

template <class Op> void moveTo(std::vector<Op>& from, std::deque<Op>& to)
{
    std::move(from.begin(), from.end(), std::back_inserter(to));
    from.clear();
}

bool isSameLimits(const std::vector<Ceiling>& a, const std::vector<Ceiling>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Ceiling& x, const Ceiling& y) {
        return x.id == y.id && x.scope == y.scope && x.window == y.window && x.limit == y.limit;
    });
}

} // namespace

void Group::clear()
{
    reserves.clear();
    settles.clear();
    resolves.clear();
    keys.clear();
}

bool Ledger::Impl::drain()
{
    gather();
    takeInbox();
    steadyNow = clock.steady();
    const bool blocked = blockedUntil && steadyNow < *blockedUntil;
    if (blocked || (!store && !tryReopen())) {
        expireOverdue();
        return false;
    }
    try {
        runGroup();
        answer();
        idle();
    } catch (const StorageError& error) {
        failGroup(error);
        expireOverdue();
        return false;
    }
    return !nothingQueued();
}

bool Ledger::Impl::nothingQueued() const
{
    return arrived.empty() && settles.empty() && resolves.empty() && keyOps.empty();
}

/// Where many ask at once a commit that waits for half a millisecond serves several times as many; the disk's own work
/// takes about as long. One client alone never waits.
void Ledger::Impl::gather()
{
    std::size_t asked = 0;
    {
        const std::lock_guard guard(inboxMutex);
        asked = inbox.reserves.size() + inbox.settles.size();
    }
    if (lastGroup >= kCrowd && asked > 0 && asked < kCrowdAtOnce && !finishing)
        std::this_thread::sleep_for(kGather);
    if (asked == 0)
        lastGroup = 0;
}

void Ledger::Impl::takeInbox()
{
    const std::lock_guard guard(inboxMutex);
    moveTo(inbox.reserves, arrived);
    moveTo(inbox.settles, settles);
    moveTo(inbox.resolves, resolves);
    std::move(inbox.keys.begin(), inbox.keys.end(), std::back_inserter(keyOps));
    inbox.keys.clear();
    if (inbox.day) {
        day = *std::move(inbox.day);
        inbox.day.reset();
        periods.until = {};
    }
    if (inbox.ceilings) {
        configured = std::exchange(inbox.ceilings, std::nullopt);
        renewCeilings();
    }
}

void Ledger::Impl::runGroup()
{
    book.begin();
    group.clear();
    headBefore = head;
    keptBefore = kept;
    refreshDay();
    beginGroup();
    applyCeilings();
    closeAttempts();
    resolveAttempts();
    changeKeys();
    applyCeilings(); // a raise counts for those who wait
    admitWaiting();
    roomChanged = false;
    admitArrived();
    save();
    if (store->inGroup())
        commit();
    lastGroup = group.reserves.size() + group.settles.size();
}

/// The lock comes before the decisions: where another program has it, nothing is decided and nothing to be undone.
void Ledger::Impl::beginGroup()
{
    const bool lineMoves = !waiting.empty() && (roomChanged || someoneWaitedEnough());
    // Where the clock was set back, other raises may hold.
    if ((raisesUntil != 0 && now >= raisesUntil) || (!kept.raises.empty() && now < ceilingsFrom))
        renewCeilings();
    if (nothingQueued() && !ceilingsUnwritten && !lineMoves && failures == 0)
        return;
    const StallWatch::Guarded guarded(stallWatch);
    store->begin();
}

void Ledger::Impl::save()
{
    if (ceilingsUnwritten && !isSameLimits(book.ceilings(), storedCeilings)) {
        store->writeCeilings(headBefore.sequence, book.ceilings());
        store->dropSums(sumsFor(storedCeilings).without(book.kept()));
    }
    for (const auto& [mark, alert] : book.alerts())
        store->addMark(mark);
    const bool flush = !book.unsaved().empty() && (finishing || steadyNow - flushedAt >= kFlushEvery);
    // After a failure an empty group is written all the same: that is how the way back to health is found.
    if (!store->hasWritten() && !flush && failures == 0)
        return;
    for (const ScopeSum* scope : book.unsaved())
        store->write(*scope);
    // A mark that lags costs the next start a few more rows to read; one on each group would cost each a page.
    const std::int64_t lowWater = book.lowWater(head.sequence + 1);
    if (flush || failures > 0 || lowWater - lowWritten >= kLowWaterLag) {
        store->writeLowWater(lowWater);
        lowWritten = lowWater;
    }
}

void Ledger::Impl::commit()
{
    const bool written = store->hasWritten();
    {
        const StallWatch::Guarded guarded(stallWatch);
        store->commit();
    }
    if (written) {
        book.saved();
        flushedAt = steadyNow;
    }
    if (ceilingsUnwritten)
        storedCeilings = book.ceilings();
    ceilingsUnwritten = false;
    failures = 0;
    blockedUntil.reset();
    healthy.store(true);
}

void Ledger::Impl::answer()
{
    publish();
    // From here on nothing can be taken back; callbacks may already ask for more.
    const auto alerts = book.alerts();
    book.begin();
    headBefore = head;
    keptBefore = kept;
    answerReserves(std::exchange(group.reserves, {}));
    for (SettleOp& op : group.settles) {
        if (op.done)
            op.done(op.accepted);
    }
    for (ResolveOp& op : group.resolves) {
        if (op.done)
            op.done(std::move(op.outcome));
    }
    for (KeyOp& op : group.keys) {
        if (op.done)
            op.done(std::move(op.outcome));
    }
    group.clear();
    if (alerts.empty())
        return;
    std::shared_ptr<const std::function<void(const Alert&)>> callback;
    {
        const std::lock_guard guard(publishMutex);
        callback = alertCallback;
    }
    for (const auto& [mark, alert] : alerts) {
        if (callback && *callback)
            (*callback)(alert);
    }
}

void Ledger::Impl::answerReserves(std::vector<ReserveOp> reserves)
{
    const Steady after = clock.steady();
    for (ReserveOp& op : reserves) {
        const bool late = !op.done || after > op.durableBy;
        if (op.outcome && late) {
            voidLate(op.outcome->sequence);
            op.outcome = fail("ledger_unavailable", { { "reason", "late" } });
        }
        if (op.done)
            op.done(std::move(op.outcome));
    }
}

void Ledger::Impl::publish()
{
    const std::lock_guard guard(publishMutex);
    for (const ScopeSum* scope : book.unpublished())
        publishedBalances.insert_or_assign({ scope->balance.day, scope->balance.scope }, scope->balance);
    book.published();
    if (std::exchange(sumsChanged, false)) {
        std::erase_if(publishedBalances, [this](const auto& entry) {
            const auto& [period, scope] = entry.first;
            const Window window = windowOfPeriod(period);
            return periods.keys.of(window) != period || !book.kept().has(*kindOf(scope), window);
        });
    }
    if (!group.keys.empty())
        publishKept();
}

void Ledger::Impl::failGroup(const StorageError& error)
{
    const bool busy = error.code == "storage_busy";
    book.undo();
    head = headBefore;
    kept = keptBefore;
    renewCeilings();
    if (store)
        store->rollback();
    // A full disk and a lock are over when they are over. After anything else nobody knows what the connection
    // believes, so it is opened again and its last entry compared with ours.
    if (!busy && error.code != "storage_full")
        store.reset();
    reportTrouble(error.error());
    ++failures;
    const auto pause = busy ? kRetryBusy : std::min<std::chrono::milliseconds>(kRetryFirst * failures, kRetryLast);
    blockedUntil = clock.steady() + pause;
    roomChanged = true;

    prepend(settles, group.settles);
    prepend(resolves, group.resolves);
    std::vector<ReserveOp> reserves = std::exchange(group.reserves, {});
    std::vector<KeyOp> failedKeys = std::exchange(group.keys, {});
    if (busy)
        prepend(arrived, reserves);
    for (ReserveOp& op : reserves) {
        if (op.done)
            op.done(fail("ledger_unavailable", { { "reason", error.code } }));
    }
    for (KeyOp& op : failedKeys) {
        if (op.done)
            op.done(tl::unexpected(error.error()));
    }
}

void Ledger::Impl::reportTrouble(Error error)
{
    healthy.store(false);
    const std::lock_guard guard(publishMutex);
    lastProblem = std::move(error);
}

void Ledger::Impl::takeOverdue(
    std::deque<ReserveOp>& from, std::vector<ReserveOp>& into, std::chrono::milliseconds more) const
{
    const Steady at = clock.steady();
    const auto waits = std::stable_partition(from.begin(), from.end(), [&](const ReserveOp& op) {
        return std::max(op.durableBy, more.count() > 0 ? op.waitUntil + more : op.durableBy) > at;
    });
    std::move(waits, from.end(), std::back_inserter(into));
    from.erase(waits, from.end());
}

/// Also called by the stall watch, in the writer's place.
std::vector<ReserveOp> Ledger::Impl::takeOverdue()
{
    std::vector<ReserveOp> overdue;
    {
        const std::lock_guard guard(inboxMutex);
        moveTo(inbox.reserves, arrived);
    }
    takeOverdue(arrived, overdue, 0ms);
    takeOverdue(waiting, overdue, options.reserveDeadline);
    const Steady at = clock.steady();
    for (ReserveOp& op : group.reserves) {
        if (op.durableBy <= at && op.done)
            overdue.emplace_back().done = std::exchange(op.done, {});
    }
    return overdue;
}

void Ledger::Impl::expireOverdue()
{
    for (ReserveOp& op : takeOverdue()) {
        if (op.done)
            op.done(fail("ledger_unavailable", { { "reason", "late" } }));
    }
}

bool Ledger::Impl::tryReopen()
{
    const LedgerHead known = head;
    auto opened = openStore();
    if (!opened) {
        reportTrouble(std::move(opened.error()));
        ++failures;
        blockedUntil = clock.steady() + std::min<std::chrono::milliseconds>(kRetryFirst * failures, kRetryLast);
        return false;
    }
    // A group that failed and is there all the same: its reservations were refused, so they hold nothing.
    for (const std::int64_t sequence : book.pendingSequences()) {
        if (sequence > known.sequence)
            voidLate(sequence);
    }
    // The sums are again those that the file keeps.
    renewCeilings();
    // What was summed up from the entries may not have become durable: once more.
    periods = {};
    wentBack = true;
    roomChanged = true;
    return true;
}

Result<void> Ledger::Impl::openStore()
{
    try {
        {
            const StallWatch::Guarded guarded(stallWatch);
            store = LedgerStore::open(options.dir);
        }
        std::optional<LedgerHead> anchor;
        if (head.sequence > 0) {
            anchor = head;
        } else {
            auto read = readHeadAnchor(options.dir);
            if (!read)
                return tl::unexpected(std::move(read.error()));
            anchor = *read;
        }
        auto recovered = recover(*store, anchor);
        if (!recovered) {
            store.reset();
            return tl::unexpected(std::move(recovered.error()));
        }
        book.clear();
        book.restoreMarks(store->alertMarks());
        kept = { store->keys(), store->raises(clock.now()), store->openStop(), store->lastRaise(), store->lastStop() };
        storedCeilings.clear();
        if (auto sets = store->ceilingSets(); !sets.empty())
            storedCeilings = std::move(sets.back().ceilings);
        book.setKept(sumsFor(storedCeilings));
        for (Recovered::Pending& open : recovered->pending) {
            Lane lane;
            store->read(open.sequence, [&](const Entry& reserve) { lane = book.laneBefore(reserve.booking()); });
            book.restoreHold(open.sequence, lane, open.held, std::move(open.attemptId));
        }
        head = recovered->head;
        latest = std::max(latest, store->latestEntry());
        return {};
    } catch (const StorageError& error) {
        store.reset();
        if (error.code == "storage_corrupt")
            return fail("ledger_corrupt", { { "detail", error.detail } });
        return tl::unexpected(error.error());
    }
}

Result<void> Ledger::Impl::closeRecovered()
{
    for (const std::int64_t sequence : book.pendingSequences()) {
        Settlement settlement;
        settlement.state = AttemptState::Uncertain;
        settlement.flags = { "recovered" };
        settles.push_back({ sequence, std::move(settlement), {}, false });
    }
    steadyNow = clock.steady();
    flushedAt = steadyNow;
    anchoredAt = steadyNow;
    try {
        runGroup();
        const std::lock_guard guard(publishMutex);
        publishKept();
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
    answer();
    anchorHead();
    return {};
}

void Ledger::Impl::idle()
{
    const bool quiet = nothingQueued();
    const int frames = store->database().walFrames();
    if (frames >= (quiet ? kFramesWhenIdle : kFramesWhenBusy) && frames >= checkpointFrom)
        checkpoint(Tidiness::Passing);
    if (steadyNow - anchoredAt >= (quiet ? kAnchorEvery : kAnchorAtLatest))
        anchorHead();
}

void Ledger::Impl::checkpoint(Tidiness tidiness)
{
    const StallWatch::Guarded guarded(stallWatch);
    store->database().checkpoint(tidiness == Tidiness::Final);
    // Where a reader held it up, not after each group again.
    checkpointFrom = store->database().walFrames() + kFramesWhenIdle;
}

void Ledger::Impl::anchorHead()
{
    if (!options.anchor || anchored == head)
        return;
    const StallWatch::Guarded guarded(stallWatch);
    anchoredAt = steadyNow;
    if (auto written = writeHeadAnchor(options.dir, head); written) {
        anchored = head;
    } else {
        const std::lock_guard guard(publishMutex);
        lastProblem = std::move(written.error());
    }
}

std::optional<Steady> Ledger::Impl::wakeAt()
{
    std::optional<Steady> at;
    const auto consider = [&at](Steady time) { at = at ? std::min(*at, time) : time; };
    if (blockedUntil) {
        consider(*blockedUntil);
        for (const ReserveOp& op : arrived)
            consider(op.durableBy);
    }
    for (const ReserveOp& op : waiting)
        consider(op.waitUntil);
    if (raisesUntil != 0)
        consider(clock.steady() + std::chrono::microseconds(std::max<WallUs>(0, raisesUntil - clock.now())));
    if (!book.unsaved().empty())
        consider(flushedAt + kFlushEvery);
    if (options.anchor && !(anchored == head))
        consider(anchoredAt + kAnchorEvery);
    // The injected clock may stand elsewhere than the one the thread sleeps by.
    if (at)
        return std::chrono::steady_clock::now() + (*at - clock.steady());
    return std::nullopt;
}

void Ledger::Impl::finish()
{
    finishing = true;
    const auto end = std::chrono::steady_clock::now() + kFinishWithin;
    for (;;) {
        blockedUntil.reset();
        const bool more = drain();
        const bool done = !more && nothingQueued() && book.unsaved().empty();
        if (done || std::chrono::steady_clock::now() >= end)
            break;
        if (!more)
            std::this_thread::sleep_for(10ms);
    }
    abandonQueues();
    stallWatch.stop();
    try {
        if (store) {
            anchorHead();
            checkpoint(Tidiness::Final);
        }
    } catch (const StorageError& error) {
        reportTrouble(error.error());
    }
    store.reset();
}

void Ledger::Impl::abandonQueues()
{
    {
        const std::lock_guard guard(inboxMutex);
        finished = true;
    }
    takeInbox();
    std::vector<ReserveOp> reserves;
    for (std::deque<ReserveOp>* queue : { &waiting, &arrived })
        std::move(queue->begin(), queue->end(), std::back_inserter(reserves));
    waiting.clear();
    arrived.clear();
    for (ReserveOp& op : reserves) {
        if (op.done)
            op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
    }
    // Not written: they are found pending at the next start and stay uncertain at the full hold.
    for (SettleOp& op : std::exchange(settles, {})) {
        if (op.done)
            op.done(false);
    }
    for (ResolveOp& op : std::exchange(resolves, {})) {
        if (op.done)
            op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
    }
    for (KeyOp& op : std::exchange(keyOps, {})) {
        if (op.done)
            op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
    }
}

} // namespace signalbox
