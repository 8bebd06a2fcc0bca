// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/deployment_test.h"
#include "core/proxy/log_retention.h"
#include "core/proxy/proxy_impl.h"
#include "core/proxy/test_cost.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <pthread.h>

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::chrono::seconds kTestPatience { 120 };

} // namespace

// --- start -----------------------------------------------------------------------------------------------------------

Result<void> Proxy::Impl::open()
{
    status.dataDir = options.dataDir;
    status.configPath = options.configPath;
    status.sandbox = options.sandbox;
    if (auto read = prices.open(); !read)
        return read;
    chooseConfig();
    if (!options.ledgerOff) {
        Ledger::Options ledgerOptions;
        ledgerOptions.dir = options.dataDir;
        auto opened = Ledger::open(std::move(ledgerOptions), clock, config->day);
        if (!opened)
            return tl::unexpected(opened.error());
        ledger = std::move(*opened);
        ledger->setCeilings(config->ceilings);
        keys.replace(ledger->keys());
        ledger->attach(writer);
    }
    auto log = Recorder::open(options.dataDir, clock, config->day);
    if (!log)
        return tl::unexpected(log.error());
    recorder = std::move(*log);
    recorder->setRetention(retentionOf(*config));
    recorder->attach(writer);
    writer.start();
    if (auto first = numberFirst(); !first)
        return tl::unexpected(first.error());
    keyHealth.restore(keyPools);
    hireAlertDesk();
    seedYields();
    const bool simulated =
        std::any_of(config->providers.begin(), config->providers.end(), [](const auto& p) { return p->simulated; });
    if (options.sandbox || simulated) {
        SandboxScript script;
        if (!options.sandboxScript.empty()) {
            auto read = SandboxScript::parse(options.sandboxScript);
            if (!read)
                return tl::unexpected(read.error());
            script = std::move(*read);
        }
        auto server = SandboxServer::start(0, std::move(script));
        if (!server)
            return tl::unexpected(server.error());
        sandbox = std::move(*server);
        sandboxPort = sandbox->port();
        status.sandbox = true;
    }
    // env: and session references are at hand at once; the keychain may ask the user, so it is read beside the start.
    for (const std::string& reference : secretRefs(*config)) {
        if (reference.rfind("keychain:", 0) != 0)
            (void)secrets.load(reference);
    }
    secretLoader.load(secretRefs(*config));
    runDataPlane();
    return {};
}

void Proxy::Impl::runDataPlane()
{
    upstream = std::make_unique<http::UpstreamClient>(io, http::UpstreamLimits {});
    services = std::make_unique<Services>(Services { io, inbox, clock, *upstream, ledger.get(), *recorder, breakers,
        secrets, keys, prompts, *alerts, sandboxPort, config });
    services->yields = &yields;
    services->keyPools = &keyPools;
    services->gates = &gates;
    expiries = std::make_unique<ExpiryWatch>(*services);
    services->expiries = expiries.get();
    services->routing = &routing;
    services->turnPrices = [this] { turnPrices(); };
    startListener();
    dataPlane = std::thread([this] {
        pthread_setname_np(pthread_self(), "data-plane"); // for top and perf
        const auto work = asio::make_work_guard(io);
        io.run();
    });
}

void Proxy::Impl::startListener()
{
    http::Limits limits;
    limits.sameUserOnly = config->sameUserOnly;
    limits.peerProofRequired = config->sameUserProven;
    limits.allowedOrigins = config->allowedOrigins;
    listener = std::make_unique<http::Listener>(io, std::move(limits), hooksAt(Door::Loopback));
    (void)listenOn(options.port.value_or(config->port)); // what went wrong stands in the status
}

http::Listener::Hooks Proxy::Impl::hooksAt(Door door)
{
    http::Listener::Hooks hooks;
    hooks.serve = [this](http::Request& request, http::ResponseWriter& client) { return serve(request, client); };
    hooks.checkHead = [this, door](const http::RequestHead& head) { return checkAtDoor(head, door); };
    hooks.refusalBody = [](const http::RequestHead*, int code, std::string_view word) {
        return refusalBody(code, word);
    };
    return hooks;
}

// --- serve -----------------------------------------------------------------------------------------------------------

