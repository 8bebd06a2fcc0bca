// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/key_ceiling_edit.h"

#include "ui/budgets/ceiling_edit.h"

#include <nlohmann/json.hpp>

namespace signalbox::ui {

namespace {

/// The id of the first ceiling with that scope; "": there is none.
std::string ceilingOf(const std::string& config, const std::string& scope)
{
    const auto json = nlohmann::json::parse(config, nullptr, false);
    const auto ceilings = json.is_object() ? json.find("ceilings") : json.end();
    if (!json.is_object() || ceilings == json.end() || !ceilings->is_array())
        return {};
    for (const nlohmann::json& each : *ceilings) {
        if (each.is_object() && each.value("scope", nlohmann::json()) == scope
            && each.value("id", nlohmann::json()).is_string())
            return each.at("id").get<std::string>();
    }
    return {};
}

} // namespace

KeyCeiling keyCeilingIn(const std::string& config, const std::string& keyId)
{
    const std::string id = ceilingOf(config, "key:" + keyId);
    const auto found = id.empty() ? Result<CeilingEntry>(CeilingEntry()) : readCeiling(config, id);
    return id.empty() || !found ? KeyCeiling() : KeyCeiling { found->limit, found->window };
}

EditedText withKeyCeiling(
    const std::string& config, const std::string& keyId, const std::string& limit, const std::string& window)
{
    const std::string scope = "key:" + keyId;
    const std::string id = ceilingOf(config, scope);
    if (id.empty()) {
        if (limit.empty())
            return config;
        CeilingEntry made;
        made.scope = scope;
        made.limit = limit;
        made.window = window;
        return addCeiling(config, made);
    }
    if (limit.empty())
        return removeCeiling(config, id);
    auto entry = readCeiling(config, id);
    if (!entry)
        return tl::unexpected(entry.error());
    entry->limit = limit;
    entry->window = window;
    return editCeiling(config, *entry);
}

} // namespace signalbox::ui
