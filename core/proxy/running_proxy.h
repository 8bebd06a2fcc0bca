// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_feed.h"
#include "core/base/clock.h"
#include "core/budget/ledger.h"
#include "core/evals/prompt_window.h"
#include "core/keys/vault.h"
#include "core/keys/virtual_key.h"
#include "core/proxy/offered_models.h"
#include "core/proxy/config.h"
#include "core/proxy/price_desk.h"
#include "core/proxy/routing.h"
#include "core/proxy/token_yield.h"
#include "core/record/live.h"
#include "core/record/log_compaction.h"
#include "core/tiers/breaker.h"
#include "core/tiers/key_pool.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalbox {

/// A proxy that runs, in this process (Proxy) or in another one of the same user (attach::RemoteProxy): all that the
/// window asks of it. Every member may be called from any thread and none waits for the network; what is stored in
/// ledger.db and log.db is read from there and not asked here.
class RunningProxy {
public:
    virtual ~RunningProxy() = default;
    RunningProxy(const RunningProxy&) = delete;
    RunningProxy& operator=(const RunningProxy&) = delete;

    /// What runs in another process.
    struct Attachment {
        std::int64_t pid = 0;
        bool reachable = true;
        Error problem;      ///< why it is not: attach_gone, attach_silent, attach_version (theirs, ours)
        WallUs heardAt = 0; ///< when it last told how it stands
    };
    /// nullopt: in this one.
    [[nodiscard]] virtual std::optional<Attachment> attachment() const { return std::nullopt; }
    /// Now: what the members below tell is as it is. Later: as it was told last; the news are asked for, with the live
    /// figures of that range, and onRefreshed() says when they are there, or that nobody answers. Never waits.
    enum class Freshness { Now, Later };
    [[nodiscard]] virtual Freshness refresh(LiveRange) { return Freshness::Now; }
    /// Called on a thread of the proxy's own; must return at once.
    virtual void onRefreshed(std::function<void()> callback) = 0;

    /// Whoever waits for an answer of the other process does so no longer, and gets attach_abandoned: whether it was
    /// done shows when it answers again. Nothing in this one: its answers take milliseconds.
    enum class Abandon { WhatIsAsked, ForGood };
    virtual void abandon(Abandon) { }

    struct Status {
        bool listening = false;
        std::uint16_t port = 0;
        std::string baseUrl; ///< "http://127.0.0.1:8787/v1"
        std::optional<Error> listenError;
        std::string outerAddress; ///< for containers and the like, "172.17.0.1:8787"; "" where none is wanted
        std::string outerUrl;     ///< what they use, "http://host.docker.internal:8787/v1"
        std::optional<Error>
            outerError; ///< it is not served there, as Listener::openAt(); the loopback is all the same
        std::uint32_t inFlight = 0;
        std::uint32_t connections = 0;
        bool sandbox = false;
        Routing routing = Routing::Rules;
        [[nodiscard]] bool paused() const { return routing == Routing::Stopped; }
        bool ledgerHealthy = true;
        Error ledgerProblem;
        std::vector<ConfigProblem> configProblems;
        bool configFromLastGood = false;
        std::int64_t rulesVersion = 0;
        WallUs rulesAppliedAt = 0;
        std::string dataDir;
        std::string configPath;
        std::uint64_t droppedLogRows = 0;
        std::uint64_t refusedByGuard = 0;
        LogCompaction compaction; ///< the newest of the request log
        bool peersKnown = true; ///< the kernel says which user a client is; else only same_user_only: required refuses
    };
    [[nodiscard]] virtual Status status() const = 0;
    [[nodiscard]] virtual Result<void> retryListen(std::optional<std::uint16_t> port) = 0;
    virtual void setRouting(Routing routing) = 0; ///< of new requests

    /// Begins to make log.db as small as what is in it; status() says how far it is. Requests go on and are recorded.
    /// Errors: compaction_runs, compaction_no_room (needed, free: MB), StorageError's codes.
    [[nodiscard]] virtual Result<void> compactLog() = 0;
    virtual void cancelCompaction() = 0;

    [[nodiscard]] virtual LiveSnapshot live(LiveRange range) const = 0;
    [[nodiscard]] virtual std::map<std::string, TierCell> tiersToday() const = 0;
    [[nodiscard]] virtual std::vector<Breakers::View> breakers() const = 0;
    [[nodiscard]] virtual std::vector<Balance> balances() const = 0;
    [[nodiscard]] virtual std::vector<Ledger::Standing> standings() const = 0; ///< of every ceiling in its period
    virtual void resetBreaker(const std::string& deployment) = 0;
    virtual void tripBreaker(const std::string& deployment) = 0; ///< no call to it until it is reset, or a restart
    /// What a provider says that it serves (GET BASE/models, with its key, nothing paid), by name. Blocking, 15 s at
    /// the most: call it from a worker. Errors: provider_unknown, key_unavailable, and as askForModels().
    [[nodiscard]] virtual Result<std::vector<OfferedModel>> offeredModels(
        const std::string& provider, const std::stop_token& stop) = 0;
    [[nodiscard]] virtual std::vector<LocalServer> localServers(const std::stop_token& stop) const = 0; ///< of here

