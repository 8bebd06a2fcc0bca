// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_ring.h"

#include "ui/budgets/usage_bar.h"
#include "ui/shell/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr int kSize = 92;
constexpr int kThick = 11;
constexpr int kTick = 3;
constexpr double kFull = 360 * 16; ///< QPainter counts in sixteenths of a degree

} // namespace

CeilingRing::CeilingRing(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void CeilingRing::setUsage(const Ceiling& ceiling, const Balance& balance)
{
    m_ceiling = ceiling;
    m_balance = balance;
    update();
}

QSize CeilingRing::sizeHint() const
{
    const int size = m_theme.scaled(kSize);
    return { size, size };
}

void CeilingRing::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = kTick + kThick / 2.0;
    const QRectF ring = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    const auto arc = [&](double from, double to, const QBrush& brush) {
        QPen pen(brush, kThick);
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawArc(ring, int(std::lround(kFull / 4 - from * kFull)), -int(std::lround((to - from) * kFull)));
    };
    arc(0, 1, tokens.sunken);
    const QColor color = usageColor(m_theme, m_ceiling, m_balance);
    const auto upTo = [&](Money money) { return std::min(1.0, shareOf(money, m_ceiling.limit)); };
    const double settled = upTo(m_balance.settled);
    const double uncertain = upTo(m_balance.settled + m_balance.uncertain);
    const double used = upTo(m_balance.used());
    arc(0, settled, color);
    arc(settled, uncertain, QBrush(color, Qt::DiagCrossPattern));
    arc(uncertain, used, QBrush(color, Qt::BDiagPattern));
    painter.setPen(QPen(tokens.controlBorder, 1));
    const double half = kThick / 2.0;
    painter.drawEllipse(ring.adjusted(-half, -half, half, half));
    painter.drawEllipse(ring.adjusted(half, half, -half, -half));
    paintTicks(painter, ring);
    painter.setPen(tokens.text);
    painter.setFont(m_theme.figures(TextRole::Section));
    painter.drawText(rect(), Qt::AlignCenter,
        m_ceiling.limit.isZero() ? dashText() : percentText(shareOf(m_balance.used(), m_ceiling.limit), 0));
}

void CeilingRing::paintTicks(QPainter& painter, const QRectF& ring) const
{
    painter.setPen(QPen(m_theme.tokens().text, 1.5));
    for (const double at : m_ceiling.alertAt) {
        if (at >= 1)
            continue;
        const double angle = 2 * M_PI * at;
        const QPointF out(std::sin(angle), -std::cos(angle));
        const double radius = ring.width() / 2;
        painter.drawLine(ring.center() + out * (radius - kThick / 2.0 - 1),
            ring.center() + out * (radius + kThick / 2.0 + kTick - 1));
    }
}

} // namespace signalbox::ui
