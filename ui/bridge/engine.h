// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config_undo.h"
#include "core/proxy/price_list.h"
#include "core/proxy/running_proxy.h"
#include "core/record/request_log.h"
#include "ui/bridge/patience.h"
#include "ui/bridge/provider_desk.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace signalbox::ui {

/// The one file that crosses threads into the window. Lives on the GUI thread; pulls live figures four times a second
/// while the window is visible (never pushed per request); runs blocking work on two worker threads (one for the log,
/// one for what may wait for the user or the network) and delivers each result on the GUI thread, unless the context
/// object has died meanwhile.
class Engine final : public QObject {
    Q_OBJECT

public:
    enum class Occasion { Clock, Order }; ///< why state was pulled: time has passed, or somebody has done something

    /// proxy outlives the engine.
    explicit Engine(RunningProxy& proxy, QObject* parent = nullptr);
    ~Engine() override;

    // Pulled state, refreshed before pulled() is emitted.
    /// The other process that routes, where this one does not; while it is not reachable, all below is what it told
    /// last.
    [[nodiscard]] const std::optional<RunningProxy::Attachment>& attachment() const;
    [[nodiscard]] bool isStale() const; ///< attached, and nobody answers
    [[nodiscard]] const RunningProxy::Status& status() const;
    [[nodiscard]] const LiveSnapshot& live() const;
    [[nodiscard]] const std::vector<Balance>& balances() const;
    /// Every ceiling as it is in force, with what its period has used; one that counts each of a kind for itself once
    /// for each that spent.
    [[nodiscard]] const std::vector<Ledger::Standing>& standings() const;
    [[nodiscard]] const std::optional<Stop>& stopped() const; ///< the panic stop in force
    [[nodiscard]] const std::vector<Breakers::View>& breakers() const;
    [[nodiscard]] const std::map<std::string, TierCell>& tiersToday() const;
    [[nodiscard]] std::shared_ptr<const Config> config() const;
    [[nodiscard]] LiveRange range() const;
    void setRange(LiveRange range);
    /// The main window says whether it can be seen; nothing is pulled while it can't.
    void setVisible(bool visible);
    /// Pulls at once, also while nothing can be seen. What another process has to be asked for comes with a later
    /// pulled().
    void pull();
    /// Freezes the view, never the proxy: pulled() is still emitted, live() stays as it is.
    void setFrozen(bool frozen);
    [[nodiscard]] bool frozen() const;

    // Questions to the log, answered later.
    template <class T> using Answer = std::function<void(Result<T>)>;
    void fetchPage(const RequestFilter& filter, qint64 before, int limit, QObject* context, Answer<RequestPage> done);
    /// As RequestLog::pageAfter().
    void fetchPageAfter(
        const RequestFilter& filter, qint64 after, int limit, QObject* context, Answer<RequestPage> done);
    void fetchSessions(const RequestFilter& filter, SessionOrder order, qint64 from, qint64 atMost, QObject* context,
        Answer<SessionList> done);
    void fetchSeenValues(WallUs since, QObject* context, Answer<std::vector<RequestLog::SeenValue>> done);
    void fetchCount(const RequestFilter& filter, qint64 atMost, QObject* context, Answer<qint64> done);
    void fetchRequest(const std::string& id, QObject* context, Answer<RequestRecord> done);
    void fetchRuleHits(WallUs since, QObject* context, Answer<std::vector<RequestLog::RuleHits>> done);

