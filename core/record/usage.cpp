// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/usage.h"

#include "core/record/live.h"
#include "core/record/record.h"
#include "core/record/rollup.h"

namespace signalbox {

UsageSums& UsageSums::operator+=(const UsageSums& other)
{
    requests += other.requests;
    errors += other.errors;
    unpriced += other.unpriced;
    attempts += other.attempts;
    tokensIn += other.tokensIn;
    tokensOut += other.tokensOut;
    costNano += other.costNano;
    baselineNano += other.baselineNano;
    savedNano += other.savedNano;
    extraNano += other.extraNano;
    return *this;
}

NameLimit::NameLimit(std::size_t most)
    : m_most(most)
{
}

const std::string& NameLimit::admitted(const std::string& name, WallUs at)
{
    constexpr WallUs kDay = 86'400'000'000;
    constexpr std::size_t kDays = 2;
    if (name.empty())
        return name;
    const WallUs day = at / kDay;
    if (m_days.size() >= kDays && day < m_days.begin()->first) // long over: nothing new of it is counted by itself
        return m_other;
    std::set<std::string>& names = m_days[day];
    const bool known = names.find(name) != names.end();
    const bool room = names.size() < m_most;
    if (!known && room)
        names.insert(name);
    if (m_days.size() > kDays)
        m_days.erase(m_days.begin());
    return known || room ? name : m_other;
}

void addUsage(UsageTable& table, const RequestRecord& record, NameLimit& features)
{
    UsageKey key { record.startedAt / kQuarterUs * kQuarterUs, record.tier, record.provider, record.model,
        record.client, features.admitted(record.feature, record.startedAt), record.ruleId, record.ruleName,
        record.simulated };
    UsageSums& home = table[key];
    ++home.requests;
    home.errors += isFailure(record.status, record.errorCode);
    home.unpriced += record.unpriced;
    home.savedNano += savedNanoOf(record);
    home.baselineNano += record.baselineKnown && !record.simulated ? record.baselineNano : 0;
    std::int64_t rest = record.costNano;
    for (const AttemptRecord& attempt : record.attempts) {
        key.tier = attempt.tier;
        key.provider = attempt.provider;
        key.model = attempt.model;
        UsageSums& sums = table[key];
        ++sums.attempts;
        sums.tokensIn += attempt.uncachedIn + attempt.cachedIn + attempt.cacheWrite;
        sums.tokensOut += attempt.out;
        sums.costNano += attempt.costNano;
        sums.extraNano += &attempt == &record.attempts.back() ? 0 : attempt.costNano;
        rest -= attempt.costNano;
    }
    home.costNano += rest;
    if (record.attempts.empty()) {
        home.tokensIn += record.tokensIn;
        home.tokensOut += record.tokensOut;
    }
}

} // namespace signalbox
