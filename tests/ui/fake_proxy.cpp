// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_proxy.h"

#include "core/alerts/alert_desk.h"
#include "core/base/embedded.h"
#include "core/proxy/config_undo.h"

#include <algorithm>
#include <thread>

namespace signalbox {

struct Proxy::Impl {
    fake::State state;
    SecretStore secrets { std::make_shared<MemoryVault>() };
    SystemClock clock;
    std::unique_ptr<AlertDesk> alerts; ///< the real one, which keeps nothing and sends nothing
};

namespace {

/// Sends as the test's state says.
class FakeChannel final : public Channel {
public:
    FakeChannel(fake::State& state, std::string id)
        : m_state(state)
        , m_id(std::move(id))
    {
    }
    SendOutcome send(const Alert&, const AlertText&, const std::stop_token&) override
    {
        const std::lock_guard lock(m_state.mutex);
        m_state.channelsTested.push_back(m_id);
        if (m_state.channelTest)
            return {};
        return { SendOutcome::Kind::Never, m_state.channelTest.error(), {} };
    }

private:
    fake::State& m_state;
    std::string m_id;
};

} // namespace

namespace fake {

namespace {

std::map<const Proxy*, State*>& states()
{
    static std::map<const Proxy*, State*> all;
    return all;
}

} // namespace

State& stateOf(const Proxy& proxy)
{
    return *states().at(&proxy);
}

std::unique_ptr<Proxy> startProxy()
{
    auto proxy = Proxy::start({});
    return std::move(*proxy);
}

} // namespace fake

Proxy::Proxy(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
    fake::states()[this] = &m_impl->state;
}

Proxy::~Proxy()
{
    fake::states().erase(this);
}

Result<std::unique_ptr<Proxy>> Proxy::start(Options options)
{
    auto impl = std::make_unique<Impl>();
    fake::State& state = impl->state;
    state.status.listening = true;
    state.status.port = 8787;
    state.status.baseUrl = "http://127.0.0.1:8787/v1";
    state.status.sandbox = options.sandbox;
    state.status.dataDir = options.dataDir;
    state.config = readConfig(embedded::sandbox_config, PriceBook::builtIn()).config;
    AlertDesk::Surroundings surroundings;
    surroundings.makeChannel = [&state](const ChannelSettings& channel, const ChannelMeans&) {
        return std::make_unique<FakeChannel>(state, channel.id);
    };
    impl->alerts = std::make_unique<AlertDesk>(std::move(surroundings), impl->clock);
    impl->alerts->start();
    return std::unique_ptr<Proxy>(new Proxy(std::move(impl)));
}

void Proxy::stop(std::chrono::milliseconds) { }

Proxy::Status Proxy::status() const
{
    const std::lock_guard lock(m_impl->state.mutex);
    return m_impl->state.status;
}

Result<void> Proxy::retryListen(std::optional<std::uint16_t> port)
{
    fake::State& state = m_impl->state;
    const std::lock_guard lock(state.mutex);
    state.retries.push_back(port);
    if (!state.freePort || port != state.freePort)
        return fail("port_in_use", { { "port", std::to_string(port.value_or(8787)) } });
    state.status.listening = true;
    state.status.listenError.reset();
    state.status.port = *port;
    state.status.baseUrl = "http://127.0.0.1:" + std::to_string(*port) + "/v1";
    return {};
}

void Proxy::setRouting(Routing routing)
{
    m_impl->state.status.routing = routing;
}

LiveSnapshot Proxy::live(LiveRange range) const
{
    fake::State& state = m_impl->state;
    const std::lock_guard lock(state.mutex);
    ++state.livePulls;
    LiveSnapshot snapshot = state.live[range];
    snapshot.range = range;
    return snapshot;
}

std::map<std::string, TierCell> Proxy::tiersToday() const
{
    return m_impl->state.tiersToday;
}
std::vector<Breakers::View> Proxy::breakers() const
{
    return m_impl->state.breakers;
}
std::vector<Balance> Proxy::balances() const
{
    return m_impl->state.balances;
}
std::vector<Ledger::Standing> Proxy::standings() const
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    return fake::stateOf(*this).standings;
}

Result<void> Proxy::raiseCeiling(Raise raise)
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    fake::stateOf(*this).raises.push_back(std::move(raise));
    return {};
}

