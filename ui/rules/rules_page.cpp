// SPDX-License-Identifier: GPL-3.0-or-later
// The first half of RulesPage: its parts, their texts, and what is in force. The second is rules_page_edit.cpp.
#include "ui/rules/rules_page.h"

#include "ui/rules/apply_sheet.h"
#include "ui/rules/condition_words.h"
#include "ui/rules/draft_bar.h"
#include "ui/rules/draft_file.h"
#include "ui/rules/dry_run_pane.h"
#include "ui/rules/history_panel.h"
#include "ui/rules/import_report.h"
#include "ui/rules/match_panel.h"
#include "ui/rules/reach_pane.h"
#include "ui/rules/rule_editor.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/part_splitter.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr int kTitleWidth = 100; ///< of the page, at 100 % text size
constexpr int kEditorWidth = 360;
constexpr int kListWidth = 400;
constexpr WallUs kDayUs = 86'400'000'000;
constexpr std::chrono::seconds kHitsEvery { 10 };
constexpr std::chrono::milliseconds kKeepAfter { 150 };

/// One in front of the others. Each of them scrolls by itself, so what another one wraps is no reason for the page to
/// be higher than its window.
class Parts final : public QStackedLayout {
public:
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
};

std::string draftPath(const std::string& dataDir)
{
    return dataDir.empty() ? std::string() : dataDir + "/rules-draft.json";
}

} // namespace

RulesPage::RulesPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_file(std::make_unique<DraftFile>(draftPath(engine.status().dataDir)))
    , m_model(new RulesModel(m_draft, theme, this))
    , m_header(new SectionHeader(this))
    , m_problems(makeParagraph(this, Tone::Error))
    , m_note(makeParagraph(this))
    , m_axis(makeParagraph(this, Tone::Warning))
{
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(Theme::kSpace);
    buildHeader();
    m_bar = new DraftBar(m_draft, { m_actions.undo, m_actions.redo, m_actions.discard, m_actions.review }, this);
    column->addWidget(m_header);
    column->addWidget(m_problems);
    auto* barArea = new QWidget(this); // the bar hides itself where there is no draft
    auto* barColumn = new QVBoxLayout(barArea);
    barColumn->setContentsMargins(0, 0, 0, 0);
    barColumn->addWidget(m_bar);
    column->addWidget(barArea);
    buildBody();
    connect(m_parts, &QStackedLayout::currentChanged, this, [this, barArea](int part) {
        barArea->setVisible(part == 0);
        m_header->setVisible(part == 0); // a sheet has a head of its own
    });
    column->addLayout(m_parts, 1);
    column->addWidget(m_axis);
    column->addWidget(m_note);
    m_axis->hide();
    m_problems->hide();
    connectParts();
    m_hits.setInterval(kHitsEvery);
    m_keep.setInterval(kKeepAfter);
    m_keep.setSingleShot(true);
    configChanged();
    loadDraft();
    retranslate();
    m_view->select(0);
    QTimer::singleShot(0, this, &RulesPage::sayBadge); // nobody listens yet
}

RulesPage::~RulesPage()
{
    m_draft.disconnect(); // what goes with the page must not be heard any more
    m_draft.stack().disconnect();
    m_view->selectionModel()->disconnect(this);
    if (m_keep.isActive())
        keepDraft();
}

QAction* RulesPage::action(void (RulesPage::*slot)(), const QKeySequence& shortcut)
{
    auto* made = new QAction(this);
    made->setShortcut(shortcut);
    connect(made, &QAction::triggered, this, slot);
    addAction(made);
    return made;
}

// Acts on the row that is selected; its key counts while the list has the focus.
QAction* RulesPage::rowAction(void (RulesPage::*slot)(), const QKeySequence& shortcut)
{
    QAction* made = action(slot, shortcut);
    removeAction(made);
    made->setShortcutContext(Qt::WidgetShortcut);
    return made;
}

