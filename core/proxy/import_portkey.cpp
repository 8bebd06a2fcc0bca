// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

// Portkey's gateway configs: conditional, fallback, load balance and single targets, nested (portkey.ai/docs,
// "Conditional Routing").
namespace signalbox {

namespace {

constexpr int kMostDepth = 4;
constexpr int kShares = 10'000;

class PortkeyReader {
public:
    explicit PortkeyReader(ImportDraft& draft)
        : m_draft(draft)
    {
    }

    /// The tier that a config or a target stands for; "" where none can be made. Rules of conditions are added on the
    /// way.
    std::string read(const ImportJson& node, const std::string& place, const std::string& name, int depth)
    {
        if (!node.is_object() || depth > kMostDepth) {
            m_draft.unmapped(place, "shape");
            return {};
        }
        noteRest(node, place);
        const ImportJson strategy = member(node, "strategy");
        const std::string mode = importText(strategy, "mode");
        if (!node.contains("targets"))
            return single(node, place, name);
        if (mode == "conditional")
            return conditional(node, strategy, place, depth);
        if (mode == "loadbalance")
            return balanced(node, place, name, depth);
        if (mode == "fallback" || mode == "single" || mode.empty())
            return chained(node, place, name, depth);
        m_draft.unmapped(place + "/strategy/mode", "strategy_unknown", mode);
        return chained(node, place, name, depth);
    }

private:
    /// An object's member that is an object, or an empty one.
    static ImportJson member(const ImportJson& object, const char* name)
    {
        const bool there = object.is_object() && object.contains(name) && object.at(name).is_object();
        return there ? object.at(name) : ImportJson(ImportJson::object());
    }

    void noteRest(const ImportJson& node, const std::string& place)
    {
        for (const auto& [member, value] : node.items()) {
            const bool read = member == "strategy" || member == "targets" || member == "name" || member == "provider"
                || member == "override_params" || member == "api_key" || member == "virtual_key" || member == "weight"
                || member == "custom_host" || member == "conditions";
            if (!read)
                m_draft.unmapped(place + "/" + member, "no_such_field");
        }
    }

    std::string single(const ImportJson& node, const std::string& place, const std::string& name)
    {
        ImportTarget target;
        std::string family = importText(node, "provider");
        // "@provider/model" names both.
        std::string model = importText(member(node, "override_params"), "model");
        if (model.starts_with("@") && model.find('/') != std::string::npos) {
            family = model.substr(0, model.find('/'));
            model = model.substr(model.find('/') + 1);
        }
        target.model = model;
        target.baseUrl = importText(node, "custom_host");
        target.key =
            importText(node, "api_key").empty() ? importText(node, "virtual_key") : importText(node, "api_key");
        // "@name" and virtual keys are names that their users gave and only their service knows.
        const std::string given = family.empty() ? importText(node, "virtual_key") : family;
        if (family.empty() || family.starts_with("@")) {
            target.family = guessOf(given);
            if (!target.family.empty())
                m_draft.mapped(place, "provider_assumed", given.substr(0, 100) + " -> " + target.family);
            else
                target.family = given;
        } else {
            target.family = family;
        }
        if (target.model.empty()) {
            m_draft.unmapped(place, "model_missing", name);
            return {};
        }
        const std::string tier = m_draft.tier(name.empty() ? target.model : name, place);
        return !tier.empty() && m_draft.addDeployment(tier, target, place) ? tier : "";
    }

    /// "open-ai-virtual-key" is most likely a key of OpenAI.
    static std::string guessOf(const std::string& name)
    {
        std::string letters;
        std::copy_if(
            name.begin(), name.end(), std::back_inserter(letters), [](char c) { return c != '-' && c != '_'; });
        letters = lowered(letters);
        // "azure-openai" is Azure.
        for (const char* family : { "azure", "openrouter", "openai", "anthropic", "groq", "mistral", "together",
                 "deepseek", "gemini", "xai" }) {
            if (letters.find(family) != std::string::npos)
                return std::string(family) == "together" ? "together_ai" : family;
        }
        return {};
    }

