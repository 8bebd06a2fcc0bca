// SPDX-License-Identifier: GPL-3.0-or-later
// The fifth part of RulesPage: warnings about rules, and the steps that mend them.
#include "ui/rules/apply_sheet.h"
#include "ui/rules/match_panel.h"
#include "ui/rules/proof_words.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/format.h"

#include <QAction>
#include <QLabel>
#include <QStackedLayout>

namespace signalbox::ui {

namespace {

MatchPanel::Remedy remedyFor(const RuleFinding& finding)
{
    if (finding.standing == RuleFinding::Standing::Shadowed && !finding.shadowedBy.empty())
        return MatchPanel::Remedy::MoveAbove;
    return finding.standing == RuleFinding::Standing::Reachable && finding.redundant ? MatchPanel::Remedy::Remove
                                                                                     : MatchPanel::Remedy::None;
}

} // namespace

void RulesPage::buildWarnings()
{
    m_actions.mend = rowAction(&RulesPage::mendCurrent);
    connect(&m_engine, &Engine::keysChanged, this, &RulesPage::lookForTroubles);
    connect(&m_engine, &Engine::pulled, this, [this] {
        if (m_hits.isActive() && hindrances() != m_hindrances) // shown, and a breaker or a key has changed
            lookForTroubles();
    });
}

void RulesPage::showFindings(const RulesLab::Findings& findings, const RulesPtr& rules)
{
    RulesModel::Warnings warnings;
    m_findings.clear();
    m_overlaps.clear();
    m_proved = rules;
    for (const RuleFinding& finding : findings.rules) {
        const std::string& id = rules->at(std::size_t(finding.rule)).id;
        if (const auto overlap = findings.overlaps.find(finding.rule); overlap != findings.overlaps.end())
            m_overlaps.emplace(id, overlap->second);
        auto texts = textsOf(finding);
        if (!texts.second.isEmpty())
            warnings.emplace(id, std::move(texts));
        m_findings.emplace(id, finding);
    }
    m_model->setWarnings(std::move(warnings));
    m_axis->setText(findings.wrongAxis ? wrongAxisText(*findings.wrongAxis) : QString());
    m_axis->setVisible(findings.wrongAxis.has_value());
    showFinding();
    sayWarnings();
}

std::pair<QString, QString> RulesPage::textsOf(const RuleFinding& finding) const
{
    const auto overlap = m_overlaps.find(m_proved->at(std::size_t(finding.rule)).id);
    return findingTexts(finding, *m_proved, overlap == m_overlaps.end() ? nullptr : &overlap->second);
}

Hindrances RulesPage::hindrances() const
{
    Hindrances now;
    for (const SecretStore::View& each : m_engine.secrets()) {
        if (each.loaded)
            now.secrets.insert(each.reference);
    }
    for (const Breakers::View& each : m_engine.breakers()) {
        if (each.state == BreakerState::Open)
            now.openBreakers.insert(each.deployment);
    }
    return now;
}

void RulesPage::lookForTroubles()
{
    m_hindrances = hindrances();
    m_troubles.clear();
    RulesModel::Warnings warnings;
    std::map<std::string, std::optional<RouteTrouble>> known; // many rules route the same way
    for (const DraftRulePtr& rule : m_draft.rules()) {
        if (!rule->rule() || !rule->on())
            continue;
        const RouteAction& route = rule->rule()->route;
        std::string way = route.pin;
        for (const std::string& tier : route.tiers)
            way += "\n" + tier;
        const auto [place, added] = known.try_emplace(way);
        if (added)
            place->second = troubleOf(
                route, *m_draft.config(), m_hindrances, [this](const std::string& tier) { return tierName(tier); });
        if (!place->second)
            continue;
        warnings.emplace(rule->id(), std::pair(place->second->badge, place->second->sentence));
        m_troubles.emplace(rule->id(), *place->second);
    }
    m_model->setTroubles(std::move(warnings));
    showFinding();
    sayWarnings();
}

QString RulesPage::remedyText(const RouteTrouble& trouble) const
{
    return trouble.remedy == RouteTrouble::Remedy::AddKey
        //: a button: %1 is a provider
        ? tr("Add a key for %1").arg(toQString(trouble.target))
        //: a button: %1 is a tier
        : tr("Show %1").arg(tierName(trouble.target));
}

// What was found about the rule in the editor, with its remedies.
void RulesPage::showFinding()
{
    const DraftRulePtr rule = m_draft.at(currentPlace());
    const auto trouble = rule == nullptr ? m_troubles.end() : m_troubles.find(rule->id());
    const bool troubled = trouble != m_troubles.end();
    m_match->showTrouble(
        troubled ? trouble->second.sentence : QString(), troubled ? remedyText(trouble->second) : QString());
    m_actions.mend->setEnabled(troubled);
    m_actions.mend->setText(troubled ? remedyText(trouble->second) : tr("Show what the rule's tier lacks"));
    const auto known = rule == nullptr ? m_findings.end() : m_findings.find(rule->id());
    if (known == m_findings.end()) {
        m_match->showWitness({});
        m_match->showFinding({}, MatchPanel::Remedy::None, -1);
        return;
    }
    const RuleFinding& finding = known->second;
    m_match->showWitness(finding.witness ? witnessText(*finding.witness, *m_proved) : QString());
    m_match->showFinding(
        textsOf(finding).second, remedyFor(finding), finding.shadowedBy.empty() ? -1 : finding.shadowedBy.front());
}

// All of them, for the review.
void RulesPage::sayWarnings()
{
    if (m_parts->currentIndex() != m_parts->indexOf(m_sheet))
        return;
    std::vector<WarningLine> lines;
    for (std::size_t at = 0; at < m_draft.rules().size(); ++at) {
        const DraftRule& rule = *m_draft.rules()[at];
        //: a rule in a list: %1 its place, %2 its name
        const QString name = tr("%1 “%2”").arg(at + 1).arg(rule.title());
        if (rule.origin() == DraftRule::Origin::Imported)
            lines.push_back({ WarningLine::Source::Proof, rule.id(), name,
                tr("It came from an import, and nobody has looked at it yet."), tr("Show the rule") });
        const auto finding = m_findings.find(rule.id());
        const auto said = finding == m_findings.end() ? std::pair<QString, QString>() : textsOf(finding->second);
        if (!said.first.isEmpty()) // what is only remarked stands in the editor
            lines.push_back({ WarningLine::Source::Proof, rule.id(), name, said.second, tr("Show the rule") });
        if (const auto trouble = m_troubles.find(rule.id()); trouble != m_troubles.end())
            lines.push_back(
                { WarningLine::Source::Route, rule.id(), name, trouble->second.sentence, remedyText(trouble->second) });
    }
    m_sheet->setWarnings(lines);
}

void RulesPage::mend(const WarningLine& line)
{
    if (line.source == WarningLine::Source::Route)
        return mendRoute(line.ruleId);
    closeSheet();
    selectRule(toQString(line.ruleId));
}

void RulesPage::mendCurrent()
{
    if (const DraftRulePtr rule = m_draft.at(currentPlace()))
        mendRoute(rule->id());
}

// The draft stays as it is meanwhile.
void RulesPage::mendRoute(const std::string& ruleId)
{
    const auto trouble = m_troubles.find(ruleId);
    if (trouble == m_troubles.end())
        return;
    const bool key = trouble->second.remedy == RouteTrouble::Remedy::AddKey;
    const std::string target = trouble->second.target;
    const auto base = m_draft.base();
    const bool applied = key ? base->findProvider(target) != nullptr : base->findTier(target) != nullptr;
    if (!applied) {
        Q_EMIT notice({ tr("%1 comes with the draft: apply it first.").arg(toQString(target)), {}, {} });
        return;
    }
    Q_EMIT navigate({ key ? QStringLiteral("keys") : QStringLiteral("tiers"), toQString(target), {} });
}

} // namespace signalbox::ui