void RulesPage::buildActions()
{
    m_actions.add = action(&RulesPage::addRule, QKeySequence(u"Ctrl+N"_s));
    m_actions.duplicate = rowAction(&RulesPage::duplicateRule, QKeySequence(u"Ctrl+D"_s));
    m_actions.remove = rowAction(&RulesPage::removeRule, QKeySequence(Qt::Key_Delete));
    m_actions.restore = rowAction(&RulesPage::restoreRule);
    m_actions.up = rowAction(&RulesPage::moveUp, QKeySequence(u"Alt+Up"_s));
    m_actions.down = rowAction(&RulesPage::moveDown, QKeySequence(u"Alt+Down"_s));
    m_actions.moveTo = rowAction(&RulesPage::askPlace, QKeySequence(u"Ctrl+M"_s));
    m_actions.turn = rowAction(&RulesPage::turnRule, QKeySequence(Qt::Key_Space));
    m_actions.undo = action(&RulesPage::undo, QKeySequence(u"Ctrl+Z"_s));
    m_actions.redo = action(&RulesPage::redo, QKeySequence(u"Ctrl+Shift+Z"_s));
    m_actions.discard = action(&RulesPage::discard);
    m_actions.review = action(&RulesPage::review);
    m_actions.review->setShortcuts({ QKeySequence(u"Ctrl+S"_s), QKeySequence(u"Ctrl+Shift+P"_s) });
    m_actions.bringIn = action(&RulesPage::askImport);
    m_actions.takeOut = action(&RulesPage::askExport);
    m_actions.requests = rowAction(&RulesPage::showRequests);
    m_actions.tryOut = action(&RulesPage::tryOut, QKeySequence(u"Ctrl+T"_s));
    m_actions.history = action(&RulesPage::openHistory, QKeySequence(u"Ctrl+H"_s));
    m_actions.openFile = action(&RulesPage::openFile);
    m_actions.again = action(&RulesPage::readFileAgain);
    setWriting(*m_actions.again);
    m_actions.recorded = action(&RulesPage::pickRecorded);
    m_actions.reach = action(&RulesPage::askReach);
    m_actions.reachOf = rowAction(&RulesPage::askReachOfRule);
    m_actions.leftOut = action(&RulesPage::showLeftOut);
    m_actions.leftOut->setEnabled(false);
    buildWarnings();
}

void RulesPage::buildHeader()
{
    m_try = makeButton(ButtonKind::Plain, m_header);
    m_history = makeButton(ButtonKind::Plain, m_header);
    m_import = makeButton(ButtonKind::Plain, m_header);
    m_export = makeButton(ButtonKind::Plain, m_header);
    m_new = makeButton(ButtonKind::Primary, m_header);
    m_more = makeButton(ButtonKind::Plain, m_header);
    auto* menu = new QMenu(m_more);
    menu->addActions({ m_actions.tryOut, m_actions.history, m_actions.bringIn, m_actions.takeOut });
    m_more->setMenu(menu);
    for (QPushButton* button : { m_try, m_history, m_import, m_export, m_more, m_new })
        m_header->addAction(button);
    connect(m_try, &QPushButton::clicked, m_actions.tryOut, &QAction::trigger);
    connect(m_history, &QPushButton::clicked, m_actions.history, &QAction::trigger);
    connect(m_import, &QPushButton::clicked, m_actions.bringIn, &QAction::trigger);
    connect(m_export, &QPushButton::clicked, m_actions.takeOut, &QAction::trigger);
    connect(m_new, &QPushButton::clicked, m_actions.add, &QAction::trigger);
}

// With a large text the buttons become a menu.
void RulesPage::foldHeader()
{
    int wanted = m_theme.scaled(kTitleWidth);
    for (const QPushButton* button : { m_try, m_history, m_import, m_export, m_new })
        wanted += button->sizeHint().width() + Theme::kSpace;
    const bool fold = width() - 2 * kMargin < wanted;
    for (QPushButton* button : { m_try, m_history, m_import, m_export })
        button->setVisible(!fold);
    m_more->setVisible(fold);
}

void RulesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    foldHeader();
    turnBody();
}

// Where list and editor have no room side by side, the editor stands below the list.
void RulesPage::turnBody()
{
    m_splitter->widget(0)->setMinimumWidth(m_theme.scaled(kListWidth));
    m_splitter->widget(1)->setMinimumWidth(m_theme.scaled(kEditorWidth));
    int wanted = 2 * kMargin + m_splitter->handleWidth();
    for (int part = 0; part < m_splitter->count(); ++part)
        wanted +=
            std::max(m_splitter->widget(part)->minimumWidth(), m_splitter->widget(part)->minimumSizeHint().width());
    const bool below = width() < wanted;
    const int side = std::max(m_theme.scaled(kEditorWidth), (width() - 2 * kMargin) * 3 / 10);
    m_splitter->place(below ? Qt::Vertical : Qt::Horizontal, below ? 0 : side);
}