    // Actions.
    /// Checks, saves, swaps. Emits configChanged() when it was applied. These two and retryListen() take milliseconds,
    /// or as long as patience() has where another process has to be asked.
    [[nodiscard]] ConfigRead apply(const std::string& json);
    /// The same, with what the history keeps of it.
    [[nodiscard]] ConfigRead apply(const std::string& json, const RunningProxy::Occasion& occasion);
    /// As RunningProxy::rollBack(): what an import has left and had to stay is said by warnings.
    [[nodiscard]] ConfigRead rollBack(std::int64_t version, const std::string& note);
    void fetchHistory(QObject* context, Answer<std::vector<ConfigVersion>> done); ///< oldest first, without texts
    /// What rollBack() would apply now.
    void fetchRolledBack(std::int64_t number, QObject* context, Answer<UndoneConfig> done);
    /// The newest prompts, in memory only. As long as the proxy.
    [[nodiscard]] const PromptWindow& prompts() const;
    [[nodiscard]] std::vector<VirtualKey> keys() const;
    void addKey(const QString& name, const KeyTerms& terms, QObject* context, Answer<NewKey> done);
    /// Holds from the next request on. Errors as RunningProxy::changeKey().
    void changeKey(
        const std::string& id, const std::string& name, const KeyTerms& terms, QObject* context, Answer<bool> done);
    void restoreKey(const std::string& id, QObject* context, Answer<bool> done); ///< takes a revoke back
    void revokeKey(const std::string& id, QObject* context, Answer<bool> done);
    /// The keychain may ask the user, so this can take long; callers show "waiting for the keychain" after 1 s.
    void setSecret(const std::string& reference, const QString& text, QObject* context, Answer<bool> done);
    void removeSecret(const std::string& reference, QObject* context, Answer<bool> done);
    [[nodiscard]] std::vector<SecretStore::View> secrets() const;
    [[nodiscard]] QString vaultName() const;
    void testDeployment(
        const std::string& deployment, QObject* context, std::function<void(RunningProxy::TestReport)> done);
    /// With one of the keys of its provider, by name.
    void testKey(const std::string& deployment, const std::string& key, QObject* context,
        std::function<void(RunningProxy::TestReport)> done);
    [[nodiscard]] std::vector<KeyPools::View> keyHealth() const; ///< of those that were used since the start
    [[nodiscard]] Money testCostUpperBound(const std::string& deployment) const;
    void resetBreaker(const std::string& deployment);
    /// Their models, servers on this machine, a breaker tripped by hand.
    [[nodiscard]] ProviderDesk& providers() const { return *m_providers; }
    /// A ceiling stands higher until raise.until; counts at once. Errors: ceiling_unknown, raise_too_low, raise_over.
    void raiseCeiling(const Raise& raise, QObject* context, Answer<bool> done);
    void endRaise(qint64 number, QObject* context, Answer<bool> done); ///< raise_unknown
    /// The panic stop: cancels all that is in flight and blocks until it is released, also across restarts.
    void stopAll(const QString& note, QObject* context, Answer<bool> done);
    void releaseAll(QObject* context, Answer<bool> done);
    /// The operator's prices by date; a change acts at once and is durable when done is called with the numbers of what
    /// was added. Emits configChanged().
    [[nodiscard]] std::shared_ptr<const PriceHistory> prices() const;
    void changePrices(PriceOrder order, QObject* context, Answer<std::vector<std::int64_t>> done);
    /// A published list: a file, a folder, or an address where app can fetch one (only when it is asked for).
    void readPriceList(
        const std::string& source, const CatalogueSource& how, QObject* context, Answer<PriceCatalogue> done);
    void setPriceDownloader(std::function<Result<std::string>(const std::string& address)> download);
    void fetchModelCosts(WallUs since, QObject* context, Answer<std::vector<RequestLog::ModelCost>> done);
    [[nodiscard]] std::vector<TokenYields::View> tokenYields() const;
    /// Decides an uncertain attempt, once: what the ledger gets is a further row, never an edit.
    void resolveAttempt(
        const std::string& attemptId, const Settlement& settlement, QObject* context, Answer<bool> done);
    void setRouting(Routing routing);
    [[nodiscard]] Patience& patience() const { return *m_patience; } ///< while another process is waited for
    [[nodiscard]] AlertFeed& alerts() const;
    /// Sends a test through a channel: up to 15 s.
    void testAlertChannel(const std::string& channel, QObject* context, Answer<bool> done);
    [[nodiscard]] Result<void> retryListen(std::optional<quint16> port);
    /// Sends n sample requests with a key of its own through the listener (sandbox only), one after another.
    /// Provided by app, because ui has no socket; empty where there is none.
    void setSampleSender(std::function<void(int count)> sender);
    [[nodiscard]] bool canSendSamples() const;
    void sendSamples(int count);

Q_SIGNALS:
    void pulled(signalbox::ui::Engine::Occasion occasion); ///< four times a second while visible, and after an order
    void attachmentChanged();                              ///< the process that routes has gone or is back
    void configChanged();
    void keysChanged();
    void alertRaised(const signalbox::AlertNews& news); ///< also when one more was folded into an alert

private:
    void take(Occasion occasion);
    void orderKey(std::function<Result<void>(RunningProxy&)> order, QObject* context, Answer<bool> done);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    std::unique_ptr<Patience> m_patience;
    std::unique_ptr<ProviderDesk> m_providers; ///< goes first: its worker asks the same proxy
};

} // namespace signalbox::ui