    [[nodiscard]] virtual std::shared_ptr<const Config> config() const = 0;
    /// Where a version comes from ("apply", "import", "rollback:14") and why.
    struct Occasion {
        std::string origin = "apply";
        std::string note {};
    };
    /// Checks, saves (where there is a file), keeps as a new version and swaps. Requests in flight end under their old
    /// configuration. A text equal to what is applied makes no new version. Waits for the disk: milliseconds.
    [[nodiscard]] virtual ConfigRead apply(std::string_view json, const Occasion& occasion) = 0;
    [[nodiscard]] ConfigRead apply(std::string_view json) { return apply(json, Occasion {}); }
    /// The history of applied configurations, oldest first, without texts; one whole (version_unknown). Read from the
    /// disk: call them from a worker.
    [[nodiscard]] virtual Result<std::vector<ConfigVersion>> history() const = 0;
    [[nodiscard]] virtual Result<ConfigVersion> version(std::int64_t number) const = 0;
    /// Applies the rules, tiers, ceilings and intents of that version again, as a new one, with what rolledBack() does
    /// about providers; everything else stays as it is now. Problems as apply(), version_unknown, and what was kept.
    [[nodiscard]] virtual ConfigRead rollBack(std::int64_t number, const std::string& note) = 0;
    /// The newest prompts, in memory only: for what-if.
    [[nodiscard]] virtual const PromptWindow& prompts() const = 0;
    /// Reads the file again (SIGHUP, or after a hand edit).
    [[nodiscard]] virtual ConfigRead reload() = 0;

    /// A ceiling stands higher until then; counts at once. Errors as Ledger::raise(). These wait for the disk:
    /// milliseconds.
    [[nodiscard]] virtual Result<void> raiseCeiling(Raise raise) = 0;
    [[nodiscard]] virtual Result<void> endRaise(std::int64_t number) = 0;
    /// The panic stop: nothing is reserved any more, and what is in flight is cancelled with an honest error; also
    /// after a restart, until it is released.
    [[nodiscard]] virtual Result<void> stopAll(const std::string& note) = 0;
    [[nodiscard]] virtual Result<void> releaseAll() = 0;
    [[nodiscard]] virtual std::optional<Stop> stopped() const = 0;
    /// The operator or a usage report decides an uncertain attempt, once: Settled with its amount, or Void. Errors:
    /// attempt_not_uncertain (attempt), settlement_state.
    [[nodiscard]] virtual Result<void> resolveAttempt(const std::string& attemptId, Settlement settlement) = 0;

    /// The operator's prices by date; a change acts at once and is durable when this returns (milliseconds): the
    /// numbers of what was added. Errors as PriceDesk::change().
    [[nodiscard]] virtual std::shared_ptr<const PriceHistory> prices() const = 0;
    [[nodiscard]] virtual Result<std::vector<std::int64_t>> changePrices(PriceOrder order) = 0;
    /// A configuration that is not in force, with the prices of today: for drafts and what-if.
    [[nodiscard]] virtual std::shared_ptr<const Config> withPrices(const std::shared_ptr<const Config>& read) const = 0;
    /// Tokens per byte of each deployment that was called.
    [[nodiscard]] virtual std::vector<TokenYields::View> tokenYields() const = 0;

    /// Virtual keys: what is changed holds from the next request on. Errors: key_invalid, key_exists, key_unknown,
    /// key_terms_invalid (field), tier_unknown (tier: one that was not in its terms before), ledger_unavailable.
    [[nodiscard]] virtual Result<NewKey> addKey(
        const std::string& name, std::optional<std::string> value, const KeyTerms& terms) = 0;
    [[nodiscard]] virtual Result<void> changeKey(
        const std::string& id, const std::string& name, const KeyTerms& terms) = 0;
    /// What is in flight under it is cut at once, with an honest error; what came is settled.
    [[nodiscard]] virtual Result<void> revokeKey(const std::string& id) = 0;
    [[nodiscard]] virtual Result<void> restoreKey(const std::string& id) = 0; ///< takes a revoke back
    [[nodiscard]] virtual std::vector<VirtualKey> keys() const = 0;
    /// Blocking (the keychain may ask the user): call it from a worker.
    [[nodiscard]] virtual Result<void> setSecret(const std::string& reference, std::string_view text) = 0;
    [[nodiscard]] virtual Result<void> removeSecret(const std::string& reference) = 0;
    /// How the secrets that were asked for stand; never a secret.
    [[nodiscard]] virtual std::vector<SecretStore::View> secretViews() const = 0;
    [[nodiscard]] virtual std::string vaultName() const = 0;
    [[nodiscard]] virtual std::string redacted(std::string text) const = 0; ///< without any known secret in it
    /// How the providers' keys do that were used since the start.
    [[nodiscard]] virtual std::vector<KeyPools::View> keyHealth() const = 0;

    /// One tiny paid request to a deployment, through the ledger like any other. Blocking: call it from a worker.
    struct TestReport {
        bool ok = false;
        Error error;
        std::int64_t totalUs = 0;
        Money cost;
        std::string answerModel;
    };
    /// key: the name of one of its provider's keys; "": the one whose turn it is.
    [[nodiscard]] virtual TestReport testDeployment(const std::string& deployment, const std::string& key) = 0;
    [[nodiscard]] virtual Money testCostUpperBound(const std::string& deployment) const = 0;

    /// Who has to know what. Lives as long as the proxy.
    [[nodiscard]] virtual AlertFeed& alerts() = 0;

protected:
    RunningProxy() = default;
};

} // namespace signalbox
