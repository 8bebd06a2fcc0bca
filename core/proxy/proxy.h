// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_desk.h"
#include "core/proxy/running_proxy.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalbox {

/// The whole data plane: listener, router, ledger, log, on threads of its own. The window talks to RunningProxy, the
/// verbs to this class; every member may be called from any thread and none of them waits for the network.
class Proxy final : public RunningProxy {
public:
    struct Options {
        std::string dataDir;
        std::string configPath;            ///< "" = built-in (sandbox or starter)
        std::optional<std::uint16_t> port; ///< overrides the configuration; 0 = any free port
        bool sandbox = false;              ///< the sandbox configuration, with the simulated provider inside
        std::string sandboxScript;         ///< JSON, or ""
        std::shared_ptr<Vault> vault;      ///< nullptr: memory
        const Clock* clock = nullptr;      ///< nullptr: the system's
        std::function<AlertText(const Alert&)> alertWords;    ///< for webhooks and mails; empty: codes
        std::chrono::milliseconds outerRetryEvery { 10'000 }; ///< where listen.outer could not be had
        bool ledgerOff = false;                               ///< bench-only build of tests/bench; refused elsewhere
    };

    /// Opens the ledger and the log, reads the configuration, starts the threads and the listener. A bad configuration
    /// file is no failure: the last good one (or the built-in) is in force and status().configProblems says why.
    /// A taken port is none either: routing is off and status().listenError says who has it.
    /// Errors: already_running, storage_*, ledger_*.
    [[nodiscard]] static Result<std::unique_ptr<Proxy>> start(Options options);
    ~Proxy() override; ///< as stop(4 s)
    /// No new requests; those in flight may end within the time, the rest get an error event; settles all; joins.
    void stop(std::chrono::milliseconds drain);

    // As RunningProxy.
    void onRefreshed(std::function<void()>) override { } // what is told is always as it is now
    [[nodiscard]] Status status() const override;
    [[nodiscard]] Result<void> retryListen(std::optional<std::uint16_t> port) override;
    void setRouting(Routing routing) override;
    [[nodiscard]] Result<void> compactLog() override;
    void cancelCompaction() override;
    [[nodiscard]] LiveSnapshot live(LiveRange range) const override;
    [[nodiscard]] std::map<std::string, TierCell> tiersToday() const override;
    [[nodiscard]] std::vector<Breakers::View> breakers() const override;
    [[nodiscard]] std::vector<Balance> balances() const override;
    [[nodiscard]] std::vector<Ledger::Standing> standings() const override;
    void resetBreaker(const std::string& deployment) override;
    void tripBreaker(const std::string& deployment) override;
    [[nodiscard]] Result<std::vector<OfferedModel>> offeredModels(
        const std::string& provider, const std::stop_token& stop) override;
    [[nodiscard]] std::vector<LocalServer> localServers(const std::stop_token& stop) const override;
    [[nodiscard]] std::shared_ptr<const Config> config() const override;
    [[nodiscard]] ConfigRead apply(std::string_view json, const Occasion& occasion) override;
    using RunningProxy::apply;
    [[nodiscard]] Result<std::vector<ConfigVersion>> history() const override;
    [[nodiscard]] Result<ConfigVersion> version(std::int64_t number) const override;
    [[nodiscard]] ConfigRead rollBack(std::int64_t number, const std::string& note) override;
    [[nodiscard]] const PromptWindow& prompts() const override;
    [[nodiscard]] ConfigRead reload() override;
    [[nodiscard]] Result<void> raiseCeiling(Raise raise) override;
    [[nodiscard]] Result<void> endRaise(std::int64_t number) override;
    [[nodiscard]] Result<void> stopAll(const std::string& note) override;
    [[nodiscard]] Result<void> releaseAll() override;
    [[nodiscard]] std::optional<Stop> stopped() const override;
    [[nodiscard]] Result<void> resolveAttempt(const std::string& attemptId, Settlement settlement) override;
    [[nodiscard]] std::shared_ptr<const PriceHistory> prices() const override;
    [[nodiscard]] Result<std::vector<std::int64_t>> changePrices(PriceOrder order) override;
    [[nodiscard]] std::shared_ptr<const Config> withPrices(const std::shared_ptr<const Config>& read) const override;
    [[nodiscard]] std::vector<TokenYields::View> tokenYields() const override;
    [[nodiscard]] Result<NewKey> addKey(
        const std::string& name, std::optional<std::string> value, const KeyTerms& terms) override;
    [[nodiscard]] Result<void> changeKey(
        const std::string& id, const std::string& name, const KeyTerms& terms) override;
    [[nodiscard]] Result<void> revokeKey(const std::string& id) override;
    [[nodiscard]] Result<void> restoreKey(const std::string& id) override;
    [[nodiscard]] std::vector<VirtualKey> keys() const override;
    [[nodiscard]] Result<void> setSecret(const std::string& reference, std::string_view text) override;
    [[nodiscard]] Result<void> removeSecret(const std::string& reference) override;
    [[nodiscard]] std::vector<SecretStore::View> secretViews() const override;
    [[nodiscard]] std::string vaultName() const override;
    [[nodiscard]] std::string redacted(std::string text) const override;
    [[nodiscard]] std::vector<KeyPools::View> keyHealth() const override;
    [[nodiscard]] TestReport testDeployment(const std::string& deployment, const std::string& key) override;
    [[nodiscard]] Money testCostUpperBound(const std::string& deployment) const override;
    [[nodiscard]] AlertDesk& alerts() override;

    [[nodiscard]] Result<NewKey> addKey(const std::string& name, std::optional<std::string> value)
    {
        return addKey(name, std::move(value), KeyTerms {});
    }
    [[nodiscard]] TestReport testDeployment(const std::string& deployment) { return testDeployment(deployment, {}); }
    [[nodiscard]] Result<void> loadSecrets(); ///< blocking, as setSecret()
    [[nodiscard]] SecretStore& secrets();

private:
    struct Impl;
    explicit Proxy(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
