// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"
#include "core/keys/virtual_key.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace signalbox::ui {

/// The keys that applications use: never their text. Those that can't be used any more stay at the end, struck through.
/// GUI thread.
class VirtualKeysModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, LastFour, Scope, Budget, Rate, Valid, LastUsed, Today, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// standings: of all ceilings; those about a single key are its budget.
    void set(std::vector<VirtualKey> keys, const std::vector<Ledger::Standing>& standings, WallUs now);
    /// What the log knows of a key's use; 0: there is no request with it. Unknown until it is said.
    void setLastUse(const std::string& keyId, WallUs at);
    void setToday(const std::string& keyId, qint64 requests);
    void retranslate();
    [[nodiscard]] const VirtualKey* key(int row) const;
    [[nodiscard]] int rowOf(const std::string& keyId) const; ///< -1: it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const VirtualKey& key, int column) const;
    [[nodiscard]] QString scopeOf(const VirtualKey& key) const;
    [[nodiscard]] QString budgetOf(const VirtualKey& key) const;
    [[nodiscard]] QString rateOf(const VirtualKey& key) const;
    using Moment = QString (*)(WallUs at, WallUs now);
    /// over: how a moment is written that is past.
    [[nodiscard]] QString validityOf(const VirtualKey& key, Moment over) const;
    [[nodiscard]] QString wholeOf(const VirtualKey& key) const;
    [[nodiscard]] bool isOver(const VirtualKey& key) const;

    std::vector<VirtualKey> m_keys;
    std::map<std::string, Ledger::Standing> m_budgets; ///< the one that is used most
    std::map<std::string, WallUs> m_lastUse;
    std::map<std::string, qint64> m_today;
    WallUs m_now = 0;
};

} // namespace signalbox::ui
