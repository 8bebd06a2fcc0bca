// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <Qt>

namespace signalbox::ui {

/// Where a part of something painted stands when the language runs from right to left. Painters are written for left
/// to right and turn each part at the end; text in it is aligned by the painter itself.
[[nodiscard]] inline QRectF mirrored(Qt::LayoutDirection direction, const QRectF& whole, const QRectF& part)
{
    if (direction != Qt::RightToLeft)
        return part;
    return { whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height() };
}

[[nodiscard]] inline QRect mirrored(Qt::LayoutDirection direction, const QRect& whole, const QRect& part)
{
    return mirrored(direction, QRectF(whole), QRectF(part)).toRect();
}

} // namespace signalbox::ui
