// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"
#include "ui/tiers/config_json.h"

#include <string>
#include <vector>

/// Settings in the configuration's text. Pure but for the words of differences (GUI thread).
namespace signalbox::ui {

using MemberPath = std::vector<std::string>; ///< "log", "request_days"

/// Sets a member, making the objects on its way; null takes it away, and with it an object that is empty then.
/// Errors: config_syntax.
[[nodiscard]] EditedText setMember(const std::string& text, const MemberPath& path, const ConfigJson& value);
/// null where it is not given.
[[nodiscard]] ConfigJson memberOf(const std::string& text, const MemberPath& path);
/// A list as it is typed, "one, two", and back.
[[nodiscard]] ConfigJson listFromText(const std::string& typed);
[[nodiscard]] std::string textFromList(const ConfigJson& list);
/// What is different between two configurations: rules, tiers, providers, ceilings, and every other member by its
/// place in the file.
[[nodiscard]] std::vector<DiffLine> allDifferences(
    const std::shared_ptr<const Config>& before, const std::shared_ptr<const Config>& after);

} // namespace signalbox::ui
