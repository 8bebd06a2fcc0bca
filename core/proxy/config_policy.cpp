// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_parts.h"

#include <algorithm>
#include <set>

// The sections that say what may happen: rules and ceilings.
namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxRules = 1000;
constexpr std::size_t kMaxCeilings = 1000;
constexpr std::size_t kMaxAlerts = 16;
constexpr std::size_t kMaxIntents = 64;
constexpr std::size_t kMaxExamples = 100;
constexpr std::size_t kMaxExampleBytes = 500;

bool hasTier(const std::vector<Tier>& tiers, std::string_view id)
{
    return std::any_of(tiers.begin(), tiers.end(), [id](const Tier& tier) { return tier.id == id; });
}

void checkScope(const std::string& scope, FieldReader& fields, const std::vector<Tier>& tiers)
{
    constexpr std::string_view kTier = "tier:";
    constexpr std::string_view kKey = "key:";
    if (scope == "global" || scope == "sandbox")
        return;
    if (scope.starts_with(kTier)) {
        if (!hasTier(tiers, std::string_view(scope).substr(kTier.size()))) {
            std::vector<std::string_view> known;
            for (const Tier& tier : tiers)
                known.emplace_back(tier.id);
            fields.problems().error(fields.at("scope"), "tier_unknown",
                { { "tier", scope.substr(kTier.size(), 64) }, { "known", joinedNames(known) } });
        }
        return;
    }
    // Keys live in the ledger's database, so whether one exists is not known here.
    if (!scope.starts_with(kKey) || !isPlainId(std::string_view(scope).substr(kKey.size())))
        fields.problems().error(fields.at("scope"), "scope_invalid", { { "scope", scope.substr(0, 64) } });
}

void readLimit(Ceiling& ceiling, FieldReader& fields)
{
    const Json* json = fields.require("limit");
    if (!json)
        return;
    if (!json->is_string()) {
        fields.problems().error(fields.at("limit"), "money_not_text");
        return;
    }
    const auto limit = Money::fromDollars(json->get_ref<const std::string&>());
    if (!limit)
        fields.problems().error(fields.at("limit"), limit.error().code, limit.error().parameters);
    else if (*limit < Money())
        fields.problems().error(fields.at("limit"), "money_negative");
    else
        ceiling.limit = *limit;
}

void readAlerts(Ceiling& ceiling, FieldReader& fields)
{
    if (!fields.find("alert_at"))
        return;
    ceiling.alertAt.clear();
    const Json& shares = fields.list("alert_at", kMaxAlerts);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double share = shares[i].is_number() ? shares[i].get<double>() : 0.0;
        if (share > 0.0 && share <= 10.0)
            ceiling.alertAt.push_back(share);
        else
            fields.problems().error(fields.at("alert_at") + "/" + std::to_string(i), "share_range");
    }
    std::sort(ceiling.alertAt.begin(), ceiling.alertAt.end());
    ceiling.alertAt.erase(std::unique(ceiling.alertAt.begin(), ceiling.alertAt.end()), ceiling.alertAt.end());
}

Ceiling readCeiling(const Json& json, const std::string& pointer, ProblemList& problems, const std::vector<Tier>& tiers)
{
    FieldReader fields(json, pointer, problems, { "id", "scope", "window", "limit", "alert_at", "at_limit" });
    Ceiling ceiling;
    ceiling.id = fields.requiredId("id");
    ceiling.scope = fields.text("scope").value_or("global");
    checkScope(ceiling.scope, fields, tiers);
    (void)fields.word("window", { "day" });
    readLimit(ceiling, fields);
    readAlerts(ceiling, fields);
    if (fields.word("at_limit", { "block", "downgrade" }) == "downgrade")
        ceiling.atLimit = AtLimit::Downgrade;
    return ceiling;
}

} // namespace

std::vector<Ceiling> readCeilings(FieldReader& root, const std::vector<Tier>& tiers)
{
    std::vector<Ceiling> ceilings;
    const Json& list = root.list("ceilings", kMaxCeilings);
    std::set<std::string> ids;
    std::set<std::string> scopes;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("ceilings") + "/" + std::to_string(i);
        Ceiling ceiling = readCeiling(list[i], pointer, root.problems(), tiers);
        if (!ceiling.id.empty() && !ids.insert(ceiling.id).second)
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", ceiling.id } });
        if (!scopes.insert(ceiling.scope).second)
            root.problems().error(pointer, "ceiling_scope_duplicate", { { "scope", ceiling.scope } });
        ceilings.push_back(std::move(ceiling));
    }
    if (!scopes.contains("global"))
        root.problems().warning(root.find("ceilings") ? root.at("ceilings") : "", "no_global_ceiling");
    return ceilings;
}

std::vector<Intent> readIntents(FieldReader& root)
{
    std::vector<Intent> intents;
    const Json& list = root.list("intents", kMaxIntents);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("intents") + "/" + std::to_string(i);
        FieldReader fields(list[i], pointer, root.problems(), { "id", "examples" });
        Intent intent;
        intent.id = fields.requiredId("id");
        intent.examples = fields.texts("examples", kMaxExamples, kMaxExampleBytes);
        if (fields.isObject() && intent.examples.empty())
            root.problems().error(pointer, "field_missing", { { "field", "examples" } });
        if (intent.id == "none" || (!intent.id.empty() && !ids.insert(intent.id).second))
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", intent.id } });
        intents.push_back(std::move(intent));
    }
    return intents;
}

RuleSet readRuleSection(FieldReader& root, const std::vector<Tier>& tiers, std::vector<Intent> intents)
{
    RuleNames names({});
    for (const Tier& tier : tiers) {
        names.tiers.push_back(tier.id);
        for (const auto& deployment : tier.chain)
            names.deployments.emplace_back(deployment->id, tier.id);
    }
    for (const Intent& intent : intents)
        names.intents.push_back(intent.id);
    const bool present = root.require("rules") != nullptr;
    const Json& list = root.list("rules", kMaxRules);
    std::vector<Rule> rules;
    bool complete = present;
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto rule = readRule(list[i], root.at("rules") + "/" + std::to_string(i), names);
        if (rule) {
            rules.push_back(std::move(*rule));
        } else {
            complete = false;
            root.problems().error(rule.error());
        }
    }
    if (!complete) // what holds between rules can be told of whole ones only
        return {};
    if (auto checked = checkRules(rules, root.at("rules")); !checked) {
        root.problems().error(checked.error());
        return {};
    }
    return sealedRules(
        std::move(rules), intents.empty() ? nullptr : std::make_shared<const IntentTable>(std::move(intents)));
}

} // namespace signalbox
