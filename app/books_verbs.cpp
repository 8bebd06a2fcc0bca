// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include "core/budget/ceiling_trial.h"
#include "core/budget/ledger_rows.h"
#include "core/budget/reconcile.h"
#include "core/record/report.h"

#include <QCoreApplication>

#include <fmt/format.h>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::shared_ptr<const Config> configFor(const Options& options)
{
    return configOf(options).config;
}

// --- What if ---------------------------------------------------------------------------------------------------------

Json periodJson(const TrialPeriod& period)
{
    return { { "period", period.period }, { "scope", period.scope }, { "spent_usd", period.spent.dollars() },
        { "would_spend_usd", period.wouldSpend.dollars() }, { "refused", period.refused },
        { "downgraded", period.downgraded },
        { "reached_at", period.reachedAt == 0 ? Json() : Json(isoUtc(period.reachedAt)) } };
}

void printTrial(const Options& options, const Ceiling& ceiling, const TrialReport& report)
{
    if (options.json) {
        Json periods = Json::array();
        for (const TrialPeriod& period : report.periods)
            periods.push_back(periodJson(period));
        fmt::print("{}\n",
            dumped({ { "scope", ceiling.scope }, { "window", windowName(ceiling.window) },
                { "limit_usd", ceiling.limit.dollars() }, { "requests", report.requests },
                { "spent_usd", report.spent.dollars() }, { "would_spend_usd", report.wouldSpend.dollars() },
                { "saved_usd", report.saved().dollars() }, { "refused", report.refused },
                { "downgraded", report.downgraded }, { "periods", periods } }));
        return;
    }
    for (const TrialPeriod& period : report.periods)
        fmt::print("{:<18} {:<24} ${:<12} instead of ${:<12} {:>6} refused, {:>6} downgraded{}\n", period.period,
            period.scope, period.wouldSpend.dollars(), period.spent.dollars(), period.refused, period.downgraded,
            period.reachedAt == 0 ? "" : ", reached " + isoUtc(period.reachedAt).substr(0, 16));
    fmt::print("{} under ${} a {}: {} requests, {} refused, {} downgraded, ${} saved of ${}\n", ceiling.scope,
        ceiling.limit.dollars(), windowName(ceiling.window), report.requests, report.refused, report.downgraded,
        report.saved().dollars(), report.spent.dollars());
}

int runWhatIf(const Options& options)
{
    const WallUs now = SystemClock().now();
    const auto limit = Money::fromDollars(options.limit);
    const auto since = parseSince(options.since.empty() ? "7d" : options.since, now);
    const bool knownScope = kindOf(options.scope).has_value();
    if (!limit || *limit < Money() || !since || !knownScope) {
        fmt::print(stderr, "signalbox: {}\n",
            !since            ? errorLine(since.error())
                : !knownScope ? "--scope is global, or tier, provider, key, feature or session with :NAME or :*"
                              : "--limit is dollars, like 5.00");
        return kUsage;
    }
    const auto config = configFor(options);
    Ceiling ceiling;
    ceiling.id = "trial";
    ceiling.scope = options.scope;
    ceiling.limit = *limit;
    ceiling.window = windowNamed(options.window).value_or(Window::Day);
    ceiling.atLimit = options.atLimit == "downgrade" ? AtLimit::Downgrade
        : options.atLimit == "free"                  ? AtLimit::Free
                                                     : AtLimit::Block;
    const DayRule day = config ? config->day : DayRule();
    const auto report =
        tryCeiling(options.dataDir, day.dayOf(*since), ceiling, config ? config->tiers : std::vector<Tier>());
    if (!report)
        return failWith(report.error());
    printTrial(options, ceiling, *report);
    return kFine;
}

// --- Uncertain attempts ----------------------------------------------------------------------------------------------

Json rowJson(const LedgerRow& row)
{
    return { { "attempt_id", row.attemptId }, { "request_id", row.requestId }, { "answer_id", row.answerId },
        { "created_at", isoUtc(row.createdAt) }, { "day", row.day }, { "tier", row.tier }, { "provider", row.provider },
        { "model", row.model }, { "key_id", row.keyId }, { "reserved_nano", row.reserved.nano() },
        { "flags", row.flags } };
}

/// A further row of the ledger: the decision, once.
Result<void> decide(const Options& options, const std::string& attempt, const Settlement& settlement)
{
    const nlohmann::json request { { "verb", "budget.resolve" }, { "name", attempt },
        { "state", std::string(attemptStateName(settlement.state)) }, { "amount", settlement.amount.dollars() },
        { "flag", settlement.flags.front() } };
    return ordered(
        options, request, [&](Ledger& ledger, auto done) { ledger.resolve(attempt, settlement, std::move(done)); });
}

int runUncertain(const Options& options)
{
    const auto rows = uncertainAttempts(options.dataDir);
    if (!rows)
        return failWith(rows.error());
    if (options.settle.empty() && options.voided.empty()) {
        for (const LedgerRow& row : *rows) {
            if (options.json)
                fmt::print("{}\n", dumped(rowJson(row)));
            else
                fmt::print("{}  {:<36} {:<32} held ${}\n", isoUtc(row.createdAt).substr(0, 19), row.attemptId,
                    row.provider + "/" + row.model, row.reserved.dollars());
        }
        return kFine;
    }
    const std::string& attempt = options.settle.empty() ? options.voided : options.settle;
    Settlement settlement;
    settlement.flags = { "operator" };
    settlement.state = options.settle.empty() ? AttemptState::Void : AttemptState::Settled;
    if (!options.amount.empty()) {
        const auto amount = Money::fromDollars(options.amount);
        if (!amount || *amount < Money()) {
            fmt::print(stderr, "signalbox: --amount is dollars, like 0.0123\n");
            return kUsage;
        }
        settlement.amount = *amount;
    } else if (!options.settle.empty()) {
        for (const LedgerRow& row : *rows)
            settlement.amount = row.attemptId == attempt ? row.reserved : settlement.amount;
    }
    const auto done = decide(options, attempt, settlement);
    return done ? kFine : failWith(done.error());
}

