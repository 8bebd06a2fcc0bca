// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/price_sheet.h"

#include "ui/prices/price_list_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/form.h"

#include "core/tiers/price_json.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

namespace signalbox::ui {

namespace {

enum class Kind { PerToken, Free };

QString plain(UnitPrice price)
{
    return toQString(price.dollarsPerMillion());
}

} // namespace

PriceSheet::PriceSheet(QWidget* parent)
    : Sheet(parent)
{
    build();
    retranslate();
}

void PriceSheet::makeFields()
{
    m_provider = new ChoiceBox(this);
    m_kind = new ChoiceBox(this);
    m_keep = new QCheckBox(this);
    for (QLineEdit** field :
        { &m_model, &m_input, &m_cached, &m_write, &m_write1h, &m_output, &m_fee, &m_from, &m_note })
        *field = new QLineEdit(this);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PriceSheet::updateFields);
}

/// Anew each time it is opened: a form's labels are set once, and the language may have changed.
void PriceSheet::build()
{
    if (m_area != nullptr)
        retire(m_area);
    makeFields();
    auto* card = new Card(this);
    m_form = new Form(card);
    for (QLineEdit* price : { m_input, m_cached, m_write, m_write1h, m_output })
        price->setPlaceholderText(QStringLiteral("2.50"));
    m_fee->setPlaceholderText(QStringLiteral("0.00"));
    m_from->setPlaceholderText(QStringLiteral("2026-12-01"));
    m_model->setMaxLength(256);
    m_note->setMaxLength(2000);
    m_kind->addItem(tr("Per token"), int(Kind::PerToken));
    m_kind->addItem(tr("Free"), int(Kind::Free));
    m_form->addField("provider", tr("Provider"), m_provider);
    m_form->addField("model", tr("Model"), m_model);
    m_form->addField("price", tr("Price"), m_kind);
    m_form->addField("input", tr("Input, $ per million tokens"), m_input);
    m_form->addField("output", tr("Output, $ per million tokens"), m_output);
    m_form->addField("cached_input", tr("Cached input, $ per million tokens"), m_cached);
    m_form->addField("cache_write", tr("Cache write for 5 minutes, $ per million"), m_write);
    m_form->addField("cache_write_1h", tr("Cache write for an hour, $ per million"), m_write1h);
    m_form->addField("per_request", tr("Each request, $"), m_fee);
    m_form->addField("keep", tr("Further parts"), m_keep);
    m_form->addField("from", tr("Holds from (year-month-day)"), m_from);
    m_form->addField("note", tr("Note"), m_note);
    m_form->setSaveText(tr("Set price"));
    card->body()->addWidget(m_form);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    column->addStretch(1);
    m_area = makePageScroll(content, this);
    body()->addWidget(m_area, 1);
    m_area->show(); // a layout would do it later, and the first field wants the focus now
    connect(m_form, &Form::saved, this, &PriceSheet::save);
    connect(m_form, &Form::cancelled, this, &Sheet::closed);
}

void PriceSheet::retranslate()
{
    back()->setText(tr("Back to the prices"));
    header()->setTitle(m_title.empty() ? tr("Set a price") : tr("Price of %1").arg(toQString(m_title)));
    header()->setRemark(tr("Acts at once, with undo. What is booked already keeps its amount."));
    m_keep->setText(tr("Keep ranges, service tiers and other fees"));
    for (QLineEdit* optional : { m_cached, m_write, m_write1h })
        optional->setToolTip(tr("Empty: as the input"));
}

