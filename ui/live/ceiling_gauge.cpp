// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/ceiling_gauge.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/shell/format.h"
#include "ui/shell/mirror.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBarHeight = 14;
constexpr int kTickOver = 5;

} // namespace

CeilingGauge::CeilingGauge(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void CeilingGauge::show(const Ceiling& ceiling, const Balance& balance, const std::optional<Forecast>& forecast)
{
    m_ceiling = ceiling;
    m_balance = balance;
    m_dayEnd.reset();
    if (forecast && forecast->kind != Forecast::Case::NotEnough && forecast->kind != Forecast::Case::Reached)
        m_dayEnd = std::min(forecast->endOfDay, ceiling.limit);
    setAccessibleDescription(standingSentence(ceiling, balance));
    update();
}

QSize CeilingGauge::minimumSizeHint() const
{
    return { 120, QFontMetrics(m_theme.font(TextRole::Small)).height() + 2 + kBarHeight + 2 * kTickOver };
}

QSize CeilingGauge::sizeHint() const
{
    return minimumSizeHint() + QSize(120, 0);
}

double CeilingGauge::shareOf(Money money) const
{
    return m_ceiling.limit.nano() <= 0 ? 0
                                       : std::clamp(double(money.nano()) / double(m_ceiling.limit.nano()), 0.0, 1.0);
}

Tone CeilingGauge::tone() const
{
    const double used = shareOf(m_balance.used());
    const auto lowest = std::min_element(m_ceiling.alertAt.begin(), m_ceiling.alertAt.end());
    if (used >= 0.999)
        return Tone::Error;
    return lowest != m_ceiling.alertAt.end() && used >= *lowest ? Tone::Warning : Tone::Info;
}

void CeilingGauge::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int textHeight = QFontMetrics(m_theme.font(TextRole::Small)).height();
    const QRectF bar(0.5, textHeight + 2 + kTickOver + 0.5, width() - 1, kBarHeight - 1);
    QPainterPath outline;
    outline.addRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    painter.setPen(Qt::NoPen);
    painter.fillPath(outline, tokens.sunken);

    const QColor color = tone() == Tone::Info ? tokens.accent : tokens.tone(tone());
    QColor pale = color;
    pale.setAlphaF(0.45F);
    painter.save();
    painter.setClipPath(outline);
    const auto part = [&](double from, double to, const QBrush& brush) {
        const QRectF stretch(bar.left() + from * bar.width(), bar.top(), (to - from) * bar.width(), bar.height());
        painter.fillRect(mirrored(layoutDirection(), bar, stretch), brush);
    };
    const double settled = shareOf(m_balance.settled);
    const double used = shareOf(m_balance.used());
    if (m_dayEnd && shareOf(*m_dayEnd) > used)
        part(used, shareOf(*m_dayEnd), QBrush(pale, Qt::BDiagPattern));
    part(settled, used, QBrush(color, Qt::Dense4Pattern));
    part(0, settled, color);
    painter.restore();
    painter.setPen(tokens.controlBorder);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    paintTicks(painter, bar);
}

void CeilingGauge::paintTicks(QPainter& painter, const QRectF& bar) const
{
    painter.setFont(m_theme.font(TextRole::Small));
    const QFontMetrics metrics(painter.font());
    for (const double alert : m_ceiling.alertAt) {
        if (alert <= 0 || alert >= 1)
            continue;
        const double x = mirrored(layoutDirection(), bar, QRectF(bar.left() + alert * bar.width(), 0, 0, 0)).x();
        painter.setPen(QPen(m_theme.tokens().text, 1.5));
        painter.drawLine(QPointF(x, bar.top() - kTickOver), QPointF(x, bar.bottom() + kTickOver));
        //: a mark at a ceiling; %1 is a percentage
        const QString label = tr("alert %1").arg(percentText(alert, 0));
        const double wide = metrics.horizontalAdvance(label) + 2;
        painter.setPen(m_theme.tokens().muted);
        painter.drawText(
            QRectF(std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide)), 0, wide, metrics.height()),
            Qt::AlignCenter, label);
    }
}

} // namespace signalbox::ui
