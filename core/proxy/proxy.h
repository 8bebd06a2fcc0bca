// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/budget/ledger.h"
#include "core/evals/prompt_window.h"
#include "core/keys/vault.h"
#include "core/keys/virtual_key.h"
#include "core/proxy/config.h"
#include "core/proxy/price_desk.h"
#include "core/proxy/token_yield.h"
#include "core/record/live.h"
#include "core/tiers/breaker.h"
#include "core/tiers/key_pool.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalbox {

class AlertDesk;

/// The whole data plane: listener, router, ledger, log, on threads of its own. The window and the verbs talk to this
/// class only; every member may be called from any thread and none of them waits for the network.
class Proxy {
public:
    struct Options {
        std::string dataDir;
        std::string configPath;            ///< "" = built-in (sandbox or starter)
        std::optional<std::uint16_t> port; ///< overrides the configuration; 0 = any free port
        bool sandbox = false;              ///< the sandbox configuration, with the simulated provider inside
        std::string sandboxScript;         ///< JSON, or ""
        std::shared_ptr<Vault> vault;      ///< nullptr: memory
        const Clock* clock = nullptr;      ///< nullptr: the system's
        std::function<AlertText(const Alert&)> alertWords; ///< for webhooks and mails; empty: codes
        bool ledgerOff = false;                            ///< bench-only build of tests/bench; refused elsewhere
    };

    /// Opens the ledger and the log, reads the configuration, starts the threads and the listener. A bad configuration
    /// file is no failure: the last good one (or the built-in) is in force and status().configProblems says why.
    /// A taken port is none either: routing is off and status().listenError says who has it.
    /// Errors: already_running, storage_*, ledger_*.
    [[nodiscard]] static Result<std::unique_ptr<Proxy>> start(Options options);
    ~Proxy(); ///< as stop(4 s)
    /// No new requests; those in flight may end within the time, the rest get an error event; settles all; joins.
    void stop(std::chrono::milliseconds drain);

    struct Status {
        bool listening = false;
        std::uint16_t port = 0;
        std::string baseUrl; ///< "http://127.0.0.1:8787/v1"
        std::optional<Error> listenError;
        std::uint32_t inFlight = 0;
        std::uint32_t connections = 0;
        bool sandbox = false;
        bool paused = false;
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
        bool peersKnown = true; ///< the kernel says which user a client is; else only same_user_only: required refuses
    };
    [[nodiscard]] Status status() const;
    [[nodiscard]] Result<void> retryListen(std::optional<std::uint16_t> port);
    void setPaused(bool paused); ///< new requests get 503 `paused`; those in flight finish

    [[nodiscard]] LiveSnapshot live(LiveRange range) const;
    [[nodiscard]] std::map<std::string, TierCell> tiersToday() const;
    [[nodiscard]] std::vector<Breakers::View> breakers() const;
    [[nodiscard]] std::vector<Balance> balances() const;
    [[nodiscard]] std::vector<Ledger::Standing> standings() const; ///< of every ceiling in its period
    void resetBreaker(const std::string& deployment);

    [[nodiscard]] std::shared_ptr<const Config> config() const;
    /// Where a version comes from ("apply", "import", "rollback:14") and why.
    struct Occasion {
        std::string origin = "apply";
        std::string note {};
    };
    /// Checks, saves (where there is a file), keeps as a new version and swaps. Requests in flight end under their old
    /// configuration. A text equal to what is applied makes no new version. Waits for the disk: milliseconds.
    [[nodiscard]] ConfigRead apply(std::string_view json, const Occasion& occasion);
    [[nodiscard]] ConfigRead apply(std::string_view json) { return apply(json, Occasion {}); }
    /// The history of applied configurations, oldest first, without texts; one whole (version_unknown). Read from the
    /// disk: call them from a worker.
    [[nodiscard]] Result<std::vector<ConfigVersion>> history() const;
    [[nodiscard]] Result<ConfigVersion> version(std::int64_t number) const;
    /// Applies the rules, tiers, ceilings and intents of that version again, as a new one, with what rolledBack() does
    /// about providers; everything else stays as it is now. Problems as apply(), version_unknown, and what was kept.
    [[nodiscard]] ConfigRead rollBack(std::int64_t number, const std::string& note);
    /// The newest prompts, in memory only: for what-if.
    [[nodiscard]] const PromptWindow& prompts() const;
    /// Reads the file again (SIGHUP, or after a hand edit).
    [[nodiscard]] ConfigRead reload();

