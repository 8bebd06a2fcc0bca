// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/recovery.h"

#include "core/budget/head_anchor.h"
#include "core/budget/tally.h"

#include <algorithm>
#include <set>

namespace signalbox {

namespace {

/// About a tenth of a second on a slow machine.
constexpr std::int64_t kMostToReplay = 60'000;

struct Plan {
    std::int64_t from = 1;
    std::set<std::string> days; ///< whose balances are compared
};

Plan planOf(LedgerReader& reader, std::int64_t lowWater, const LedgerHead& head)
{
    Plan plan { lowWater, {} };
    std::set<std::string> days;
    reader.scan(std::max<std::int64_t>(1, std::min(lowWater, head.sequence - 1)), [&](const Entry& entry) {
        if (entry.kind == EntryKind::Reserve)
            days.emplace(entry.day);
        else
            reader.read(entry.ref, [&](const Entry& reserve) { days.emplace(reserve.day); });
        return days.size() < 8;
    });
    std::int64_t from = lowWater;
    for (const std::string& day : days) {
        for (const Book::Stored& stored : reader.balances(day)) {
            if (stored.first > 0)
                from = std::min(from, stored.first);
        }
    }
    if (from >= 1 && head.sequence - from < kMostToReplay) {
        plan.from = from;
        plan.days = std::move(days);
    }
    return plan;
}

KeptSums keptOfDays(LedgerReader& reader)
{
    KeptSums kept = KeptSums::always();
    const auto sets = reader.ceilingSets();
    if (sets.empty())
        return kept;
    for (const ScopeKind kind : kAllScopeKinds) {
        if (sumsFor(sets.back().ceilings).has(kind, Window::Day))
            kept.add(kind, Window::Day);
    }
    return kept;
}

std::string sumProblem(LedgerReader& reader, const Tally& tally, const std::set<std::string>& days)
{
    for (const std::string& day : days) {
        Tally::Sums expected;
        for (const auto& [key, balance] : tally.sums()) {
            if (key.first == day)
                expected.emplace(key, balance);
        }
        for (const Book::Stored& stored : reader.balances(day)) {
            const Balance& found = stored.balance;
            const Balance& sum = expected[{ day, found.scope }];
            if (found.settled != sum.settled || found.pending != sum.pending || found.uncertain != sum.uncertain)
                return "sum_differs " + day + " " + found.scope;
            expected.erase({ day, found.scope });
        }
        for (const auto& [key, sum] : expected) {
            // Others may begin to be kept after a day is over.
            if (KeptSums::always().has(*kindOf(sum.scope), Window::Day))
                return "sum_missing " + day + " " + sum.scope;
        }
    }
    return {};
}

tl::unexpected<Error> corrupt(std::string detail)
{
    return fail("ledger_corrupt", { { "detail", std::move(detail) } });
}

} // namespace

Result<Recovered> recover(LedgerReader& reader, const std::optional<LedgerHead>& anchor)
{
    if (anchor) {
        if (auto checked = checkHeadAnchor(reader, *anchor); !checked)
            return tl::unexpected(std::move(checked.error()));
    }
    Recovered recovered;
    recovered.head = reader.head();
    const std::int64_t lowWater = reader.lowWater();
    if (lowWater < 1 || lowWater > recovered.head.sequence + 1)
        return corrupt("low_water " + std::to_string(lowWater));

    const Plan plan = planOf(reader, lowWater, recovered.head);
    const auto before = reader.chainAt(plan.from - 1);
    if (!before)
        return corrupt("entry_missing " + std::to_string(plan.from - 1));
    Tally tally(plan.from == 1 ? Tally::Start::First : Tally::Start::Later, keptOfDays(reader));
    ChainHash chain;
    LedgerHead last { plan.from - 1, *before };
    std::string problem;
    reader.scan(plan.from, [&](const Entry& entry) {
        last.chain = chain.next(last.chain, entry);
        if (entry.sequence != ++last.sequence || entry.chain != last.chain)
            problem = "chain_broken " + std::to_string(entry.sequence);
        else if (const std::string_view wrong = tally.add(entry); !wrong.empty())
            problem = std::string(wrong) + " " + std::to_string(entry.sequence);
        return problem.empty();
    });
    if (problem.empty())
        problem = sumProblem(reader, tally, plan.days);
    if (!problem.empty())
        return corrupt(problem);
    for (const auto& [sequence, open] : tally.pending())
        recovered.pending.push_back({ sequence, open.attemptId, open.held });
    return recovered;
}

} // namespace signalbox
