// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/virtual_keys_model.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/keys/key_editor.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr std::string_view kKeyScope = "key:";

double usedShare(const Ledger::Standing& standing)
{
    const auto limit = double(standing.ceiling.limit.nano());
    return limit > 0 ? double(standing.balance.used().nano()) / limit : 1;
}

QDate dayOf(WallUs at)
{
    return QDateTime::fromMSecsSinceEpoch(at / 1000).date();
}

/// The time of day where it is today's, else the date: of what is over it says enough.
QString dayText(WallUs at, WallUs now)
{
    return dayOf(at) == dayOf(now) ? minuteText(at) : QLocale().toString(dayOf(at), QLocale::ShortFormat);
}

/// The same with the time of day anyway; a key's days are not counted in seconds.
QString minuteOf(WallUs at, WallUs now)
{
    const QString day = dayText(at, now);
    return dayOf(at) == dayOf(now) ? day : day + QLatin1Char(' ') + minuteText(at);
}

} // namespace

void VirtualKeysModel::set(std::vector<VirtualKey> keys, const std::vector<Ledger::Standing>& standings, WallUs now)
{
    m_now = now;
    std::ranges::stable_sort(keys, [this](const VirtualKey& a, const VirtualKey& b) {
        return std::pair(isOver(a), -a.createdAt) < std::pair(isOver(b), -b.createdAt);
    });
    m_budgets.clear();
    for (const Ledger::Standing& standing : standings) {
        if (!standing.balance.scope.starts_with(kKeyScope) || standing.balance.scope.ends_with('*'))
            continue;
        const auto [place, isNew] = m_budgets.emplace(standing.balance.scope.substr(kKeyScope.size()), standing);
        if (!isNew && usedShare(standing) > usedShare(place->second))
            place->second = standing;
    }
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

void VirtualKeysModel::setToday(const std::string& keyId, qint64 requests)
{
    m_today[keyId] = requests;
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

int VirtualKeysModel::rowOf(const std::string& keyId) const
{
    const auto found = std::ranges::find(m_keys, keyId, &VirtualKey::id);
    return found == m_keys.end() ? -1 : int(found - m_keys.begin());
}

bool VirtualKeysModel::isOver(const VirtualKey& key) const
{
    return key.revokedAt.has_value() || key.terms.isOver(m_now);
}

QString VirtualKeysModel::scopeOf(const VirtualKey& key) const
{
    QStringList parts;
    if (!key.terms.tiers.empty())
        parts.append(joinedNames(key.terms.tiers));
    if (!key.terms.features.empty())
        //: %1 are names of features that a key is limited to
        parts.append(tr("for %1").arg(joinedNames(key.terms.features)));
    return parts.isEmpty() ? tr("everything") : parts.join(QStringLiteral(" · "));
}

QString VirtualKeysModel::budgetOf(const VirtualKey& key) const
{
    const auto found = m_budgets.find(key.id);
    if (found == m_budgets.end())
        return dashText();
    const Ledger::Standing& standing = found->second;
    //: what a key has used of its ceiling: %1 and %2 are amounts, %3 is "today", "this week", ...
    return tr("%1 of %2 %3")
        .arg(
            moneyText(standing.balance.used()), moneyText(standing.ceiling.limit), periodText(standing.ceiling.window));
}

QString VirtualKeysModel::rateOf(const VirtualKey& key) const
{
    QStringList parts;
    if (key.terms.requestsPerMinute)
        //: requests per minute
        parts.append(tr("%1/min").arg(countText(*key.terms.requestsPerMinute)));
    if (key.terms.concurrency)
        //: requests in flight at the same time
        parts.append(tr("%1 at once").arg(countText(*key.terms.concurrency)));
    return parts.isEmpty() ? dashText() : parts.join(QStringLiteral(" · "));
}

QString VirtualKeysModel::validityOf(const VirtualKey& key, Moment over) const
{
    if (key.revokedAt)
        //: state of a virtual key; %1 is a time
        return tr("revoked %1").arg(over(*key.revokedAt, m_now));
    if (!key.terms.expiresAt)
        return tr("✓ valid");
    if (isOver(key))
        //: state of a virtual key; %1 is a time
        return tr("expired %1").arg(over(*key.terms.expiresAt, m_now));
    //: state of a virtual key; %1 is a time
    return tr("✓ until %1").arg(minuteOf(*key.terms.expiresAt, m_now));
}

QString VirtualKeysModel::wholeOf(const VirtualKey& key) const
{
    //: tool tip of a virtual key: %1 its id, %2 when it was made
    return tr("%1, created %2").arg(toQString(key.id), momentText(key.createdAt, m_now));
}

QString VirtualKeysModel::text(const VirtualKey& key, int column) const
{
    switch (column) {
    case Name:
        return toQString(key.name);
    case LastFour:
        return QStringLiteral("…") + toQString(key.lastFour);
    case Scope:
        return scopeOf(key);
    case Budget:
        return budgetOf(key);
    case Rate:
        return rateOf(key);
    case Valid:
        return validityOf(key, dayText);
    case LastUsed:
        return m_lastUse.contains(key.id) ? agoText(m_lastUse.at(key.id), m_now) : dashText();
    case Today:
        return m_today.contains(key.id) ? countText(m_today.at(key.id)) : dashText();
    default:
        return {};
    }
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
    const bool over = isOver(*shown);
    if (role == Qt::DisplayRole)
        return text(*shown, index.column());
    if (role == Qt::ToolTipRole && index.column() == Valid)
        return validityOf(*shown, minuteOf);
    if (role == Qt::ToolTipRole)
        return index.column() == Name ? wholeOf(*shown) : text(*shown, index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Today)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == StruckRole)
        return over && index.column() == Name;
    if (role != ToneRole)
        return {};
    return int(over ? Tone::Muted : index.column() == Valid ? Tone::Ok : Tone::Normal);
}

QVariant VirtualKeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && section == Today)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names { tr("Name"), tr("Last 4"), tr("May use"), tr("Budget"), tr("Rate"),
        tr("Valid"), tr("Last used"), tr("Today") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui
