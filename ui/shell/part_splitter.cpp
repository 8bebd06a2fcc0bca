// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/part_splitter.h"

#include "ui/shell/layout_memory.h"

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWhole = 1000;

} // namespace

PartSplitter::PartSplitter(QWidget* parent)
    : QSplitter(parent)
{
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, &PartSplitter::noteMoved);
}

int PartSplitter::room() const
{
    return (orientation() == Qt::Horizontal ? width() : height()) - handleWidth();
}

void PartSplitter::place(Qt::Orientation way, int usual)
{
    setOrientation(way);
    m_usual = usual;
    recall();
    apply();
}

void PartSplitter::apply()
{
    const auto chosen = m_share.find(orientation());
    const int second = chosen == m_share.end() ? m_usual : room() * chosen->second / kWhole;
    if (second > 0 && second < room())
        setSizes({ room() - second, second });
}

void PartSplitter::noteMoved()
{
    const QList<int> parts = sizes();
    if (parts.size() != 2 || parts[0] + parts[1] <= 0)
        return;
    m_share[orientation()] = std::clamp(parts[1] * kWhole / (parts[0] + parts[1]), 1, kWhole - 1);
    QStringList ways;
    for (const auto& [way, share] : m_share)
        ways.append(u"%1=%2"_s.arg(way == Qt::Horizontal ? u"beside"_s : u"below"_s).arg(share));
    if (LayoutMemory* memory = LayoutMemory::of(*this))
        memory->keep(*this, ways.join(u','));
}

void PartSplitter::recall()
{
    const LayoutMemory* memory = m_recalled ? nullptr : LayoutMemory::of(*this);
    if (memory == nullptr)
        return;
    m_recalled = true;
    for (const QString& each : memory->recall(*this).split(u',', Qt::SkipEmptyParts)) {
        const int share = each.section(u'=', 1).toInt();
        if (share > 0 && share < kWhole)
            m_share[each.startsWith("beside"_L1) ? Qt::Horizontal : Qt::Vertical] = share;
    }
}

void PartSplitter::showEvent(QShowEvent* event)
{
    QSplitter::showEvent(event);
    recall();
    if (m_share.contains(orientation()))
        apply();
}

void PartSplitter::resizeEvent(QResizeEvent* event)
{
    QSplitter::resizeEvent(event);
    const bool placed = m_usual > 0 || m_share.contains(orientation());
    if (placed && count() == 2 && !widget(1)->isHidden())
        apply();
}

} // namespace signalbox::ui