Awaitable<void> Proxy::Impl::serve(http::Request& request, http::ResponseWriter& client)
{
    const Destination to = destinationOf(request.head.path);
    if (to.path != Path::Exchange) {
        co_await answerPlain(request, client, to);
        co_return;
    }
    if (clock.now() >= services->config->pricesUntil)
        turnPrices();
    Exchange exchange(*services, request, client);
    co_await exchange.run(to.endpoint);
}

Awaitable<void> Proxy::Impl::answerPlain(http::Request& request, http::ResponseWriter& client, const Destination& to)
{
    const Config& now = *services->config;
    // Named, because g++ 12 does not take braced temporaries inside a co_await.
    http::ResponseHead head;
    head.fields.emplace_back("Content-Type", "application/json");
    std::optional<std::string> body;
    const Client* asker = clientOf(request.admitted);
    const KeyTerms terms = asker ? asker->terms : KeyTerms();
    if (to.path == Path::Healthz)
        body = healthBody(request.head, keys, clock.now(), startToken);
    else if (to.path == Path::Models)
        body = modelsBody(now, terms);
    else if (to.path == Path::Model)
        body = modelBody(now, terms, to.model);
    if (body) {
        if (to.path == Path::Healthz && body->front() != '{')
            head.fields.front().second = "text/plain";
        (void)co_await client.sendWhole(head, *body);
        co_return;
    }
    const Error error { "path_unknown", {} };
    const ErrorAnswer unknown = errorAnswer(error, clock.now());
    const http::ResponseHead notFound = unknown.head();
    const std::string text = unknown.body();
    (void)co_await client.sendWhole(notFound, text);
}

// --- stop ------------------------------------------------------------------------------------------------------------

void Proxy::Impl::stop(std::chrono::milliseconds drain)
{
    {
        const std::lock_guard lock(mutex);
        if (stopped)
            return;
        stopped = true;
    }
    stopping = true;
    if (dataPlane.joinable()) {
        auto drained = std::make_shared<std::promise<void>>();
        auto done = drained->get_future();
        asio::post(io, [this, drained] { drainAll([drained] { drained->set_value(); }); });
        if (done.wait_for(drain) != std::future_status::ready) {
            auto cut = std::make_shared<std::promise<void>>();
            asio::post(io, [this, cut] {
                listener->closeAll();
                for (auto& each : outer)
                    each->closeAll();
                cut->set_value();
            });
            cut->get_future().wait();
            (void)done.wait_for(std::chrono::milliseconds(500)); // settlements of what was cut
        }
        asio::post(io, [this] { io.stop(); });
        dataPlane.join();
    }
    secretLoader.stop();
    writer.stop();
    alerts->stop(); // looks at the ledger until here
    keyHealth.keep(keyPools);
    listener.reset();
    outer.clear();
    expiries.reset();
    services.reset();
    upstream.reset();
    sandbox.reset();
    ledger.reset();
    const std::lock_guard lock(mutex);
    status.listening = false;
}

// --- the public face -------------------------------------------------------------------------------------------------

