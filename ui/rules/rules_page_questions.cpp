// SPDX-License-Identifier: GPL-3.0-or-later
// The fourth part of RulesPage: questions that can be put to the draft, and what an import left out.
#include "ui/rules/apply_sheet.h"
#include "ui/rules/dry_run_pane.h"
#include "ui/rules/import_report.h"
#include "ui/rules/reach_pane.h"
#include "ui/rules/recorded_pane.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"

#include "core/proxy/version_worlds.h"

#include <QAction>
#include <QLabel>
#include <QStackedLayout>

namespace signalbox::ui {

namespace {

constexpr std::size_t kRequestsToPick = 200;

} // namespace

void RulesPage::buildQuestions()
{
    m_importReport = new ImportReport(m_theme, this);
    const auto name = [this](const std::string& tier) { return tierName(tier); };
    m_recorded = new RecordedPane(
        m_theme, [this](const RequestRecord& record, RecordedPane::Rules rules) { return decideRecord(record, rules); },
        name, this);
    m_reach = new ReachPane(m_theme, this);
    for (Sheet* sheet : { static_cast<Sheet*>(m_importReport), static_cast<Sheet*>(m_reach) }) {
        m_parts->addWidget(sheet);
        connect(sheet, &Sheet::closed, this, &RulesPage::closeSheet);
    }
    m_parts->addWidget(m_recorded);
    connect(m_recorded, &Sheet::closed, this, &RulesPage::leaveRecorded);
    connect(m_recorded, &RecordedPane::requestWanted, this, &RulesPage::decideAgain);
    connect(m_recorded, &RecordedPane::inspectWanted, this, &RulesPage::showRequest);
    connect(m_recorded, &RecordedPane::ruleWanted, this, [this](const QString& rule) {
        closeSheet();
        selectRule(rule);
    });
    connect(m_reach, &ReachPane::asked, this, &RulesPage::sendReach);
    connect(m_sheet, &ApplySheet::requestWanted, this, [this](const QString& request) {
        decideAgain(request);
        m_backToSheet = true;
    });
    m_dryRun->addWay(m_actions.recorded);
    m_dryRun->addWay(m_actions.reach);
    m_recorded->addWay(m_actions.tryOut);
    m_reach->addWay(m_actions.tryOut);
}

DryRun RulesPage::decideRecord(const RequestRecord& record, RecordedPane::Rules rules) const
{
    if (rules == RecordedPane::Rules::InForce)
        return decideRecorded(record, replayWorldOf(m_engine.config()), m_engine.prompts(), m_lab->asked());
    std::vector<Rule> complete; // what is not complete yet can't take a request
    for (const DraftRulePtr& rule : m_draft.rules()) {
        if (rule->rule())
            complete.push_back(*rule->rule());
    }
    const RuleSet set = sealedRules(std::move(complete), m_draft.config()->rules.intents);
    ReplayWorld world = replayWorldOf(m_draft.config());
    world.rules = &set;
    return decideRecorded(record, world, m_engine.prompts(), m_lab->asked());
}

void RulesPage::decideAgain(const QString& requestId)
{
    if (m_parts->currentWidget() != m_recorded)
        pickRecorded();
    m_engine.fetchRequest(toStd(requestId), this, [this](Result<RequestRecord> record) {
        if (record)
            m_recorded->show(*record, m_engine.status().rulesVersion);
        else
            m_recorded->showProblem(errorText(record.error()));
    });
}

void RulesPage::pickRecorded()
{
    m_backToSheet = false;
    const WallUs now = wallNow();
    std::vector<std::pair<std::string, QString>> requests;
    for (const ReplayRow* row : m_lab->newest(kRequestsToPick)) {
        QStringList parts { momentText(row->at, now), tierName(row->tier), toQString(row->facts.feature),
            toQString(row->facts.clientKey), reasonText(toQString(row->reason), {}) };
        parts.removeAll(QString());
        requests.emplace_back(row->id, parts.join(QStringLiteral(" · ")));
    }
    m_recorded->setRequests(requests);
    m_parts->setCurrentWidget(m_recorded);
    m_recorded->focusChoice();
}

// Back to where it was opened from.
void RulesPage::leaveRecorded()
{
    if (!m_backToSheet)
        return closeSheet();
    m_backToSheet = false;
    m_parts->setCurrentWidget(m_sheet);
    m_sheet->focusApply();
}

void RulesPage::askReach()
{
    m_parts->setCurrentWidget(m_reach);
    m_reach->focusCondition();
    sendReach();
}

void RulesPage::askReachOfRule()
{
    const DraftRulePtr rule = m_draft.at(currentPlace());
    if (rule == nullptr)
        return;
    m_reach->setCondition(rule->json().at("when"));
    askReach();
}

void RulesPage::sendReach()
{
    if (m_parts->currentWidget() != m_reach)
        return;
    const RulesPtr rules = completeRules();
    const std::optional<Condition> which = m_reach->condition();
    if (rules == nullptr || !which) {
        m_reach->showProblem(rules != nullptr ? tr("It is said when the condition is complete.")
                                              : tr("It is said when every rule of the draft is complete."));
        return;
    }
    m_lab->reach(m_draft.config(), rules, *which,
        [this, rules](const RulesLab::Reach& answers) { m_reach->showAnswers(answers, *rules); });
}

void RulesPage::edit(int place)
{
    closeSheet();
    if (const DraftRulePtr rule = m_draft.at(place))
        selectRule(toQString(rule->id()));
}

void RulesPage::showPart(Part part)
{
    switch (part) {
    case Part::List:
        return closeSheet();
    case Part::Review:
        return review();
    case Part::TryOut:
        return tryOut();
    case Part::Recorded:
        pickRecorded();
        if (const auto newest = m_lab->newest(1); !newest.empty())
            decideAgain(toQString(newest.front()->id));
        return;
    case Part::Reach:
        return askReachOfRule();
    case Part::History:
        return openHistory();
    case Part::LeftOut:
        return showLeftOut();
    }
}

void RulesPage::showLeftOut()
{
    m_parts->setCurrentWidget(m_importReport);
    m_importReport->focusList();
}

} // namespace signalbox::ui
