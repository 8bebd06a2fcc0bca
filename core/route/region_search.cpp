// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/region_texts.h"

#include "core/route/fact_field.h"

#include <algorithm>

// The search: goals force cells out of the domains until nothing more follows, then one undecided condition is tried
// both ways. It ends, because every step settles one; the limit below is for sets built to be hard.
namespace signalbox {

namespace {

using Kind = Condition::Kind;

constexpr int kMostSteps = 200'000;
constexpr int kStepsPerLook = 64; ///< at `cancel`
constexpr std::uint64_t kMostSeeds = 200'000;

} // namespace

class RegionSearch {
public:
    RegionSearch(const RegionSpace& space, const std::atomic<bool>* cancel)
        : m_space(space)
        , m_cancel(cancel)
        , m_texts(*space.m_texts)
        , m_domains(space.m_all)
    {
    }

    RegionAnswer run(const std::vector<RegionSpace::Goal>& goals)
    {
        std::vector<Aim> aims;
        aims.reserve(goals.size());
        for (const RegionSpace::Goal& goal : goals)
            aims.push_back({ m_space.m_roots[goal.condition], goal.holds });
        const bool found = search(std::move(aims));
        RegionAnswer answer;
        if (found) {
            answer.kind = RegionAnswer::Kind::Shown;
            answer.witness = witness();
        } else if (!m_unknown.empty()) {
            answer.kind = RegionAnswer::Kind::Unknown;
            answer.reason = m_unknown;
        }
        return answer;
    }

private:
    struct Aim {
        std::uint32_t node = 0;
        bool wanted = true;
    };
    enum class State { Failed, Settled, Open };
    struct Saved {
        std::uint32_t variable = 0;
        CellSet cells;
    };

    [[nodiscard]] const RegionSpace::Node& node(std::uint32_t at) const { return m_space.m_nodes[at]; }

    [[nodiscard]] Verdict valueOf(std::uint32_t at) const
    {
        const RegionSpace::Node& it = node(at);
        if (it.kind == Kind::Always)
            return Verdict::Yes;
        if (it.kind == Kind::Test) {
            const CellSet& domain = m_domains[it.variable];
            if (!domain.meets(it.cells))
                return Verdict::No;
            return domain.within(it.cells) ? Verdict::Yes : Verdict::Unknown;
        }
        const Verdict settling = it.kind == Kind::All ? Verdict::No : Verdict::Yes;
        Verdict all = it.kind == Kind::All ? Verdict::Yes : Verdict::No;
        for (std::uint32_t child = at + 1; child < it.end; child = node(child).end) {
            const Verdict one = valueOf(child);
            if (one == settling) {
                all = settling;
                break;
            }
            if (one == Verdict::Unknown)
                all = Verdict::Unknown;
        }
        if (it.kind != Kind::None || all == Verdict::Unknown)
            return all;
        return all == Verdict::Yes ? Verdict::No : Verdict::Yes;
    }

    bool narrow(std::uint32_t variable, const CellSet& cells, bool inside)
    {
        CellSet before = m_domains[variable];
        if (!m_domains[variable].keep(cells, inside))
            return true;
        m_trail.push_back({ variable, std::move(before) });
        m_moved = true;
        return !m_domains[variable].empty();
    }

    /// Makes the node what is wanted as far as that is forced. `count` tells open goals how many ways they have.
    State force(std::uint32_t at, bool wanted, std::uint32_t& count)
    {
        const RegionSpace::Node& it = node(at);
        if (it.kind == Kind::Always)
            return wanted ? State::Settled : State::Failed;
        if (it.kind == Kind::Test)
            return narrow(it.variable, it.cells, wanted) ? State::Settled : State::Failed;
        if (it.kind == Kind::None)
            return wanted ? forceEach(at, false, count) : forceOne(at, true, count);
        if (it.kind == Kind::All)
            return wanted ? forceEach(at, true, count) : forceOne(at, false, count);
        return wanted ? forceOne(at, true, count) : forceEach(at, false, count);
    }

    State forceEach(std::uint32_t at, bool wanted, std::uint32_t& count)
    {
        State all = State::Settled;
        for (std::uint32_t child = at + 1; child < node(at).end; child = node(child).end) {
            const State one = force(child, wanted, count);
            if (one == State::Failed)
                return one;
            if (one == State::Open)
                all = State::Open;
        }
        return all;
    }

