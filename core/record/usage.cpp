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

void addUsage(UsageTable& table, const RequestRecord& record)
{
    UsageKey key { record.startedAt / kQuarterUs * kQuarterUs, record.tier, record.provider, record.model,
        record.client, record.feature, record.ruleId, record.ruleName, record.simulated };
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
