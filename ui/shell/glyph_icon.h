// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace signalbox::ui {

struct GlyphColors {
    QColor normal; ///< and under the pointer
    QColor selected;
    QColor disabled;
};

/// resources/icons/NAME.svg, whose black becomes `color`, `size` device-independent pixels wide and high. Empty
/// (transparent) where there is no such file. Drawn once for each look and kept by QPixmapCache.
[[nodiscard]] QPixmap drawGlyph(const QString& name, const QColor& color, int size, qreal ratio);

/// The same as an icon, which is drawn when and as large as it is needed.
[[nodiscard]] QIcon glyphIcon(const QString& name, const GlyphColors& colors);

} // namespace signalbox::ui
