// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/import_sheet.h"

#include "ui/prices/list_source.h"
#include "ui/prices/price_list_words.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 32;
constexpr int kSlowMs = 300;
constexpr std::array kWidths { 210, 320 };
constexpr int kPlaceRole = Qt::UserRole + 1;

} // namespace

ImportSheet::ImportSheet(Engine& engine, const Theme& theme, Known known, QWidget* parent)
    : Sheet(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_known(std::move(known))
    , m_source(new ListSource(this))
    , m_all(new QCheckBox(this))
    , m_take(makeButton(ButtonKind::Primary, header()))
    , m_status(makeParagraph(this))
    , m_table(makeTable(theme, kRowHeight, this))
    , m_model(new QStandardItemModel(this))
    , m_slow(new QTimer(this))
{
    header()->addAction(m_take);
    m_table->setModel(m_model);
    auto* card = new Card(this);
    card->body()->addWidget(m_source);
    auto* row = new QHBoxLayout;
    row->addWidget(m_status, 1);
    row->addWidget(m_all, 0, Qt::AlignTop);
    card->body()->addLayout(row);
    card->body()->addWidget(m_table, 1);
    body()->addWidget(card, 1);
    m_slow->setSingleShot(true);
    m_slow->setInterval(kSlowMs);
    connect(m_slow, &QTimer::timeout, this, [this] { say(tr("Reading the list…"), Tone::Muted); });
    connect(m_source, &ListSource::readWanted, this, &ImportSheet::read);
    connect(m_all, &QCheckBox::toggled, this, &ImportSheet::showChanges);
    connect(m_take, &QPushButton::clicked, this, &ImportSheet::take);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ImportSheet::updateCount);
    retranslate();
}

void ImportSheet::retranslate()
{
    back()->setText(tr("Back to the prices"));
    header()->setTitle(tr("Import a price list"));
    header()->setRemark(tr("LiteLLM, models.dev, Portkey or OpenRouter. Nothing is fetched unless you ask."));
    m_source->retranslate();
    m_source->setReadText(tr("Read"));
    m_all->setText(tr("Also models that are not in use"));
    m_table->setAccessibleName(tr("What the list would change"));
    showChanges();
}

void ImportSheet::begin()
{
    m_list.reset();
    m_changes.clear();
    showChanges();
    m_source->field()->setFocus();
}

void ImportSheet::say(const QString& text, Tone tone)
{
    setTone(*m_status, tone);
    m_status->setText(text);
}

void ImportSheet::read(const QString& source, const CatalogueSource& how)
{
    m_slow->start();
    m_source->setBusy(Qt::Checked);
    m_engine.readPriceList(toStd(source), how, this, [this](const Result<PriceCatalogue>& list) { showList(list); });
}

void ImportSheet::showList(const Result<PriceCatalogue>& list)
{
    m_slow->stop();
    m_source->setBusy(Qt::Unchecked);
    if (!list)
        return showError(list.error());
    m_list = *list;
    showChanges();
    if (m_model->rowCount() > 0)
        m_table->setFocus();
}

void ImportSheet::showError(const Error& error)
{
    m_slow->stop();
    say(errorText(error), Tone::Error);
}

void ImportSheet::showChanges()
{
    m_changes.clear();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({ tr("Model"), tr("What changes"), tr("Odd about it") });
    m_table->setVisible(m_list.has_value());
    m_all->setVisible(m_list.has_value());
    if (!m_list) {
        say(tr("Choose a list. You see what would change before anything does; your own prices stay in the history."),
            Tone::Muted);
        return updateCount();
    }
    const PriceCatalogue book = catalogueOf(PriceBook::builtIn());
    const std::vector<PricedModel> known = m_known(m_all->isChecked() ? ListScope::WithBook : ListScope::Known);
    m_changes = changesOf(*m_list, known, { &book });
    // What asks for a look stands on top.
    std::ranges::stable_sort(m_changes, [](const PriceChange& a, const PriceChange& b) {
        return std::pair(!a.after, !a.needsConfirmation()) < std::pair(!b.after, !b.needsConfirmation());
    });
    for (std::size_t i = 0; i < m_changes.size(); ++i)
        addRow(m_changes[i], i);
    setColumnWidths(*m_table, m_theme, kWidths);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const auto odd = std::ranges::count_if(m_changes, &PriceChange::needsConfirmation);
    //: a list that was read: %1 its name, %2 its date, %3 how many prices it has
    QString words = tr("%1 of %2: %3 prices.")
                        .arg(toQString(catalogueName(m_list->format)), toQString(m_list->date),
                            countText(qint64(m_list->entries.size())));
    const QString unchanged = listedOf(*m_list, known) == 0
        ? tr("Nothing changes: none of your models is in it.")
        : tr("Nothing changes: what it says of your models is what holds.");
    words +=
        QLatin1Char(' ') + (m_changes.empty() ? unchanged : tr("%n model(s) change.", nullptr, int(m_changes.size())));
    if (odd > 0)
        words += QLatin1Char(' ') + tr("%n look(s) odd and must be ticked one by one.", nullptr, int(odd));
    say(words, odd > 0 ? Tone::Warning : Tone::Muted);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    updateCount();
}

void ImportSheet::addRow(const PriceChange& change, std::size_t place)
{
    QStringList flags;
    for (const PriceOutlier& flag : change.flags)
        flags.append(outlierWords(flag));
    auto* model = new QStandardItem(toQString(change.provider + "/" + change.model));
    model->setData(qulonglong(place), kPlaceRole);
    if (change.after) {
        model->setCheckable(true);
        model->setCheckState(change.needsConfirmation() ? Qt::Unchecked : Qt::Checked);
    } else {
        model->setData(int(Tone::Muted), ToneRole);
    }
    auto* what = new QStandardItem(changeWords(change));
    auto* odd =
        new QStandardItem((flags.isEmpty() ? QString() : QStringLiteral("⚠ ")) + flags.join(QStringLiteral("; ")));
    odd->setData(int(flags.isEmpty() ? Tone::Muted : Tone::Warning), ToneRole);
    what->setToolTip(change.after ? (QStringList(what->text()) + furtherWords(*change.after)).join(QLatin1Char('\n'))
                                  : what->text());
    odd->setToolTip(flags.join(QLatin1Char('\n')));
    m_model->appendRow({ model, what, odd });
}

std::vector<PriceChange> ImportSheet::ticked() const
{
    std::vector<PriceChange> chosen;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem* item = m_model->item(row);
        if (item->isCheckable() && item->checkState() == Qt::Checked)
            chosen.push_back(m_changes[std::size_t(item->data(kPlaceRole).toULongLong())]);
    }
    return chosen;
}

void ImportSheet::updateCount()
{
    const std::size_t count = ticked().size();
    m_take->setEnabled(count > 0);
    m_take->setText(count == 0 ? tr("Take over") : tr("Take over %n price(s)", nullptr, int(count)));
}

void ImportSheet::take()
{
    if (const std::vector<PriceChange> chosen = ticked(); !chosen.empty())
        Q_EMIT takeWanted(chosen);
}

} // namespace signalbox::ui
