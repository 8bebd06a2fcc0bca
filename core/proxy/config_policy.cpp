// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_parts.h"

#include <algorithm>
#include <set>

// The sections that say what may happen: rules and intents.
namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxRules = 1000;
constexpr std::size_t kMaxIntents = 64;
constexpr std::size_t kMaxExamples = 100;
constexpr std::size_t kMaxExampleBytes = 500;
constexpr std::size_t kMaxPatterns = 100;
constexpr std::size_t kMaxPatternBytes = 1000;
constexpr std::size_t kMaxPatternName = 80;

bool isEmptyText(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() && found->get_ref<const std::string&>().empty();
}

} // namespace

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

std::shared_ptr<const Redaction> readRedaction(FieldReader& root)
{
    std::vector<Redaction::Rule> rules;
    const Json& list = root.list("redact", kMaxPatterns);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("redact") + "/" + std::to_string(i);
        FieldReader fields(list[i], pointer, root.problems(), { "name", "pattern", "with" });
        Redaction::Rule rule;
        (void)fields.text("name", kMaxPatternName); // for people
        rule.pattern = fields.requiredText("pattern", kMaxPatternBytes);
        rule.with = fields.text("with").value_or(rule.with);
        if (rule.pattern.empty() && !isEmptyText(list[i], "pattern"))
            continue; // said already
        if (const auto alone = Redaction::make({ rule }); !alone)
            root.problems().error(pointer + "/pattern", alone.error().code, alone.error().parameters);
        else
            rules.push_back(std::move(rule));
    }
    const auto made = Redaction::make(rules);
    return made ? *made : Redaction::none();
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
