// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of RulesPage: what is done with rules and with the draft as a whole.
#include "ui/rules/apply_sheet.h"
#include "ui/rules/draft_diff.h"
#include "ui/rules/dry_run_pane.h"
#include "ui/rules/import_report.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rules_file.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include "core/proxy/config_undo.h"

#include <QAction>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QStackedLayout>
#include <QUrl>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

int RulesPage::currentPlace() const
{
    return m_model->placeOf(m_view->currentRow());
}

void RulesPage::showCurrent()
{
    const int row = m_view->currentRow();
    const DraftRulePtr rule = m_model->rule(row);
    const int place = m_model->placeOf(row);
    if (rule != nullptr && place < 0)
        m_editor->showRemoved(rule->title());
    else
        m_editor->show(rule, m_draft.isLast(place) ? RuleEditor::Scope::LastRule : RuleEditor::Scope::Whole);
    updateActions();
    askPreview();
}

void RulesPage::selectRule(const QString& ruleId)
{
    const int row = ruleId.isEmpty() ? m_view->currentRow() : m_model->rowOf(toStd(ruleId));
    m_view->select(row >= 0 ? row : std::min(std::max(0, m_view->currentRow()), m_model->rowCount() - 1));
    showCurrent();
}

void RulesPage::open(const PageTarget& target)
{
    if (target.item.startsWith("from:"_L1)) {
        m_engine.fetchRequest(toStd(target.item.mid(5)), this, [this](Result<RequestRecord> record) {
            if (record)
                addFrom(*record);
            else
                Q_EMIT notice({ errorText(record.error()), {}, {} });
        });
        return;
    }
    if (target.item == "history"_L1)
        return openHistory();
    if (target.item.startsWith("again:"_L1))
        return decideAgain(target.item.mid(6));
    if (m_model->rowOf(toStd(target.item)) < 0)
        return;
    closeSheet();
    selectRule(target.item);
    m_view->setFocus();
}

void RulesPage::addRule()
{
    closeSheet();
    const int place = currentPlace();
    const int last = int(m_draft.rules().size()) - 1;
    const std::string id = m_draft.add(place < 0 ? last : std::min(place + 1, last), tr("New rule"));
    selectRule(toQString(id));
    m_editor->focusName();
}

void RulesPage::duplicateRule()
{
    (void)m_draft.duplicate(currentPlace()); // the copy is selected, because the step is about it
}

void RulesPage::removeRule()
{
    const int place = currentPlace();
    const DraftRulePtr rule = m_draft.at(place);
    if (rule == nullptr || m_draft.isLast(place))
        return;
    m_draft.remove(place);
    const int step = m_draft.stack().index();
    Q_EMIT notice({ tr("Deleted “%1” from the draft").arg(rule->title()), tr("Undo"), [this, step, id = rule->id()] {
                       if (m_draft.stack().index() == step)
                           m_draft.stack().undo();
                       else
                           m_draft.restore(id);
                   } });
}

void RulesPage::restoreRule()
{
    const int row = m_view->currentRow();
    if (m_model->isRemoved(row))
        m_draft.restore(m_model->rule(row)->id());
}

void RulesPage::moveUp()
{
    m_draft.move(currentPlace(), currentPlace() - 1);
}

void RulesPage::moveDown()
{
    m_draft.move(currentPlace(), currentPlace() + 1);
}

void RulesPage::askPlace()
{
    const int place = currentPlace();
    const DraftRulePtr rule = m_draft.at(place);
    if (rule == nullptr || m_draft.isLast(place))
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("Move rule"));
    const int most = int(m_draft.rules().size()) - 1;
    //: %1 is the name of a rule, %2 a number
    dialog->setLabelText(tr("New place of “%1”, from 1 to %2:").arg(rule->title(), QString::number(most)));
    dialog->setIntRange(1, std::max(1, most));
    dialog->setIntValue(place + 1);
    connect(dialog, &QInputDialog::intValueSelected, this,
        [this, id = rule->id()](int wanted) { m_draft.move(m_draft.rowOf(id), wanted - 1); });
    dialog->open();
}

void RulesPage::dropRule(int row, int before)
{
    const int from = m_model->placeOf(row);
    const int to = m_model->placeBefore(before);
    m_draft.move(from, to > from ? to - 1 : to);
}

void RulesPage::turnRule()
{
    const int place = currentPlace();
    if (const DraftRulePtr rule = m_draft.at(place))
        m_draft.setOn(place, rule->on() ? Qt::Unchecked : Qt::Checked);
}

void RulesPage::showRequests()
{
    const DraftRulePtr rule = m_model->rule(m_view->currentRow());
    if (rule == nullptr)
        return;
    PageTarget target { u"requests"_s, {}, {} };
    target.filter.ruleId = rule->id();
    Q_EMIT navigate(target);
}

void RulesPage::editRule(const RuleJson& rule, const std::string& field)
{
    const int place = currentPlace();
    const DraftRulePtr former = m_draft.at(place);
    if (former != nullptr)
        //: a step that can be undone; %1 is the name of a rule
        m_draft.edit(place, rule, field, tr("edit “%1”").arg(former->title()));
}

void RulesPage::markReviewed()
{
    m_draft.markReviewed(currentPlace());
}

void RulesPage::addFrom(const RequestRecord& record)
{
    const Result<Facts> facts = factsFromJson(record.factsJson);
    if (!facts) {
        Q_EMIT notice({ errorText(facts.error()), {}, {} });
        return;
    }
    RuleJson tests = RuleJson::array();
    const auto text = [&tests](const char* fact, const std::string& value) {
        if (!value.empty())
            tests.push_back({ { "fact", fact }, { "is", value } });
    };
    text("feature", facts->feature);
    text("user_tier", facts->userTier);
    if (facts->stakes != "normal")
        text("stakes", facts->stakes);
    for (const auto& [fact, holds] : { std::pair("code", facts->code), std::pair("tools", facts->tools),
             std::pair("images", facts->images), std::pair("json", facts->json) }) {
        if (holds)
            tests.push_back({ { "fact", fact }, { "is", true } });
    }
    if (tests.empty())
        text("client_key", facts->clientKey);
    const std::vector<std::string>& tiers = m_draft.tierIds();
    const bool known = std::ranges::find(tiers, record.tier) != tiers.end();
    const QString name = facts->feature.empty() ? tr("Requests like this one") : toQString(facts->feature);
    RuleJson rule = newRuleJson({}, toStd(name), known || tiers.empty() ? record.tier : tiers.front());
    rule["when"] = { { "all", tests } };
    const int winner = m_draft.rowOf(record.ruleId); // first match wins, so it has to stand before the one that won
    closeSheet();
    const std::string id
        //: a step that can be undone: "Undo add “Code for paying users”"
        = m_draft.insert(winner < 0 ? 0 : winner, std::move(rule), tr("add “%1”").arg(name));
    selectRule(toQString(id));
    m_editor->focusName();
}

void RulesPage::undo()
{
    closeSheet();
    if (importIsLast())
        return undoImport();
    const bool leavesImport = m_lastImport && m_draft.stack().index() == m_lastImport->step;
    m_draft.stack().undo();
    m_draft.breakMerging();
    if (leavesImport)
        Q_EMIT notice({ tr("Only the rules go back, in the draft. Tiers and providers of the import stay, because "
                           "something else was applied since: the history takes them back."),
            {}, {} });
}

void RulesPage::redo()
{
    closeSheet();
    m_draft.stack().redo();
    m_draft.breakMerging();
}

void RulesPage::discard()
{
    m_draft.revert();
    const int step = m_draft.stack().index();
    Q_EMIT notice({ tr("Draft discarded"), tr("Undo"), [this, step] {
                       if (m_draft.stack().index() == step)
                           m_draft.stack().undo();
                   } });
}

void RulesPage::review()
{
    for (const DraftRulePtr& rule : m_draft.rules()) {
        if (rule->rule())
            continue;
        closeSheet();
        selectRule(toQString(rule->id()));
        m_editor->focusName();
        Q_EMIT notice(
            { tr("“%1” is not complete. The marked places say what is missing.").arg(rule->title()), {}, {} });
        return;
    }
    const auto name = [this](const std::string& tier) { return tierName(tier); };
    m_sheet->setProblems({});
    m_sheet->show(diffOf(m_draft, name), m_engine.status().rulesVersion > 0 ? m_engine.status().rulesVersion + 1 : 0);
    m_parts->setCurrentWidget(m_sheet);
    sayWarnings();
    if (m_ask.isActive()) { // no need to wait for a pause in the typing any more
        m_ask.stop();
        askLab();
    }
    m_sheet->focusApply();
}

