// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class Choice;
class EditorLine;

/// What a rule does: the strategy with its tiers, the checks of a cascade, the limits. Offers what core takes.
/// GUI thread.
class ActionEditor final : public QWidget {
    Q_OBJECT

public:
    ActionEditor(const Theme& theme, QWidget* parent);
    void setConfig(std::shared_ptr<const Config> config);
    void show(const RuleJson& route);
    void showProblems(const std::vector<Error>& problems);
    void retranslate();

Q_SIGNALS:
    void rebuilt(); ///< there are new fields
    void edited(const signalbox::ui::RuleJson& route, const std::string& field);

private:
    struct Limit {
        const char* member;
        QLabel* label;
        EditorLine* line;
        QLabel* problem;
    };
    struct Check {
        std::string validator;
        QCheckBox* box;
    };
    void buildTiers(QVBoxLayout* column);
    void buildChecks(QVBoxLayout* column);
    void buildLimits(QVBoxLayout* column);
    void addLimit(QVBoxLayout* column, const char* member);
    [[nodiscard]] Limit* limit(std::string_view member);
    void nameLimits();
    void fillTiers(Choice& box);
    void showTiers();
    void strategyChosen();
    void tierChosen();
    void addTier();
    void removeTier(int place);
    void checksChanged();
    void limitTyped(const char* member);
    void say(const RuleJson& route, const std::string& field);
    [[nodiscard]] std::vector<std::string> tiers() const; ///< or the pinned deployment
    [[nodiscard]] std::string firstTier() const;

    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    RuleJson m_route;
    QLabel* m_routeLabel;
    Choice* m_strategy;
    QVBoxLayout* m_tierColumn;
    QWidget* m_tierRows = nullptr;
    std::vector<Choice*> m_tiers;
    QPushButton* m_addTier;
    QLabel* m_tierProblem;
    QWidget* m_checkArea;
    QLabel* m_checkLabel;
    std::vector<Check> m_checks;
    QLabel* m_limitLabel;
    std::vector<Limit> m_limits;
};

} // namespace signalbox::ui
