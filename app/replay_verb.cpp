// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs.h"

#include "core/evals/replay_gate.h"
#include "core/evals/replay_log.h"
#include "core/proxy/version_worlds.h"
#include "core/record/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTraces = 20; ///< changed requests that are printed with both traces

Result<ReplaySpan> spanOf(const Options& options)
{
    ReplaySpan span;
    span.threads = options.threads;
    std::string since = options.since;
    if (!options.last.empty()) {
        std::int64_t count = 0;
        const char* end = options.last.data() + options.last.size();
        if (std::from_chars(options.last.data(), end, count).ptr == end && count > 0)
            span.last = count;
        else
            since = options.last;
    }
    if (since.empty())
        return span;
    const auto from = parseSince(since, SystemClock().now());
    if (!from)
        return tl::unexpected(from.error());
    span.since = *from;
    return span;
}

/// The draft as a whole configuration: the file may hold one, or rules alone, which go into what is applied.
Result<ConfigRead> draftOf(const std::string& path, const VersionWorlds& worlds, const std::string& dataDir)
{
    auto text = readTextFile(path);
    if (!text)
        return tl::unexpected(text.error());
    Json draft = Json::parse(*text, nullptr, false);
    const bool alone = draft.is_array() || (draft.is_object() && !draft.contains("schema") && draft.contains("rules"));
    if (!alone || worlds.versions().empty())
        return withPrices(readConfig(*text, PriceBook::builtIn()), dataDir);
    const auto applied = worlds.config(worlds.versions().back().number);
    if (!applied)
        return fail("version_unknown");
    Json whole = Json::parse(applied->text);
    whole["rules"] = draft.is_array() ? draft : draft.at("rules");
    return withPrices(readConfig(whole.dump(2), PriceBook::builtIn()), dataDir);
}

// --- the applied rules -----------------------------------------------------------------------------------------------

Json differenceJson(const ReplayRow& row, const VersionWorlds& worlds)
{
    Json json { { "id", row.id }, { "at", isoUtc(row.at) }, { "rules_version", row.version },
        { "logged", { { "rule", row.ruleId }, { "tier_planned", row.tierPlanned }, { "tier", row.tier } } } };
    const auto world = worlds.world(row.version);
    const auto again = world ? decideAgain(row.facts, *world, &worlds.asked()) : fail("version_unknown");
    if (again)
        json["again"] = Json::parse(decisionJson(*again, row.facts, *world->rules));
    else
        json["again"] = { { "error", again.error().code } };
    return json;
}

int runReproduction(const Options& options, const VersionWorlds& worlds, const ReplaySpan& span)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto sum = reproduce(options.dataDir, span, worlds.source(), worlds.asked());
    if (!sum)
        return failWith(sum.error());
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    if (options.json) {
        Json versions = Json::object();
        for (const auto& [version, count] : sum->byVersion)
            versions[std::to_string(version)] = count;
        Json differences = Json::array();
        for (const ReplayRow& row : sum->different)
            differences.push_back(differenceJson(row, worlds));
        const Json all { { "mode", "applied" }, { "requests", sum->requests }, { "decided", sum->decided },
            { "without_facts", sum->withoutFacts }, { "without_version", sum->withoutVersion },
            { "unknown", sum->unknown }, { "differences", sum->differences }, { "by_version", versions },
            { "different", differences }, { "ms", ms.count() } };
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{} requests, {} decided again under their own rules, {} differences ({} without facts, {} without "
                   "their rule set, {} unknown) in {} ms\n",
            sum->requests, sum->decided, sum->differences, sum->withoutFacts, sum->withoutVersion, sum->unknown,
            ms.count());
        for (const ReplayRow& row : sum->different)
            fmt::print("  {}  version {}  {} -> {}\n", row.id, row.version, row.ruleId, row.tierPlanned);
    }
    return sum->differences == 0 ? kFine : kFound;
}

// --- a draft ---------------------------------------------------------------------------------------------------------

Json traceOf(const Facts& facts, const ReplayWorld& world, const AskedTests& asked)
{
    const auto decision = decideAgain(facts, world, &asked);
    if (!decision)
        return { { "error", decision.error().code } };
    return Json::parse(decisionJson(*decision, facts, *world.rules));
}

Json movesJson(const ReplayReport& report)
{
    Json moves = Json::array();
    for (const auto& [tiers, move] : report.moves) {
        moves.push_back({ { "from", tiers.first }, { "to", tiers.second }, { "requests", move.requests },
            { "cost_before", move.costBefore.dollars() }, { "cost_after", move.costAfter.dollars() } });
    }
    return moves;
}

Json ceilingsJson(const ReplayReport& report)
{
    Json days = Json::array();
    for (const ReplayReport::CeilingDay& day : report.ceilingDays) {
        days.push_back({ { "day", day.day }, { "scope", day.scope }, { "limit", day.limit.dollars() },
            { "before", day.before.dollars() }, { "after", day.after.dollars() }, { "refused", day.refused },
            { "downgraded", day.downgraded },
            { "reached_at", day.reachedAt == 0 ? Json() : Json(isoUtc(day.reachedAt)) } });
    }
    return days;
}

