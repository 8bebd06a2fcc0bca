// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"
#include "ui/rules/seen_values.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class Choice;
class ConditionRow;

/// The condition of a rule as nested groups of rows. It is built anew only where rows come or go; all else is changed
/// in place, so that the cursor stays where it is. Places are paths of numbers ("/0/2": the third child of the first).
/// GUI thread.
class ConditionEditor final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMostDepth = 4;

    ConditionEditor(const Theme& theme, QWidget* parent);
    /// when: a group (asGroup()).
    void show(const RuleJson& when);
    void setSeen(SeenValues seen);
    void showProblems(const std::vector<Error>& problems);
    void retranslate();
    [[nodiscard]] const std::vector<ConditionRow*>& rows() const { return m_rows; }
    void focusFirst();
    void focusNew(); ///< the row that was added last, or the button that adds one

Q_SIGNALS:
    void rebuilt(); ///< there are new fields
    /// field: a name for the place that was edited, "" where conditions came, went or moved.
    void edited(const signalbox::ui::RuleJson& when, const std::string& field);

private:
    struct Group {
        std::string path;
        Choice* kind = nullptr;
        QLabel* problem = nullptr;
        QPushButton* add = nullptr;
    };
    void rebuild();
    void buildGroup(const RuleJson& node, const std::string& path, int depth, QWidget* parent, QBoxLayout* column);
    void buildHead(Group& group, const std::string& kind, int depth, QWidget* parent, QBoxLayout* column);
    void buildFoot(Group& group, int depth, QWidget* parent, QBoxLayout* column);
    void buildChildren(
        const RuleJson& children, const std::string& path, int depth, QWidget* parent, QBoxLayout* column);
    void showValues(const RuleJson& node, const std::string& path);
    void addTo(const std::string& path, const RuleJson& child);
    void removeAt(const std::string& path);
    void changeKind(const std::string& path, const std::string& kind);
    void changeTest(const std::string& path, const RuleJson& test, const std::string& part);

    const Theme& m_theme;
    RuleJson m_when;
    std::string m_shape; ///< of what is built
    SeenValues m_seen;
    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
    std::vector<ConditionRow*> m_rows;
    std::vector<Group> m_groups;
    std::vector<Error> m_problems;
    std::string m_added; ///< where the newest condition stands
};

} // namespace signalbox::ui
