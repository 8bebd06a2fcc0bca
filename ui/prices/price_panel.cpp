// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/price_panel.h"

#include "ui/prices/price_list_words.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/tiers/price_words.h"

#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kHeight = 150; ///< of facts and history
constexpr std::array kWidths { 96, 210, 150, 110 };
constexpr int kNumberRole = Qt::UserRole + 1;
constexpr int kRemovedRole = Qt::UserRole + 2;

} // namespace

PricePanel::PricePanel(const Theme& theme, QWidget* parent)
    : Card(parent)
    , m_theme(theme)
    , m_set(makeButton(ButtonKind::Plain, this))
    , m_remove(makeButton(ButtonKind::Plain, this))
    , m_facts(makeParagraph(this))
    , m_none(makeParagraph(this))
    , m_table(makeTable(theme, kRowHeight, this))
    , m_model(new QStandardItemModel(this))
{
    header()->addWidget(m_set);
    header()->addWidget(m_remove);
    m_table->setModel(m_model);
    m_table->setFixedHeight(theme.scaled(kHeight));
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(2 * Theme::kSpace);
    halves->addWidget(m_facts, 2);
    halves->addWidget(m_table, 3);
    halves->addWidget(m_none, 3);
    body()->addLayout(halves);
    connect(m_set, &QPushButton::clicked, this, &PricePanel::setWanted);
    connect(m_remove, &QPushButton::clicked, this, &PricePanel::removeOrRestore);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PricePanel::updateButtons);
    const auto context = Qt::WidgetShortcut;
    connect(new QShortcut(Qt::Key_Delete, m_table, nullptr, nullptr, context), &QShortcut::activated, this,
        &PricePanel::removeOrRestore);
    retranslate();
}

void PricePanel::retranslate()
{
    m_set->setText(tr("Set price"));
    m_set->setAccessibleName(tr("Set the price of this model"));
    m_table->setAccessibleName(tr("Prices of this model by date"));
    m_none->setText(
        tr("No price was set by hand or taken from a list. What you set holds from its day on; rows that are booked "
           "already keep their amounts."));
    m_shown.clear();
    updateButtons();
}

void PricePanel::show(const PriceRow& row, const PriceHistory& history, const std::string& today,
    const std::vector<TokenYields::View>& yields)
{
    setTitle(toQString(row.line.id()));
    setRemark(priceWords(row.line.price));
    QStringList facts;
    if (!row.line.price)
        facts.append(tr("Without a price nothing is sent to it while a ceiling stands. Unknown is never zero."));
    else
        facts.append(furtherWords(*row.line.price));
    if (row.line.origin == PriceLine::Origin::Configuration)
        facts.append(tr("The configuration sets this price, and it comes first: change it on the Tiers page."));
    if (row.week)
        facts.append(gapWords(*row.week));
    const auto yield = std::ranges::find(yields, row.line.id(), &TokenYields::View::deployment);
    if (yield != yields.end() && yield->output)
        //: how tokens are estimated where the provider does not count
        facts.append(tr("Estimate of answers without usage: %1").arg(yieldWords(*yield->output)));
    if (yield != yields.end() && yield->input)
        facts.append(tr("Estimate of prompts without usage: %1").arg(yieldWords(*yield->input)));
    if (facts.isEmpty())
        facts.append(tr("No ranges, service tiers or fees beside input and output."));
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_facts->setAccessibleName(m_facts->text());
    showHistory(row, history, today);
}

void PricePanel::showHistory(const PriceRow& row, const PriceHistory& history, const std::string& today)
{
    const qint64 before = m_shown == row.line.id() ? selectedNumber() : 0;
    m_shown = row.line.id();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({ tr("From"), tr("Price"), tr("Source"), tr("State"), tr("Note") });
    auto entries = history.of(row.line.provider, row.line.preset, row.line.model);
    std::ranges::reverse(entries);
    int selected = 0;
    for (const PriceEntry* entry : entries) {
        const bool holds = entry->number == row.line.entry;
        const QString state = entry->removedAt ? tr("removed")
            : holds                            ? tr("✓ holds today")
            : entry->from > today              ? tr("later")
                                               : tr("over");
        QList<QStandardItem*> items;
        for (const QString& text : { toQString(entry->from), priceWords(entry->price), priceSourceWords(entry->price),
                 state, toQString(entry->note) }) {
            auto* item = new QStandardItem(text);
            item->setToolTip(text);
            item->setData(qint64(entry->number), kNumberRole);
            item->setData(entry->removedAt.has_value(), kRemovedRole);
            item->setData(int(entry->removedAt ? Tone::Muted : Tone::Normal), ToneRole);
            items.append(item);
        }
        if (holds)
            items[3]->setData(int(Tone::Ok), ToneRole);
        items[0]->setData(entry->removedAt.has_value(), StruckRole);
        if (entry->number == before)
            selected = m_model->rowCount();
        m_model->appendRow(items);
    }
    setColumnWidths(*m_table, m_theme, kWidths);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setVisible(!entries.empty());
    m_none->setVisible(entries.empty());
    if (!entries.empty())
        chooseRow(*m_table, selected);
    updateButtons();
}

qint64 PricePanel::selectedNumber() const
{
    return m_table->currentIndex().data(kNumberRole).toLongLong();
}

void PricePanel::updateButtons()
{
    const bool removed = m_table->currentIndex().data(kRemovedRole).toBool();
    m_remove->setEnabled(m_model->rowCount() > 0 && selectedNumber() > 0);
    m_remove->setText(removed ? tr("Restore entry") : tr("Remove entry"));
    m_remove->setAccessibleName(removed ? tr("Let the removed price hold again") : tr("Remove the selected price"));
}

void PricePanel::removeOrRestore()
{
    const qint64 number = selectedNumber();
    if (number <= 0)
        return;
    if (m_table->currentIndex().data(kRemovedRole).toBool())
        Q_EMIT restoreWanted(number);
    else
        Q_EMIT removeWanted(number);
}

} // namespace signalbox::ui
