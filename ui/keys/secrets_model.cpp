// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/secrets_model.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

SecretsModel::SecretsModel(const RememberedSecrets& remembered, QObject* parent)
    : QAbstractTableModel(parent)
    , m_remembered(remembered)
{
}

void SecretsModel::set(const Config& config, std::vector<SecretStore::View> secrets, const QString& vaultName)
{
    std::vector<Row> rows;
    for (const auto& provider : config.providers) {
        if (provider->auth == AuthStyle::None || provider->simulated)
            continue;
        const auto view = std::ranges::find(secrets, provider->secretRef, &SecretStore::View::reference);
        rows.push_back({ provider, view == secrets.end() ? SecretStore::View() : *view });
    }
    // The selection must survive a refresh, so rows that stay are not reset.
    const auto sameProvider = [](const Row& a, const Row& b) { return a.provider->id == b.provider->id; };
    const bool reset = !std::ranges::equal(rows, m_rows, sameProvider);
    if (!reset && rows == m_rows && vaultName == m_vaultName)
        return;
    if (reset)
        beginResetModel();
    m_rows = std::move(rows);
    m_vaultName = vaultName;
    if (reset)
        endResetModel();
    else
        retranslate();
}

void SecretsModel::retranslate()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::shared_ptr<const Provider> SecretsModel::provider(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[std::size_t(row)].provider : nullptr;
}

int SecretsModel::rowOf(const std::string& providerId) const
{
    const auto found = std::ranges::find_if(m_rows, [&](const Row& row) { return row.provider->id == providerId; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

SecretsModel::State SecretsModel::state(int row) const
{
    const Row& entry = m_rows[std::size_t(row)];
    if (entry.view.loaded)
        return State::Ready;
    const std::string& problem = entry.view.problem;
    const bool remembered = m_remembered.find(entry.provider->secretRef).has_value();
    if (problem == "keychain_unavailable")
        return State::Unavailable;
    if (problem.empty() || problem == "secret_missing" || problem == "keychain_locked")
        return remembered || problem == "keychain_locked" ? State::LockedOrRemoved : State::NotThere;
    return State::Failed;
}

QString SecretsModel::storedIn(const std::string& reference, const QString& vaultName)
{
    if (reference.starts_with("session:"))
        return tr("this session only");
    if (reference.starts_with("env:"))
        //: where a provider's key comes from; %1 is the name of an environment variable
        return tr("environment variable %1").arg(toQString(reference.substr(4)));
    // The vault that keeps nothing has a name for logs, not for people.
    return vaultName == QStringLiteral("memory") ? tr("this session only") : vaultName;
}

QString SecretsModel::text(int row, int column) const
{
    const Row& entry = m_rows[std::size_t(row)];
    const Provider& provider = *entry.provider;
    const auto remembered = m_remembered.find(provider.secretRef);
    switch (column) {
    case ProviderColumn:
        return toQString(provider.name.empty() ? provider.id : provider.name);
    case Reference:
        return toQString(provider.secretRef);
    case LastFour:
        if (!entry.view.lastFour.empty())
            return QStringLiteral("…") + toQString(entry.view.lastFour);
        return remembered && !remembered->lastFour.isEmpty() ? QStringLiteral("…") + remembered->lastFour : dashText();
    case StoredIn:
        return storedIn(provider.secretRef, m_vaultName);
    default:
        break;
    }
    switch (state(row)) {
    case State::Ready:
        return tr("✓ ready");
    case State::NotThere:
        return tr("⚠ no key yet");
    case State::LockedOrRemoved:
        //: the keychain does not say which of the two
        return tr("⚠ keychain locked, or key removed");
    case State::Unavailable:
        return tr("⚠ no keychain service");
    case State::Failed:
        break;
    }
    return tr("✕ can't be read");
}

int SecretsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SecretsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SecretsModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount())
        return {};
    const int column = index.column();
    if (role == Qt::DisplayRole)
        return text(index.row(), column);
    if (role == Qt::ToolTipRole && column == StateColumn)
        return errorSentence(m_rows[std::size_t(index.row())].view.problem);
    if (role != ToneRole)
        return {};
    if (column == StateColumn)
        return int(state(index.row()) == State::Ready ? Tone::Ok : Tone::Warning);
    return int(column == Reference ? Tone::Muted : Tone::Normal);
}

QVariant SecretsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> names { tr("Provider"), tr("Name"), tr("Last 4"), tr("Stored in"),
        tr("State") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui
