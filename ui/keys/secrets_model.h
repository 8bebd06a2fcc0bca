// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/vault.h"
#include "core/proxy/config.h"
#include "core/tiers/key_pool.h"
#include "ui/keys/remembered_secrets.h"

#include <QAbstractTableModel>

#include <memory>

namespace signalbox::ui {

/// The keys of the providers that need one, each with where it is, whether it is there and how it does. GUI thread.
class SecretsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ProviderColumn, Reference, LastFour, StoredIn, StateColumn, LastUse, ColumnCount };
    enum class State { Ready, Refused, Cooling, NotThere, LockedOrRemoved, Unavailable, Failed };

    explicit SecretsModel(const RememberedSecrets& remembered, QObject* parent = nullptr);
    /// What is known of the keys at one moment.
    struct Keys {
        std::vector<SecretStore::View> secrets;
        std::vector<KeyPools::View> health;
        QString vaultName;
        WallUs now = 0;
    };
    void set(const Config& config, const Keys& keys);
    void retranslate();
    [[nodiscard]] std::shared_ptr<const Provider> provider(int row) const;
    [[nodiscard]] std::string reference(int row) const;           ///< the key's name, or ""
    [[nodiscard]] int rowOf(const std::string& providerId) const; ///< of its first key
    [[nodiscard]] bool isThere(int row) const;                    ///< the key is at hand, however the provider likes it
    [[nodiscard]] State state(int row) const;
    [[nodiscard]] static QString storedIn(const std::string& reference, const QString& vaultName);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::shared_ptr<const Provider> provider;
        std::string reference;
        SecretStore::View view;
        KeyPools::View health;
        friend bool operator==(const Row& a, const Row& b)
        {
            return a.provider == b.provider && a.reference == b.reference && a.health.state == b.health.state
                && a.health.againInMs / 1000 == b.health.againInMs / 1000 && a.health.lastUsedAt == b.health.lastUsedAt
                && a.view.lastFour == b.view.lastFour && a.view.loaded == b.view.loaded
                && a.view.problem == b.view.problem;
        }
    };
    [[nodiscard]] QString text(int row, int column) const;

    const RememberedSecrets& m_remembered;
    std::vector<Row> m_rows;
    QString m_vaultName;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
