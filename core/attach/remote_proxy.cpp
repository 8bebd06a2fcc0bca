// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/remote_proxy.h"

#include "core/attach/remote_link.h"
#include "core/proxy/test_cost.h"

namespace signalbox::attach {

/// What happens to alerts goes the same way as all else.
class RemoteProxy::Alerts final : public AlertFeed {
public:
    explicit Alerts(RemoteLink& link)
        : m_link(link)
    {
    }
    void onNews(std::function<void(const AlertNews&)> callback) override { m_link.onNews(std::move(callback)); }
    std::vector<Alert> alerts() const override
    {
        return m_link.look([](const Picture& picture) { return picture.alerts; });
    }
    std::uint64_t revision() const override
    {
        return m_link.look([](const Picture& picture) { return picture.alertRevision; });
    }
    std::map<std::string, WallUs> snoozes() const override
    {
        return m_link.look([](const Picture& picture) { return picture.snoozes; });
    }
    void snooze(const std::string& key, std::chrono::minutes time) override
    {
        m_link.send(kSnooze, key, std::int64_t(time.count()));
    }
    void wake(const std::string& key) override { m_link.send(kWake, key); }
    void markSeen() override { m_link.send(kMarkSeen); }
    Error storeProblem() const override
    {
        return m_link.look([](const Picture& picture) { return picture.storeProblem; });
    }
    std::vector<ChannelView> channels() const override
    {
        return m_link.look([](const Picture& picture) { return picture.channels; });
    }
    Result<void> test(const std::string& channel) override { return m_link.call(kTestChannel, channel); }

private:
    RemoteLink& m_link;
};

struct RemoteProxy::Impl {
    Impl(const std::string& folder, const std::string& version)
        : dataDir(folder)
        , link(folder, version)
        , alerts(link)
    {
    }
    std::string dataDir;
    RemoteLink link;
    Alerts alerts;
    PromptWindow prompts { false };
};

Result<std::unique_ptr<RemoteProxy>> RemoteProxy::attach(const std::string& dataDir, const std::string& version)
{
    auto impl = std::make_unique<Impl>(dataDir, version);
    if (auto started = impl->link.start(); !started)
        return tl::unexpected(started.error());
    return std::unique_ptr<RemoteProxy>(new RemoteProxy(std::move(impl)));
}

RemoteProxy::RemoteProxy(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RemoteProxy::~RemoteProxy() = default;

std::optional<RunningProxy::Attachment> RemoteProxy::attachment() const
{
    return m_impl->link.attachment();
}

void RemoteProxy::abandon(Abandon how)
{
    m_impl->link.abandon(how);
}

RunningProxy::Freshness RemoteProxy::refresh(LiveRange range)
{
    m_impl->link.refresh(range);
    return Freshness::Later;
}

void RemoteProxy::onRefreshed(std::function<void()> callback)
{
    m_impl->link.onHeard(std::move(callback));
}

// --- what was told last ----------------------------------------------------------------------------------------------

RunningProxy::Status RemoteProxy::status() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.status; });
}
LiveSnapshot RemoteProxy::live(LiveRange range) const
{
    return m_impl->link.look([range](const Picture& picture) {
        if (picture.live.range == range)
            return picture.live;
        LiveSnapshot none;
        none.range = range;
        return none;
    });
}
std::map<std::string, TierCell> RemoteProxy::tiersToday() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.tiersToday; });
}
std::vector<Breakers::View> RemoteProxy::breakers() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.breakers; });
}
std::vector<Balance> RemoteProxy::balances() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.balances; });
}
std::vector<Ledger::Standing> RemoteProxy::standings() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.standings; });
}
std::shared_ptr<const Config> RemoteProxy::config() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.config; });
}
std::optional<Stop> RemoteProxy::stopped() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.stopped; });
}
std::shared_ptr<const PriceHistory> RemoteProxy::prices() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.prices; });
}
std::vector<TokenYields::View> RemoteProxy::tokenYields() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.yields; });
}
std::vector<VirtualKey> RemoteProxy::keys() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.keys; });
}
std::vector<SecretStore::View> RemoteProxy::secretViews() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.secrets; });
}
std::string RemoteProxy::vaultName() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.vaultName; });
}
std::vector<KeyPools::View> RemoteProxy::keyHealth() const
{
    return m_impl->link.look([](const Picture& picture) { return picture.keyHealth; });
}
AlertFeed& RemoteProxy::alerts()
{
    return m_impl->alerts;
}
const PromptWindow& RemoteProxy::prompts() const
{
    return m_impl->prompts;
}

// --- what is worked out here -----------------------------------------------------------------------------------------

Result<std::vector<ConfigVersion>> RemoteProxy::history() const
{
    return Ledger::storedVersions(m_impl->dataDir);
}
Result<ConfigVersion> RemoteProxy::version(std::int64_t number) const
{
    return Ledger::storedVersion(m_impl->dataDir, number);
}
std::shared_ptr<const Config> RemoteProxy::withPrices(const std::shared_ptr<const Config>& read) const
{
    return pricedAt(read, *prices(), SystemClock().now());
}
Money RemoteProxy::testCostUpperBound(const std::string& deployment) const
{
    return testCostBound(*config(), deployment);
}