Proxy::Proxy(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Proxy::~Proxy()
{
    stop(std::chrono::seconds(4));
}

Result<std::unique_ptr<Proxy>> Proxy::start(Options options)
{
    auto impl = std::make_unique<Impl>(std::move(options));
    if (auto opened = impl->open(); !opened) {
        impl->writer.stop();
        if (impl->alerts)
            impl->alerts->stop();
        return tl::unexpected(opened.error());
    }
    return std::unique_ptr<Proxy>(new Proxy(std::move(impl)));
}

void Proxy::stop(std::chrono::milliseconds drain)
{
    m_impl->stop(drain);
}

Proxy::Status Proxy::status() const
{
    Status status;
    {
        const std::lock_guard lock(m_impl->mutex);
        status = m_impl->status;
        if (m_impl->stopped)
            return status;
    }
    const auto counters = m_impl->listener->counters();
    status.inFlight = counters.inFlight;
    status.connections = counters.open;
    status.refusedByGuard = counters.refused;
    m_impl->addOuter(status);
    status.peersKnown = counters.peersKnown;
    status.routing = m_impl->routing;
    if (m_impl->ledger) {
        status.ledgerHealthy = m_impl->ledger->healthy();
        status.ledgerProblem = m_impl->ledger->lastProblem();
    }
    status.droppedLogRows = m_impl->recorder->dropped();
    status.compaction = m_impl->recorder->compaction();
    return status;
}

Result<void> Proxy::compactLog()
{
    return m_impl->recorder->compact();
}

void Proxy::cancelCompaction()
{
    m_impl->recorder->cancelCompaction();
}

Result<void> Proxy::retryListen(std::optional<std::uint16_t> port)
{
    return awaitSoon<Result<void>>(
        [&](auto done) { asio::post(m_impl->io, [this, port, done] { done(m_impl->listenAgain(port)); }); },
        fail("listen_failed"));
}

void Proxy::setRouting(Routing routing)
{
    m_impl->routing = routing;
}

LiveSnapshot Proxy::live(LiveRange range) const
{
    return m_impl->recorder->live(range);
}

std::map<std::string, TierCell> Proxy::tiersToday() const
{
    return m_impl->recorder->today();
}

std::vector<Breakers::View> Proxy::breakers() const
{
    return m_impl->breakers.view();
}

std::vector<Balance> Proxy::balances() const
{
    return m_impl->ledger ? m_impl->ledger->balances() : std::vector<Balance>();
}

void Proxy::tripBreaker(const std::string& deployment)
{
    m_impl->breakers.trip(deployment);
}

void Proxy::resetBreaker(const std::string& deployment)
{
    m_impl->breakers.reset(deployment);
}

Result<void> Proxy::setSecret(const std::string& reference, std::string_view text)
{
    auto stored = m_impl->secrets.store(reference, text);
    if (stored)
        m_impl->keyPools.acquit(reference);
    return stored;
}

Result<void> Proxy::removeSecret(const std::string& reference)
{
    return m_impl->secrets.remove(reference);
}

Result<void> Proxy::loadSecrets()
{
    Result<void> first;
    for (const std::string& reference : secretRefs(*config())) {
        if (auto loaded = m_impl->secrets.load(reference); !loaded && first)
            first = loaded;
    }
    return first;
}

std::vector<KeyPools::View> Proxy::keyHealth() const
{
    return m_impl->keyPools.view();
}

SecretStore& Proxy::secrets()
{
    return m_impl->secrets;
}

std::vector<SecretStore::View> Proxy::secretViews() const
{
    return m_impl->secrets.view();
}

std::string Proxy::vaultName() const
{
    return m_impl->secrets.vaultName();
}

std::string Proxy::redacted(std::string text) const
{
    return m_impl->secrets.redacted(std::move(text));
}

Proxy::TestReport Proxy::testDeployment(const std::string& deploymentId, const std::string& key)
{
    const std::shared_ptr<const Config> config = this->config();
    const DeploymentPlace place = placeOf(*config, deploymentId);
    TestReport missing;
    missing.error = { "deployment_unknown", { { "deployment", deploymentId } } };
    const auto request = testRequest();
    if (!place.deployment || !request)
        return missing;
    auto promise = std::make_shared<std::promise<TestReport>>();
    std::future<TestReport> future = promise->get_future();
    auto run = [pools = &m_impl->keyPools](std::unique_ptr<DeploymentTest> test,
                   std::shared_ptr<std::promise<TestReport>> told) -> Awaitable<void> {
        const std::unique_ptr<AttemptOutcome> outcome = co_await test->attempt.run();
        learnFromTest(*pools, *outcome);
        told->set_value(reportOf(*outcome));
    };
    auto test = std::make_unique<DeploymentTest>(
        *m_impl->services, config, place.deployment, place.tier, *request, newRequestId(m_impl->clock.now()), key);
    asio::co_spawn(m_impl->io, run(std::move(test), std::move(promise)), asio::detached);
    const auto until = std::chrono::steady_clock::now() + kTestPatience;
    // Whoever waits here must not hold up the end of the process.
    while (!m_impl->stopping && std::chrono::steady_clock::now() < until) {
        if (future.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready)
            return future.get();
    }
    return TestReport { false, { "upstream_timeout", {} }, 0, {}, "" };
}

Money Proxy::testCostUpperBound(const std::string& deploymentId) const
{
    return testCostBound(*config(), deploymentId);
}

AlertDesk& Proxy::alerts()
{
    return *m_impl->alerts;
}

} // namespace signalbox
