// SPDX-License-Identifier: GPL-3.0-or-later
// The third part of RulesPage: what replay and analysis say of the draft, and the history.
#include "ui/bridge/rules_lab.h"
#include "ui/rules/apply_sheet.h"
#include "ui/rules/draft_bar.h"
#include "ui/rules/draft_diff.h"
#include "ui/rules/history_panel.h"
#include "ui/rules/match_panel.h"
#include "ui/rules/moves_table.h"
#include "ui/rules/proof_words.h"
#include "ui/rules/reach_pane.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QDateTime>
#include <QLabel>
#include <QStackedLayout>

namespace signalbox::ui {

namespace {

constexpr int kAskAfterMs = 300;
constexpr int kReadAgainMs = 60'000;

WallUs wallNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

MatchPanel::Remedy remedyFor(const RuleFinding& finding)
{
    if (finding.standing == RuleFinding::Standing::Shadowed && !finding.shadowedBy.empty())
        return MatchPanel::Remedy::MoveAbove;
    return finding.standing == RuleFinding::Standing::Reachable && finding.redundant ? MatchPanel::Remedy::Remove
                                                                                     : MatchPanel::Remedy::None;
}

} // namespace

void RulesPage::buildLab()
{
    m_lab = new RulesLab(m_engine.status().dataDir, &m_engine.prompts(), this);
    m_match = new MatchPanel(this);
    m_editor->below()->addWidget(m_match);
    m_historyPanel = new HistoryPanel(m_theme, this);
    m_parts->addWidget(m_historyPanel);
    m_ask.setSingleShot(true);
    m_ask.setInterval(kAskAfterMs);
    m_readAgain.setInterval(kReadAgainMs);
    connect(&m_ask, &QTimer::timeout, this, &RulesPage::askLab);
    connect(&m_readAgain, &QTimer::timeout, m_lab, &RulesLab::load);
    connect(m_lab, &RulesLab::loaded, this, &RulesPage::trafficRead);
    connect(m_match, &MatchPanel::moveWanted, this, [this](int above) {
        if (m_proved != nullptr) // the draft may have another order by now
            m_draft.move(currentPlace(), m_draft.rowOf(m_proved->at(std::size_t(above)).id));
    });
    connect(m_match, &MatchPanel::removeWanted, this, &RulesPage::removeRule);
    connect(m_match, &MatchPanel::requestWanted, this, &RulesPage::showRequest);
    connect(m_historyPanel, &HistoryPanel::closed, this, &RulesPage::closeSheet);
    connect(m_historyPanel, &HistoryPanel::diffWanted, this, &RulesPage::showVersion);
    connect(m_historyPanel, &HistoryPanel::rollBackWanted, this, &RulesPage::rollBack);
}

void RulesPage::showRequest(const QString& requestId)
{
    Q_EMIT navigate({ QStringLiteral("requests"), requestId, {} });
}

void RulesPage::trafficRead(const std::map<std::string, std::vector<SeenValue>>& seen)
{
    SeenValues values;
    for (const auto& [fact, each] : seen) {
        for (const SeenValue& value : each)
            values.byFact[fact].emplace_back(value.value, value.requests);
    }
    m_reach->setSeen(values);
    m_editor->setSeen(std::move(values));
    askLab();
}

// The rules as core would have them.
RulesPtr RulesPage::completeRules() const
{
    std::vector<Rule> rules;
    rules.reserve(m_draft.rules().size());
    for (const DraftRulePtr& rule : m_draft.rules()) {
        if (!rule->rule())
            return nullptr;
        rules.push_back(*rule->rule());
    }
    return std::make_shared<const std::vector<Rule>>(std::move(rules));
}

void RulesPage::askLab()
{
    if (!m_hits.isActive()) // hidden
        return;
    const RulesPtr rules = completeRules();
    if (rules == nullptr) {
        m_lab->forgetQuestions();
        m_findings.clear();
        m_model->setWarnings({});
        m_bar->setFigures(tr("What it would do is said when every rule is complete."), {});
        askPreview();
        return;
    }
    askPreview();
    m_lab->analyse(rules, [this, rules](const RulesLab::Findings& found) { showFindings(found, rules); });
    sendReach();
    if (m_draft.isDirty())
        m_lab->compare(m_draft.config(), rules, [this](const RulesLab::Comparison& answer) { showAnswers(answer); });
    else
        m_bar->setFigures({}, {});
}

void RulesPage::showAnswers(const RulesLab::Comparison& answer)
{
    const ReplayReport& report = answer.report;
    const auto name = [this](const std::string& tier) { return tierName(tier); };
    const WallUs now = wallNow();
    const QString text = whatIfText(report, now);
    QStringList remarks { whatIfRemarks(report) };
    if (report.unknown > 0 || report.fromPrompts > 0)
        remarks.append(promptText(answer.prompts, now));
    remarks.removeAll(QString());
    m_bar->setFigures(text, (moveTexts(report, name) + remarks).join(QLatin1Char('\n')));
    m_sheet->setFigures((QStringList { text } + remarks).join(QLatin1Char('\n')));
    m_sheet->moves().show(report, m_draft.tierIds(), name);
    m_sheet->setChanged(changedRequests(report, name, now));
}

void RulesPage::askPreview()
{
    const DraftRulePtr rule = m_draft.at(currentPlace());
    if (rule == nullptr || !rule->rule()) {
        m_match->clear();
        return;
    }
    showFinding();
    QStringList children;
    const RuleJson& when = rule->json().at("when");
    for (const RuleJson& child : when.at(groupKind(when)))
        children.append(draftWords(child));
    m_lab->preview(rule->rule()->when,
        [this, children](const RulesLab::Preview& preview) { m_match->showPreview(preview, children, wallNow()); });
}

void RulesPage::showFindings(const RulesLab::Findings& findings, const RulesPtr& rules)
{
    RulesModel::Warnings warnings;
    m_findings.clear();
    m_proved = rules;
    for (const RuleFinding& finding : findings.rules) {
        const std::string& id = rules->at(std::size_t(finding.rule)).id;
        auto texts = findingTexts(finding, *rules);
        if (!texts.second.isEmpty())
            warnings.emplace(id, std::move(texts));
        m_findings.emplace(id, finding);
    }
    m_model->setWarnings(std::move(warnings));
    m_axis->setText(findings.wrongAxis ? wrongAxisText(*findings.wrongAxis) : QString());
    m_axis->setVisible(findings.wrongAxis.has_value());
    showFinding();
}

// What was found about the rule in the editor, with its remedy.
void RulesPage::showFinding()
{
    const DraftRulePtr rule = m_draft.at(currentPlace());
    const auto known = rule == nullptr ? m_findings.end() : m_findings.find(rule->id());
    if (known == m_findings.end()) {
        m_match->showWitness({});
        m_match->showFinding({}, MatchPanel::Remedy::None, -1);
        return;
    }
    const RuleFinding& finding = known->second;
    m_match->showWitness(finding.witness ? witnessText(*finding.witness, *m_proved) : QString());
    m_match->showFinding(findingTexts(finding, *m_proved).second, remedyFor(finding),
        finding.shadowedBy.empty() ? -1 : finding.shadowedBy.front());
}

void RulesPage::openHistory()
{
    std::map<qint64, HistoryPanel::Figures> figures;
    const auto rows = m_lab->newest(std::size_t(WhatIf::kRequests));
    for (const ReplayRow* row : rows) {
        HistoryPanel::Figures& of = figures[row->version];
        ++of.requests;
        of.costNano += row->simulated ? 0 : row->costNano; // no sum mixes it with money
    }
    m_historyPanel->setFigures(std::move(figures), qint64(rows.size()));
    m_parts->setCurrentWidget(m_historyPanel);
    m_historyPanel->focusList();
    m_engine.fetchHistory(this, [this](Result<std::vector<ConfigVersion>> versions) {
        m_historyPanel->setProblem(versions ? QString() : errorText(versions.error()));
        if (versions)
            m_historyPanel->show(*versions, m_engine.status().rulesVersion, wallNow());
    });
}

void RulesPage::showVersion(qint64 version)
{
    m_engine.fetchVersion(version, this, [this, version](Result<ConfigVersion> stored) {
        if (!stored) {
            m_historyPanel->setProblem(errorText(stored.error()));
            return;
        }
        const RuleJson config = RuleJson::parse(stored->text, nullptr, false);
        std::vector<RuleJson> rules;
        if (config.is_object() && config.contains("rules"))
            rules.assign(config["rules"].begin(), config["rules"].end());
        RuleDraft then; // a draft of its own, only to compare
        then.setApplied(m_engine.config());
        then.replaceAll(rules, DraftRule::Origin::Own, {});
        m_historyPanel->showDiff(version, diffOf(then, [this](const std::string& tier) { return tierName(tier); }));
    });
}

void RulesPage::rollBack(qint64 version)
{
    const std::int64_t former = m_engine.status().rulesVersion;
    const ConfigRead read = m_engine.rollBack(version, {});
    if (read.config == nullptr) {
        QStringList sentences;
        for (const ConfigProblem& problem : read.problems) {
            if (!problem.warning)
                sentences.append(problemText(problem));
        }
        m_historyPanel->setProblem(sentences.join(QLatin1Char('\n')));
        return;
    }
    Q_EMIT notice({ appliedText(), tr("Undo"), [this, former] { (void)m_engine.rollBack(former, {}); } });
    openHistory();
}

} // namespace signalbox::ui
