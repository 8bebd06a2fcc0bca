// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/figures_table.h"

#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace signalbox::ui {

namespace {

constexpr int kRow = 26;

} // namespace

FiguresTable::FiguresTable(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(makeLabel(TextRole::Section, this))
    , m_model(new QStandardItemModel(this))
    , m_table(makeTable(theme, kRow, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setProperty("framed", true);
    retranslate();
}

void FiguresTable::retranslate()
{
    m_title->setText(tr("What it would come to"));
    m_table->setAccessibleName(m_title->text());
    show(std::exchange(m_lines, {}));
}

void FiguresTable::show(const std::vector<FigureLine>& lines)
{
    m_lines = lines;
    m_model->clear();
    //: columns of a table of figures: as recorded, and what a draft would make of it
    m_model->setHorizontalHeaderLabels({ tr("Figure"), tr("As it was"), tr("With the draft"), tr("Difference") });
    for (int column = 1; column < m_model->columnCount(); ++column)
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const FigureLine& line : m_lines) {
        QList<QStandardItem*> row { new QStandardItem(line.name) };
        for (const QString& text : { line.before, line.after, line.change }) {
            row.append(new QStandardItem(text));
            row.back()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        row.back()->setData(int(line.tone), ToneRole);
        m_model->appendRow(row);
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + int(m_lines.size()) * m_theme.scaled(kRow) + 2 * m_table->frameWidth() + 2);
    setVisible(!m_lines.empty());
}

} // namespace signalbox::ui
