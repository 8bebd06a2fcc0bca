// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_parts.h"

#include <algorithm>
#include <concepts>
#include <set>
#include <type_traits>

// The section that says what may be spent.
namespace signalbox {

namespace {

using Json = FieldReader::Json;

constexpr std::size_t kMaxCeilings = 1000;
constexpr std::size_t kMaxAlerts = 16;
constexpr std::size_t kMaxNamed = 1000;
constexpr std::size_t kMaxSubject = 128;

/// idOf gives a view into the thing, not a string of its own that would be gone when it is compared.
template <class Things, class IdOf>
requires std::same_as<std::invoke_result_t<IdOf, const typename Things::value_type&>, std::string_view>
void requireKnown(FieldReader& fields, const std::string& pointer, std::string_view code, std::string_view name,
    const Things& things, IdOf idOf)
{
    std::vector<std::string_view> known;
    known.reserve(things.size());
    for (const auto& thing : things)
        known.emplace_back(idOf(thing));
    if (std::find(known.begin(), known.end(), name) != known.end())
        return;
    const std::string what(code.substr(0, code.find('_')));
    fields.problems().error(
        pointer, std::string(code), { { what, std::string(name.substr(0, 64)) }, { "known", joinedNames(known) } });
}

/// A feature or session is whatever a client calls it, as facts have it.
bool isClientName(std::string_view text)
{
    return text.size() <= kMaxSubject
        && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

void checkScope(const std::string& scope, FieldReader& fields, const CeilingNames& names)
{
    const auto kind = scope.starts_with("sandbox/") ? std::nullopt : kindOf(scope);
    const std::string_view subject = std::string_view(scope).substr(std::min(scope.find(':'), scope.size() - 1) + 1);
    const std::string at = fields.at("scope");
    // Keys live in the ledger's database, so whether one exists is not known here.
    bool good = kind.has_value();
    if (kind && !isForEach(scope)) {
        switch (*kind) {
        case ScopeKind::Global:
            break;
        case ScopeKind::Tier:
            return requireKnown(fields, at, "tier_unknown", subject, names.tiers,
                [](const Tier& tier) { return std::string_view(tier.id); });
        case ScopeKind::Provider:
            return requireKnown(fields, at, "provider_unknown", subject, names.providers,
                [](const auto& provider) { return std::string_view(provider->id); });
        case ScopeKind::Key:
            good = isPlainId(subject);
            break;
        case ScopeKind::Feature:
        case ScopeKind::Session:
            good = isClientName(subject);
            break;
        }
    }
    if (!good)
        fields.problems().error(at, "scope_invalid", { { "scope", scope.substr(0, 64) } });
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

/// nullopt: no share.
std::optional<double> shareOf(const Json& json, double most)
{
    const double share = json.is_number() ? json.get<double>() : 0.0;
    return share > 0.0 && share <= most ? std::optional(share) : std::nullopt;
}

void readAlerts(Ceiling& ceiling, FieldReader& fields)
{
    if (!fields.find("alert_at"))
        return;
    ceiling.alertAt.clear();
    const Json& shares = fields.list("alert_at", kMaxAlerts);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (const auto share = shareOf(shares[i], 10.0))
            ceiling.alertAt.push_back(*share);
        else
            fields.problems().error(fields.at("alert_at") + "/" + std::to_string(i), "share_range");
    }
    std::sort(ceiling.alertAt.begin(), ceiling.alertAt.end());
    ceiling.alertAt.erase(std::unique(ceiling.alertAt.begin(), ceiling.alertAt.end()), ceiling.alertAt.end());
}

void readEarly(Ceiling& ceiling, FieldReader& fields, const CeilingNames& names)
{
    if (!fields.find("downgrade_from"))
        return;
    FieldReader early(
        fields.object("downgrade_from"), fields.at("downgrade_from"), fields.problems(), { "share", "tiers", "rules" });
    Ceiling::Early read;
    if (const Json* share = early.require("share")) {
        read.from = shareOf(*share, 1.0).value_or(0);
        if (read.from <= 0)
            fields.problems().error(early.at("share"), "share_range");
    }
    read.tiers = early.texts("tiers", kMaxNamed, 200);
    for (std::size_t i = 0; i < read.tiers.size(); ++i)
        requireKnown(fields, early.at("tiers") + "/" + std::to_string(i), "tier_unknown", read.tiers[i], names.tiers,
            [](const Tier& tier) { return std::string_view(tier.id); });
    read.rules = early.texts("rules", kMaxNamed, 200);
    // Where the rules could not be read, that is what is said.
    for (std::size_t i = 0; i < read.rules.size() && !names.rules.empty(); ++i)
        requireKnown(fields, early.at("rules") + "/" + std::to_string(i), "rule_unknown", read.rules[i], names.rules,
            [](const Rule& rule) { return std::string_view(rule.id); });
    ceiling.early = std::move(read);
}

Ceiling readCeiling(const Json& json, const std::string& pointer, ProblemList& problems, const CeilingNames& names)
{
    FieldReader fields(json, pointer, problems,
        { "id", "scope", "window", "limit", "alert_at", "downgrade_from", "at_limit", "in_flight" });
    Ceiling ceiling;
    ceiling.id = fields.requiredId("id");
    ceiling.scope = fields.text("scope").value_or("global");
    checkScope(ceiling.scope, fields, names);
    const auto window = fields.word("window", { "hour", "day", "week", "month" });
    ceiling.window = windowNamed(window.value_or("day")).value_or(Window::Day);
    readLimit(ceiling, fields);
    readAlerts(ceiling, fields);
    readEarly(ceiling, fields, names);
    const std::string atLimit = fields.word("at_limit", { "block", "downgrade", "free" }).value_or("block");
    ceiling.atLimit = atLimit == "downgrade" ? AtLimit::Downgrade : atLimit == "free" ? AtLimit::Free : AtLimit::Block;
    const std::string inFlight = fields.word("in_flight", { "finish", "extend", "cut" }).value_or("finish");
    ceiling.inFlight = inFlight == "cut" ? InFlight::Cut : inFlight == "extend" ? InFlight::Extend : InFlight::Finish;
    return ceiling;
}

} // namespace

std::vector<Ceiling> readCeilings(FieldReader& root, const CeilingNames& names)
{
    std::vector<Ceiling> ceilings;
    const Json& list = root.list("ceilings", kMaxCeilings);
    std::set<std::string> ids;
    std::set<std::pair<std::string, Window>> places;
    bool limitsAll = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string pointer = root.at("ceilings") + "/" + std::to_string(i);
        Ceiling ceiling = readCeiling(list[i], pointer, root.problems(), names);
        if (!ceiling.id.empty() && !ids.insert(ceiling.id).second)
            root.problems().error(pointer + "/id", "id_duplicate", { { "id", ceiling.id } });
        if (!places.emplace(ceiling.scope, ceiling.window).second)
            root.problems().error(pointer, "ceiling_scope_duplicate", { { "scope", ceiling.scope } });
        limitsAll = limitsAll || ceiling.scope == "global";
        ceilings.push_back(std::move(ceiling));
    }
    if (!limitsAll)
        root.problems().warning(root.find("ceilings") ? root.at("ceilings") : "", "no_global_ceiling");
    return ceilings;
}

} // namespace signalbox
