// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/sums_table.h"

#include "ui/shell/table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 26;

} // namespace

SumsTable::SumsTable(const Theme& theme, int words, std::vector<int> widths, int stretch, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(words)
    , m_widths(std::move(widths))
    , m_stretch(stretch)
    , m_view(makeTable(theme, kRowHeight, this))
    , m_model(new QStandardItemModel(0, int(m_widths.size()), this))
{
    m_view->setModel(m_model);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SumsTable::selectionChanged);
    auto* copy = new QShortcut(QKeySequence::Copy, m_view);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this,
        [this] { QGuiApplication::clipboard()->setText(selectedRowsAsText(*m_view)); });
    connect(&theme, &Theme::changed, this, &SumsTable::fitHeight);
    connect(m_view->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &SumsTable::fitHeight);
}

void SumsTable::setHeader(const QStringList& header, const QString& accessibleName)
{
    m_model->setHorizontalHeaderLabels(header);
    for (int column = 0; column < header.size(); ++column) {
        const Qt::Alignment side = column < m_words ? Qt::AlignLeft : Qt::AlignRight;
        m_model->setHeaderData(column, Qt::Horizontal, int(side | Qt::AlignVCenter), Qt::TextAlignmentRole);
    }
    m_view->setAccessibleName(accessibleName);
    setColumnWidths(*m_view, m_theme, m_widths);
    m_view->horizontalHeader()->setSectionResizeMode(m_stretch, QHeaderView::Stretch);
}

void SumsTable::fill(const std::vector<Row>& rows)
{
    m_model->setRowCount(0);
    for (const Row& row : rows) {
        QList<QStandardItem*> items;
        for (int column = 0; column < row.cells.size(); ++column) {
            auto* item = new QStandardItem(row.cells[column]);
            const Qt::Alignment side = column < m_words ? Qt::AlignLeft : Qt::AlignRight;
            item->setTextAlignment(side | Qt::AlignVCenter);
            if (row.tone != Tone::Normal)
                item->setData(int(row.tone), ToneRole);
            items.append(item);
        }
        m_model->appendRow(items);
    }
    fitHeight();
}

void SumsTable::fitHeight()
{
    ui::fitHeight(*m_view, m_theme, kRowHeight, m_mostRows);
    setFixedHeight(m_view->maximumHeight());
}

std::vector<int> SumsTable::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::ranges::sort(rows);
    return rows;
}

} // namespace signalbox::ui
