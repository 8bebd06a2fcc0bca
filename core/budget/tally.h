// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger_store.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalbox {

/// Plays entries again: what the balances and the states of attempts must be. The whole file for `ledger verify`, its
/// end for the recovery at the start.
class Tally {
public:
    enum class Start { First, Later /* ends of attempts that began before are skipped */ };
    Tally(Start start, KeptSums kept);

    struct Open {
        std::size_t lane = 0;
        Money held;
        std::string attemptId;
    };
    struct Sum : Balance {
        std::int64_t first = 0; ///< sequence of its first reservation
    };
    /// "" or what is wrong with this entry: close_unknown, resolve_unknown, state_unknown, kind_unknown,
    /// columns_unexpected.
    [[nodiscard]] std::string_view add(const Entry& entry);

    using Sums = std::map<std::pair<std::string, std::string>, Sum>; ///< by period and scope
    [[nodiscard]] const Sums& sums() const { return m_sums; }
    [[nodiscard]] const std::map<std::int64_t, Open>& pending() const { return m_pending; }
    [[nodiscard]] const std::map<std::int64_t, Open>& uncertain() const { return m_uncertain; }
    /// Balances of the scopes that the last reservation was booked under.
    [[nodiscard]] const std::vector<const Sum*>& lastScopes() const { return m_lastScopes; }
    /// Of the last entry: what was booked above its hold.
    [[nodiscard]] Money lastExcess() const { return m_lastExcess; }

private:
    using Lane = std::vector<Sum*>;
    std::size_t laneOf(const Entry& entry);
    std::string_view reserve(const Entry& entry);
    std::string_view close(const Entry& entry);
    std::string_view resolve(const Entry& entry);

    Start m_start;
    KeptSums m_kept;
    std::int64_t m_first = 0;
    Sums m_sums;
    std::vector<Lane> m_lanes;
    std::unordered_map<std::string, std::size_t> m_laneIndex;
    std::string m_laneText;
    std::map<std::int64_t, Open> m_pending;
    std::map<std::int64_t, Open> m_uncertain;
    std::vector<const Sum*> m_lastScopes;
    Money m_lastExcess;
};

} // namespace signalbox
