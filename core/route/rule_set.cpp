// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_set.h"

#include "core/base/ids.h"
#include "core/route/rule_program.h"
#include "core/route/validators.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxIdBytes = 64;
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxNoteBytes = 2000;
constexpr std::size_t kMaxTiers = 8;
constexpr std::int64_t kMaxTokens = 10'000'000;
constexpr std::int64_t kMaxDeadlineMs = 3'600'000;
constexpr std::int64_t kMaxAttempts = 8;
constexpr std::int64_t kMaxBump = 3;

tl::unexpected<Error> refuse(std::string code, const std::string& pointer, ErrorParameters more = {})
{
    more.insert(more.begin(), { "pointer", pointer });
    return fail(std::move(code), std::move(more));
}

template <std::size_t N>
Result<void> onlyFields(const Json& json, const std::array<std::string_view, N>& known, const std::string& pointer)
{
    if (!json.is_object())
        return refuse("field_type", pointer, { { "wanted", "object" } });
    for (const auto& item : json.items()) {
        if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
            std::string names;
            for (const std::string_view name : known)
                names.append(names.empty() ? "" : ", ").append(name);
            return refuse("field_unknown", pointer + "/" + item.key(), { { "field", item.key() }, { "known", names } });
        }
    }
    return {};
}

Result<std::string> readText(const Json& json, std::string_view name, std::size_t maxBytes, const std::string& pointer)
{
    const auto found = json.find(std::string(name));
    if (found == json.end())
        return std::string {};
    if (!found->is_string())
        return refuse("field_type", pointer + "/" + std::string(name), { { "wanted", "text" } });
    if (found->get_ref<const std::string&>().size() > maxBytes)
        return refuse("field_range", pointer + "/" + std::string(name), { { "max", std::to_string(maxBytes) } });
    return found->get<std::string>();
}

/// nullopt where the field is absent.
Result<std::optional<std::int64_t>> readCount(
    const Json& json, std::string_view name, const std::string& pointer, std::int64_t most = kMaxTokens)
{
    const auto found = json.find(std::string(name));
    if (found == json.end())
        return std::optional<std::int64_t> {};
    const std::string place = pointer + "/" + std::string(name);
    if (!found->is_number_integer())
        return refuse("field_type", place, { { "wanted", "integer" } });
    // A number that was set in memory is signed, one that was read from text is not.
    const bool tooLarge = found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX;
    if (tooLarge || found->get<std::int64_t>() < 1 || found->get<std::int64_t>() > most)
        return refuse("field_range", place, { { "min", "1" }, { "max", std::to_string(most) } });
    return std::optional(found->get<std::int64_t>());
}

Result<std::string> readTierName(const Json& json, const RuleNames& names, const std::string& pointer)
{
    if (!json.is_string())
        return refuse("field_type", pointer, { { "wanted", "text" } });
    auto tier = json.get<std::string>();
    if (std::find(names.tiers.begin(), names.tiers.end(), tier) == names.tiers.end()) {
        std::string known;
        for (const std::string& id : names.tiers)
            known.append(known.empty() ? "" : ", ").append(id);
        return refuse("tier_unknown", pointer, { { "tier", tier }, { "known", known } });
    }
    return tier;
}

/// A pinned deployment; its tier comes with it.
Result<void> readPin(RouteAction& action, const Json& json, const RuleNames& names, const std::string& pointer)
{
    if (!json.is_string())
        return refuse("field_type", pointer, { { "wanted", "text" } });
    action.pin = json.get<std::string>();
    const auto known = std::find_if(names.deployments.begin(), names.deployments.end(),
        [&action](const auto& deployment) { return deployment.first == action.pin; });
    if (known == names.deployments.end()) {
        std::string list;
        for (const auto& [deployment, tier] : names.deployments)
            list.append(list.empty() ? "" : ", ").append(deployment);
        return refuse("deployment_unknown", pointer, { { "deployment", action.pin }, { "known", list } });
    }
    action.tiers.push_back(known->second);
    return {};
}

