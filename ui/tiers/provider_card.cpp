// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/provider_card.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/provider_editor.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString dialectWords(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAi:
        return ProviderCard::tr("OpenAI dialect");
    case Dialect::AnthropicCompatible:
        return ProviderCard::tr("Anthropic, OpenAI-compatible");
    case Dialect::GeminiCompatible:
        return ProviderCard::tr("Gemini, OpenAI-compatible");
    case Dialect::AzureOpenAi:
        return ProviderCard::tr("Azure OpenAI");
    case Dialect::Sandbox:
        break;
    }
    return ProviderCard::tr("simulated, inside this program");
}

} // namespace

ProviderCard::ProviderCard(
    Engine& engine, const Theme& theme, Page& page, const std::string& providerId, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_provider(providerId)
    , m_address(makeParagraph(this))
    , m_key(makeLabel(TextRole::Body, this))
    , m_keys(makeButton(ButtonKind::Quiet, this))
    , m_edit(makeIconButton(theme, u"edit"_s, this))
    , m_remove(makeIconButton(theme, u"trash"_s, this))
    , m_problem(makeParagraph(this, Tone::Error))
{
    addHeaderWidget(m_key);
    addHeaderWidget(m_keys);
    header()->addWidget(m_edit);
    header()->addWidget(m_remove);
    body()->addWidget(m_address);
    body()->addWidget(m_problem);
    m_problem->hide();
    setWriting(*m_remove);
    connect(m_edit, &QToolButton::clicked, this, &ProviderCard::openEditor);
    connect(m_remove, &QToolButton::clicked, this, &ProviderCard::removeProviderItself);
    connect(m_keys, &QPushButton::clicked, this, [this] {
        Q_EMIT m_page.navigate({ u"keys"_s, toQString(m_provider), {} });
    });
    rebuild();
}

QString ProviderCard::name() const
{
    const auto config = m_engine.config();
    const auto provider = config == nullptr ? nullptr : config->findProvider(m_provider);
    return toQString(provider == nullptr || provider->name.empty() ? m_provider : provider->name);
}

void ProviderCard::rebuild()
{
    const auto config = m_engine.config();
    const auto provider = config == nullptr ? nullptr : config->findProvider(m_provider);
    if (provider == nullptr)
        return;
    setTitle(name());
    QStringList parts { toQString(provider->id), toQString(provider->baseUrl), dialectWords(provider->dialect) };
    parts.append(provider->local ? tr("on this computer") : QString());
    if (provider->priceFactorPpm != 1'000'000)
        //: a provider's mark-up: %1 is a percentage of the list price
        parts.append(tr("prices at %1 of the list").arg(percentText(double(provider->priceFactorPpm) / 1e6, 1)));
    parts.removeAll(QString());
    m_address->setText(parts.join(u" · "_s));
    nameButton(*m_edit, tr("Edit the provider %1").arg(name()));
    nameButton(*m_remove, tr("Remove the provider %1").arg(name()));
    refresh();
}

void ProviderCard::refresh()
{
    const auto config = m_engine.config();
    const auto provider = config == nullptr ? nullptr : config->findProvider(m_provider);
    if (provider == nullptr)
        return;
    const bool needsKey = provider->auth != AuthStyle::None && !provider->simulated;
    const std::vector<SecretStore::View> secrets = m_engine.secrets();
    const auto key = std::ranges::find(secrets, provider->secretRef, &SecretStore::View::reference);
    const auto ready = std::ranges::count_if(secrets, [&provider](const SecretStore::View& each) {
        return each.loaded && std::ranges::find(provider->secretRefs, each.reference) != provider->secretRefs.end();
    });
    const bool loaded = provider->secretRefs.size() > 1 ? ready > 0 : key != secrets.end() && key->loaded;
    m_keys->setVisible(needsKey);
    m_keys->setText(loaded ? tr("Replace key") : tr("Add key"));
    m_keys->setAccessibleName((loaded ? tr("Replace the key of %1") : tr("Add the key of %1")).arg(name()));
    setTone(*m_key, !needsKey ? Tone::Muted : loaded ? Tone::Ok : Tone::Warning);
    if (!needsKey)
        m_key->setText(tr("needs no key"));
    else if (provider->secretRefs.size() > 1)
        //: %1 of %2 keys of a provider are at hand
        m_key->setText((ready > 0 ? u"✓ "_s : u"⚠ "_s)
            + tr("%1 of %2 keys").arg(countText(ready), countText(qint64(provider->secretRefs.size()))));
    else if (loaded)
        //: %1 is the end of a key
        m_key->setText(tr("✓ key …%1").arg(toQString(key->lastFour)));
    else
        m_key->setText(tr("⚠ no key"));
}

void ProviderCard::removeProviderItself()
{
    const std::string text = m_engine.config()->text;
    QStringList uses;
    for (const std::string& tier : usesOfProvider(text, m_provider))
        uses.append(toQString(tier));
    QString problem;
    if (!uses.isEmpty()) {
        //: %1 is a provider, %2 a list of tiers and ceilings
        problem = tr("%1 is still in use by: %2").arg(name(), uses.join(u", "_s));
    } else {
        const auto problems =
            applyEdit(m_engine, m_page, removeProvider(text, m_provider), tr("%1 removed").arg(name()));
        problem = otherProblems(problems, {});
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void ProviderCard::openEditor()
{
    // Asked for again while it is open: what was typed stays.
    if (m_editor != nullptr)
        return m_editor->focusFirst();
    m_editor = new ProviderEditor(ProviderEditor::Purpose::EditProvider, this);
    if (const auto entry = readProvider(m_engine.config()->text, m_provider))
        m_editor->setEntry(*entry);
    m_editor->setCheck([this] { return problemsOf(editProvider(m_engine.config()->text, m_editor->entry())); });
    body()->addWidget(m_editor);
    connect(m_editor, &Form::saved, this, &ProviderCard::saveEditor);
    connect(m_editor, &Form::cancelled, this, &ProviderCard::closeEditor);
    m_editor->show();
    m_editor->focusFirst();
}

void ProviderCard::closeEditor()
{
    if (m_editor == nullptr)
        return;
    retire(m_editor);
    m_editor = nullptr;
    m_edit->setFocus();
}

void ProviderCard::saveEditor()
{
    const auto problems = applyEdit(
        m_engine, m_page, editProvider(m_engine.config()->text, m_editor->entry()), tr("%1 changed").arg(name()));
    if (problems.empty())
        closeEditor();
    else
        m_editor->showProblems(problems);
}

} // namespace signalbox::ui
