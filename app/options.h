// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace signalbox::app {

enum class Verb {
    Desk,
    Serve,
    Route,
    Check,
    Sandbox,
    KeysAdd,
    KeysList,
    KeysChange,
    KeysRevoke,
    KeysRestore,
    SecretsSet,
    SecretsList,
    SecretsRemove,
    LedgerVerify,
    LedgerShow,
    LogCompact,
    BudgetShow,
    BudgetRaise,
    BudgetEnd,
    BudgetStop,
    BudgetRelease,
    Routing,
    BudgetWhatIf,
    BudgetUncertain,
    Reconcile,
    Backup,
    Restore,
    Export,
    Report,
    Replay,
    AlertsTest,
    AlertsList,
    PricesList,
    PricesHistory,
    PricesSet,
    PricesRemove,
    PricesRestore,
    PricesImport,
    PricesCompare,
    PricesCheck
};

/// What `signalbox prices` takes beside the common options.
struct PriceOptions {
    std::vector<std::string> sources; ///< files, folders, https addresses
    std::string format;               ///< "" = told from the shape
    std::string listDate;             ///< of the lists; "" = of the file, or today
    std::string provider;             ///< of a Portkey file; "" = the file's name
    std::string from;                 ///< first day; "" = today
    std::vector<std::string> accept;  ///< PROVIDER/MODEL whose flags are accepted
    bool all = false;                 ///< with what is not in use
    bool dryRun = false;
    std::string model; ///< PROVIDER/MODEL
    bool free = false;
    std::string input, output, cachedInput, cacheWrite, cacheWrite1h, perRequest; ///< dollars
    std::string file;                                                             ///< a whole price as JSON
    std::int64_t number = 0;
};

/// What a key may do, as typed: nullopt leaves it as it is.
struct KeyOptions {
    std::optional<std::string> rename;
    std::optional<std::string> tiers, features;              ///< separated by commas, or "all"
    std::optional<std::string> rate, concurrency, maxTokens; ///< a number, or "none"
    std::optional<std::string> expires;                      ///< "30d", "2026-12-31" or "never"
    std::optional<std::string> ceiling;                      ///< dollars, or "none"
    std::string per = "day";
};

/// Exit codes of every verb.
enum ExitCode { kFine = 0, kFound = 1, kUsage = 2, kTaken = 3, kStorage = 4, kKeychain = 5 };

/// The command line, read once. Paths are absolute or as given; defaults follow the XDG base directories.
struct Options {
    Verb verb = Verb::Desk;
    std::string configPath; ///< "" where --sandbox runs without a file
    bool configGiven = false;
    std::string dataDir;
    std::optional<std::uint16_t> port;
    bool sandbox = false;
    std::string script; ///< path of a sandbox script
    bool json = false;
    std::vector<std::string> headers; ///< route: "K: V"
    std::string endpoint = "chat";    ///< route: "chat", "completions" or "embeddings"
    std::string name;                 ///< keys, secrets
    bool valueStdin = false;
    KeyOptions key;
    PriceOptions prices;
    std::string limit;             ///< budget raise: dollars
    std::string until;             ///< budget raise: "2h", "3d"; report: its end
    std::string note;              ///< budget raise, budget stop
    std::int64_t raise = 0;        ///< budget end: its number
    std::string routing;           ///< pause, resume: as routingName()
    std::string scope = "global";  ///< budget what-if
    std::string window = "day";    ///< budget what-if
    std::string atLimit = "block"; ///< budget what-if
    std::string settle, voided;    ///< budget uncertain: id of an attempt
    std::string amount;            ///< budget uncertain: dollars, "" = what was held
    std::string provider;          ///< reconcile
    std::string path;              ///< reconcile: file; backup, restore: folder
    bool decide = false;           ///< reconcile: write decisions down
    bool replace = false;          ///< restore: over a ledger that knows more
    std::string since;
    std::string last;     ///< replay: newest requests, by count or time
    std::string rules;    ///< replay: file with the draft
    unsigned threads = 2; ///< replay
    std::string format = "csv";
    std::string screenshots; ///< directory
    bool demo = false;
};

/// Reads the command line; an exit code where it has already been answered (--help, --version, usage errors).
[[nodiscard]] std::variant<Options, int> readOptions(int argc, char** argv);

/// No core dumps, no reading of our memory by others (T8). Before any key is read.
void hardenProcess();

} // namespace signalbox::app
