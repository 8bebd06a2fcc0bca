// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_sessions.h"

#include "core/record/log_scan.h"
#include "core/record/log_store.h"

#include <algorithm>
#include <unordered_map>

namespace signalbox {

namespace {

/// A sum in little room: there may be as many as requests.
struct Sum {
    std::int64_t firstRow = 0, lastRow = 0, lastUs = 0;
    std::int64_t requests = 0, failed = 0, escalated = 0;
    std::int64_t costNano = 0, simulatedNano = 0, waitedUs = 0, longestUs = 0;
    std::string marks; ///< two bytes a request: tier, flags
};

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Sums = std::unordered_map<std::string, Sum, Hash, std::equal_to<>>;

class Summing {
public:
    void add(const ScannedRequest& request)
    {
        auto entry = m_sums.find(request.session);
        if (entry == m_sums.end()) {
            entry = m_sums.emplace(request.session, Sum()).first;
            entry->second.firstRow = request.n;
        }
        Sum& sum = entry->second;
        sum.lastRow = request.n;
        sum.lastUs = request.totalUs;
        ++sum.requests;
        sum.failed += (request.flags & BlockKind::Failed) != 0 ? 1 : 0;
        sum.escalated += (request.flags & BlockKind::Escalated) != 0 ? 1 : 0;
        ((request.flags & BlockKind::Simulated) != 0 ? sum.simulatedNano : sum.costNano) += request.costNano;
        sum.waitedUs += request.totalUs;
        sum.longestUs = std::max(sum.longestUs, request.totalUs);
        if (sum.marks.size() < 2 * kSessionSteps) {
            sum.marks += tierMark(request.tier);
            sum.marks += static_cast<char>(request.flags);
        }
    }

    [[nodiscard]] SessionList sorted(SessionOrder order, std::int64_t from, std::int64_t atMost) const
    {
        std::vector<const Sums::value_type*> all;
        all.reserve(m_sums.size());
        for (const auto& each : m_sums)
            all.push_back(&each);
        const auto comesFirst = [order](const Sums::value_type* a, const Sums::value_type* b) {
            const std::int64_t left = rank(order, a->second);
            const std::int64_t right = rank(order, b->second);
            return left != right ? left > right : a->second.lastRow > b->second.lastRow;
        };
        const std::int64_t count = static_cast<std::int64_t>(all.size());
        from = std::clamp<std::int64_t>(from, 0, count);
        const std::int64_t end = std::min(count, from + atMost);
        std::partial_sort(all.begin(), all.begin() + end, all.end(), comesFirst);
        SessionList list;
        list.all = count;
        for (std::int64_t at = from; at < end; ++at)
            list.sessions.push_back(whole(*all[static_cast<std::size_t>(at)]));
        return list;
    }

private:
    char tierMark(std::string_view tier)
    {
        constexpr std::size_t kMost = 250;
        const auto known = std::find(m_tiers.begin(), m_tiers.end(), tier);
        if (known == m_tiers.end() && m_tiers.size() < kMost) {
            m_tiers.emplace_back(tier);
            return static_cast<char>(m_tiers.size() - 1);
        }
        return static_cast<char>(known - m_tiers.begin());
    }

    static std::int64_t rank(SessionOrder order, const Sum& sum)
    {
        switch (order) {
        case SessionOrder::Dearest:
            return sum.costNano;
        case SessionOrder::Longest:
            return sum.lastRow / kRowsPerUs + sum.lastUs - sum.firstRow / kRowsPerUs;
        case SessionOrder::MostRequests:
            return sum.requests;
        case SessionOrder::Latest:
            break;
        }
        return sum.lastRow;
    }

    [[nodiscard]] SessionSum whole(const Sums::value_type& entry) const
    {
        const Sum& sum = entry.second;
        SessionSum session;
        session.session = entry.first;
        session.first = sum.firstRow / kRowsPerUs;
        session.last = sum.lastRow / kRowsPerUs + sum.lastUs;
        session.requests = sum.requests;
        session.failed = sum.failed;
        session.escalated = sum.escalated;
        session.costNano = sum.costNano;
        session.simulatedNano = sum.simulatedNano;
        session.waitedUs = sum.waitedUs;
        session.longestUs = sum.longestUs;
        for (std::size_t at = 0; at + 1 < sum.marks.size(); at += 2) {
            const auto tier = static_cast<unsigned char>(sum.marks[at]);
            const auto flags = static_cast<unsigned char>(sum.marks[at + 1]);
            session.steps.push_back({ tier < m_tiers.size() ? m_tiers[tier] : std::string(),
                (flags & BlockKind::Failed) != 0, (flags & BlockKind::Escalated) != 0 });
        }
        return session;
    }

    Sums m_sums;
    std::vector<std::string> m_tiers;
};

} // namespace

SessionList sumSessions(LogScan& scan, SessionOrder order, std::int64_t from, std::int64_t atMost)
{
    Summing sums;
    scan.each(LogScan::Order::OldestFirst, [&sums](const ScannedRequest& request) {
        sums.add(request);
        return true;
    });
    return sums.sorted(order, from, atMost);
}

} // namespace signalbox
