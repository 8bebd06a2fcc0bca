// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/compare_sheet.h"

#include "ui/prices/list_source.h"
#include "ui/prices/price_list_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/columns.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/price_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kFirstList = 2; ///< columns before it: model, what for
constexpr std::size_t kMostOdd = 2000;

QStandardItem* numberItem(const QString& text)
{
    auto* item = new QStandardItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

} // namespace

CompareSheet::CompareSheet(Engine& engine, const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_source(new ListSource(this))
    , m_view(new ChoiceBox(this))
    , m_withBook(new QCheckBox(this))
    , m_clear(makeButton(ButtonKind::Plain, this))
    , m_take(makeButton(ButtonKind::Plain, header()))
    , m_status(makeParagraph(this))
    , m_table(makeTable(theme, kRowHeight, this))
    , m_model(new QStandardItemModel(this))
    , m_book(catalogueOf(PriceBook::builtIn()))
{
    header()->addAction(m_take);
    m_view->addItem(QString(), int(View::Differences));
    m_view->addItem(QString(), int(View::Odd));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    auto* card = new Card(this);
    card->body()->addWidget(m_source);
    auto* row = new QHBoxLayout;
    row->addWidget(m_view);
    row->addWidget(m_withBook);
    row->addStretch(1);
    row->addWidget(m_clear);
    card->body()->addLayout(row);
    card->body()->addWidget(m_status);
    card->body()->addWidget(m_table, 1);
    body()->addWidget(card, 1);
    connect(m_source, &ListSource::readWanted, this, &CompareSheet::read);
    connect(m_view, &QComboBox::currentIndexChanged, this, &CompareSheet::refresh);
    connect(m_withBook, &QCheckBox::toggled, this, &CompareSheet::refresh);
    connect(&m_theme, &Theme::changed, this, &CompareSheet::fitModels);
    connect(m_clear, &QPushButton::clicked, this, &CompareSheet::begin);
    connect(m_take, &QPushButton::clicked, this, &CompareSheet::takeCurrent);
    connect(m_table, &QTableView::activated, this, &CompareSheet::activate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompareSheet::updateButtons);
    retranslate();
}

void CompareSheet::retranslate()
{
    back()->setText(tr("Back to the prices"));
    header()->setTitle(tr("Compare price lists"));
    header()->setRemark(tr("Read two or more. Where they differ, take over the one you trust."));
    m_source->retranslate();
    m_source->setReadText(tr("Add list"));
    m_view->setItemText(0, tr("Prices that differ"));
    m_view->setItemText(1, tr("Odd prices"));
    m_view->setAccessibleName(tr("What to show of the lists"));
    m_withBook->setText(tr("With the built-in book"));
    m_clear->setText(tr("Start anew"));
    m_take->setText(tr("Take this price"));
    m_table->setAccessibleName(tr("Prices of the lists side by side"));
    refresh();
}

void CompareSheet::begin()
{
    m_lists.clear();
    m_view->setCurrentIndex(m_view->findData(int(View::Differences)));
    refresh();
    m_source->field()->setFocus();
}

void CompareSheet::say(const QString& text, Tone tone)
{
    setTone(*m_status, tone);
    m_status->setText(text);
}

QString CompareSheet::nameOf(const PriceCatalogue& list)
{
    const QString name =
        list.format == CatalogueFormat::BuiltIn ? tr("built in") : toQString(catalogueName(list.format));
    return name + QLatin1Char(' ') + toQString(list.date);
}

void CompareSheet::read(const QString& source, const CatalogueSource& how)
{
    m_source->setBusy(Qt::Checked);
    m_engine.readPriceList(toStd(source), how, this, [this](const Result<PriceCatalogue>& list) {
        m_source->setBusy(Qt::Unchecked);
        if (list)
            add(*list);
        else
            say(errorText(list.error()), Tone::Error);
    });
}

void CompareSheet::add(PriceCatalogue list)
{
    // Files of one publisher and day are one list.
    const auto same = std::ranges::find_if(m_lists, [&list](const PriceCatalogue& known) {
        return known.format == list.format && known.date == list.date && list.format == CatalogueFormat::Portkey;
    });
    if (same == m_lists.end())
        m_lists.push_back(std::move(list));
    else
        addTo(*same, std::move(list));
    m_source->field()->clear();
    refresh();
}

std::vector<const PriceCatalogue*> CompareSheet::lists() const
{
    std::vector<const PriceCatalogue*> all;
    for (const PriceCatalogue& list : m_lists)
        all.push_back(&list);
    if (m_withBook->isChecked())
        all.push_back(&m_book);
    return all;
}

void CompareSheet::refresh()
{
    m_comparison = lists().size() < 2 ? PriceComparison() : compare(lists());
    m_model->clear();
    m_table->setVisible(!m_lists.empty());
    m_clear->setVisible(!m_lists.empty());
    if (m_lists.empty())
        say(tr("No list is read yet. LiteLLM, models.dev, Portkey and OpenRouter publish some."), Tone::Muted);
    else if (View(m_view->currentData().toInt()) == View::Odd)
        listOdd();
    else
        showDifferences();
    updateButtons();
}

void CompareSheet::showDifferences()
{
    QStringList names { tr("Model"), tr("What for") };
    for (const PriceCatalogue* list : lists())
        names.append(nameOf(*list));
    m_model->setHorizontalHeaderLabels(names);
    for (int column = kFirstList; column < names.size(); ++column)
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const PriceDisagreement& each : m_comparison.disagreements) {
        QList<QStandardItem*> row { new QStandardItem(toQString(each.provider + "/" + each.model)),
            new QStandardItem(fieldWords(each.field)) };
        for (const auto& price : each.prices)
            row.append(numberItem(price ? unitPriceText(*price) : dashText()));
        m_model->appendRow(row);
    }
    std::vector<int> widths { 280, 170 };
    widths.resize(std::size_t(names.size()), 160);
    setColumnWidths(*m_table, m_theme, widths);
    m_table->horizontalHeader()->setStretchLastSection(false);
    fitModels();
    if (lists().size() < 2)
        return say(tr("One list is read. Add another one to compare it with."), Tone::Muted);
    //: %1 models, %2 lists; of their prices that many differ: %3 input, %4 output, %5 cached input
    say(tr("%1 models in all %2 lists. Different: %3 input, %4 output, %5 cached input.")
            .arg(countText(qint64(m_comparison.models)), countText(qint64(lists().size())),
                countText(qint64(m_comparison.count("input"))), countText(qint64(m_comparison.count("output"))),
                countText(qint64(m_comparison.count("cached_input")))),
        m_comparison.disagreements.empty() ? Tone::Ok : Tone::Warning);
}

