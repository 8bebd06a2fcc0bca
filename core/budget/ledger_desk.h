// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/book.h"
#include "core/budget/entry.h"
#include "core/budget/ledger.h"
#include "core/budget/ledger_store.h"
#include "core/budget/stall_watch.h"
#include "core/record/data_folder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

struct ReserveOp {
    ReserveRequest request;
    std::function<void(ReserveResult)> done; ///< empty: answered already
    Steady arrived;
    Steady waitUntil;
    Steady durableBy;
    bool waits = false;
    ReserveResult outcome;
};

struct SettleOp {
    std::int64_t sequence = 0;
    Settlement settlement;
    std::function<void(bool)> done;
    bool accepted = false; ///< it did close the attempt, in this group or in one that may have failed
};

struct ResolveOp {
    std::string attemptId;
    Settlement settlement;
    std::function<void(Result<void>)> done;
    Result<void> outcome;
    bool accepted = false;
};

/// What is kept beside the entries, and changed at an order: the first that is set.
struct KeyOp {
    std::optional<VirtualKey> add;
    std::optional<VirtualKey> change; ///< name and terms of the one with its id
    std::optional<ConfigVersion> version;
    std::optional<Raise> raise;
    std::optional<std::int64_t> endRaise;
    std::optional<std::string> stop; ///< its note
    bool release = false;
    std::string revoke;
    WallUs at = 0;
    std::string restore; ///< revoked before
    std::function<void(Result<void>)> done;
    Result<void> outcome;
};

/// What callers have asked for and the writer has not taken yet.
struct OrderBox {
    std::vector<ReserveOp> reserves;
    std::vector<SettleOp> settles;
    std::vector<ResolveOp> resolves;
    std::vector<KeyOp> keys;
    std::optional<std::vector<Ceiling>> ceilings;
    std::optional<DayRule> day;
};

/// What was decided together and becomes durable together.
struct Group {
    std::vector<ReserveOp> reserves;
    std::vector<SettleOp> settles;
    std::vector<ResolveOp> resolves;
    std::vector<KeyOp> keys;
    void clear();
};

/// The periods of now, and until when they are that.
struct Now {
    PeriodKeys keys;
    std::array<WallUs, kWindows> until {};
    WallUs from = 0;
    [[nodiscard]] bool holds(WallUs instant) const
    {
        return instant >= from && instant < *std::min_element(until.begin(), until.end());
    }
    [[nodiscard]] WallUs ends(Window window) const { return until[static_cast<std::size_t>(window)]; }
    [[nodiscard]] static Now at(const DayRule& rule, WallUs instant);
};

/// The ledger at work. Members below "writer thread" belong to that thread alone; the others say what guards them.
struct Ledger::Impl {
    Impl(Options options, const Clock& clock, DayRule day, FolderLock lock);
    ~Impl();

    enum class Tidiness { Passing, Final };

    // Any thread.
    /// False: the ledger is finished, and the operation is still the caller's.
    template <class Op> [[nodiscard]] bool post(std::vector<Op> OrderBox::*queue, Op& op);
    void wake();
    [[nodiscard]] const Now& nowLocked() const; ///< with publishMutex held
    [[nodiscard]] std::vector<Ceiling> inForceLocked() const;
    [[nodiscard]] Balance balanceLocked(Window window, const std::string& scope) const;

    // The thread that opens, then the writer thread.
    [[nodiscard]] Result<void> openStore();
    [[nodiscard]] Result<void> closeRecovered();
    bool drain();
    [[nodiscard]] std::optional<Steady> wakeAt();
    void finish();

    // Writer thread, ledger_desk.cpp: the round.
    void gather();
    void takeInbox();
    void runGroup();
    void beginGroup();
    void failGroup(const StorageError& error);
    void save();
    void commit();
    void answer();
    void answerReserves(std::vector<ReserveOp> reserves);
    void publish();
    void publishKept(); ///< with publishMutex held
    void expireOverdue();
    [[nodiscard]] std::vector<ReserveOp> takeOverdue();
    void takeOverdue(std::deque<ReserveOp>& from, std::vector<ReserveOp>& into, std::chrono::milliseconds more) const;
    [[nodiscard]] bool tryReopen();
    void idle();
    void anchorHead();
    void checkpoint(Tidiness tidiness);
    void reportTrouble(Error error);
    [[nodiscard]] bool nothingQueued() const;
    void abandonQueues();

