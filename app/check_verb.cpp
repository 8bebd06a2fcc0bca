// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs.h"

#include "core/proxy/config_import.h"
#include "core/proxy/rule_problems.h"
#include "ui/rules/import_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

Json problemJson(const ConfigProblem& problem)
{
    Json parameters = Json::object();
    for (const auto& [name, value] : problem.error.parameters)
        parameters[name] = value;
    return { { "pointer", problem.pointer }, { "line", problem.line }, { "column", problem.column },
        { "code", problem.error.code }, { "parameters", parameters }, { "warning", problem.warning },
        { "text", problem.text() } };
}

Json notesJson(const std::vector<ImportNote>& notes)
{
    Json list = Json::array();
    for (const ImportNote& note : notes)
        list.push_back({ { "place", note.place }, { "code", note.code }, { "detail", note.detail } });
    return list;
}

/// "r2: reachable, for example {...}".
std::string findingLine(const Json& finding)
{
    std::string line =
        fmt::format("{}: {}", finding.at("rule").get<std::string>(), finding.at("standing").get<std::string>());
    for (const char* list : { "shadowed_by", "partly_covered_by", "redundant_with", "conflict" }) {
        if (finding.contains(list))
            line += fmt::format(", {} {}", list, finding.at(list).dump());
    }
    if (finding.contains("witness"))
        line += ", for example " + finding.at("witness").dump();
    return line;
}

/// Another gateway's file as ours; nullopt where it is none (ours with an error in it is none, either). Errors:
/// import_empty, where it is another's file and nothing of it can be said in ours.
Result<std::optional<ImportResult>> foreign(const Options& options)
{
    const auto text = options.configGiven ? readTextFile(options.configPath) : fail("file_unreadable");
    auto result = text ? importConfig(*text) : fail("file_unreadable");
    if (!result && result.error().code == "import_empty")
        return tl::unexpected(result.error());
    if (!result || result->source == "signalbox")
        return std::optional<ImportResult>();
    return std::optional<ImportResult>(std::move(*result));
}

void printImport(const ImportResult& import)
{
    fmt::print("a configuration of {}: {} things mapped, {} not\n", import.source, import.mapped.size(),
        import.unmapped.size());
    for (const ImportNote& note : import.unmapped)
        fmt::print("not mapped: {}: {} [{}]\n", note.place, ui::importNoteText(note).toStdString(),
            note.detail.empty() ? note.code : note.code + " " + note.detail);
}

void printJson(const ConfigRead& read, const Json& findings, const std::optional<ImportResult>& import)
{
    Json problems = Json::array();
    for (const ConfigProblem& problem : read.problems)
        problems.push_back(problemJson(problem));
    Json all { { "ok", read.problems.empty() }, { "usable", read.config != nullptr }, { "problems", problems },
        { "rules", findings } };
    if (import) {
        all["imported_from"] = import->source;
        all["mapped"] = notesJson(import->mapped);
        all["not_mapped"] = notesJson(import->unmapped);
        all["configuration"] = Json::parse(import->text);
    }
    fmt::print("{}\n", all.dump(2));
}

} // namespace

int runCheck(const Options& options)
{
    const auto found = foreign(options);
    if (!found) {
        fmt::print(stderr, "signalbox: {}\n", errorLine(found.error()));
        return kFound;
    }
    const std::optional<ImportResult>& import = *found;
    ConfigRead read = import ? readConfig(import->text, PriceBook::builtIn()) : configOf(options);
    Json findings = Json::array();
    if (read.config) {
        const auto text = import ? Result<std::string>(import->text) : readTextFile(options.configPath);
        RuleProblems rules = ruleProblems(*read.config, text ? *text : read.config->text);
        for (const RuleFinding& finding : rules.findings)
            findings.push_back(findingJson(finding, read.config->rules.rules));
        std::move(rules.problems.begin(), rules.problems.end(), std::back_inserter(read.problems));
    }
    if (options.json) {
        printJson(read, findings, import);
    } else {
        if (import)
            printImport(*import);
        printProblems(read.problems);
        for (const Json& finding : findings)
            fmt::print("{}\n", findingLine(finding));
        if (read.config)
            fmt::print("{} tiers, {} rules, {} ceilings: usable\n", read.config->tiers.size(),
                read.config->rules.rules.size(), read.config->ceilings.size());
    }
    const bool whole = !import || import->unmapped.empty();
    return read.config && read.problems.empty() && whole ? kFine : kFound;
}

} // namespace signalbox::app