// --- Reconciliation --------------------------------------------------------------------------------------------------

Json proposalJson(const UncertainProposal& proposal)
{
    const bool settles = proposal.state == AttemptState::Settled;
    return { { "attempt_id", proposal.row.attemptId }, { "model", proposal.row.model },
        { "reserved_nano", proposal.row.reserved.nano() },
        { "decision",
            settles                                    ? "settled"
                : proposal.state == AttemptState::Void ? "void"
                                                       : "unknown" },
        { "amount_nano", settles ? Json(proposal.amount.nano()) : Json() },
        { "line", proposal.line == 0 ? Json() : Json(proposal.line) } };
}

Json reconciliationJson(const Reconciliation& result)
{
    Json lines = Json::array();
    for (const ReconciledLine& line : result.lines)
        lines.push_back({ { "day", line.day }, { "model", line.model }, { "ours_nano", line.ours.nano() },
            { "held_nano", line.ourHolds.nano() }, { "theirs_nano", line.priced ? Json(line.theirs.nano()) : Json() },
            { "gap_nano", line.priced ? Json(line.gap().nano()) : Json() }, { "our_requests", line.ourRequests },
            { "their_requests", line.theirRequests < 0 ? Json() : Json(line.theirRequests) },
            { "our_tokens", line.ourTokens }, { "their_tokens", line.theirTokens } });
    Json uncertain = Json::array();
    for (const UncertainProposal& proposal : result.uncertain)
        uncertain.push_back(proposalJson(proposal));
    return { { "shape", exportShapeName(result.shape) }, { "rows", result.rows }, { "repeated_rows", result.repeated },
        { "from", result.rows == 0 ? Json() : Json(isoUtc(result.from)) },
        { "to", result.rows == 0 ? Json() : Json(isoUtc(result.to)) }, { "ours_nano", result.ours.nano() },
        { "held_nano", result.ourHolds.nano() }, { "theirs_nano", result.theirs.nano() },
        { "gap_nano", result.gap().nano() }, { "matched_by_id", result.matchedById },
        { "matched_by_tokens", result.matchedByTokens }, { "only_theirs", result.onlyTheirs },
        { "unpriced_rows", result.unpricedRows }, { "lines", lines }, { "uncertain", uncertain } };
}

void printReconciliation(const Reconciliation& result)
{
    for (const ReconciledLine& line : result.lines)
        fmt::print("{}  {:<32} ours ${:<14} theirs {:<15} gap {}\n", line.day, line.model, line.ours.dollars(),
            line.priced ? "$" + line.theirs.dollars() : "unpriced", line.priced ? "$" + line.gap().dollars() : "-");
    for (const UncertainProposal& proposal : result.uncertain)
        fmt::print("uncertain {:<36} held ${:<14} {}\n", proposal.row.attemptId, proposal.row.reserved.dollars(),
            proposal.state == AttemptState::Settled    ? "was billed: $" + proposal.amount.dollars()
                : proposal.state == AttemptState::Void ? "was not billed"
                                                       : "the export does not say");
    if (result.repeated > 0)
        fmt::print("{} rows stand in the file more than once and count once\n", result.repeated);
    fmt::print("{} rows ({}); the ledger says ${}, the export ${}: a gap of ${}; ${} held by uncertain attempts\n",
        result.rows, exportShapeName(result.shape), result.ours.dollars(), result.theirs.dollars(),
        result.gap().dollars(), result.ourHolds.dollars());
}

int writeDecisions(const Options& options, const Reconciliation& result)
{
    int decided = 0;
    for (const UncertainProposal& proposal : result.uncertain) {
        if (proposal.state == AttemptState::Uncertain)
            continue;
        Settlement settlement;
        settlement.state = proposal.state;
        settlement.amount = proposal.amount;
        settlement.usage = proposal.usage;
        settlement.flags = { "usage_export" };
        if (const auto done = decide(options, proposal.row.attemptId, settlement); !done)
            return failWith(done.error());
        ++decided;
    }
    if (!options.json)
        fmt::print("{} decisions written\n", decided);
    return kFine;
}

/// 0: nothing to see; 1: there is a gap.
int runReconcile(const Options& options)
{
    const auto usage = readUsageExportFile(options.path);
    if (!usage)
        return failWith(usage.error());
    const auto config = configFor(options);
    if (!config || config->findProvider(options.provider) == nullptr) {
        fmt::print(stderr, "signalbox: there is no provider \"{}\" in the configuration\n", options.provider);
        return kUsage;
    }
    const auto result =
        reconcileLedger(options.dataDir, options.provider, *usage, costsOf(config->tiers, options.provider));
    if (!result)
        return failWith(result.error());
    if (options.json)
        fmt::print("{}\n", dumped(reconciliationJson(*result)));
    else
        printReconciliation(*result);
    if (options.decide)
        return writeDecisions(options, *result);
    return result->gap().isZero() ? kFine : kFound;
}

} // namespace

int runBooks(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (options.verb == Verb::BudgetWhatIf)
        return runWhatIf(options);
    return options.verb == Verb::Reconcile ? runReconcile(options) : runUncertain(options);
}

} // namespace signalbox::app
