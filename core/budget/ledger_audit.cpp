// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/head_anchor.h"
#include "core/budget/ledger.h"
#include "core/budget/ledger_rows.h"
#include "core/budget/ledger_store.h"
#include "core/budget/tally.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace signalbox {

namespace {

constexpr std::size_t kMostProblems = 100;

class Audit {
public:
    explicit Audit(LedgerSnapshot& snapshot)
        : m_snapshot(snapshot)
        , m_sets(snapshot.reader().ceilingSets())
        , m_tally(Tally::Start::First, sumsOf(m_sets, snapshot.reader()))
    {
    }

    LedgerCheck run(const Result<std::optional<LedgerHead>>& anchor)
    {
        checkPages();
        m_snapshot.reader().scan(1, [this](const Entry& entry) {
            replay(entry);
            return true;
        });
        checkAnchor(anchor);
        checkSums();
        checkDerived();
        m_check.attempts = static_cast<std::int64_t>(m_attempts.size());
        m_check.pending = static_cast<std::int64_t>(m_tally.pending().size());
        m_check.uncertain = static_cast<std::int64_t>(m_tally.uncertain().size());
        m_check.sound = m_problems == 0;
        return std::move(m_check);
    }

private:
    /// All that any ceiling ever needed, and all that is stored.
    static KeptSums sumsOf(const std::vector<LedgerReader::CeilingSet>& sets, LedgerReader& reader)
    {
        KeptSums kept = KeptSums::always();
        for (const LedgerReader::CeilingSet& set : sets)
            kept = kept.with(sumsFor(set.ceilings));
        for (const Book::Stored& stored : reader.allBalances()) {
            if (const auto kind = kindOf(stored.balance.scope))
                kept.add(*kind, windowOfPeriod(stored.balance.day));
        }
        return kept;
    }

    void problem(std::string code, ErrorParameters parameters)
    {
        if (++m_problems <= kMostProblems)
            m_check.problems.push_back({ std::move(code), std::move(parameters) });
    }

    void checkPages()
    {
        Statement rows = m_snapshot.database().prepare("PRAGMA integrity_check(20)");
        while (rows.step()) {
            if (rows.view(0) != "ok")
                problem("ledger_corrupt", { { "detail", rows.text(0) } });
        }
    }

    void replay(const Entry& entry)
    {
        ++m_check.entries;
        const std::string sequence = std::to_string(entry.sequence);
        if (entry.sequence != m_last.sequence + 1)
            problem("entry_missing", { { "sequence", std::to_string(m_last.sequence + 1) } });
        if (m_chain.next(m_last.chain, entry) != entry.chain)
            problem("chain_broken", { { "sequence", sequence } });
        m_last = { entry.sequence, entry.chain };
        if (const std::string_view wrong = m_tally.add(entry); !wrong.empty())
            problem(std::string(wrong), { { "sequence", sequence } });
        m_check.excess += m_tally.lastExcess();
        if (entry.kind != EntryKind::Reserve)
            return;
        if (!m_attempts.insert(std::string(entry.attemptId)).second)
            problem("attempt_twice", { { "sequence", sequence }, { "attempt", std::string(entry.attemptId) } });
        if (!entry.held.isZero())
            checkCeilings(entry);
    }

    /// The invariant itself, at every reservation, against the ceilings that were in force then.
    void checkCeilings(const Entry& entry)
    {
        while (m_nextSet < m_sets.size() && m_sets[m_nextSet].after < entry.sequence)
            m_inForce = &m_sets[m_nextSet++].ceilings;
        if (m_inForce == nullptr)
            return;
        for (const Balance* balance : m_tally.lastScopes()) {
            const Window window = windowOfPeriod(balance->day);
            for (const Ceiling& ceiling : *m_inForce) {
                if (ceiling.window == window && covers(ceiling.scope, balance->scope)
                    && balance->used() > ceiling.limit) {
                    problem("ceiling_exceeded",
                        { { "sequence", std::to_string(entry.sequence) }, { "scope", balance->scope },
                            { "day", balance->day }, { "limit", ceiling.limit.dollars() },
                            { "used", balance->used().dollars() } });
                }
            }
        }
    }

