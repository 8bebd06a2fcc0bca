// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/proof_words.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <set>

namespace signalbox::ui {

namespace {

struct ProofWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::ProofWords)
};

QString placesOf(const std::vector<int>& rules, const std::vector<Rule>& all)
{
    QStringList names;
    for (const int place : rules) {
        const Rule& rule = all.at(std::size_t(place));
        //: a rule in a sentence: %1 its place, %2 its name
        names.append(ProofWords::tr("%1 “%2”").arg(place + 1).arg(toQString(rule.name.empty() ? rule.id : rule.name)));
    }
    return names.join(QStringLiteral(", "));
}

QString partText(std::int64_t part, std::int64_t whole)
{
    return shareText(part, whole, part * 10 < whole ? 1 : 0);
}

// How much of what a rule matches other rules take before it.
QString coveredText(const RuleFinding& finding, const std::vector<Rule>& rules, const RuleOverlap* overlap)
{
    if (overlap == nullptr || overlap->matches == 0)
        return ProofWords::tr("Rule %1 above takes some of the requests that this rule matches.")
            .arg(placesOf(finding.partlyCoveredBy, rules));
    const QString matches = countText(overlap->matches);
    if (overlap->taken == 0)
        //: %1 rules: place and name; %2 a number
        return ProofWords::tr(
            "Rule %1 above could take some of the requests that this rule matches. Of its %2 recorded "
            "matches it took none.")
            .arg(placesOf(finding.partlyCoveredBy, rules), matches);
    const QString share = partText(overlap->taken, overlap->matches);
    if (overlap->takenBy.size() == 1)
        //: %1 percent ("62 %"), %2 a number, %3 a rule: place and name
        return ProofWords::tr("%1 of its %2 recorded matches go to rule %3 first.")
            .arg(share, matches, placesOf({ overlap->takenBy.begin()->first }, rules));
    QStringList parts;
    for (const auto& [place, taken] : overlap->takenBy)
        //: a part of a list: %1 a rule (place and name), %2 percent ("62 %")
        parts.append(ProofWords::tr("%1: %2").arg(placesOf({ place }, rules), partText(taken, overlap->matches)));
    //: %1 percent ("62 %"), %2 a number, %3 a list of rules with their parts
    return ProofWords::tr("%1 of its %2 recorded matches go to earlier rules first (%3).")
        .arg(share, matches, parts.join(QStringLiteral("; ")));
}

void collectFacts(std::set<std::string>& names, const Condition& condition)
{
    for (const Condition& child : condition.children)
        collectFacts(names, child);
    if (condition.kind == Condition::Kind::Test)
        names.insert(condition.fact);
}

// One fact of a witness; "" where it says nothing that would help to find such a request.
QString witnessFact(const std::string& name, const Witness& witness)
{
    if (name == "text")
        return witness.text.empty() ? QString() : testWords(name, "is", witness.text);
    if (name.starts_with("share:")) {
        for (const auto& [share, value] : witness.shares) {
            if (name == "share:" + share)
                return testWords(name, "is", std::to_string(value));
        }
        return {};
    }
    const FactValue value = factValue(witness.facts, name);
    if (const auto* holds = std::get_if<bool>(&value))
        return *holds ? testWords(name, "is", "true") : QString();
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (*number < 0)
            return {};
        return testWords(name, "is",
            name == "time" ? toStd(QStringLiteral("%1:%2")
                                       .arg(*number / 60, 2, 10, QLatin1Char('0'))
                                       .arg(*number % 60, 2, 10, QLatin1Char('0')))
                           : std::to_string(*number));
    }
    const std::string text = factText(value);
    return text.empty() ? QString() : testWords(name, "is", text);
}

} // namespace

std::pair<QString, QString> findingTexts(
    const RuleFinding& finding, const std::vector<Rule>& rules, const RuleOverlap* overlap)
{
    using Standing = RuleFinding::Standing;
    switch (finding.standing) {
    case Standing::Shadowed:
        //: %1 rules: place and name
        return { ProofWords::tr("never reached"),
            ProofWords::tr(
                "Never reached: rule %1 takes every request that this rule matches. Move this rule above it.")
                .arg(placesOf(finding.shadowedBy, rules)) };
    case Standing::Contradictory:
        return { ProofWords::tr("can't match"),
            ProofWords::tr("Matches nothing: its conditions can't all hold at once. Change or remove one of them.") };
    case Standing::NotProved:
        return { {},
            finding.reason == "pattern"
                ? ProofWords::tr("Whether this rule can be reached can't be proved, because of a regular expression.")
                : ProofWords::tr("Whether this rule can be reached was not proved: it would take too long.") };
    case Standing::Off:
        return {};
    case Standing::Reachable:
        break;
    }
    if (finding.redundant)
        return { ProofWords::tr("not needed"),
            finding.takenOverBy.empty()
                ? ProofWords::tr("Not needed: without it every request is treated the same.")
                : ProofWords::tr("Not needed: rule %1 below treats its requests the same. It can be removed.")
                      .arg(placesOf(finding.takenOverBy, rules)) };
    if (!finding.partlyCoveredBy.empty())
        return { {}, coveredText(finding, rules, overlap) };
    return {};
}

QString witnessText(const Witness& witness, const std::vector<Rule>& rules)
{
    std::set<std::string> names;
    for (const Rule& rule : rules)
        collectFacts(names, rule.when);
    QStringList facts;
    for (const std::string& name : names) {
        if (const QString fact = witnessFact(name, witness); !fact.isEmpty())
            facts.append(fact);
    }
    //: a request of which nothing special has to hold
    return facts.isEmpty() ? ProofWords::tr("any request") : facts.join(QStringLiteral(" · "));
}

QString wayText(const ReachAnswer::Way& way, const std::vector<Rule>& rules)
{
    const QString rule = way.rule < 0 ? QString() : placesOf({ way.rule }, rules);
    if (way.kind == "client_names_tier")
        return ProofWords::tr("if the application names the tier itself");
    if (way.kind == "client_names_model")
        return ProofWords::tr("if the application names the model itself");
    if (way.kind == "downgrade")
        //: %1 a rule: its place and name
        return ProofWords::tr("when a ceiling downgrades what rule %1 routes").arg(rule);
    //: %1 a rule: its place and name
    return ProofWords::tr("by rule %1").arg(rule);
}

QString wrongAxisText(const WrongAxis& found)
{
    QStringList groups;
    for (const WrongAxis::Group& group : found.groups)
        //: a group of requests: %1 its value ("pro"), %2 and %3 numbers of tokens, %4 percent
        groups.append(ProofWords::tr("%1: %2 to %3 tokens, %4 % with code")
                          .arg(toQString(group.value.empty() ? "–" : group.value), countText(group.shortTokens),
                              countText(group.longTokens), countText(group.codePercent)));
    //: %1 a fact ("user tier"), %2 groups of requests
    return ProofWords::tr("The rules tell requests apart by the %1 alone, but what is asked differs much inside each "
                          "group (%2). Look at what is asked as well: its length, code, or task.")
        .arg(factWords(found.fact), groups.join(QStringLiteral("; ")));
}

} // namespace signalbox::ui
