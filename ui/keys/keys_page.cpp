// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keys_page.h"

#include "ui/keys/key_test_panel.h"
#include "ui/keys/new_key_panel.h"
#include "ui/keys/secret_panel.h"
#include "ui/keys/secrets_model.h"
#include "ui/keys/virtual_keys_model.h"
#include "ui/shell/button_action.h"
#include "ui/shell/columns.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include "core/base/period.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

namespace signalbox::ui {

namespace {

constexpr int kMargin = 16;
constexpr int kRowHeight = 32;
constexpr std::chrono::seconds kUsesEvery { 10 };
constexpr std::size_t kMostUses = 200;     ///< keys whose last use is read
constexpr qint64 kMostCounted = 1'000'000; ///< requests of a day
constexpr int kMostRows = 10;              ///< of a table; more are scrolled to
constexpr std::array kSecretWidths { 110, 145, 72, 150, 310 };
constexpr std::array kKeyWidths { 104, 62, 116, 140, 98, 166, 92 };

} // namespace

KeysPage::KeysPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_remembered(settings)
    , m_header(new SectionHeader(this))
    , m_secrets(new SecretsModel(m_remembered, this))
    , m_keys(new VirtualKeysModel(this))
    , m_createAction(new QAction(this))
    , m_storeAction(new QAction(this))
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(Theme::kSpace + 4);
    buildSecrets(*column);
    buildVirtualKeys(*column);
    column->addStretch(1);
    QScrollArea* area = makePageScroll(content, this);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, 0);
    page->addWidget(m_header);
    page->addWidget(area, 1);
    connectParts();
    retranslate();
}

QTableView* KeysPage::makeKeyTable(Card* card)
{
    QTableView* table = makeTable(m_theme, kRowHeight, card);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    card->body()->addWidget(table);
    return table;
}

void KeysPage::buildSecrets(QVBoxLayout& column)
{
    m_secretsCard = new Card(this);
    m_store = makeButton(ButtonKind::Plain, m_secretsCard);
    m_remove = makeButton(ButtonKind::Plain, m_secretsCard);
    m_add = makeButton(ButtonKind::Plain, m_secretsCard);
    m_test = makeButton(ButtonKind::Plain, m_secretsCard);
    m_secretsCard->header()->addWidget(m_store);
    m_secretsCard->header()->addWidget(m_add);
    m_secretsCard->header()->addWidget(m_test);
    m_secretsCard->header()->addWidget(m_remove);
    setWriting(*m_add);
    setWriting(*m_remove);
    m_noSecrets = makeParagraph(m_secretsCard);
    m_secretsCard->body()->addWidget(m_noSecrets);
    m_secretsTable = makeKeyTable(m_secretsCard);
    m_secretsTable->setObjectName(QStringLiteral("secrets"));
    m_secretsTable->setModel(m_secrets);
    m_secretsTable->horizontalHeader()->setStretchLastSection(true);
    Columns::of(*m_secretsTable, m_theme).shareRoom();
    m_secretPanel = new SecretPanel(m_engine, m_remembered, *this, this);
    column.addWidget(m_secretsCard);
    column.addWidget(m_secretPanel);
    m_keyTest = new KeyTestPanel(m_engine, this);
    column.addWidget(m_keyTest);
}

void KeysPage::buildVirtualKeys(QVBoxLayout& column)
{
    m_keysCard = new Card(this);
    m_create = makeButton(ButtonKind::Primary, m_keysCard);
    m_revoke = makeButton(ButtonKind::Plain, m_keysCard);
    m_keysCard->header()->addWidget(m_create);
    m_edit = makeButton(ButtonKind::Plain, m_keysCard);
    m_keysCard->header()->addWidget(m_edit);
    m_keysCard->header()->addWidget(m_revoke);
    m_noKeys = makeParagraph(m_keysCard);
    m_keysCard->body()->addWidget(m_noKeys);
    m_keysTable = makeKeyTable(m_keysCard);
    m_keysTable->setObjectName(QStringLiteral("keys"));
    m_keysTable->setModel(m_keys);
    m_keysTable->horizontalHeader()->setStretchLastSection(true);
    Columns::of(*m_keysTable, m_theme).shareRoom();
    m_newKey = new NewKeyPanel(m_engine, *this, this);
    column.addWidget(m_newKey);
    column.addWidget(m_keysCard);
    offerAsActions({ m_add, m_test, m_remove, m_edit, m_revoke });
}