/// The models take what the prices leave, but with large text that is next to nothing: one scrolls there.
void CompareSheet::fitModels()
{
    if (m_model->columnCount() == 0 || View(m_view->currentData().toInt()) != View::Differences)
        return; // no list is read yet, or it is no table of prices
    const bool large = m_theme.hasLargeText();
    m_table->horizontalHeader()->setSectionResizeMode(0, large ? QHeaderView::Interactive : QHeaderView::Stretch);
    if (large)
        Columns::of(*m_table, m_theme).apply();
}

void CompareSheet::showOdd()
{
    m_view->setCurrentIndex(m_view->findData(int(View::Odd)));
}

void CompareSheet::listOdd()
{
    m_model->setHorizontalHeaderLabels({ tr("List"), tr("Model"), tr("Odd about it") });
    std::size_t count = 0;
    for (const PriceCatalogue& list : m_lists) {
        std::vector<const PriceCatalogue*> others { &m_book };
        for (const PriceCatalogue& other : m_lists) {
            if (&other != &list)
                others.push_back(&other);
        }
        for (const PriceOutlier& flag : outliersOf(list, others)) {
            if (flag.kind == PriceOutlier::Kind::Unbounded)
                continue;
            if (++count > kMostOdd)
                break;
            auto* odd = new QStandardItem(QStringLiteral("⚠ ") + outlierWords(flag));
            odd->setToolTip(outlierWords(flag));
            odd->setData(int(Tone::Warning), ToneRole);
            m_model->appendRow({ new QStandardItem(nameOf(list)), new QStandardItem(toQString(flag.key)), odd });
        }
    }
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    setColumnWidths(*m_table, m_theme, std::vector<int> { 190, 310 });
    m_table->horizontalHeader()->setStretchLastSection(true);
    say(count == 0 ? tr("Nothing odd in these lists.") : tr("%n odd price(s)", nullptr, int(count)),
        count == 0 ? Tone::Ok : Tone::Warning);
}

void CompareSheet::updateButtons()
{
    const bool differences = View(m_view->currentData().toInt()) == View::Differences;
    const QModelIndex current = m_table->currentIndex();
    m_take->setEnabled(differences && current.isValid() && current.column() >= kFirstList);
}

void CompareSheet::takeCurrent()
{
    activate(m_table->currentIndex());
}

void CompareSheet::activate(const QModelIndex& index)
{
    if (!m_take->isEnabled() || !index.isValid() || index.column() < kFirstList)
        return;
    const PriceDisagreement& chosen = m_comparison.disagreements[std::size_t(index.row())];
    const PriceCatalogue* list = lists()[std::size_t(index.column() - kFirstList)];
    const PriceCatalogue::Entry* entry = list->find(chosen.provider, chosen.model);
    if (entry == nullptr)
        return;
    Q_EMIT takeWanted({ PriceChange { chosen.provider, chosen.model, std::nullopt, entry->price, {}, {} } });
}

} // namespace signalbox::ui
