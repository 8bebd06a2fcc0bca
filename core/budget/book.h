// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/invented_names.h"
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

/// What one scope has used of one period, and what limits it.
struct ScopeSum {
    Balance balance;
    Window window = Window::Day;
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

/// The sums one attempt is booked in: of its scopes, in the periods that are kept.
struct Lane {
    std::array<ScopeSum*, kScopeKinds * kWindows> scopes {};
    std::size_t count = 0;
    [[nodiscard]] ScopeSum* const* begin() const { return scopes.data(); }
    [[nodiscard]] ScopeSum* const* end() const { return scopes.data() + count; }
};

/// Calls each(kind, window, period, scope) for the sums that an attempt belongs in.
template <class Each> void forEachSum(const Booking& booking, KeptSums kept, Each each)
{
    const PeriodKeys periods(booking.day, booking.hour);
    for (const ScopeKind kind : kAllScopeKinds) {
        if (!kept.hasKind(kind))
            continue;
        const std::string scope = scopeName(kind, booking);
        for (const Window window : kAllWindows) {
            if (kept.has(kind, window) && !scope.empty() && !periods.of(window).empty())
                each(kind, window, periods.of(window), scope);
        }
    }
}

/// What is the same for all attempts that are booked in the same sums.
void appendLaneKey(std::string& key, const Booking& booking, KeptSums kept);

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
    ScopeSum* scope = nullptr; ///< of the tightest ceiling; nullptr: none applies
    const Ceiling* ceiling = nullptr;
};

/// A threshold that was crossed: period, ceiling id (and the scope, where it is one of many), share in parts per
/// million.
using AlertMark = std::tuple<std::string, std::string, std::int64_t>;

/// The balances in memory. Only the writer thread touches it; nothing here does any I/O but the loading of a period.
/// Changes belong to a group: undo() takes back all since begin().
class Book {
public:
    struct Stored {
        Balance balance;
        std::int64_t first = 0;
    };
    /// Balances of a period as they are stored; may throw StorageError.
    using LoadPeriod = std::function<std::vector<Stored>(const std::string& period)>;
    explicit Book(LoadPeriod loadPeriod);

    void setCeilings(std::vector<Ceiling> ceilings, const PeriodKeys& now);
    [[nodiscard]] const std::vector<Ceiling>& ceilings() const { return *m_ceilings; }
    [[nodiscard]] KeptSums kept() const { return m_kept; }
    /// Other sums are kept from now on: those of `found` are what the file says of the ones that are new. The holds in
    /// flight are put into new lanes; bookingOf calls back with what was reserved under a sequence.
    using BookingOf = std::function<void(std::int64_t sequence, const std::function<void(const Booking&)>& use)>;
    void keep(KeptSums kept, const std::vector<Stored>& found, const BookingOf& bookingOf);
    /// Under which names an attempt that begins is booked: its own, unless a period has seen too many of a kind
    /// (mostNames()). A name that has a sum, or a ceiling to itself, keeps it; once the rest share a sum, every name
    /// that is new joins it until the period ends, so that nobody has room in both.
    [[nodiscard]] Booking booked(Booking asked);
    /// Of an attempt that begins. The lane stays valid until the ceilings or the kept sums change, a period is
    /// forgotten, or the book is cleared.
    [[nodiscard]] const Lane& lane(const Booking& booking);
    /// Of an attempt that began before: sums that were not kept then are not in it.
    [[nodiscard]] Lane laneBefore(const Booking& booking);
    /// Periods that are over and that nothing in flight belongs to need no memory any more.
    void forgetPast(const PeriodKeys& now);
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
    [[nodiscard]] const std::vector<ScopeSum*>& unsaved() const { return m_unsaved; }
    [[nodiscard]] const std::vector<ScopeSum*>& unpublished() const { return m_unpublished; }
    void saved();
    void published();

    void restoreMarks(std::set<AlertMark> marks) { m_marks = std::move(marks); }
    /// Thresholds crossed in this group, in order.
    [[nodiscard]] const std::vector<std::pair<AlertMark, Ledger::Alert>>& alerts() const { return m_alerts; }
    /// Forgets everything but the ceilings: the file is read again.
    void clear();
    /// An attempt in flight that the stored balances know already. Oldest first.
    void restoreHold(std::int64_t sequence, const Lane& lane, Money held, std::string attemptId);
    /// After clear(): the sums that the file has.
    void setKept(KeptSums kept) { m_kept = kept.with(KeptSums::always()); }

private:
    struct Before {
        ScopeSum* scope;
        Balance balance;
        std::int64_t first;
        Money alertFrom;
    };
    using Scopes = std::unordered_map<std::string, std::unique_ptr<ScopeSum>>;
    /// Sums of a period by kind, simulated ones apart.
    using Counts = std::array<std::size_t, 2 * kScopeKinds>;
    Scopes& periodOf(Window window, const std::string& period);
    ScopeSum& scopeOf(Window window, const std::string& period, const std::string& scope);
    void dropUnkept();
    void countNames();
    void countName(const std::string& period, const std::string& scope);
    [[nodiscard]] bool isKnown(ScopeKind kind, const std::string& scope, const PeriodKeys& periods);
    [[nodiscard]] bool isFull(ScopeKind kind, const Booking& booking, const PeriodKeys& periods);
    [[nodiscard]] std::string_view bookedName(ScopeKind kind, std::string_view name, Booking booking);
    void applyCeilings(ScopeSum& scope);
    void touch(ScopeSum& scope);
    void armAlert(ScopeSum& scope);
    void raiseAlerts(ScopeSum& scope);
    void raise(ScopeSum& scope, const Ceiling& ceiling, double share);

    LoadPeriod m_loadPeriod;
    std::shared_ptr<const std::vector<Ceiling>> m_ceilings;
    std::unordered_map<std::string, Scopes> m_periods;
    std::unordered_map<std::string, Counts> m_names; ///< of m_periods
    KeptSums m_kept = KeptSums::always();
    std::unordered_map<std::string, Lane> m_lanes;
    std::string m_laneKey;
    std::unordered_map<std::int64_t, Hold> m_holds;
    std::int64_t m_low = 0; ///< nothing below it is pending; 0: not known yet
    std::vector<ScopeSum*> m_unsaved;
    std::vector<ScopeSum*> m_unpublished;
    std::vector<ScopeSum*> m_waitedFor;
    std::set<AlertMark> m_marks;

    std::uint64_t m_group = 0;
    std::vector<Before> m_before;
    std::vector<std::int64_t> m_opened;
    std::vector<std::pair<std::int64_t, Hold>> m_closed;
    std::vector<std::pair<AlertMark, Ledger::Alert>> m_alerts;
};

} // namespace signalbox
