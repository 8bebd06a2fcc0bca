// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/warning_table.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

#include <array>
#include <utility>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 220, 400, 160 };
constexpr int kRow = 30;
constexpr int kMostRows = 5; ///< beyond them it scrolls

} // namespace

WarningTable::WarningTable(const Theme& theme, QWidget* parent)
    : TitledTable(theme, kRow, kMostRows, parent)
{
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT mendWanted(m_lines.at(std::size_t(index.row()))); });
    retranslate();
}

void WarningTable::retranslate()
{
    setTitle(tr("Warnings about the rules of the draft"));
    show(std::exchange(m_lines, {}));
}

void WarningTable::show(const std::vector<WarningLine>& lines)
{
    m_lines = lines;
    m_model->clear();
    //: columns of the list of warnings; the last: what mends it
    m_model->setHorizontalHeaderLabels({ tr("Rule"), tr("Warning"), tr("Remedy") });
    for (const WarningLine& line : m_lines) {
        QList<QStandardItem*> row;
        for (const QString& text : { line.rule, line.sentence, line.remedy }) {
            auto* item = new QStandardItem(text.isEmpty() ? dashText() : text);
            item->setToolTip(text);
            row.append(item);
        }
        row[1]->setData(int(Tone::Warning), ToneRole);
        m_model->appendRow(row);
    }
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    fitRows();
}

} // namespace signalbox::ui
