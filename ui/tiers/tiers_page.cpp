// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/tiers_page.h"

#include "ui/shell/format.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/deployment_editor.h"
#include "ui/tiers/local_servers_card.h"
#include "ui/tiers/provider_card.h"
#include "ui/tiers/provider_editor.h"
#include "ui/tiers/tier_card.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

namespace {

constexpr int kMargin = 16;

} // namespace

TiersPage::TiersPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_content(new QWidget)
    , m_area(makePageScroll(m_content, this))
    , m_tierColumn(new QVBoxLayout)
    , m_providerColumn(new QVBoxLayout)
    , m_addTierAction(new QAction(this))
    , m_addProviderAction(new QAction(this))
    , m_findLocalAction(new QAction(this))
{
    build();
    for (QPushButton* button : { m_addTier, m_addProvider })
        setWriting(*button);
    for (QAction* action : { m_addTierAction, m_addProviderAction })
        setWriting(*action);
    connect(m_addTier, &QPushButton::clicked, m_addTierAction, &QAction::trigger);
    connect(m_addProvider, &QPushButton::clicked, m_addProviderAction, &QAction::trigger);
    connect(m_addTierAction, &QAction::triggered, this, &TiersPage::addTierForm);
    connect(m_addProviderAction, &QAction::triggered, this, &TiersPage::addProviderForm);
    connect(m_findLocal, &QPushButton::clicked, m_findLocalAction, &QAction::trigger);
    connect(m_findLocalAction, &QAction::triggered, this, &TiersPage::findLocalServers);
    connect(&m_engine, &Engine::configChanged, this, &TiersPage::rebuild);
    connect(&m_engine, &Engine::keysChanged, this, &TiersPage::refresh);
    connect(&m_engine, &Engine::pulled, this, &TiersPage::refresh);
    retranslate();
}

void TiersPage::build()
{
    m_providersHeader = new SectionHeader(m_content);
    m_addTier = makeButton(ButtonKind::Plain, m_header);
    m_addProvider = makeButton(ButtonKind::Plain, m_providersHeader);
    m_findLocal = makeButton(ButtonKind::Plain, m_providersHeader);
    m_header->addAction(m_addTier);
    m_providersHeader->addAction(m_findLocal);
    m_providersHeader->addAction(m_addProvider);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(Theme::kSpace + 4);
    m_tierColumn->setSpacing(Theme::kSpace + 4);
    m_providerColumn->setSpacing(Theme::kSpace);
    column->addLayout(m_tierColumn);
    column->addWidget(m_providersHeader);
    column->addLayout(m_providerColumn);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, 0);
    page->addWidget(m_header);
    page->addWidget(m_area, 1);
}

void TiersPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(tr("A tier tries its deployments from top to bottom."));
    m_providersHeader->setTitle(tr("Providers"));
    m_addTierAction->setText(tr("Add tier"));
    m_addProviderAction->setText(tr("Add provider"));
    //: an action: asks the usual ports of this computer for servers of models
    m_findLocalAction->setText(tr("Find local servers"));
    m_findLocal->setText(m_findLocalAction->text());
    m_addTier->setText(m_addTierAction->text());
    m_addProvider->setText(m_addProviderAction->text());
    rebuild();
}

void TiersPage::rebuild()
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    const auto tierId = [](const TierCard* card, const Tier& tier) { return card->tierId() == tier.id; };
    if (!std::ranges::equal(m_tiers, config->tiers, tierId)) {
        for (TierCard* card : m_tiers)
            retire(card);
        m_tiers.clear();
        for (const Tier& tier : config->tiers) {
            m_tiers.push_back(new TierCard(m_engine, m_theme, *this, tier.id, this));
            m_tierColumn->addWidget(m_tiers.back());
        }
    }
    const auto providerId = [](const ProviderCard* card, const auto& each) { return card->providerId() == each->id; };
    if (!std::ranges::equal(m_providers, config->providers, providerId)) {
        for (ProviderCard* card : m_providers)
            retire(card);
        m_providers.clear();
        for (const auto& provider : config->providers) {
            m_providers.push_back(new ProviderCard(m_engine, m_theme, *this, provider->id, this));
            m_providerColumn->addWidget(m_providers.back());
        }
    }
    for (TierCard* card : m_tiers)
        card->rebuild();
    for (ProviderCard* card : m_providers)
        card->rebuild();
}

void TiersPage::shown()
{
    m_shown = true;
    refresh();
}

void TiersPage::hidden()
{
    m_shown = false;
}

