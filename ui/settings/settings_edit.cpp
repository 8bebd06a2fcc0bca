// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_edit.h"

#include "ui/rules/config_diff.h"
#include "ui/rules/rule_draft.h"
#include "ui/shell/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kToldApart { "rules", "tiers", "providers", "ceilings", "baseline_tier", "$schema", "schema" };

struct SettingWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::SettingWords)
};

QString shownMember(const ConfigJson& value)
{
    return value.is_null() ? QString() : toQString(value.is_string() ? value.get<std::string>() : value.dump());
}

void addDifferences(
    std::vector<DiffLine>& lines, const std::string& place, const ConfigJson& before, const ConfigJson& after)
{
    if (before == after)
        return;
    const bool open = (before.is_object() || before.is_null()) && (after.is_object() || after.is_null())
        && (before.is_object() || after.is_object());
    if (!open) {
        const auto kind = before.is_null() ? DiffLine::Kind::Added
            : after.is_null()              ? DiffLine::Kind::Removed
                                           : DiffLine::Kind::Changed;
        lines.push_back(
            { kind, {}, toQString(place), SettingWords::tr("setting"), shownMember(before), shownMember(after) });
        return;
    }
    std::vector<std::string> names;
    for (const ConfigJson* side : { &before, &after }) {
        if (!side->is_object())
            continue;
        for (const auto& [name, value] : side->items()) {
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
        }
    }
    const auto of = [](const ConfigJson& object, const std::string& name) {
        return object.is_object() ? object.value(name, ConfigJson()) : ConfigJson();
    };
    for (const std::string& name : names)
        addDifferences(lines, place.empty() ? name : place + "." + name, of(before, name), of(after, name));
}

std::vector<DiffLine> ruleDifferences(
    const std::shared_ptr<const Config>& before, const std::shared_ptr<const Config>& after)
{
    RuleDraft draft; // of its own, only to compare
    draft.setApplied(before);
    const RuleJson rules = rulesJson(after->rules);
    draft.replaceAll({ rules.begin(), rules.end() }, DraftRule::Origin::Own, {});
    return diffOf(draft, [&before, &after](const std::string& id) {
        const Tier* tier = after->findTier(id) != nullptr ? after->findTier(id) : before->findTier(id);
        return tier == nullptr || tier->name.empty() ? toQString(id) : toQString(tier->name);
    });
}

} // namespace

EditedText setMember(const std::string& text, const MemberPath& path, const ConfigJson& value)
{
    Result<ConfigJson> json = parsedConfig(text);
    if (!json)
        return tl::unexpected(json.error());
    ConfigJson* object = &*json;
    for (std::size_t at = 0; at + 1 < path.size(); ++at) {
        ConfigJson& next = (*object)[path[at]];
        if (!next.is_object())
            next = ConfigJson::object();
        object = &next;
    }
    if (value.is_null())
        object->erase(path.back());
    else
        (*object)[path.back()] = value;
    if (path.size() > 1 && object->empty())
        json->erase(path.front());
    return writtenConfig(*json);
}

ConfigJson memberOf(const std::string& text, const MemberPath& path)
{
    ConfigJson json = ConfigJson::parse(text, nullptr, false);
    for (const std::string& name : path) {
        if (!json.is_object() || !json.contains(name))
            return {};
        ConfigJson next = json[name];
        json = std::move(next);
    }
    return json;
}

ConfigJson listFromText(const std::string& typed)
{
    ConfigJson list = ConfigJson::array();
    for (const QString& part : toQString(typed).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            list.push_back(toStd(name));
    }
    return list;
}

std::string textFromList(const ConfigJson& list)
{
    std::string text;
    for (const ConfigJson& each : list) {
        if (each.is_string())
            text += (text.empty() ? "" : ", ") + each.get<std::string>();
    }
    return text;
}

std::vector<DiffLine> allDifferences(
    const std::shared_ptr<const Config>& before, const std::shared_ptr<const Config>& after)
{
    std::vector<DiffLine> lines = ruleDifferences(before, after);
    const std::vector<DiffLine> others = configDiff(*before, *after);
    lines.insert(lines.end(), others.begin(), others.end());
    ConfigJson was = ConfigJson::parse(before->text, nullptr, false);
    ConfigJson is = ConfigJson::parse(after->text, nullptr, false);
    for (const char* name : kToldApart) {
        was.erase(name);
        is.erase(name);
    }
    addDifferences(lines, {}, was, is);
    return lines;
}

} // namespace signalbox::ui