void RulesPage::buildBody()
{
    m_parts = new Parts;
    m_splitter = new PartSplitter(this);
    m_splitter->setHandleWidth(12);
    auto* list = new Card(m_splitter);
    list->body()->setContentsMargins(1, 1, 1, 1);
    m_view = new RulesView(*m_model, m_theme, list);
    list->body()->addWidget(m_view, 1);
    m_empty = new EmptyState(list);
    list->body()->addWidget(m_empty, 2);
    connect(m_empty, &EmptyState::actionTriggered, this, &RulesPage::addRule);
    auto* side = new Card(m_splitter);
    side->body()->setContentsMargins(1, 1, 1, 1);
    m_editor = new RuleEditor(m_theme, side);
    side->body()->addWidget(m_editor);
    m_splitter->addWidget(list);
    m_splitter->addWidget(side);
    m_splitter->setStretchFactor(0, 7);
    m_splitter->setStretchFactor(1, 3);
    connect(&m_theme, &Theme::changed, this, &RulesPage::turnBody);
    m_sheet = new ApplySheet(m_theme, this);
    m_parts->addWidget(m_splitter);
    m_dryRun = new DryRunPane(
        m_theme, [this](const DryRunInput& input) { return runDraft(input); },
        [this](const std::string& tier) { return tierName(tier); }, this);
    m_parts->addWidget(m_sheet);
    m_parts->addWidget(m_dryRun);
    buildLab();
    buildQuestions();
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    for (QAction* each : { m_actions.duplicate, m_actions.remove, m_actions.up, m_actions.down, m_actions.moveTo,
             m_actions.turn, m_actions.restore, m_actions.requests, m_actions.reachOf, m_actions.mend })
        m_view->addAction(each);
}