void PriceSheet::begin(
    const PriceLine* line, const std::vector<std::pair<std::string, QString>>& providers, const std::string& today)
{
    build();
    m_today = today;
    m_title = line != nullptr ? line->id() : std::string();
    m_provider->clear();
    for (const auto& [id, name] : providers)
        m_provider->addItem(name, toQString(id));
    if (line != nullptr && m_provider->findData(toQString(line->provider)) < 0)
        m_provider->addItem(toQString(line->provider), toQString(line->provider));
    if (line != nullptr)
        m_provider->setCurrentIndex(m_provider->findData(toQString(line->provider)));
    m_provider->setEnabled(line == nullptr);
    m_model->setEnabled(line == nullptr);
    m_model->setText(line != nullptr ? toQString(line->model) : QString());
    m_from->setText(toQString(today));
    m_note->clear();
    fill(line != nullptr ? line->price : std::nullopt);
    m_form->clearProblems();
    retranslate();
    m_form->focusFirst();
}

void PriceSheet::fill(const std::optional<Price>& price)
{
    m_former = price;
    for (QLineEdit* field : { m_input, m_cached, m_write, m_write1h, m_output, m_fee })
        field->clear();
    const bool tokens = price && !price->free;
    m_kind->setCurrentIndex(m_kind->findData(int(price && price->free ? Kind::Free : Kind::PerToken)));
    m_keep->setChecked(true);
    if (tokens) {
        m_input->setText(plain(price->input));
        m_output->setText(plain(price->output));
        if (price->cachedInput != price->input)
            m_cached->setText(plain(price->cachedInput));
        if (price->cacheWrite5m != price->input)
            m_write->setText(plain(price->cacheWrite5m));
        if (price->cacheWrite1h != price->cacheWrite5m)
            m_write1h->setText(plain(price->cacheWrite1h));
        if (!price->perRequest.isZero())
            m_fee->setText(toQString(price->perRequest.dollars()));
    }
    updateFields();
}

void PriceSheet::updateFields()
{
    const bool tokens = Kind(m_kind->currentData().toInt()) == Kind::PerToken;
    for (const char* member : { "input", "output", "cached_input", "cache_write", "cache_write_1h", "per_request" })
        m_form->setFieldVisible(member, tokens);
    m_form->setFieldVisible("keep", tokens && m_former && !furtherWords(*m_former).isEmpty());
}

Result<Price> PriceSheet::wanted() const
{
    if (Kind(m_kind->currentData().toInt()) == Kind::Free)
        return priceOf("free", "");
    auto json = nlohmann::ordered_json::object();
    if (m_keep->isChecked() && m_former && !m_former->free) {
        json = priceJson(*m_former);
        for (const char* own : { "input", "output", "cached_input", "cache_write", "cache_write_1h", "per_request" })
            json.erase(own);
    }
    const std::pair<const char*, const QLineEdit*> fields[] { { "input", m_input }, { "output", m_output },
        { "cached_input", m_cached }, { "cache_write", m_write }, { "cache_write_1h", m_write1h },
        { "per_request", m_fee } };
    for (const auto& [name, field] : fields) {
        if (const QString text = field->text().trimmed(); !text.isEmpty())
            json[name] = toStd(text);
    }
    return priceOf(json, "");
}

void PriceSheet::showError(const Error& error)
{
    Error shown = error;
    std::string pointer(error.parameter("pointer"));
    if (error.code == "price_day")
        pointer = "/from";
    else if (error.code == "price_model")
        pointer = "/model";
    else if (error.code == "price_provider")
        pointer = "/provider";
    else if (error.code == "price_zero")
        pointer = "/input";
    m_form->showProblems({ { pointer, 0, 0, std::move(shown), false } });
}

void PriceSheet::save()
{
    m_form->clearProblems();
    auto price = wanted();
    if (!price)
        return showError(price.error());
    PriceEntry entry;
    entry.provider = toStd(m_provider->currentData().toString());
    entry.model = toStd(m_model->text().trimmed());
    entry.from = toStd(m_from->text().trimmed());
    entry.price = std::move(*price);
    entry.price.source = "operator";
    entry.price.date = m_today;
    entry.note = toStd(m_note->text().trimmed());
    // What would be refused is said here, at its field.
    if (auto number = PriceHistory().add(entry, 0); !number)
        return showError(number.error());
    Q_EMIT saved(entry);
}

} // namespace signalbox::ui
