// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"
#include "ui/rules/seen_values.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include "core/route/rule_analysis.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

class ConditionEditor;

/// "Can such a request ever get there?": a condition, and for each deployment whether a request of that kind can reach
/// it under the draft, by which rule, with an example; or the proof that none can. GUI thread.
class ReachPane final : public Sheet {
    Q_OBJECT

public:
    using Answers = std::vector<std::pair<std::string, ReachAnswer>>; ///< by deployment

    ReachPane(const Theme& theme, QWidget* parent);
    /// What conditions may name.
    void setNames(RuleNames names);
    void setCondition(const RuleJson& when);
    void setSeen(SeenValues seen);
    void showAnswers(const Answers& answers, const std::vector<Rule>& rules);
    void showProblem(const QString& problem);
    /// What is asked about; nullopt while it is not complete.
    [[nodiscard]] std::optional<Condition> condition() const;
    void retranslate() override;
    void focusCondition();

Q_SIGNALS:
    void asked(); ///< the condition has changed

private:
    void build();
    void edited(const RuleJson& when);
    void fill();

    const Theme& m_theme;
    QLabel* m_question;
    ConditionEditor* m_condition;
    QLabel* m_summary;
    QStandardItemModel* m_model;
    QTableView* m_table;
    RuleNames m_names {};
    DraftRulePtr m_asked; ///< a rule with the condition, for checking it
    Answers m_answers;
    std::vector<Rule> m_rules;
};

} // namespace signalbox::ui
