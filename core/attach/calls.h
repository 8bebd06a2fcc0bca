// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/wire_types.h"

#include <string_view>

/// What a desk may ask of a proxy in another process, each with its name on the socket: the one table that both sides
/// share. Arguments and answers are written and read by their types.
namespace signalbox::attach {

/// How long an answer may take: memory, the disk, or the keychain's and the network's time.
enum class Pace { Soon, Disk, Long };

template <class R, class... A> struct Call {
    std::string_view verb;
    Pace pace;
    R (*run)(RunningProxy&, A...);
};
template <class R, class... A> Call(std::string_view, Pace, R (*)(RunningProxy&, A...)) -> Call<R, A...>;

/// What became of a configuration that was handed over; itself it comes with the next picture.
struct Applied {
    bool applied = false;
    std::vector<ConfigProblem> problems;
    [[nodiscard]] static Applied of(const ConfigRead& read) { return { read.config != nullptr, read.problems }; }
};
template <class T> [[nodiscard]] auto members(Wired, T& value) requires Is<T, Applied>
{
    auto& [applied, problems] = value;
    return std::tie(applied, problems);
}

using Text = const std::string&;

inline constexpr Call kApply { "config.apply", Pace::Disk,
    +[](RunningProxy& proxy, Text json, const RunningProxy::Occasion& occasion) {
        return Applied::of(proxy.apply(json, occasion));
    } };
inline constexpr Call kRollBack { "config.roll_back", Pace::Disk,
    +[](RunningProxy& proxy, std::int64_t number, Text note) { return Applied::of(proxy.rollBack(number, note)); } };
inline constexpr Call kReload { "config.reload", Pace::Disk,
    +[](RunningProxy& proxy) { return Applied::of(proxy.reload()); } };

inline constexpr Call kSetRouting { "routing.set", Pace::Soon,
    +[](RunningProxy& proxy, Routing routing) { proxy.setRouting(routing); } };
inline constexpr Call kRetryListen { "routing.listen", Pace::Soon,
    +[](RunningProxy& proxy, std::optional<std::uint16_t> port) { return proxy.retryListen(port); } };
inline constexpr Call kResetBreaker { "breaker.reset", Pace::Soon,
    +[](RunningProxy& proxy, Text id) { proxy.resetBreaker(id); } };
inline constexpr Call kTripBreaker { "breaker.trip", Pace::Soon,
    +[](RunningProxy& proxy, Text id) { proxy.tripBreaker(id); } };
inline constexpr Call kModels { "provider.models", Pace::Long,
    +[](RunningProxy& proxy, Text id) { return proxy.offeredModels(id, {}); } };
inline constexpr Call kTest { "deployment.test", Pace::Long,
    +[](RunningProxy& proxy, Text id, Text key) { return proxy.testDeployment(id, key); } };

inline constexpr Call kCompactLog { "log.compact", Pace::Disk,
    +[](RunningProxy& proxy) { return proxy.compactLog(); } };
inline constexpr Call kCancelCompaction { "log.cancel", Pace::Soon,
    +[](RunningProxy& proxy) { proxy.cancelCompaction(); } };

inline constexpr Call kRaise { "budget.raise", Pace::Disk,
    +[](RunningProxy& proxy, Raise raise) { return proxy.raiseCeiling(std::move(raise)); } };
inline constexpr Call kEndRaise { "budget.end", Pace::Disk,
    +[](RunningProxy& proxy, std::int64_t number) { return proxy.endRaise(number); } };
inline constexpr Call kStopAll { "budget.stop", Pace::Disk,
    +[](RunningProxy& proxy, Text note) { return proxy.stopAll(note); } };
inline constexpr Call kReleaseAll { "budget.release", Pace::Disk,
    +[](RunningProxy& proxy) { return proxy.releaseAll(); } };
inline constexpr Call kResolve { "budget.resolve", Pace::Disk,
    +[](RunningProxy& proxy, Text id, Settlement settlement) {
        return proxy.resolveAttempt(id, std::move(settlement));
    } };
inline constexpr Call kChangePrices { "prices.change", Pace::Disk,
    +[](RunningProxy& proxy, PriceOrder order) { return proxy.changePrices(std::move(order)); } };

inline constexpr Call kAddKey { "keys.add", Pace::Disk,
    +[](RunningProxy& proxy, Text name, std::optional<std::string> value, const KeyTerms& terms) {
        return proxy.addKey(name, std::move(value), terms);
    } };
inline constexpr Call kChangeKey { "keys.change", Pace::Disk,
    +[](RunningProxy& proxy, Text id, Text name, const KeyTerms& terms) { return proxy.changeKey(id, name, terms); } };
inline constexpr Call kRevokeKey { "keys.revoke", Pace::Disk,
    +[](RunningProxy& proxy, Text id) { return proxy.revokeKey(id); } };
inline constexpr Call kRestoreKey { "keys.restore", Pace::Disk,
    +[](RunningProxy& proxy, Text id) { return proxy.restoreKey(id); } };
inline constexpr Call kRemoveSecret { "secrets.remove", Pace::Long,
    +[](RunningProxy& proxy, Text name) { return proxy.removeSecret(name); } };
inline constexpr Call kRedacted { "secrets.redact", Pace::Soon,
    +[](RunningProxy& proxy, std::string text) { return proxy.redacted(std::move(text)); } };
/// Its text is the frame's secret, so it stands in no JSON.
inline constexpr std::string_view kSetSecret = "secrets.set";

inline constexpr Call kSnooze { "alerts.snooze", Pace::Soon, +[](RunningProxy& proxy, Text key, std::int64_t minutes) {
                                   proxy.alerts().snooze(key, std::chrono::minutes(minutes));
                               } };
inline constexpr Call kWake { "alerts.wake", Pace::Soon,
    +[](RunningProxy& proxy, Text key) { proxy.alerts().wake(key); } };
inline constexpr Call kMarkSeen { "alerts.seen", Pace::Soon, +[](RunningProxy& proxy) { proxy.alerts().markSeen(); } };
inline constexpr Call kTestChannel { "alerts.test", Pace::Long,
    +[](RunningProxy& proxy, Text id) { return proxy.alerts().test(id); } };

inline constexpr auto kCalls =
    std::tuple { kApply, kRollBack, kReload, kSetRouting, kRetryListen, kResetBreaker, kTripBreaker, kModels, kTest,
        kCompactLog, kCancelCompaction, kRaise, kEndRaise, kStopAll, kReleaseAll, kResolve, kChangePrices, kAddKey,
        kChangeKey, kRevokeKey, kRestoreKey, kRemoveSecret, kRedacted, kSnooze, kWake, kMarkSeen, kTestChannel };

template <class R> struct AnswerType {
    using Type = Result<R>;
};
template <class T> struct AnswerType<Result<T>> {
    using Type = Result<T>;
};
/// What comes back: what the call gives, or what went wrong on the way.
template <class R> using AnswerOf = typename AnswerType<R>::Type;

/// The arguments as they lie in memory.
template <class... A> using Arguments = std::tuple<std::decay_t<A>...>;

/// A request: ["verb", [arguments]].
template <class R, class... A> [[nodiscard]] Json requestOf(const Call<R, A...>& call, const Arguments<A...>& arguments)
{
    return Json::array({ call.verb, toWire(arguments) });
}

/// Errors: attach_syntax.
template <class R, class... A>
[[nodiscard]] Json answerTo(const Call<R, A...>& call, RunningProxy& proxy, const Json& given)
{
    auto arguments = fromWire<Arguments<A...>>(given);
    if (!arguments)
        return toWire(Result<void>(tl::unexpected(arguments.error())));
    const auto run = [&](auto&... each) { return call.run(proxy, std::move(each)...); };
    if constexpr (std::is_void_v<R>) {
        std::apply(run, *arguments);
        return toWire(Result<void>());
    } else {
        return toWire(AnswerOf<R>(std::apply(run, *arguments)));
    }
}

} // namespace signalbox::attach
