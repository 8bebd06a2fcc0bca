// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/time_chart.h"

#include <QDialog>

namespace signalbox::ui {

/// The values of a chart in rows, newest first: header first, then time and one value per series.
[[nodiscard]] std::vector<QStringList> chartRows(
    const ChartContent& content, const std::function<QString(double)>& valueText);
[[nodiscard]] QString chartRowsAsText(const std::vector<QStringList>& rows);

/// "Show as table": the same figures for reading, screen readers and copying.
class ChartTable final : public QDialog {
    Q_OBJECT

public:
    ChartTable(const Theme& theme, const QString& title, std::vector<QStringList> rows, QWidget* parent);
};

} // namespace signalbox::ui
