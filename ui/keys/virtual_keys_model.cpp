// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/virtual_keys_model.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

void VirtualKeysModel::set(std::vector<VirtualKey> keys, WallUs now)
{
    std::ranges::stable_sort(keys, [](const VirtualKey& a, const VirtualKey& b) {
        return std::pair(a.revokedAt.has_value(), -a.createdAt) < std::pair(b.revokedAt.has_value(), -b.createdAt);
    });
    m_now = now;
    const bool reset = !std::ranges::equal(keys, m_keys, {}, &VirtualKey::id, &VirtualKey::id);
    if (reset)
        beginResetModel();
    m_keys = std::move(keys);
    if (reset)
        endResetModel();
    else
        retranslate();
}

void VirtualKeysModel::setLastUse(const std::string& keyId, WallUs at)
{
    m_lastUse[keyId] = at;
    retranslate();
}

void VirtualKeysModel::retranslate()
{
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const VirtualKey* VirtualKeysModel::key(int row) const
{
    return row >= 0 && row < rowCount() ? &m_keys[std::size_t(row)] : nullptr;
}

QString VirtualKeysModel::text(const VirtualKey& key, int column) const
{
    switch (column) {
    case Name:
        return toQString(key.name);
    case Id:
        return toQString(key.id);
    case LastFour:
        return QStringLiteral("…") + toQString(key.lastFour);
    case Created:
        return momentText(key.createdAt, m_now);
    case LastUsed:
        return m_lastUse.contains(key.id) ? agoText(m_lastUse.at(key.id), m_now) : dashText();
    default:
        break;
    }
    //: state of a virtual key; %1 is a time
    return key.revokedAt ? tr("revoked %1").arg(momentText(*key.revokedAt, m_now)) : tr("✓ valid");
}

int VirtualKeysModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int VirtualKeysModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VirtualKeysModel::data(const QModelIndex& index, int role) const
{
    const VirtualKey* shown = key(index.row());
    if (shown == nullptr)
        return {};
    const bool revoked = shown->revokedAt.has_value();
    if (role == Qt::DisplayRole)
        return text(*shown, index.column());
    if (role == StruckRole)
        return revoked && index.column() == Name;
    if (role != ToneRole)
        return {};
    const bool state = index.column() == StateColumn;
    return int(revoked || index.column() == Id ? Tone::Muted : state ? Tone::Ok : Tone::Normal);
}

QVariant VirtualKeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> names { tr("Name"), tr("Id"), tr("Last 4"), tr("Created"), tr("Last used"),
        tr("State") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui
