// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/side_by_side.h"

#include "ui/shell/theme.h"

#include <QBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kGap = 12;

} // namespace

SideBySide::SideBySide(const Theme& theme, int least, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_least(least)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kGap);
    setMinimumWidth(1); // what the parts need beside one another does not count
    connect(&theme, &Theme::changed, this, &SideBySide::turn);
}

void SideBySide::add(QWidget* part, int stretch)
{
    m_layout->addWidget(part, stretch);
}

void SideBySide::turn()
{
    m_layout->setDirection(width() < m_theme.scaled(m_least) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SideBySide::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    turn();
}

} // namespace signalbox::ui
