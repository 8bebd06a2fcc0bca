// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/model_picker.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/price_words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kTableHeight = 240;
constexpr std::array kWidths { 280, 320, 120 };

QStandardItem* cell(const QString& text)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

} // namespace

ModelPicker::ModelPicker(Engine& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_ask(makeButton(ButtonKind::Plain, this))
    , m_cancel(makeButton(ButtonKind::Plain, this))
    , m_words(makeParagraph(this))
    , m_filter(new QLineEdit(this))
    , m_table(makeTable(theme, kRowHeight, this))
    , m_models(new QStandardItemModel(this))
    , m_shown(new QSortFilterProxyModel(this))
{
    build();
    connect(m_ask, &QPushButton::clicked, this, &ModelPicker::ask);
    connect(m_cancel, &QPushButton::clicked, this, &ModelPicker::cancel);
    connect(m_filter, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table, &QTableView::activated, this, &ModelPicker::pick);
    connect(m_table, &QTableView::clicked, this, &ModelPicker::pick);
}

ModelPicker::~ModelPicker()
{
    if (m_asking)
        m_engine.providers().cancel();
}

void ModelPicker::build()
{
    auto* line = new QHBoxLayout;
    line->addWidget(m_ask);
    line->addWidget(m_cancel);
    line->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(line);
    column->addWidget(m_words);
    column->addWidget(m_filter);
    column->addWidget(m_table);
    m_shown->setSourceModel(m_models);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_shown);
    m_table->setFixedHeight(m_theme.scaled(kTableHeight));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_filter->setClearButtonEnabled(true);
    retranslate();
    for (QWidget* later : { static_cast<QWidget*>(m_cancel), static_cast<QWidget*>(m_words),
             static_cast<QWidget*>(m_filter), static_cast<QWidget*>(m_table) })
        later->hide();
}

void ModelPicker::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Stop asking for the models"));
    m_filter->setPlaceholderText(tr("Filter the models"));
    m_filter->setAccessibleName(tr("Filter the models"));
    m_table->setAccessibleName(tr("Models of the provider"));
    //: a button: %1 is a provider. Nothing is asked before it is pressed
    m_ask->setText(tr("Ask %1 for its models").arg(providerName()));
}

QString ModelPicker::providerName() const
{
    const auto provider = m_engine.config()->findProvider(m_provider);
    return toQString(provider == nullptr || provider->name.empty() ? m_provider : provider->name);
}

void ModelPicker::setProvider(const std::string& id)
{
    if (id == m_provider)
        return;
    if (m_asking)
        cancel();
    m_provider = id;
    m_models->clear();
    m_filter->hide();
    m_table->hide();
    say({}, Tone::Muted);
    retranslate();
    const auto provider = m_engine.config()->findProvider(id);
    m_ask->setEnabled(provider != nullptr && !provider->simulated);
}

void ModelPicker::setAsking(bool asking)
{
    m_asking = asking;
    m_ask->setEnabled(!asking);
    m_cancel->setVisible(asking);
}

void ModelPicker::ask()
{
    const int asked = ++m_asked;
    setAsking(true);
    m_cancel->setFocus();
    //: %1 is a provider
    say(tr("Asking %1…").arg(providerName()), Tone::Muted);
    m_engine.providers().fetchModels(m_provider, this, [this, asked](const Result<std::vector<OfferedModel>>& answer) {
        if (asked == m_asked)
            list(answer);
    });
}

void ModelPicker::cancel()
{
    ++m_asked;
    m_engine.providers().cancel();
    setAsking(false);
    m_ask->setFocus();
    say(tr("Not asked any more."), Tone::Muted);
}

void ModelPicker::list(const Result<std::vector<OfferedModel>>& answer)
{
    setAsking(false);
    m_filter->setVisible(answer.has_value());
    m_table->setVisible(answer.has_value());
    if (!answer) {
        //: under the reason why a provider's models could not be listed
        say(errorText(answer.error()) + QLatin1Char('\n') + tr("The name of a model can be typed all the same."),
            Tone::Error);
        m_ask->setFocus();
        return;
    }
    fill(*answer);
    say(tr("%Ln model(s). A click takes one over.", nullptr, int(answer->size())), Tone::Muted);
    m_filter->clear();
    m_filter->setFocus();
}

void ModelPicker::fill(const std::vector<OfferedModel>& models)
{
    const auto provider = m_engine.config()->findProvider(m_provider);
    const std::string preset = provider == nullptr ? std::string() : provider->preset;
    const bool local = provider != nullptr && provider->local;
    m_models->clear();
    m_models->setHorizontalHeaderLabels({ tr("Model"), tr("Price"), tr("Context") });
    m_models->horizontalHeaderItem(2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const OfferedModel& model : models) {
        const PriceBook::Entry* known = PriceBook::builtIn().find(preset, model.id);
        const std::int64_t context = model.contextLength > 0 ? model.contextLength
            : known != nullptr                               ? known->profile.context
                                                             : 0;
        //: the price of a model on this computer
        QStandardItem* price = cell(known != nullptr ? priceWords(known->price)
                : local                              ? tr("free, on this computer")
                                                     : priceWords(std::nullopt));
        if (known == nullptr && !local)
            price->setData(int(Tone::Error), ToneRole);
        QStandardItem* name = cell(toQString(model.id));
        name->setData(qint64(model.contextLength), Qt::UserRole);
        QStandardItem* length = cell(context > 0 ? countText(context) : QStringLiteral("–"));
        length->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_models->appendRow({ name, price, length });
    }
    setColumnWidths(*m_table, m_theme, kWidths);
}

void ModelPicker::say(const QString& words, Tone tone)
{
    setTone(*m_words, tone);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void ModelPicker::pick(const QModelIndex& index)
{
    const QModelIndex name = index.siblingAtColumn(0);
    if (name.isValid())
        Q_EMIT picked({ toStd(name.data().toString()), name.data(Qt::UserRole).toLongLong() });
}

/// Return in the filter takes the only model that is left, or goes down to them.
void ModelPicker::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool goesDown = event->key() == Qt::Key_Down || isReturn;
    if (m_filter->hasFocus() && goesDown) {
        if (isReturn && m_shown->rowCount() == 1)
            return pick(m_shown->index(0, 0));
        m_table->setFocus();
        chooseRow(*m_table, 0);
        return;
    }
    if (m_table->hasFocus() && isReturn) // it has taken the row; the form is not to be saved by it
        return;
    if (m_asking && event->key() == Qt::Key_Escape)
        return cancel();
    QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui
