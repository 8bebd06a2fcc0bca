// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/engine.h"

#include "ui/bridge/ask.h"

#include "core/proxy/record_traces.h"

#include <QTimer>

#include <atomic>
#include <mutex>
#include <set>

namespace signalbox::ui {

namespace {

constexpr int kPullMs = 250;
/// Where the proxy's threads leave what they have to say: it may come while the engine is being destroyed.
struct Port {
    std::mutex mutex;
    Engine* engine = nullptr;
};

} // namespace

struct Engine::Impl {
    explicit Impl(RunningProxy& theProxy)
        : proxy(theProxy)
    {
    }

    RunningProxy& proxy;
    QTimer timer;
    bool visible = false;
    bool frozen = false;
    LiveRange range = LiveRange::Hours2;
    std::optional<RunningProxy::Attachment> attachment;
    RunningProxy::Status status;
    LiveSnapshot live;
    std::vector<Balance> balances;
    std::vector<Ledger::Standing> standings;
    std::optional<Stop> stopped;
    std::vector<Breakers::View> breakers;
    std::map<std::string, TierCell> tiersToday;
    std::shared_ptr<const Config> config;
    std::function<void(int)> sampleSender;
    std::function<Result<std::string>(const std::string&)> download;
    std::shared_ptr<Port> port = std::make_shared<Port>();

    std::atomic<bool> cancelled = false;
    /// Counting may take longer than all else: it gives way when another filter is asked for.
    struct Counting {
        RequestFilter filter;
        std::atomic<bool> cancelled = false;
    };
    std::shared_ptr<Counting> counting;
    void countOnly(const RequestFilter& filter)
    {
        if (counting != nullptr && counting->filter != filter)
            counting->cancelled = true;
    }
    std::unique_ptr<RequestLog> log; ///< the log worker's alone
    // Last, so that their threads end before what they use. The keychain may wait for the user for minutes; the log
    // must not wait behind it.
    Worker logWorker;
    Worker actionWorker;

    /// On the log worker: opens the log where that has not been done.
    Result<RequestLog*> openLog(const std::string& dir)
    {
        if (log == nullptr) {
            const auto traces = std::make_shared<const RecordTraces>(dir);
            auto opened = RequestLog::open(dir, [traces](RequestRecord& record) { traces->complete(record); });
            if (!opened)
                return tl::unexpected(opened.error());
            log = std::move(*opened);
        }
        return log.get();
    }
    /// order(RunningProxy&) on the action worker.
    template <class Order> void give(Engine& engine, QObject* context, Order order, Answer<bool> done)
    {
        auto work = [this, order = std::move(order)]() -> Result<bool> {
            return order(proxy).map([] { return true; });
        };
        ask(actionWorker, engine, context, std::move(work), std::move(done));
    }
    /// question(RequestLog&, cancel) on the log worker, its result to done on the GUI thread.
    template <class Question, class Done> void askLog(Engine& engine, QObject* context, Question question, Done done)
    {
        auto work = [this, dir = status.dataDir, question = std::move(question)]() mutable
            -> std::invoke_result_t<Question, RequestLog&, const std::atomic<bool>*> {
            auto opened = openLog(dir);
            if (!opened)
                return tl::unexpected(opened.error());
            return question(**opened, &cancelled);
        };
        ask(logWorker, engine, context, std::move(work), std::move(done));
    }
};

Engine::Engine(RunningProxy& proxy, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(proxy))
    , m_patience(std::make_unique<Patience>(proxy))
    , m_providers(std::make_unique<ProviderDesk>(proxy, *this))
{
    m_impl->timer.setInterval(kPullMs);
    connect(&m_impl->timer, &QTimer::timeout, this, [this] {
        if (m_impl->proxy.refresh(m_impl->range) == RunningProxy::Freshness::Now)
            take(Occasion::Clock);
    });
    m_impl->port->engine = this;
    proxy.alerts().onNews([port = m_impl->port](const AlertNews& news) {
        const std::lock_guard lock(port->mutex);
        if (Engine* engine = port->engine)
            QMetaObject::invokeMethod(engine, [engine, news] { Q_EMIT engine->alertRaised(news); });
    });
    proxy.onRefreshed([port = m_impl->port] {
        const std::lock_guard lock(port->mutex);
        if (Engine* engine = port->engine)
            QMetaObject::invokeMethod(engine, [engine] { engine->take(Occasion::Clock); });
    });
    pull();
}

Engine::~Engine()
{
    {
        const std::lock_guard lock(m_impl->port->mutex);
        m_impl->port->engine = nullptr;
    }
    m_impl->proxy.abandon(RunningProxy::Abandon::ForGood); // else the workers wait for a process that hangs
    m_impl->cancelled = true;
    if (m_impl->counting != nullptr)
        m_impl->counting->cancelled = true;
    m_impl->logWorker.stop();
    m_impl->actionWorker.stop();
}

const std::optional<RunningProxy::Attachment>& Engine::attachment() const
{
    return m_impl->attachment;
}
bool Engine::isStale() const
{
    return m_impl->attachment && !m_impl->attachment->reachable;
}
const RunningProxy::Status& Engine::status() const
{
    return m_impl->status;
}
const LiveSnapshot& Engine::live() const
{
    return m_impl->live;
}
const std::vector<Balance>& Engine::balances() const
{
    return m_impl->balances;
}
const std::vector<Ledger::Standing>& Engine::standings() const
{
    return m_impl->standings;
}
const std::optional<Stop>& Engine::stopped() const
{
    return m_impl->stopped;
}
const std::vector<Breakers::View>& Engine::breakers() const
{
    return m_impl->breakers;
}
const std::map<std::string, TierCell>& Engine::tiersToday() const
{
    return m_impl->tiersToday;
}
std::shared_ptr<const Config> Engine::config() const
{
    return m_impl->config;
}
LiveRange Engine::range() const
{
    return m_impl->range;
}
bool Engine::frozen() const
{
    return m_impl->frozen;
}

void Engine::pull()
{
    (void)m_impl->proxy.refresh(m_impl->range);
    take(Occasion::Order);
}

void Engine::take(Occasion occasion)
{
    Impl& impl = *m_impl;
    const bool wasStale = isStale();
    impl.attachment = impl.proxy.attachment();
    impl.status = impl.proxy.status();
    impl.balances = impl.proxy.balances();
    impl.standings = impl.proxy.standings();
    impl.stopped = impl.proxy.stopped();
    impl.breakers = impl.proxy.breakers();
    impl.tiersToday = impl.proxy.tiersToday();
    const std::shared_ptr<const Config> former = std::exchange(impl.config, impl.proxy.config());
    if (!impl.frozen || impl.live.range != impl.range)
        impl.live = impl.proxy.live(impl.range);
    if (former != nullptr && former != impl.config)
        Q_EMIT configChanged();
    if (isStale() != wasStale)
        Q_EMIT attachmentChanged();
    Q_EMIT pulled(occasion);
}

void Engine::setRange(LiveRange range)
{
    if (range == m_impl->range)
        return;
    m_impl->range = range;
    pull();
}

void Engine::setVisible(bool visible)
{
    if (visible == m_impl->visible)
        return;
    m_impl->visible = visible;
    if (!visible)
        return m_impl->timer.stop();
    pull();
    m_impl->timer.start();
}

void Engine::setFrozen(bool frozen)
{
    m_impl->frozen = frozen;
    pull();
}

void Engine::fetchPage(
    const RequestFilter& filter, qint64 before, int limit, QObject* context, Answer<RequestPage> done)
{
    m_impl->countOnly(filter);
    auto question = [filter, before, limit](
                        RequestLog& log, const auto* cancel) { return log.page(filter, before, limit, cancel); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchPageAfter(
    const RequestFilter& filter, qint64 after, int limit, QObject* context, Answer<RequestPage> done)
{
    auto question = [filter, after, limit](
                        RequestLog& log, const auto* cancel) { return log.pageAfter(filter, after, limit, cancel); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchSessions(const RequestFilter& filter, SessionOrder order, qint64 from, qint64 atMost,
    QObject* context, Answer<SessionList> done)
{
    auto question = [filter, order, from, atMost](RequestLog& log, const auto* cancel) {
        return log.sessions(filter, order, from, atMost, cancel);
    };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchSeenValues(WallUs since, QObject* context, Answer<std::vector<RequestLog::SeenValue>> done)
{
    auto question = [since](RequestLog& log, const auto* cancel) { return log.seenValues(since, cancel); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchCount(const RequestFilter& filter, qint64 atMost, QObject* context, Answer<qint64> done)
{
    Impl& impl = *m_impl;
    impl.countOnly(filter);
    impl.counting = std::make_shared<Impl::Counting>();
    impl.counting->filter = filter;
    auto question = [atMost, counting = impl.counting](RequestLog& log, const auto*) {
        return log.count(counting->filter, atMost, &counting->cancelled).map([](std::int64_t n) { return qint64(n); });
    };
    impl.askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchRequest(const std::string& id, QObject* context, Answer<RequestRecord> done)
{
    auto question = [id](RequestLog& log, const auto*) { return log.find(id); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

void Engine::fetchRuleHits(WallUs since, QObject* context, Answer<std::vector<RequestLog::RuleHits>> done)
{
    auto question = [since](RequestLog& log, const auto*) { return log.ruleHits(since); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

ConfigRead Engine::apply(const std::string& json)
{
    return apply(json, RunningProxy::Occasion {});
}

ConfigRead Engine::apply(const std::string& json, const RunningProxy::Occasion& occasion)
{
    ConfigRead read = m_patience->await([&] { return m_impl->proxy.apply(json, occasion); });
    if (read.config != nullptr)
        pull(); // sees the new configuration and says configChanged()
    return read;
}

ConfigRead Engine::rollBack(std::int64_t version, const std::string& note)
{
    ConfigRead read = m_patience->await([&] { return m_impl->proxy.rollBack(version, note); });
    if (read.config != nullptr)
        pull();
    return read;
}

void Engine::fetchHistory(QObject* context, Answer<std::vector<ConfigVersion>> done)
{
    ask(
        m_impl->logWorker, *this, context, [&proxy = m_impl->proxy] { return proxy.history(); }, std::move(done));
}

void Engine::fetchRolledBack(std::int64_t number, QObject* context, Answer<UndoneConfig> done)
{
    auto work = [&proxy = m_impl->proxy, number]() -> Result<UndoneConfig> {
        const auto versions = proxy.history();
        if (!versions)
            return tl::unexpected(versions.error());
        return rolledBack(
            proxy.config()->text, number, *versions, [&proxy](std::int64_t each) { return proxy.version(each); });
    };
    ask(m_impl->logWorker, *this, context, std::move(work), std::move(done));
}

const PromptWindow& Engine::prompts() const
{
    return m_impl->proxy.prompts();
}

std::vector<VirtualKey> Engine::keys() const
{
    return m_impl->proxy.keys();
}
namespace {

std::set<std::string> refsOf(const ChannelSettings& channel)
{
    const std::vector<std::string> refs = channel.secretRefs();
    return { refs.begin(), refs.end() };
}

} // namespace

/// The providers' ones: how those of channels do is said with the channels, and a key that is not there is missed only
/// while a provider asks for it.
std::vector<SecretStore::View> Engine::secrets() const
{
    std::vector<SecretStore::View> views = m_impl->proxy.secretViews();
    const std::shared_ptr<const Config> config = m_impl->config;
    if (config == nullptr)
        return views;
    std::set<std::string> ofProviders;
    for (const auto& provider : config->providers)
        ofProviders.insert(provider->secretRefs.begin(), provider->secretRefs.end());
    std::set<std::string> ofChannels;
    for (const ChannelSettings& channel : config->alerts.channels)
        ofChannels.merge(refsOf(channel));
    std::erase_if(views, [&](const SecretStore::View& view) {
        return !ofProviders.contains(view.reference) && (!view.loaded || ofChannels.contains(view.reference));
    });
    return views;
}
QString Engine::vaultName() const
{
    return QString::fromStdString(m_impl->proxy.vaultName());
}

void Engine::addKey(const QString& name, const KeyTerms& terms, QObject* context, Answer<NewKey> done)
{
    auto work = [&proxy = m_impl->proxy, name = name.toStdString(), terms] {
        return proxy.addKey(name, std::nullopt, terms);
    };
    auto deliver = [this, done = std::move(done)](Result<NewKey> result) {
        done(std::move(result));
        Q_EMIT keysChanged();
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(deliver));
}

void Engine::orderKey(std::function<Result<void>(RunningProxy&)> order, QObject* context, Answer<bool> done)
{
    auto work = [&proxy = m_impl->proxy, order = std::move(order)]() -> Result<bool> {
        return order(proxy).map([] { return true; });
    };
    auto deliver = [this, done = std::move(done)](Result<bool> result) {
        done(std::move(result));
        Q_EMIT keysChanged();
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(deliver));
}

void Engine::changeKey(
    const std::string& id, const std::string& name, const KeyTerms& terms, QObject* context, Answer<bool> done)
{
    orderKey(
        [id, name, terms](RunningProxy& proxy) { return proxy.changeKey(id, name, terms); }, context, std::move(done));
}

void Engine::restoreKey(const std::string& id, QObject* context, Answer<bool> done)
{
    orderKey([id](RunningProxy& proxy) { return proxy.restoreKey(id); }, context, std::move(done));
}

void Engine::revokeKey(const std::string& id, QObject* context, Answer<bool> done)
{
    orderKey([id](RunningProxy& proxy) { return proxy.revokeKey(id); }, context, std::move(done));
}

void Engine::setSecret(const std::string& reference, const QString& text, QObject* context, Answer<bool> done)
{
    // The one copy of the text is wiped as soon as the store has it.
    auto kept = std::shared_ptr<std::string>(new std::string(text.toStdString()), [](std::string* secret) {
        wipe(*secret);
        delete secret;
    });
    auto work = [&proxy = m_impl->proxy, reference, kept = std::move(kept)]() mutable -> Result<bool> {
        auto stored = proxy.setSecret(reference, *kept).map([] { return true; });
        kept.reset();
        return stored;
    };
    auto deliver = [this, done = std::move(done)](Result<bool> result) {
        done(std::move(result));
        Q_EMIT keysChanged();
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(deliver));
}

void Engine::removeSecret(const std::string& reference, QObject* context, Answer<bool> done)
{
    auto work = [&proxy = m_impl->proxy, reference]() -> Result<bool> {
        return proxy.removeSecret(reference).map([] { return true; });
    };
    auto deliver = [this, done = std::move(done)](Result<bool> result) {
        done(std::move(result));
        Q_EMIT keysChanged();
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(deliver));
}

void Engine::testDeployment(
    const std::string& deployment, QObject* context, std::function<void(RunningProxy::TestReport)> done)
{
    testKey(deployment, {}, context, std::move(done));
}

void Engine::testKey(const std::string& deployment, const std::string& key, QObject* context,
    std::function<void(RunningProxy::TestReport)> done)
{
    auto work = [&proxy = m_impl->proxy, deployment, key] { return proxy.testDeployment(deployment, key); };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(done));
}

std::vector<KeyPools::View> Engine::keyHealth() const
{
    return m_impl->proxy.keyHealth();
}

Money Engine::testCostUpperBound(const std::string& deployment) const
{
    return m_impl->proxy.testCostUpperBound(deployment);
}

void Engine::resetBreaker(const std::string& deployment)
{
    m_impl->proxy.resetBreaker(deployment);
    pull();
}

void Engine::raiseCeiling(const Raise& raise, QObject* context, Answer<bool> done)
{
    m_impl->give(
        *this, context, [raise](RunningProxy& proxy) { return proxy.raiseCeiling(raise); }, std::move(done));
}

void Engine::endRaise(qint64 number, QObject* context, Answer<bool> done)
{
    m_impl->give(
        *this, context, [number](RunningProxy& proxy) { return proxy.endRaise(number); }, std::move(done));
}

void Engine::stopAll(const QString& note, QObject* context, Answer<bool> done)
{
    const auto order = [note = note.toStdString()](RunningProxy& proxy) { return proxy.stopAll(note); };
    m_impl->give(*this, context, order, std::move(done));
}

void Engine::releaseAll(QObject* context, Answer<bool> done)
{
    m_impl->give(
        *this, context, [](RunningProxy& proxy) { return proxy.releaseAll(); }, std::move(done));
}

std::shared_ptr<const PriceHistory> Engine::prices() const
{
    return m_impl->proxy.prices();
}

void Engine::changePrices(PriceOrder order, QObject* context, Answer<std::vector<std::int64_t>> done)
{
    auto work = [&proxy = m_impl->proxy, order = std::move(order)]() mutable {
        return proxy.changePrices(std::move(order));
    };
    auto deliver = [this, done = std::move(done)](Result<std::vector<std::int64_t>> result) {
        pull(); // sees the new prices and says configChanged()
        done(std::move(result));
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(deliver));
}

void Engine::readPriceList(
    const std::string& source, const CatalogueSource& how, QObject* context, Answer<PriceCatalogue> done)
{
    auto work = [download = m_impl->download, source, how]() -> Result<PriceCatalogue> {
        if (!source.starts_with("https://") && !source.starts_with("http://"))
            return readCatalogueFile(source, how);
        if (!download)
            return fail("download_failed", { { "address", source }, { "reason", "offline" } });
        const auto text = download(source);
        return text ? readCatalogue(*text, how) : tl::unexpected(text.error());
    };
    ask(m_impl->actionWorker, *this, context, std::move(work), std::move(done));
}

void Engine::setPriceDownloader(std::function<Result<std::string>(const std::string& address)> download)
{
    m_impl->download = std::move(download);
}

void Engine::fetchModelCosts(WallUs since, QObject* context, Answer<std::vector<RequestLog::ModelCost>> done)
{
    auto question = [since](RequestLog& log, const auto* cancel) { return log.modelCosts(since, cancel); };
    m_impl->askLog(*this, context, std::move(question), std::move(done));
}

std::vector<TokenYields::View> Engine::tokenYields() const
{
    return m_impl->proxy.tokenYields();
}

void Engine::resolveAttempt(
    const std::string& attemptId, const Settlement& settlement, QObject* context, Answer<bool> done)
{
    const auto order = [attemptId, settlement](
                           RunningProxy& proxy) { return proxy.resolveAttempt(attemptId, settlement); };
    m_impl->give(*this, context, order, std::move(done));
}

void Engine::setRouting(Routing routing)
{
    m_impl->proxy.setRouting(routing);
    pull();
}

AlertFeed& Engine::alerts() const
{
    return m_impl->proxy.alerts();
}

void Engine::testAlertChannel(const std::string& channel, QObject* context, Answer<bool> done)
{
    m_impl->give(
        *this, context, [channel](RunningProxy& proxy) { return proxy.alerts().test(channel); }, std::move(done));
}

Result<void> Engine::retryListen(std::optional<quint16> port)
{
    auto listening = m_patience->await([&] { return m_impl->proxy.retryListen(port); });
    pull();
    return listening;
}

void Engine::setSampleSender(std::function<void(int count)> sender)
{
    m_impl->sampleSender = std::move(sender);
}
bool Engine::canSendSamples() const
{
    return bool(m_impl->sampleSender) && m_impl->status.sandbox;
}

void Engine::sendSamples(int count)
{
    if (canSendSamples())
        m_impl->sampleSender(count);
}

} // namespace signalbox::ui