    State forceOne(std::uint32_t at, bool wanted, std::uint32_t& count)
    {
        const Verdict hit = wanted ? Verdict::Yes : Verdict::No;
        std::uint32_t open = 0;
        std::uint32_t lastOpen = 0;
        for (std::uint32_t child = at + 1; child < node(at).end; child = node(child).end) {
            const Verdict value = valueOf(child);
            if (value == hit)
                return State::Settled;
            if (value == Verdict::Unknown) {
                ++open;
                lastOpen = child;
            }
        }
        if (open == 0)
            return State::Failed;
        if (open == 1)
            return force(lastOpen, wanted, count);
        count = count == 0 ? open : std::min(count, open);
        return State::Open;
    }

    /// Until nothing more follows. False: a contradiction. Settled aims leave the list.
    bool propagate(std::vector<Aim>& aims, std::size_t& tightest)
    {
        do {
            m_moved = false;
            std::size_t kept = 0;
            std::uint32_t fewest = UINT32_MAX;
            for (const Aim aim : std::vector<Aim>(aims)) {
                std::uint32_t count = 0;
                const State state = force(aim.node, aim.wanted, count);
                if (state == State::Failed)
                    return false;
                if (state == State::Settled)
                    continue;
                if (count < fewest) {
                    fewest = count;
                    tightest = kept;
                }
                aims[kept++] = aim;
            }
            aims.resize(kept);
        } while (m_moved);
        return fits();
    }

    /// What no single condition sees: the last message is a part of the whole, and texts must exist.
    bool fits()
    {
        if (m_space.m_tokensLast && m_space.m_tokensContext) {
            const auto& last = m_space.m_variables[*m_space.m_tokensLast];
            const auto& whole = m_space.m_variables[*m_space.m_tokensContext];
            const std::size_t cell = m_domains[*m_space.m_tokensContext].last();
            const std::int64_t most = cell + 1 < whole.cells ? whole.starts[cell + 1] - 1 : whole.most;
            if (last.starts[m_domains[*m_space.m_tokensLast].first()] > most)
                return false;
        }
        return m_texts.fit(m_domains) != RegionTexts::Fit::Never;
    }

    /// An undecided condition below an open aim, and the value that would help.
    Aim choice(const Aim& aim) const
    {
        const RegionSpace::Node& it = node(aim.node);
        const bool below = it.kind == Kind::None ? !aim.wanted : aim.wanted;
        for (std::uint32_t child = aim.node + 1; child < it.end; child = node(child).end) {
            if (valueOf(child) == Verdict::Unknown)
                return node(child).kind == Kind::Test ? Aim { child, below } : choice({ child, below });
        }
        return aim;
    }

    bool search(std::vector<Aim> aims)
    {
        if (++m_steps > kMostSteps || (m_steps % kStepsPerLook == 0 && m_cancel && m_cancel->load())) {
            m_unknown = m_steps > kMostSteps ? "limit" : "cancelled";
            m_stop = true;
        }
        if (m_stop)
            return false;
        std::size_t tightest = 0;
        if (!propagate(aims, tightest))
            return false;
        if (aims.empty()) {
            const bool proved = m_texts.fit(m_domains) == RegionTexts::Fit::Shown;
            if (!proved)
                m_unknown = "pattern";
            return proved;
        }
        const Aim pick = choice(aims[tightest]);
        for (const bool wanted : { pick.wanted, !pick.wanted }) {
            const std::size_t mark = m_trail.size();
            std::vector<Aim> next = aims;
            next.push_back({ pick.node, wanted });
            if (search(std::move(next)))
                return true;
            undo(mark);
        }
        return false;
    }

    void undo(std::size_t mark)
    {
        while (m_trail.size() > mark) {
            m_domains[m_trail.back().variable] = std::move(m_trail.back().cells);
            m_trail.pop_back();
        }
    }

    void showInteger(RegionWitness& shown, const RegionSpace::Variable& variable, const CellSet& domain) const
    {
        const FactPlace place = placeOf(variable.fact);
        std::size_t cell = domain.first();
        // The whole request is as large as it may be, so that the last message fits into it.
        const bool whole = variable.fact == "tokens_context";
        if (whole)
            cell = domain.last();
        std::int64_t value = variable.starts[cell];
        if (whole && m_space.m_tokensLast) {
            const auto& last = m_space.m_variables[*m_space.m_tokensLast];
            value = std::max(value, last.starts[m_domains[*m_space.m_tokensLast].first()]);
        }
        if (place.kind == FactPlace::Kind::BudgetLeft)
            shown.facts.budgetLeft.push_back({ std::string(place.argument), value });
        else if (place.kind == FactPlace::Kind::Share)
            shown.shares.push_back({ std::string(place.argument), value });
        else if (place.field)
            shown.facts.*place.field->integer = value;
    }

