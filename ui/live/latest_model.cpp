// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/latest_model.h"

#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"
#include "ui/shell/table.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

QString requestCostText(const LiveRequest& request)
{
    if (request.unpriced)
        return LatestModel::tr("unpriced");
    if (request.attempts == 0)
        return dashText();
    const QString cost = moneyText(Money::fromNano(request.costNano), MoneyStyle::Row);
    //: before an amount that was counted, not reported by the provider
    return request.estimated ? QString(u"≈ " % cost) : cost;
}

Tone requestTone(const LiveRequest& request)
{
    if (request.status >= 400 && request.status != 499)
        return Tone::Error;
    if (!request.errorCode.empty())
        return request.status == 499 ? Tone::Warning : Tone::Error;
    return request.attempts > 1 && !request.escalated ? Tone::Warning : Tone::Normal;
}

QString requestStatusText(const LiveRequest& request)
{
    if (requestTone(request) == Tone::Warning && request.status != 499)
        return u"⚠ " % LatestModel::tr("retried %n time(s)", nullptr, request.attempts - 1);
    return statusText(request.status, toQString(request.errorCode));
}

LatestModel::LatestModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void LatestModel::update(const std::vector<LiveRequest>& latest, std::shared_ptr<const Config> config)
{
    const bool relook = config != m_config;
    m_config = std::move(config);
    const std::size_t count = std::min<std::size_t>(latest.size(), kMost);
    const auto end = latest.begin() + std::ptrdiff_t(count);
    // What was newest before stands below what is new.
    const auto known = m_rows.empty() ? end : std::find_if(latest.begin(), end, [this](const LiveRequest& request) {
        return request.id == m_rows.front().id;
    });
    if (known == end) {
        beginResetModel();
        m_rows.assign(latest.begin(), end);
        endResetModel();
        return;
    }
    const int fresh = int(known - latest.begin());
    if (fresh > 0) {
        beginInsertRows({}, 0, fresh - 1);
        m_rows.insert(m_rows.begin(), latest.begin(), known);
        endInsertRows();
    }
    if (m_rows.size() > std::size_t(kMost)) {
        beginRemoveRows({}, kMost, int(m_rows.size()) - 1);
        m_rows.resize(kMost);
        endRemoveRows();
    }
    if (relook && !m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

void LatestModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

int LatestModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LatestModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString LatestModel::text(const LiveRequest& request, int column) const
{
    switch (column) {
    case Time:
        return secondText(request.at);
    case TierName:
        return tierLook(m_theme, m_config.get(), request.tier).name;
    case Model:
        return request.model.empty() ? dashText() : toQString(request.model);
    case Reason:
        return reasonText(toQString(request.reason), toQString(request.ruleName));
    case Tokens:
        return QString(countText(request.tokensIn) % u" / " % countText(request.tokensOut));
    case Latency:
        return durationText(request.totalUs);
    case Cost:
        return requestCostText(request);
    case Status:
        return requestStatusText(request);
    default:
        return {};
    }
}

QVariant LatestModel::tierRole(const LiveRequest& request, int role) const
{
    const TierLook look = tierLook(m_theme, m_config.get(), request.tier);
    return role == TierShapeRole ? QVariant(int(look.shape)) : QVariant(look.color);
}

QVariant LatestModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_rows.size())
        return {};
    const LiveRequest& request = m_rows[std::size_t(index.row())];
    const int column = index.column();
    const bool number = column == Tokens || column == Latency || column == Cost;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(request, column);
    case Qt::TextAlignmentRole:
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case TierShapeRole:
    case TierColorRole:
        return column == TierName ? tierRole(request, role) : QVariant();
    case ToneRole:
        if (column == Status)
            return int(requestTone(request));
        return column == Cost && request.unpriced ? QVariant(int(Tone::Error)) : QVariant();
    case BadgeRole:
        //: mark of a request to the simulated provider
        return column == Reason && request.simulated ? QVariant(tr("sandbox")) : QVariant();
    default:
        return {};
    }
}

QVariant LatestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Tokens || section == Latency || section == Cost;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case TierName:
        return tr("Tier");
    case Model:
        return tr("Model");
    case Reason:
        return tr("Reason");
    case Tokens:
        return tr("Tokens in / out");
    case Latency:
        return tr("Latency");
    case Cost:
        return tr("Cost");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

} // namespace signalbox::ui
