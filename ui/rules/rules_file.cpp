// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_file.h"

namespace signalbox::ui {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr int kMostDepth = 32;
constexpr std::size_t kMostRules = 10'000;

// A list of rules by itself, or {"schema": 1, "rules": [...]} without tiers: a whole configuration has those.
bool isRulesAlone(const RuleJson& file)
{
    return file.is_array() || (file.is_object() && file.contains("rules") && !file.contains("tiers"));
}

Result<ImportedRules> rulesAlone(const RuleJson& file)
{
    if (file.is_object() && file.contains("schema") && file["schema"] != 1)
        return fail("config_newer", { { "schema", file["schema"].dump() } });
    const RuleJson rules = file.is_object() ? file.value("rules", RuleJson()) : file;
    if (!rules.is_array() || rules.empty() || rules.size() > kMostRules)
        return fail("import_no_rules");
    ImportedRules found;
    found.source = "rules";
    for (const RuleJson& rule : rules) {
        if (!rule.is_object())
            return fail("import_no_rules");
        found.rules.push_back(rule);
    }
    return found;
}

Result<void> checkTogether(const std::string& config, const Companions& companions)
{
    const auto text = withCompanions(config, companions);
    if (!text)
        return tl::unexpected(text.error());
    return verdict(readConfig(*text, PriceBook::builtIn()));
}

} // namespace

std::string exportText(const RuleDraft& draft)
{
    const RuleJson file = { { "schema", 1 }, { "rules", draft.storedRules() } };
    return file.dump(2, ' ', false, RuleJson::error_handler_t::replace) + "\n";
}

Result<ImportedRules> importRules(const std::string& text, const Config& now)
{
    if (text.size() > kMostBytes)
        return fail("import_too_large", { { "max", std::to_string(kMostBytes) } });
    bool tooDeep = false;
    const RuleJson::parser_callback_t shallow = [&tooDeep](int depth, RuleJson::parse_event_t, RuleJson&) {
        tooDeep = tooDeep || depth > kMostDepth;
        return !tooDeep;
    };
    const RuleJson file = RuleJson::parse(text, shallow, false);
    if (tooDeep)
        return fail("import_too_deep", { { "max", std::to_string(kMostDepth) } });
    if (!file.is_discarded() && isRulesAlone(file))
        return rulesAlone(file);
    const Result<ImportResult> import = importConfig(text, &now);
    if (!import)
        return tl::unexpected(import.error());
    ImportedRules merged = mergedWith(*import, now.text);
    if (merged.companions != nullptr) {
        if (const auto fits = checkTogether(now.text, *merged.companions); !fits)
            return tl::unexpected(fits.error());
    }
    return merged;
}

Result<std::string> withRules(const std::string& config, const RuleJson& rules, const CompanionsPtr& companions)
{
    Result<std::string> base = companions == nullptr ? config : withCompanions(config, *companions);
    if (!base)
        return base;
    RuleJson json = RuleJson::parse(*base, nullptr, false);
    if (!json.is_object())
        return fail("config_syntax");
    json["rules"] = rules;
    return json.dump(2, ' ', false, RuleJson::error_handler_t::replace);
}

} // namespace signalbox::ui
