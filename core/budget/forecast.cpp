// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/forecast.h"

#include <algorithm>
#include <array>
#include <limits>

namespace signalbox {

namespace {

constexpr WallUs kMinuteUs = 60'000'000;
constexpr WallUs kHourUs = 60 * kMinuteUs;
constexpr WallUs kLeastAverage = 6 * kHourUs;
constexpr WallUs kLeastTime = 10 * kMinuteUs;
constexpr std::int64_t kLeastPaidRequests = 20;

std::int64_t narrowed(__int128 value)
{
    constexpr __int128 kMost = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::clamp<__int128>(value, 0, kMost));
}

/// Nano-dollars per hour in the last `window`, or in as much of it as had any spend before.
std::int64_t rate(std::int64_t spentNano, WallUs window, const ForecastQuestion& question)
{
    const WallUs active = question.pace.since == 0 ? window : question.now - question.pace.since;
    const WallUs span = std::max(kLeastTime, std::min(window, active));
    return narrowed(static_cast<__int128>(spentNano) * kHourUs / span);
}

std::int64_t pacePerHour(const ForecastQuestion& question)
{
    const std::int64_t ten = rate(question.pace.last10Nano, 10 * kMinuteUs, question);
    const std::int64_t thirty = rate(question.pace.last30Nano, 30 * kMinuteUs, question);
    const std::int64_t sixty = rate(question.pace.last60Nano, 60 * kMinuteUs, question);
    std::array<std::int64_t, 6> weighted { ten, ten, ten, thirty, thirty, sixty };
    std::sort(weighted.begin(), weighted.end());
    return weighted[2] + (weighted[3] - weighted[2]) / 2;
}

/// The ledger refuses what does not fit, so a ceiling is hardly ever used to the last nano-dollar: with refusals and
/// under 1 % left it is reached for all that matters.
bool isReached(const ForecastQuestion& question, Money left)
{
    const bool nothingLeft = left.nano() <= 0;
    const bool hardlyAny = left.nano() <= question.limit.nano() / 100 && question.balance.refused > 0;
    return nothingLeft || hardlyAny;
}

/// Where the period ends at so many nano-dollars an hour.
Forecast ahead(const ForecastQuestion& question, std::int64_t perHour)
{
    Forecast result;
    const Money used = question.balance.used();
    const Money left = question.limit - used;
    const WallUs rest = std::max<WallUs>(0, question.resetsAt - question.now);
    result.resetsAt = question.resetsAt;
    result.perHour = Money::fromNano(perHour);
    result.endOfDay = used + Money::fromNano(narrowed(static_cast<__int128>(perHour) * rest / kHourUs));
    result.kind = Forecast::Case::EndsBelow;
    if (perHour == 0 || result.endOfDay < question.limit)
        return result;
    result.kind = Forecast::Case::Reaches;
    const __int128 untilReached = static_cast<__int128>(left.nano()) * kHourUs / perHour;
    result.reachesAt = question.now + narrowed(std::min<__int128>(untilReached, rest));
    return result;
}

Forecast reached(const ForecastQuestion& question)
{
    Forecast result;
    result.resetsAt = question.resetsAt;
    result.kind = Forecast::Case::Reached;
    result.reachesAt = question.reachedAt;
    result.endOfDay = question.balance.used();
    return result;
}

} // namespace

Forecast forecast(const ForecastQuestion& question)
{
    if (isReached(question, question.limit - question.balance.used()))
        return reached(question);
    const SpendPace& pace = question.pace;
    const bool longEnough = pace.firstPaidToday != 0 && question.now - pace.firstPaidToday >= kLeastTime;
    if (!longEnough || pace.paidToday < kLeastPaidRequests) {
        Forecast result;
        result.resetsAt = question.resetsAt;
        return result;
    }
    return ahead(question, pacePerHour(question));
}

Forecast forecastByAverage(const ForecastQuestion& question, WallUs startedAt)
{
    if (isReached(question, question.limit - question.balance.used()))
        return reached(question);
    const WallUs elapsed = question.now - startedAt;
    const Money firm = question.balance.settled + question.balance.uncertain;
    if (elapsed < kLeastAverage || firm.isZero()) {
        Forecast result;
        result.resetsAt = question.resetsAt;
        return result;
    }
    return ahead(question, narrowed(static_cast<__int128>(firm.nano()) * kHourUs / elapsed));
}

std::optional<SpendPace> paceOf(const LiveSnapshot& snapshot, std::string_view scope)
{
    constexpr std::string_view kTier = "tier:";
    SpendPace pace;
    if (scope.substr(0, kTier.size()) == kTier) {
        const auto found = snapshot.pace.find(std::string(scope.substr(kTier.size())));
        return found == snapshot.pace.end() ? pace : found->second;
    }
    if (scope != "global")
        return std::nullopt;
    for (const auto& [tier, ofTier] : snapshot.pace)
        pace.merge(ofTier);
    return pace;
}

} // namespace signalbox
