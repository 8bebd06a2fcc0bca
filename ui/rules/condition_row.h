// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/rule_language.h"
#include "ui/rules/seen_values.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace signalbox::ui {

class Choice;
class EditorLine;

/// One condition: what it looks at, how it compares, with what. Shows any test, also one that core would not take.
/// GUI thread.
class ConditionRow final : public QWidget {
    Q_OBJECT

public:
    /// path: where it stands, for whoever made it. number: which condition of the rule this is, for its name.
    ConditionRow(const Theme& theme, std::string path, int number, QWidget* parent);

    [[nodiscard]] const std::string& path() const { return m_path; }
    void show(const RuleJson& test);
    void setSeen(const SeenValues* seen);
    /// Those at `pointer`, which is the test's place in its rule, or below it.
    void showProblems(const std::vector<Error>& problems, const std::string& pointer);
    void focusField();

Q_SIGNALS:
    void rearranged(); ///< the order of the parts has changed
    /// part: "field", "operator", "value" or "upper": edits of one part belong together.
    void edited(const std::string& path, const signalbox::ui::RuleJson& test, const std::string& part);
    void removed(const std::string& path);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void nameParts();
    void showOperators();
    void showValues();
    void placeParts();
    void fillCompletions();
    void fieldChosen();
    void argumentTyped();
    void operatorChosen();
    void valueTyped(const std::string& part);
    void say(const RuleJson& test, const std::string& part);
    [[nodiscard]] RuleJson valueFromFields(const std::string& op) const;

    const Theme& m_theme;
    std::string m_path;
    int m_number;
    RuleJson m_test;
    const SeenValues* m_seen = nullptr;
    Choice* m_field;
    EditorLine* m_argument;
    Choice* m_operator;
    Choice* m_choice;
    EditorLine* m_value;
    QLabel* m_and;
    EditorLine* m_upper;
    QLabel* m_unit;
    QToolButton* m_remove;
    QLabel* m_problem;
    QHBoxLayout* m_firstLine;
    QHBoxLayout* m_foldedLine; ///< the comparison, where it does not fit beside the field
    QHBoxLayout* m_secondLine;
};

} // namespace signalbox::ui
