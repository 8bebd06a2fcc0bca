// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/deployment_editor.h"

#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"
#include "ui/tiers/model_picker.h"
#include "ui/tiers/price_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr std::array kProfileFields { "context", "tools", "images", "json_object", "json_schema", "refuses", "renames",
    "max_tokens_field" };

/// In the order of m_capabilities.
std::array<bool, 4> capabilitiesOf(const CapabilityProfile& profile)
{
    return { profile.tools, profile.images, profile.jsonObject, profile.jsonSchema };
}

} // namespace

DeploymentEditor::DeploymentEditor(Purpose purpose, Engine& engine, const Theme& theme, QWidget* parent)
    : Form(parent)
    , m_engine(engine)
    , m_picker(new ModelPicker(engine, theme, this))
    , m_tier(new QLineEdit(this))
    , m_provider(new ChoiceBox(this, ChoiceBox::Width::Gives))
    , m_model(new QLineEdit(this))
    , m_models(new QStringListModel(this))
    , m_pricing(new ChoiceBox(this, ChoiceBox::Width::Gives))
    , m_input(new QLineEdit(this))
    , m_cached(new QLineEdit(this))
    , m_output(new QLineEdit(this))
    , m_longest(new QLineEdit(this))
    , m_requests(new QLineEdit(this))
    , m_tokens(new QLineEdit(this))
    , m_concurrent(new QLineEdit(this))
    , m_wait(new QLineEdit(this))
    , m_more(new QCheckBox(this))
    , m_context(new QLineEdit(this))
    , m_capabilities { new ChoiceBox(this, ChoiceBox::Width::Gives), new ChoiceBox(this, ChoiceBox::Width::Gives),
        new ChoiceBox(this, ChoiceBox::Width::Gives), new ChoiceBox(this, ChoiceBox::Width::Gives) }
    , m_refuses(new QLineEdit(this))
    , m_renames(new QLineEdit(this))
    , m_maxTokensField(new ChoiceBox(this, ChoiceBox::Width::Gives))
{
    setWritesConfiguration();
    buildFields(purpose, *engine.config());
    buildProfile();
    addPart(m_picker);
    connect(m_picker, &ModelPicker::picked, this, &DeploymentEditor::take);
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

void DeploymentEditor::buildProfile()
{
    //: a switch that shows further fields: what a model can carry, which parameters it knows
    m_more->setText(tr("Say by hand what the model can take"));
    addField("profile", tr("Abilities"), m_more);
    addField("context", tr("Context, tokens"), m_context);
    const std::array labels { tr("Tools"), tr("Images"), tr("JSON answers"), tr("JSON by schema") };
    for (std::size_t i = 0; i < m_capabilities.size(); ++i) {
        for (const QString& choice : { QString(), tr("Yes"), tr("No") })
            m_capabilities[i]->addItem(choice);
        addField(kProfileFields[i + 1], labels[i], m_capabilities[i]);
    }
    m_refuses->setPlaceholderText(QStringLiteral("logprobs, seed"));
    m_renames->setPlaceholderText(QStringLiteral("seed = random_seed"));
    addField("refuses", tr("Parameters that are left out"), m_refuses);
    addField("renames", tr("Parameters under other names"), m_renames);
    for (const char* name : { "", "max_tokens", "max_completion_tokens" })
        m_maxTokensField->addItem(QLatin1String(name), QLatin1String(name));
    addField("max_tokens_field", tr("Longest answer is asked for as"), m_maxTokensField);
    connect(m_more, &QCheckBox::toggled, this, &DeploymentEditor::updateProfile);
    updateProfile();
}

const PriceBook::Entry* DeploymentEditor::known() const
{
    const auto preset = m_presets.find(toStd(m_provider->currentData().toString()));
    return preset == m_presets.end() ? nullptr
                                     : PriceBook::builtIn().find(preset->second, toStd(m_model->text().trimmed()));
}

/// What holds where nothing is said, and where it comes from.
void DeploymentEditor::updateProfile()
{
    for (const char* field : kProfileFields)
        setFieldVisible(field, m_more->isChecked());
    const PriceBook::Entry* entry = known();
    const CapabilityProfile profile = entry == nullptr ? CapabilityProfile::unknown() : entry->profile;
    //: where a model's abilities come from: %1 is what is known
    const QString source = entry == nullptr ? tr("not in the catalogue: %1") : tr("catalogue: %1");
    m_context->setPlaceholderText(
        entry == nullptr ? tr("not in the catalogue") : source.arg(countText(profile.context)));
    const auto able = capabilitiesOf(profile);
    for (std::size_t i = 0; i < able.size(); ++i)
        m_capabilities[i]->setItemText(0, source.arg(able[i] ? tr("yes") : tr("no")));
    m_maxTokensField->setItemText(0, source.arg(toQString(profile.maxTokensField)));
    QStringList refused;
    for (const std::string& name : profile.refuses)
        refused.append(toQString(name));
    if (!refused.isEmpty())
        m_refuses->setPlaceholderText(source.arg(refused.join(QStringLiteral(", "))));
}

ProfileEntry DeploymentEditor::profile() const
{
    const auto choice = [this](std::size_t place) -> std::optional<bool> {
        const int at = m_capabilities[place]->currentIndex();
        return at <= 0 ? std::nullopt : std::optional(at == 1);
    };
    ProfileEntry profile;
    profile.context = toStd(m_context->text().trimmed());
    profile.tools = choice(0);
    profile.images = choice(1);
    profile.jsonObject = choice(2);
    profile.jsonSchema = choice(3);
    profile.refuses = toStd(m_refuses->text().trimmed());
    profile.renames = toStd(m_renames->text().trimmed());
    profile.maxTokensField = toStd(m_maxTokensField->currentData().toString());
    return profile;
}

void DeploymentEditor::setProfile(const ProfileEntry& profile)
{
    m_context->setText(toQString(profile.context));
    const std::array given { profile.tools, profile.images, profile.jsonObject, profile.jsonSchema };
    for (std::size_t i = 0; i < given.size(); ++i)
        m_capabilities[i]->setCurrentIndex(!given[i] ? 0 : *given[i] ? 1 : 2);
    m_refuses->setText(toQString(profile.refuses));
    m_renames->setText(toQString(profile.renames));
    m_maxTokensField->setCurrentIndex(std::max(0, m_maxTokensField->findData(toQString(profile.maxTokensField))));
    m_more->setChecked(!profile.isEmpty());
}

void DeploymentEditor::take(const OfferedModel& model)
{
    m_model->setText(toQString(model.id));
    const auto provider = m_engine.config()->findProvider(toStd(m_provider->currentData().toString()));
    const bool local = provider != nullptr && provider->local;
    if (known() == nullptr && local)
        m_pricing->setCurrentIndex(m_pricing->findData(int(Pricing::Free)));
    if (known() == nullptr && model.contextLength > 0) {
        m_more->setChecked(true);
        m_context->setText(QString::number(model.contextLength));
    }
    m_model->setFocus();
}

void DeploymentEditor::updateModels()
{
    const std::string provider = toStd(m_provider->currentData().toString());
    const std::string preset = m_presets[provider];
    m_picker->setProvider(provider);
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
    const PriceBook::Entry* known = this->known();
    //: price of a model out of the built-in list: %1 is the price
    m_pricing->setItemText(0,
        known == nullptr ? tr("From the catalogue: this model is not in it, so unpriced")
                         : tr("From the catalogue: %1").arg(priceWords(known->price)));
    const bool own = Pricing(m_pricing->currentData().toInt()) == Pricing::Own;
    for (const char* member : { "input", "cached_input", "output" })
        setFieldVisible(member, own);
    updateProfile();
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
    setProfile(entry.profile);
    updatePrice();
}

DeploymentEntry DeploymentEditor::entry() const
{
    return { toStd(m_provider->currentData().toString()), toStd(m_model->text().trimmed()),
        Pricing(m_pricing->currentData().toInt()), toStd(m_input->text().trimmed()), toStd(m_cached->text().trimmed()),
        toStd(m_output->text().trimmed()), toStd(m_longest->text().trimmed()), toStd(m_requests->text().trimmed()),
        toStd(m_tokens->text().trimmed()), toStd(m_concurrent->text().trimmed()), toStd(m_wait->text().trimmed()),
        profile() };
}

std::string DeploymentEditor::tierId() const
{
    return toStd(m_tier->text().trimmed());
}

} // namespace signalbox::ui
