// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/figures_table.h"

#include "ui/shell/table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

#include <utility>

namespace signalbox::ui {

namespace {

constexpr int kRow = 26;
constexpr int kMostRows = 20; ///< there are fewer figures

} // namespace

FiguresTable::FiguresTable(const Theme& theme, QWidget* parent)
    : TitledTable(theme, kRow, kMostRows, parent)
{
    retranslate();
}

void FiguresTable::retranslate()
{
    setTitle(tr("What it would come to"));
    show(std::exchange(m_lines, {}));
}

void FiguresTable::show(const std::vector<FigureLine>& lines)
{
    m_lines = lines;
    m_model->clear();
    //: columns of a table of figures: as recorded, and what a draft would make of it
    m_model->setHorizontalHeaderLabels({ tr("Figure"), tr("As it was"), tr("With the draft"), tr("Difference") });
    alignHeads(1);
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
    fitRows();
}

} // namespace signalbox::ui
