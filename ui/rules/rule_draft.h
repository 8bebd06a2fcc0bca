// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/companions.h"
#include "ui/rules/draft_rule.h"

#include <QObject>
#include <QUndoStack>

#include <map>

namespace signalbox::ui {

/// How a rule of the draft differs from the applied one of the same id.
struct RuleChange {
    bool added = false;
    bool edited = false;
    bool moved = false;
    int was = -1; ///< place among the applied rules, -1: not there
    [[nodiscard]] bool any() const { return added || edited || moved; }
};

/// An editable copy of the applied rules. Every change is one step of the undo stack; nothing here touches what is
/// applied. The last rule catches everything: it stays last, on, and without a condition. GUI thread.
class RuleDraft final : public QObject {
    Q_OBJECT

public:
    using Rules = std::vector<DraftRulePtr>;

    explicit RuleDraft(QObject* parent = nullptr);
    ~RuleDraft() override;

    /// What is in force now. An untouched draft follows it; a touched one stays and is checked against its tiers.
    void setApplied(std::shared_ptr<const Config> config);
    /// What the rules are checked against: the configuration in force with the draft's companions.
    [[nodiscard]] const std::shared_ptr<const Config>& config() const { return m_config; }
    [[nodiscard]] const std::shared_ptr<const Config>& base() const { return m_base; } ///< in force
    /// Providers and tiers that come with the draft when it is applied; nullptr: none.
    [[nodiscard]] const CompanionsPtr& companions() const { return m_companions; }
    [[nodiscard]] const Rules& rules() const { return m_rules; }
    [[nodiscard]] const Rules& applied() const { return m_applied; }
    [[nodiscard]] const std::vector<std::string>& tierIds() const { return m_known.tiers; }
    [[nodiscard]] DraftRulePtr at(int row) const;         ///< nullptr: no such row
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: not there
    [[nodiscard]] bool isLast(int row) const { return row == int(m_rules.size()) - 1; }

    [[nodiscard]] bool isDirty() const { return m_changeCount > 0; }
    [[nodiscard]] int changeCount() const
    {
        return m_changeCount;
    } ///< rules added, removed, edited or moved, new tiers
    [[nodiscard]] RuleChange changeOf(const std::string& id) const;
    [[nodiscard]] Rules removed() const;                              ///< applied rules that the draft has no more
    [[nodiscard]] int problemCount() const { return m_problemCount; } ///< rules that can't be applied as they are
    [[nodiscard]] QUndoStack& stack() { return m_stack; }

    // Edits; rows are places in rules(). What makes no sense (moving the last rule, a row that is not there) does
    // nothing. Those that make a rule return its id.
    std::string add(int row, const QString& name); ///< before that row
    std::string insert(int row, RuleJson rule, const QString& step);
    std::string duplicate(int row);
    void remove(int row);
    void restore(const std::string& id); ///< an applied rule that was removed
    void move(int from, int to);
    void setOn(int row, Qt::CheckState on);
    /// field: steps in one field of one rule merge until breakMerging(); "" never merges.
    void edit(int row, RuleJson rule, const std::string& field, const QString& step);
    void markReviewed(int row); ///< an imported rule becomes one's own
    void breakMerging() { ++m_serial; }
    /// Replaces all; rules from elsewhere come in as Imported. Where the last one does not catch everything, the
    /// draft's own last rule is put behind them.
    void replaceAll(const std::vector<RuleJson>& rules, DraftRule::Origin origin, const QString& step,
        CompanionsPtr companions = nullptr);
    void revert();

    /// The draft as text, and back as one step of the stack. Errors: draft_invalid.
    [[nodiscard]] std::string save() const;
    [[nodiscard]] Result<void> load(const std::string& text);
    /// The rules as the configuration has them.
    [[nodiscard]] RuleJson storedRules() const;

Q_SIGNALS:
    void changed();                      ///< the draft, or what is applied
    void touched(const QString& ruleId); ///< the rule a step was about, after changed()

private:
    friend class DraftCommand;
    struct State {
        Rules rules;
        int names = 0; ///< m_names when the rules were checked
        CompanionsPtr companions;
    };
    [[nodiscard]] State state() const { return { m_rules, m_names, m_companions }; }
    void join(); ///< the configuration in force and the companions
    [[nodiscard]] DraftRulePtr made(RuleJson rule, DraftRule::Origin origin = DraftRule::Origin::Own) const;
    [[nodiscard]] Rules rechecked(const Rules& rules) const;
    [[nodiscard]] std::string newId() const;
    void restoreState(const State& state, const std::string& touchedId);
    void push(Rules next, const QString& step, const std::string& touchedId, const std::string& field = {});
    void exchange(Rules next, CompanionsPtr companions, const QString& step);
    void compare();
    void markMoved();

    QUndoStack m_stack;
    Rules m_rules;
    Rules m_applied;
    std::shared_ptr<const Config> m_base; ///< in force
    std::shared_ptr<const Config> m_config;
    CompanionsPtr m_companions;
    RuleNames m_known {}; ///< what rules may name
    std::map<std::string, RuleChange> m_changes;
    int m_names = 0; ///< grows whenever the tiers change
    int m_serial = 0;
    int m_changeCount = 0;
    int m_problemCount = 0;
};

/// Whether two lists say the same, rule for rule.
[[nodiscard]] bool sameRules(const RuleDraft::Rules& one, const RuleDraft::Rules& other);

} // namespace signalbox::ui
