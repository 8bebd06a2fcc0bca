// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sample_traffic.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <random>

namespace signalbox::fake {

namespace {

constexpr WallUs kSecondUs = 1'000'000;

struct TierModel {
    std::string id;
    double share;
    double costNano; ///< per request
    double latencyMs;
    double escalates;
};

const std::array<TierModel, 3>& tierModels()
{
    static const std::array<TierModel, 3> models { TierModel { "small", 0.62, 0.4e6, 420, 0.07 },
        TierModel { "mid", 0.27, 2.2e6, 760, 0.04 }, TierModel { "frontier", 0.11, 6.9e6, 1'300, 0 } };
    return models;
}

/// Requests per second, with waves and a quiet stretch.
double intensity(WallUs at, WallUs now)
{
    const double hours = double(now - at) / 3.6e9;
    if (hours > 0.93 && hours < 1.05)
        return 0;
    const double wave = 0.5 + 0.25 * std::sin(hours * 5.1) + 0.15 * std::sin(hours * 17.0 + 1);
    return std::max(0.02, wave * (hours < 0.6 ? 1.35 : 0.8));
}

TierCell cellOf(const TierModel& model, int requests, Traffic traffic, std::mt19937& random)
{
    TierCell cell;
    std::lognormal_distribution<double> spread(0, 0.45);
    for (int request = 0; request < requests; ++request) {
        const auto cost = std::int64_t(model.costNano * spread(random));
        ++cell.requests;
        if (traffic == Traffic::Paid) {
            cell.costNano += cost;
            cell.baselineNano += 7'400'000;
            ++cell.paid;
        } else {
            cell.simulatedNano += cost;
            ++cell.simulated;
        }
        const double ms = model.latencyMs * spread(random);
        cell.total.add(std::int64_t(ms * 1000));
        cell.firstByte.add(std::int64_t(ms * 340));
        if (model.escalates <= 0)
            continue;
        ++cell.eligible;
        cell.escalated += double(random() % 1000) / 1000 < model.escalates ? 1 : 0;
    }
    cell.savedNano = cell.baselineNano - (traffic == Traffic::Paid ? cell.costNano : 0);
    return cell;
}

LiveSnapshot snapshotOf(LiveRange range, WallUs now, Traffic traffic)
{
    std::mt19937 random(7 + unsigned(range));
    LiveSnapshot snapshot;
    snapshot.range = range;
    snapshot.now = now;
    const WallUs length = bucketSeconds(range) * kSecondUs;
    const int count = range == LiveRange::Today ? 16 * 60 : bucketCount(range);
    const WallUs last = now / length * length;
    for (int at = count - 1; at >= 0; --at) {
        LiveBucket bucket { .start = last - at * length, .tiers = {} };
        for (const TierModel& model : tierModels()) {
            const double mean = intensity(bucket.start, now) * model.share * double(bucketSeconds(range));
            const int requests = mean <= 0 ? 0 : std::poisson_distribution<int>(mean)(random);
            if (requests > 0)
                bucket.tiers[model.id] = cellOf(model, std::min(requests, 400), traffic, random);
        }
        snapshot.buckets.push_back(std::move(bucket));
    }
    snapshot.escalationReasons = { { "json: not_json", 61 }, { "json: missing_field:total", 20 },
        { "refusal: phrase", 24 }, { "finish_reason: length", 9 } };
    return snapshot;
}

void fillDay(LiveSnapshot& snapshot, Traffic traffic)
{
    snapshot.requestsToday = 8'412;
    snapshot.errorsToday = 3;
    snapshot.eligibleToday = 6'120;
    snapshot.escalatedToday = 392;
    snapshot.requestsLastMinute = 41;
    const std::int64_t spent = 12'410'000'000;
    if (traffic == Traffic::Paid) {
        snapshot.costTodayNano = spent;
        snapshot.baselineTodayNano = 44'280'000'000;
        snapshot.savedTodayNano = snapshot.baselineTodayNano - spent;
        const WallUs minute = 60 * kSecondUs;
        snapshot.pace["mid"] = { .last10Nano = 620'000'000,
            .last30Nano = 1'800'000'000,
            .last60Nano = 3'100'000'000,
            .since = snapshot.now - 115 * minute,
            .firstPaidToday = snapshot.now - 700 * minute,
            .paidToday = 8'412 };
    } else {
        snapshot.requestsToday = 20;
        snapshot.simulatedToday = 20;
        snapshot.errorsToday = 0;
        snapshot.eligibleToday = 14;
        snapshot.escalatedToday = 1;
        snapshot.requestsLastMinute = 20;
        snapshot.simulatedTodayNano = 41'200'000;
    }
    for (int request = 0; request < 400; ++request) {
        snapshot.latencyToday.add(300'000 + request * request * 7);
        snapshot.latencyYesterday.add(290'000 + request * request * 6);
    }
    for (int number = 0; number < 50; ++number)
        snapshot.latest.push_back(sampleRequest(1000 - number, snapshot.now - number * kSecondUs, traffic));
}

} // namespace

LiveRequest sampleRequest(int number, WallUs at, Traffic traffic)
{
    struct Shape {
        const char *tier, *model, *ruleName, *reason;
        int status;
        const char* errorCode;
        std::int64_t costNano;
    };
    static constexpr std::array kShapes {
        Shape { "small", "llama-3.1-8b", "Autocomplete is cheap", "rule:r1", 200, "", 400'000 },
        Shape { "frontier", "claude-opus-4-1", "Everything else", "escalated:json: not_json", 200, "", 6'900'000 },
        Shape { "mid", "gpt-4o-mini", "Code for paying users", "rule:r4", 200, "", 2'200'000 },
        Shape { "small", "llama-3.1-8b", "Everything else", "rule:else", 200, "", 612'000 },
        Shape { "mid", "gpt-4o-mini", "Code for paying users", "fallback:http_503", 200, "", 2'200'000 },
        Shape { "small", "llama-3.1-8b", "Autocomplete is cheap", "rule:r1", 200, "", 41'000 },
        Shape { "", "", "Everything else", "rule:else", 429, "ceiling_reached", 0 },
        Shape { "frontier", "claude-opus-4-1", "Regulated traffic stays pinned", "pin", 499, "client_gone", 6'900'000 },
    };
    const Shape& shape = kShapes[std::size_t(number) % (number % 3 == 0 ? kShapes.size() : 4)];
    LiveRequest request;
    request.id = fmt::format("req_{:026}", number);
    request.at = at;
    request.tier = shape.tier;
    request.model = shape.model;
    request.ruleName = shape.ruleName;
    request.reason = shape.reason;
    request.status = shape.status;
    request.errorCode = shape.errorCode;
    request.costNano = shape.costNano;
    request.tokensIn = 812 + number * 37 % 4000;
    request.tokensOut = 120 + number * 11 % 900;
    request.totalUs = (380 + number * 61 % 1900) * 1000;
    request.firstByteUs = request.totalUs / 3;
    request.attempts = shape.status == 429 ? 0 : (std::string_view(shape.reason).starts_with("rule") ? 1 : 2);
    request.escalated = std::string_view(shape.reason).starts_with("escalated");
    request.simulated = traffic == Traffic::SimulatedOnly;
    return request;
}

void fillWithTraffic(State& state, WallUs now, Traffic traffic)
{
    const std::lock_guard lock(state.mutex);
    for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
        LiveSnapshot snapshot = snapshotOf(range, now, traffic);
        fillDay(snapshot, traffic);
        snapshot.revision = 1;
        state.live[range] = std::move(snapshot);
    }
    state.status.inFlight = 2;
    state.status.rulesVersion = 14;
    state.status.rulesAppliedAt = now - 1'000 * kSecondUs;
    state.status.sandbox = traffic == Traffic::SimulatedOnly;
    Balance global { .scope = "global", .day = "2026-11-22", .settled = {}, .pending = {}, .uncertain = {} };
    Balance sandbox { .scope = "sandbox", .day = "2026-11-22", .settled = {}, .pending = {}, .uncertain = {} };
    if (traffic == Traffic::Paid) {
        global.settled = Money::fromNano(12'410'000'000);
        global.pending = Money::fromNano(340'000'000);
    } else {
        sandbox.settled = Money::fromNano(41'200'000);
    }
    state.balances = { global, sandbox };
}

} // namespace signalbox::fake
