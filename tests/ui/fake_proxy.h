// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"

#include <atomic>
#include <functional>
#include <mutex>

namespace signalbox::fake {

/// What a Proxy answers in the tests of the window. A program that compiles fake_proxy.cpp in has this Proxy instead of
/// the real one: same class, no thread, no socket, no file.
struct State {
    std::mutex mutex;
    Proxy::Status status;
    std::map<LiveRange, LiveSnapshot> live;
    std::vector<Balance> balances;
    std::vector<Ledger::Standing> standings;
    std::vector<Raise> raises; ///< asked for
    std::optional<Stop> stopped;
    std::vector<std::pair<std::string, Settlement>> resolved; ///< attempts that were decided
    std::vector<Breakers::View> breakers;
    std::map<std::string, TierCell> tiersToday;
    std::shared_ptr<const Config> config;
    std::vector<VirtualKey> keys;
    std::shared_ptr<const Config> plain; ///< config without the operator's prices
    PriceHistory prices;
    Result<void> priceChange; ///< what a change of prices comes to
    std::vector<TokenYields::View> yields;
    std::vector<ConfigVersion> versions; ///< oldest first; apply() adds one and counts status.rulesVersion up
    PromptWindow prompts;
    Proxy::TestReport testReport;
    std::vector<KeyPools::View> keyHealth;
    std::vector<std::string> keysTested;
    std::vector<std::string> channelsTested;
    Result<void> channelTest; ///< what a test of a channel comes to
    // What was asked of it:
    int livePulls = 0;
    int applies = 0; ///< attempts to apply a configuration, refused ones as well
    std::vector<std::optional<std::uint16_t>> retries;
    std::optional<std::uint16_t> freePort; ///< retryListen() succeeds with this one only
    Result<void> compactionBegins;         ///< what compactLog() comes to
    int compactionsAsked = 0, compactionsCancelled = 0;
    std::vector<std::string> breakersReset, breakersTripped;
    Result<std::vector<OfferedModel>> offeredModels = fail("models_none"); ///< what a provider answers
    std::atomic<bool> modelsHang { false };                                ///< until it is cancelled
    std::vector<std::string> askedForModels;                               ///< on a worker
    std::vector<LocalServer> localServers;
    std::vector<std::pair<std::string, std::string>> secretsSet;
};

/// The state of a proxy that came from Proxy::start().
[[nodiscard]] State& stateOf(const Proxy& proxy);
/// A listening proxy with the built-in sandbox configuration and nothing in it yet.
[[nodiscard]] std::unique_ptr<Proxy> startProxy();

} // namespace signalbox::fake
