// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include "core/proxy/config_parts.h"
#include "core/proxy/log_retention.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxConfigBytes = 1024 * 1024;
constexpr int kMaxDepth = 32;
constexpr std::int64_t kSchema = 1;

ConfigRead refused(ConfigProblem problem)
{
    return { nullptr, { std::move(problem) } };
}

int numberOf(std::string_view text)
{
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void readDay(Config& config, FieldReader& root)
{
    FieldReader day(root.object("day"), root.at("day"), root.problems(), { "zone", "starts_at" });
    const std::string zone = day.text("zone", 64).value_or("system");
    const auto startsAt = day.text("starts_at");
    const auto minute = clockMinute(startsAt.value_or("00:00"));
    if (!minute) {
        root.problems().error(day.at("starts_at"), "time_invalid", { { "text", startsAt->substr(0, 40) } });
        return;
    }
    auto rule = DayRule::make(zone, static_cast<int>(*minute));
    if (rule)
        config.day = std::move(*rule);
    else
        root.problems().error(day.at("zone"), rule.error().code, rule.error().parameters);
}

void readBudget(Config& config, FieldReader& root)
{
    FieldReader budget(
        root.object("budget"), root.at("budget"), root.problems(), { "clamp_floor", "default_max_output" });
    config.clampFloor = budget.integer("clamp_floor", { 1, 1'000'000 }).value_or(config.clampFloor);
    config.defaultMaxOutput = budget.integer("default_max_output", { 1, 10'000'000 }).value_or(config.defaultMaxOutput);
    if (config.clampFloor > config.defaultMaxOutput)
        root.problems().error(root.at("budget"), "floor_above_default");
}

void readBaseline(Config& config, FieldReader& root)
{
    const auto baseline = root.text("baseline_tier");
    if (!baseline) {
        if (!config.tiers.empty()) // tiers stand in order of price, the dearest last
            config.baselineTier = config.tiers.back().id;
        return;
    }
    config.baselineTier = *baseline;
    if (!config.findTier(*baseline)) {
        std::vector<std::string_view> known;
        for (const Tier& tier : config.tiers)
            known.emplace_back(tier.id);
        root.problems().error(
            root.at("baseline_tier"), "tier_unknown", { { "tier", *baseline }, { "known", joinedNames(known) } });
    }
}

/// The schema number decides whether the rest can be understood at all. There is no older one than 1 to migrate from.
bool readSchema(const Json& json, ProblemList& problems)
{
    if (!json.is_object()) {
        problems.error("", "field_type", { { "wanted", "object" } });
        return false;
    }
    const auto schema = json.find("schema");
    if (schema == json.end()) {
        problems.error("", "field_missing", { { "field", "schema" } });
        return false;
    }
    if (!schema->is_number_unsigned() || *schema == 0) {
        problems.error("/schema", "config_schema_unknown", { { "known", std::to_string(kSchema) } });
        return false;
    }
    if (*schema > kSchema) {
        problems.error(
            "/schema", "config_newer", { { "schema", schema->dump() }, { "known", std::to_string(kSchema) } });
        return false;
    }
    return true;
}

std::shared_ptr<const Config> readRoot(const Json& json, ProblemList& problems, const PriceBook& prices)
{
    if (!readSchema(json, problems))
        return nullptr;
    FieldReader root(json, "", problems,
        { "$schema", "schema", "listen", "honour_named_models", "baseline_tier", "day", "budget", "providers", "tiers",
            "rules", "intents", "prompts_in_memory", "ceilings", "alerts", "log", "redact" });
    auto config = std::make_shared<Config>();
    readListen(*config, root);
    config->honourNamedModels = root.truth("honour_named_models").value_or(false);
    readDay(*config, root);
    readBudget(*config, root);
    config->providers = readProviders(root);
    config->tiers = readTiers(root, config->providers, prices);
    readBaseline(*config, root);
    config->rules = readRuleSection(root, config->tiers, readIntents(root));
    config->keepPrompts = root.truth("prompts_in_memory").value_or(true);
    config->ceilings = readCeilings(root, { config->tiers, config->providers, config->rules.rules });
    config->alerts = readAlertSection(root);
    config->redaction = readRedaction(root);
    (void)readRetention(root); // looked at for its mistakes; retentionOf() gives it
    config->text = json.dump(2) + "\n";
    return problems.hasErrors() ? nullptr : config;
}

} // namespace

const Tier* Config::findTier(std::string_view id) const
{
    const auto found = std::find_if(tiers.begin(), tiers.end(), [id](const Tier& tier) { return tier.id == id; });
    return found == tiers.end() ? nullptr : &*found;
}

std::shared_ptr<const Provider> Config::findProvider(std::string_view id) const
{
    const auto found =
        std::find_if(providers.begin(), providers.end(), [id](const auto& provider) { return provider->id == id; });
    return found == providers.end() ? nullptr : *found;
}

std::shared_ptr<const Deployment> Config::findDeployment(std::string_view id) const
{
    for (const Tier& tier : tiers) {
        for (const auto& deployment : tier.chain) {
            if (deployment->id == id)
                return deployment;
        }
    }
    return nullptr;
}

std::string withRoutingOf(const std::string& now, const std::string& then)
{
    Json merged = Json::parse(now, nullptr, false);
    const Json old = Json::parse(then, nullptr, false);
    if (!merged.is_object() || !old.is_object())
        return now;
    for (const char* section : { "tiers", "rules", "ceilings", "intents", "baseline_tier" }) {
        if (old.contains(section))
            merged[section] = old.at(section);
        else
            merged.erase(section);
    }
    return merged.dump(2) + "\n";
}

ConfigRead readConfig(std::string_view text, const PriceBook& prices)
{
    if (text.size() > kMaxConfigBytes)
        return refused(
            { "", 1, 1, Error { "config_too_large", { { "max", std::to_string(kMaxConfigBytes) } } }, false });
    const auto places = JsonPlaces::scan(text, kMaxDepth);
    if (!places) {
        const Error& error = places.error();
        return refused({ std::string(error.parameter("pointer")), numberOf(error.parameter("line")),
            numberOf(error.parameter("column")), error, false });
    }
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) // a number beyond every type: all else was found by the scan
        return refused({ "", 1, 1, Error { "json_syntax", { { "reason", "number" } } }, false });
    ProblemList problems(*places);
    ConfigRead read;
    read.config = readRoot(json, problems, prices);
    read.problems = std::move(problems).sorted();
    return read;
}

} // namespace signalbox
