// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/secrets_model.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

/// What counts down has whole seconds.
QString restText(std::int64_t ms)
{
    const std::int64_t seconds = (ms + 999) / 1000;
    //: %1 is a number of seconds
    return seconds < 60 ? SecretsModel::tr("%1 s").arg(seconds) : durationText(seconds * 1'000'000);
}

} // namespace

SecretsModel::SecretsModel(const RememberedSecrets& remembered, QObject* parent)
    : QAbstractTableModel(parent)
    , m_remembered(remembered)
{
}

void SecretsModel::set(const Config& config, const Keys& keys)
{
    std::vector<Row> rows;
    for (const auto& provider : config.providers) {
        if (provider->auth == AuthStyle::None || provider->simulated)
            continue;
        for (const std::string& reference : provider->secretRefs) {
            const auto view = std::ranges::find(keys.secrets, reference, &SecretStore::View::reference);
            const auto health = std::ranges::find(keys.health, reference, &KeyPools::View::key);
            rows.push_back({ provider, reference, view == keys.secrets.end() ? SecretStore::View() : *view,
                health == keys.health.end() ? KeyPools::View() : *health });
        }
    }
    // The selection must survive a refresh, so rows that stay are not reset.
    const auto sameKey = [](const Row& a, const Row& b) {
        return a.provider->id == b.provider->id && a.reference == b.reference;
    };
    const bool reset = !std::ranges::equal(rows, m_rows, sameKey);
    constexpr WallUs kSecond = 1'000'000; // what is shown of the time
    if (!reset && rows == m_rows && keys.vaultName == m_vaultName && keys.now / kSecond == m_now / kSecond)
        return;
    if (reset)
        beginResetModel();
    m_rows = std::move(rows);
    m_vaultName = keys.vaultName;
    m_now = keys.now;
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

std::string SecretsModel::reference(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[std::size_t(row)].reference : std::string();
}

bool SecretsModel::isThere(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[std::size_t(row)].view.loaded;
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
        return entry.health.state == KeyState::Refused ? State::Refused
            : entry.health.state == KeyState::Cooling  ? State::Cooling
                                                       : State::Ready;
    const std::string& problem = entry.view.problem;
    const bool remembered = m_remembered.find(entry.reference).has_value();
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
    const auto remembered = m_remembered.find(entry.reference);
    switch (column) {
    case ProviderColumn:
        return toQString(provider.name.empty() ? provider.id : provider.name);
    case Reference:
        return toQString(entry.reference);
    case LastFour:
        if (!entry.view.lastFour.empty())
            return QStringLiteral("…") + toQString(entry.view.lastFour);
        return remembered && !remembered->lastFour.isEmpty() ? QStringLiteral("…") + remembered->lastFour : dashText();
    case StoredIn:
        return storedIn(entry.reference, m_vaultName);
    case LastUse:
        return entry.health.lastUsedAt > 0 ? agoText(entry.health.lastUsedAt, m_now) : dashText();
    default:
        break;
    }
    switch (state(row)) {
    case State::Ready:
        return tr("✓ ready");
    case State::Refused:
        return entry.health.code == "upstream_out_of_credit" ? tr("✕ out of credit") : tr("✕ refused by the provider");
    case State::Cooling:
        //: the provider limits the rate of a key: %1 is the time until it is used again
        return tr("◐ rests for %1").arg(restText(entry.health.againInMs));
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
        return errorSentence(isThere(index.row()) ? m_rows[std::size_t(index.row())].health.code
                                                  : m_rows[std::size_t(index.row())].view.problem);
    if (role != ToneRole)
        return {};
    if (column == StateColumn)
        return int(state(index.row()) == State::Ready  ? Tone::Ok
                : state(index.row()) == State::Refused ? Tone::Error
                                                       : Tone::Warning);
    return int(column == Reference ? Tone::Muted : Tone::Normal);
}

QVariant SecretsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> names { tr("Provider"), tr("Name"), tr("Last 4"), tr("Stored in"),
        tr("State"), tr("Last used") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui
