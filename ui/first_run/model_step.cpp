// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/model_step.h"

#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/config_edit.h"
#include "ui/tiers/model_picker.h"
#include "ui/tiers/price_words.h"

#include "core/tiers/price_book.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A cheap and a strong model that many accounts may use; offered where the price book knows what they cost.
struct WellKnown {
    std::string_view preset, cheap, strong;
};
constexpr WellKnown kWellKnown[] {
    { "openai", "gpt-4o-mini", "gpt-4o" },
    { "anthropic", "claude-haiku-4-5", "claude-sonnet-4-5" },
    { "gemini", "gemini-2.5-flash-lite", "gemini-2.5-pro" },
    { "mistral", "mistral-small-latest", "mistral-large-latest" },
    { "deepseek", "deepseek-chat", "deepseek-reasoner" },
    { "groq", "llama-3.1-8b-instant", "llama-3.3-70b-versatile" },
    { "together", "openai/gpt-oss-20b", "deepseek-ai/DeepSeek-V3" },
    { "xai", "grok-4", "grok-4" },
};

constexpr int kModelWidth = 240;

/// What is put behind the sandbox is never asked: the simulation always answers.
bool isSimulated(const Tier& tier)
{
    return std::ranges::all_of(tier.chain, [](const auto& each) { return each->provider->simulated; });
}

} // namespace

ModelStep::ModelStep(Engine& engine, const Theme& theme, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_page(page)
    , m_text(makeParagraph(this))
    , m_tier(new ChoiceBox(this))
    , m_model(new QLineEdit(this))
    , m_put(makeButton(ButtonKind::Primary, this))
    , m_price(makeLabel(TextRole::Small, this, Tone::Muted))
    , m_problem(makeParagraph(this, Tone::Error))
    , m_picker(new ModelPicker(engine, theme, this))
{
    build();
    connect(m_tier, &QComboBox::currentIndexChanged, this, &ModelStep::suggest);
    connect(m_model, &QLineEdit::textChanged, this, &ModelStep::sayPrice);
    setWriting(*m_put);
    connect(m_model, &QLineEdit::returnPressed, m_put, &QPushButton::click);
    connect(m_put, &QPushButton::clicked, this, &ModelStep::put);
    connect(m_picker, &ModelPicker::picked, this, [this](const OfferedModel& model) {
        m_model->setText(toQString(model.id));
        m_put->setFocus();
    });
    hide();
}

void ModelStep::build()
{
    m_model->setMinimumWidth(kModelWidth);
    auto* line = new QHBoxLayout;
    line->addWidget(m_model);
    line->addWidget(m_tier);
    line->addWidget(m_put);
    line->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    column->addLayout(line);
    column->addWidget(m_price);
    column->addWidget(m_problem);
    column->addWidget(m_picker);
    m_problem->hide();
}

void ModelStep::retranslate()
{
    m_model->setAccessibleName(tr("Model"));
    m_tier->setAccessibleName(tr("Tier"));
    m_put->setText(tr("Put it into the tier"));
    m_picker->retranslate();
    if (m_provider.empty())
        return;
    //: %1 is the name of a provider
    m_text->setText(
        tr("The key of %1 is there. Requests use it as soon as a tier has one of its models.").arg(providerName()));
    sayPrice();
}

bool ModelStep::isUsed(const Config& config, const std::string& provider)
{
    return std::ranges::any_of(config.tiers, [&](const Tier& tier) {
        return std::ranges::any_of(tier.chain, [&](const auto& each) { return each->provider->id == provider; });
    });
}

void ModelStep::setProvider(const std::string& id)
{
    setVisible(!id.empty());
    if (id == m_provider)
        return;
    m_provider = id;
    m_problem->hide();
    if (id.empty())
        return;
    m_picker->setProvider(id);
    fillTiers();
    retranslate();
    suggest();
}

QString ModelStep::providerName() const
{
    const auto provider = m_engine.config()->findProvider(m_provider);
    const ProviderPreset* preset = provider == nullptr ? nullptr : findPreset(provider->preset);
    if (provider != nullptr && !provider->name.empty())
        return toQString(provider->name);
    return toQString(preset == nullptr ? m_provider : preset->name);
}

std::string ModelStep::tier() const
{
    return toStd(m_tier->currentData().toString());
}

void ModelStep::fillTiers()
{
    const QSignalBlocker quiet(m_tier);
    m_tier->clear();
    for (const Tier& each : m_engine.config()->tiers)
        m_tier->addItem(toQString(each.name.empty() ? each.id : each.name), toQString(each.id));
}

/// The first tier is the cheap one.
void ModelStep::suggest()
{
    const auto provider = m_engine.config()->findProvider(m_provider);
    if (provider == nullptr)
        return;
    const auto* found = std::ranges::find(kWellKnown, provider->preset, &WellKnown::preset);
    const std::string model(found == std::end(kWellKnown) ? ""
            : m_tier->currentIndex() <= 0                 ? found->cheap
                                                          : found->strong);
    const bool priced = !model.empty() && PriceBook::builtIn().find(provider->preset, model) != nullptr;
    m_model->setText(priced ? toQString(model) : QString());
}

void ModelStep::sayPrice()
{
    const auto provider = m_engine.config()->findProvider(m_provider);
    const std::string model = toStd(m_model->text().trimmed());
    m_put->setEnabled(provider != nullptr && !model.empty() && m_tier->count() > 0);
    if (provider == nullptr || model.empty())
        return m_price->setText(tr("Type a model, or ask the provider for its models."));
    const PriceBook::Entry* known = PriceBook::builtIn().find(provider->preset, model);
    m_price->setText(known != nullptr
            ? priceWords(known->price)
            : tr("No price is known for it, so a ceiling blocks it until you set one on the page Prices."));
}

void ModelStep::put()
{
    const std::shared_ptr<const Config> config = m_engine.config();
    const Tier* into = config->findTier(tier());
    if (into == nullptr || !m_put->isEnabled())
        return;
    DeploymentEntry entry;
    entry.provider = m_provider;
    entry.model = toStd(m_model->text().trimmed());
    EditedText edited = addDeployment(config->text, into->id, entry);
    if (edited && !into->chain.empty() && isSimulated(*into))
        edited = moveDeployment(*edited, into->id, into->chain.size(), 0);
    const auto problems = applyEdit(m_engine, m_page, edited,
        //: %1 is a model, %2 a tier
        tr("%1 is in %2 now").arg(m_model->text().trimmed(), m_tier->currentText()));
    m_problem->setText(otherProblems(problems, {}));
    m_problem->setVisible(!problems.empty());
}

} // namespace signalbox::ui
