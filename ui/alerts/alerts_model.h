// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QAbstractTableModel>

#include <vector>

namespace signalbox::ui {

/// The list of alerts, newest first. GUI thread.
class AlertsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Level, What, Meaning, StateColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void set(std::vector<Alert> alerts, WallUs now);
    void retranslate();
    [[nodiscard]] const Alert* alert(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Alert& alert, int column) const;

    std::vector<Alert> m_alerts;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