Result<void> readDirect(RouteAction& action, const Json& json, const std::string& pointer, const RuleNames& names)
{
    if (json.contains("tiers") || json.contains("tier") == json.contains("pin"))
        return refuse("strategy_tiers", pointer, { { "strategy", "direct" } });
    if (json.contains("validators") || json.contains("min_output_bytes"))
        return refuse("strategy_validators", pointer, { { "strategy", "direct" } });
    if (json.contains("pin"))
        return readPin(action, json.at("pin"), names, pointer + "/pin");
    auto tier = readTierName(json.at("tier"), names, pointer + "/tier");
    if (!tier)
        return tl::unexpected(tier.error());
    action.tiers.push_back(std::move(*tier));
    return {};
}

Result<void> readValidators(RouteAction& action, const Json& json, const std::string& pointer)
{
    if (!json.contains("validators")) {
        action.validators = { "finish_reason", "empty", "refusal" };
    } else {
        const Json& names = json.at("validators");
        const std::vector<std::string>& known = validatorNames();
        if (!names.is_array() || names.empty())
            return refuse("strategy_validators", pointer + "/validators", { { "strategy", "cascade" } });
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string place = pointer + "/validators/" + std::to_string(i);
            if (!names[i].is_string())
                return refuse("field_type", place, { { "wanted", "text" } });
            auto name = names[i].get<std::string>();
            if (std::find(known.begin(), known.end(), name) == known.end())
                return refuse("validator_unknown", place, { { "validator", name } });
            if (std::find(action.validators.begin(), action.validators.end(), name) == action.validators.end())
                action.validators.push_back(std::move(name));
        }
    }
    auto bytes = readCount(json, "min_output_bytes", pointer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    action.minOutputBytes = bytes->value_or(0);
    const auto& names = action.validators;
    const bool length = std::find(names.begin(), names.end(), "length") != names.end();
    if (length != bytes->has_value())
        return refuse("strategy_validators", pointer, { { "strategy", "cascade" }, { "reason", "length" } });
    return {};
}

Result<void> readCascade(RouteAction& action, const Json& json, const std::string& pointer, const RuleNames& names)
{
    const auto tiers = json.find("tiers");
    const bool shaped = tiers != json.end() && tiers->is_array() && tiers->size() >= 2 && tiers->size() <= kMaxTiers;
    if (!shaped || json.contains("tier"))
        return refuse("strategy_tiers", pointer, { { "strategy", "cascade" } });
    for (std::size_t i = 0; i < tiers->size(); ++i) {
        const std::string place = pointer + "/tiers/" + std::to_string(i);
        auto tier = readTierName((*tiers)[i], names, place);
        if (!tier)
            return tl::unexpected(tier.error());
        if (std::find(action.tiers.begin(), action.tiers.end(), *tier) != action.tiers.end())
            return refuse("strategy_tiers", place, { { "strategy", "cascade" }, { "reason", "twice" } });
        action.tiers.push_back(std::move(*tier));
    }
    return readValidators(action, json, pointer);
}

Result<void> readLimits(RouteAction& action, const Json& json, const std::string& pointer)
{
    auto cap = readCount(json, "max_tokens", pointer);
    if (!cap)
        return tl::unexpected(cap.error());
    action.maxTokens = *cap;
    auto deadline = readCount(json, "deadline_ms", pointer, kMaxDeadlineMs);
    if (!deadline)
        return tl::unexpected(deadline.error());
    action.deadlineMs = *deadline;
    auto attempts = readCount(json, "attempts", pointer, kMaxAttempts);
    if (!attempts)
        return tl::unexpected(attempts.error());
    action.attempts = *attempts;
    auto bump = readCount(json, "stakes_bump", pointer, kMaxBump);
    if (!bump)
        return tl::unexpected(bump.error());
    action.stakesBump = static_cast<int>(bump->value_or(0));
    if (action.stakesBump > 0 && !action.pin.empty())
        return refuse("strategy_tiers", pointer + "/stakes_bump", { { "strategy", "direct" }, { "reason", "pin" } });
    return {};
}