    // Writer thread, ledger_decide.cpp: what becomes of each wish.
    void renewCeilings();
    void applyCeilings();
    void keepSums(KeptSums wanted, KeptSums anew);
    [[nodiscard]] std::vector<Book::Stored> sumsOfNow(KeptSums wanted);
    [[nodiscard]] Booking bookingOf(const ReserveRequest& request) const;
    void closeAttempts();
    void closeAttempt(SettleOp& op);
    void resolveAttempts();
    [[nodiscard]] Result<void> resolveAttempt(ResolveOp& op);
    void changeKeys();
    [[nodiscard]] Result<void> changeKey(KeyOp& op);
    [[nodiscard]] Result<void> addKey(const VirtualKey& key);
    [[nodiscard]] Result<void> editKey(const VirtualKey& wanted);
    [[nodiscard]] Result<void> revokeKey(const std::string& id, std::optional<WallUs> at);
    [[nodiscard]] Result<void> addRaise(Raise raise);
    [[nodiscard]] Result<void> endRaise(std::int64_t number);
    [[nodiscard]] Result<void> changeStop(const KeyOp& op);
    void post(KeyOp op);
    [[nodiscard]] bool someoneWaitedEnough() const;
    void admitWaiting();
    void admitArrived();
    enum class Admission { Decided, Waits };
    [[nodiscard]] Admission admit(ReserveOp& op);
    void grant(ReserveOp& op, const Booking& booking, const Lane& lane, const Judgement& judgement);
    void append(Entry& entry);
    void voidLate(std::int64_t sequence);
    void refreshDay();
    void enterPeriods();
    [[nodiscard]] ReserveResult ceilingReached(const Judgement& judgement) const;

    const Options options;
    const Clock& clock;
    const FolderLock lock;

    std::mutex inboxMutex;
    OrderBox inbox;        // inboxMutex
    bool finished = false; // inboxMutex
    std::atomic<Writer*> writer { nullptr };
    std::atomic<bool> healthy { true };

    mutable std::mutex publishMutex; // the next ones, to publishedNow
    std::map<std::pair<std::string, std::string>, Balance> publishedBalances;
    std::vector<Ceiling> publishedCeilings; ///< as configured
    std::vector<VirtualKey> publishedKeys;
    std::vector<Raise> publishedRaises;
    std::optional<Stop> publishedStop;
    Error lastProblem;
    std::shared_ptr<const std::function<void(const Alert&)>> alertCallback;
    DayRule publishedDay;
    mutable Now publishedNow;

    // Writer thread. `arrived`, `waiting` and `group` may be reached by the stall watch, but only while the writer
    // stands in a call to the disk (StallWatch::Guarded).
    std::unique_ptr<LedgerStore> store;
    Book book;
    ChainHash chain;
    LedgerHead head;
    DayRule day;
    WallUs now = 0;
    Now periods;              ///< of `now`
    bool sumsChanged = false; ///< others are published than those that are kept
    WallUs latest = 0;        ///< of all that `now` ever was
    bool wentBack = false;    ///< the clock did, at the last change of a period
    Steady steadyNow;
    std::deque<ReserveOp> arrived;
    std::deque<ReserveOp> waiting;
    std::deque<SettleOp> settles;
    std::deque<ResolveOp> resolves;
    std::vector<KeyOp> keyOps;
    /// What orders change; as it was before the group.
    struct Kept {
        std::vector<VirtualKey> keys;
        std::vector<Raise> raises; ///< that may still hold
        std::optional<Stop> stop;
        std::int64_t lastRaise = 0, lastStop = 0;
    };
    Kept kept, keptBefore;
    Group group;
    std::optional<std::vector<Ceiling>> configured;  ///< nullopt: nobody has said yet
    std::optional<std::vector<Ceiling>> newCeilings; ///< not in the book yet
    WallUs ceilingsFrom = 0;                         ///< when they were told apart last
    WallUs raisesUntil = 0;                          ///< other ones hold from then on; 0: never
    std::vector<Ceiling> storedCeilings;
    bool ceilingsUnwritten = false;
    bool finishing = false;
    std::size_t lastGroup = 0; ///< entries of the last group
    bool roomChanged = false;
    std::int64_t lowWritten = 0;
    LedgerHead headBefore;
    std::optional<Steady> blockedUntil;
    int failures = 0;
    LedgerHead anchored;
    Steady anchoredAt, flushedAt;
    int checkpointFrom = 0;
    std::string flagText;
    StallWatch stallWatch;
};

template <class Op> bool Ledger::Impl::post(std::vector<Op> OrderBox::*queue, Op& op)
{
    {
        const std::lock_guard guard(inboxMutex);
        if (finished)
            return false;
        (inbox.*queue).push_back(std::move(op));
    }
    wake();
    return true;
}

} // namespace signalbox
