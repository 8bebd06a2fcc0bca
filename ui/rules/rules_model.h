// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/request_log.h"
#include "ui/rules/rule_draft.h"
#include "ui/shell/theme.h"

#include <QAbstractTableModel>

#include <map>
#include <memory>

namespace signalbox::ui {

/// The rules of the draft in their order, with how often each was hit; applied rules that the draft has no more stay
/// in their old place, struck through. GUI thread. The draft outlives the model.
class RulesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Place, On, Name, When, Route, Hits, LastHit, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole + 200, ///< double: the rule's share of all hits
        WarningRole,                    ///< QString: what is wrong, in two or three words
    };

    RulesModel(const RuleDraft& draft, const Theme& theme, QObject* parent = nullptr);
    /// problems: of the configuration; those that point at an applied rule are shown with it while it is unchanged.
    void setConfig(std::shared_ptr<const Config> config, std::vector<ConfigProblem> problems);
    void setHits(const std::vector<RequestLog::RuleHits>& hits, WallUs now);
    /// Sentences about rules by their id, each with its short form first ("": not marked in the list).
    using Warnings = std::map<std::string, std::pair<QString, QString>>;
    void setWarnings(Warnings warnings); ///< what reasoning found
    void setTroubles(Warnings troubles); ///< what stands in the way of calls right now
    void retranslate();
    [[nodiscard]] DraftRulePtr rule(int row) const; ///< nullptr: no such row
    [[nodiscard]] bool isRemoved(int row) const;
    [[nodiscard]] int placeOf(int row) const; ///< in the draft; -1: removed
    /// Where a rule that is dropped before this row comes to stand in the draft.
    [[nodiscard]] int placeBefore(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void switched(int place, Qt::CheckState on); ///< the check box of a rule was used

private:
    struct Row {
        DraftRulePtr rule;
        int place = -1;
    };
    [[nodiscard]] std::vector<Row> rowsNow() const;
    void refresh();
    void exchange(std::vector<Row> next);
    [[nodiscard]] const Row* row(int at) const;
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QString toolTip(const Row& row, int column) const;
    [[nodiscard]] QString routeText(const DraftRule& rule) const;
    [[nodiscard]] QString badge(const Row& row) const;
    [[nodiscard]] QString warning(const Row& row) const;
    void sayAll();
    [[nodiscard]] QString problemsOf(const Row& row) const; ///< sentences, one a line
    [[nodiscard]] QString tierName(const std::string& id) const;
    [[nodiscard]] QVariant look(const Row& row, int role) const;

    const RuleDraft& m_draft;
    const Theme& m_theme;
    std::vector<Row> m_rows;
    std::shared_ptr<const Config> m_config;
    std::vector<ConfigProblem> m_problems;
    Warnings m_warnings, m_troubles;
    std::map<std::string, RequestLog::RuleHits> m_hits;
    std::int64_t m_allHits = 0;
    bool m_known = false; ///< hits were read
    WallUs m_now = 0;
};

} // namespace signalbox::ui
