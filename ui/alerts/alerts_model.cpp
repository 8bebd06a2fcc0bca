// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alerts_model.h"

#include "ui/alerts/alert_words.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

Tone toneOf(AlertLevel level)
{
    if (level == AlertLevel::Urgent)
        return Tone::Error;
    return level == AlertLevel::Attention ? Tone::Warning : Tone::Info;
}

/// A sign before the word: colour never speaks alone.
QString signOf(AlertLevel level)
{
    if (level == AlertLevel::Urgent)
        return QStringLiteral("✕ ");
    return level == AlertLevel::Attention ? QStringLiteral("⚠ ") : QStringLiteral("ℹ ");
}

} // namespace

void AlertsModel::set(std::vector<Alert> alerts, WallUs now)
{
    m_now = now;
    const bool reset = !std::ranges::equal(alerts, m_alerts, {}, &Alert::id, &Alert::id);
    if (reset)
        beginResetModel();
    m_alerts = std::move(alerts);
    if (reset)
        endResetModel();
    else
        retranslate();
}

void AlertsModel::retranslate()
{
    if (!m_alerts.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const Alert* AlertsModel::alert(int row) const
{
    return row >= 0 && row < rowCount() ? &m_alerts[std::size_t(row)] : nullptr;
}

QString AlertsModel::text(const Alert& alert, int column) const
{
    switch (column) {
    case When:
        return momentText(alert.at, m_now);
    case Level:
        return signOf(alert.level) + alertLevelText(alert.level);
    case What:
        return alertSentences(alert, QLocale()).title;
    case Meaning:
        return alertSentences(alert, QLocale()).body;
    default:
        break;
    }
    if (alert.snoozed)
        return tr("snoozed");
    return alert.seen ? QString() : tr("new");
}

int AlertsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_alerts.size());
}

int AlertsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertsModel::data(const QModelIndex& index, int role) const
{
    const Alert* shown = alert(index.row());
    if (shown == nullptr)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(*shown, index.column());
    if (role != ToneRole)
        return {};
    if (index.column() == Level)
        return int(toneOf(shown->level));
    return int(index.column() == What ? Tone::Normal : Tone::Muted);
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> names { tr("When"), tr("Level"), tr("What happened"), tr("What it means"),
        tr("State") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui
