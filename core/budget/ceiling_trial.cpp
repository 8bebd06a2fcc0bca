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
    std::string keyId;
    Money cost;
    Usage usage;
};

/// The tiers that a key is for; a key that is not there may use all of them.
using KeyTiers = std::map<std::string, std::vector<std::string>>;

class Trial {
public:
    Trial(const Ceiling& ceiling, const std::vector<Tier>& tiers, const KeyTiers& keyTiers)
        : m_ceiling(ceiling)
        , m_tiers(tiers)
        , m_keyTiers(keyTiers)
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
            tried.keyId = row.keyId;
            tried.cost = open ? row.reserved : row.amount;
            tried.usage = row.usage;
            tried.usage.raw.clear();
            if (isExtension(row)) {
                m_extensions.emplace_back(callHash(row), std::move(tried));
            } else {
                m_calls.emplace(std::pair(callHash(row), tried.period), m_attempts.size());
                m_attempts.push_back(std::move(tried));
            }
        }
    }

    TrialReport run()
    {
        foldExtensions();
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
    static std::size_t callHash(const LedgerRow& row) { return std::hash<std::string_view>()(callOf(row.attemptId)); }

    /// A hold that grew is one attempt, at its whole cost; what was reserved in a later period stands there by itself.
    void foldExtensions()
    {
        for (auto& [call, tried] : m_extensions) {
            if (const auto first = m_calls.find({ call, tried.period }); first != m_calls.end()) {
                m_attempts[first->second].cost += tried.cost;
                continue;
            }
            tried.attemptNo = 0; // no request begins with it
            m_attempts.push_back(std::move(tried));
        }
        m_extensions.clear();
    }

    [[nodiscard]] bool mayUse(const std::string& keyId, const std::string& tier) const
    {
        const auto found = m_keyTiers.find(keyId);
        return found == m_keyTiers.end()
            || std::find(found->second.begin(), found->second.end(), tier) != found->second.end();
    }

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
            if (!mayUse(tried.keyId, at->id))
                continue;
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
    const KeyTiers& m_keyTiers;
    std::vector<Tried> m_attempts;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_calls; ///< place by call and period
    std::vector<std::pair<std::size_t, Tried>> m_extensions;            ///< with their calls
    std::vector<TrialPeriod> m_periods;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places;
    std::set<std::pair<std::size_t, std::size_t>> m_refused, m_downgraded;
    TrialReport m_report;
};

} // namespace

Result<TrialReport> tryCeiling(
    const std::string& dir, const std::string& sinceDay, const Ceiling& ceiling, const std::vector<Tier>& tiers)
{
    // What a key may use now; one that is gone, or of a ledger that has none, may use all.
    KeyTiers keyTiers;
    if (const auto keys = Ledger::storedKeys(dir)) {
        for (const VirtualKey& key : *keys) {
            if (!key.terms.tiers.empty())
                keyTiers.emplace(key.id, key.terms.tiers);
        }
    }
    Trial trial(ceiling, tiers, keyTiers);
    if (auto read = eachAttempt(dir, sinceDay, [&trial](const LedgerRow& row) { trial.add(row); }); !read)
        return tl::unexpected(read.error());
    return trial.run();
}

} // namespace signalbox