    /// 1 where it is missing; also as a text, as their own examples have it.
    static double weightOf(const ImportJson& target)
    {
        const std::string text = importText(target, "weight");
        double weight = 1;
        if (!text.empty() && std::from_chars(text.data(), text.data() + text.size(), weight).ec != std::errc())
            return 0;
        return weight;
    }

    std::string chained(const ImportJson& node, const std::string& place, const std::string& name, int depth)
    {
        std::string first;
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string at = place + "/targets/" + std::to_string(i);
            const std::string own = importText(targets[i], "name");
            const std::string tier = read(targets[i], at, first.empty() && own.empty() ? name : own, depth + 1);
            if (first.empty())
                first = tier;
            else if (!tier.empty() && tier != first)
                m_draft.addChain(first, tier, at);
        }
        return first;
    }

    /// Weights become shares of a stable hash, so that a session stays where it is.
    std::string balanced(const ImportJson& node, const std::string& place, const std::string& name, int depth)
    {
        std::vector<std::pair<std::string, double>> shares;
        double sum = 0;
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string at = place + "/targets/" + std::to_string(i);
            const std::string tier = read(targets[i], at, importText(targets[i], "name"), depth + 1);
            const double weight = weightOf(targets[i]);
            if (tier.empty() || !(weight > 0) || weight > 1e6)
                continue;
            shares.emplace_back(tier, weight);
            sum += weight;
        }
        double passed = 0;
        const std::string share = "share:" + importId(name.empty() ? "import" : name);
        for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
            passed += shares[i].second;
            const auto below = static_cast<std::int64_t>(std::lround(passed / sum * kShares));
            m_draft.addRule("Share", { { "fact", share }, { "lt", below } }, shares[i].first, place);
        }
        return shares.empty() ? "" : shares.back().first;
    }

    std::string conditional(const ImportJson& node, const ImportJson& strategy, const std::string& place, int depth)
    {
        std::map<std::string, std::string> tiers;
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string own = importText(targets[i], "name");
            tiers[own] = read(targets[i], place + "/targets/" + std::to_string(i), own, depth + 1);
        }
        const ImportJson conditions =
            strategy.contains("conditions") ? strategy.at("conditions") : ImportJson(ImportJson::array());
        for (std::size_t i = 0; conditions.is_array() && i < conditions.size(); ++i) {
            const std::string at = place + "/strategy/conditions/" + std::to_string(i);
            const auto when = query(member(conditions[i], "query"), at, 1);
            const auto tier = tiers.find(importText(conditions[i], "then"));
            if (!when)
                continue;
            if (tier == tiers.end() || tier->second.empty())
                m_draft.unmapped(at, "target_unknown", importText(conditions[i], "then"));
            else
                m_draft.addRule("Condition " + std::to_string(i + 1), *when, tier->second, at);
        }
        const auto rest = tiers.find(importText(strategy, "default"));
        return rest == tiers.end() ? "" : rest->second;
    }

    /// A query as one of our conditions; nullopt where a part of it can't be said (noted), for half of it would mean
    /// something else.
    std::optional<ImportJson> query(const ImportJson& json, const std::string& place, int depth)
    {
        if (!json.is_object() || json.empty() || depth > kMostDepth) {
            m_draft.unmapped(place, "condition_unknown");
            return std::nullopt;
        }
        ImportJson all = ImportJson::array();
        for (const auto& [name, value] : json.items()) {
            const auto one = name == "$and" || name == "$or"
                ? group(name == "$and" ? "all" : "any", value, place, depth)
                : field(name, value, place);
            if (!one)
                return std::nullopt;
            all.push_back(*one);
        }
        return all.size() == 1 ? all[0] : ImportJson { { "all", all } };
    }

    std::optional<ImportJson> group(const char* kind, const ImportJson& list, const std::string& place, int depth)
    {
        ImportJson members = ImportJson::array();
        for (const ImportJson& each : list.is_array() ? list : ImportJson::array()) {
            const auto one = query(each, place, depth + 1);
            if (!one)
                return std::nullopt;
            members.push_back(*one);
        }
        if (members.empty() || members.size() > 64) {
            m_draft.unmapped(place, "condition_unknown", kind);
            return std::nullopt;
        }
        return ImportJson { { kind, members } };
    }

    static std::string factOf(const std::string& field)
    {
        constexpr std::pair<std::string_view, std::string_view> kKnown[] { { "params.model", "requested_model" },
            { "params.max_tokens", "max_tokens" }, { "params.stream", "stream" }, { "metadata.user_plan", "user_tier" },
            { "metadata.user_tier", "user_tier" }, { "metadata.plan", "user_tier" }, { "metadata.tier", "user_tier" },
            { "metadata.feature", "feature" }, { "metadata.session", "session" },
            { "metadata.session_id", "session" } };
        for (const auto& [theirs, ours] : kKnown) {
            if (theirs == field)
                return std::string(ours);
        }
        // Other metadata of theirs comes to us as a header of that name.
        if (field.starts_with("metadata.")) {
            const std::string header = "x-" + importId(field.substr(9));
            std::string lower = lowered(header);
            std::replace(lower.begin(), lower.end(), '_', '-');
            return routableHeader(lower) ? "header:" + lower : "";
        }
        return {};
    }

    std::optional<ImportJson> field(const std::string& name, const ImportJson& value, const std::string& place)
    {
        const std::string fact = factOf(name);
        if (fact.empty()) {
            m_draft.unmapped(place, "condition_unknown", name);
            return std::nullopt;
        }
        if (fact.starts_with("header:"))
            m_draft.mapped(place, "header", name + " -> " + fact);
        const ImportJson tests = value.is_object() ? value : ImportJson { { "$eq", value } };
        ImportJson all = ImportJson::array();
        for (const auto& [op, wanted] : tests.items()) {
            auto one = test(fact, op, wanted);
            if (!one) {
                m_draft.unmapped(place, "operator_unknown", name + " " + op);
                return std::nullopt;
            }
            all.push_back(*one);
        }
        if (all.empty())
            return std::nullopt;
        return all.size() == 1 ? all[0] : ImportJson { { "all", all } };
    }

    static std::optional<ImportJson> test(const std::string& fact, const std::string& op, const ImportJson& wanted)
    {
        const FactInfo* info = findFact(fact);
        const bool number = info->type == FactType::Integer;
        const bool fits = info->type == FactType::Bool ? wanted.is_boolean()
            : number                                   ? wanted.is_number_integer()
                                                       : wanted.is_string() || wanted.is_array();
        if (!fits)
            return std::nullopt;
        constexpr std::pair<std::string_view, std::string_view> kNumbers[] { { "$gt", "gt" }, { "$gte", "ge" },
            { "$lt", "lt" }, { "$lte", "le" } };
        for (const auto& [theirs, ours] : kNumbers) {
            if (theirs == op && number)
                return ImportJson { { "fact", fact }, { std::string(ours), wanted } };
        }
        const bool list = wanted.is_array() && !wanted.empty()
            && std::all_of(wanted.begin(), wanted.end(), [](const ImportJson& each) { return each.is_string(); });
        if (op == "$in" && list)
            return ImportJson { { "fact", fact }, { "in", wanted } };
        if (op == "$nin" && list)
            return ImportJson { { "none", ImportJson::array({ { { "fact", fact }, { "in", wanted } } }) } };
        if (wanted.is_array())
            return std::nullopt;
        if (op == "$eq")
            return ImportJson { { "fact", fact }, { "is", wanted } };
        if (op == "$ne")
            return ImportJson { { "fact", fact }, { "is_not", wanted } };
        return std::nullopt;
    }

    ImportDraft& m_draft;
};

} // namespace

void importPortkey(ImportDraft& draft, const ImportJson& json)
{
    const std::string rest = PortkeyReader(draft).read(json, "config", "default", 0);
    if (!rest.empty())
        draft.setDefault(rest);
}

} // namespace signalbox
