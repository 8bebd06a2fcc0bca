// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/tier_legend.h"

#include "ui/shell/mirror.h"
#include "ui/shell/tier_mark.h"

#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMark = 9;
constexpr int kGap = 5;
constexpr int kBetween = 12;

bool same(const TierLook& a, const TierLook& b)
{
    return a.name == b.name && a.color == b.color && a.shape == b.shape;
}

} // namespace

TierLegend::TierLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TierLegend::show(std::vector<TierLook> looks)
{
    if (std::equal(looks.begin(), looks.end(), m_looks.begin(), m_looks.end(), same))
        return;
    m_looks = std::move(looks);
    QStringList names;
    for (const TierLook& look : m_looks)
        names << look.name;
    setAccessibleName(names.join(u", "_s));
    setToolTip(accessibleName());
    updateGeometry();
    update();
}

int TierLegend::widthWithNames() const
{
    const QFontMetrics metrics(m_theme.font(TextRole::Small));
    int wide = 0;
    for (const TierLook& look : m_looks)
        wide += kMark + kGap + metrics.horizontalAdvance(look.name) + kBetween;
    return std::max(0, wide - kBetween) + 2;
}

QSize TierLegend::sizeHint() const
{
    return { widthWithNames(), QFontMetrics(m_theme.font(TextRole::Small)).height() };
}

QSize TierLegend::minimumSizeHint() const
{
    return { int(m_looks.size()) * (kMark + kGap), sizeHint().height() };
}

void TierLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextRole::Small));
    const QFontMetrics metrics(painter.font());
    const bool names = width() >= widthWithNames();
    int x = 0;
    for (const TierLook& look : m_looks) {
        const QRectF mark(x, (height() - kMark) / 2.0, kMark, kMark);
        paintTierMark(painter, mirrored(layoutDirection(), rect(), mark), look.shape, look.color);
        x += kMark + kGap;
        if (!names)
            continue;
        painter.setPen(m_theme.tokens().muted);
        const int wide = metrics.horizontalAdvance(look.name);
        const QRect words(x, 0, wide + 2, height());
        painter.drawText(mirrored(layoutDirection(), rect(), words), Qt::AlignVCenter | Qt::AlignLeft, look.name);
        x += wide + kBetween;
    }
}

} // namespace signalbox::ui
