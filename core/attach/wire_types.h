// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/wire.h"
#include "core/proxy/running_proxy.h"

/// What goes over the socket, type by type. A structured binding has to name each member, so one that is added to a
/// struct and forgotten here does not compile.
namespace signalbox::attach {

// --- enumerations: the last of each ----------------------------------------------------------------------------------

constexpr Routing lastOf(Wired, Routing)
{
    return Routing::Stopped;
}
constexpr LiveRange lastOf(Wired, LiveRange)
{
    return LiveRange::Days7;
}
constexpr LogCompaction::State lastOf(Wired, LogCompaction::State)
{
    return LogCompaction::State::Failed;
}
constexpr BreakerState lastOf(Wired, BreakerState)
{
    return BreakerState::HalfOpen;
}
constexpr KeyState lastOf(Wired, KeyState)
{
    return KeyState::Refused;
}
constexpr AttemptState lastOf(Wired, AttemptState)
{
    return AttemptState::Uncertain;
}
constexpr AtLimit lastOf(Wired, AtLimit)
{
    return AtLimit::Free;
}
constexpr InFlight lastOf(Wired, InFlight)
{
    return InFlight::Cut;
}
constexpr Window lastOf(Wired, Window)
{
    return Window::Month;
}
constexpr AlertKind lastOf(Wired, AlertKind)
{
    return AlertKind::Test;
}
constexpr AlertLevel lastOf(Wired, AlertLevel)
{
    return AlertLevel::Urgent;
}
constexpr AlertNews::What lastOf(Wired, AlertNews::What)
{
    return AlertNews::What::Folded;
}

// --- what has a text of its own already ------------------------------------------------------------------------------

template <> struct Wire<LatencyHistogram> {
    static Json to(const LatencyHistogram& value) { return value.text(); }
    static bool read(const Json& json, LatencyHistogram& value)
    {
        if (!json.is_string())
            return false;
        value = LatencyHistogram::fromText(json.get_ref<const std::string&>());
        return true;
    }
};

template <> struct Wire<KeyTerms> {
    static Json to(const KeyTerms& value) { return keyTermsJson(value); }
    static bool read(const Json& json, KeyTerms& value);
};

/// As the configuration writes it, with source and date.
template <> struct Wire<Price> {
    static Json to(const Price& value);
    static bool read(const Json& json, Price& value);
};

// --- structs ---------------------------------------------------------------------------------------------------------

// One line each: the members in their order.
#define SIGNALBOX_WIRE(Type, ...)                                                                                      \
    template <class T> [[nodiscard]] auto members(Wired, T& value) requires Is<T, Type>                                \
    {                                                                                                                  \
        auto& [__VA_ARGS__] = value;                                                                                   \
        return std::tie(__VA_ARGS__);                                                                                  \
    }

SIGNALBOX_WIRE(ConfigProblem, pointer, line, column, error, warning)
SIGNALBOX_WIRE(RunningProxy::Status, listening, port, baseUrl, listenError, outerAddress, outerUrl, outerError,
    inFlight, connections, sandbox, routing, ledgerHealthy, ledgerProblem, configProblems, configFromLastGood,
    rulesVersion, rulesAppliedAt, dataDir, configPath, droppedLogRows, refusedByGuard, compaction, peersKnown)
SIGNALBOX_WIRE(LogCompaction, state, percent, before, after, problem)
SIGNALBOX_WIRE(RunningProxy::Occasion, origin, note)
SIGNALBOX_WIRE(RunningProxy::TestReport, ok, error, totalUs, cost, answerModel)

SIGNALBOX_WIRE(TierCell, costNano, simulatedNano, savedNano, baselineNano, requests, simulated, paid, unpriced, errors,
    eligible, escalated, total, firstByte)
SIGNALBOX_WIRE(LiveBucket, start, tiers)
SIGNALBOX_WIRE(LiveRequest, id, at, tier, model, ruleId, ruleName, reason, client, feature, session, tokensIn,
    tokensOut, totalUs, firstByteUs, costNano, savedNano, status, errorCode, attempts, simulated, estimated, unpriced,
    stream, escalated, clamped)
SIGNALBOX_WIRE(SpendPace, last10Nano, last30Nano, last60Nano, since, firstPaidToday, paidToday)
SIGNALBOX_WIRE(LiveSnapshot, range, now, buckets, latest, escalationReasons, requestsToday, errorsToday, eligibleToday,
    escalatedToday, simulatedToday, costTodayNano, baselineTodayNano, simulatedTodayNano, savedTodayNano, latencyToday,
    latencyYesterday, pace, requestsLastMinute, revision)

SIGNALBOX_WIRE(Ceiling::Early, from, tiers, rules)
SIGNALBOX_WIRE(Ceiling, id, scope, limit, alertAt, atLimit, window, inFlight, early)
SIGNALBOX_WIRE(Balance, scope, day, settled, pending, uncertain, refused, clamped)
SIGNALBOX_WIRE(Raise, number, ceiling, limit, madeAt, until, note, endedAt)
SIGNALBOX_WIRE(Stop, number, at, note, releasedAt)
SIGNALBOX_WIRE(Ledger::Standing, ceiling, balance, resetsAt, configured, raise)
SIGNALBOX_WIRE(Usage, present, invalid, partial, uncachedIn, cachedIn, cacheWrite5m, cacheWrite1h, out, reasoningOut,
    raw, audioIn, audioOut, imageIn, imageOut, searches, serviceTier, reportedNano)
SIGNALBOX_WIRE(Settlement, state, amount, flags, usage, answerId)

SIGNALBOX_WIRE(Breakers::View, deployment, state, failures, lastCode, opensAgainInMs, byHand)
SIGNALBOX_WIRE(OfferedModel, id, contextLength)
SIGNALBOX_WIRE(KeyPools::View, key, state, code, againInMs, lastUsedAt, uses)
SIGNALBOX_WIRE(SecretStore::View, reference, lastFour, loaded, problem)
SIGNALBOX_WIRE(TokenYield, calls, perMillionBytes, strayPerMillion)
SIGNALBOX_WIRE(TokenYields::View, deployment, input, output)
SIGNALBOX_WIRE(PriceEntry, number, provider, model, from, price, note, madeAt, removedAt)
SIGNALBOX_WIRE(PriceOrder, add, remove, restore)
SIGNALBOX_WIRE(VirtualKey, id, name, sha256, lastFour, createdAt, revokedAt, lastUsedAt, terms)
SIGNALBOX_WIRE(NewKey, key, text)

SIGNALBOX_WIRE(
    AlertEvent, kind, subject, scope, span, window, sharePpm, used, limit, reachesAt, resetsAt, atLimit, code)
SIGNALBOX_WIRE(Alert, id, at, lastAt, level, event, folded, snoozed, seen)
SIGNALBOX_WIRE(AlertNews, what, alert, onDesktop, withSound)
SIGNALBOX_WIRE(AlertFeed::ChannelView, id, waiting, sentAt, failedAt, problem)

#undef SIGNALBOX_WIRE

} // namespace signalbox::attach
