// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_diff.h"

#include "ui/rules/condition_words.h"
#include "ui/rules/config_diff.h"
#include "ui/rules/rule_language.h"
#include "ui/shell/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace signalbox::ui {

namespace {

struct DraftDiff {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::DraftDiff)
};

QString limitWords(const RuleJson& route, const char* member, const QString& words)
{
    const auto value = route.find(member);
    return value == route.end() ? QString() : words.arg(shownValue(*value));
}

QString onWords(const DraftRule& rule)
{
    return rule.on() ? DraftDiff::tr("on") : DraftDiff::tr("off");
}

QString whenWords(const DraftRule& rule)
{
    return draftWords(shortest(rule.json().at("when")));
}

// A rule that names what is no longer there: its route as it was written. nullopt where it says nothing at all.
std::optional<Rule> formerRule(const DraftRule& rule)
{
    RuleJson json = rule.stored();
    json["when"] = "always"; // said apart
    const RuleJson route = json.value("route", RuleJson::object());
    if (!route.is_object())
        return {};
    RuleNames names { std::vector<std::string>() };
    for (const RuleJson& tier : route.value("tiers", RuleJson::array({ route.value("tier", RuleJson()) }))) {
        if (tier.is_string())
            names.tiers.push_back(tier.get<std::string>());
    }
    if (const RuleJson pin = route.value("pin", RuleJson()); pin.is_string())
        names.deployments.emplace_back(pin.get<std::string>(), std::string());
    Result<Rule> read = readRule(json, {}, names);
    return read ? std::optional<Rule>(std::move(*read)) : std::nullopt;
}

QString pinWords(const DraftRule& rule, const std::string& pin)
{
    const bool gone =
        std::ranges::any_of(rule.problems(), [](const Error& problem) { return problem.code == "deployment_unknown"; });
    return gone ? goneWords(pin) : toQString(pin);
}

void addEdits(std::vector<DiffLine>& lines, const DraftRule& before, const DraftRule& after, const TierNames& tierName)
{
    const auto add = [&](const QString& what, const QString& was, const QString& now) {
        if (was != now)
            lines.push_back({ DiffLine::Kind::Changed, after.id(), after.title(), what, was, now });
    };
    const std::size_t count = lines.size();
    //: what of a rule changes
    add(DraftDiff::tr("name"), before.title(), after.title());
    add(DraftDiff::tr("switch"), onWords(before), onWords(after));
    add(DraftDiff::tr("condition"), whenWords(before), whenWords(after));
    add(DraftDiff::tr("route"), actionWords(before, tierName), actionWords(after, tierName));
    add(DraftDiff::tr("note"), toQString(before.text("note")), toQString(after.text("note")));
    if (lines.size() == count) // the words are the same: say it all the same
        lines.push_back({ DiffLine::Kind::Changed, after.id(), after.title(), DraftDiff::tr("form"),
            toQString(before.stored().dump()), toQString(after.stored().dump()) });
}

} // namespace

QString goneWords(const std::string& name)
{
    //: %1 is a tier or a deployment that a former rule names
    return DraftDiff::tr("%1 (no longer there)").arg(toQString(name));
}

QString actionWords(const DraftRule& rule, const TierNames& tierName)
{
    const std::optional<Rule> read = rule.rule() ? rule.rule() : formerRule(rule);
    if (!read)
        return QStringLiteral("…");
    const RouteAction& action = read->route;
    QStringList parts { !rule.rule() && !action.pin.empty() ? pinWords(rule, action.pin)
                                                            : routeWords(action, tierName) };
    if (!action.validators.empty())
        //: %1 is a list of checks that an answer has to pass
        parts.append(DraftDiff::tr("checks: %1").arg(validatorWords(action)));
    const RuleJson route = rule.stored().value("route", RuleJson::object());
    //: limits of a rule; %1 is a number
    parts.append(limitWords(route, "max_tokens", DraftDiff::tr("at most %1 tokens")));
    parts.append(limitWords(route, "deadline_ms", DraftDiff::tr("within %1 ms")));
    parts.append(limitWords(route, "attempts", DraftDiff::tr("at most %1 attempts")));
    parts.append(limitWords(route, "stakes_bump", DraftDiff::tr("%1 tiers up when stakes are high")));
    parts.append(limitWords(route, "min_output_bytes", DraftDiff::tr("at least %1 bytes")));
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

std::vector<DiffLine> diffOf(const RuleDraft& draft, const TierNames& tierName)
{
    std::vector<DiffLine> lines;
    if (draft.companions() != nullptr) // what comes along with an import
        lines = configDiff(*draft.base(), *draft.config());
    for (std::size_t at = 0; at < draft.rules().size(); ++at) {
        const DraftRule& rule = *draft.rules()[at];
        const RuleChange change = draft.changeOf(rule.id());
        if (change.added)
            //: a rule that comes with the draft: %1 condition, %2 where it leads
            lines.push_back({ DiffLine::Kind::Added, rule.id(), rule.title(), DraftDiff::tr("new rule"), {},
                DraftDiff::tr("when %1 → %2").arg(whenWords(rule), actionWords(rule, tierName)) });
        if (change.edited)
            addEdits(lines, *draft.applied()[std::size_t(change.was)], rule, tierName);
        if (change.moved)
            lines.push_back({ DiffLine::Kind::Moved, rule.id(), rule.title(), DraftDiff::tr("place"),
                countText(change.was + 1), countText(int(at) + 1) });
    }
    for (const DraftRulePtr& gone : draft.removed())
        lines.push_back({ DiffLine::Kind::Removed, gone->id(), gone->title(), DraftDiff::tr("deleted"),
            DraftDiff::tr("when %1 → %2").arg(whenWords(*gone), actionWords(*gone, tierName)), {} });
    return lines;
}

} // namespace signalbox::ui
