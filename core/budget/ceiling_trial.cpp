// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ceiling_trial.h"

#include "core/budget/ledger_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace signalbox {

namespace {

/// One attempt, as little of it as is needed.
struct Tried {
    std::int64_t sequence = 0;
    WallUs at = 0;
    std::size_t request = 0; ///< a hash
    int attemptNo = 1;
    std::size_t period = 0; ///< place among the periods
    std::string tier;
    Money cost;
    Usage usage;
};

class Trial {
public:
    Trial(const Ceiling& ceiling, const std::vector<Tier>& tiers)
        : m_ceiling(ceiling)
        , m_tiers(tiers)
    {
    }

    void add(const LedgerRow& row)
    {
        const Booking booking { row.day, row.hour, row.tier, row.provider, row.keyId, row.feature, row.session,
            row.simulated };
        const std::string period = PeriodKeys(row.day, row.hour).of(m_ceiling.window);
        if (row.simulated || period.empty())
            return;
        for (const ScopeKind kind : kAllScopeKinds) {
            const std::string scope = scopeName(kind, booking);
            if (scope.empty() || !covers(m_ceiling.scope, scope))
                continue;
            const bool open = row.state == AttemptState::Pending || row.state == AttemptState::Uncertain;
            Tried tried;
            tried.sequence = row.sequence;
            tried.at = row.createdAt;
            tried.request = std::hash<std::string>()(row.requestId);
            tried.attemptNo = row.attemptNo;
            tried.period = placeOf(period, scope);
            tried.tier = row.tier;
            tried.cost = open ? row.reserved : row.amount;
            tried.usage = row.usage;
            tried.usage.raw.clear();
            m_attempts.push_back(std::move(tried));
        }
    }

    TrialReport run()
    {
        std::sort(m_attempts.begin(), m_attempts.end(),
            [](const Tried& a, const Tried& b) { return a.sequence < b.sequence; });
        for (const Tried& tried : m_attempts)
            decide(tried);
        for (TrialPeriod& period : m_periods) {
            m_report.spent += period.spent;
            m_report.wouldSpend += period.wouldSpend;
            m_report.refused += period.refused;
            m_report.downgraded += period.downgraded;
        }
        std::stable_sort(m_periods.begin(), m_periods.end(),
            [](const TrialPeriod& a, const TrialPeriod& b) { return a.period < b.period; });
        m_report.periods = std::move(m_periods);
        return std::move(m_report);
    }

private:
    std::size_t placeOf(const std::string& period, const std::string& scope)
    {
        const auto [at, isNew] = m_places.emplace(std::pair(period, scope), m_periods.size());
        if (isNew) {
            TrialPeriod made;
            made.period = period;
            made.scope = scope;
            m_periods.push_back(std::move(made));
        }
        return at->second;
    }

    [[nodiscard]] bool fits(const TrialPeriod& period, Money cost) const
    {
        return period.wouldSpend + cost <= m_ceiling.limit;
    }

    [[nodiscard]] bool isEarly(const TrialPeriod& period, const std::string& tier) const
    {
        if (!m_ceiling.early)
            return false;
        const auto& tiers = m_ceiling.early->tiers;
        const double used = static_cast<double>(period.wouldSpend.nano());
        const bool concerned = tiers.empty() || std::find(tiers.begin(), tiers.end(), tier) != tiers.end();
        return concerned && used >= m_ceiling.early->from * static_cast<double>(m_ceiling.limit.nano());
    }

    /// The cost at the next cheaper tier that fits; nullopt: there is none.
    [[nodiscard]] std::optional<Money> cheaper(const TrialPeriod& period, const Tried& tried, AtLimit atLimit) const
    {
        auto at = std::find_if(m_tiers.begin(), m_tiers.end(), [&](const Tier& each) { return each.id == tried.tier; });
        if (at == m_tiers.end() || atLimit == AtLimit::Block)
            return std::nullopt;
        while (at != m_tiers.begin()) {
            --at;
            for (const auto& deployment : at->chain) {
                if (!deployment->price)
                    continue;
                const Money cost = deployment->price->cost(tried.usage, deployment->provider->priceFactorPpm);
                if ((atLimit != AtLimit::Free || cost.isZero()) && fits(period, cost))
                    return cost;
            }
        }
        return std::nullopt;
    }

    void decide(const Tried& tried)
    {
        TrialPeriod& period = m_periods[tried.period];
        period.spent += tried.cost;
        m_report.requests += tried.attemptNo == 1 ? 1 : 0;
        if (m_refused.contains({ tried.request, tried.period }))
            return;
        const bool plain = tried.cost.isZero() || fits(period, tried.cost);
        if (plain && (tried.cost.isZero() || !isEarly(period, tried.tier))) {
            period.wouldSpend += tried.cost;
            return;
        }
        const auto cost = cheaper(period, tried, plain ? AtLimit::Downgrade : m_ceiling.atLimit);
        if (cost && *cost < tried.cost) {
            period.wouldSpend += *cost;
            period.downgraded += m_downgraded.insert({ tried.request, tried.period }).second ? 1 : 0;
        } else if (plain) {
            period.wouldSpend += tried.cost; // nothing cheaper: it goes on as it is
        } else {
            ++period.refused;
            m_refused.insert({ tried.request, tried.period });
        }
        if (!plain && period.reachedAt == 0)
            period.reachedAt = tried.at;
    }

    const Ceiling& m_ceiling;
    const std::vector<Tier>& m_tiers;
    std::vector<Tried> m_attempts;
    std::vector<TrialPeriod> m_periods;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places;
    std::set<std::pair<std::size_t, std::size_t>> m_refused, m_downgraded;
    TrialReport m_report;
};

} // namespace

Result<TrialReport> tryCeiling(
    const std::string& dir, const std::string& sinceDay, const Ceiling& ceiling, const std::vector<Tier>& tiers)
{
    Trial trial(ceiling, tiers);
    if (auto read = eachAttempt(dir, sinceDay, [&trial](const LedgerRow& row) { trial.add(row); }); !read)
        return tl::unexpected(read.error());
    return trial.run();
}

} // namespace signalbox
