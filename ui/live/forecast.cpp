// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/forecast.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr WallUs kMinuteUs = 60'000'000;
constexpr std::uint64_t kLeastRequests = 20;
constexpr double kNanoPerDollar = 1e9;

struct Rate {
    double dollarsPerMinute;
    int weight;
};

double paidDollars(const LiveSnapshot& snapshot, WallUs since)
{
    std::int64_t nano = 0;
    for (const LiveBucket& bucket : snapshot.buckets) {
        for (const auto& [tier, cell] : bucket.tiers)
            nano += bucket.start >= since ? cell.costNano : 0;
    }
    return double(nano) / kNanoPerDollar;
}

/// Half of the weight lies on either side; the mean of the two middle values where it divides between them.
double weightedMedian(std::array<Rate, 3> rates)
{
    std::sort(rates.begin(), rates.end(),
        [](const Rate& a, const Rate& b) { return a.dollarsPerMinute < b.dollarsPerMinute; });
    int below = 0;
    for (std::size_t at = 0; at < rates.size(); ++at) {
        below += rates[at].weight;
        if (below * 2 == 6 && at + 1 < rates.size())
            return (rates[at].dollarsPerMinute + rates[at + 1].dollarsPerMinute) / 2;
        if (below * 2 > 6)
            return rates[at].dollarsPerMinute;
    }
    return rates.back().dollarsPerMinute;
}

} // namespace

std::optional<double> spendRate(const LiveSnapshot& lastHours)
{
    WallUs first = 0;
    std::uint64_t paid = 0;
    for (const LiveBucket& bucket : lastHours.buckets) {
        for (const auto& [tier, cell] : bucket.tiers) {
            if (cell.costNano <= 0)
                continue;
            paid += cell.requests;
            first = first == 0 ? bucket.start : first;
        }
    }
    if (paid < kLeastRequests || lastHours.now - first < 10 * kMinuteUs)
        return std::nullopt;
    const auto rate = [&](int minutes, int weight) {
        // Traffic that began within the window is not thinned by the time before it.
        const WallUs since = std::max(first, lastHours.now - minutes * kMinuteUs);
        const double span = std::max(10.0, double(lastHours.now - since) / double(kMinuteUs));
        return Rate { paidDollars(lastHours, since) / span, weight };
    };
    return weightedMedian({ rate(10, 3), rate(30, 2), rate(60, 1) });
}

Forecast forecast(const LiveSnapshot& lastHours, Money used, Money limit, WallUs dayEndsAt)
{
    Forecast result;
    if (limit.nano() > 0 && used >= limit) {
        result.kind = Forecast::Kind::Reached;
        return result;
    }
    const std::optional<double> rate = spendRate(lastHours);
    if (!rate)
        return result;
    result.dollarsPerMinute = *rate;
    const double minutesLeft = std::max(0.0, double(dayEndsAt - lastHours.now) / double(kMinuteUs));
    const double dollarsUsed = double(used.nano()) / kNanoPerDollar;
    const double left = double((limit - used).nano()) / kNanoPerDollar;
    result.dayEnd = Money::fromNano(std::llround((dollarsUsed + *rate * minutesLeft) * kNanoPerDollar));
    result.kind = Forecast::Kind::StaysBelow;
    if (limit.nano() > 0 && *rate > 0 && left / *rate <= minutesLeft) {
        result.kind = Forecast::Kind::HitsCeiling;
        result.reachedAt = lastHours.now + WallUs(left / *rate * double(kMinuteUs));
    }
    return result;
}

} // namespace signalbox::ui
