// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/book.h"
#include "core/budget/entry.h"
#include "core/budget/ledger.h"
#include "core/budget/ledger_store.h"
#include "core/budget/stall_watch.h"
#include "core/record/data_folder.h"

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

struct KeyOp {
    std::optional<VirtualKey> add; ///< else a version, else revoke
    std::optional<ConfigVersion> version;
    std::string revoke;
    WallUs at = 0;
    std::function<void(Result<void>)> done;
    Result<void> outcome;
};

/// What callers have asked for and the writer has not taken yet.
struct Inbox {
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

/// The ledger at work. Members below "writer thread" belong to that thread alone; the others say what guards them.
struct Ledger::Impl {
    Impl(Options options, const Clock& clock, DayRule day, FolderLock lock);
    ~Impl();

    enum class Tidiness { Passing, Final };

    // Any thread.
    /// False: the ledger is finished, and the operation is still the caller's.
    template <class Op> [[nodiscard]] bool post(std::vector<Op> Inbox::*queue, Op& op);
    void wake();
    [[nodiscard]] const std::string& todayLocked() const; ///< with publishMutex held

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
    void applyCeilings();
    void closeAttempts();
    void closeAttempt(SettleOp& op);
    void resolveAttempts();
    [[nodiscard]] Result<void> resolveAttempt(ResolveOp& op);
    void changeKeys();
    [[nodiscard]] Result<void> changeKey(KeyOp& op);
    [[nodiscard]] bool someoneWaitedEnough() const;
    void admitWaiting();
    void admitArrived();
    enum class Admission { Decided, Waits };
    [[nodiscard]] Admission admit(ReserveOp& op);
    void grant(ReserveOp& op, const Lane& lane, const Judgement& judgement);
    void append(Entry& entry);
    void voidLate(std::int64_t sequence);
    void refreshDay();
    [[nodiscard]] ReserveResult ceilingReached(const Judgement& judgement) const;

    const Options options;
    const Clock& clock;
    const FolderLock lock;

    std::mutex inboxMutex;
    Inbox inbox;           // inboxMutex
    bool finished = false; // inboxMutex
    std::atomic<Writer*> writer { nullptr };
    std::atomic<bool> healthy { true };

    mutable std::mutex publishMutex; // the next five
    std::map<std::pair<std::string, std::string>, Balance> publishedBalances;
    std::vector<Ceiling> publishedCeilings;
    std::vector<VirtualKey> publishedKeys;
    Error lastProblem;
    std::shared_ptr<const std::function<void(const Alert&)>> alertCallback;
    DayRule publishedDay;
    mutable std::string todayKey;
    mutable WallUs todayFrom = 0, todayUntil = 0;

    // Writer thread. `arrived`, `waiting` and `group` may be reached by the stall watch, but only while the writer
    // stands in a call to the disk (StallWatch::Guarded).
    std::unique_ptr<LedgerStore> store;
    Book book;
    ChainHash chain;
    LedgerHead head;
    DayRule day;
    std::string dayKey;
    WallUs now = 0, dayFrom = 0, dayUntil = 0;
    Steady steadyNow;
    std::deque<ReserveOp> arrived;
    std::deque<ReserveOp> waiting;
    std::deque<SettleOp> settles;
    std::deque<ResolveOp> resolves;
    std::vector<KeyOp> keyOps;
    std::vector<VirtualKey> keys;
    Group group;
    std::vector<Ceiling> storedCeilings;
    bool ceilingsUnwritten = false;
    bool finishing = false;
    std::size_t lastGroup = 0; ///< entries of the last group
    bool roomChanged = false;
    std::int64_t lowWritten = 0;
    LedgerHead headBefore;
    std::vector<VirtualKey> keysBefore;
    std::optional<Steady> blockedUntil;
    int failures = 0;
    LedgerHead anchored;
    Steady anchoredAt, flushedAt;
    int checkpointFrom = 0;
    std::string flagText;
    StallWatch stallWatch;
};

} // namespace signalbox
