// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "ui/shell/mirror.h"

#include <QButtonGroup>
#include <QEnterEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFullWidth = 200;
constexpr int kIconWidth = 56;
constexpr int kItemHeight = 34;
constexpr int kIconSize = 20;
constexpr int kBadgeHeight = 18; ///< with small text; it grows with its sign

} // namespace

SidebarItem::SidebarItem(const Theme& theme, QString iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_iconName(std::move(iconName))
{
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void SidebarItem::setBadge(const QString& badge, const QString& spoken)
{
    m_badge = badge;
    m_spokenBadge = spoken;
    updateNames();
}

void SidebarItem::setTitle(const QString& title)
{
    setText(title);
    updateNames();
}

void SidebarItem::setWidth(Width width)
{
    m_width = width;
    updateNames();
}

void SidebarItem::updateNames()
{
    setAccessibleName(m_spokenBadge.isEmpty() ? text() : QString(text() % u", " % m_spokenBadge));
    setToolTip(m_width == Width::IconOnly || !m_spokenBadge.isEmpty() ? accessibleName() : QString());
    update();
}

QSize SidebarItem::sizeHint() const
{
    return { m_theme.scaled(m_width == Width::Full ? kFullWidth : kIconWidth), m_theme.scaled(kItemHeight) };
}

void SidebarItem::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(
        isChecked() ? QBrush(tokens.selection) : (underMouse() ? QBrush(tokens.hover) : QBrush(Qt::NoBrush)));
    painter.drawRoundedRect(box, Theme::kControlRadius, Theme::kControlRadius);
    const auto turned = [this](const auto& part) { return mirrored(layoutDirection(), rect(), part); };
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accent);
        painter.drawRoundedRect(turned(QRectF(box.left(), box.top() + 7, 3, box.height() - 14)), 1.5, 1.5);
    }
    const bool full = m_width == Width::Full;
    const int icon = m_theme.scaled(kIconSize);
    const int left = full ? 14 : (width() - icon) / 2;
    const QColor color = isChecked() ? tokens.accent : tokens.muted;
    painter.drawPixmap(turned(QRect(left, (height() - icon) / 2, icon, icon)),
        m_theme.pixmap(m_iconName, color, icon, devicePixelRatioF()));
    painter.setFont(m_theme.font(TextRole::Small));
    const QFontMetrics small(painter.font());
    const int badgeHeight = std::max(kBadgeHeight, small.height());
    const int badgeWidth = m_badge.isEmpty() ? 0 : std::max(badgeHeight, small.horizontalAdvance(m_badge) + 10);
    if (badgeWidth > 0) {
        const int right = full ? width() - 12 : width() - 6;
        const QRectF badge =
            turned(QRectF(right - badgeWidth, full ? (height() - badgeHeight) / 2.0 : 3, badgeWidth, badgeHeight));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.warning);
        painter.drawRoundedRect(badge, badgeHeight / 2.0, badgeHeight / 2.0);
        painter.setPen(tokens.surface);
        painter.drawText(badge, Qt::AlignCenter, m_badge);
    }
    if (!full)
        return;
    QFont font = m_theme.font(TextRole::Body);
    font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(tokens.text);
    const QRect room = rect().adjusted(left + icon + 11, 0, -12 - (badgeWidth > 0 ? badgeWidth + 6 : 0), 0);
    painter.drawText(turned(room), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(font).elidedText(text(), Qt::ElideRight, room.width()));
}

void SidebarItem::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void SidebarItem::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

Sidebar::Sidebar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
    , m_layout(new QVBoxLayout(this))
{
    m_group->setExclusive(true);
    m_layout->setContentsMargins(8, 10, 9, 10);
    m_layout->setSpacing(2);
    m_layout->addStretch(1);
    setFixedWidth(theme.scaled(kFullWidth));
    connect(&theme, &Theme::changed, this, [this] { setWidth(m_width); });
    connect(m_group, &QButtonGroup::idClicked, this, &Sidebar::chosen);
}

int Sidebar::add(const QString& iconName)
{
    auto* item = new SidebarItem(m_theme, iconName, this);
    const int entry = int(m_items.size());
    m_items.push_back(item);
    m_group->addButton(item, entry);
    m_layout->insertWidget(entry, item);
    return entry;
}

void Sidebar::setTitle(int entry, const QString& title)
{
    m_items.at(std::size_t(entry))->setTitle(title);
}

void Sidebar::setBadge(int entry, const QString& badge, const QString& spoken)
{
    m_items.at(std::size_t(entry))->setBadge(badge, spoken);
}

void Sidebar::setCurrent(int entry)
{
    m_items.at(std::size_t(entry))->setChecked(true);
}

void Sidebar::setWidth(SidebarItem::Width width)
{
    m_width = width;
    setFixedWidth(m_theme.scaled(width == SidebarItem::Width::Full ? kFullWidth : kIconWidth));
    for (SidebarItem* item : m_items)
        item->setWidth(width);
}

void Sidebar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(m_theme.tokens().border);
    const int edge = isRightToLeft() ? 0 : width() - 1; // towards the page
    painter.drawLine(edge, 0, edge, height());
}

} // namespace signalbox::ui
