// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/base/clock.h"
#include "core/budget/ceiling.h"
#include "core/budget/order.h"
#include "core/keys/virtual_key.h"
#include "core/record/config_version.h"
#include "core/record/writer.h"
#include "core/tiers/tier.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// A wish to spend: one upstream attempt, before a byte of it leaves.
struct ReserveRequest {
    std::string attemptId;
    std::string requestId;
    int attemptNo = 1;
    std::string tier, provider, model, keyId;
    std::string feature, session; ///< as the client says; "": none
    std::string priceSource;
    bool simulated = false; ///< booked under scope "sandbox" only
    WorstCase worst;
    std::int64_t wantedOutput = 0;              ///< tokens
    std::int64_t floorOutput = 0;               ///< never clamp below; <= wantedOutput
    std::chrono::milliseconds mayWait { 2000 }; ///< for holds to settle, where only they are in the way
};

struct Reservation {
    std::int64_t sequence = 0; ///< its ledger row
    std::string attemptId;
    std::string day;
    Money held;
    std::int64_t grantedOutput = 0;
    bool clamped = false; ///< grantedOutput < wantedOutput
    Money left;           ///< of the tightest ceiling, after this hold
};

/// Why not: code "panic_stop", "ceiling_reached" (ceiling id, scope, window, limit, used, resets_at as microseconds) or
/// "ledger_unavailable" (no durable reserve within 250 ms; nothing is held then).
using ReserveResult = Result<Reservation>;

enum class AttemptState { Pending, Settled, SettledEstimate, Void, Uncertain };
[[nodiscard]] std::string_view attemptStateName(AttemptState state); ///< "pending", "settled_estimate", ...

/// How an attempt ended.
struct Settlement {
    AttemptState state = AttemptState::Settled;
    Money amount; ///< ignored for Void (0) and Uncertain (the full hold)
    std::vector<std::string>
        flags; ///< estimated, usage_invalid, over_reservation, client_gone, clamped, recovered, ...
    Usage usage;
    std::string answerId {}; ///< as the provider calls its answer: what its exports may name
};

struct LedgerRow {
    std::int64_t sequence = 0;
    std::string attemptId, requestId;
    int attemptNo = 1;
    std::string day, tier, provider, model, keyId;
    std::string hour, feature, session; ///< "" in rows of older programs
    std::string answerId;               ///< the provider's; "": it said none, or the row is older
    AttemptState state = AttemptState::Pending;
    Money reserved, amount;
    std::vector<std::string> flags;
    Usage usage;
    bool simulated = false;
    WallUs createdAt = 0, closedAt = 0;
};

struct LedgerCheck {
    bool sound = true;
    std::int64_t entries = 0, attempts = 0, pending = 0, uncertain = 0;
    Money settled, held;
    Money
        excess; ///< booked above its hold, by attempts flagged over_reservation; why a day may stand above its ceiling
    std::string headSequence;    ///< anchor against database
    std::vector<Error> problems; ///< chain_broken (sequence), sum_differs (scope, day), ledger_head_newer, ...
};