Json changesJson(const ReplayReport& report, const ReplayWorld& draft, const VersionWorlds& worlds)
{
    Json changes = Json::array();
    for (const ReplayChange& change : report.changes) {
        Json json { { "id", change.id }, { "at", isoUtc(change.at) }, { "tier_before", change.tierBefore },
            { "tier_after", change.tierAfter }, { "rule_before", change.ruleBefore },
            { "rule_after", change.ruleAfter }, { "cost_before", change.costBefore.dollars() },
            { "cost_after", change.costAfter.dollars() } };
        if (changes.size() < kMostTraces) {
            const auto applied = worlds.versions().empty() ? nullptr : worlds.world(worlds.versions().back().number);
            json["trace_before"] = applied ? traceOf(change.facts, *applied, worlds.asked()) : Json();
            json["trace_after"] = traceOf(change.facts, draft, worlds.asked());
        }
        changes.push_back(std::move(json));
    }
    return changes;
}

Json reportJsonOf(const ReplayReport& report)
{
    Json hits = Json::object();
    for (const auto& [rule, counts] : report.hits)
        hits[rule.empty() ? "(none)" : rule] = { { "before", counts.first }, { "after", counts.second } };
    Json unknown = Json::object();
    for (const auto& [rule, count] : report.unknownByRule)
        unknown[rule] = count;
    return { { "mode", "draft" }, { "from", isoUtc(report.from) }, { "to", isoUtc(report.to) },
        { "requests", report.requests }, { "decided", report.decided }, { "without_facts", report.withoutFacts },
        { "unknown", report.unknown }, { "unknown_by_rule", unknown }, { "changed", report.changed },
        { "cost_before", report.costBefore.dollars() }, { "cost_after", report.costAfter.dollars() },
        { "simulated_before", report.simulatedBefore.dollars() },
        { "simulated_after", report.simulatedAfter.dollars() }, { "estimated_costs", report.estimatedCosts },
        { "latency_ms",
            { { "p50_before", report.latencyBefore.p50Us / 1000 }, { "p50_after", report.latencyAfter.p50Us / 1000 },
                { "p95_before", report.latencyBefore.p95Us / 1000 },
                { "p95_after", report.latencyAfter.p95Us / 1000 } } },
        { "refused", { { "before", report.refusedBefore }, { "after", report.refusedAfter } } },
        { "downgraded", { { "before", report.downgradedBefore }, { "after", report.downgradedAfter } } },
        { "gate", gateFindings(report) }, { "moves", movesJson(report) }, { "hits", hits },
        { "ceiling_days", ceilingsJson(report) } };
}

void printReport(const ReplayReport& report, std::int64_t ms)
{
    fmt::print("{} requests, {} decided again, {} would change, {} unknown ({} ms)\n", report.requests, report.decided,
        report.changed, report.unknown, ms);
    for (const auto& [tiers, move] : report.moves) {
        fmt::print("  {:>12} -> {:<12} {:>9} requests  ${} -> ${}\n", tiers.first.empty() ? "refused" : tiers.first,
            tiers.second.empty() ? "refused" : tiers.second, move.requests, move.costBefore.dollars(),
            move.costAfter.dollars());
    }
    fmt::print("cost ${} -> ${}, simulated ${} -> ${}\n", report.costBefore.dollars(), report.costAfter.dollars(),
        report.simulatedBefore.dollars(), report.simulatedAfter.dollars());
    fmt::print("latency p50 {} -> {} ms, p95 {} -> {} ms\n", report.latencyBefore.p50Us / 1000,
        report.latencyAfter.p50Us / 1000, report.latencyBefore.p95Us / 1000, report.latencyAfter.p95Us / 1000);
    fmt::print("refused {} -> {}, downgraded {} -> {}\n", report.refusedBefore, report.refusedAfter,
        report.downgradedBefore, report.downgradedAfter);
    for (const ReplayReport::CeilingDay& day : report.ceilingDays)
        fmt::print("  {} {}: ${} of ${} -> ${}, {} refused, {} downgraded\n", day.day, day.scope, day.before.dollars(),
            day.limit.dollars(), day.after.dollars(), day.refused, day.downgraded);
    const std::vector<std::string> findings = gateFindings(report);
    fmt::print("replay gate: {}\n",
        findings.empty() ? "nothing speaks against it" : fmt::format("{}", fmt::join(findings, ", ")));
}

int runDraft(const Options& options, const std::string& path, const VersionWorlds& worlds, const ReplaySpan& span)
{
    const auto draft = draftOf(path, worlds, options.dataDir);
    if (!draft)
        return failWith(draft.error());
    if (!draft->config) {
        for (const ConfigProblem& problem : draft->problems)
            fmt::print(stderr, "{}\n", problem.text());
        return kFound;
    }
    const ReplayWorld world = replayWorldOf(draft->config);
    ReplayOptions replay;
    replay.asked = &worlds.asked();
    const auto begin = std::chrono::steady_clock::now();
    const auto report = replayLog(options.dataDir, span, world, replay);
    if (!report)
        return failWith(report.error());
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    if (!options.json) {
        printReport(*report, ms);
        return kFine;
    }
    Json json = reportJsonOf(*report);
    json["changes"] = changesJson(*report, world, worlds);
    json["ms"] = ms;
    fmt::print("{}\n", json.dump(2));
    return kFine;
}

} // namespace

int runReplay(const Options& options)
{
    const auto span = spanOf(options);
    if (!span) {
        fmt::print(stderr, "signalbox: {}\n", errorLine(span.error()));
        return kUsage;
    }
    const auto worlds = VersionWorlds::open(options.dataDir);
    if (!worlds)
        return failWith(worlds.error());
    const std::string draft = !options.rules.empty() ? options.rules : options.configGiven ? options.configPath : "";
    return draft.empty() ? runReproduction(options, **worlds, *span) : runDraft(options, draft, **worlds, *span);
}

} // namespace signalbox::app
