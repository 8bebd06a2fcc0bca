// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalbox {

/// What one scope has used of one day, and what limits it.
struct ScopeDay {
    Balance balance;
    std::int64_t first = 0; ///< sequence of the first entry that touched it
    std::vector<const Ceiling*> ceilings;
    Money alertFrom = Money::max(); ///< settled + uncertain from which an alert is due
    Money waiting;                  ///< needs of the requests that wait, in front of all others
    bool urgent = false;            ///< one of them has waited long enough: nobody overtakes any more
    bool unsaved = false;
    bool unpublished = false;
    std::uint64_t touchedIn = 0; ///< the group that saved its state for an undo

    [[nodiscard]] Money firm() const { return balance.settled + balance.uncertain; } ///< without holds
};

/// The scopes one attempt is booked under: global, its tier, its key; or the sandbox's.
struct Lane {
    std::array<ScopeDay*, 3> scopes {};
    std::size_t count = 0;
    [[nodiscard]] ScopeDay* const* begin() const { return scopes.data(); }
    [[nodiscard]] ScopeDay* const* end() const { return scopes.data() + count; }
};

/// Names of the scopes of a lane, in order. Simulated traffic has scopes of its own, so that it never meets money.
[[nodiscard]] std::vector<std::string> laneScopes(bool simulated, std::string_view tier, std::string_view keyId);

/// An attempt in flight.
struct Hold {
    Lane lane;
    Money held;
    std::string attemptId;
};

enum class Patience { MayWait, Decide };

/// What the ceilings say to a wish.
struct Judgement {
    enum class Verdict { Grant, Wait, Refuse } verdict = Verdict::Grant;
    std::int64_t output = 0;
    Money held;                ///< granted, or what a waiting one needs
    ScopeDay* scope = nullptr; ///< of the tightest ceiling; nullptr: none applies
    const Ceiling* ceiling = nullptr;
};

/// A threshold that was crossed: day, ceiling id, share in parts per million.
using AlertMark = std::tuple<std::string, std::string, std::int64_t>;

/// The balances in memory. Only the writer thread touches it; nothing here does any I/O but the loading of a day.
/// Changes belong to a group: undo() takes back all since begin().
class Book {
public:
    struct Stored {
        Balance balance;
        std::int64_t first = 0;
    };
    /// Balances of a day as they are stored; may throw StorageError.
    using LoadDay = std::function<std::vector<Stored>(const std::string& day)>;
    explicit Book(LoadDay loadDay);

    void setCeilings(std::vector<Ceiling> ceilings, const std::string& today);
    [[nodiscard]] const std::vector<Ceiling>& ceilings() const { return *m_ceilings; }
    /// The lane stays valid until the ceilings change or the book is cleared.
    [[nodiscard]] const Lane& lane(std::string_view day, bool simulated, std::string_view tier, std::string_view keyId);
    [[nodiscard]] Judgement judge(const Lane& lane, const ReserveRequest& request, Patience patience) const;
    /// Of the tightest ceiling; Money::max() where there is none.
    [[nodiscard]] Money left(const Lane& lane) const;

    void begin();
    void undo();
    void hold(std::int64_t sequence, const Lane& lane, Money held, std::string attemptId);
    /// The attempt that ended, until the next one does; nullptr: not pending (any more).
    const Hold* close(std::int64_t sequence, AttemptState state, Money amount);
    [[nodiscard]] const Hold* pending(std::int64_t sequence) const;
    void resolve(const Lane& lane, Money held, Money amount);
    void countRefusal(const Judgement& judgement);
    void countClamp(const Judgement& judgement);

    void clearWaiting();
    void addWaiting(const Lane& lane, Money need, bool urgent);

    [[nodiscard]] const std::unordered_map<std::int64_t, Hold>& holds() const { return m_holds; }
    [[nodiscard]] std::vector<std::int64_t> pendingSequences() const;
    /// Smallest pending sequence, or `next` where nothing is pending.
    [[nodiscard]] std::int64_t lowWater(std::int64_t next);
    /// Scopes changed since saved() or published().
    [[nodiscard]] const std::vector<ScopeDay*>& unsaved() const { return m_unsaved; }
    [[nodiscard]] const std::vector<ScopeDay*>& unpublished() const { return m_unpublished; }
    void saved();
    void published();

    void restoreMarks(std::set<AlertMark> marks) { m_marks = std::move(marks); }
    /// Thresholds crossed in this group, in order.
    [[nodiscard]] const std::vector<std::pair<AlertMark, Ledger::Alert>>& alerts() const { return m_alerts; }
    /// Forgets everything but the ceilings: the file is read again.
    void clear();
    /// An attempt in flight that the stored balances know already. Oldest first.
    void restoreHold(std::int64_t sequence, const Lane& lane, Money held, std::string attemptId);

private:
    struct Before {
        ScopeDay* scope;
        Balance balance;
        std::int64_t first;
        Money alertFrom;
    };
    using Scopes = std::unordered_map<std::string, std::unique_ptr<ScopeDay>>;
    ScopeDay& scopeOf(const std::string& day, std::string scope);
    void applyCeilings(ScopeDay& scope);
    void touch(ScopeDay& scope);
    void armAlert(ScopeDay& scope);
    void raiseAlerts(ScopeDay& scope);
    void raise(ScopeDay& scope, const Ceiling& ceiling, double share);

    LoadDay m_loadDay;
    std::shared_ptr<const std::vector<Ceiling>> m_ceilings;
    std::unordered_map<std::string, Scopes> m_days;
    std::unordered_map<std::string, Lane> m_lanes;
    std::string m_laneKey;
    std::unordered_map<std::int64_t, Hold> m_holds;
    std::int64_t m_low = 0; ///< nothing below it is pending; 0: not known yet
    std::vector<ScopeDay*> m_unsaved;
    std::vector<ScopeDay*> m_unpublished;
    std::vector<ScopeDay*> m_waitedFor;
    std::set<AlertMark> m_marks;

    std::uint64_t m_group = 0;
    std::vector<Before> m_before;
    std::vector<std::int64_t> m_opened;
    std::vector<std::pair<std::int64_t, Hold>> m_closed;
    std::vector<std::pair<AlertMark, Ledger::Alert>> m_alerts;
};

} // namespace signalbox
