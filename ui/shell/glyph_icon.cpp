// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/glyph_icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In device pixels; the result's ratio is 1.
QPixmap drawn(const QString& name, const QColor& color, QSize size)
{
    const QString key = u"glyph/%1/%2/%3x%4"_s.arg(name, color.name()).arg(size.width()).arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return pixmap;
    QSvgRenderer renderer(file.readAll().replace("#000000", color.name().toLatin1()));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(QString name, GlyphColors colors)
        : m_name(std::move(name))
        , m_colors(std::move(colors))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap glyph = scaledPixmap(rect.size() * ratio, mode, state, ratio);
        glyph.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), glyph);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        if (size.isEmpty())
            return {};
        return drawn(m_name, color(mode), size);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal /*scale*/) override
    {
        return pixmap(size, mode, state);
    }
    [[nodiscard]] QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    [[nodiscard]] const QColor& color(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return m_colors.disabled;
        return mode == QIcon::Selected ? m_colors.selected : m_colors.normal;
    }

    QString m_name;
    GlyphColors m_colors;
};

} // namespace

QPixmap drawGlyph(const QString& name, const QColor& color, int size, qreal ratio)
{
    QPixmap pixmap = drawn(name, color, QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QIcon glyphIcon(const QString& name, const GlyphColors& colors)
{
    return QIcon(new GlyphEngine(name, colors));
}

} // namespace signalbox::ui