Result<RouteAction> readAction(const Json& json, const std::string& pointer, const RuleNames& names)
{
    constexpr std::array<std::string_view, 10> kKnown { "strategy", "tier", "tiers", "pin", "validators",
        "min_output_bytes", "max_tokens", "deadline_ms", "attempts", "stakes_bump" };
    if (auto shape = onlyFields(json, kKnown, pointer); !shape)
        return tl::unexpected(shape.error());
    if (!json.contains("strategy"))
        return refuse("field_missing", pointer, { { "field", "strategy" } });
    const Json& strategy = json.at("strategy");
    RouteAction action;
    Result<void> read;
    if (strategy == "direct") {
        read = readDirect(action, json, pointer, names);
    } else if (strategy == "cascade") {
        action.strategy = StrategyKind::Cascade;
        read = readCascade(action, json, pointer, names);
    } else {
        const std::string name = strategy.is_string() ? strategy.get<std::string>() : strategy.dump();
        return refuse("strategy_unknown", pointer + "/strategy", { { "strategy", name } });
    }
    if (!read)
        return tl::unexpected(read.error());
    if (auto limits = readLimits(action, json, pointer); !limits)
        return tl::unexpected(limits.error());
    return action;
}

Result<std::string> readId(const Json& json, const std::string& pointer)
{
    auto id = readText(json, "id", kMaxIdBytes, pointer);
    if (!id)
        return id;
    if (id->empty())
        return refuse("rule_id_missing", pointer);
    const bool plain = std::all_of(id->begin(), id->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || c == '.';
    });
    if (!plain)
        return refuse("rule_id_invalid", pointer + "/id", { { "id", *id } });
    return id;
}

Json actionJson(const RouteAction& action)
{
    Json json = Json::object();
    if (action.strategy == StrategyKind::Direct) {
        json["strategy"] = "direct";
        if (action.pin.empty())
            json["tier"] = action.tiers.empty() ? "" : action.tiers.front();
        else
            json["pin"] = action.pin;
    } else {
        json["strategy"] = "cascade";
        json["tiers"] = action.tiers;
        json["validators"] = action.validators;
        if (action.minOutputBytes > 0)
            json["min_output_bytes"] = action.minOutputBytes;
    }
    if (action.maxTokens)
        json["max_tokens"] = *action.maxTokens;
    if (action.deadlineMs)
        json["deadline_ms"] = *action.deadlineMs;
    if (action.attempts)
        json["attempts"] = *action.attempts;
    if (action.stakesBump > 0)
        json["stakes_bump"] = action.stakesBump;
    return json;
}

bool isKnown(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> checkIntent(const std::string& intent, const RuleNames& names, const std::string& pointer)
{
    if (intent == "none" || isKnown(names.intents, intent))
        return {};
    std::string known = "none";
    for (const std::string& id : names.intents)
        known.append(", ").append(id);
    return refuse("intent_unknown", pointer, { { "intent", intent }, { "known", known } });
}

/// Names in a condition that only the rest of the configuration knows.
Result<void> checkNames(const Condition& condition, const RuleNames& names, const std::string& pointer)
{
    for (const Condition& child : condition.children) {
        if (auto checked = checkNames(child, names, pointer); !checked)
            return checked;
    }
    if (condition.kind != Condition::Kind::Test)
        return {};
    const std::string_view argument = factArgument(condition.fact);
    if (condition.fact == "intent") {
        for (const std::string& value : condition.values) {
            if (auto checked = checkIntent(value, names, pointer); !checked)
                return checked;
        }
        if (const auto* value = std::get_if<std::string>(&condition.value); value && condition.values.empty())
            return checkIntent(*value, names, pointer);
    }
    if (condition.fact.starts_with("breaker:") && !names.deployments.empty()
        && std::none_of(names.deployments.begin(), names.deployments.end(),
            [argument](const auto& deployment) { return deployment.first == argument; }))
        return refuse("deployment_unknown", pointer, { { "deployment", std::string(argument) } });
    constexpr std::string_view kTier = "tier:";
    if (condition.fact.starts_with("budget_left:tier:") && !isKnown(names.tiers, argument.substr(kTier.size())))
        return refuse("tier_unknown", pointer, { { "tier", std::string(argument.substr(kTier.size())) } });
    return {};
}

} // namespace

