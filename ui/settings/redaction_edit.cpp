// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/redaction_edit.h"

#include "core/record/redaction.h"
#include "ui/tiers/config_json.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr const char* kList = "redact";
/// Texts that have no character in common.
constexpr std::array kUnlikeTexts { "a", "7", "\u00dc", "- /", "Team North" };

RedactionEntry entryFrom(const ConfigJson& json)
{
    RedactionEntry entry { textMember(json, "name"), textMember(json, "pattern") };
    if (json.contains("with"))
        entry.with = textMember(json, "with");
    return entry;
}

void write(ConfigJson& json, const RedactionEntry& entry)
{
    setOrErase(json, "name", entry.name);
    json["pattern"] = entry.pattern;
    if (entry.with == RedactionEntry().with)
        json.erase("with");
    else
        json["with"] = entry.with; // "" takes the text away without a trace
}

/// Calls change(list, place of former) and writes what comes of it.
template <class Change> EditedText atFormer(const std::string& text, const RedactionEntry& former, Change change)
{
    Result<ConfigJson> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    const auto list = json->find(kList);
    if (list == json->end() || !list->is_array())
        return fail("no_such_entry");
    for (std::size_t at = 0; at < list->size(); ++at) {
        if ((*list)[at].is_object() && entryFrom((*list)[at]) == former) {
            change(*list, at);
            if (list->empty())
                json->erase(kList);
            return writtenConfig(*json);
        }
    }
    return fail("no_such_entry");
}

} // namespace

std::vector<RedactionEntry> readRedactions(const std::string& text)
{
    std::vector<RedactionEntry> entries;
    const Result<ConfigJson> json = parsedConfig(text);
    if (!json || !json->contains(kList))
        return entries;
    for (const ConfigJson& each : (*json)[kList]) {
        if (each.is_object())
            entries.push_back(entryFrom(each));
    }
    return entries;
}

EditedText addRedaction(const std::string& text, const RedactionEntry& entry)
{
    Result<ConfigJson> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    ConfigJson& list = (*json)[kList];
    if (!list.is_array())
        list = ConfigJson::array();
    ConfigJson made = ConfigJson::object();
    write(made, entry);
    list.push_back(std::move(made));
    return writtenConfig(*json);
}

EditedText editRedaction(const std::string& text, const RedactionEntry& former, const RedactionEntry& entry)
{
    return atFormer(text, former, [&entry](ConfigJson& list, std::size_t at) { write(list[at], entry); });
}

EditedText removeRedaction(const std::string& text, const RedactionEntry& former)
{
    return atFormer(text, former, [](ConfigJson& list, std::size_t at) { list.erase(at); });
}

bool takesEverything(const RedactionEntry& entry)
{
    const auto alone = Redaction::make({ { entry.pattern, "" } });
    return alone.has_value()
        && std::ranges::all_of(kUnlikeTexts, [&](const char* text) { return (*alone)->applied(text).empty(); });
}

} // namespace signalbox::ui
