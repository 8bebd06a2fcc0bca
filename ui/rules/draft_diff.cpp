// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_diff.h"

#include "ui/rules/condition_words.h"
#include "ui/rules/config_diff.h"
#include "ui/rules/rule_language.h"
#include "ui/shell/format.h"

#include <QCoreApplication>

#include <algorithm>

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

QString actionWords(const DraftRule& rule, const TierNames& tierName)
{
    if (!rule.rule())
        return QStringLiteral("…");
    const RouteAction& action = rule.rule()->route;
    QStringList parts { routeWords(action, tierName) };
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
