// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/request_log.h"
#include "ui/shell/theme.h"

#include <QAbstractTableModel>

#include <map>
#include <memory>

namespace signalbox::ui {

/// The applied rules in their order, with how often each was hit. GUI thread. Read-only.
class RulesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Place, On, Name, When, Route, Hits, LastHit, ColumnCount };
    enum Role { ShareRole = Qt::UserRole + 200 }; ///< double: the rule's share of all hits

    explicit RulesModel(const Theme& theme, QObject* parent = nullptr);
    /// problems: of the configuration; those that point at a rule are shown with it.
    void setConfig(std::shared_ptr<const Config> config, std::vector<ConfigProblem> problems);
    void setHits(const std::vector<RequestLog::RuleHits>& hits, WallUs now);
    void retranslate();
    [[nodiscard]] const Rule* rule(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Rule& rule, int row, int column) const;
    [[nodiscard]] QString toolTip(const Rule& rule, int row, int column) const;
    [[nodiscard]] QString routeText(const Rule& rule) const;
    [[nodiscard]] QString problemsOf(int row) const; ///< sentences, one a line

    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    std::vector<ConfigProblem> m_problems;
    std::map<std::string, RequestLog::RuleHits> m_hits;
    std::int64_t m_allHits = 0;
    bool m_known = false; ///< hits were read
    WallUs m_now = 0;
};

} // namespace signalbox::ui
