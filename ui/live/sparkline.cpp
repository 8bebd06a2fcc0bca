// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/sparkline.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

void paintSparkline(QPainter& painter, const QRectF& box, const std::vector<double>& values, const QColor& color)
{
    if (values.empty())
        return;
    double top = 0;
    for (const double value : values)
        top = std::isnan(value) ? top : std::max(top, value);
    const auto point = [&](std::size_t at) {
        const double x = values.size() < 2 ? 1 : double(at) / double(values.size() - 1);
        const double y = top > 0 ? values[at] / top : 0;
        return QPointF(box.left() + x * box.width(), box.bottom() - y * box.height());
    };
    // Single lines: antialiased polylines over one pixel are several times dearer.
    QList<QLineF> lines;
    for (std::size_t at = 1; at < values.size(); ++at) {
        if (!std::isnan(values[at]) && !std::isnan(values[at - 1]))
            lines << QLineF(point(at - 1), point(at));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
    painter.restore();
}

Sparkline::Sparkline(QWidget* parent)
    : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
}

void Sparkline::show(std::vector<double> values, const QColor& color, const QString& description)
{
    m_values = std::move(values);
    m_color = color;
    setAccessibleDescription(description);
    update();
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintSparkline(painter, QRectF(rect()).adjusted(1, 2, -1, -2), m_values, m_color);
}

} // namespace signalbox::ui
