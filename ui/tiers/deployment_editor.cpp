// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/deployment_editor.h"

#include "ui/shell/format.h"
#include "ui/tiers/price_words.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

namespace signalbox::ui {

DeploymentEditor::DeploymentEditor(Purpose purpose, const Config& config, QWidget* parent)
    : Form(parent)
    , m_tier(new QLineEdit(this))
    , m_provider(new QComboBox(this))
    , m_model(new QLineEdit(this))
    , m_models(new QStringListModel(this))
    , m_pricing(new QComboBox(this))
    , m_input(new QLineEdit(this))
    , m_cached(new QLineEdit(this))
    , m_output(new QLineEdit(this))
    , m_longest(new QLineEdit(this))
    , m_requests(new QLineEdit(this))
    , m_tokens(new QLineEdit(this))
    , m_concurrent(new QLineEdit(this))
    , m_wait(new QLineEdit(this))
{
    buildFields(purpose, config);
    auto* completer = new QCompleter(m_models, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_model->setCompleter(completer);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &DeploymentEditor::updateModels);
    connect(m_model, &QLineEdit::textChanged, this, &DeploymentEditor::updatePrice);
    connect(m_pricing, &QComboBox::currentIndexChanged, this, &DeploymentEditor::updatePrice);
    updateModels();
}

void DeploymentEditor::buildFields(Purpose purpose, const Config& config)
{
    for (const auto& provider : config.providers) {
        const QString name = toQString(provider->name.empty() ? provider->id : provider->name);
        m_provider->addItem(name, toQString(provider->id));
        m_presets[provider->id] = provider->preset;
    }
    m_pricing->addItem(QString(), int(Pricing::Catalogue));
    m_pricing->addItem(tr("Free"), int(Pricing::Free));
    m_pricing->addItem(tr("Own price"), int(Pricing::Own));
    m_tier->setMaxLength(64);
    m_model->setMaxLength(200);
    //: example of a name for a new tier; lower-case letters
    m_tier->setPlaceholderText(tr("mid"));
    for (QLineEdit* price : { m_input, m_cached, m_output })
        price->setPlaceholderText(QStringLiteral("2.50"));
    m_longest->setPlaceholderText(tr("as the catalogue says"));
    addField("id", tr("Name of the tier"), m_tier);
    addField("provider", tr("Provider"), m_provider);
    addField("model", tr("Model"), m_model);
    addField("price", tr("Price"), m_pricing);
    addField("input", tr("Input, $ per million tokens"), m_input);
    addField("cached_input", tr("Cached input, $ per million tokens"), m_cached);
    addField("output", tr("Output, $ per million tokens"), m_output);
    addField("max_output", tr("Longest answer, tokens"), m_longest);
    for (QLineEdit* limit : { m_requests, m_tokens, m_concurrent })
        limit->setPlaceholderText(tr("no limit"));
    m_wait->setPlaceholderText(QStringLiteral("2000"));
    addField("requests_per_minute", tr("Requests per minute"), m_requests);
    addField("tokens_per_minute", tr("Tokens per minute"), m_tokens);
    addField("concurrent", tr("Calls at the same time"), m_concurrent);
    //: how long a request may queue for the limits of a deployment before the next deployment is tried
    addField("wait_ms", tr("Wait for a free place, ms"), m_wait);
    setFieldVisible("id", purpose == Purpose::NewTier);
    setSaveText(purpose == Purpose::EditDeployment ? tr("Save")
            : purpose == Purpose::NewTier          ? tr("Add tier")
                                                   : tr("Add deployment"));
}

void DeploymentEditor::updateModels()
{
    const std::string preset = m_presets[toStd(m_provider->currentData().toString())];
    QStringList models;
    for (const PriceBook::Entry& entry : PriceBook::builtIn().entries()) {
        if (entry.provider == preset)
            models.append(toQString(entry.model));
    }
    m_models->setStringList(models);
    updatePrice();
}

void DeploymentEditor::updatePrice()
{
    const std::string preset = m_presets[toStd(m_provider->currentData().toString())];
    const PriceBook::Entry* known = PriceBook::builtIn().find(preset, toStd(m_model->text().trimmed()));
    //: price of a model out of the built-in list: %1 is the price
    m_pricing->setItemText(0,
        known == nullptr ? tr("From the catalogue: this model is not in it, so unpriced")
                         : tr("From the catalogue: %1").arg(priceWords(known->price)));
    const bool own = Pricing(m_pricing->currentData().toInt()) == Pricing::Own;
    for (const char* member : { "input", "cached_input", "output" })
        setFieldVisible(member, own);
}

void DeploymentEditor::setEntry(const DeploymentEntry& entry)
{
    m_provider->setCurrentIndex(m_provider->findData(toQString(entry.provider)));
    m_model->setText(toQString(entry.model));
    m_pricing->setCurrentIndex(m_pricing->findData(int(entry.pricing)));
    m_input->setText(toQString(entry.input));
    m_cached->setText(toQString(entry.cachedInput));
    m_output->setText(toQString(entry.output));
    m_longest->setText(toQString(entry.maxOutput));
    m_requests->setText(toQString(entry.requestsPerMinute));
    m_tokens->setText(toQString(entry.tokensPerMinute));
    m_concurrent->setText(toQString(entry.concurrent));
    m_wait->setText(toQString(entry.waitMs));
    updatePrice();
}

DeploymentEntry DeploymentEditor::entry() const
{
    return { toStd(m_provider->currentData().toString()), toStd(m_model->text().trimmed()),
        Pricing(m_pricing->currentData().toInt()), toStd(m_input->text().trimmed()), toStd(m_cached->text().trimmed()),
        toStd(m_output->text().trimmed()), toStd(m_longest->text().trimmed()), toStd(m_requests->text().trimmed()),
        toStd(m_tokens->text().trimmed()), toStd(m_concurrent->text().trimmed()), toStd(m_wait->text().trimmed()) };
}

std::string DeploymentEditor::tierId() const
{
    return toStd(m_tier->text().trimmed());
}

} // namespace signalbox::ui
