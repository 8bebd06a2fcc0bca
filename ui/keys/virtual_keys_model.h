// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/virtual_key.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace signalbox::ui {

/// The keys that applications use: never their text. Revoked ones stay at the end, struck through. GUI thread.
class VirtualKeysModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Id, LastFour, Created, LastUsed, StateColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void set(std::vector<VirtualKey> keys, WallUs now);
    /// What the log knows of a key's use; 0: there is no request with it. Unknown until it is said.
    void setLastUse(const std::string& keyId, WallUs at);
    void retranslate();
    [[nodiscard]] const VirtualKey* key(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const VirtualKey& key, int column) const;

    std::vector<VirtualKey> m_keys;
    std::map<std::string, WallUs> m_lastUse;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