// --- orders ----------------------------------------------------------------------------------------------------------

ConfigRead RemoteProxy::taken(Result<Applied> applied)
{
    if (!applied)
        return { nullptr, { { {}, 0, 0, applied.error(), false } } };
    m_impl->link.refreshAndWait();
    return { applied->applied ? config() : nullptr, std::move(applied->problems) };
}
ConfigRead RemoteProxy::apply(std::string_view json, const Occasion& occasion)
{
    return taken(m_impl->link.call(kApply, std::string(json), occasion));
}
ConfigRead RemoteProxy::rollBack(std::int64_t number, const std::string& note)
{
    return taken(m_impl->link.call(kRollBack, number, note));
}
ConfigRead RemoteProxy::reload()
{
    return taken(m_impl->link.call(kReload));
}
Result<void> RemoteProxy::retryListen(std::optional<std::uint16_t> port)
{
    auto listening = m_impl->link.call(kRetryListen, port);
    m_impl->link.refreshAndWait();
    return listening;
}
void RemoteProxy::setRouting(Routing routing)
{
    m_impl->link.foretell([routing](Picture& picture) { picture.status.routing = routing; });
    m_impl->link.send(kSetRouting, routing);
}
void RemoteProxy::resetBreaker(const std::string& deployment)
{
    m_impl->link.send(kResetBreaker, deployment);
}
void RemoteProxy::tripBreaker(const std::string& deployment)
{
    m_impl->link.send(kTripBreaker, deployment);
}
/// The other side ends by itself; nobody waits for it here.
Result<std::vector<OfferedModel>> RemoteProxy::offeredModels(const std::string& provider, const std::stop_token& stop)
{
    return m_impl->link.callUntil(stop, kModels, provider);
}
std::vector<LocalServer> RemoteProxy::localServers(const std::stop_token& stop) const
{
    return findLocalServers(stop); // both processes are on this machine
}
Result<void> RemoteProxy::compactLog()
{
    auto begun = m_impl->link.call(kCompactLog);
    m_impl->link.refreshAndWait();
    return begun;
}
void RemoteProxy::cancelCompaction()
{
    m_impl->link.send(kCancelCompaction);
}
Result<void> RemoteProxy::raiseCeiling(Raise raise)
{
    return m_impl->link.call(kRaise, raise);
}
Result<void> RemoteProxy::endRaise(std::int64_t number)
{
    return m_impl->link.call(kEndRaise, number);
}
Result<void> RemoteProxy::stopAll(const std::string& note)
{
    return m_impl->link.call(kStopAll, note);
}
Result<void> RemoteProxy::releaseAll()
{
    return m_impl->link.call(kReleaseAll);
}
Result<void> RemoteProxy::resolveAttempt(const std::string& attemptId, Settlement settlement)
{
    return m_impl->link.call(kResolve, attemptId, settlement);
}
Result<std::vector<std::int64_t>> RemoteProxy::changePrices(PriceOrder order)
{
    auto numbers = m_impl->link.call(kChangePrices, order);
    m_impl->link.refreshAndWait();
    return numbers;
}
Result<NewKey> RemoteProxy::addKey(const std::string& name, std::optional<std::string> value, const KeyTerms& terms)
{
    auto added = m_impl->link.call(kAddKey, name, value, terms);
    m_impl->link.refreshAndWait();
    return added;
}
Result<void> RemoteProxy::changeKey(const std::string& id, const std::string& name, const KeyTerms& terms)
{
    auto done = m_impl->link.call(kChangeKey, id, name, terms);
    m_impl->link.refreshAndWait();
    return done;
}
Result<void> RemoteProxy::revokeKey(const std::string& id)
{
    auto done = m_impl->link.call(kRevokeKey, id);
    m_impl->link.refreshAndWait();
    return done;
}
Result<void> RemoteProxy::restoreKey(const std::string& id)
{
    auto done = m_impl->link.call(kRestoreKey, id);
    m_impl->link.refreshAndWait();
    return done;
}
Result<void> RemoteProxy::setSecret(const std::string& reference, std::string_view text)
{
    auto done = m_impl->link.setSecret(reference, text);
    m_impl->link.refreshAndWait();
    return done;
}
Result<void> RemoteProxy::removeSecret(const std::string& reference)
{
    auto done = m_impl->link.call(kRemoveSecret, reference);
    m_impl->link.refreshAndWait();
    return done;
}
std::string RemoteProxy::redacted(std::string text) const
{
    return m_impl->link.call(kRedacted, text).value_or(std::string());
}
RunningProxy::TestReport RemoteProxy::testDeployment(const std::string& deployment, const std::string& key)
{
    auto report = m_impl->link.call(kTest, deployment, key);
    return report ? std::move(*report) : TestReport { false, report.error(), 0, {}, {} };
}

} // namespace signalbox::attach
