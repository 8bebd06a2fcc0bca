// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/keys/remembered_secrets.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QSettings;
class QTableView;
class QVBoxLayout;

namespace signalbox::ui {

class Card;
class EmptyState;
class KeyTestPanel;
class NewKeyPanel;
class SecretPanel;
class SecretsModel;
class SectionHeader;
class VirtualKeysModel;

/// Keys of providers (in the keychain) and keys of applications (virtual keys). GUI thread; engine, theme and settings
/// outlive the page.
class KeysPage final : public Page {
    Q_OBJECT

public:
    KeysPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("keys"); }
    [[nodiscard]] QString title() const override { return tr("Keys"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("keys"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: id of a provider whose key is to be added, or "new" for a new virtual key.
    void open(const PageTarget& target) override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    [[nodiscard]] bool mayClose() override;

private:
    void buildSecrets(QVBoxLayout& column);
    void buildVirtualKeys(QVBoxLayout& column);
    void connectParts();
    void refresh();
    void fitTables();
    void updateButtons();
    void readUses();
    void storeSecret();
    void addSecret();
    void testSecret();
    void removeSecret();
    void readToday(const VirtualKey& key);
    void editKey();
    void revoke();
    void restore(const std::string& id);
    [[nodiscard]] QTableView* makeKeyTable(Card* card);

    Engine& m_engine;
    const Theme& m_theme;
    RememberedSecrets m_remembered;
    SectionHeader* m_header;
    Card* m_secretsCard;
    SecretsModel* m_secrets;
    QTableView* m_secretsTable;
    QLabel* m_noSecrets;
    QPushButton* m_store;
    QPushButton* m_add;
    QPushButton* m_test;
    QPushButton* m_remove;
    SecretPanel* m_secretPanel;
    KeyTestPanel* m_keyTest;
    Card* m_keysCard;
    VirtualKeysModel* m_keys;
    QTableView* m_keysTable;
    QLabel* m_noKeys;
    QPushButton* m_create;
    QPushButton* m_edit;
    QPushButton* m_revoke;
    NewKeyPanel* m_newKey;
    QAction* m_createAction;
    QAction* m_storeAction;
    QTimer m_uses; ///< reads from the log when each key was used last
    bool m_shown = false;
};

} // namespace signalbox::ui