Result<void> Proxy::endRaise(std::int64_t)
{
    return {};
}

Result<void> Proxy::stopAll(const std::string& note)
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    fake::stateOf(*this).stopped = Stop { 1, 1, note };
    return {};
}

Result<void> Proxy::releaseAll()
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    fake::stateOf(*this).stopped.reset();
    return {};
}

Result<void> Proxy::resolveAttempt(const std::string& attemptId, Settlement settlement)
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    fake::stateOf(*this).resolved.emplace_back(attemptId, std::move(settlement));
    return {};
}

std::optional<Stop> Proxy::stopped() const
{
    const std::lock_guard lock(fake::stateOf(*this).mutex);
    return fake::stateOf(*this).stopped;
}

void Proxy::resetBreaker(const std::string& deployment)
{
    m_impl->state.breakersReset.push_back(deployment);
}
void Proxy::tripBreaker(const std::string& deployment)
{
    m_impl->state.breakersTripped.push_back(deployment);
}
Result<std::vector<OfferedModel>> Proxy::offeredModels(const std::string& provider, const std::stop_token& stop)
{
    m_impl->state.askedForModels.push_back(provider);
    while (m_impl->state.modelsHang && !stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return stop.stop_requested() ? fail("cancelled") : m_impl->state.offeredModels;
}
std::vector<LocalServer> Proxy::localServers(const std::stop_token& /*stop*/) const
{
    return m_impl->state.localServers;
}
std::shared_ptr<const Config> Proxy::config() const
{
    return m_impl->state.config;
}

ConfigRead Proxy::apply(std::string_view json, const Occasion& occasion)
{
    fake::State& state = m_impl->state;
    ++state.applies;
    const ConfigProblem* problem = firstError(state.status.configProblems);
    if (problem != nullptr && problem->error.code == "config_newer")
        return { nullptr, { *problem } };
    ConfigRead read = readConfig(json, PriceBook::builtIn());
    if (read.config == nullptr)
        return read;
    state.config = read.config;
    m_impl->alerts->configure(read.config->alerts, read.config->day);
    if (state.versions.empty())
        return read;
    ConfigVersion version;
    version.number = ++state.status.rulesVersion;
    version.origin = occasion.origin;
    version.note = occasion.note;
    version.text = read.config->text;
    state.versions.push_back(std::move(version));
    return read;
}

Result<std::vector<ConfigVersion>> Proxy::history() const
{
    std::vector<ConfigVersion> listed = m_impl->state.versions;
    for (ConfigVersion& version : listed)
        version.text.clear();
    return listed;
}

Result<ConfigVersion> Proxy::version(std::int64_t number) const
{
    for (const ConfigVersion& version : m_impl->state.versions) {
        if (version.number == number)
            return version;
    }
    return fail("version_unknown", { { "version", std::to_string(number) } });
}

ConfigRead Proxy::rollBack(std::int64_t number, const std::string& note)
{
    const auto undone =
        rolledBack(config()->text, number, *history(), [this](std::int64_t each) { return version(each); });
    if (!undone)
        return { nullptr, { { {}, 0, 0, undone.error(), false } } };
    ConfigRead read = apply(undone->text, { "rollback:" + std::to_string(number), note });
    read.problems.insert(read.problems.end(), undone->kept.begin(), undone->kept.end());
    return read;
}

const PromptWindow& Proxy::prompts() const
{
    return m_impl->state.prompts;
}

ConfigRead Proxy::reload()
{
    fake::State& state = m_impl->state;
    const auto text = readTextFile(state.status.configPath);
    ConfigRead read = text ? readConfig(*text, PriceBook::builtIn()) : ConfigRead { state.config, {} };
    state.status.configProblems = read.problems;
    if (read.config != nullptr)
        state.config = read.config;
    return read;
}

std::shared_ptr<const PriceHistory> Proxy::prices() const
{
    const std::lock_guard lock(m_impl->state.mutex);
    return std::make_shared<const PriceHistory>(m_impl->state.prices);
}

Result<std::vector<std::int64_t>> Proxy::changePrices(PriceOrder order)
{
    fake::State& state = m_impl->state;
    const std::lock_guard lock(state.mutex);
    if (!state.priceChange)
        return tl::unexpected(state.priceChange.error());
    PriceHistory next = state.prices;
    const WallUs now = m_impl->clock.now();
    std::vector<std::int64_t> numbers;
    for (const std::int64_t number : order.remove) {
        if (auto removed = next.remove(number, now); !removed)
            return tl::unexpected(removed.error());
    }
    for (const std::int64_t number : order.restore) {
        if (auto restored = next.restore(number); !restored)
            return tl::unexpected(restored.error());
    }
    for (PriceEntry& entry : order.add) {
        auto number = next.add(std::move(entry), now);
        if (!number)
            return tl::unexpected(number.error());
        numbers.push_back(*number);
    }
    state.prices = std::move(next);
    if (!state.plain || state.plain->text != state.config->text)
        state.plain = state.config;
    state.config = std::make_shared<const Config>(*pricedAt(state.plain, state.prices, now));
    return numbers;
}

std::shared_ptr<const Config> Proxy::withPrices(const std::shared_ptr<const Config>& read) const
{
    return pricedAt(read, m_impl->state.prices, m_impl->clock.now());
}

std::vector<TokenYields::View> Proxy::tokenYields() const
{
    return m_impl->state.yields;
}

Result<NewKey> Proxy::addKey(const std::string& name, std::optional<std::string> value, const KeyTerms& terms)
{
    auto made = makeVirtualKey(name, std::move(value), 1'795'000'000'000'000);
    if (made) {
        made->key.terms = terms;
        const std::lock_guard lock(m_impl->state.mutex);
        m_impl->state.keys.push_back(made->key);
    }
    return made;
}

Result<void> Proxy::revokeKey(const std::string& id)
{
    const std::lock_guard lock(m_impl->state.mutex);
    for (VirtualKey& key : m_impl->state.keys) {
        if (key.id == id) {
            key.revokedAt = key.createdAt + 1;
            return {};
        }
    }
    return fail("key_unknown", { { "id", id } });
}

Result<void> Proxy::changeKey(const std::string& id, const std::string& name, const KeyTerms& terms)
{
    const std::lock_guard lock(m_impl->state.mutex);
    for (VirtualKey& key : m_impl->state.keys) {
        if (key.id == id) {
            key.name = name;
            key.terms = terms;
            return {};
        }
    }
    return fail("key_unknown", { { "id", id } });
}

Result<void> Proxy::restoreKey(const std::string& id)
{
    const std::lock_guard lock(m_impl->state.mutex);
    for (VirtualKey& key : m_impl->state.keys) {
        if (key.id == id)
            key.revokedAt.reset();
    }
    return {};
}

std::vector<VirtualKey> Proxy::keys() const
{
    const std::lock_guard lock(m_impl->state.mutex);
    return m_impl->state.keys;
}

Result<void> Proxy::setSecret(const std::string& reference, std::string_view text)
{
    m_impl->state.secretsSet.emplace_back(reference, std::string(text));
    return m_impl->secrets.store(reference, text);
}

Result<void> Proxy::removeSecret(const std::string& reference)
{
    return m_impl->secrets.remove(reference);
}
Result<void> Proxy::loadSecrets()
{
    return {};
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
Result<void> Proxy::compactLog()
{
    const std::lock_guard lock(m_impl->state.mutex);
    ++m_impl->state.compactionsAsked;
    return m_impl->state.compactionBegins;
}
void Proxy::cancelCompaction()
{
    const std::lock_guard lock(m_impl->state.mutex);
    ++m_impl->state.compactionsCancelled;
}
std::string Proxy::redacted(std::string text) const
{
    return m_impl->secrets.redacted(std::move(text));
}
std::vector<KeyPools::View> Proxy::keyHealth() const
{
    const std::lock_guard lock(m_impl->state.mutex);
    return m_impl->state.keyHealth;
}
Proxy::TestReport Proxy::testDeployment(const std::string&, const std::string& key)
{
    const std::lock_guard lock(m_impl->state.mutex);
    m_impl->state.keysTested.push_back(key);
    return m_impl->state.testReport;
}
Money Proxy::testCostUpperBound(const std::string&) const
{
    return Money::fromNano(12'000);
}

AlertDesk& Proxy::alerts()
{
    return *m_impl->alerts;
}

} // namespace signalbox