void TiersPage::refresh()
{
    if (!m_shown)
        return;
    for (TierCard* card : m_tiers)
        card->refresh();
    for (ProviderCard* card : m_providers)
        card->refresh();
}

void TiersPage::open(const PageTarget& target)
{
    const std::string id = toStd(target.item);
    QWidget* wanted = nullptr;
    if (const auto tier = std::ranges::find(m_tiers, id, &TierCard::tierId); tier != m_tiers.end())
        wanted = *tier;
    else if (const auto card = std::ranges::find(m_providers, id, &ProviderCard::providerId); card != m_providers.end())
        wanted = *card;
    if (wanted != nullptr)
        m_area->ensureWidgetVisible(wanted);
}

QList<QAction*> TiersPage::menuActions() const
{
    return { m_addTierAction, m_addProviderAction, m_findLocalAction };
}

void TiersPage::showForm(Form* form, QVBoxLayout* column)
{
    auto* card = new Card(this);
    card->body()->addWidget(form);
    column->insertWidget(0, card);
    m_formCard = card;
    connect(form, &Form::cancelled, this, &TiersPage::closeForm);
    card->show();
    m_area->widget()->layout()->activate(); // else the card has no place yet
    m_area->ensureWidgetVisible(card);
    form->focusFirst();
}

void TiersPage::closeForm()
{
    if (m_formCard == nullptr)
        return;
    const bool tier = m_tierForm != nullptr;
    retire(m_formCard);
    m_formCard = nullptr;
    m_tierForm = nullptr;
    m_providerForm = nullptr;
    (tier ? m_addTier : m_addProvider)->setFocus();
}

void TiersPage::addTierForm()
{
    // Asked for again while it is open: what was typed stays.
    if (m_tierForm != nullptr)
        return m_tierForm->focusFirst();
    closeForm();
    m_tierForm = new DeploymentEditor(DeploymentEditor::Purpose::NewTier, m_engine, m_theme);
    m_tierForm->setCheck(
        [this] { return problemsOf(addTier(m_engine.config()->text, m_tierForm->tierId(), m_tierForm->entry())); });
    connect(m_tierForm, &Form::saved, this, &TiersPage::saveTier);
    showForm(m_tierForm, m_tierColumn);
}

void TiersPage::addProviderForm()
{
    if (m_providerForm != nullptr)
        return m_providerForm->focusFirst();
    closeForm();
    m_providerForm = new ProviderEditor(ProviderEditor::Purpose::NewProvider);
    m_providerForm->setCheck(
        [this] { return problemsOf(addProvider(m_engine.config()->text, m_providerForm->entry())); });
    connect(m_providerForm, &Form::saved, this, &TiersPage::saveProvider);
    showForm(m_providerForm, m_providerColumn);
}

/// Only ever because somebody asked: a program that looks at ports by itself is not to be trusted.
void TiersPage::findLocalServers()
{
    if (m_local != nullptr)
        retire(m_local);
    m_local = new LocalServersCard(m_engine, this);
    m_providerColumn->insertWidget(0, m_local);
    connect(m_local, &LocalServersCard::closed, this, [this] {
        retire(std::exchange(m_local, nullptr));
        m_findLocal->setFocus();
    });
    connect(m_local, &LocalServersCard::addWanted, this, [this](const ProviderEntry& provider) {
        const auto problems = applyEdit(m_engine, *this, addProvider(m_engine.config()->text, provider),
            tr("%1 added").arg(toQString(provider.id)));
        if (!problems.empty() && m_local != nullptr)
            m_local->showProblem(otherProblems(problems, {}));
    });
    m_local->show();
    m_area->widget()->layout()->activate();
    m_area->ensureWidgetVisible(m_local);
}

void TiersPage::saveTier()
{
    const std::string id = m_tierForm->tierId();
    const auto problems = applyEdit(m_engine, *this, addTier(m_engine.config()->text, id, m_tierForm->entry()),
        tr("Tier %1 added").arg(toQString(id)));
    if (problems.empty())
        closeForm();
    else
        m_tierForm->showProblems(problems);
}

void TiersPage::saveProvider()
{
    const ProviderEntry entry = m_providerForm->entry();
    const auto problems = applyEdit(
        m_engine, *this, addProvider(m_engine.config()->text, entry), tr("%1 added").arg(toQString(entry.id)));
    if (problems.empty())
        closeForm();
    else
        m_providerForm->showProblems(problems);
}

} // namespace signalbox::ui
