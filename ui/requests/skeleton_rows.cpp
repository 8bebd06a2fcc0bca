// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/skeleton_rows.h"

#include "ui/shell/mirror.h"

#include <QPainter>

#include <array>

namespace signalbox::ui {

SkeletonRows::SkeletonRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SkeletonRows::paintEvent(QPaintEvent*)
{
    // Shares of the width, as the columns of a log have them.
    constexpr std::array kBars { 0.07, 0.10, 0.16, 0.30, 0.10, 0.08 };
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().sunken);
    const int row = m_theme.scaled(Theme::kLogRowHeight);
    const qreal gap = 0.03 * width();
    for (int top = row; top + row <= height(); top += row) {
        qreal left = Theme::kSpace;
        for (const double bar : kBars) {
            const QRectF line(left, top + row * 0.3, bar * width(), row * 0.4);
            painter.drawRoundedRect(mirrored(layoutDirection(), rect(), line), 4, 4);
            left += bar * width() + gap;
        }
    }
}

} // namespace signalbox::ui
