// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <CLI/CLI.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <tuple>

namespace signalbox::app {

namespace {

std::string xdgPath(const char* variable, const char* underHome, const char* leaf)
{
    const char* set = std::getenv(variable);
    const char* home = std::getenv("HOME");
    const std::filesystem::path base =
        set && *set == '/' ? std::filesystem::path(set) : std::filesystem::path(home ? home : "/") / underHome;
    return (base / "signalbox" / leaf).lexically_normal().string();
}

/// The options that every verb takes.
void addCommon(CLI::App& app, Options& options)
{
    app.add_option(
        "--data-dir", options.dataDir, "Folder of the ledger and the log (default: $XDG_DATA_HOME/signalbox)");
    app.add_option(
        "--config", options.configPath, "Configuration file (default: $XDG_CONFIG_HOME/signalbox/signalbox.json)");
}

void addServing(CLI::App& app, Options& options)
{
    app.add_option("--port", options.port, "Port on 127.0.0.1 and ::1 (0: any free one)")->check(CLI::Range(0, 65535));
    app.add_flag("--sandbox", options.sandbox, "Run with the simulated provider: no key, no network");
    app.add_option("--script", options.script, "Script of failures for the simulated provider (JSON)")
        ->check(CLI::ExistingFile);
}

CLI::App* addVerb(CLI::App& parent, const char* name, const char* what, Options& options, Verb verb)
{
    CLI::App* sub = parent.add_subcommand(name, what);
    sub->callback([&options, verb] { options.verb = verb; });
    addCommon(*sub, options);
    return sub;
}

void addKeyTerms(CLI::App& verb, KeyOptions& key)
{
    verb.add_option("--tiers", key.tiers, "Only these tiers (small,mid), or: all");
    verb.add_option("--features", key.features, "Only these features (chat,search), or: all");
    verb.add_option("--rate", key.rate, "Requests in any minute, or: none");
    verb.add_option("--concurrency", key.concurrency, "Requests in flight at once, or: none");
    verb.add_option("--max-tokens", key.maxTokens, "Longest answer in tokens, or: none");
    verb.add_option("--expires", key.expires, "In 12h or 30d, on 2026-12-31 (as it begins, UTC), or: never");
    verb.add_option("--ceiling", key.ceiling, "Dollars of a ceiling of its own, or: none");
    verb.add_option("--per", key.per, "hour, day, week or month")
        ->check(CLI::IsMember({ "hour", "day", "week", "month" }));
}

void addKeyVerbs(CLI::App& app, Options& options)
{
    CLI::App* keys = app.add_subcommand("keys", "Virtual keys: what applications authenticate with");
    keys->require_subcommand(1);
    CLI::App* add = addVerb(*keys, "add", "Create a virtual key and print it once", options, Verb::KeysAdd);
    add->add_option("--name", options.name, "Name of the application")->required();
    add->add_flag(
        "--value-stdin", options.valueStdin, "Take the key's text from standard input instead of generating it");
    addKeyTerms(*add, options.key);
    CLI::App* change =
        addVerb(*keys, "change", "Change what a key may do; holds from the next request on", options, Verb::KeysChange);
    change->add_option("--name,--id,name", options.name, "Id (vk_...) or name")->required();
    change->add_option("--rename", options.key.rename, "Its new name");
    addKeyTerms(*change, options.key);
    CLI::App* list = addVerb(*keys, "list", "List virtual keys", options, Verb::KeysList);
    list->add_flag("--json", options.json, "One JSON object a line");
    CLI::App* revoke = addVerb(*keys, "revoke",
        "Revoke a virtual key: the next request is refused, what is in flight is cut", options, Verb::KeysRevoke);
    revoke->add_option("--name,--id,name", options.name, "Id (vk_...) or name")->required();
    CLI::App* restore = addVerb(*keys, "restore", "Take a revoke back", options, Verb::KeysRestore);
    restore->add_option("--name,--id,name", options.name, "Id (vk_...) or name")->required();

    CLI::App* secrets = app.add_subcommand("secrets", "Provider keys in the OS keychain");
    secrets->require_subcommand(1);
    CLI::App* set =
        addVerb(*secrets, "set", "Store a provider's key, read from standard input", options, Verb::SecretsSet);
    set->add_option("--name,name", options.name, "Name in the keychain (\"openai\" for keychain:openai)")->required();
    CLI::App* secretList = addVerb(*secrets, "list", "List the references and their state", options, Verb::SecretsList);
    secretList->add_flag("--json", options.json, "One JSON object a line");
    CLI::App* remove = addVerb(*secrets, "remove", "Remove a provider's key", options, Verb::SecretsRemove);
    remove->add_option("--name,name", options.name, "Name in the keychain")->required();
}

void addLedgerVerbs(CLI::App& app, Options& options)
{
    CLI::App* ledger = app.add_subcommand("ledger", "The money: prove it or print it");
    ledger->require_subcommand(1);
    CLI::App* verify = addVerb(*ledger, "verify", "Prove sums, chain and head anchor", options, Verb::LedgerVerify);
    verify->add_flag("--json", options.json, "Print JSON");
    CLI::App* show = addVerb(*ledger, "show", "Print every attempt", options, Verb::LedgerShow);
    show->add_flag("--json", options.json, "One JSON object an attempt, one a line");
    CLI::App* log = app.add_subcommand("log", "The request log");
    log->require_subcommand(1);
    addVerb(*log, "compact",
        "Give what deleted requests have left free back to the disk, while requests go on; needs twice what is in use "
        "of free disk meanwhile",
        options, Verb::LogCompact);
    CLI::App* alerts = app.add_subcommand("alerts", "Who is told what: ask the running desk or proxy");
    alerts->require_subcommand(1);
    CLI::App* test = addVerb(*alerts, "test", "Send a test through a channel now", options, Verb::AlertsTest);
    test->add_option("--name,name", options.name, "Id of the channel in the configuration")->required();
    addVerb(*alerts, "list", "The newest alerts, one JSON object a line", options, Verb::AlertsList);
    CLI::App* report = addVerb(app, "report", "Spend and savings", options, Verb::Report);
    report->add_option("--since", options.since, "From when: 2026-11-01, or 7d, 24h");
    report->add_option("--until", options.until, "Until when: 2026-11-01 (now)");
    report->add_flag("--demo", options.demo, "On a seeded year of invented traffic, not on yours");
    report->add_option("--format", options.format, "csv, json or html")
        ->check(CLI::IsMember({ "csv", "json", "html" }));
}

void addBudgetVerbs(CLI::App& app, Options& options)
{
    CLI::App* budget = app.add_subcommand("budget", "Ceilings: how they stand, temporary raises, the panic stop");
    budget->require_subcommand(1);
    CLI::App* show = addVerb(*budget, "show", "Print every ceiling of the running instance", options, Verb::BudgetShow);
    show->add_flag("--json", options.json, "One JSON object a line");
    CLI::App* raise =
        addVerb(*budget, "raise", "Let a ceiling stand higher for a while; counts at once", options, Verb::BudgetRaise);
    raise->add_option("--ceiling,ceiling", options.name, "Its id")->required();
    raise->add_option("--to", options.limit, "Dollars, for that time")->required();
    raise->add_option("--for", options.until, "How long: 30m, 2h, 3d")->required();
    raise->add_option("--note", options.note, "Why");
    CLI::App* end = addVerb(*budget, "end", "Take a raise back before its time", options, Verb::BudgetEnd);
    end->add_option("--raise,raise", options.raise, "Its number, as in show")->required();
    CLI::App* stop = addVerb(*budget, "stop",
        "Panic: cancel everything in flight and send nothing until it is released", options, Verb::BudgetStop);
    stop->add_option("--note", options.note, "Why");
    addVerb(*budget, "release", "End the panic stop", options, Verb::BudgetRelease);
    CLI::App* whatIf = addVerb(*budget, "what-if",
        "What a ceiling would have refused, downgraded and saved on recorded attempts", options, Verb::BudgetWhatIf);
    whatIf->add_option("--limit,limit", options.limit, "Dollars per period")->required();
    whatIf->add_option("--scope", options.scope,
        "global, tier:ID, provider:ID, key:ID, feature:NAME, session:NAME, or "
        "KIND:* for each of a kind");
    whatIf->add_option("--per", options.window, "hour, day, week or month")
        ->check(CLI::IsMember({ "hour", "day", "week", "month" }));
    whatIf->add_option("--at-limit", options.atLimit, "block, downgrade or free")
        ->check(CLI::IsMember({ "block", "downgrade", "free" }));
    whatIf->add_option("--since", options.since, "From when: 2026-11-01, or 7d, 24h (7d)");
    whatIf->add_flag("--json", options.json, "Print JSON");
    CLI::App* uncertain = addVerb(*budget, "uncertain",
        "Attempts that were sent and whose cost nobody knows; or the decision on one, once", options,
        Verb::BudgetUncertain);
    CLI::Option* settle = uncertain->add_option("--settle", options.settle, "Id of an attempt that was billed");
    uncertain->add_option("--void", options.voided, "Id of an attempt that was not billed")->excludes(settle);
    uncertain->add_option("--amount", options.amount, "Dollars it cost (what was held)")->needs(settle);
    uncertain->add_flag("--json", options.json, "One JSON object a line");
}

void addSafetyVerbs(CLI::App& app, Options& options)
{
    CLI::App* reconcile = addVerb(app, "reconcile",
        "Compare the ledger with a provider's usage export (OpenAI, Anthropic, OpenRouter; CSV)", options,
        Verb::Reconcile);
    reconcile->add_option("--file,file", options.path, "The export")->required();
    reconcile->add_option("--provider", options.provider, "Id of the provider in the configuration")->required();
    reconcile->add_flag("--settle", options.decide, "Write down what the export says about uncertain attempts");
    reconcile->add_flag("--json", options.json, "Print JSON");
    CLI::App* backup =
        addVerb(app, "backup", "Copy ledger, log, alerts and configuration into a new folder", options, Verb::Backup);
    backup->add_option("--folder,folder", options.path, "Made by the backup; must not be there yet")->required();
    CLI::App* restore = addVerb(app, "restore",
        "Put a backup in the place of the data folder; what was there is kept beside it", options, Verb::Restore);
    restore->add_option("--folder,folder", options.path, "A folder that backup made")->required();
    restore->add_flag("--replace", options.replace, "Also over a ledger that knows of more spending");
    addVerb(app, "export", "Print the set-up without secrets: configuration and names of keys, as JSON", options,
        Verb::Export);
}

void addPriceSources(CLI::App& verb, Options& options)
{
    PriceOptions& prices = options.prices;
    verb.add_option("sources", prices.sources, "Files, folders of Portkey files, or https:// addresses")->required();
    verb.add_option("--format", prices.format, "litellm, models.dev, portkey or openrouter (default: by its shape)")
        ->check(CLI::IsMember({ "litellm", "models.dev", "portkey", "openrouter" }));
    verb.add_option("--list-date", prices.listDate, "When the list was made (default: the file's date, or today)");
    verb.add_option("--provider", prices.provider, "Whose list a Portkey file is (default: its name)");
    verb.add_flag("--json", options.json, "One JSON object a line");
}

void addPriceSet(CLI::App& prices, Options& options)
{
    PriceOptions& price = options.prices;
    CLI::App* set = addVerb(prices, "set", "What a model costs from a day on; acts at once", options, Verb::PricesSet);
    set->add_option("model", price.model, "PROVIDER/MODEL: a provider of the configuration, or a kind of provider")
        ->required();
    set->add_option("--input", price.input, "Dollars per million tokens, like 2.50");
    set->add_option("--output", price.output, "Dollars per million tokens");
    set->add_option("--cached-input", price.cachedInput, "Input from the provider's cache (default: as input)");
    set->add_option("--cache-write", price.cacheWrite, "Input written to the cache for 5 minutes (default: as input)");
    set->add_option("--cache-write-1h", price.cacheWrite1h, "For an hour (default: as for 5 minutes)");
    set->add_option("--per-request", price.perRequest, "Dollars for each request");
    set->add_option("--price", price.file, "A whole price from a file, as in the configuration (JSON)");
    set->add_flag("--free", price.free, "It costs nothing, and that is meant so");
    set->add_option("--from", price.from, "First day it holds, like 2026-12-01 (default: today)");
    set->add_option("--note", options.note, "Why, or from where");
    set->add_flag("--json", options.json, "Print JSON");
}

void addPriceVerbs(CLI::App& app, Options& options)
{
    CLI::App* prices = app.add_subcommand("prices", "What models cost: list, set by date, import, compare, check");
    prices->require_subcommand(1);
    PriceOptions& price = options.prices;
    CLI::App* list = addVerb(*prices, "list", "The prices that hold today", options, Verb::PricesList);
    list->add_flag("--all", price.all, "With the built-in book's models that are not in use");
    list->add_flag("--json", options.json, "One JSON object a line");
    CLI::App* history = addVerb(*prices, "history", "A model's prices by date", options, Verb::PricesHistory);
    history->add_option("model", price.model, "PROVIDER/MODEL")->required();
    history->add_flag("--json", options.json, "One JSON object a line");
    addPriceSet(*prices, options);
    for (const auto& [name, what, verb] : { std::tuple("remove", "Take an entry back", Verb::PricesRemove),
             std::tuple("restore", "Let a removed entry hold again", Verb::PricesRestore) }) {
        CLI::App* sub = addVerb(*prices, name, what, options, verb);
        sub->add_option("number", price.number, "Its number, as in history")->required();
    }
    CLI::App* import = addVerb(*prices, "import",
        "Take a published list over for the models that are known here; odd prices only where they are accepted by "
        "name",
        options, Verb::PricesImport);
    addPriceSources(*import, options);
    import->add_option("--from", price.from, "First day it holds (default: today)");
    import->add_option("--accept", price.accept, "PROVIDER/MODEL whose flags are accepted (repeatable)");
    import->add_flag("--all", price.all, "Also for the built-in book's models that are not in use");
    import->add_flag("--dry-run", price.dryRun, "Show what would change, change nothing");
    CLI::App* compare = addVerb(*prices, "compare",
        "Where published lists differ, for the models that all of them have", options, Verb::PricesCompare);
    addPriceSources(*compare, options);
    CLI::App* check = addVerb(*prices, "check", "What is odd in published lists: slipped units, sentinels, zeros",
        options, Verb::PricesCheck);
    addPriceSources(*check, options);
}

void addRoutingVerbs(CLI::App& app, Options& options)
{
    CLI::App* pause = app.add_subcommand("pause",
        "New requests get 503 until `resume`; with --bypass they are served, but by the last rule (pins hold)");
    addCommon(*pause, options);
    const CLI::Option* bypass = pause->add_flag("--bypass")->description("Bypass the rules instead of refusing");
    pause->callback([&options, bypass] {
        options.verb = Verb::Routing;
        options.routing = bypass->count() > 0 ? "bypass" : "stop";
    });
    CLI::App* resume = app.add_subcommand("resume", "Route by the rules again");
    addCommon(*resume, options);
    resume->callback([&options] {
        options.verb = Verb::Routing;
        options.routing = "rules";
    });
}

} // namespace

std::variant<Options, int> readOptions(int argc, char** argv)
{
    Options options;
    CLI::App app("Signalbox: the operator's desk for LLM traffic. Without a verb it opens the window.", "signalbox");
    app.set_version_flag("--version", std::string("signalbox ") + SIGNALBOX_VERSION);
    app.fallthrough(false);
    addCommon(app, options);
    addServing(app, options);
    app.add_option("--screenshots", options.screenshots, "Render every page to PNG in this folder and end");
    app.add_flag("--demo", options.demo, "With --screenshots: on invented data, marked as such");

    CLI::App* serve = addVerb(app, "serve", "Run the proxy without a window; SIGTERM drains", options, Verb::Serve);
    addServing(*serve, options);
    CLI::App* route =
        addVerb(app, "route", "Decide for a request on standard input; calls nobody", options, Verb::Route);
    route->add_option("--header", options.headers, "Header of the request, \"Name: value\" (repeatable)");
    route->add_option("--endpoint", options.endpoint, "What the request asks for (default: chat)")
        ->check(CLI::IsMember({ "chat", "completions", "embeddings" }));
    route->add_flag("--sandbox", options.sandbox, "With the sandbox configuration");
    CLI::App* check = addVerb(app, "check", "Validate a configuration", options, Verb::Check);
    check->add_flag("--json", options.json, "Print JSON");
    CLI::App* replay = addVerb(app, "replay",
        "Decide recorded requests again: what a draft (--rules, --config) would have done; without one, whether every "
        "decision comes out as it was logged",
        options, Verb::Replay);
    replay->add_flag("--json", options.json, "Print JSON");
    replay->add_option("--rules", options.rules, "The draft: a configuration, or its rules alone (JSON)")
        ->check(CLI::ExistingFile);
    replay->add_option("--since", options.since, "From when: 2026-11-01, or 7d, 24h");
    replay->add_option("--last", options.last, "The newest requests: 10000, or 7d, 24h");
    replay->add_option("--threads", options.threads, "Threads (2)")->check(CLI::Range(1, 16));
    CLI::App* sandbox = addVerb(app, "sandbox", "Run the simulated provider alone", options, Verb::Sandbox);
    sandbox->add_option("--port", options.port, "Port on 127.0.0.1")->check(CLI::Range(0, 65535));
    sandbox->add_option("--script", options.script, "Script of failures (JSON)")->check(CLI::ExistingFile);
    addKeyVerbs(app, options);
    addLedgerVerbs(app, options);
    addBudgetVerbs(app, options);
    addPriceVerbs(app, options);
    addSafetyVerbs(app, options);
    addRoutingVerbs(app, options);
    app.require_subcommand(0, 1);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kFine : kUsage;
    }
    options.configGiven = !options.configPath.empty();
    if (options.dataDir.empty())
        options.dataDir = xdgPath("XDG_DATA_HOME", ".local/share", "");
    if (options.dataDir.size() > 1 && options.dataDir.back() == '/')
        options.dataDir.pop_back();
    if (!options.configGiven && !options.sandbox)
        options.configPath = xdgPath("XDG_CONFIG_HOME", ".config", "signalbox.json");
    return options;
}

void hardenProcess()
{
    const rlimit none { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

} // namespace signalbox::app
