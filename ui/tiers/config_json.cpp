// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/config_json.h"

#include <charconv>
#include <cstdint>

namespace signalbox::ui {

Result<ConfigJson> parsedConfig(const std::string& text)
{
    ConfigJson json = ConfigJson::parse(text, nullptr, false);
    if (!json.is_object())
        return fail("config_syntax");
    return json;
}

EditedText writtenConfig(const ConfigJson& json)
{
    return json.dump(2) + "\n";
}

ConfigJson* entryOf(ConfigJson& object, const char* list, const std::string& id)
{
    const auto entries = object.find(list);
    if (entries == object.end() || !entries->is_array())
        return nullptr;
    for (ConfigJson& entry : *entries) {
        if (entry.is_object() && entry.value("id", ConfigJson()) == ConfigJson(id))
            return &entry;
    }
    return nullptr;
}

void setOrErase(ConfigJson& object, const char* name, const std::string& value)
{
    if (value.empty())
        object.erase(name);
    else
        object[name] = value;
}

std::string textMember(const ConfigJson& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end())
        return {};
    if (found->is_string())
        return found->get<std::string>();
    return found->is_number() ? found->dump() : std::string();
}

ConfigJson numberOrText(const std::string& text)
{
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, number);
    return code == std::errc() && stop == end ? ConfigJson(number) : ConfigJson(text);
}

} // namespace signalbox::ui
