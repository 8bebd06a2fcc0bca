// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_file.h"

namespace signalbox::ui {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr int kMostDepth = 32;
constexpr std::size_t kMostRules = 10'000;

} // namespace

std::string exportText(const RuleDraft& draft)
{
    const RuleJson file = { { "schema", 1 }, { "rules", draft.storedRules() } };
    return file.dump(2, ' ', false, RuleJson::error_handler_t::replace) + "\n";
}

Result<std::vector<RuleJson>> importRules(const std::string& text)
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
    if (file.is_discarded())
        return fail("import_syntax");
    if (file.is_object() && file.contains("schema") && file["schema"] != 1)
        return fail("config_newer", { { "schema", file["schema"].dump() } });
    const RuleJson rules = file.is_object() ? file.value("rules", RuleJson()) : file;
    if (!rules.is_array() || rules.empty() || rules.size() > kMostRules)
        return fail("import_no_rules");
    std::vector<RuleJson> found;
    for (const RuleJson& rule : rules) {
        if (!rule.is_object())
            return fail("import_no_rules");
        found.push_back(rule);
    }
    return found;
}

Result<std::string> withRules(const std::string& config, const RuleJson& rules)
{
    RuleJson json = RuleJson::parse(config, nullptr, false);
    if (!json.is_object())
        return fail("config_syntax");
    json["rules"] = rules;
    return json.dump(2, ' ', false, RuleJson::error_handler_t::replace);
}

} // namespace signalbox::ui
