// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/vault.h"
#include "core/proxy/config.h"
#include "ui/keys/remembered_secrets.h"

#include <QAbstractTableModel>

#include <memory>

namespace signalbox::ui {

/// The providers that need a key, each with where its key is and whether it is there. GUI thread.
class SecretsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ProviderColumn, Reference, LastFour, StoredIn, StateColumn, ColumnCount };
    enum class State { Ready, NotThere, LockedOrRemoved, Unavailable, Failed };

    explicit SecretsModel(const RememberedSecrets& remembered, QObject* parent = nullptr);
    void set(const Config& config, std::vector<SecretStore::View> secrets, const QString& vaultName);
    void retranslate();
    [[nodiscard]] std::shared_ptr<const Provider> provider(int row) const;
    [[nodiscard]] int rowOf(const std::string& providerId) const;
    [[nodiscard]] State state(int row) const;
    [[nodiscard]] static QString storedIn(const std::string& reference, const QString& vaultName);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::shared_ptr<const Provider> provider;
        SecretStore::View view;
        friend bool operator==(const Row& a, const Row& b)
        {
            return a.provider == b.provider && a.view.lastFour == b.view.lastFour && a.view.loaded == b.view.loaded
                && a.view.problem == b.view.problem;
        }
    };
    [[nodiscard]] QString text(int row, int column) const;

    const RememberedSecrets& m_remembered;
    std::vector<Row> m_rows;
    QString m_vaultName;
};

} // namespace signalbox::ui
