// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_edit.h"

#include "ui/tiers/config_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace signalbox::ui {

namespace {

using Json = ConfigJson;

constexpr const char* kList = "ceilings";

std::string trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \t");
    return from == std::string_view::npos ? std::string()
                                          : std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

std::vector<std::string> listed(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (std::string part = trimmed(text.substr(0, comma)); !part.empty())
            parts.push_back(std::move(part));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

std::string joined(const Json& list)
{
    std::string text;
    for (const Json& each : list) {
        if (each.is_string())
            text += (text.empty() ? "" : ", ") + each.get<std::string>();
    }
    return text;
}

/// A share of percent as typed ("80", "82.5 %"); what is none stays text, for the schema to refuse.
Json shareOf(std::string text)
{
    if (!text.empty() && text.back() == '%')
        text = trimmed(text.substr(0, text.size() - 1));
    std::replace(text.begin(), text.end(), ',', '.');
    double percent = 0;
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, percent);
    if (code != std::errc() || stop != end || !std::isfinite(percent))
        return Json(text);
    return Json(std::round(percent * 1e6) / 1e8);
}

std::string percentOf(const Json& share)
{
    return share.is_number() ? fmt::format("{:g}", std::round(share.get<double>() * 1e8) / 1e6) : std::string();
}

std::string textOr(const Json& object, const char* name, const char* otherwise)
{
    std::string text = textMember(object, name);
    return text.empty() ? std::string(otherwise) : text;
}

void write(Json& object, const CeilingEntry& ceiling)
{
    object["id"] = ceiling.id;
    object["scope"] = ceiling.scope;
    object["window"] = ceiling.window;
    object["limit"] = ceiling.limit;
    Json alerts = Json::array();
    for (const std::string& share : listed(ceiling.alertAt))
        alerts.push_back(shareOf(share));
    object["alert_at"] = std::move(alerts);
    object.erase("downgrade_from");
    if (!ceiling.earlyFrom.empty()) {
        Json early { { "share", shareOf(ceiling.earlyFrom) } };
        if (const auto tiers = listed(ceiling.earlyTiers); !tiers.empty())
            early["tiers"] = tiers;
        if (const auto rules = listed(ceiling.earlyRules); !rules.empty())
            early["rules"] = rules;
        object["downgrade_from"] = std::move(early);
    }
    object["at_limit"] = ceiling.atLimit;
    if (ceiling.inFlight == "finish")
        object.erase("in_flight");
    else
        object["in_flight"] = ceiling.inFlight;
}

/// "global-day", "tier-small-week-2", ...
std::string freeId(Json& json, const CeilingEntry& ceiling)
{
    std::string id;
    for (const char c : ceiling.scope + "-" + ceiling.window) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain || (!id.empty() && id.back() != '-'))
            id += plain ? c : '-';
    }
    id = id.substr(0, 56);
    for (int number = 1;; ++number) {
        std::string candidate = number == 1 ? id : fmt::format("{}-{}", id, number);
        if (entryOf(json, kList, candidate) == nullptr)
            return candidate;
    }
}

} // namespace

Result<CeilingEntry> readCeiling(const std::string& text, const std::string& id)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    const Json* entry = entryOf(*json, kList, id);
    if (entry == nullptr)
        return fail("no_such_entry", { { "id", id } });
    CeilingEntry ceiling;
    ceiling.id = id;
    ceiling.scope = textOr(*entry, "scope", "global");
    ceiling.window = textOr(*entry, "window", "day");
    ceiling.limit = textMember(*entry, "limit");
    if (const auto alerts = entry->find("alert_at"); alerts != entry->end() && alerts->is_array()) {
        ceiling.alertAt.clear();
        for (const Json& share : *alerts)
            ceiling.alertAt += (ceiling.alertAt.empty() ? "" : ", ") + percentOf(share);
    }
    if (const auto early = entry->find("downgrade_from"); early != entry->end() && early->is_object()) {
        ceiling.earlyFrom = percentOf(early->value("share", Json()));
        ceiling.earlyTiers = joined(early->value("tiers", Json::array()));
        ceiling.earlyRules = joined(early->value("rules", Json::array()));
    }
    ceiling.atLimit = textOr(*entry, "at_limit", "block");
    ceiling.inFlight = textOr(*entry, "in_flight", "finish");
    return ceiling;
}

EditedText addCeiling(const std::string& text, const CeilingEntry& ceiling)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    CeilingEntry named = ceiling;
    if (named.id.empty())
        named.id = freeId(*json, ceiling);
    Json& entries = (*json)[kList];
    if (!entries.is_array())
        entries = Json::array();
    write(entries.emplace_back(Json::object()), named);
    return writtenConfig(*json);
}

EditedText editCeiling(const std::string& text, const CeilingEntry& ceiling)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    Json* entry = entryOf(*json, kList, ceiling.id);
    if (entry == nullptr)
        return fail("no_such_entry", { { "id", ceiling.id } });
    write(*entry, ceiling);
    return writtenConfig(*json);
}

EditedText removeCeiling(const std::string& text, const std::string& id)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    const Json* entry = entryOf(*json, kList, id);
    if (entry == nullptr)
        return fail("no_such_entry", { { "id", id } });
    Json& entries = (*json)[kList];
    entries.erase(entries.begin() + (entry - &entries.front()));
    return writtenConfig(*json);
}

EditedText setDayStart(const std::string& text, const std::string& time)
{
    Result<Json> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    Json& day = (*json)["day"];
    if (!day.is_object())
        day = Json::object();
    day["starts_at"] = time;
    return writtenConfig(*json);
}

} // namespace signalbox::ui