/// The durable two-phase ledger: reserve, then settle, void or leave uncertain; exactly once each.
/// Append-only entries chained by hash, one writer thread with group commit; balances are kept in memory by that thread
/// and stored with each group. Invariant at all times: settled + pending + uncertain <= ceiling, per scope and period,
/// for every ceiling at once: a reservation takes from all or from none.
/// Callbacks run on the writer thread, after the commit is durable; they must not block.
class Ledger final : public Writer::Participant {
public:
    struct Options {
        std::string dir;
        std::chrono::milliseconds reserveDeadline { 250 };
        std::size_t groupLimit = 512;
        bool anchor = true; ///< write ledger.head every 5 s and at the end
    };
    /// Opens or creates <dir>/ledger.db (0600), takes the lock file, closes what a crash left pending as uncertain.
    /// Errors: already_running (pid), storage_*, ledger_head_newer, ledger_corrupt.
    [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(Options options, const Clock& clock, DayRule day);
    ~Ledger() override;
    void attach(Writer& writer);

    void reserve(ReserveRequest request, std::function<void(ReserveResult)> done);
    /// done(false): this attempt was closed before; nothing changed.
    void settle(std::int64_t sequence, Settlement settlement, std::function<void(bool)> done = {});
    /// The operator or a usage report decides an uncertain attempt, once.
    void resolve(const std::string& attemptId, Settlement settlement, std::function<void(Result<void>)> done);

    /// As configured. In force is what raised() makes of them.
    void setCeilings(std::vector<Ceiling> ceilings);
    /// Until then a ceiling stands higher. Errors: ceiling_unknown, raise_too_low (limit), raise_over (until is past).
    void raise(Raise raise, std::function<void(Result<void>)> done);
    void endRaise(std::int64_t number, std::function<void(Result<void>)> done); ///< raise_unknown
    [[nodiscard]] std::vector<Raise> raises() const;                            ///< that hold now
    /// From the moment this is durable no reservation succeeds ("panic_stop"), also after a restart; what is in flight
    /// is the caller's to cancel. release(): again as before. Both may be called twice.
    void stop(std::string note, std::function<void(Result<void>)> done);
    void release(std::function<void(Result<void>)> done);
    [[nodiscard]] std::optional<Stop> stopped() const;
    void setDayRule(DayRule day);
    [[nodiscard]] std::vector<Balance> balances() const; ///< of today, any thread
    [[nodiscard]] Balance balance(const std::string& scope) const;
    [[nodiscard]] std::vector<Ceiling> ceilings() const;
    /// How each ceiling stands in its period; one that counts each key (tier, ...) for itself once for each that spent.
    struct Standing {
        Ceiling ceiling; ///< as it is in force
        Balance balance;
        WallUs resetsAt = 0;
        Money configured; ///< its limit without a raise
        std::optional<Raise> raise {};
    };
    [[nodiscard]] std::vector<Standing> standings() const; ///< any thread; waits for no disk
    /// The least that any ceiling of a scope ("global", "tier:ID", "key:ID", ...) leaves, in whole percent of it,
    /// rounded down; 100 where there is none. Any thread.
    [[nodiscard]] std::int64_t percentLeft(const std::string& scope) const;
    /// What is used of one ceiling by a scope that it covers; 1 = all of it. Any thread.
    [[nodiscard]] double shareUsed(const Ceiling& ceiling, const std::string& scope) const;
    /// Called on the writer thread when a share of a ceiling is crossed: once per ceiling, period and threshold, also
    /// across restarts.
    struct Alert {
        Ceiling ceiling;
        double share = 0;
        Balance balance;
    };
    void onAlert(std::function<void(const Alert&)> callback);
    [[nodiscard]] bool healthy() const; ///< false while storage refuses to commit
    [[nodiscard]] Error lastProblem() const;

    /// Applied configurations live in ledger.db, too. The number must be new.
    void addVersion(ConfigVersion version, std::function<void(Result<void>)> done);
    // Virtual keys live in ledger.db; written by the writer thread, results after the commit.
    void addKey(VirtualKey key, std::function<void(Result<void>)> done); ///< Errors: key_exists, key_terms_invalid
    /// Name and terms of the key with that id. Errors: key_unknown, key_terms_invalid (field).
    void changeKey(VirtualKey key, std::function<void(Result<void>)> done);
    void revokeKey(const std::string& id, WallUs at, std::function<void(Result<void>)> done); ///< key_unknown
    void restoreKey(const std::string& id, std::function<void(Result<void>)> done);           ///< takes a revoke back
    [[nodiscard]] std::vector<VirtualKey> keys() const;

    bool drain() override;
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> wakeAt() override;
    void finish() override;

    // Read-only, beside a running instance: for verbs and pages.
    [[nodiscard]] static Result<LedgerCheck> verify(const std::string& dir);
    /// Oldest first; calls row for each attempt; false from row stops.
    [[nodiscard]] static Result<void> show(const std::string& dir, const std::function<bool(const LedgerRow&)>& row);
    [[nodiscard]] static Result<std::vector<VirtualKey>> storedKeys(const std::string& dir);
    /// The history of applied configurations, oldest first, without their texts; and one whole (version_unknown).
    [[nodiscard]] static Result<std::vector<ConfigVersion>> storedVersions(const std::string& dir);
    [[nodiscard]] static Result<ConfigVersion> storedVersion(const std::string& dir, std::int64_t number);

private:
    struct Impl;
    explicit Ledger(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
