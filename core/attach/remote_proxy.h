// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/running_proxy.h"

#include <memory>
#include <string>

namespace signalbox::attach {

/// A proxy in another process of this user (`signalbox serve`), as a desk in this one works on it. What it tells of
/// itself is a copy of what it told last; a thread of its own asks for news, as often as refresh() wants them, else
/// once a second, and comes back by itself when the other process does. Orders go over a connection each and wait for
/// their answer, at most 3 s where the disk is enough; what the window asks for by the way (pause, snooze) is sent by
/// the thread and nobody waits. Errors of orders beside their own: attach_gone, attach_silent.
class RemoteProxy final : public RunningProxy {
public:
    /// Errors: attach_gone (nobody serves there), attach_silent, attach_stranger, attach_version (theirs, ours).
    [[nodiscard]] static Result<std::unique_ptr<RemoteProxy>> attach(
        const std::string& dataDir, const std::string& version = SIGNALBOX_VERSION);
    ~RemoteProxy() override;

    // As RunningProxy.
    [[nodiscard]] std::optional<Attachment> attachment() const override;
    void abandon(Abandon how) override;
    [[nodiscard]] Freshness refresh(LiveRange range) override;
    void onRefreshed(std::function<void()> callback) override;
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
    /// Prompts stay where they are: none is here.
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
    /// "" where nobody answers: what can't be looked through is not given out.
    [[nodiscard]] std::string redacted(std::string text) const override;
    [[nodiscard]] std::vector<KeyPools::View> keyHealth() const override;
    [[nodiscard]] TestReport testDeployment(const std::string& deployment, const std::string& key) override;
    [[nodiscard]] Money testCostUpperBound(const std::string& deployment) const override;
    [[nodiscard]] AlertFeed& alerts() override;

private:
    struct Impl;
    class Alerts;
    explicit RemoteProxy(std::unique_ptr<Impl> impl);
    [[nodiscard]] ConfigRead taken(Result<struct Applied> applied);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox::attach
