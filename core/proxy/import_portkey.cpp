// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/import_draft.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>

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

    /// Which requests get to a place of the config: what the choices above it ask for; null: all. Rules are only made
    /// where every request that gets there is decided there, not behind a failure of something else.
    struct Way {
        ImportJson guard;
        bool decides = true;
        int depth = 0;
        [[nodiscard]] Way deeper() const { return { guard, decides, depth + 1 }; }
    };

    /// The tier that a config or a target stands for; "" where none can be made. Rules of conditions are added on the
    /// way.
    std::string read(const ImportJson& node, const std::string& place, const std::string& name, const Way& way)
    {
        if (!node.is_object() || way.depth > kMostDepth) {
            m_draft.unmapped(place, "shape");
            return {};
        }
        const bool first = m_seen.insert(place).second;
        if (first)
            noteRest(node, place);
        const ImportJson strategy = member(node, "strategy");
        const std::string mode = importText(strategy, "mode");
        if (!node.contains("targets"))
            return first ? m_tiers[place] = single(node, place, name) : m_tiers[place];
        const bool chooses = mode == "conditional" || mode == "loadbalance";
        if (chooses && !way.decides)
            m_draft.unmapped(place, "nested_choice");
        if (mode == "conditional")
            return conditional(node, strategy, place, way);
        if (mode == "loadbalance")
            return balanced(node, place, name, way);
        if (mode != "fallback" && mode != "single" && !mode.empty())
            m_draft.unmapped(place + "/strategy/mode", "strategy_unknown", mode);
        return chained(node, place, name, way);
    }