    void checkSums()
    {
        Tally::Sums expected = m_tally.sums();
        for (const Book::Stored& stored : m_snapshot.reader().allBalances()) {
            const Balance& found = stored.balance;
            const std::pair key { found.day, found.scope };
            const Balance& sum = expected[key]; // nothing where no entry says so
            if (found.settled != sum.settled || found.pending != sum.pending || found.uncertain != sum.uncertain)
                problem("sum_differs", { { "scope", found.scope }, { "day", found.day } });
            expected.erase(key);
        }
        for (const auto& [key, sum] : expected) {
            // Of the others, only those are there that a ceiling needed at its time.
            if (KeptSums::always().has(*kindOf(key.second), windowOfPeriod(key.first)))
                problem("sum_differs", { { "scope", key.second }, { "day", key.first } });
        }
        for (const auto& [key, sum] : m_tally.sums()) {
            if (key.second != "global" || windowOfPeriod(key.first) != Window::Day)
                continue;
            m_check.settled += sum.settled;
            m_check.held += sum.pending + sum.uncertain;
        }
    }

    /// What is kept beside the entries for speed must say what they say.
    void checkDerived()
    {
        std::set<std::int64_t> undecided = m_snapshot.reader().undecided();
        for (const auto& [sequence, open] : m_tally.uncertain()) {
            if (undecided.erase(sequence) == 0)
                problem("undecided_differs", { { "sequence", std::to_string(sequence) } });
        }
        for (const std::int64_t sequence : undecided)
            problem("undecided_differs", { { "sequence", std::to_string(sequence) } });
        const std::int64_t lowWater = m_snapshot.reader().lowWater();
        const std::int64_t lowest = m_tally.pending().empty() ? m_last.sequence + 1 : m_tally.pending().begin()->first;
        if (lowWater > lowest || lowWater < 1)
            problem("low_water_differs", { { "low_water", std::to_string(lowWater) } });
    }

    void checkAnchor(const Result<std::optional<LedgerHead>>& anchor)
    {
        m_check.headSequence = fmt::format("none of {}", m_last.sequence);
        if (!anchor) {
            problem(anchor.error().code, anchor.error().parameters);
            return;
        }
        if (!*anchor)
            return;
        m_check.headSequence = fmt::format("{} of {}", (*anchor)->sequence, m_last.sequence);
        if (const auto checked = checkHeadAnchor(m_snapshot.reader(), **anchor); !checked)
            problem(checked.error().code, checked.error().parameters);
    }

    LedgerSnapshot& m_snapshot;
    std::vector<LedgerReader::CeilingSet> m_sets;
    std::size_t m_nextSet = 0;
    const std::vector<Ceiling>* m_inForce = nullptr;
    LedgerCheck m_check;
    std::size_t m_problems = 0;
    ChainHash m_chain;
    LedgerHead m_last;
    Tally m_tally;
    std::unordered_set<std::string> m_attempts;
};

} // namespace

Result<LedgerCheck> Ledger::verify(const std::string& dir)
{
    try {
        // The anchor first: what it saw is in every later state of the database.
        const auto anchor = readHeadAnchor(dir);
        LedgerSnapshot snapshot(dir);
        return Audit(snapshot).run(anchor);
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

Result<void> Ledger::show(const std::string& dir, const std::function<bool(const LedgerRow&)>& row)
{
    try {
        LedgerSnapshot snapshot(dir);
        LedgerReader& reader = snapshot.reader();
        // First where each attempt ends, in two numbers each; then the attempts in order, each with its end.
        std::unordered_map<std::int64_t, std::int64_t> closes;
        std::unordered_map<std::int64_t, std::int64_t> decisions;
        Statement ends = snapshot.database().prepare("SELECT sequence, kind, ref FROM entry WHERE kind > 1");
        while (ends.step())
            (ends.integer(1) == static_cast<int>(EntryKind::Close) ? closes : decisions)[ends.integer(2)] =
                ends.integer(0);
        reader.scan(1, [&](const Entry& entry) {
            if (entry.kind != EntryKind::Reserve)
                return true;
            LedgerRow found = rowOf(entry);
            for (const auto* index : { &closes, &decisions }) {
                if (const auto end = index->find(entry.sequence); end != index->end())
                    reader.read(end->second, [&found](const Entry& last) { addEnd(found, last); });
            }
            return row(found);
        });
        return {};
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

Result<std::vector<ConfigVersion>> Ledger::storedVersions(const std::string& dir)
{
    try {
        return LedgerSnapshot(dir).reader().versions();
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

Result<ConfigVersion> Ledger::storedVersion(const std::string& dir, std::int64_t number)
{
    try {
        auto version = LedgerSnapshot(dir).reader().version(number);
        if (!version)
            return fail("version_unknown", { { "version", std::to_string(number) } });
        return std::move(*version);
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

Result<std::vector<VirtualKey>> Ledger::storedKeys(const std::string& dir)
{
    try {
        return LedgerSnapshot(dir).reader().keys();
    } catch (const StorageError& error) {
        return tl::unexpected(ledgerErrorOf(error));
    }
}

} // namespace signalbox
