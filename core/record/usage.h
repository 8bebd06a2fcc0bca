// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace signalbox {

struct RequestRecord;

/// What was used in a quarter of an hour, for reports that reach back further than the requests themselves. Tokens and
/// cost stand at the tier and model of the attempt that caused them, all else at those that served.
struct UsageKey {
    WallUs quarter = 0;
    std::string tier, provider, model, client, feature, ruleId, ruleName;
    bool simulated = false;
    friend auto operator<=>(const UsageKey&, const UsageKey&) = default;
};

struct UsageSums {
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t unpriced = 0; ///< requests
    std::int64_t attempts = 0;
    std::int64_t tokensIn = 0;
    std::int64_t tokensOut = 0;
    std::int64_t costNano = 0;
    std::int64_t baselineNano = 0; ///< of the requests whose baseline is known
    std::int64_t savedNano = 0;    ///< baseline - cost of the same requests, so net of failed and extra attempts
    std::int64_t extraNano = 0;    ///< the part of the cost for attempts that were not the last of their request
    UsageSums& operator+=(const UsageSums& other);
    friend bool operator==(const UsageSums&, const UsageSums&) = default;
};

/// Names that clients give are theirs to invent: the first of each day (UTC) are counted by themselves, all further
/// ones together as "other", so that sums stay small and complete whatever is sent.
class NameLimit {
public:
    static constexpr std::size_t kMost = 1'000;
    static constexpr const char* kOther = "other";
    explicit NameLimit(std::size_t most = kMost);
    /// The name under which it counts. "" is none, and counts as that.
    [[nodiscard]] const std::string& admitted(const std::string& name, WallUs at);

private:
    std::size_t m_most;
    std::map<WallUs, std::set<std::string>> m_days; ///< of the newest two
    std::string m_other = kOther;
};

using UsageTable = std::map<UsageKey, UsageSums>;
void addUsage(UsageTable& table, const RequestRecord& record, NameLimit& features);

} // namespace signalbox