    /// A ceiling stands higher until then; counts at once. Errors as Ledger::raise(). These wait for the disk:
    /// milliseconds.
    [[nodiscard]] Result<void> raiseCeiling(Raise raise);
    [[nodiscard]] Result<void> endRaise(std::int64_t number);
    /// The panic stop: nothing is reserved any more, and what is in flight is cancelled with an honest error; also
    /// after a restart, until it is released.
    [[nodiscard]] Result<void> stopAll(const std::string& note);
    [[nodiscard]] Result<void> releaseAll();
    [[nodiscard]] std::optional<Stop> stopped() const;
    /// The operator or a usage report decides an uncertain attempt, once: Settled with its amount, or Void. Errors:
    /// attempt_not_uncertain (attempt), settlement_state.
    [[nodiscard]] Result<void> resolveAttempt(const std::string& attemptId, Settlement settlement);

    /// The operator's prices by date; a change acts at once and is durable when this returns (milliseconds): the
    /// numbers of what was added. Errors as PriceDesk::change().
    [[nodiscard]] std::shared_ptr<const PriceHistory> prices() const;
    [[nodiscard]] Result<std::vector<std::int64_t>> changePrices(PriceOrder order);
    /// A configuration that is not in force, with the prices of today: for drafts and what-if.
    [[nodiscard]] std::shared_ptr<const Config> withPrices(const std::shared_ptr<const Config>& read) const;
    /// Tokens per byte of each deployment that was called.
    [[nodiscard]] std::vector<TokenYields::View> tokenYields() const;

    /// Virtual keys: what is changed holds from the next request on. Errors: key_invalid, key_exists, key_unknown,
    /// key_terms_invalid (field), tier_unknown (tier: one that was not in its terms before), ledger_unavailable.
    [[nodiscard]] Result<NewKey> addKey(
        const std::string& name, std::optional<std::string> value, const KeyTerms& terms = {});
    [[nodiscard]] Result<void> changeKey(const std::string& id, const std::string& name, const KeyTerms& terms);
    /// What is in flight under it is cut at once, with an honest error; what came is settled.
    [[nodiscard]] Result<void> revokeKey(const std::string& id);
    [[nodiscard]] Result<void> restoreKey(const std::string& id); ///< takes a revoke back
    [[nodiscard]] std::vector<VirtualKey> keys() const;
    /// Blocking (the keychain may ask the user): call it from a worker.
    [[nodiscard]] Result<void> setSecret(const std::string& reference, std::string_view text);
    [[nodiscard]] Result<void> removeSecret(const std::string& reference);
    [[nodiscard]] Result<void> loadSecrets();
    [[nodiscard]] SecretStore& secrets();
    /// How the providers' keys do that were used since the start.
    [[nodiscard]] std::vector<KeyPools::View> keyHealth() const;

    /// One tiny paid request to a deployment, through the ledger like any other. Blocking: call it from a worker.
    struct TestReport {
        bool ok = false;
        Error error;
        std::int64_t totalUs = 0;
        Money cost;
        std::string answerModel;
    };
    /// key: the name of one of its provider's keys; "": the one whose turn it is.
    [[nodiscard]] TestReport testDeployment(const std::string& deployment, const std::string& key = {});
    [[nodiscard]] Money testCostUpperBound(const std::string& deployment) const;

    /// Who has to know what. Lives as long as the proxy.
    [[nodiscard]] AlertDesk& alerts();

private:
    struct Impl;
    explicit Proxy(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
