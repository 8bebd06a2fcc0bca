// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tier_mark.h"

#include "ui/shell/format.h"
#include "ui/shell/mirror.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kMarkWidth = 12;
constexpr int kGap = 6;

struct TierWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::TierMark)
};

} // namespace

QString nameOfTier(const Config* config, std::string_view tierId)
{
    const Tier* tier = config != nullptr ? config->findTier(tierId) : nullptr;
    return toQString(tier != nullptr && !tier->name.empty() ? std::string_view(tier->name) : tierId);
}

TierLook tierLook(const Theme& theme, const Config* config, std::string_view tierId)
{
    if (tierId.empty())
        //: stands where a request was refused before a tier was chosen
        return theme.tier(-1, TierWords::tr("No tier"));
    if (config != nullptr) {
        const auto found = std::find_if(
            config->tiers.begin(), config->tiers.end(), [&](const Tier& tier) { return tier.id == tierId; });
        if (found != config->tiers.end())
            return theme.tier(int(found - config->tiers.begin()), nameOfTier(config, tierId));
    }
    return theme.tier(-1, toQString(tierId));
}

void paintTierMark(QPainter& painter, const QRectF& box, TierShape shape, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF centre = box.center();
    const qreal r = std::min(box.width(), box.height()) / 2;
    switch (shape) {
    case TierShape::Circle:
        painter.drawEllipse(centre, r * 0.92, r * 0.92);
        break;
    case TierShape::Square:
        painter.drawRect(QRectF(centre.x() - r * 0.82, centre.y() - r * 0.82, r * 1.64, r * 1.64));
        break;
    case TierShape::Triangle:
        painter.drawPolygon(QPolygonF { { centre.x(), centre.y() - r },
            { centre.x() + r * 1.08, centre.y() + r * 0.85 }, { centre.x() - r * 1.08, centre.y() + r * 0.85 } });
        break;
    case TierShape::Diamond:
        painter.drawPolygon(QPolygonF { { centre.x(), centre.y() - r * 1.1 }, { centre.x() + r * 1.1, centre.y() },
            { centre.x(), centre.y() + r * 1.1 }, { centre.x() - r * 1.1, centre.y() } });
        break;
    case TierShape::Cross:
        painter.drawRect(QRectF(centre.x() - r, centre.y() - r * 0.32, r * 2, r * 0.64));
        painter.drawRect(QRectF(centre.x() - r * 0.32, centre.y() - r, r * 0.64, r * 2));
        break;
    case TierShape::Bar:
        painter.drawRoundedRect(QRectF(centre.x() - r, centre.y() - r * 0.4, r * 2, r * 0.8), r * 0.4, r * 0.4);
        break;
    }
    painter.restore();
}

QIcon tierIcon(const TierLook& look)
{
    QIcon icon;
    for (const qreal ratio : { 1.0, 2.0 }) {
        QPixmap pixmap(QSize(16, 16) * ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.scale(ratio, ratio);
        paintTierMark(painter, QRectF(3, 3, 10, 10), look.shape, look.color);
        painter.end();
        pixmap.setDevicePixelRatio(ratio);
        icon.addPixmap(pixmap, QIcon::Normal);
        icon.addPixmap(pixmap, QIcon::Selected);
    }
    return icon;
}

TierMark::TierMark(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void TierMark::setLook(const TierLook& look)
{
    m_look = look;
    setAccessibleName(look.name);
    updateGeometry();
    update();
}

QSize TierMark::sizeHint() const
{
    return { kMarkWidth + kGap + fontMetrics().horizontalAdvance(m_look.name) + 1, fontMetrics().height() };
}

void TierMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    const QRectF mark(1, (height() - 10) / 2.0, 10, 10);
    paintTierMark(painter, mirrored(layoutDirection(), rect(), mark), m_look.shape, m_look.color);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect words = rect().adjusted(kMarkWidth + kGap, 0, 0, 0);
    painter.drawText(mirrored(layoutDirection(), rect(), words), Qt::AlignVCenter | Qt::AlignLeft, m_look.name);
}

} // namespace signalbox::ui