Result<Rule> readRule(const Json& json, const std::string& pointer, const RuleNames& names)
{
    constexpr std::array<std::string_view, 6> kKnown { "id", "name", "on", "when", "route", "note" };
    if (auto shape = onlyFields(json, kKnown, pointer); !shape)
        return tl::unexpected(shape.error());
    for (const char* field : { "when", "route" }) {
        if (!json.contains(field))
            return refuse("field_missing", pointer, { { "field", field } });
    }
    auto id = readId(json, pointer);
    if (!id)
        return tl::unexpected(id.error());
    auto name = readText(json, "name", kMaxNameBytes, pointer);
    if (!name)
        return tl::unexpected(name.error());
    auto note = readText(json, "note", kMaxNoteBytes, pointer);
    if (!note)
        return tl::unexpected(note.error());
    if (json.contains("on") && !json.at("on").is_boolean())
        return refuse("field_type", pointer + "/on", { { "wanted", "bool" } });
    auto when = readCondition(json.at("when"), pointer + "/when");
    if (!when)
        return tl::unexpected(when.error());
    if (auto named = checkNames(*when, names, pointer + "/when"); !named)
        return tl::unexpected(named.error());
    auto route = readAction(json.at("route"), pointer + "/route", names);
    if (!route)
        return tl::unexpected(route.error());
    return Rule { std::move(*id), std::move(*name), json.value("on", true), std::move(*when), std::move(*route),
        std::move(*note) };
}

Result<void> checkRules(const std::vector<Rule>& rules, const std::string& pointer)
{
    if (rules.empty())
        return refuse("rules_empty", pointer);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!seen.insert(rules[i].id).second)
            return refuse("rule_id_duplicate", pointer + "/" + std::to_string(i) + "/id", { { "id", rules[i].id } });
    }
    const Rule& last = rules.back();
    if (!last.on || last.when.kind != Condition::Kind::Always) {
        return refuse("last_rule_not_always", pointer + "/" + std::to_string(rules.size() - 1), { { "id", last.id } });
    }
    return {};
}

RuleSet sealedRules(std::vector<Rule> rules, std::shared_ptr<const IntentTable> intents)
{
    RuleSet set;
    set.rules = std::move(rules);
    set.intents = std::move(intents);
    set.program = std::make_shared<const RuleProgram>(set.rules, set.intents);
    set.hash = sha256Hex(rulesJson(set).dump()).substr(0, 16);
    return set;
}

Result<RuleSet> readRules(const Json& json, const std::string& pointer, const RuleNames& names)
{
    if (!json.is_array())
        return refuse("field_type", pointer, { { "wanted", "array" } });
    std::vector<Rule> rules;
    rules.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        auto rule = readRule(json[i], pointer + "/" + std::to_string(i), names);
        if (!rule)
            return tl::unexpected(rule.error());
        rules.push_back(std::move(*rule));
    }
    if (auto checked = checkRules(rules, pointer); !checked)
        return tl::unexpected(checked.error());
    return sealedRules(std::move(rules));
}

Json ruleJson(const Rule& rule)
{
    Json json = Json::object();
    json["id"] = rule.id;
    json["name"] = rule.name;
    json["on"] = rule.on;
    json["when"] = conditionJson(rule.when);
    json["route"] = actionJson(rule.route);
    if (!rule.note.empty())
        json["note"] = rule.note;
    return json;
}

Json rulesJson(const RuleSet& set)
{
    Json rules = Json::array();
    for (const Rule& rule : set.rules)
        rules.push_back(ruleJson(rule));
    return rules;
}

} // namespace signalbox
