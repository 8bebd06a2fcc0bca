// SPDX-License-Identifier: GPL-3.0-or-later
// The third part of RulesPage: what replay and analysis say of the draft, and the history.
#include "ui/bridge/rules_lab.h"
#include "ui/rules/apply_sheet.h"
#include "ui/rules/config_diff.h"
#include "ui/rules/draft_bar.h"
#include "ui/rules/draft_diff.h"
#include "ui/rules/history_panel.h"
#include "ui/rules/match_panel.h"
#include "ui/rules/reach_pane.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include "core/evals/replay_gate.h"

#include <QLabel>
#include <QStackedLayout>

namespace signalbox::ui {

namespace {

constexpr int kAskAfterMs = 300;
constexpr int kReadAgainMs = 60'000;

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
    connect(m_lab, &RulesLab::failed, this, &RulesPage::askLab);
    connect(m_match, &MatchPanel::moveWanted, this, [this](int above) {
        if (m_proved != nullptr) // the draft may have another order by now
            m_draft.move(currentPlace(), m_draft.rowOf(m_proved->at(std::size_t(above)).id));
    });
    connect(m_match, &MatchPanel::removeWanted, this, &RulesPage::removeRule);
    connect(m_match, &MatchPanel::mendWanted, this, &RulesPage::mendCurrent);
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
        m_overlaps.clear();
        m_model->setWarnings({});
        sayWarnings();
        m_bar->setFigures(tr("What it would do is said when every rule is complete."), {});
        askPreview();
        return;
    }
    askPreview();
    m_lab->analyse(rules, [this, rules](const RulesLab::Findings& found) { showFindings(found, rules); });
    sendReach();
    if (m_draft.isDirty() && m_lab->hasFailed())
        showAnswers({}); // there is nothing to try it on
    else if (m_draft.isDirty())
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
    QStringList explanation = moveTexts(report, name) + remarks;
    explanation.append(latencyText(report));
    explanation.removeAll(QString());
    m_bar->setFigures(text, explanation.join(QLatin1Char('\n')));
    ApplySheet::Figures figures;
    figures.summary = text;
    figures.remarks = remarks.join(QLatin1Char('\n'));
    figures.lines = figureLines(report);
    figures.report = report;
    figures.tiers = m_draft.tierIds();
    figures.tierName = name;
    figures.changed = changedRequests(report, name, now);
    figures.findings = gateFindings(report);
    m_sheet->setFigures(figures);
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
    m_engine.fetchRolledBack(version, this, [this, version](Result<UndoneConfig> undone) {
        const ConfigRead read = undone ? readConfig(undone->text, PriceBook::builtIn()) : ConfigRead {};
        if (read.config == nullptr) {
            m_historyPanel->setProblem(undone ? otherSentences(read.problems) : errorText(undone.error()));
            return;
        }
        RuleDraft then; // a draft of its own, only to compare
        then.setApplied(m_engine.config());
        const RuleJson rules = rulesJson(read.config->rules);
        then.replaceAll({ rules.begin(), rules.end() }, DraftRule::Origin::Own, {});
        const auto now = m_engine.config();
        std::vector<DiffLine> lines = diffOf(then, [this, &now](const std::string& tier) {
            return now->findTier(tier) == nullptr ? goneWords(tier) : tierName(tier);
        });
        const std::vector<DiffLine> others = configDiff(*now, *read.config);
        lines.insert(lines.end(), others.begin(), others.end());
        m_historyPanel->showDiff(version, lines, otherSentences(undone->kept));
    });
}

// What keeps a version from being applied, or what of an import stays.
QString RulesPage::otherSentences(const std::vector<ConfigProblem>& problems)
{
    QStringList sentences;
    for (const ConfigProblem& problem : problems) {
        if (!problem.warning || problem.error.code.find("_kept_") != std::string::npos)
            sentences.append(problemText(problem));
    }
    return sentences.join(QLatin1Char('\n'));
}

bool RulesPage::goBack(qint64 version)
{
    const std::int64_t former = m_engine.status().rulesVersion;
    const ConfigRead read = m_engine.rollBack(version, {});
    const QString problem = read.config == nullptr ? otherSentences(read.problems) : QString();
    m_historyPanel->setProblem(problem);
    if (read.config != nullptr)
        sayGoneBack(read.problems, former);
    else if (m_parts->currentWidget() != m_historyPanel)
        Q_EMIT notice({ problem, {}, {} });
    return read.config != nullptr;
}

void RulesPage::rollBack(qint64 version)
{
    if (goBack(version))
        openHistory();
}

} // namespace signalbox::ui
