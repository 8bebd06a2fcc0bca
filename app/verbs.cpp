// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs.h"

#include "core/base/ascii.h"
#include "core/base/embedded.h"
#include "core/base/ids.h"
#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/proxy/front_door.h"
#include "core/proxy/price_desk.h"
#include "core/proxy/sandbox_server.h"
#include "core/route/router.h"
#include "core/route/rule_program.h"
#include "ui/shell/error_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <iterator>

namespace signalbox::app {

ConfigRead withPrices(ConfigRead read, const std::string& dataDir)
{
    const auto history = PriceDesk::read(dataDir);
    if (!history) {
        read.problems.push_back({ "", 0, 0, history.error(), true });
        return read;
    }
    read.config = pricedAt(read.config, *history, SystemClock().now());
    if (read.config)
        dropPriced(read.problems, *read.config);
    return read;
}

ConfigRead configOf(const Options& options)
{
    if (options.configPath.empty())
        return readConfig(embedded::sandbox_config, PriceBook::builtIn());
    auto text = readTextFile(options.configPath);
    if (!text && options.configGiven)
        return { nullptr, { { "", 0, 0, text.error(), false } } };
    return withPrices(
        readConfig(text ? std::string_view(*text) : embedded::starter_config, PriceBook::builtIn()), options.dataDir);
}

std::string errorLine(const Error& error)
{
    if (!ui::hasErrorSentence(error.code))
        return error.text();
    return fmt::format("{} [{}]", ui::errorSentence(error).toStdString(), error.code);
}

int failWith(const Error& error)
{
    fmt::print(stderr, "signalbox: {}\n", errorLine(error));
    return exitCodeOf(error);
}

int printProblems(const std::vector<ConfigProblem>& problems)
{
    int errors = 0;
    for (const ConfigProblem& problem : problems) {
        fmt::print(stderr, "{}\n", problem.text());
        errors += problem.warning ? 0 : 1;
    }
    return errors;
}

namespace {

std::string readStandardInput()
{
    return { std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>() };
}

// --- route -----------------------------------------------------------------------------------------------------------

/// "X-Team: billing" as a fact, where rules may look at it.
void addHeader(Facts& facts, const std::string& header)
{
    const std::size_t colon = header.find(':');
    std::string name = lowered(header.substr(0, colon));
    if (colon != std::string::npos && routableHeader(name))
        facts.headers.push_back({ std::move(name), headerFact(std::string_view(header).substr(colon + 1)) });
}

Endpoint endpointOf(std::string_view name)
{
    if (name == "completions")
        return Endpoint::Completions;
    return name == "embeddings" ? Endpoint::Embeddings : Endpoint::ChatCompletions;
}

int runRoute(const Options& options)
{
    const ConfigRead read = configOf(options);
    if (!read.config) {
        printProblems(read.problems);
        return kFound;
    }
    auto request = readRequest(endpointOf(options.endpoint), readStandardInput());
    if (!request)
        return failWith(request.error()), kFound;
    auto hints = request->hints;
    for (const std::string& header : options.headers) {
        const std::size_t colon = header.find(':');
        if (colon == std::string::npos) {
            fmt::print(stderr, "signalbox: a header is \"Name: value\", not \"{}\"\n", header);
            return kUsage;
        }
        const std::string_view hint = hintName(std::string_view(header).substr(0, colon));
        const std::size_t value = header.find_first_not_of(" \t", colon + 1);
        if (!hint.empty())
            hints.insert_or_assign(
                std::string(hint), value == std::string::npos ? std::string() : header.substr(value));
    }
    Facts facts = gatherFacts(*request, hints, "");
    for (const std::string& header : options.headers)
        addHeader(facts, header);
    std::sort(facts.headers.begin(), facts.headers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    const WallUs now = SystemClock().now();
    const LocalMoment moment = localMoment(now, read.config->day.zone());
    facts.time = moment.minute;
    facts.weekday = moment.weekday;
    facts.shareSeed = shareSeed(facts.session, newRequestId(now));
    for (const std::string& scope : read.config->rules.program->needs().budgetScopes)
        facts.budgetLeft.push_back({ scope, 100 });
    facts = read.config->rules.program->withText(std::move(facts), request->lastUserText);
    RoutingView view { &read.config->rules, &read.config->tiers, read.config->honourNamedModels,
        [](const Deployment&) { return std::string(); } };
    const auto pin = hints.find("tier");
    const auto decision = decide(*request, facts, pin == hints.end() ? std::string() : pin->second, view);
    if (!decision)
        return failWith(decision.error()), kFound;
    fmt::print("{}\n", decisionJson(*decision, facts, read.config->rules));
    return kFine;
}

// --- sandbox ---------------------------------------------------------------------------------------------------------

int runSandbox(const Options& options)
{
    SandboxScript script;
    if (!options.script.empty()) {
        auto text = readTextFile(options.script);
        auto read = text ? SandboxScript::parse(*text) : tl::unexpected(text.error());
        if (!read)
            return failWith(read.error());
        script = std::move(*read);
    }
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    auto server = SandboxServer::start(options.port.value_or(8788), std::move(script));
    if (!server)
        return failWith(server.error());
    const nlohmann::ordered_json ready { { "event", "ready" }, { "simulated", true },
        { "base_url", fmt::format("http://127.0.0.1:{}/v1", (*server)->port()) } };
    fmt::print("{}\n", ready.dump());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&stop, &signal);
    return kFine;
}

// --- ledger ----------------------------------------------------------------------------------------------------------

int runLedgerVerify(const Options& options)
{
    const auto check = Ledger::verify(options.dataDir);
    if (!check)
        return failWith(check.error());
    nlohmann::ordered_json problems = nlohmann::ordered_json::array();
    for (const Error& problem : check->problems)
        problems.push_back(problem.text());
    const nlohmann::ordered_json all { { "sound", check->sound }, { "entries", check->entries },
        { "attempts", check->attempts }, { "pending", check->pending }, { "uncertain", check->uncertain },
        { "settled_nano", check->settled.nano() }, { "held_nano", check->held.nano() }, { "head", check->headSequence },
        { "problems", problems } };
    if (options.json) {
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}: {} entries, {} attempts, {} pending, {} uncertain, settled ${}, held ${}, head {}\n",
            check->sound ? "sound" : "NOT SOUND", check->entries, check->attempts, check->pending, check->uncertain,
            check->settled.dollars(), check->held.dollars(), check->headSequence);
        for (const Error& problem : check->problems)
            fmt::print("  {}\n", problem.text());
    }
    return check->sound ? kFine : kFound;
}