void RulesPage::connectParts()
{
    connect(&m_hits, &QTimer::timeout, this, &RulesPage::readHits);
    connect(&m_keep, &QTimer::timeout, this, &RulesPage::keepDraft);
    connect(&m_engine, &Engine::configChanged, this, &RulesPage::configChanged);
    connect(&m_draft, &RuleDraft::changed, this, &RulesPage::draftChanged);
    connect(&m_draft, &RuleDraft::touched, this, &RulesPage::selectRule);
    connect(&m_draft.stack(), &QUndoStack::indexChanged, this, &RulesPage::noteClean);
    connect(&m_draft.stack(), &QUndoStack::indexChanged, this, &RulesPage::updateActions);
    connect(m_model, &RulesModel::switched, this, [this](int place, Qt::CheckState on) { m_draft.setOn(place, on); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RulesPage::showCurrent);
    connect(m_view, &RulesView::dropped, this, &RulesPage::dropRule);
    connect(m_view, &RulesView::editWanted, this, [this] { m_editor->focusName(); });
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu(m_view);
        menu.addActions(m_view->actions());
        menu.exec(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_editor, &RuleEditor::edited, this, &RulesPage::editRule);
    connect(m_editor, &RuleEditor::fieldLeft, this, [this] { m_draft.breakMerging(); });
    connect(m_editor, &RuleEditor::reviewed, this, &RulesPage::markReviewed);
    connect(m_editor, &RuleEditor::restoreWanted, this, &RulesPage::restoreRule);
    connect(m_editor, &RuleEditor::left, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_sheet, &ApplySheet::closed, this, &RulesPage::closeSheet);
    connect(m_sheet, &ApplySheet::applyWanted, this, &RulesPage::apply);
    const auto showRule = [this](const QString& rule) {
        closeSheet();
        selectRule(rule);
    };
    connect(m_sheet, &ApplySheet::ruleWanted, this, showRule);
    connect(m_sheet, &ApplySheet::mendWanted, this, &RulesPage::mend);
    connect(m_dryRun, &DryRunPane::closed, this, &RulesPage::closeSheet);
    connect(m_dryRun, &DryRunPane::ruleWanted, this, showRule);
}

void RulesPage::nameActions()
{
    m_actions.add->setText(tr("New rule"));
    m_actions.duplicate->setText(tr("Duplicate rule"));
    m_actions.remove->setText(tr("Delete rule"));
    m_actions.restore->setText(tr("Restore deleted rule"));
    m_actions.up->setText(tr("Move rule up"));
    m_actions.down->setText(tr("Move rule down"));
    m_actions.moveTo->setText(tr("Move rule to…"));
    m_actions.turn->setText(tr("Switch rule on or off"));
    m_actions.undo->setIconText(tr("Undo"));
    m_actions.redo->setIconText(tr("Redo"));
    m_actions.discard->setText(tr("Discard the draft"));
    m_actions.discard->setIconText(tr("Discard"));
    m_actions.review->setText(tr("Review && apply"));
    m_actions.review->setIconText(tr("Review && apply"));
    m_actions.bringIn->setText(tr("Import…"));
    m_actions.takeOut->setText(tr("Export…"));
    m_actions.requests->setText(tr("Requests of this rule"));
    m_actions.tryOut->setText(tr("Try a request"));
    m_actions.history->setText(tr("History"));
    m_actions.recorded->setText(tr("A recorded request"));
    //: asks whether requests of a kind can ever reach a deployment
    m_actions.reach->setText(tr("Can it ever get there?"));
    m_actions.reachOf->setText(tr("Where requests of this rule can get"));
    m_actions.leftOut->setText(tr("What the import left out"));
    m_actions.openFile->setText(tr("Open configuration file"));
    m_actions.again->setText(tr("Read it again"));
    m_actions.again->setToolTip(tr("Checks the configuration file and applies it"));
}

void RulesPage::retranslate()
{
    m_header->setTitle(title());
    nameActions();
    m_try->setText(m_actions.tryOut->text());
    m_history->setText(m_actions.history->text());
    m_import->setText(m_actions.bringIn->text());
    m_export->setText(m_actions.takeOut->text());
    m_new->setText(m_actions.add->text());
    //: a button: opens a menu of what there was no room for
    m_more->setText(tr("More"));
    foldHeader();
    turnBody();
    m_view->setAccessibleName(tr("Rules, in the order in which they are asked"));
    m_model->retranslate();
    m_view->fitColumns();
    m_editor->retranslate();
    m_sheet->retranslate();
    m_dryRun->retranslate();
    m_match->retranslate();
    m_historyPanel->retranslate();
    m_importReport->retranslate();
    m_recorded->retranslate();
    m_reach->retranslate();
    lookForTroubles();
    sayEmpty();
    updateTexts();
    updateActions();
    m_bar->retranslate();
}

void RulesPage::updateTexts()
{
    const RunningProxy::Status& status = m_engine.status();
    const QString at = momentText(status.rulesAppliedAt, wallNow());
    QString remark = tr("First match wins.");
    if (status.rulesVersion > 0)
        //: %1 number of the applied rule set, %2 time of day
        remark = tr("First match wins. Version %1, applied %2.").arg(QString::number(status.rulesVersion), at);
    else if (status.rulesAppliedAt > 0)
        //: %1 time of day
        remark = tr("First match wins. Applied %1.").arg(at);
    m_header->setRemark(remark);
    const bool file = !status.configPath.empty();
    m_actions.openFile->setEnabled(file);
    m_actions.again->setEnabled(file);
    m_note->setText(
        tr("The program was started without a configuration file: what is applied here holds until it ends."));
    m_note->setVisible(!file);
}

void RulesPage::updateActions()
{
    const QUndoStack& stack = m_draft.stack();
    m_actions.undo->setEnabled(stack.canUndo());
    m_actions.redo->setEnabled(stack.canRedo());
    //: %1 is a step such as "move “Autocomplete is cheap”"
    m_actions.undo->setText(importIsLast() ? tr("Undo the applied import")
            : stack.canUndo()              ? tr("Undo %1").arg(stack.undoText())
                                           : tr("Undo"));
    m_actions.redo->setText(stack.canRedo() ? tr("Redo %1").arg(stack.redoText()) : tr("Redo"));
    m_actions.undo->setIconText(tr("Undo"));
    m_actions.redo->setIconText(tr("Redo"));
    m_actions.discard->setEnabled(m_draft.isDirty());
    m_actions.review->setEnabled(m_draft.isDirty());
    const int place = currentPlace();
    const bool movable = place >= 0 && !m_draft.isLast(place);
    m_actions.duplicate->setEnabled(place >= 0);
    m_actions.remove->setEnabled(movable);
    m_actions.turn->setEnabled(movable);
    m_actions.moveTo->setEnabled(movable);
    m_actions.up->setEnabled(movable && place > 0);
    m_actions.down->setEnabled(movable && !m_draft.isLast(place + 1));
    m_actions.restore->setEnabled(m_model->isRemoved(m_view->currentRow()));
    const DraftRulePtr rule = m_draft.at(place); // none while the list follows the draft
    m_actions.reachOf->setEnabled(rule != nullptr && rule->rule().has_value());
    m_actions.requests->setEnabled(m_model->rule(m_view->currentRow()) != nullptr);
}

void RulesPage::noteClean()
{
    if (!m_draft.isDirty())
        m_cleanStep = m_draft.stack().index();
}

QList<QAction*> RulesPage::menuActions() const
{
    return { m_actions.add, m_actions.duplicate, m_actions.remove, m_actions.restore, m_actions.up, m_actions.down,
        m_actions.moveTo, m_actions.turn, m_actions.undo, m_actions.redo, m_actions.discard, m_actions.review,
        m_actions.bringIn, m_actions.takeOut, m_actions.requests, m_actions.tryOut, m_actions.history,
        m_actions.recorded, m_actions.reach, m_actions.reachOf, m_actions.leftOut, m_actions.mend, m_actions.openFile,
        m_actions.again };
}

void RulesPage::configChanged()
{
    m_draft.setApplied(m_engine.config()); // says changed(), which shows it
    noteClean();
    m_lab->forgetVersions();
    if (m_readAgain.isActive())
        m_lab->load();
    updateTexts();
    if (m_hits.isActive())
        readHits();
}

// Tiers and deployments come and go with what is applied, and with imports.
void RulesPage::showConfig()
{
    m_shownConfig = m_draft.config();
    m_model->setConfig(m_shownConfig, m_engine.status().configProblems);
    m_editor->setConfig(m_shownConfig);
    m_reach->setNames(namesOf(*m_shownConfig));
}

void RulesPage::draftChanged()
{
    m_lab->forgetQuestions(); // they were about another draft
    m_sheet->setWaiting();
    if (m_draft.config() != m_shownConfig)
        showConfig();
    lookForTroubles();
    showCurrent();
    m_dryRun->refresh();
    m_recorded->refresh();
    m_ask.start();
    if (!m_keep.isActive()) // typing must not put it off: what is typed has to outlive a crash
        m_keep.start();
    sayEmpty();
    sayBadge();
}

void RulesPage::sayEmpty()
{
    const RuleDraft::Rules& rules = m_draft.rules();
    m_empty->setVisible(rules.size() == 1 && m_draft.removed().empty());
    if (rules.empty() || !rules.back()->rule())
        return;
    const auto name = [this](const std::string& tier) { return tierName(tier); };
    //: %1 is a tier, or a cascade of tiers
    const QString explanation = tr("Every request goes to %1. A rule sends those that match its conditions elsewhere; "
                                   "what it would have done to recorded requests is said while it is written.");
    m_empty->setTexts(tr("No rules yet"), explanation.arg(routeWords(rules.back()->rule()->route, name)));
    m_empty->setAction(m_actions.add->text());
}

void RulesPage::sayBadge()
{
    const int changes = m_draft.changeCount();
    Q_EMIT badgeChanged(changes == 0 ? QString() : QString::number(changes),
        changes == 0 ? QString() : tr("%n unsaved change(s) of the rules", nullptr, changes));
}

void RulesPage::loadDraft()
{
    const auto kept = m_file->read();
    if (kept && !*kept)
        return;
    const Result<void> loaded = kept ? m_draft.load(**kept) : tl::unexpected(kept.error());
    if (loaded)
        return;
    m_file->putAside();
    m_problems->setText(
        //: %1 is a path
        tr("The kept draft of the rules can't be read. It was put aside: %1")
            .arg(toQString(m_file->path() + ".broken")));
    m_problems->show();
}

void RulesPage::keepDraft()
{
    if (m_draft.isDirty())
        m_file->keep(m_draft.save());
    else
        m_file->forget();
}

void RulesPage::shown()
{
    m_hits.start();
    m_readAgain.start();
    m_lab->load();
    m_ask.start();
    readHits();
    lookForTroubles();
    updateTexts();
}

void RulesPage::hidden()
{
    m_hits.stop();
    m_readAgain.stop();
    m_lab->forgetQuestions();
}

void RulesPage::readHits()
{
    const WallUs now = wallNow();
    m_engine.fetchRuleHits(now - kDayUs, this, [this, now](Result<std::vector<RequestLog::RuleHits>> hits) {
        if (hits)
            m_model->setHits(*hits, now);
    });
}

QString RulesPage::tierName(const std::string& id) const
{
    return tierLook(m_theme, m_draft.config().get(), id).name;
}

} // namespace signalbox::ui
