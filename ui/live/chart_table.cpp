// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/chart_table.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

std::vector<QStringList> chartRows(const ChartContent& content, const std::function<QString(double)>& valueText)
{
    QStringList header { ChartTable::tr("Time") };
    for (const ChartSeries& series : content.series)
        header << series.name;
    std::vector<QStringList> rows { header };
    for (std::size_t at = content.spans.size(); at-- > 0;) {
        QStringList row { momentText(content.spans[at].second, content.end) };
        for (const ChartSeries& series : content.series)
            row << (std::isnan(series.values[at]) ? dashText() : valueText(series.values[at]));
        rows.push_back(row);
    }
    return rows;
}

QString chartRowsAsText(const std::vector<QStringList>& rows)
{
    QStringList lines;
    for (const QStringList& row : rows)
        lines << row.join(u'\t');
    return lines.join(u'\n');
}

ChartTable::ChartTable(const Theme& theme, const QString& title, std::vector<QStringList> rows, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    setAccessibleName(title);
    auto* model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels(rows.front());
    for (int column = 1; column < model->columnCount(); ++column)
        model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    for (std::size_t at = 1; at < rows.size(); ++at) {
        QList<QStandardItem*> items;
        for (const QString& cell : rows[at])
            items << new QStandardItem(cell);
        for (qsizetype column = 1; column < items.size(); ++column)
            items[column]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model->appendRow(items);
    }
    QTableView* table = makeTable(theme, Theme::kLogRowHeight, this);
    table->setProperty("framed", true);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setAccessibleName(title);
    table->setModel(model);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [rows = std::move(rows)] { copyToClipboard(chartRowsAsText(rows)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(table, 1);
    column->addWidget(buttons);
    resize(theme.scaled(560), theme.scaled(460));
}

} // namespace signalbox::ui
