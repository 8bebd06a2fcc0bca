// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_delegates.h"

#include "ui/rules/rules_model.h"
#include "ui/shell/mirror.h"

#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

void HitBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    constexpr int kMargin = 8;
    constexpr int kHeight = 3;
    RowDelegate::paint(painter, option, index);
    const double share = index.data(RulesModel::ShareRole).toDouble();
    if (share <= 0)
        return;
    const QRectF track(option.rect.left() + kMargin, option.rect.bottom() - kHeight - 4,
        std::max(1, option.rect.width() - 2 * kMargin), kHeight);
    const qreal length = std::max(2.0, track.width() * share);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.tokens().border);
    painter->drawRoundedRect(track, 1.5, 1.5);
    painter->setBrush(m_theme.tokens().accent);
    const QRectF bar(track.left(), track.top(), length, kHeight);
    painter->drawRoundedRect(mirrored(option.direction, track, bar), 1.5, 1.5);
    painter->restore();
}

void WhenDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    constexpr int kMargin = 8;
    const QString warning = index.data(RulesModel::WarningRole).toString();
    if (warning.isEmpty())
        return RowDelegate::paint(painter, option, index);
    const QFont font = m_theme.font(TextRole::Small);
    // The first mark counts more than the condition, the others less; what is left out stands in the tool tip.
    const QFontMetrics metrics(font);
    const QString first = warning.section(QStringLiteral(" · "), 0, 0);
    const QString shorter = first == warning ? first : first + QStringLiteral(" …");
    constexpr int kRounding = 1;
    const bool fits = metrics.horizontalAdvance(warning) + 2 * kMargin + kRounding <= option.rect.width() / 2;
    const QString& shown = fits ? warning : shorter;
    const int width = std::min(option.rect.width(), metrics.horizontalAdvance(shown) + 2 * kMargin + kRounding);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.tokens().selection);
    QStyleOptionViewItem words = option;
    words.rect.setWidth(option.rect.width() - width);
    words.rect = mirrored(option.direction, option.rect, words.rect);
    RowDelegate::paint(painter, words, index);
    painter->save();
    painter->setFont(font);
    painter->setPen(m_theme.tokens().warning);
    const QRect room = option.rect.adjusted(option.rect.width() - width + kMargin, 0, -kMargin, 0);
    painter->drawText(mirrored(option.direction, option.rect, room), Qt::AlignRight | Qt::AlignVCenter,
        metrics.elidedText(shown, Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace signalbox::ui