nlohmann::ordered_json rowJson(const LedgerRow& row)
{
    const Usage& usage = row.usage;
    return { { "sequence", row.sequence }, { "attempt_id", row.attemptId }, { "request_id", row.requestId },
        { "answer_id", row.answerId }, { "attempt_no", row.attemptNo }, { "day", row.day }, { "tier", row.tier },
        { "provider", row.provider }, { "model", row.model }, { "key_id", row.keyId }, { "hour", row.hour },
        { "feature", row.feature }, { "session", row.session }, { "state", attemptStateName(row.state) },
        { "reserved_nano", row.reserved.nano() }, { "amount_nano", row.amount.nano() }, { "flags", row.flags },
        { "tokens",
            { { "uncached_in", usage.uncachedIn }, { "cached_in", usage.cachedIn },
                { "cache_write_5m", usage.cacheWrite5m }, { "cache_write_1h", usage.cacheWrite1h },
                { "out", usage.out }, { "reasoning_out", usage.reasoningOut } } },
        { "simulated", row.simulated }, { "created_at", isoUtc(row.createdAt) },
        { "closed_at", row.closedAt ? nlohmann::ordered_json(isoUtc(row.closedAt)) : nlohmann::ordered_json() } };
}

int runLedgerShow(const Options& options)
{
    const auto shown = Ledger::show(options.dataDir, [&](const LedgerRow& row) {
        if (options.json)
            fmt::print("{}\n", rowJson(row).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
        else
            fmt::print("{}  {:<34} {:<10} {:<28} {:<17} held ${:<14} amount ${}\n", row.day, row.attemptId, row.tier,
                row.provider + "/" + row.model, attemptStateName(row.state), row.reserved.dollars(),
                row.amount.dollars());
        return true;
    });
    return shown ? kFine : failWith(shown.error());
}

} // namespace

int exitCodeOf(const Error& error)
{
    const std::string_view code = error.code;
    if (code == "already_running" || code == "port_in_use")
        return kTaken;
    if (code == "prices_syntax" || code == "prices_invalid" || code == "prices_newer" || code == "file_unwritable")
        return kStorage;
    if (code.substr(0, 8) == "storage_" || code.substr(0, 7) == "ledger_")
        return kStorage;
    if (code.substr(0, 9) == "keychain_" || code.substr(0, 7) == "secret_")
        return kKeychain;
    return kFound;
}

int runReport(const Options& options);

int runVerb(const Options& options, int argc, char** argv)
{
    switch (options.verb) {
    case Verb::Serve:
        return runServe(options, argc, argv);
    case Verb::Route:
        return runRoute(options);
    case Verb::Check:
        return runCheck(options);
    case Verb::Sandbox:
        return runSandbox(options);
    case Verb::KeysAdd:
    case Verb::KeysList:
    case Verb::KeysChange:
    case Verb::KeysRevoke:
    case Verb::KeysRestore:
        return runKeys(options, argc, argv);
    case Verb::SecretsSet:
    case Verb::SecretsList:
    case Verb::SecretsRemove:
        return runSecrets(options, argc, argv);
    case Verb::LedgerVerify:
    case Verb::LedgerShow:
        return options.verb == Verb::LedgerVerify ? runLedgerVerify(options) : runLedgerShow(options);
    case Verb::LogCompact:
        return runLog(options, argc, argv);
    case Verb::BudgetShow:
    case Verb::BudgetRaise:
    case Verb::BudgetEnd:
    case Verb::BudgetStop:
    case Verb::BudgetRelease:
    case Verb::Routing:
        return runBudget(options, argc, argv);
    case Verb::BudgetWhatIf:
    case Verb::BudgetUncertain:
    case Verb::Reconcile:
        return runBooks(options, argc, argv);
    case Verb::Backup:
    case Verb::Restore:
    case Verb::Export:
        return runSafety(options);
    case Verb::Report:
        return runReport(options);
    case Verb::Replay:
        return runReplay(options);
    case Verb::AlertsTest:
    case Verb::AlertsList:
        return runAlerts(options, argc, argv);
    case Verb::PricesList:
    case Verb::PricesHistory:
    case Verb::PricesSet:
    case Verb::PricesRemove:
    case Verb::PricesRestore:
    case Verb::PricesImport:
    case Verb::PricesCompare:
    case Verb::PricesCheck:
        return runPrices(options, argc, argv);
    case Verb::Desk:
        break;
    }
    return kUsage;
}

} // namespace signalbox::app
