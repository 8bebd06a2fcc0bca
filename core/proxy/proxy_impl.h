// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/alerts/alert_desk.h"
#include "core/http/listener.h"
#include "core/proxy/exchange.h"
#include "core/proxy/expiry_watch.h"
#include "core/proxy/front_door.h"
#include "core/proxy/key_health.h"
#include "core/proxy/proxy.h"
#include "core/proxy/sandbox_server.h"
#include "core/proxy/secret_loader.h"

#include "core/base/ids.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <future>
#include <mutex>
#include <set>
#include <thread>

namespace signalbox {

namespace asio = http::asio;
using http::Awaitable;

inline const SystemClock kSystemClock;

/// The references of all secrets that this configuration's providers and channels want.
[[nodiscard]] inline std::vector<std::string> secretRefs(const Config& config)
{
    std::set<std::string> refs;
    for (const auto& provider : config.providers) {
        if (provider->auth != AuthStyle::None && !provider->simulated)
            refs.insert(provider->secretRefs.begin(), provider->secretRefs.end());
    }
    for (const ChannelSettings& channel : config.alerts.channels) {
        for (const std::string& ref : channel.secretRefs())
            refs.insert(ref);
    }
    return { refs.begin(), refs.end() };
}

/// A result that another thread brings soon: the writer's commits take milliseconds.
template <class T, class Begin>
T awaitSoon(Begin&& begin, T late, std::chrono::seconds patience = std::chrono::seconds(10))
{
    auto promise = std::make_shared<std::promise<T>>();
    std::future<T> future = promise->get_future();
    begin([promise](T value) { promise->set_value(std::move(value)); });
    return future.wait_for(patience) == std::future_status::ready ? future.get() : std::move(late);
}

struct Proxy::Impl {
    explicit Impl(Options given)
        : options(std::move(given))
        , clock(options.clock ? *options.clock : kSystemClock)
        , breakers(clock)
        , secrets(options.vault ? options.vault : std::make_shared<MemoryVault>())
        , keyPools(clock, secrets)
        , keyHealth(options.dataDir)
        , startToken(randomToken(32))
        , prices(options.dataDir)
    {
    }

    Result<void> open();
    void chooseConfig();
    [[nodiscard]] ConfigRead takeConfig(std::string_view text, const Occasion& occasion);
    [[nodiscard]] Result<std::shared_ptr<const Config>> numbered(const Config& next, const Occasion& occasion);
    [[nodiscard]] Result<void> numberFirst();
    /// Puts it in force with today's prices, which are in what is returned.
    std::shared_ptr<const Config> swapConfig(std::shared_ptr<const Config> next);
    void turnPrices();
    void seedYields();
    void hireAlertDesk();
    void startListener();
    [[nodiscard]] Result<void> listenOn(std::uint16_t port);
    [[nodiscard]] Result<void> listenAgain(std::optional<std::uint16_t> port);
    void followOuter(std::optional<OuterListen> wanted);
    void retryOuterLater();
    void addOuter(Status& status);
    [[nodiscard]] http::Listener::Hooks hooksAt(Door door);
    void drainAll(std::function<void()> drained);
    void runDataPlane();
    Awaitable<void> serve(http::Request& request, http::ResponseWriter& writer);
    Awaitable<void> answerPlain(http::Request& request, http::ResponseWriter& writer, const Destination& to);
    void stop(std::chrono::milliseconds drain);
    void cutAll(const Error& why, std::function<bool(const Exchange&)> concerns);
    [[nodiscard]] http::EarlyAnswer checkAtDoor(const http::RequestHead& head, Door door);
    /// In the log: somebody asked with a key that is not good any more.
    void recordRefusal(const http::RequestHead& head, const Client& client);
    void cutReached(const Ledger::Alert& alert);

    Options options;
    const Clock& clock;
    Writer writer;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Recorder> recorder;
    Breakers breakers;
    SecretStore secrets;
    KeyPools keyPools;
    KeyHealthFile keyHealth; ///< kept by the alert desk's thread, then by stop()
    Gates gates;             // outlives io: what waits there lets go of it
    VirtualKeys keys;
    PromptWindow prompts;
    std::unique_ptr<AlertDesk> alerts;
    std::string startToken;
    std::atomic<Routing> routing { Routing::Rules };
    std::atomic<bool> stopping { false };
    std::atomic<std::uint16_t> sandboxPort { 0 };
    std::unique_ptr<SandboxServer> sandbox;

    PriceDesk prices;
    TokenYields yields;
    asio::io_context io { 1 };
    DataPlaneInbox inbox { io };
    std::unique_ptr<http::UpstreamClient> upstream;
    std::unique_ptr<Services> services;
    std::unique_ptr<ExpiryWatch> expiries;
    std::unique_ptr<http::Listener> listener;
    std::optional<OuterListen> outerWanted; ///< data-plane thread, as all of these
    asio::steady_timer outerRetry { io };
    std::thread dataPlane;
    SecretLoader secretLoader { secrets };

    mutable std::mutex mutex;                // guards what follows: shared with the window and the verbs
    std::shared_ptr<const Config> config;    ///< in force, with the prices of the day
    std::shared_ptr<const Config> plain;     ///< the same as it was read
    std::atomic<bool> fileIsNewer { false }; ///< than this program: it is not written over
    std::mutex versionMutex;                 // guards the next line: one configuration is numbered at a time
    ConfigVersion newest;
    Status status;
    /// For listen.outer; the last one is in use while outerOpen, the others finish what they have. They go in stop().
    std::vector<std::unique_ptr<http::Listener>> outer;
    bool outerOpen = false;
    bool stopped = false;
};

} // namespace signalbox
