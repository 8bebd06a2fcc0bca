// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/diff_table.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 190, 120, 280, 280 };

} // namespace

DiffTable::DiffTable(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new QStandardItemModel(this))
    , m_table(makeTable(theme, Theme::kRuleRowHeight, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_table->setModel(m_model);
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex& index) { openRule(index.data(Qt::UserRole).toString()); });
    retranslate();
}

// A line may be about something else than a rule.
void DiffTable::openRule(const QString& ruleId)
{
    if (!ruleId.isEmpty())
        Q_EMIT ruleWanted(ruleId);
}

void DiffTable::retranslate()
{
    m_table->setAccessibleName(tr("Changes of the rules"));
    show(std::exchange(m_lines, {}));
}

QString DiffTable::kindText(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added:
        return QStringLiteral("+");
    case DiffLine::Kind::Removed:
        return QStringLiteral("−");
    case DiffLine::Kind::Moved:
        return QStringLiteral("↕");
    case DiffLine::Kind::Changed:
        break;
    }
    return QStringLiteral("~");
}

void DiffTable::show(const std::vector<DiffLine>& lines)
{
    m_lines = lines;
    m_model->clear();
    //: columns of the list of changes
    m_model->setHorizontalHeaderLabels({ tr("Rule"), tr("Change"), tr("Before"), tr("After") });
    for (const DiffLine& line : lines) {
        QList<QStandardItem*> row;
        const QString change = kindText(line.kind) % QLatin1Char(' ') % line.what;
        for (const QString& text : { line.rule, change, line.before, line.after }) {
            auto* item = new QStandardItem(text.isEmpty() ? dashText() : text);
            item->setToolTip(text);
            item->setData(toQString(line.ruleId), Qt::UserRole);
            row.append(item);
        }
        row[1]->setData(int(line.kind == DiffLine::Kind::Added         ? Tone::Ok
                                : line.kind == DiffLine::Kind::Removed ? Tone::Error
                                                                       : Tone::Info),
            ToneRole);
        m_model->appendRow(row);
    }
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    if (m_mostRows > 0)
        m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
            + std::min(m_mostRows, int(m_lines.size())) * m_theme.scaled(Theme::kRuleRowHeight)
            + 2 * m_table->frameWidth() + 2);
}

void DiffTable::fitRows(int most)
{
    m_mostRows = most;
    m_table->setProperty("framed", true);
}

} // namespace signalbox::ui
