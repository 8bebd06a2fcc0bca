// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/paid_card.h"

#include "ui/first_run/model_step.h"
#include "ui/keys/secret_panel.h"
#include "ui/shell/button_action.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/page.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/config_edit.h"

#include "core/tiers/price_book.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Offered are those whose address is known and who want nothing but a key.
bool isOffered(const ProviderPreset& preset)
{
    return !preset.baseUrl.empty() && !preset.local && preset.auth != AuthStyle::None;
}

std::shared_ptr<const Provider> providerOf(const Config* config, const std::string& preset)
{
    if (config == nullptr)
        return nullptr;
    const auto found = std::ranges::find_if(
        config->providers, [&](const auto& each) { return each->preset == preset && !each->secretRefs.empty(); });
    return found == config->providers.end() ? nullptr : *found;
}

} // namespace

PaidCard::PaidCard(Engine& engine, const Theme& theme, QSettings& settings, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_remembered(settings)
    , m_text(makeParagraph(this))
    , m_provider(new ChoiceBox(this))
    , m_add(makeButton(ButtonKind::Plain, this))
    , m_tiers(makeButton(ButtonKind::Quiet, this))
    , m_problem(makeParagraph(this, Tone::Error))
    , m_panel(new SecretPanel(engine, m_remembered, page, this))
    , m_model(new ModelStep(engine, theme, page, this))
{
    for (const ProviderPreset& preset : providerPresets()) {
        if (isOffered(preset))
            m_provider->addItem(toQString(preset.name), toQString(preset.id));
    }
    auto* line = new QHBoxLayout;
    line->addWidget(m_provider);
    line->addWidget(m_add);
    line->addWidget(m_tiers);
    line->addStretch(1);
    body()->addWidget(m_text);
    body()->addLayout(line);
    body()->addWidget(m_panel);
    body()->addWidget(m_model);
    body()->addWidget(m_problem);
    m_problem->hide();
    m_panel->close();
    offerAsActions({ m_add, m_tiers });
    setWriting(*m_add);
    connect(m_add, &QPushButton::clicked, this, &PaidCard::addKey);
    connect(m_tiers, &QPushButton::clicked, this, &PaidCard::tiersWanted);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &PaidCard::refresh);
}

void PaidCard::retranslate()
{
    m_text->setText(
        tr("May wait as long as the sandbox is enough. The key is stored in your keychain, never in a file; "
           "your desktop may ask you to unlock it. Then a tier gets one of the provider's models."));
    m_provider->setAccessibleName(tr("Provider"));
    m_add->setText(tr("Add a key"));
    m_tiers->setText(tr("Show the tiers"));
    m_panel->retranslate();
    m_model->retranslate();
    refresh();
}

void PaidCard::refresh()
{
    const auto secrets = m_engine.secrets();
    const auto loaded = std::ranges::count_if(secrets, [](const auto& view) { return view.loaded; });
    const auto config = m_engine.config();
    const auto provider = providerOf(config.get(), toStd(m_provider->currentData().toString()));
    const bool stored = provider != nullptr && std::ranges::any_of(secrets, [&](const auto& view) {
        return view.loaded && view.reference == provider->secretRef;
    });
    const bool used = provider != nullptr && ModelStep::isUsed(*config, provider->id);
    setRemark(loaded == 0    ? QString()
            : stored && used ? u"✓ "_s + tr("key added, a tier uses it")
                             : u"✓ "_s + tr("key added"));
    m_model->setProvider(stored && !used ? provider->id : std::string());
}

void PaidCard::addKey()
{
    m_problem->hide();
    const std::string preset = toStd(m_provider->currentData().toString());
    std::shared_ptr<const Provider> provider = providerOf(m_engine.config().get(), preset);
    if (provider == nullptr) {
        ProviderEntry entry;
        entry.id = preset;
        entry.preset = preset;
        entry.secret = "keychain:" + preset;
        const auto problems = applyEdit(m_engine, m_page, addProvider(m_engine.config()->text, entry),
            //: %1 is the name of a provider
            tr("%1 added").arg(m_provider->currentText()));
        m_problem->setText(otherProblems(problems, {}));
        m_problem->setVisible(!problems.empty());
        provider = providerOf(m_engine.config().get(), preset);
    }
    if (provider != nullptr)
        m_panel->openToStore(provider, provider->secretRef);
}

} // namespace signalbox::ui
