// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/decision_trace.h"

#include <nlohmann/json.hpp>

namespace signalbox::ui {

namespace {

using Json = nlohmann::ordered_json;

// What a member says as text; "" where it is missing.
std::string text(const Json& object, const char* name)
{
    const auto member = object.find(name);
    if (member == object.end() || member->is_null())
        return {};
    return member->is_string() ? member->get<std::string>() : member->dump();
}

bool truth(const Json& object, const char* name, bool otherwise)
{
    const auto member = object.find(name);
    return member != object.end() && member->is_boolean() ? member->get<bool>() : otherwise;
}

std::int64_t number(const Json& object, const char* name, std::int64_t otherwise)
{
    const auto member = object.find(name);
    return member != object.end() && member->is_number_integer() ? member->get<std::int64_t>() : otherwise;
}

// The objects of a list member; nothing where there is no list.
std::vector<const Json*> objects(const Json& object, const char* name)
{
    std::vector<const Json*> out;
    const auto member = object.find(name);
    if (member == object.end() || !member->is_array())
        return out;
    for (const Json& entry : *member) {
        if (entry.is_object())
            out.push_back(&entry);
    }
    return out;
}

TracedRule readRule(const Json& json)
{
    TracedRule rule { text(json, "id"), text(json, "name"), truth(json, "on", true), truth(json, "matched", false),
        {} };
    for (const Json* line : objects(json, "conditions")) {
        rule.conditions.push_back({ int(number(*line, "depth", 0)), text(*line, "kind"), text(*line, "fact"),
            text(*line, "op"), text(*line, "wanted"), text(*line, "actual"), truth(*line, "holds", false) });
    }
    return rule;
}

std::vector<std::pair<std::string, std::string>> factsOf(const Json& json)
{
    std::vector<std::pair<std::string, std::string>> facts;
    if (!json.is_object())
        return facts;
    for (const auto& [name, value] : json.items())
        facts.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    return facts;
}

} // namespace

Result<DecisionTrace> readDecisionTrace(const std::string& json)
{
    const Json parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object())
        return fail("json_invalid");
    DecisionTrace trace;
    trace.cause = text(parsed, "cause");
    trace.strategy = text(parsed, "strategy");
    trace.maxTokens = number(parsed, "max_tokens", -1);
    trace.rulesVersion = number(parsed, "rules_version", 0);
    for (const Json* step : objects(parsed, "steps"))
        trace.tiers.push_back(text(*step, "tier"));
    for (const Json* rule : objects(parsed, "rules"))
        trace.rules.push_back(readRule(*rule));
    for (const Json* skip : objects(parsed, "skipped"))
        trace.skipped.push_back({ text(*skip, "tier"), text(*skip, "deployment"), text(*skip, "reason") });
    for (const Json* each : objects(parsed, "overrides")) {
        if (text(*each, "kind") == "key_scope")
            trace.skipped.push_back({ text(*each, "from"), text(*each, "from"), "key_scope" });
    }
    if (const auto names = parsed.find("validators"); names != parsed.end() && names->is_array()) {
        for (const Json& name : *names)
            trace.validators.push_back(name.is_string() ? name.get<std::string>() : name.dump());
    }
    trace.facts = factsOf(parsed.value("facts", Json()));
    return trace;
}

Result<std::vector<std::pair<std::string, std::string>>> readFacts(const std::string& json)
{
    const Json parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object())
        return fail("json_invalid");
    return factsOf(parsed);
}

} // namespace signalbox::ui