void RulesPage::closeSheet()
{
    m_backToSheet = false;
    if (m_parts->currentIndex() == 0)
        return;
    m_parts->setCurrentIndex(0);
    m_view->setFocus(Qt::OtherFocusReason);
}

void RulesPage::tryOut()
{
    m_parts->setCurrentWidget(m_dryRun);
    m_dryRun->focusRequest();
}

DryRun RulesPage::runDraft(const DryRunInput& input) const
{
    std::vector<Rule> rules; // what is not complete yet can't take a request
    for (const DraftRulePtr& rule : m_draft.rules()) {
        if (rule->rule())
            rules.push_back(*rule->rule());
    }
    const auto config = m_draft.config();
    RuleSet set = sealedRules(std::move(rules), config->rules.intents);
    set.version = m_engine.status().rulesVersion;
    return dryRun(input, *config, set, m_engine.breakers());
}

// Where the version comes from: from an import, and against which findings of the gate.
std::string RulesPage::origin() const
{
    const auto isImported = [](const DraftRulePtr& rule) { return rule->origin() == DraftRule::Origin::Imported; };
    const bool import = m_draft.companions() != nullptr || std::ranges::any_of(m_draft.rules(), isImported);
    std::string origin = import ? "import" : "apply";
    for (const std::string& finding : m_sheet->findings())
        origin += (origin.find(':') == std::string::npos ? ":" : ",") + finding;
    return origin;
}

void RulesPage::apply()
{
    if (!m_sheet->mayApply())
        return m_sheet->focusApply();
    const auto former = m_engine.config();
    const bool import = m_draft.companions() != nullptr;
    const int stepBefore = m_cleanStep;
    const Result<std::string> text = withRules(former->text, m_draft.storedRules(), m_draft.companions());
    if (!text)
        return showProblems({ { {}, 0, 0, text.error(), false } });
    const ConfigRead read = m_engine.apply(*text, { origin(), m_sheet->note() });
    if (read.config == nullptr)
        return showProblems(read.problems);
    m_sheet->clearNote();
    m_draft.breakMerging();
    closeSheet();
    m_lastImport.reset();
    if (import)
        m_lastImport =
            AppliedImport { former, read.config, m_engine.status().rulesVersion, stepBefore, m_draft.stack().index() };
    updateActions();
    Q_EMIT notice({ appliedText(), tr("Undo"), [this, former, applied = read.config] {
                       if (m_lastImport && m_lastImport->applied == applied && importIsLast())
                           undoImport();
                       else
                           (void)undoApplied(*former, *applied);
                   } });
}

// Whether nothing was applied or edited since an import was applied.
bool RulesPage::importIsLast()
{
    return m_lastImport && m_draft.stack().index() == m_lastImport->step && !m_draft.isDirty()
        && m_engine.status().rulesVersion == m_lastImport->version
        && m_engine.config()->rules.hash == m_lastImport->applied->rules.hash;
}

// Undo means the same wherever it is asked for: what came with the import goes with it.
void RulesPage::undoImport()
{
    const AppliedImport import = *m_lastImport;
    if (!undoApplied(*import.former, *import.applied))
        return;
    m_lastImport.reset();
    m_draft.stack().setIndex(import.stepBefore);
    m_draft.breakMerging();
    updateActions();
}

// The rules as they were, and without the tiers and providers that came with them; what was changed since stays.
bool RulesPage::undoApplied(const Config& former, const Config& applied)
{
    const RuleJson rules = RuleJson::parse(former.text, nullptr, false).value("rules", RuleJson::array());
    const Result<std::string> text = withRules(m_engine.config()->text, rules, nullptr);
    if (!text) {
        showProblems({ { {}, 0, 0, text.error(), false } });
        return false;
    }
    const UndoneConfig undone = withoutAdditions(*text, former.text, applied.text);
    const std::int64_t version = m_engine.status().rulesVersion;
    ConfigRead read = m_engine.apply(
        undone.text, { former.rules.version > 0 ? "rollback:" + std::to_string(former.rules.version) : "apply", {} });
    if (read.config == nullptr) {
        showProblems(read.problems);
        return false;
    }
    sayGoneBack(undone.kept, version);
    return true;
}

