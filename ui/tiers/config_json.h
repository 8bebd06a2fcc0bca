// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"

#include <nlohmann/json.hpp>

#include <string>

/// What every edit of the configuration's text is made of. Pure; any thread.
namespace signalbox::ui {

using ConfigJson = nlohmann::ordered_json;

/// Errors: config_syntax (the text is no JSON object).
[[nodiscard]] Result<ConfigJson> parsedConfig(const std::string& text);
[[nodiscard]] EditedText writtenConfig(const ConfigJson& json);
/// The entry with this id in a list of the object, or nullptr; valid until the list changes.
[[nodiscard]] ConfigJson* entryOf(ConfigJson& object, const char* list, const std::string& id);
/// Sets a text member, or takes it away where the text is empty.
void setOrErase(ConfigJson& object, const char* name, const std::string& value);
/// A text, or a number as it is written; "" for everything else.
[[nodiscard]] std::string textMember(const ConfigJson& object, const char* name);
/// A number where it is one, else the text as typed: then the schema says what is wrong with it.
[[nodiscard]] ConfigJson numberOrText(const std::string& text);

} // namespace signalbox::ui
