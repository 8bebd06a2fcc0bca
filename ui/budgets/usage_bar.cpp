// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/usage_bar.h"

#include "ui/shell/mirror.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kHeight = 14;
constexpr int kTick = 4;

} // namespace

double shareOf(Money part, Money limit)
{
    return limit.nano() <= 0 ? 0 : double(part.nano()) / double(limit.nano());
}

QColor usageColor(const Theme& theme, const Ceiling& ceiling, const Balance& balance)
{
    const Tokens& tokens = theme.tokens();
    const double share = shareOf(balance.used(), ceiling.limit);
    const double first = ceiling.alertAt.empty() ? 1.0 : std::ranges::min(ceiling.alertAt);
    return share >= 1 ? tokens.error : share >= first ? tokens.warning : tokens.accent;
}

UsageBar::UsageBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void UsageBar::setUsage(const Ceiling& ceiling, const Balance& balance)
{
    m_ceiling = ceiling;
    m_balance = balance;
    update();
}

QSize UsageBar::sizeHint() const
{
    return { 160, kHeight + 2 * kTick };
}

void UsageBar::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(0.5, kTick, width() - 1.0, kHeight);
    QPainterPath shape;
    shape.addRoundedRect(track, kHeight / 2.0, kHeight / 2.0);
    painter.fillPath(shape, tokens.sunken);
    painter.save();
    painter.setClipPath(shape);
    qreal left = track.left();
    const QColor color = usageColor(m_theme, m_ceiling, m_balance);
    const auto stretch = [&](Money part, const QBrush& brush) {
        const qreal length = std::min(track.right() - left, shareOf(part, m_ceiling.limit) * track.width());
        painter.fillRect(mirrored(layoutDirection(), track, QRectF(left, track.top(), length, track.height())), brush);
        left += length;
    };
    stretch(m_balance.settled, color);
    stretch(m_balance.uncertain, QBrush(color, Qt::DiagCrossPattern));
    stretch(m_balance.pending, QBrush(color, Qt::BDiagPattern));
    painter.restore();
    painter.setPen(tokens.border);
    painter.drawPath(shape);
    painter.setPen(QPen(tokens.text, 1.5));
    for (const double at : m_ceiling.alertAt) {
        const qreal x = std::clamp(track.left() + at * track.width(), track.left() + 1, track.right() - 1);
        const qreal turned = mirrored(layoutDirection(), track, QRectF(x, 0, 0, 0)).x();
        if (at < 1)
            painter.drawLine(QPointF(turned, 0), QPointF(turned, height()));
    }
}

} // namespace signalbox::ui