void KeysPage::connectParts()
{
    connect(m_create, &QPushButton::clicked, m_createAction, &QAction::trigger);
    connect(m_createAction, &QAction::triggered, m_newKey, &NewKeyPanel::open);
    connect(m_store, &QPushButton::clicked, m_storeAction, &QAction::trigger);
    connect(m_storeAction, &QAction::triggered, this, &KeysPage::storeSecret);
    connect(m_remove, &QPushButton::clicked, this, &KeysPage::removeSecret);
    connect(m_add, &QPushButton::clicked, this, &KeysPage::addSecret);
    connect(m_test, &QPushButton::clicked, this, &KeysPage::testSecret);
    connect(m_keyTest, &KeyTestPanel::closed, m_secretsTable, qOverload<>(&QWidget::setFocus));
    connect(m_edit, &QPushButton::clicked, this, &KeysPage::editKey);
    connect(m_keysTable, &QTableView::activated, this, &KeysPage::editKey);
    connect(m_revoke, &QPushButton::clicked, this, &KeysPage::revoke);
    connect(m_newKey, &NewKeyPanel::closed, m_keysTable, qOverload<>(&QWidget::setFocus));
    connect(m_secretPanel, &SecretPanel::closed, m_secretsTable, qOverload<>(&QWidget::setFocus));
    connect(m_secretPanel, &SecretPanel::closed, this, &KeysPage::refresh);
    for (QTableView* table : { m_secretsTable, m_keysTable })
        connect(table->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &KeysPage::fitTables);
    connect(m_secretsTable, &QTableView::activated, this, &KeysPage::storeSecret);
    connect(m_secretsTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysPage::updateButtons);
    connect(m_keysTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysPage::updateButtons);
    connect(m_secrets, &QAbstractItemModel::modelReset, this, &KeysPage::updateButtons);
    connect(m_keys, &QAbstractItemModel::modelReset, this, &KeysPage::updateButtons);
    const auto context = Qt::WidgetShortcut;
    connect(new QShortcut(Qt::Key_Delete, m_secretsTable, nullptr, nullptr, context), &QShortcut::activated, m_remove,
        &QPushButton::click);
    connect(new QShortcut(Qt::Key_Delete, m_keysTable, nullptr, nullptr, context), &QShortcut::activated, this,
        &KeysPage::revoke);
    m_uses.setInterval(kUsesEvery);
    connect(&m_uses, &QTimer::timeout, this, &KeysPage::readUses);
    connect(&m_engine, &Engine::keysChanged, this, &KeysPage::refresh);
    connect(&m_engine, &Engine::configChanged, this, &KeysPage::refresh);
    connect(&m_engine, &Engine::pulled, this, &KeysPage::refresh);
}