private:
    /// An object's member that is an object, or an empty one.
    static ImportJson member(const ImportJson& object, const char* name)
    {
        const bool there = object.is_object() && object.contains(name) && object.at(name).is_object();
        return there ? object.at(name) : ImportJson(ImportJson::object());
    }

    void addRule(const std::string& name, const ImportJson& when, const std::string& tier, const std::string& place,
        const Way& way)
    {
        const ImportJson whole = both(way.guard, when);
        if (way.decides && depthOf(whole) > kMostDepth)
            m_draft.unmapped(place, "condition_unknown", name);
        else if (way.decides)
            m_draft.addRule(name, whole, tier, place);
    }

    /// How many groups stand in each other.
    static int depthOf(const ImportJson& condition)
    {
        int deepest = 0;
        for (const char* kind : { "all", "any", "none" }) {
            for (const ImportJson& each : condition.contains(kind) ? condition.at(kind) : ImportJson::array())
                deepest = std::max(deepest, 1 + depthOf(each));
        }
        return deepest;
    }

    /// Both of two conditions, of which one may be null.
    static ImportJson both(const ImportJson& one, const ImportJson& other)
    {
        if (one.is_null() || other.is_null())
            return one.is_null() ? other : one;
        ImportJson all = ImportJson::array();
        for (const ImportJson* each : { &one, &other }) {
            if (each->contains("all")) // no group in a group where one does
                all.insert(all.end(), each->at("all").begin(), each->at("all").end());
            else
                all.push_back(*each);
        }
        return { { "all", all } };
    }

    void noteRest(const ImportJson& node, const std::string& place)
    {
        const ImportJson strategy = PortkeyReader::member(node, "strategy");
        for (const auto& [member, value] : strategy.items()) {
            if (member != "mode" && member != "conditions" && member != "default")
                m_draft.unmapped(place + "/strategy/" + member, "no_such_field");
        }
        const ImportJson overrides = PortkeyReader::member(node, "override_params");
        for (const auto& [member, value] : overrides.items()) {
            if (member != "model")
                m_draft.unmapped(place + "/override_params/" + member, "no_such_field");
        }
        for (const auto& [member, value] : node.items()) {
            const bool read = member == "strategy" || member == "targets" || member == "name" || member == "provider"
                || member == "override_params" || member == "api_key" || member == "virtual_key" || member == "weight"
                || member == "custom_host" || member == "conditions" || member == "azure_resource_name"
                || member == "azure_deployment_id" || member == "azure_api_version";
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
        // Of Azure the deployment is what is called, at the address of the resource.
        const std::string resource = importText(node, "azure_resource_name");
        const std::string deployment = importText(node, "azure_deployment_id");
        target.model = deployment.empty() ? model : deployment;
        target.apiVersion = importText(node, "azure_api_version");
        target.baseUrl = importText(node, "custom_host");
        if (target.baseUrl.empty() && !resource.empty())
            target.baseUrl = "https://" + importId(resource) + ".openai.azure.com";
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

    std::string chained(const ImportJson& node, const std::string& place, const std::string& name, const Way& way)
    {
        std::string first;
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string at = place + "/targets/" + std::to_string(i);
            const std::string own = importText(targets[i], "name");
            // A choice in a chain would be a rule, and a rule has one chain for all that it takes.
            Way into = way.deeper();
            into.decides = way.decides && targets.size() == 1;
            const std::string tier = read(targets[i], at, first.empty() && own.empty() ? name : own, into);
            if (first.empty())
                first = tier;
            else if (!tier.empty() && tier != first)
                m_draft.addChain(first, tier, at);
        }
        return first;
    }

    /// Weights become shares of a stable hash, so that a session stays where it is.
    std::string balanced(const ImportJson& node, const std::string& place, const std::string& name, const Way& way)
    {
        const ImportJson& targets = node.at("targets");
        double sum = 0;
        for (const ImportJson& target : targets.is_array() ? targets : ImportJson::array())
            sum += isShare(weightOf(target)) ? weightOf(target) : 0;
        double passed = 0;
        std::string last;
        const std::string share = "share:" + importId(name.empty() ? "import" : name);
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string at = place + "/targets/" + std::to_string(i);
            if (!isShare(weightOf(targets[i])))
                continue;
            // The rules before have taken what is below.
            passed += weightOf(targets[i]);
            const auto below = static_cast<std::int64_t>(std::lround(passed / sum * kShares));
            const ImportJson when = below < kShares ? ImportJson { { "fact", share }, { "lt", below } } : ImportJson();
            Way into = way.deeper();
            into.guard = both(way.guard, when);
            const std::string tier = read(targets[i], at, importText(targets[i], "name"), into);
            if (!tier.empty() && !when.is_null())
                addRule("Share", when, tier, place, way);
            last = tier.empty() ? last : tier;
        }
        return last;
    }

    static bool isShare(double weight) { return weight > 0 && weight <= 1e6; }

    std::string conditional(
        const ImportJson& node, const ImportJson& strategy, const std::string& place, const Way& way)
    {
        const ImportJson conditions =
            strategy.contains("conditions") ? strategy.at("conditions") : ImportJson(ImportJson::array());
        for (std::size_t i = 0; conditions.is_array() && i < conditions.size(); ++i) {
            const std::string at = place + "/strategy/conditions/" + std::to_string(i);
            const auto when = query(member(conditions[i], "query"), at, 1);
            if (!when)
                continue;
            Way into = way.deeper();
            into.guard = both(way.guard, *when);
            const std::string tier = readNamed(node, place, importText(conditions[i], "then"), into);
            if (tier.empty())
                m_draft.unmapped(at, "target_unknown", importText(conditions[i], "then"));
            else
                addRule("Condition " + std::to_string(i + 1), *when, tier, at, way);
        }
        const std::string rest = importText(strategy, "default");
        std::string last = readNamed(node, place, rest, way.deeper());
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; targets.is_array() && i < targets.size(); ++i) {
            const std::string at = place + "/targets/" + std::to_string(i);
            if (m_seen.count(at) == 0)
                m_draft.unmapped(at, "target_unused", importText(targets[i], "name"));
        }
        if (rest.empty())
            m_draft.unmapped(place + "/strategy/default", "default_missing");
        return last;
    }

    /// The target of that name; "" where there is none or it can't be mapped.
    std::string readNamed(const ImportJson& node, const std::string& place, const std::string& name, const Way& way)
    {
        const ImportJson& targets = node.at("targets");
        for (std::size_t i = 0; !name.empty() && targets.is_array() && i < targets.size(); ++i) {
            if (importText(targets[i], "name") == name)
                return read(targets[i], place + "/targets/" + std::to_string(i), name, way);
        }
        return {};
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
    std::set<std::string> m_seen;               ///< places that were read: a target may be named more than once
    std::map<std::string, std::string> m_tiers; ///< of single targets, by place
};

} // namespace

void importPortkey(ImportDraft& draft, const ImportJson& json)
{
    const std::string rest = PortkeyReader(draft).read(json, "config", "default", {});
    if (!rest.empty())
        draft.setDefault(rest);
}

} // namespace signalbox