    /// What a request has where nobody says anything, as far as no test names it.
    static std::string usualText(const RegionSpace::Variable& variable, const std::string& value)
    {
        const char* usual = variable.fact == "intent" ? "none"
            : variable.fact == "language"             ? "unknown"
            : variable.fact == "requested_model"      ? "auto"
                                                      : "";
        const bool named = std::find(variable.values.begin(), variable.values.end(), usual) != variable.values.end();
        return value.empty() && variable.pieces.empty() && !named ? usual : value;
    }

    void showText(RegionWitness& shown, const RegionSpace::Variable& variable, const std::string& found) const
    {
        const std::string value = usualText(variable, found);
        const FactPlace place = placeOf(variable.fact);
        if (place.kind == FactPlace::Kind::Header && !value.empty())
            shown.facts.headers.push_back({ std::string(place.argument), value });
        else if (place.kind == FactPlace::Kind::Breaker && value != "closed")
            shown.facts.breakers.push_back({ std::string(place.argument), value });
        else if (place.kind == FactPlace::Kind::Text)
            shown.text = value;
        else if (place.field)
            shown.facts.*place.field->text = value;
    }

    [[nodiscard]] RegionWitness witness() const
    {
        RegionWitness shown;
        shown.facts.endpoint = "chat";
        shown.facts.stakes = "normal";
        shown.facts.weekday = "mon";
        shown.facts.time = 0;
        shown.facts.task = "other";
        shown.facts.intent = "none";
        for (std::uint32_t at = 0; at < m_domains.size(); ++at) {
            const RegionSpace::Variable& variable = m_space.m_variables[at];
            using VariableKind = RegionSpace::Variable::Kind;
            if (variable.kind == VariableKind::Truth)
                shown.facts.*findFactField(variable.fact)->truth = m_domains[at].first() == 1;
            else if (variable.kind == VariableKind::Integer)
                showInteger(shown, variable, m_domains[at]);
            else if (variable.kind == VariableKind::Closed)
                showText(shown, variable, variable.values[m_domains[at].first()]);
            else if (variable.kind == VariableKind::Open)
                showText(shown, variable, m_texts.example(at, m_domains).value_or(""));
        }
        shown.facts.tools = shown.facts.toolCount > 0;
        shown.facts.images = shown.facts.imageCount > 0;
        shown.facts.tokensContext = std::max(shown.facts.tokensContext, shown.facts.tokensLast);
        std::sort(shown.facts.headers.begin(), shown.facts.headers.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
        shown.facts.shareSeed = seedFor();
        return shown;
    }

    /// A seed whose shares lie in the cells that are left, or 0 where a short look finds none.
    [[nodiscard]] std::uint64_t seedFor() const
    {
        std::vector<std::uint32_t> shares;
        for (std::uint32_t at = 0; at < m_domains.size(); ++at) {
            if (placeOf(m_space.m_variables[at].fact).kind == FactPlace::Kind::Share)
                shares.push_back(at);
        }
        for (std::uint64_t seed = 1; seed < (shares.empty() ? 2 : kMostSeeds); ++seed) {
            const bool all = std::all_of(shares.begin(), shares.end(), [&](std::uint32_t at) {
                const auto& variable = m_space.m_variables[at];
                const std::int64_t share = shareOf(seed, placeOf(variable.fact).argument);
                const auto cell = std::upper_bound(variable.starts.begin(), variable.starts.end(), share) - 1;
                return m_domains[at].has(static_cast<std::size_t>(cell - variable.starts.begin()));
            });
            if (all)
                return seed;
        }
        return 0;
    }

    const RegionSpace& m_space;
    const std::atomic<bool>* m_cancel;
    const RegionTexts& m_texts;
    std::vector<CellSet> m_domains;
    std::vector<Saved> m_trail;
    std::string m_unknown;
    int m_steps = 0;
    bool m_moved = false;
    bool m_stop = false;
};

RegionAnswer RegionSpace::solve(const std::vector<Goal>& goals, const std::atomic<bool>* cancel) const
{
    return RegionSearch(*this, cancel).run(goals);
}

} // namespace signalbox