void KeysPage::retranslate()
{
    m_header->setTitle(title());
    m_secretsCard->setTitle(tr("Provider keys"));
    m_noSecrets->setText(tr("No provider needs a key. Add a provider on the Tiers page."));
    m_secretsTable->setAccessibleName(tr("Provider keys"));
    m_storeAction->setText(tr("Add or replace a provider key"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove the provider key"));
    //: one more key for a provider that has one
    m_add->setText(tr("Add another"));
    m_add->setAccessibleName(tr("Add another key of this provider"));
    m_test->setText(tr("Test"));
    m_test->setAccessibleName(tr("Test the provider key"));
    m_secretPanel->retranslate();
    m_keyTest->retranslate();
    m_keysCard->setTitle(tr("Application keys"));
    m_noKeys->setText(tr("No keys yet. An application needs one to send requests: create it here, it is shown once."));
    m_keysTable->setAccessibleName(tr("Application keys"));
    m_createAction->setText(tr("Create a key for an application"));
    m_create->setText(tr("Create key"));
    m_revoke->setText(tr("Revoke"));
    m_revoke->setAccessibleName(tr("Revoke the key"));
    m_edit->setText(tr("Edit"));
    m_edit->setAccessibleName(tr("Edit the key"));
    m_newKey->retranslate();
    m_secrets->retranslate();
    m_keys->retranslate();
    setColumnWidths(*m_secretsTable, m_theme, kSecretWidths);
    setColumnWidths(*m_keysTable, m_theme, kKeyWidths);
    refresh();
    updateButtons();
}

void KeysPage::shown()
{
    m_shown = true;
    m_uses.start();
    refresh();
    readUses();
}

void KeysPage::hidden()
{
    m_shown = false;
    m_uses.stop();
}

void KeysPage::readUses()
{
    const std::vector<VirtualKey> keys = m_engine.keys();
    for (std::size_t i = 0; i < std::min(keys.size(), kMostUses); ++i) {
        RequestFilter filter;
        filter.client = keys[i].name;
        filter.from = keys[i].createdAt; // an earlier key may have had the same name
        filter.to = keys[i].revokedAt.value_or(0);
        m_engine.fetchPage(filter, 0, 1, this, [this, id = keys[i].id](const Result<RequestPage>& page) {
            if (page)
                m_keys->setLastUse(id, page->rows.empty() ? 0 : page->rows.front().at);
        });
        readToday(keys[i]);
    }
}

void KeysPage::readToday(const VirtualKey& key)
{
    const auto config = m_engine.config();
    if (config == nullptr || key.revokedAt)
        return;
    RequestFilter filter;
    filter.client = key.name;
    filter.from = std::max(key.createdAt, startOfDay(config->day, wallNow()));
    m_engine.fetchCount(filter, kMostCounted, this, [this, id = key.id](const Result<qint64>& count) {
        if (count)
            m_keys->setToday(id, *count);
    });
}

bool KeysPage::mayClose()
{
    // A key that is shown once must not vanish by accident.
    return m_newKey->keyText().isEmpty();
}

void KeysPage::refresh()
{
    if (!m_shown)
        return;
    const auto config = m_engine.config();
    const WallUs now = wallNow();
    if (config != nullptr)
        m_secrets->set(*config, { m_engine.secrets(), m_engine.keyHealth(), m_engine.vaultName(), now });
    m_keys->set(m_engine.keys(), m_engine.standings(), now);
    m_noSecrets->setVisible(m_secrets->rowCount() == 0);
    m_secretsTable->setVisible(m_secrets->rowCount() > 0);
    m_noKeys->setVisible(m_keys->rowCount() == 0);
    m_keysTable->setVisible(m_keys->rowCount() > 0);
    fitTables();
    if (m_secrets->rowCount() > 0 && !m_secretsTable->currentIndex().isValid())
        chooseRow(*m_secretsTable, 0);
    updateButtons();
}

/// A page with two keys is no page of empty lines.
void KeysPage::fitTables()
{
    for (QTableView* table : { m_secretsTable, m_keysTable })
        fitHeight(*table, m_theme, kRowHeight, kMostRows);
}

void KeysPage::updateButtons()
{
    const int row = m_secretsTable->currentIndex().row();
    const auto provider = m_secrets->provider(row);
    const bool ready = m_secrets->isThere(row);
    m_store->setEnabled(provider != nullptr);
    m_store->setText(ready ? tr("Replace") : tr("Add key"));
    m_store->setAccessibleName(ready ? tr("Replace the provider key") : tr("Add the provider key"));
    const auto state = provider == nullptr ? SecretsModel::State::NotThere : m_secrets->state(row);
    const bool pool = provider != nullptr && provider->secretRefs.size() > 1;
    m_remove->setEnabled(pool
        || (provider != nullptr && state != SecretsModel::State::NotThere
            && !m_secrets->reference(row).starts_with("env:")));
    m_add->setEnabled(provider != nullptr && (pool || ready));
    m_test->setEnabled(ready);
    const VirtualKey* key = m_keys->key(m_keysTable->currentIndex().row());
    m_revoke->setEnabled(key != nullptr && !key->revokedAt);
    m_edit->setEnabled(m_revoke->isEnabled());
}

void KeysPage::storeSecret()
{
    const int row = m_secretsTable->currentIndex().row();
    m_keyTest->hide();
    if (const auto provider = m_secrets->provider(row))
        m_secretPanel->openToStore(provider, m_secrets->reference(row));
}

void KeysPage::addSecret()
{
    m_keyTest->hide();
    if (const auto provider = m_secrets->provider(m_secretsTable->currentIndex().row()))
        m_secretPanel->openToAdd(provider);
}

void KeysPage::testSecret()
{
    const int row = m_secretsTable->currentIndex().row();
    if (const auto provider = m_secrets->provider(row))
        m_keyTest->open(provider, m_secrets->reference(row));
}

void KeysPage::removeSecret()
{
    const int row = m_secretsTable->currentIndex().row();
    const auto provider = m_secrets->provider(row);
    m_keyTest->hide();
    if (provider != nullptr && m_remove->isEnabled())
        m_secretPanel->openToRemove(provider, m_secrets->reference(row));
}

void KeysPage::editKey()
{
    const VirtualKey* key = m_keys->key(m_keysTable->currentIndex().row());
    if (key != nullptr && m_edit->isEnabled())
        m_newKey->openToEdit(*key);
}

void KeysPage::revoke()
{
    const VirtualKey* key = m_keys->key(m_keysTable->currentIndex().row());
    if (key == nullptr || key->revokedAt)
        return;
    //: %1 is the name of a virtual key, %2 the end of the key
    const QString done = tr("Key “%1” (…%2) revoked: its requests are refused, its running answers are cut")
                             .arg(toQString(key->name), toQString(key->lastFour));
    m_engine.revokeKey(key->id, this, [this, id = key->id, done](const Result<bool>& result) {
        if (!result)
            Q_EMIT notice({ errorText(result.error()), {}, {} });
        else
            Q_EMIT notice({ done, tr("Undo"), [this, id] { restore(id); } });
    });
}

void KeysPage::restore(const std::string& id)
{
    m_engine.restoreKey(id, this, [this, id](const Result<bool>& result) {
        if (!result)
            return Q_EMIT notice({ errorText(result.error()), {}, {} });
        refresh();
        chooseRow(*m_keysTable, m_keys->rowOf(id));
    });
}

void KeysPage::open(const PageTarget& target)
{
    refresh();
    if (target.item == QStringLiteral("new")) {
        m_newKey->open();
        return;
    }
    const int row = m_secrets->rowOf(toStd(target.item));
    if (row < 0)
        return;
    chooseRow(*m_secretsTable, row);
    storeSecret();
}

QList<QAction*> KeysPage::menuActions() const
{
    return QList<QAction*> { m_createAction, m_storeAction } + buttonActions(*this);
}

} // namespace signalbox::ui
