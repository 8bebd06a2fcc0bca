// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/flow_layout.h"

#include "ui/shell/theme.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace signalbox::ui {

FlowLayout::FlowLayout(Side side, QWidget* parent)
    : QLayout(parent)
    , m_side(side)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(Theme::kSpace);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index < 0 || index >= count() ? nullptr : m_items[std::size_t(index)].get();
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* taken = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return taken;
}

std::vector<FlowLayout::Line> FlowLayout::lines(int width) const
{
    std::vector<Line> found;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        const bool first = found.empty() || found.back().width + spacing() + size.width() > width;
        if (first)
            found.emplace_back();
        Line& line = found.back();
        line.width += (first ? 0 : spacing()) + size.width();
        line.height = std::max(line.height, size.height());
        line.items.push_back(item.get());
    }
    return found;
}

int FlowLayout::heightForWidth(int width) const
{
    int height = 0;
    for (const Line& line : lines(width))
        height += (height > 0 ? spacing() : 0) + line.height;
    return height;
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0); // QSize() is -1 high, which a box around this would take from its neighbours
    for (const Line& line : lines(QLAYOUTSIZE_MAX))
        size = QSize(line.width, line.height);
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const auto& item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const Qt::LayoutDirection direction =
        parentWidget() == nullptr ? Qt::LeftToRight : parentWidget()->layoutDirection();
    int y = rect.top();
    for (const Line& line : lines(rect.width())) {
        int x = rect.left() + (m_side == Side::Trailing ? std::max(0, rect.width() - line.width) : 0);
        for (QLayoutItem* item : line.items) {
            const QSize size = item->sizeHint().boundedTo(QSize(rect.width(), line.height));
            const QRect place(x, y + (line.height - size.height()) / 2, size.width(), size.height());
            item->setGeometry(QStyle::visualRect(direction, rect, place));
            x += size.width() + spacing();
        }
        y += line.height + spacing();
    }
}

} // namespace signalbox::ui
