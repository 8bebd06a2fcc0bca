// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/provider_editor.h"

#include "core/tiers/price_book.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

#include <array>
#include <utility>

namespace signalbox::ui {

namespace {

// The words of the configuration for dialects and for how a key is sent.
constexpr std::array<std::pair<Dialect, std::string_view>, 4> kDialects { { { Dialect::OpenAi, "openai" },
    { Dialect::AnthropicCompatible, "anthropic" }, { Dialect::GeminiCompatible, "gemini" },
    { Dialect::AzureOpenAi, "azure" } } };
constexpr std::array<std::pair<AuthStyle, std::string_view>, 3> kAuths { { { AuthStyle::Bearer, "bearer" },
    { AuthStyle::ApiKeyHeader, "api_key" }, { AuthStyle::None, "none" } } };

template <class Table, class Value> QString wordOf(const Table& table, Value value)
{
    for (const auto& [known, word] : table) {
        if (known == value)
            return toQString(word);
    }
    return {};
}

} // namespace

ProviderEditor::ProviderEditor(Purpose purpose, QWidget* parent)
    : Form(parent)
    , m_purpose(purpose)
    , m_preset(new ChoiceBox(this, ChoiceBox::Width::Gives))
    , m_id(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_dialect(new ChoiceBox(this, ChoiceBox::Width::Gives))
    , m_auth(new ChoiceBox(this, ChoiceBox::Width::Gives))
    , m_local(new QCheckBox(this))
    , m_factor(new QLineEdit(this))
{
    setWritesConfiguration();
    buildFields();
    connect(m_preset, &QComboBox::activated, this, &ProviderEditor::presetChosen);
    presetChosen();
}

void ProviderEditor::buildFields()
{
    for (const ProviderPreset& preset : providerPresets()) {
        if (preset.dialect != Dialect::Sandbox)
            m_preset->addItem(toQString(preset.name), toQString(preset.id));
    }
    m_dialect->addItem(tr("OpenAI"), wordOf(kDialects, Dialect::OpenAi));
    m_dialect->addItem(tr("Anthropic, OpenAI-compatible"), wordOf(kDialects, Dialect::AnthropicCompatible));
    m_dialect->addItem(tr("Gemini, OpenAI-compatible"), wordOf(kDialects, Dialect::GeminiCompatible));
    m_dialect->addItem(tr("Azure OpenAI"), wordOf(kDialects, Dialect::AzureOpenAi));
    m_auth->addItem(tr("Authorization: Bearer …"), wordOf(kAuths, AuthStyle::Bearer));
    m_auth->addItem(tr("api-key: …"), wordOf(kAuths, AuthStyle::ApiKeyHeader));
    m_auth->addItem(tr("No key"), wordOf(kAuths, AuthStyle::None));
    m_local->setText(tr("Runs on this computer (plain http is allowed)"));
    m_id->setMaxLength(64);
    m_url->setMaxLength(500);
    m_factor->setPlaceholderText(QStringLiteral("1.0"));
    addField("preset", tr("Kind"), m_preset);
    addField("id", tr("Name"), m_id);
    addField("base_url", tr("Base URL"), m_url);
    addField("dialect", tr("Dialect"), m_dialect);
    addField("auth", tr("Key is sent as"), m_auth);
    addField("local", tr("Local"), m_local);
    addField("price_factor", tr("Price factor"), m_factor);
    const bool isNew = m_purpose == Purpose::NewProvider;
    m_preset->setEnabled(isNew);
    m_id->setEnabled(isNew);
    setSaveText(isNew ? tr("Add provider") : tr("Save"));
}

void ProviderEditor::presetChosen()
{
    const ProviderPreset* preset = findPreset(toStd(m_preset->currentData().toString()));
    const ProviderPreset shown = preset == nullptr ? ProviderPreset() : *preset;
    m_id->setText(shown.id == "custom" ? QString() : toQString(shown.id));
    m_url->setText(toQString(shown.baseUrl));
    m_dialect->setCurrentIndex(std::max(0, m_dialect->findData(wordOf(kDialects, shown.dialect))));
    m_auth->setCurrentIndex(std::max(0, m_auth->findData(wordOf(kAuths, shown.auth))));
    m_local->setChecked(shown.local);
}

void ProviderEditor::setEntry(const ProviderEntry& entry)
{
    m_former = entry;
    const ProviderPreset* atUrl = presetAt(entry.baseUrl);
    const std::string meant = atUrl == nullptr ? "custom" : atUrl->id;
    const std::string preset = entry.preset.empty() ? meant : entry.preset;
    m_preset->setCurrentIndex(std::max(0, m_preset->findData(toQString(preset))));
    presetChosen();
    m_id->setText(toQString(entry.id));
    if (!entry.baseUrl.empty())
        m_url->setText(toQString(entry.baseUrl));
    if (!entry.dialect.empty())
        m_dialect->setCurrentIndex(std::max(0, m_dialect->findData(toQString(entry.dialect))));
    if (!entry.auth.empty())
        m_auth->setCurrentIndex(std::max(0, m_auth->findData(toQString(entry.auth))));
    m_local->setChecked(m_local->isChecked() || entry.local);
    m_factor->setText(toQString(entry.priceFactor));
}

ProviderEntry ProviderEditor::entry() const
{
    const ProviderPreset* preset = findPreset(toStd(m_preset->currentData().toString()));
    ProviderEntry entry = m_former;
    entry.id = toStd(m_id->text().trimmed());
    if (preset != nullptr && !(m_former.preset.empty() && preset->id == "custom"))
        entry.preset = preset->id;
    entry.baseUrl = toStd(m_url->text().trimmed());
    entry.dialect = toStd(m_dialect->currentData().toString());
    entry.auth = toStd(m_auth->currentData().toString());
    entry.local = m_local->isChecked();
    entry.priceFactor = toStd(m_factor->text().trimmed());
    if (preset != nullptr) {
        const auto same = [](const std::string& text, const QString& known) { return toQString(text) == known; };
        if (entry.baseUrl == preset->baseUrl)
            entry.baseUrl.clear();
        if (same(entry.dialect, wordOf(kDialects, preset->dialect)))
            entry.dialect.clear();
        if (same(entry.auth, wordOf(kAuths, preset->auth)))
            entry.auth.clear();
        entry.local = entry.local && !preset->local;
    }
    const bool needsKey = m_auth->currentData().toString() != wordOf(kAuths, AuthStyle::None);
    if (!needsKey)
        entry.secret.clear();
    else if (entry.secret.empty())
        entry.secret = "keychain:" + entry.id;
    return entry;
}

} // namespace signalbox::ui
