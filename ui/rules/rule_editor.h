// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"
#include "ui/rules/seen_values.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace signalbox::ui {

class ActionEditor;
class ConditionEditor;
class EditorLine;
class EditorText;

/// One rule of the draft, open for editing: name, condition, action, note, and how it reads in plain words. What does
/// not fit is marked where it stands; nothing typed is thrown away. GUI thread.
class RuleEditor final : public QWidget {
    Q_OBJECT

public:
    /// What of a rule may be edited: the last one always matches.
    enum class Scope { Whole, LastRule };

    RuleEditor(const Theme& theme, QWidget* parent = nullptr);
    void setConfig(std::shared_ptr<const Config> config);
    void setSeen(SeenValues seen);
    void show(const DraftRulePtr& rule, Scope scope); ///< nullptr: nothing is selected
    void showRemoved(const QString& title);           ///< a rule that goes with the draft
    void retranslate();
    void focusName(); ///< with the name selected, for a new rule
    [[nodiscard]] bool hasRule() const { return m_rule != nullptr; }
    /// Room under the fields: what the rule would match.
    [[nodiscard]] QVBoxLayout* below() const { return m_below; }
    /// As wide as its fields need: nothing scrolls sideways.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// field as RuleDraft::edit() takes it.
    void edited(const signalbox::ui::RuleJson& rule, const std::string& field);
    void fieldLeft(); ///< the next edit is a step of its own
    void reviewed();  ///< somebody has looked at an imported rule
    void restoreWanted();
    void left(); ///< Escape: back to the list

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void showWords();
    void memberTyped(const char* member, const QString& text);
    void conditionEdited(const RuleJson& when, const std::string& field);
    void actionEdited(const RuleJson& route, const std::string& field);

    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    DraftRulePtr m_rule;
    QString m_removed; ///< title of the rule that is gone, where one is shown
    QLabel* m_empty;
    QPushButton* m_restore;
    QScrollArea* m_area;
    QWidget* m_form;
    QLabel* m_importNote;
    QPushButton* m_reviewed;
    QLabel* m_nameLabel;
    EditorLine* m_name;
    QLabel* m_nameProblem;
    ConditionEditor* m_condition;
    QLabel* m_always;
    ActionEditor* m_action;
    QLabel* m_noteLabel;
    EditorText* m_note;
    QLabel* m_words;
    QLabel* m_others;
    QVBoxLayout* m_below;
};

} // namespace signalbox::ui