// With what could not be taken back; version: the one that undoing this goes back to, 0: none.
void RulesPage::sayGoneBack(const std::vector<ConfigProblem>& problems, qint64 version)
{
    QStringList sentences { appliedText() };
    for (const ConfigProblem& problem : problems) {
        if (problem.error.code.find("_kept_") != std::string::npos)
            sentences.append(errorSentence(problem.error));
    }
    const auto redo = [this, version] { (void)goBack(version); };
    Q_EMIT notice({ sentences.join(sentences.size() > 1 ? u". "_s : QString()), version > 0 ? tr("Undo") : QString(),
        version > 0 ? std::function<void()>(redo) : std::function<void()>() });
}

QString RulesPage::appliedText() const
{
    const std::int64_t version = m_engine.status().rulesVersion;
    return version > 0 ? tr("Version %1 applied").arg(version) : tr("Rules applied");
}

void RulesPage::showProblems(const std::vector<ConfigProblem>& problems)
{
    QStringList sentences;
    for (const ConfigProblem& problem : problems) {
        if (!problem.warning)
            sentences.append(problemText(problem));
    }
    m_sheet->setProblems(sentences.join(u'\n'));
    if (m_parts->currentIndex() == 0)
        Q_EMIT notice({ sentences.join(u' '), {}, {} });
}

void RulesPage::askImport()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import rules"), {}, tr("Rules and configurations (*.json *.yaml *.yml);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void RulesPage::importFile(const QString& path)
{
    const Result<std::string> text = readTextFile(toStd(path));
    const Result<ImportedRules> import = text ? importRules(*text, *m_engine.config()) : tl::unexpected(text.error());
    if (!import) {
        Q_EMIT notice({ tr("Nothing was imported: %1").arg(errorSentence(import.error())), {}, {} });
        return;
    }
    closeSheet();
    //: a step that can be undone
    m_draft.replaceAll(import->rules, DraftRule::Origin::Imported, tr("import rules"), import->companions);
    m_view->select(m_model->rowOf(m_draft.rules().front()->id()));
    m_importReport->show(*import);
    m_actions.leftOut->setEnabled(!import->unmapped.empty());
    if (!import->unmapped.empty())
        showLeftOut();
    const int step = m_draft.stack().index();
    Q_EMIT notice({ tr("%n rule(s) imported into the draft. Look at them before you apply it.", nullptr,
                        int(import->rules.size())),
        tr("Undo"), [this, step] {
            while (m_draft.stack().canUndo() && m_draft.stack().index() >= step) // with what was done to them
                m_draft.stack().undo();
        } });
}

void RulesPage::askExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export rules"), u"signalbox-rules.json"_s, tr("Rules (*.json);;All files (*)"));
    if (!path.isEmpty())
        exportFile(path);
}

void RulesPage::exportFile(const QString& path)
{
    QFile file(path);
    const std::string text = exportText(m_draft);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(text.data(), qint64(text.size())) >= 0 && file.flush();
    //: %1 is a path
    Q_EMIT notice(
        { written ? tr("Rules exported: %1").arg(path) : errorText({ "file_unwritable", { { "path", toStd(path) } } }),
            {}, {} });
}

void RulesPage::openFile()
{
    const QString path = toQString(m_engine.status().configPath);
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        Q_EMIT notice({ tr("No program opened the file. It is here: %1").arg(path), {}, {} });
}

void RulesPage::readFileAgain()
{
    const Result<std::string> text = readTextFile(m_engine.status().configPath);
    if (!text) {
        m_problems->setText(errorText(text.error()));
        m_problems->show();
        return;
    }
    const std::string former = m_engine.config()->text;
    const ConfigRead read = m_engine.apply(*text);
    QStringList sentences;
    for (const ConfigProblem& problem : read.problems) {
        if (!problem.warning)
            sentences.append(problemText(problem));
    }
    m_problems->setText(sentences.join(u'\n'));
    m_problems->setVisible(read.config == nullptr);
    if (read.config != nullptr)
        Q_EMIT notice({ appliedText(), tr("Undo"), [this, former] { (void)m_engine.apply(former); } });
}

} // namespace signalbox::ui
