// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/bridge/rules_lab.h"
#include "ui/rules/dry_run.h"
#include "ui/rules/recorded_pane.h"
#include "ui/rules/route_trouble.h"
#include "ui/rules/rule_draft.h"
#include "ui/rules/warning_table.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace signalbox::ui {

class ApplySheet;
class DraftBar;
class DraftFile;
class DryRunPane;
class EmptyState;
class HistoryPanel;
class ImportReport;
class MatchPanel;
class PartSplitter;
class ReachPane;
class RuleEditor;
class RulesModel;
class RulesView;
class SectionHeader;

/// The rules: a list in plain words, first match first, and beside it the editor of the rule that is selected. All
/// edits are a draft that is kept as it is typed and touches no traffic before it is reviewed and applied. GUI thread;
/// engine and theme outlive the page.
class RulesPage final : public Page {
    Q_OBJECT

public:
    RulesPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    ~RulesPage() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("rules"); }
    [[nodiscard]] QString title() const override { return tr("Rules"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("rules"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: a rule's id, or "from:ID" for a new rule that takes requests like the recorded one of that
    /// id, or "again:ID" to decide that one once more.
    void open(const PageTarget& target) override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    void resizeEvent(QResizeEvent* event) override;

    [[nodiscard]] RuleDraft& draft() { return m_draft; }
    enum class Part { List, Review, TryOut, Recorded, Reach, History, LeftOut };
    void showPart(Part part);
    void edit(int place); ///< the rule of the draft there, in the editor
    void importFile(const QString& path);
    void exportFile(const QString& path);

private:
    struct Actions {
        QAction *add, *duplicate, *remove, *restore, *up, *down, *moveTo, *turn;
        QAction *undo, *redo, *discard, *review, *bringIn, *takeOut, *requests, *tryOut, *history, *openFile, *again;
        QAction *recorded, *reach, *reachOf, *leftOut, *mend;
    };
    // Building and texts
    void buildActions();
    QAction* action(void (RulesPage::*slot)(), const QKeySequence& shortcut = {});
    QAction* rowAction(void (RulesPage::*slot)(), const QKeySequence& shortcut = {});
    void buildHeader();
    void foldHeader();
    void turnBody();
    void buildBody();
    void connectParts();
    void nameActions();
    void updateTexts();
    void updateActions();
    void noteClean();
    // What is in force, and what is kept
    void configChanged();
    void showConfig();
    void readHits();
    void loadDraft();
    void keepDraft();
    void draftChanged();
    void sayEmpty();
    void sayBadge();
    // Rows
    void showCurrent();
    void selectRule(const QString& ruleId);
    void addRule();
    void duplicateRule();
    void removeRule();
    void restoreRule();
    void moveUp();
    void moveDown();
    void askPlace();
    void dropRule(int row, int before);
    void turnRule();
    void showRequests();
    void editRule(const RuleJson& rule, const std::string& field);
    void markReviewed();
    void addFrom(const RequestRecord& record);
    [[nodiscard]] int currentPlace() const; ///< in the draft, -1: none
    // The draft as a whole
    void undo();
    void redo();
    void discard();
    void review();
    void apply();
    [[nodiscard]] std::string origin() const;
    [[nodiscard]] bool undoApplied(const Config& former, const Config& applied);
    [[nodiscard]] bool importIsLast();
    void undoImport();
    void sayGoneBack(const std::vector<ConfigProblem>& problems, qint64 version);
    [[nodiscard]] bool goBack(qint64 version);
    void closeSheet();
    void tryOut();
    // What replay and analysis say, and the history
    void buildLab();
    void askLab();
    void askPreview();
    void trafficRead(const std::map<std::string, std::vector<SeenValue>>& seen);
    void showAnswers(const RulesLab::Comparison& answer);
    void showRequest(const QString& requestId);
    // Warnings
    void buildWarnings();
    void showFindings(const RulesLab::Findings& findings, const RulesPtr& rules);
    [[nodiscard]] std::pair<QString, QString> textsOf(const RuleFinding& finding) const;
    [[nodiscard]] Hindrances hindrances() const;
    void lookForTroubles();
    void showFinding();
    void sayWarnings();
    [[nodiscard]] QString remedyText(const RouteTrouble& trouble) const;
    void mend(const WarningLine& line);
    void mendCurrent();
    void mendRoute(const std::string& ruleId);
    // Questions
    void buildQuestions();
    [[nodiscard]] DryRun decideRecord(const RequestRecord& record, RecordedPane::Rules rules) const;
    void decideAgain(const QString& requestId);
    void pickRecorded();
    void askReach();
    void askReachOfRule();
    void sendReach();
    void showLeftOut();
    void leaveRecorded();
    void openHistory();
    void showVersion(qint64 version);
    void rollBack(qint64 version);
    [[nodiscard]] static QString otherSentences(const std::vector<ConfigProblem>& problems);
    [[nodiscard]] RulesPtr completeRules() const; ///< nullptr while one is not complete
    [[nodiscard]] DryRun runDraft(const DryRunInput& input) const;
    void askImport();
    void askExport();
    void openFile();
    void readFileAgain();
    void showProblems(const std::vector<ConfigProblem>& problems);
    [[nodiscard]] QString appliedText() const;
    [[nodiscard]] QString tierName(const std::string& id) const;

    Engine& m_engine;
    const Theme& m_theme;
    RuleDraft m_draft;
    std::unique_ptr<DraftFile> m_file;
    RulesModel* m_model;
    Actions m_actions {};
    SectionHeader* m_header;
    QPushButton* m_try;
    QPushButton* m_history;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_new;
    QPushButton* m_more; ///< all but m_new, where there is no room for them
    DraftBar* m_bar;
    QLabel* m_problems;
    QLabel* m_note;
    QLabel* m_axis;
    QStackedLayout* m_parts;
    PartSplitter* m_splitter;
    RulesView* m_view;
    EmptyState* m_empty; ///< while there is no rule but the last
    RuleEditor* m_editor;
    ApplySheet* m_sheet;
    DryRunPane* m_dryRun;
    RulesLab* m_lab;
    MatchPanel* m_match;
    HistoryPanel* m_historyPanel;
    ImportReport* m_importReport;
    RecordedPane* m_recorded;
    ReachPane* m_reach;
    std::shared_ptr<const Config> m_shownConfig; ///< of the draft, as the parts have it
    /// The newest import that was applied. Undoing it takes everything back that came with it.
    struct AppliedImport {
        std::shared_ptr<const Config> former, applied;
        std::int64_t version = 0;
        int stepBefore = 0; ///< of the undo stack, when the draft was as `former`
        int step = 0;       ///< when it was applied
    };
    std::optional<AppliedImport> m_lastImport;
    int m_cleanStep = 0;                            ///< of the undo stack, when the draft was last as what is in force
    bool m_backToSheet = false;                     ///< the recorded request was opened from the sheet
    RulesPtr m_proved;                              ///< what m_findings are about
    std::map<std::string, RuleFinding> m_findings;  ///< by rule id
    std::map<std::string, RuleOverlap> m_overlaps;  ///< by rule id, of partly covered rules
    Hindrances m_hindrances;                        ///< what m_troubles are about
    std::map<std::string, RouteTrouble> m_troubles; ///< by rule id
    QTimer m_hits;
    QTimer m_keep;
    QTimer m_ask;
    QTimer m_readAgain;
};

} // namespace signalbox::ui
