// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/moves_table.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kRow = 30;
constexpr int kMostRows = 6; ///< beyond them it scrolls
constexpr int kFirstColumn = 124;
constexpr int kLeastColumn = 72;

// Tiers that requests went to or would go to, in the configuration's order; "" (refused) last.
std::vector<std::string> tiersIn(const ReplayReport& report, const std::vector<std::string>& order)
{
    std::vector<std::string> tiers;
    for (const auto& [move, figures] : report.moves) {
        for (const std::string& tier : { move.first, move.second }) {
            if (std::ranges::find(tiers, tier) == tiers.end())
                tiers.push_back(tier);
        }
    }
    const auto place = [&order](const std::string& tier) {
        return tier.empty() ? order.size() + 1 : std::size_t(std::ranges::find(order, tier) - order.begin());
    };
    std::ranges::sort(tiers, [&place](const auto& one, const auto& other) { return place(one) < place(other); });
    return tiers;
}

} // namespace

QString MovesTable::firstHead()
{
    //: head of the first column of a table: rows are tiers before, columns tiers after
    return tr("Before ↓  After →");
}

MovesTable::MovesTable(const Theme& theme, QWidget* parent)
    : TitledTable(theme, kRow, kMostRows, parent)
{
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(&theme, &Theme::changed, this, &MovesTable::fitColumns);
    retranslate();
    clear();
}

void MovesTable::retranslate()
{
    //: title of a table: rows are tiers before, columns tiers after
    setTitle(tr("Moves between tiers"));
    if (QStandardItem* head = m_model->horizontalHeaderItem(0))
        head->setText(firstHead());
}

void MovesTable::clear()
{
    m_model->clear();
    setVisible(false);
}

void MovesTable::show(const ReplayReport& report, const std::vector<std::string>& tiers, const TierNames& tierName)
{
    m_model->clear();
    const std::vector<std::string> shown = tiersIn(report, tiers);
    const auto name = [&tierName](const std::string& tier) { return tier.empty() ? tr("refused") : tierName(tier); };
    QStringList heads { firstHead() };
    for (const std::string& tier : shown)
        heads.append(name(tier));
    m_model->setHorizontalHeaderLabels(heads);
    alignHeads(1);
    for (const std::string& before : shown) {
        QList<QStandardItem*> row { new QStandardItem(name(before)) };
        for (const std::string& after : shown) {
            const auto move = report.moves.find({ before, after });
            auto* item = new QStandardItem(dashText());
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setData(int(Tone::Muted), ToneRole);
            if (move != report.moves.end() && before == after) {
                item->setText(countText(move->second.requests));
                item->setToolTip(tr("%1 stay in %2").arg(countText(move->second.requests), name(before)));
            } else if (move != report.moves.end()) {
                const Money change = Money::fromNano(move->second.costAfter.nano() - move->second.costBefore.nano());
                item->setText(
                    countText(move->second.requests) + QStringLiteral(" · ") + moneyText(change, MoneyStyle::Signed));
                item->setData(int(Tone::Normal), ToneRole);
                //: requests that change tier: %1 how many, %2 from, %3 to
                item->setToolTip(
                    tr("%1 from %2 to %3").arg(countText(move->second.requests), name(before), name(after)));
            }
            row.append(item);
        }
        m_model->appendRow(row);
    }
    fitColumns();
    fitRows();
    setVisible(report.changed > 0 && !shown.empty());
}

// As wide as its figures and no wider: the table beside it has use for the rest. With large text it scrolls sideways.
void MovesTable::fitColumns()
{
    if (m_model->columnCount() == 0)
        return;
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(false);
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(0, std::max(m_theme.scaled(kFirstColumn), m_table->columnWidth(0)));
    for (int column = 1; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(m_theme.scaled(kLeastColumn), m_table->columnWidth(column)));
    m_natural = header->length();
    header->setStretchLastSection(true);
    updateGeometry();
}

QSize MovesTable::sizeHint() const
{
    return { m_natural + 2 * m_table->frameWidth() + 2, TitledTable::sizeHint().height() };
}

} // namespace signalbox::ui
