// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/titled_table.h"

#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

TitledTable::TitledTable(const Theme& theme, int rowHeight, int mostRows, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new QStandardItemModel(this))
    , m_table(makeTable(theme, rowHeight, this))
    , m_rowHeight(rowHeight)
    , m_mostRows(mostRows)
    , m_title(makeLabel(TextRole::Section, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_table);
    column->addStretch(1);
    m_table->setModel(m_model);
    m_table->setProperty("framed", true);
}

void TitledTable::setTitle(const QString& title)
{
    m_title->setText(title);
    m_table->setAccessibleName(title);
}

void TitledTable::alignHeads(int firstColumn)
{
    for (int column = firstColumn; column < m_model->columnCount(); ++column)
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void TitledTable::fitRows()
{
    const int rows = std::min(m_mostRows, m_model->rowCount());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_theme.scaled(m_rowHeight)
        + 2 * m_table->frameWidth() + 2);
    setVisible(rows > 0);
}

} // namespace signalbox::ui
